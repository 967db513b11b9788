//! CSV for programs of tables: UTF-8 with its mark, because Excel reads Hindi wrongly without it.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::cell::{Cell, Column, date_of, india, is_like_formula, rupees, shown};

/// The mark of UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();
/// What is written before a text that is like a formula: a program of tables then shows it as text.
const GUARD: char = '\'';

/// A table that is written row by row.
pub struct CsvTable<W: Write> {
    rows: Writer<W>,
}

fn io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell as text. Amounts and counts stay numbers, also below nothing; a number never is a formula.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if is_like_formula(text) => format!("{GUARD}{}", shown(text)),
        Cell::Text(text) => shown(text).into_owned(),
        Cell::Amount(paise) => rupees(*paise),
        Cell::Count(count) => count.to_string(),
        Cell::Day(day) => day.clone(),
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
        let style = QuoteStyle::NonNumeric;
        let mut rows = WriterBuilder::new().terminator(Terminator::CRLF).quote_style(style).from_writer(writer);
        rows.write_record(columns.iter().map(|column| text(&Cell::Text(column.title.clone())))).map_err(io)?;
        Ok(CsvTable { rows })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.rows.write_record(cells.iter().map(text)).map_err(io)
    }

    /// Ends the table.
    pub fn finish(self) -> io::Result<W> {
        self.rows.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}
