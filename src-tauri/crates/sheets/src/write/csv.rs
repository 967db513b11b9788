//! CSV for programs of tables: UTF-8 with its mark, because Excel reads Hindi wrongly without it.
//!
//! Every text stands in quotes, and no number does, which no general writer of CSV does by the kind of a cell: so whoever reads can
//! keep a text of digits as text. Excel and LibreOffice do not, when such a file is simply opened: 0987 becomes 987, and a reference of 16
//! digits loses the last. So a text that they would change has an apostrophe in front, as the files of many portals have. It is seen, and
//! whoever reads the file takes it away.
//!
//! - `="0987"` would be a formula, and LibreOffice makes one of it.
//! - A tab or a sign that nobody sees would go along wherever the cell is copied to, and no search would find the number.
//!
//! Plain CSV cannot hold two things: a number of ten digits stays whole, but Excel shows it as 9.88E+09 while its column is narrow; and a
//! text of letters that are a date or a truth to Excel, MAR12 or TRUE, becomes that. A workbook holds both.

use std::io::{self, Write};

use super::cell::{Cell, Column, india, is_like_figure, is_like_formula, rupees, shown, written_day};

/// The mark of UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();
/// What is written before a text that is like a formula or a figure: a program of tables then shows it as text.
const GUARD: &str = "'";

/// A table that is written row by row.
pub struct CsvTable<W: Write> {
    writer: W,
}

fn quoted(text: &str) -> String {
    // What is written decides, not what was typed: behind a control sign that is left out a formula may begin.
    let text = shown(text);
    let guard = if is_like_formula(&text) || is_like_figure(&text) { GUARD } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A cell as it is written. Amounts and counts stay numbers, also below nothing; a number never is a formula.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(text),
        Cell::Amount(paise) => rupees(*paise),
        Cell::Count(count) => count.to_string(),
        Cell::Day(at_ms) => written_day(*at_ms),
        Cell::Moment(at_ms) => {
            let seconds = india(*at_ms).1 / 1_000;
            let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
            format!("{} {hour:02}:{minute:02}:{second:02}", written_day(*at_ms))
        }
    }
}

impl<W: Write> CsvTable<W> {
    /// Begins a table with its titles.
    pub fn new(mut writer: W, columns: &[Column]) -> io::Result<CsvTable<W>> {
        writer.write_all(MARK)?;
        let mut table = CsvTable { writer };
        let titles: Vec<Cell> = columns.iter().map(|column| Cell::Text(column.title.clone())).collect();
        table.row(&titles)?;
        Ok(table)
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let row: Vec<String> = cells.iter().map(text).collect();
        self.writer.write_all(format!("{}\r\n", row.join(",")).as_bytes())
    }

    /// Ends the table.
    pub fn finish(mut self) -> io::Result<W> {
        self.writer.flush()?;
        Ok(self.writer)
    }
}
