//! Reads a file that has tables: whatever it calls itself, its kind is told by its content.
//!
//! A file comes from outside. Every reader has bounds: no bytes make it panic, run for long or take all memory.

mod folder;
mod html;
mod kind;
mod number;
mod ods;
#[cfg(test)]
mod tests;
mod text;
mod unfolded;
mod workbook;
mod xls;

use kind::{Kind, kind_of};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 64 << 20;
/// The most rows of all its sheets.
pub const MOST_ROWS: usize = 200_000;
/// Cells beyond so many columns are left out.
const MOST_COLUMNS: usize = 256;
/// The most cells that hold something. It keeps the memory of a file of many small cells within bounds.
const MOST_CELLS: usize = 8_000_000;
/// The longest text of a cell, in signs. The rest is cut off.
const LONGEST_CELL: usize = 500;
/// After so many rows it is asked whether to go on.
const ROWS_BETWEEN_LOOKS: usize = 500;

/// A row that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, counted from 1, so that a person finds it there.
    pub number: u32,
    /// Its cells as text. Blanks at both ends are gone. A date is `2026-11-28`, a moment `2026-11-28 17:42:10`, and a number has all
    /// its digits; a number whose digits the file has lost is written with an exponent.
    pub cells: Vec<String>,
}

/// A table of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty where the file gives it none.
    pub name: String,
    /// Its rows without the empty ones.
    pub rows: Vec<Row>,
    /// The file ends in the middle of it.
    pub is_cut: bool,
}

/// Why a file gives no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`MOST_BYTES`], or unpacks to more than is read.
    #[error("the file is too large")]
    TooLarge,
    /// It has more rows than [`MOST_ROWS`].
    #[error("the file has too many rows")]
    TooManyRows,
    /// It opens with a password only.
    #[error("the file has a password")]
    Password,
    /// It is of a kind that is read, and broken: often half a download.
    #[error("the file is broken")]
    Broken,
    /// It is a PDF.
    #[error("the file is a PDF")]
    Pdf,
    /// Files are packed in it.
    #[error("the file is an archive")]
    Archive,
    /// It is something else, or holds no table.
    #[error("the file is no table")]
    NoTable,
    /// Somebody stopped it.
    #[error("stopped")]
    Stopped,
}

/// Reads every table of a file. `go_on` hears how many rows are read, again and again; when it says no, reading stops.
pub fn read(bytes: &[u8], go_on: &dyn Fn(usize) -> bool) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut taker = Taker { go_on, rows: 0, cells: 0 };
    let sheets = match kind_of(bytes)? {
        Kind::Text(text) => text::read(&text, &mut taker)?,
        Kind::Html(text) => html::read(&text, &mut taker)?,
        Kind::Workbook(book) => workbook::read(bytes, book, &mut taker)?,
    };
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    if sheets.is_empty() { Err(Unreadable::NoTable) } else { Ok(sheets) }
}

/// Takes rows, and holds all of them together to the bounds.
struct Taker<'a> {
    go_on: &'a dyn Fn(usize) -> bool,
    rows: usize,
    cells: usize,
}

impl Taker<'_> {
    /// A row with its cells, or nothing where all are empty.
    fn take(&mut self, rows: &mut Vec<Row>, number: usize, cells: Vec<String>) -> Result<(), Unreadable> {
        let mut cells = cells;
        cells.truncate(MOST_COLUMNS);
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        (self.rows, self.cells) = (self.rows + 1, self.cells + cells.len());
        if self.rows > MOST_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        if self.cells > MOST_CELLS {
            return Err(Unreadable::TooLarge);
        }
        self.look()?;
        rows.push(Row { number: u32::try_from(number).unwrap_or(u32::MAX), cells });
        Ok(())
    }

    /// Asks now and then whether to go on.
    fn look(&self) -> Result<(), Unreadable> {
        let is_time = self.rows.is_multiple_of(ROWS_BETWEEN_LOOKS);
        if is_time && !(self.go_on)(self.rows) { Err(Unreadable::Stopped) } else { Ok(()) }
    }
}

/// Whether a sign shows nothing: a blank of any kind, a mark of direction, a control sign.
fn is_unseen(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(sign, '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text of a cell: every run of blanks is one, and those at the ends are gone.
fn tidy(text: &str) -> String {
    let mut tidy = String::new();
    for word in text.split(is_unseen).filter(|word| !word.is_empty()) {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.extend(word.chars().take(LONGEST_CELL));
        if tidy.len() > LONGEST_CELL {
            break;
        }
    }
    match tidy.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => tidy[..end].to_owned(),
        None => tidy,
    }
}
