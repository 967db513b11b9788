//! Writes a table as one kind of file. Whoever reads the rows is asked between two parts whether to go on.

use std::io::{self, BufWriter, Write};

use receipts::{Document, Part, Table, document_pdf_while};
use sheets::write::{Cell, CsvTable, Sheet, XLSX_ROWS, xlsx};

use super::of::ExportFormat;
use super::table::{Col, Head, Rows, on_paper};
use crate::till::exports::Running;
use crate::{Language, Problem};

/// More rows are no paper that anybody reads.
const PDF_ROWS: usize = 20_000;

/// Why a file was not written.
pub(super) enum Unwritten {
    /// What is told.
    Problem(Problem),
    /// What the disk said.
    Disk(io::Error),
}

impl From<Problem> for Unwritten {
    fn from(problem: Problem) -> Unwritten {
        Unwritten::Problem(problem)
    }
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Unwritten {
        Unwritten::Disk(error)
    }
}

/// Stops where somebody wants it to stop.
pub(super) fn go_on(running: &Running) -> Result<(), Problem> {
    if running.is_cancelled() { Err(Problem::ExportCancelled) } else { Ok(()) }
}

/// Reads all rows, part by part, and hands each part on. Gives how many there were, of which there may be at most so many. `is_all`:
/// with that most of the work is done.
fn read(
    rows: &mut dyn Rows,
    (running, is_all): (&Running, bool),
    most: usize,
    mut take: impl FnMut(Vec<Vec<Cell>>) -> Result<(), Unwritten>,
) -> Result<u64, Unwritten> {
    let (mut done, mut is_begun) = (0, false);
    loop {
        go_on(running)?;
        running.note(if is_all { done } else { 0 }, rows.all().unwrap_or_default());
        let part = rows.next()?;
        if rows.least() > most as u64 {
            return Err(Problem::ExportTooLong { most }.into());
        }
        if !is_begun && part.as_ref().is_none_or(|part| !part.is_empty()) {
            take(rows.above())?;
            is_begun = true;
        }
        let Some(part) = part else { return Ok(done) };
        done += part.len() as u64;
        take(part)?;
    }
}

/// All rows at once, and how many of them are counted, which are at most so many.
fn gathered(rows: &mut dyn Rows, running: (&Running, bool), most: usize) -> Result<(Vec<Vec<Cell>>, u64), Unwritten> {
    let mut all = Vec::new();
    let done = read(rows, running, most, |mut part| {
        all.append(&mut part);
        Ok(())
    })?;
    Ok((all, done))
}

fn paper(head: &Head, rows: &[Vec<Cell>], sums: &[Vec<Cell>], language: Language) -> Document {
    let texts = |row: &Vec<Cell>| row.iter().map(on_paper).collect::<Vec<String>>();
    let columns: Vec<_> = head.columns.iter().map(Col::on_paper).collect();
    let mut parts = Vec::new();
    let (last, first) = sums.split_last().map_or((None, sums), |(last, first)| (Some(last), first));
    // One sum stands below its column; several are a table of their own, in the same columns.
    match (first, last) {
        ([], last) => {
            parts.push(Part::Table(Table { columns, rows: rows.iter().map(texts).collect(), sum: last.map(texts) }));
        }
        (_, _) => {
            let above = Table { columns: columns.clone(), rows: rows.iter().map(texts).collect(), sum: None };
            let heading = receipts::file_word("sums", language).to_owned();
            let below = Table { columns, rows: sums.iter().map(texts).collect(), sum: None };
            parts.extend([Part::Table(above), Part::Heading(heading), Part::Table(below)]);
        }
    }
    Document { language, title: head.title.clone(), lines: head.lines.clone(), parts, is_wide: head.is_wide }
}

/// Writes the table, and gives how many rows it has.
pub(super) fn write_table(
    (head, rows): (&Head, &mut dyn Rows),
    format: ExportFormat,
    language: Language,
    running: &Running,
    mut writer: impl Write + Send,
) -> Result<u64, Unwritten> {
    let columns: Vec<_> = head.columns.iter().map(Col::in_sheet).collect();
    match format {
        ExportFormat::Csv => {
            let mut table = CsvTable::new(BufWriter::new(writer), &columns)?;
            let done =
                read(rows, (running, true), usize::MAX, |part| Ok(part.iter().try_for_each(|row| table.row(row))?))?;
            rows.sums().iter().try_for_each(|row| table.row(row))?;
            table.finish()?.flush()?;
            Ok(done)
        }
        ExportFormat::Xlsx => {
            let (all, done) = gathered(rows, (running, true), XLSX_ROWS)?;
            let mut buffered = BufWriter::new(writer);
            let (lines, sums) = (&head.lines, &rows.sums());
            let sheet = Sheet { name: &head.title, lines, columns: &columns, rows: &all, sums, is_wide: head.is_wide };
            xlsx(&mut buffered, &sheet)?;
            // What a dropped buffer could not write nobody is told.
            buffered.flush()?;
            Ok(done)
        }
        ExportFormat::Pdf => {
            let (all, done) = gathered(rows, (running, false), PDF_ROWS)?;
            let (document, count) = (paper(head, &all, &rows.sums(), language), all.len() as u64);
            let made = document_pdf_while(&document, &mut |laid| {
                running.note(count.min(laid as u64), count);
                !running.is_cancelled()
            });
            go_on(running)?;
            writer.write_all(&made.ok_or(Problem::SlipNotMade)?)?;
            Ok(done)
        }
        ExportFormat::Tally => Err(Problem::NotAllowedNow.into()),
    }
}
