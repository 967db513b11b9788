//! Which of day and month comes first, where a column of dates does not tell it itself: the book's own orders do, or the clock.

use std::collections::{BTreeMap, HashMap};

use domain::{DAY_MS, india_day};

use super::cells::id;
use super::columns::Table;
use super::dates::{is_date, order_of, when};
use crate::settings::statements::DateOrder;

const BOTH: [DateOrder; 2] = [DateOrder::DayFirst, DateOrder::MonthFirst];

/// The orders of the columns that do not tell theirs and for which it can be known. `known`: when orders of the book were, in ms since
/// 1970, by the order ids that the file has; `now_ms`: no line is of a day to come.
pub(crate) fn settled(table: &Table, known: &HashMap<String, i64>, now_ms: i64) -> BTreeMap<usize, DateOrder> {
    let is_open = |column: &usize| {
        let cells = table.sample(*column);
        cells.iter().filter(|cell| is_date(cell)).count() * 2 > cells.len() && order_of(table.cells(*column)).is_err()
    };
    let columns = (0..table.headings.len()).filter(is_open);
    columns
        .filter_map(|column| Some((column, by_book(table, column, known).or_else(|| by_clock(table, column, now_ms))?)))
        .collect()
}

/// The order by which more lines are of the day on which the book has their order.
fn by_book(table: &Table, column: usize, known: &HashMap<String, i64>) -> Option<DateOrder> {
    let days: Vec<(&str, String)> = table
        .rows
        .iter()
        .filter_map(|row| {
            let at_ms = row.cells.iter().find_map(|cell| known.get(&id(cell)?))?;
            Some((Table::cell(row, column), india_day(*at_ms)))
        })
        .collect();
    let hits = |order| {
        days.iter()
            .filter(|(cell, day)| when(cell, "", order).is_some_and(|when| india_day(when.at_ms) == *day))
            .count()
    };
    more(BOTH.map(hits))
}

/// The order by which no line is of a day to come, where the other has such lines.
fn by_clock(table: &Table, column: usize, now_ms: i64) -> Option<DateOrder> {
    let is_past = |order| {
        // A company's clock may be a little ahead.
        table.cells(column).filter_map(|cell| when(cell, "", order)).all(|when| when.at_ms <= now_ms + DAY_MS)
    };
    more(BOTH.map(|order| usize::from(is_past(order))))
}

/// The order with the larger number.
fn more([day_first, month_first]: [usize; 2]) -> Option<DateOrder> {
    match day_first.cmp(&month_first) {
        std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
        std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
        std::cmp::Ordering::Equal => None,
    }
}
