//! Workbooks of spreadsheets, read by calamine.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Cell, Data, DataRef, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, Xls, XlsError, Xlsb, XlsbError, Xlsx,
    XlsxError,
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
    fn of(name: &str) -> Gatherer {
        Gatherer { sheet: Sheet { name: tidy(name), ..Sheet::default() }, ..Gatherer::default() }
    }

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

/// Opens a workbook. `is_locked` says whether it is a password that is missing.
fn opened<'a, B: Reader<Bytes<'a>>>(bytes: &'a [u8], is_locked: impl Fn(&B::Error) -> bool) -> Result<B, Unreadable> {
    B::new(Cursor::new(bytes))
        .map_err(|error| if is_locked(&error) { Unreadable::Password } else { Unreadable::Broken })
}

/// The names of its tables. A sheet of charts has no cells.
fn tables<'a, B: Reader<Bytes<'a>>>(book: &B) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

fn xlsx(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xlsx<Bytes<'_>> = opened(bytes, |error| matches!(error, XlsxError::Password))?;
    let mut sheets = Vec::new();
    for name in tables(&book) {
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(Unreadable::Broken),
        };
        sheets.push(streamed(&name, || cells.next_cell(), taker)?);
    }
    Ok(sheets)
}

fn xlsb(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xlsb<Bytes<'_>> = opened(bytes, |error| matches!(error, XlsbError::Password))?;
    let mut sheets = Vec::new();
    for name in tables(&book) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Unreadable::Broken)?;
        sheets.push(streamed(&name, || cells.next_cell(), taker)?);
    }
    Ok(sheets)
}

fn xls(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    super::xls::heed(bytes)?;
    let book: Xls<Bytes<'_>> = opened(bytes, |error| matches!(error, XlsError::Password))?;
    ranges(book, taker)
}

fn ods(bytes: &[u8], taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    super::ods::heed(bytes)?;
    let book: Ods<Bytes<'_>> = opened(bytes, |error| matches!(error, OdsError::Password))?;
    ranges(book, taker)
}

/// A table whose cells come one by one.
fn streamed<'a, E>(
    name: &str,
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, E>,
    taker: &mut Taker<'_>,
) -> Result<Sheet, Unreadable> {
    let mut gatherer = Gatherer::of(name);
    while let Some(cell) = next().map_err(|_| Unreadable::Broken)? {
        let (row, column) = cell.get_position();
        gatherer.put(row, column, text_of(&Data::from(cell.get_value().clone())), taker)?;
    }
    gatherer.end(taker)
}

/// The tables of a workbook that is laid out as a whole.
fn ranges<'a, B: Reader<Bytes<'a>>>(mut book: B, taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let names = tables(&book);
    let mut sheet = |name: String| {
        let range = book.worksheet_range(&name).map_err(|_| Unreadable::Broken)?;
        ranged(&range, &name, taker)
    };
    names.into_iter().map(&mut sheet).collect()
}

fn ranged(range: &Range<Data>, name: &str, taker: &mut Taker<'_>) -> Result<Sheet, Unreadable> {
    let mut gatherer = Gatherer::of(name);
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = |first: u32, on: usize| first.saturating_add(u32::try_from(on).unwrap_or(u32::MAX));
        gatherer.put(place(top, row), place(left, column), text_of(value), taker)?;
    }
    gatherer.end(taker)
}
