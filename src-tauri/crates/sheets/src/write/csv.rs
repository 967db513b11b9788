//! CSV for programs of tables: UTF-8 with its mark, because Excel reads Hindi wrongly without it.
//!
//! Every text stands in quotes, and no number does, which no general writer of CSV does by the kind of a cell: so whoever reads can
//! keep a text of digits as text.

use std::io::{self, Write};

use super::cell::{Cell, Column, date_of, india, is_like_formula, rupees, shown};

/// The mark of UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();
/// What is written before a text that is like a formula: a program of tables then shows it as text.
const GUARD: &str = "'";

/// A table that is written row by row.
pub struct CsvTable<W: Write> {
    writer: W,
}

fn quoted(text: &str) -> String {
    // What is written decides, not what was typed: behind a control sign that is left out a formula may begin.
    let text = shown(text);
    let guard = if is_like_formula(&text) { GUARD } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A cell as it is written. Amounts and counts stay numbers, also below nothing; a number never is a formula.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(text),
        Cell::Amount(paise) => rupees(*paise),
        Cell::Count(count) => count.to_string(),
        Cell::Moment(at_ms) => {
            let (days, ms) = india(*at_ms);
            let ((year, month, date), minutes) = (date_of(days), ms / 60_000);
            format!("{year:04}-{month:02}-{date:02} {:02}:{:02}:{:02}", minutes / 60, minutes % 60, ms / 1_000 % 60)
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
