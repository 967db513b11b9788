//! A table that is read part by part, so that nobody who sells waits for a long one.

use domain::{india_day, india_day_start_ms};
use receipts::paper::Align;
use receipts::{written_day, written_moment};
use sheets::write::{Cell, Column, Kind};

use super::words::{Words, amount_words};
use crate::Problem;

/// A column, for programs of tables and for paper.
#[derive(Debug, Clone)]
pub(super) struct Col {
    pub(super) title: String,
    pub(super) kind: Kind,
    /// How wide it is in a program of tables, in letters.
    pub(super) width: u16,
    /// On paper: how much of the room that is left it takes; 0: it is never broken.
    pub(super) weight: u32,
}

/// What a file is of.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// The file's name without its ending, in letters that every system keeps.
    pub(super) name: String,
    pub(super) title: String,
    /// Facts below the title, on paper and in a workbook. CSV is a table and nothing else, so only its name says whether it is practice.
    pub(super) lines: Vec<String>,
    pub(super) columns: Vec<Col>,
    /// On paper: it needs the long side.
    pub(super) is_wide: bool,
}

/// The rows of a file.
pub(super) trait Rows {
    /// How many there are; `None` while nobody knows.
    fn all(&self) -> Option<u64>;
    /// How many there are at least.
    fn least(&self) -> u64 {
        self.all().unwrap_or_default()
    }
    /// What stands above the first of them and is none of them. It is asked for when the first is there, or when there is none.
    fn above(&self) -> Vec<Vec<Cell>> {
        Vec::new()
    }
    /// The next of them, which may be none yet; `None`: there are no more.
    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem>;
    /// What stands below them. It is asked for after the last row.
    fn sums(&self) -> Vec<Vec<Cell>>;
}

/// Rows that are known at once.
pub(super) struct Known {
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) sums: Vec<Vec<Cell>>,
    pub(super) is_read: bool,
}

impl Rows for Known {
    fn all(&self) -> Option<u64> {
        Some(self.rows.len() as u64)
    }

    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        let is_first = !std::mem::replace(&mut self.is_read, true);
        Ok(is_first.then(|| self.rows.clone()))
    }

    fn sums(&self) -> Vec<Vec<Cell>> {
        self.sums.clone()
    }
}

impl Words<'_> {
    /// A column with its title.
    pub(super) fn col(&self, key: &str, kind: Kind, width: u16, weight: u32) -> Col {
        Col { title: self.of(key), kind, width, weight }
    }
}

impl Col {
    pub(super) fn in_sheet(&self) -> Column {
        Column { title: self.title.clone(), kind: self.kind, width: self.width }
    }

    pub(super) fn on_paper(&self) -> receipts::Column {
        let align = match self.kind {
            Kind::Amount | Kind::Count => Align::Right,
            Kind::Text | Kind::Moment => Align::Left,
        };
        receipts::Column { title: self.title.clone(), align, weight: self.weight }
    }
}

/// A text, or nothing where it is empty.
pub(super) fn filled(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// A day of the books, `2026-11-29`.
pub(super) fn day_cell(day: &str) -> Cell {
    india_day_start_ms(day).map_or_else(|| filled(day), Cell::Day)
}

/// A cell as it stands on paper.
pub(super) fn on_paper(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Amount(paise) => amount_words(*paise),
        Cell::Count(count) => count.to_string(),
        Cell::Moment(at_ms) => written_moment(*at_ms),
        Cell::Day(at_ms) => written_day(&india_day(*at_ms)),
    }
}
