//! A table as an Excel workbook.
//!
//! The rows are kept in memory and written at the end: the library's way of writing them one by one goes over a file of its
//! own, and the program would stop where that file cannot be written.

use std::io::{self, Write};

use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, Column, Kind, india, shown};

/// More rows are refused: a table of so many is some hundred megabytes in memory.
pub const XLSX_ROWS: usize = 200_000;
/// The longest text of a cell, in letters, less some.
const TEXT_MAX: usize = 32_000;
/// The longest name of a sheet, in letters.
const NAME_MAX: usize = 31;
/// What a workbook calls a page of A4.
const A4: u8 = 9;
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
    moment: Format,
    day: Format,
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
            moment: number("dd-mm-yyyy hh:mm"),
            day: number("dd-mm-yyyy").set_align(FormatAlign::Left),
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
        Cell::Moment(at_ms) => {
            let (days, ms) = india(*at_ms);
            let serial = (days + DAY_ZERO) as f64 + (ms / 1_000) as f64 / 86_400.0;
            sheet.write_number_with_format(row, column, serial, &looks.moment)?;
        }
        Cell::Day(at_ms) => {
            sheet.write_number_with_format(row, column, (india(*at_ms).0 + DAY_ZERO) as f64, &looks.day)?;
        }
    }
    Ok(())
}

/// What a workbook is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The sheet's name.
    pub name: &'a str,
    /// What stands above the table, line by line.
    pub lines: &'a [String],
    /// The table's columns.
    pub columns: &'a [Column],
    /// Its rows.
    pub rows: &'a [Vec<Cell>],
    /// What stands below them, bold.
    pub sums: &'a [Vec<Cell>],
    /// Printed on the long side of the page.
    pub is_wide: bool,
}

/// How it is printed: as wide as the page, with the titles on every page. The rows have a filter; the sums below them stay.
fn for_people(page: &mut Worksheet, sheet: &Sheet<'_>, titles: u32) -> Result<(), XlsxError> {
    page.set_paper_size(A4);
    page.set_print_fit_to_pages(1, 0);
    if sheet.is_wide {
        page.set_landscape();
    }
    page.set_repeat_rows(titles, titles)?;
    page.set_freeze_panes(titles + 1, 0)?;
    if let Some(last) = sheet.columns.len().checked_sub(1).filter(|_| !sheet.rows.is_empty()) {
        page.autofilter(titles, 0, titles + sheet.rows.len() as u32, last as u16)?;
    }
    Ok(())
}

fn fill(page: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let Sheet { lines, columns, rows, sums, .. } = *sheet;
    let (plain, bold) = (Looks::of(&Format::new()), Looks::of(&Format::new().set_bold()));
    let title = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (line, row) in lines.iter().zip(0..) {
        page.write_string(row, 0, shown(line))?;
    }
    // An empty row parts the lines from the table.
    let titles = if lines.is_empty() { 0 } else { lines.len() as u32 + 1 };
    for (column, at) in columns.iter().zip(0..) {
        page.set_column_width(at, f64::from(column.width))?;
        let title = match column.kind {
            Kind::Amount | Kind::Count => title.clone().set_align(FormatAlign::Right),
            Kind::Text | Kind::Moment => title.clone(),
        };
        page.write_string_with_format(titles, at, shown(&column.title), &title)?;
    }
    let all = rows.iter().map(|row| (row.as_slice(), &plain)).chain(sums.iter().map(|sum| (sum.as_slice(), &bold)));
    let mut last = titles;
    for ((cells, looks), row) in all.zip(titles + 1..) {
        last = row;
        for (cell, at) in cells.iter().zip(0..) {
            write_cell(page, (row, at), cell, looks)?;
        }
    }
    if let Some(columns) = columns.len().checked_sub(1) {
        page.ignore_error_range(0, 0, last, columns as u16, IgnoreError::NumberStoredAsText)?;
    }
    for_people(page, sheet, titles)
}

/// Writes a table with its titles, which stay in sight, and its sums.
pub fn xlsx(writer: impl Write + Send, sheet: &Sheet<'_>) -> io::Result<()> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet_name(sheet.name)).map_err(io)?;
    fill(page, sheet).map_err(io)?;
    book.save_to_writer(writer).map_err(io)
}
