//! Files of sums: a report as the screen shows it, and the companies side by side.

use domain::Service;
use ledger::{CompanySum, ReportBy, ReportLine};
use sheets::write::{Cell, Kind};

use super::narrow::narrow;
use super::table::{Head, Known, day_cell};
use super::words::{Words, word_of};
use crate::{Problem, ReportQuery, SalesFilter};

/// Milliseconds as whole seconds, rounded up, so that no time is nothing.
fn seconds(ms: Option<i64>) -> Cell {
    ms.map_or(Cell::Empty, |ms| Cell::Count(ms.max(0).saturating_add(999) / 1_000))
}

/// The weekday of its number, 1 for Monday.
fn weekday(words: &Words<'_>, number: &str) -> String {
    words.of(&format!("weekday_{number}"))
}

/// The hour as `18–19`.
fn hour(text: &str) -> String {
    text.parse::<u32>().map_or_else(|_| text.to_owned(), |hour| format!("{hour:02}–{:02}", (hour + 1) % 24))
}

/// What the key of a line is called.
fn key_cell(words: &Words<'_>, by: ReportBy, line: &ReportLine) -> Cell {
    let key = line.key.as_str();
    Cell::Text(match by {
        ReportBy::All => words.of("sum"),
        ReportBy::Day => return day_cell(key),
        ReportBy::Month => key.to_owned(),
        ReportBy::Hour => hour(key),
        ReportBy::Weekday => weekday(words, key),
        ReportBy::WeekdayHour => {
            let (day, at) = key.split_once(' ').unwrap_or((key, ""));
            format!("{} {}", weekday(words, day), hour(at))
        }
        ReportBy::Operator => words.operator(key),
        ReportBy::Service => {
            Service::parse(key).map_or_else(|| key.to_owned(), |known| words.of(&format!("service_{}", known.as_str())))
        }
        ReportBy::Company => words.till.name_of(key),
        ReportBy::Customer if key.is_empty() => words.of("unknown_customer"),
        ReportBy::Customer => if line.name.is_empty() { key } else { &line.name }.to_owned(),
    })
}

fn figures(line: &ReportLine) -> Vec<Cell> {
    vec![
        Cell::Count(line.sales),
        Cell::Count(line.done),
        Cell::Count(line.waiting),
        Cell::Count(line.failed),
        Cell::Count(line.reversed),
        Cell::Amount(line.done_amount_paise.get()),
        Cell::Amount(line.charge_paise.get()),
        Cell::Amount(line.booked_paise.get()),
        Cell::Count(line.told_sales),
        Cell::Amount(line.told_paise.get()),
        seconds(line.median_ms),
        seconds(line.nine_of_ten_ms),
    ]
}

/// A report, with the sum of all its sales below.
pub(super) fn report(words: &Words<'_>, query: &ReportQuery) -> Result<(Head, Known), Problem> {
    // Every line is in the file, so that the lines add up to the sum below them.
    let told = words.till.report_lines(query, u32::MAX)?;
    let all = words.till.report(&ReportQuery { filter: query.filter.clone(), by: ReportBy::All })?;
    let row = |title: Cell, line: &ReportLine| [vec![title], figures(line)].concat();
    let rows = told.lines.iter().map(|line| row(key_cell(words, told.by, line), line)).collect();
    let sums = all.lines.iter().map(|line| row(Cell::Text(words.of("sum")), line)).collect();
    let narrow = narrow(words, &query.filter)?;
    let by = word_of(&told.by);
    let (days, span) = words.days(&told.days);
    let count = |key: &str| words.col(key, Kind::Count, 9, 0);
    let amount = |key: &str| words.col(key, Kind::Amount, 15, 0);
    let columns = vec![
        words.col(&format!("by_{by}"), Kind::Text, 26, 1),
        count("col_sales"),
        count("outcome_succeeded"),
        count("outcome_waiting"),
        count("outcome_failed"),
        count("outcome_reversed"),
        amount("col_amount"),
        amount("col_charge"),
        amount("col_earned"),
        count("col_told_sales"),
        amount("col_told"),
        count("col_median"),
        count("col_nine_of_ten"),
    ];
    let title = words.with("report", "{by}", &words.of(&format!("by_{by}")));
    let name = format!("report by {} {span}{}", by.replace('_', " "), narrow.mark);
    let lines = [vec![days], narrow.lines].concat();
    Ok((Head { name, title, lines, columns, is_wide: true }, Known { rows, sums, is_read: false }))
}

/// The companies side by side, by everything that was asked of them.
pub(super) fn companies(words: &Words<'_>, filter: &SalesFilter) -> Result<(Head, Known), Problem> {
    let told = words.till.companies(filter)?;
    let narrow = narrow(words, filter)?;
    let row = |sum: &CompanySum| {
        vec![
            Cell::Text(words.till.name_of(&sum.provider)),
            Cell::Count(sum.asked),
            Cell::Count(sum.done),
            Cell::Count(sum.waiting),
            Cell::Count(sum.failed),
            Cell::Count(sum.given_back),
            Cell::Count(sum.contradicted),
            Cell::Count(sum.disputed),
            Cell::Amount(sum.amount_paise.get()),
            Cell::Amount(sum.earned_paise.get()),
            Cell::Count(sum.told_sales),
            Cell::Amount(sum.told_paise.get()),
            seconds(sum.median_ms),
            seconds(sum.nine_of_ten_ms),
        ]
    };
    let (days, span) = words.days(&told.days);
    let count = |key: &str| words.col(key, Kind::Count, 9, 0);
    let amount = |key: &str| words.col(key, Kind::Amount, 15, 0);
    let columns = vec![
        words.col("col_company", Kind::Text, 22, 1),
        count("col_asked"),
        count("outcome_succeeded"),
        count("outcome_waiting"),
        count("outcome_failed"),
        count("outcome_reversed"),
        count("col_contradicted"),
        count("col_complaints"),
        amount("col_amount"),
        amount("col_earned"),
        count("col_told_sales"),
        amount("col_told"),
        count("col_median"),
        count("col_nine_of_ten"),
    ];
    let head = Head {
        name: format!("companies {span}{}", narrow.mark),
        title: words.of("companies"),
        lines: [vec![days], narrow.lines].concat(),
        columns,
        is_wide: true,
    };
    Ok((head, Known { rows: told.sums.iter().map(row).collect(), sums: Vec::new(), is_read: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_whole_seconds_and_never_as_none() {
        assert_eq!(
            [Some(0), Some(1), Some(1_000), Some(1_001), Some(-5)].map(seconds),
            [0, 1, 1, 2, 0].map(Cell::Count)
        );
        assert_eq!(seconds(None), Cell::Empty);
        assert_eq!([hour("09"), hour("23"), hour("x")], ["09–10", "23–00", "x"]);
    }
}
