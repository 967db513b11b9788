//! Workbooks of spreadsheets, read by calamine.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, ExcelDateTime, Ods, OdsError, Range, Reader as _, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::kind::Book;
use super::number::exact;
use super::{MOST_COLUMNS, Sheet, Taker, Unreadable, tidy};

type Bytes<'a> = Cursor<&'a [u8]>;

/// The reader is not ours: what it does not foresee in a broken file may make it panic. Then the file is broken, and nothing else.
pub(super) fn read(bytes: &[u8], book: Book, taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let read = || match book {
        Book::Xls => xls(bytes, taker),
        Book::Xlsx => xlsx(bytes, taker),
        Book::Xlsb => xlsb(bytes, taker),
        Book::Ods => ods(bytes, taker),
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unreadable::Broken))
}

/// Puts cells that come one by one into rows.
#[derive(Default)]
struct Gatherer {
    sheet: Sheet,
    at: usize,
    row: BTreeMap<usize, String>,
}

impl Gatherer {
    fn put(&mut self, row: u32, column: u32, text: String, taker: &mut Taker<'_>) -> Result<(), Unreadable> {
        let (row, column) = (row as usize, column as usize);
        if row != self.at {
            self.end_row(taker)?;
            self.at = row;
        }
        if column < MOST_COLUMNS && !text.is_empty() {
            self.row.insert(column, text);
        }
        Ok(())
    }

    fn end_row(&mut self, taker: &mut Taker<'_>) -> Result<(), Unreadable> {
        let Some(last) = self.row.keys().next_back() else { return Ok(()) };
        let mut cells = vec![String::new(); last + 1];
        for (column, text) in std::mem::take(&mut self.row) {
            cells[column] = text;
        }
        taker.take(&mut self.sheet.rows, self.at + 1, cells)
    }

    fn end(mut self, taker: &mut Taker<'_>) -> Result<Sheet, Unreadable> {
        self.end_row(taker)?;
        Ok(self.sheet)
    }
}

fn text_of(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => exact(*number),
        Data::String(text) => tidy(text),
        Data::Bool(is_true) => is_true.to_string(),
        Data::DateTime(moment) => moment_text(moment),
        Data::DateTimeIso(text) => tidy(&text.replace('T', " ")),
        Data::DurationIso(_) | Data::Error(_) | Data::Empty => String::new(),
    }
}

/// A day, a moment, or a time of day where there is no day.
fn moment_text(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if !(0.0..3_000_000.0).contains(&serial) {
        return exact(serial);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let second = second + u8::from(milli >= 500 && second < 59);
    if serial < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

fn xlsx(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let trouble =
        |error: XlsxError| if matches!(error, XlsxError::Password) { Unreadable::Password } else { Unreadable::Broken };
    let mut book: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(trouble)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        // A sheet of charts has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut gatherer = Gatherer { sheet: Sheet { name: tidy(&name), ..Sheet::default() }, ..Gatherer::default() };
        while let Some(cell) = cells.next_cell().map_err(trouble)? {
            let (row, column) = cell.get_position();
            gatherer.put(row, column, text_of(&Data::from(cell.get_value().clone())), taker)?;
        }
        sheets.push(gatherer.end(taker)?);
    }
    Ok(sheets)
}

fn xlsb(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let trouble =
        |error: XlsbError| if matches!(error, XlsbError::Password) { Unreadable::Password } else { Unreadable::Broken };
    let mut book: Xlsb<Bytes<'_>> = Xlsb::new(Cursor::new(bytes)).map_err(trouble)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut gatherer = Gatherer { sheet: Sheet { name: tidy(&name), ..Sheet::default() }, ..Gatherer::default() };
        while let Some(cell) = cells.next_cell().map_err(trouble)? {
            let (row, column) = cell.get_position();
            gatherer.put(row, column, text_of(&Data::from(cell.get_value().clone())), taker)?;
        }
        sheets.push(gatherer.end(taker)?);
    }
    Ok(sheets)
}

fn xls(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let trouble =
        |error: XlsError| if matches!(error, XlsError::Password) { Unreadable::Password } else { Unreadable::Broken };
    let mut book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(trouble)?;
    let names = book.sheet_names();
    let ranges = names.into_iter().filter_map(|name| Some((book.worksheet_range(&name).ok()?, name)));
    ranges.collect::<Vec<_>>().into_iter().map(|(range, name)| ranged(&range, &name, taker)).collect()
}

fn ods(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let trouble =
        |error: OdsError| if matches!(error, OdsError::Password) { Unreadable::Password } else { Unreadable::Broken };
    let mut book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(trouble)?;
    let names = book.sheet_names();
    let ranges = names.into_iter().filter_map(|name| Some((book.worksheet_range(&name).ok()?, name)));
    ranges.collect::<Vec<_>>().into_iter().map(|(range, name)| ranged(&range, &name, taker)).collect()
}

fn ranged(range: &Range<Data>, name: &str, taker: &mut Taker<'_>) -> Result<Sheet, Unreadable> {
    let mut gatherer = Gatherer { sheet: Sheet { name: tidy(name), ..Sheet::default() }, ..Gatherer::default() };
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = |first: u32, on: usize| first.saturating_add(u32::try_from(on).unwrap_or(u32::MAX));
        gatherer.put(place(top, row), place(left, column), text_of(value), taker)?;
    }
    gatherer.end(taker)
}
