//! A table as an Excel workbook.
//!
//! The rows are kept in memory and written at the end: the library's way of writing them one by one goes over a file of its
//! own, and the program would stop where that file cannot be written.

use std::io::{self, Write};

use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, Column, Kind, days_of, india, shown};

/// More rows are refused: a table of so many is some hundred megabytes in memory.
pub const XLSX_ROWS: usize = 200_000;
/// The longest text of a cell, in letters, less some.
const TEXT_MAX: usize = 32_000;
/// The longest name of a sheet, in letters.
const NAME_MAX: usize = 31;
/// Lakhs and crores. A format has two conditions at most, so amounts below nothing have another one.
const ABOVE: &str = r"[>=10000000]##\,##\,##\,##0.00;[>=100000]##\,##\,##0.00;##,##0.00";
const BELOW: &str = r"[<=-10000000]-##\,##\,##\,##0.00;[<=-100000]-##\,##\,##0.00;-##,##0.00";
/// Days from the day 0 of a workbook to 1970.
const DAY_ZERO: i64 = 25_569;

/// How cells look: plain, or bold as titles and sums are.
struct Looks {
    text: Format,
    above: Format,
    below: Format,
    count: Format,
    day: Format,
    moment: Format,
}

impl Looks {
    fn of(base: &Format) -> Looks {
        let number = |format: &str| base.clone().set_num_format(format);
        Looks {
            // Text stays text, also when somebody edits the cell.
            text: number("@").set_align(FormatAlign::Top),
            above: number(ABOVE),
            below: number(BELOW),
            count: number("0"),
            day: number("dd-mm-yyyy"),
            moment: number("dd-mm-yyyy hh:mm"),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else the library says is no fault of the disk")]
fn io(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::ZipError(error) => error.into(),
        other => io::Error::other(other.to_string()),
    }
}

/// A name that a sheet may have.
fn sheet_name(name: &str) -> String {
    let allowed = shown(name).replace(['[', ']', ':', '*', '?', '/', '\\', '\'', '\n'], " ");
    let name: String = allowed.trim().chars().take(NAME_MAX).collect();
    if name.is_empty() { "1".to_owned() } else { name }
}

fn write_cell(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            let text: String = shown(text).chars().take(TEXT_MAX).collect();
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        Cell::Amount(paise) => {
            let look = if *paise < 0 { &looks.below } else { &looks.above };
            // A workbook has no other numbers; what the books hold of rupees fits into one exactly to the paisa.
            sheet.write_number_with_format(row, column, *paise as f64 / 100.0, look)?;
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, &looks.count)?;
        }
        Cell::Day(day) => match days_of(day) {
            Some(days) => {
                sheet.write_number_with_format(row, column, (days + DAY_ZERO) as f64, &looks.day)?;
            }
            None => return write_cell(sheet, (row, column), &Cell::Text(day.clone()), looks),
        },
        Cell::Moment(at_ms) => {
            let (days, ms) = india(*at_ms);
            let serial = (days + DAY_ZERO) as f64 + (ms / 1_000) as f64 / 86_400.0;
            sheet.write_number_with_format(row, column, serial, &looks.moment)?;
        }
    }
    Ok(())
}

fn fill(sheet: &mut Worksheet, columns: &[Column], rows: &[Vec<Cell>], sums: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let (plain, bold) = (Looks::of(&Format::new()), Looks::of(&Format::new().set_bold()));
    let title = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, at) in columns.iter().zip(0..) {
        sheet.set_column_width(at, f64::from(column.width))?;
        let title = match column.kind {
            Kind::Amount | Kind::Count => title.clone().set_align(FormatAlign::Right),
            Kind::Text | Kind::Day | Kind::Moment => title.clone(),
        };
        sheet.write_string_with_format(0, at, shown(&column.title), &title)?;
    }
    let all = rows.iter().map(|row| (row.as_slice(), &plain)).chain(sums.iter().map(|sum| (sum.as_slice(), &bold)));
    let mut last = 0;
    for ((cells, looks), row) in all.zip(1..) {
        last = row;
        for (cell, at) in cells.iter().zip(0..) {
            write_cell(sheet, (row, at), cell, looks)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(columns) = columns.len().checked_sub(1) {
        sheet.ignore_error_range(0, 0, last, columns as u16, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// Writes a table with its titles, which stay in sight, and its sums.
pub fn xlsx(
    writer: impl Write + Send,
    name: &str,
    columns: &[Column],
    rows: &[Vec<Cell>],
    sums: &[Vec<Cell>],
) -> io::Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(name)).map_err(io)?;
    fill(sheet, columns, rows, sums).map_err(io)?;
    book.save_to_writer(writer).map_err(io)
}
