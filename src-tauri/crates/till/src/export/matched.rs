//! What came of a company's statement file, as a file: what agrees, what differs and what only one of the two has, each with the likely
//! reason and what was done about it.

use std::sync::Arc;

use domain::{Outcome, india_day};
use ledger::ComplaintRow;
use receipts::{written_day, written_moment};
use sheets::write::{Cell, Kind};

use super::table::{Col, Head, Rows, filled};
use super::words::{Words, amount_words, word_of};
use crate::matching::done::Done;
use crate::matching::pairing::MatchedBy;
use crate::matching::view::{FileLine, MatchGroup, MatchResult, MatchRow};
use crate::{Problem, Till};

/// The lists of a comparison, what has to be looked at first.
static GROUPS: [MatchGroup; 5] =
    [MatchGroup::Differ, MatchGroup::OnlyFile, MatchGroup::OnlyBook, MatchGroup::Agree, MatchGroup::Ignored];
/// The columns of amounts: amount and commission of the file, amount and commission of the book.
const AMOUNTS: [usize; 4] = [8, 9, 13, 14];
const COLUMNS: usize = 16;

/// How many rows a list has, and what their amounts come to, in paise.
type Sum = (MatchGroup, i64, [i64; 4]);

/// The rows of some lists.
pub(super) struct MatchedRows<'a> {
    words: Words<'a>,
    done: Arc<Done>,
    groups: &'static [MatchGroup],
    /// One for each list that is read.
    sums: Vec<Sum>,
}

/// A comparison with its titles. `slug`: the company; `group`: one list of it, or all of them.
pub(super) fn matched<'a>(
    words: Words<'a>,
    (slug, done): (&str, Arc<Done>),
    group: Option<MatchGroup>,
) -> Result<(Head, MatchedRows<'a>), Problem> {
    let told = &done.told;
    if told.other_company.is_some() {
        return Err(Problem::NotAllowedNow);
    }
    let groups: &'static [MatchGroup] = match group.and_then(|group| GROUPS.iter().position(|known| *known == group)) {
        Some(place) => GROUPS.get(place..=place).unwrap_or_default(),
        None => &GROUPS,
    };
    let (days, span) = words.days(&domain::Days { from: told.first_day.clone(), to: told.last_day.clone() });
    let part = group.map(|group| format!(" {}", word_of(&group).replace('_', " "))).unwrap_or_default();
    let list = group.map(|group| list_words(&words, group));
    let head = Head {
        name: format!("statement file {slug} {span}{part}"),
        title: words.with("matched", "{company}", &words.till.name_of(slug)),
        lines: [vec![days], list.into_iter().collect(), notes(&words, told)].concat(),
        columns: columns(&words),
        is_wide: true,
    };
    Ok((head, MatchedRows { words, done, groups, sums: Vec::new() }))
}

fn columns(words: &Words<'_>) -> Vec<Col> {
    vec![
        words.col("col_list", Kind::Text, 18, 1),
        words.col("col_what", Kind::Text, 36, 2),
        words.col("col_number", Kind::Text, 16, 0),
        words.col("col_operator", Kind::Text, 18, 1),
        words.col("col_file_line", Kind::Count, 8, 0),
        words.col("col_file_when", Kind::Moment, 17, 0),
        words.col("col_file_id", Kind::Text, 22, 1),
        words.col("col_file_outcome", Kind::Text, 12, 1),
        words.col("col_file_amount", Kind::Amount, 14, 0),
        words.col("col_file_earned", Kind::Amount, 12, 0),
        words.col("col_book_when", Kind::Moment, 17, 0),
        words.col("col_order", Kind::Text, 22, 0),
        words.col("col_book_outcome", Kind::Text, 12, 1),
        words.col("col_book_amount", Kind::Amount, 14, 0),
        words.col("col_book_earned", Kind::Amount, 12, 0),
        words.col("col_dealt", Kind::Text, 32, 2),
    ]
}

fn list_words(words: &Words<'_>, group: MatchGroup) -> String {
    words.of(&format!("match_{}", word_of(&group)))
}

