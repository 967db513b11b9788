//! A list of complaints as a file, in the order in which the screen shows it.

use domain::india_day;
use ledger::{ComplaintFilter, ComplaintOrder, ComplaintRow, Page};
use sheets::write::{Cell, Kind};

use super::table::{Head, Rows, day_cell, filled};
use super::words::{Words, word_of};
use crate::Problem;

/// Complaints whose sales are read at once.
const PART: usize = 100;

/// A list that is read.
pub(super) struct ComplaintRows<'a> {
    words: Words<'a>,
    all: Vec<ComplaintRow>,
    read: usize,
    sum_paise: i64,
}

/// The list with its titles.
pub(super) fn complaints<'a>(
    words: Words<'a>,
    order: ComplaintOrder,
    filter: &ComplaintFilter,
) -> Result<(Head, ComplaintRows<'a>), Problem> {
    let now_ms = words.till.clock.now_ms();
    // They are read at once, so that none is missing or there twice when one is closed meanwhile. They are few.
    let all = words.till.ledger.listed_complaints(order, filter, Page { after: 0, rows: u32::MAX }, now_ms)?;
    let (list, name) = match order {
        ComplaintOrder::OpenByDay | ComplaintOrder::OpenByAge => ("complaints_open", "complaints open"),
        ComplaintOrder::Closed => ("complaints_closed", "complaints closed"),
    };
    let columns = vec![
        words.col("col_when", Kind::Moment, 17, 0),
        words.col("col_number", Kind::Text, 16, 0),
        words.col("col_operator", Kind::Text, 20, 1),
        words.col("col_company", Kind::Text, 16, 1),
        words.col("col_order", Kind::Text, 22, 0),
        words.col("col_complaint_ref", Kind::Text, 18, 1),
        words.col("col_amount", Kind::Amount, 14, 0),
        words.col("col_complaint", Kind::Text, 28, 2),
        words.col("col_since", Kind::Moment, 17, 0),
        words.col("col_age", Kind::Count, 8, 0),
        words.col("col_next_step", Kind::Text, 28, 2),
        words.col("col_next_day", Kind::Text, 12, 0),
        words.col("col_stands", Kind::Text, 22, 1),
        words.col("col_closed", Kind::Moment, 17, 0),
    ];
    let lines = narrowed(&words, filter);
    let mark = if lines.is_empty() { "" } else { " filtered" };
    let name = format!("{name} {}{mark}", india_day(now_ms));
    let head = Head { name, title: words.of(list), lines, columns, is_wide: true };
    Ok((head, ComplaintRows { words, all, read: 0, sum_paise: 0 }))
}

/// What the list is narrowed to: who reads a part must not take it for the whole.
fn narrowed(words: &Words<'_>, filter: &ComplaintFilter) -> Vec<String> {
    let company = (!filter.company.is_empty())
        .then(|| format!("{}: {}", words.of("col_company"), words.till.name_of(&filter.company)));
    let age =
        (filter.least_days > 0).then(|| words.with("complaint_least_days", "{days}", &filter.least_days.to_string()));
    company.into_iter().chain(age).collect()
}

impl ComplaintRows<'_> {
    /// How far a complaint is, in one word.
    fn stands(&self, complaint: &ComplaintRow, today: &str) -> String {
        match (complaint.outcome, complaint.next_day.as_deref()) {
            (Some(outcome), _) => self.words.of(&format!("ended_{}", outcome.as_str())),
            (None, Some(day)) if day < today => self.words.of("complaint_overdue"),
            (None, _) => self.words.of("complaint_open"),
        }
    }

    fn row(&mut self, complaint: &ComplaintRow, now_ms: i64) -> Result<Vec<Cell>, Problem> {
        let words = &self.words;
        let attempt = words.till.ledger.attempt(complaint.attempt_id)?;
        let stands = self.stands(complaint, &india_day(now_ms));
        self.sum_paise = self.sum_paise.checked_add(attempt.amount.get()).ok_or(Problem::AmountTooLarge)?;
        Ok(vec![
            Cell::Moment(attempt.created_at_ms),
            filled(&attempt.number),
            Cell::Text(words.operator(&attempt.operator)),
            Cell::Text(words.till.name_of(&attempt.provider)),
            Cell::Text(attempt.order_id.to_string()),
            filled(&complaint.reference),
            Cell::Amount(attempt.amount.get()),
            Cell::Text(words.of(&format!("reason_{}", word_of(&complaint.reason)))),
            Cell::Moment(complaint.since_ms),
            Cell::Count(complaint.age_days(now_ms)),
            filled(&complaint.next_step),
            complaint.next_day.as_deref().map_or(Cell::Empty, day_cell),
            Cell::Text(stands),
            complaint.closed_at_ms.map_or(Cell::Empty, Cell::Moment),
        ])
    }
}

impl Rows for ComplaintRows<'_> {
    fn all(&self) -> Option<u64> {
        Some(self.all.len() as u64)
    }

    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        let part: Vec<ComplaintRow> = self.all.iter().skip(self.read).take(PART).cloned().collect();
        if part.is_empty() {
            return Ok(None);
        }
        self.read += part.len();
        let now_ms = self.words.till.clock.now_ms();
        part.iter().map(|complaint| self.row(complaint, now_ms)).collect::<Result<_, _>>().map(Some)
    }

    fn sums(&self) -> Vec<Vec<Cell>> {
        let mut sum = vec![Cell::Empty; 14];
        sum[0] = Cell::Text(self.words.of("sum"));
        sum[1] = Cell::Count(self.all.len() as i64);
        sum[6] = Cell::Amount(self.sum_paise);
        vec![sum]
    }
}