/// What was not compared, and what stands apart: who reads the file must not take it for more than it is.
fn notes(words: &Words<'_>, told: &MatchResult) -> Vec<String> {
    let only = |is_so: bool, key: &str| is_so.then(|| words.of(key));
    let unknown =
        (told.unknown_lines > 0).then(|| words.with("match_unknown_lines", "{count}", &told.unknown_lines.to_string()));
    let balance = told.balance.as_ref().map(|balance| {
        let said = words.with("match_balance", "{at}", &written_moment(balance.at_ms));
        said.replace("{file}", &amount_words(balance.file_paise)).replace("{book}", &amount_words(balance.book_paise))
    });
    let apart = [
        ("match_loads", told.loads),
        ("match_fees", told.fees),
        ("match_totals", told.totals),
        ("match_unclear", told.unclear_lines),
        ("match_nothing", told.came_to_nothing),
    ];
    let apart: Vec<String> = apart
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| format!("{}: {count}", words.of(key)))
        .collect();
    [
        only(told.is_cut, "match_cut"),
        only(told.is_net, "match_net"),
        only(told.without_amounts, "match_without_amounts"),
        only(told.without_numbers, "match_without_numbers"),
        unknown,
        balance,
        (!apart.is_empty()).then(|| apart.join(" · ")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The amount of a line. Money that came back and belongs to no sale stands below nothing.
fn shown_paise(row: &MatchRow, file: &FileLine) -> Option<i64> {
    file.taken_paise.filter(|paise| row.why.is_some() && *paise < 0).or(file.amount_paise)
}

/// When a line was, by the file: a moment, or the day alone.
fn when(line: &FileLine) -> Cell {
    match line.at_ms {
        None => Cell::Empty,
        Some(at_ms) if line.is_day => Cell::Day(at_ms),
        Some(at_ms) => Cell::Moment(at_ms),
    }
}

fn amount(paise: Option<i64>) -> Cell {
    paise.map_or(Cell::Empty, Cell::Amount)
}

/// What is wrong with a row, or nothing.
fn what(words: &Words<'_>, row: &MatchRow) -> Cell {
    let differences = row.differences.iter().map(|difference| words.of(&format!("differs_{}", word_of(difference))));
    let why = row.why.iter().map(|why| words.of(&format!("left_{}", word_of(why))));
    let by_time = (row.by == Some(MatchedBy::NumberAndTime)).then(|| words.of("match_by_time"));
    filled(&differences.chain(why).chain(by_time).collect::<Vec<_>>().join(" · "))
}

/// What was done about a row: a person put it aside, or complained to the company.
fn dealt(words: &Words<'_>, row: &MatchRow, complaint: Option<&ComplaintRow>) -> Cell {
    let ignored = row.ignored.as_ref().map(|ignored| {
        // What a person wrote comes last, because it may look like a gap.
        let said = words.with("match_put_aside", "{day}", &written_day(&india_day(ignored.at_ms)));
        said.replace("{by}", &ignored.by).replace("{reason}", &ignored.reason)
    });
    let complaint = complaint.map(|complaint| match complaint.outcome {
        Some(outcome) => {
            words.with("match_complaint_closed", "{outcome}", &words.of(&format!("ended_{}", outcome.as_str())))
        }
        None => words.with("match_complaint", "{day}", &written_day(&india_day(complaint.since_ms))),
    });
    filled(&ignored.into_iter().chain(complaint).collect::<Vec<_>>().join(" · "))
}

impl Till {
    /// The newest complaint about an attempt of a sale.
    fn complaint_about(&self, sale_id: i64, order_id: &str) -> Result<Option<ComplaintRow>, Problem> {
        for complaint in self.ledger.complaints_of(sale_id)?.into_iter().rev() {
            if self.ledger.attempt(complaint.attempt_id)?.order_id.as_str() == order_id {
                return Ok(Some(complaint));
            }
        }
        Ok(None)
    }
}

impl MatchedRows<'_> {
    fn row(&self, group: MatchGroup, row: &MatchRow) -> Result<Vec<Cell>, Problem> {
        let words = &self.words;
        let (file, book) = (row.file.as_ref(), row.book.as_ref());
        let text = |text: Option<String>| text.map_or(Cell::Empty, |text| filled(&text));
        let outcome = |outcome: Outcome| words.of(&format!("outcome_{}", word_of(&outcome)));
        let number = book.map(|book| book.number.clone()).or_else(|| file.and_then(|file| file.number.clone()));
        // What agrees needs nothing, and there are many such rows.
        let asked = book.filter(|_| group != MatchGroup::Agree);
        let complaint =
            asked.map(|book| words.till.complaint_about(book.sale_id, &book.order_id)).transpose()?.flatten();
        let ended = book.map(|book| Outcome::from(book.state));
        // A line without a sale of its own names the sale that another line is about: there its amount is told.
        let summed = book.filter(|_| file.is_none() || row.why.is_none());
        let earned = summed.filter(|_| ended == Some(Outcome::Succeeded)).map(|book| book.earned_paise);
        Ok(vec![
            Cell::Text(list_words(words, group)),
            what(words, row),
            text(number),
            text(book.map(|book| words.operator(&book.operator))),
            file.map_or(Cell::Empty, |file| Cell::Count(file.row.into())),
            file.map_or(Cell::Empty, when),
            text(file.and_then(|file| file.reference.clone().or_else(|| file.order_id.clone()))),
            text(file.and_then(|file| file.told).map(outcome)),
            amount(file.and_then(|file| shown_paise(row, file))),
            amount(file.and_then(|file| file.commission_paise)),
            book.map_or(Cell::Empty, |book| Cell::Moment(book.at_ms)),
            text(book.map(|book| book.order_id.clone())),
            text(ended.map(outcome)),
            amount(summed.map(|book| book.amount_paise)),
            amount(earned),
            dealt(words, row, complaint.as_ref()),
        ])
    }

    /// Counts a list's rows, and adds up their amounts. Of lines that only the file has, it is told what they took, as on the screen.
    fn add(&mut self, group: MatchGroup, rows: &[Vec<Cell>]) -> Result<(), Problem> {
        let mut sums = [0_i64; 4];
        for row in rows {
            for (sum, at) in sums.iter_mut().zip(AMOUNTS) {
                if let Some(Cell::Amount(paise)) = row.get(at) {
                    *sum = sum.checked_add(*paise).ok_or(Problem::AmountTooLarge)?;
                }
            }
        }
        if group == MatchGroup::OnlyFile {
            sums[0] = self.done.told.only_file_paise;
        }
        self.sums.push((group, rows.len() as i64, sums));
        Ok(())
    }
}

impl Rows for MatchedRows<'_> {
    fn all(&self) -> Option<u64> {
        let told = &self.done.told;
        let count = |group: &MatchGroup| match group {
            MatchGroup::Differ => told.differ,
            MatchGroup::OnlyFile => told.only_file,
            MatchGroup::OnlyBook => told.only_book,
            MatchGroup::Agree => told.agree,
            MatchGroup::Ignored => told.ignored,
        };
        Some(self.groups.iter().map(count).sum::<usize>() as u64)
    }

    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        let Some(group) = self.groups.get(self.sums.len()).copied() else { return Ok(None) };
        let done = Arc::clone(&self.done);
        let rows =
            done.rows(group).iter().map(|item| self.row(group, &done.view(item))).collect::<Result<Vec<_>, _>>()?;
        self.add(group, &rows)?;
        Ok(Some(rows))
    }

    fn sums(&self) -> Vec<Vec<Cell>> {
        let row = |(group, count, sums): &Sum| {
            let mut cells = vec![Cell::Empty; COLUMNS];
            cells[0] = Cell::Text(self.words.of("sum"));
            cells[1] = Cell::Text(list_words(&self.words, *group));
            cells[2] = Cell::Count(*count);
            for (sum, at) in sums.iter().zip(AMOUNTS) {
                cells[at] = Cell::Amount(*sum);
            }
            if *group == MatchGroup::OnlyFile {
                // It is less than its rows where one of them failed or came back.
                cells[AMOUNTS[0] - 1] = Cell::Text(self.words.of("match_out"));
            }
            cells
        };
        self.sums.iter().filter(|(_, count, _)| *count > 0).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use receipts::file_word;

    use super::*;
    use crate::{Difference, LeftWhy};

    #[test]
    fn every_list_difference_and_reason_has_words() {
        let groups = GROUPS.map(|group| format!("match_{}", word_of(&group)));
        let differences = [
            Difference::Amount,
            Difference::CompanyFailed,
            Difference::CompanyGaveBack,
            Difference::CompanyDone,
            Difference::CompanyWaits,
            Difference::BookWaits,
            Difference::Number,
            Difference::Commission,
        ]
        .map(|difference| format!("differs_{}", word_of(&difference)));
        let left = [
            LeftWhy::Twice,
            LeftWhy::ChargedTwice,
            LeftWhy::Ruined,
            LeftWhy::CameBack,
            LeftWhy::OtherCompany,
            LeftWhy::NotHere,
            LeftWhy::Waits,
            LeftWhy::Edge,
            LeftWhy::Missing,
        ]
        .map(|why| format!("left_{}", word_of(&why)));
        for key in groups.iter().chain(&differences).chain(&left) {
            assert!(!file_word(key, Language::EN).is_empty(), "{key}");
        }
    }
}
