//! Writes a table as one kind of file. Whoever reads the rows is asked between two parts whether to go on.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use receipts::{Document, Part, Table, document_pdf_while};
use sheets::write::{Cell, CsvTable, Sheet, XLSX_ROWS, xlsx};

use super::of::ExportFormat;
use super::table::{Col, Head, Rows, on_paper};
use crate::till::exports::Running;
use crate::{Language, Problem};

/// More rows are no paper that anybody reads.
const PDF_ROWS: usize = 20_000;
/// So soon it is seen that somebody wants a step to stop which cannot be stopped.
const LOOK_EVERY: Duration = Duration::from_millis(50);

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

/// What takes a file's bytes as long as nobody stops it.
struct Stoppable<'a, W> {
    writer: W,
    running: &'a Running,
}

impl<W: Write> Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.running.is_cancelled() {
            return Err(io::Error::other("stopped"));
        }
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Waits for work as long as nobody stops it. Work that cannot be stopped comes to its end on a thread of its own, and what it makes is
/// thrown away. `None`: it ended without anything.
fn waited<T: Send + 'static>(
    running: &Running,
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<Option<T>, Problem> {
    let (sender, receiver) = sync_channel(1);
    let begun = thread::Builder::new().name("paper".to_owned()).spawn(move || {
        // Nobody takes it any more where it was stopped.
        let _ = sender.send(work());
    });
    begun.map_err(|error| Problem::CounterFault { words: error.to_string() })?;
    loop {
        match receiver.recv_timeout(LOOK_EVERY) {
            Ok(made) => return Ok(made),
            Err(RecvTimeoutError::Timeout) => go_on(running)?,
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
}

/// The document as a PDF. Its last step packs letters and pages, and knows no way to stop.
fn pdf_of(document: Document, count: u64, running: &Arc<Running>) -> Result<Vec<u8>, Problem> {
    let told = Arc::clone(running);
    let made = waited(running, move || {
        document_pdf_while(&document, &mut |laid| {
            told.note(count.min(laid as u64), count);
            !told.is_cancelled()
        })
    })?;
    go_on(running)?;
    made.ok_or(Problem::SlipNotMade)
}

/// Reads all rows, part by part, and hands each part on. Gives how many there were, of which there may be at most so many. `is_all`:
/// with that most of the work is done.
fn read<E: From<Problem>>(
    rows: &mut dyn Rows,
    (running, is_all): (&Running, bool),
    most: usize,
    mut take: impl FnMut(Vec<Vec<Cell>>) -> Result<(), E>,
) -> Result<u64, E> {
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
pub(super) fn gathered(
    rows: &mut dyn Rows,
    running: (&Running, bool),
    most: usize,
) -> Result<(Vec<Vec<Cell>>, u64), Problem> {
    let mut all = Vec::new();
    let done = read::<Problem>(rows, running, most, |mut part| {
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
    running: &Arc<Running>,
    writer: impl Write + Send,
) -> Result<u64, Unwritten> {
    let mut writer = Stoppable { writer, running };
    let columns: Vec<_> = head.columns.iter().map(Col::in_sheet).collect();
    match format {
        ExportFormat::Csv => {
            let mut table = CsvTable::new(BufWriter::new(writer), &columns)?;
            let done = read::<Unwritten>(rows, (running, true), usize::MAX, |part| {
                Ok(part.iter().try_for_each(|row| table.row(row))?)
            })?;
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
            let document = paper(head, &all, &rows.sums(), language);
            writer.write_all(&pdf_of(document, all.len() as u64, running)?)?;
            Ok(done)
        }
        ExportFormat::Tally => Err(Problem::NotAllowedNow.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table that is read without end before its first row is given.
    #[derive(Default)]
    struct Endless(u64);

    impl Rows for Endless {
        fn all(&self) -> Option<u64> {
            None
        }

        fn least(&self) -> u64 {
            self.0
        }

        fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
            self.0 += 1;
            Ok(Some(Vec::new()))
        }

        fn sums(&self) -> Vec<Vec<Cell>> {
            Vec::new()
        }
    }

    #[test]
    fn a_step_that_cannot_be_stopped_keeps_nobody_waiting() {
        let running = Arc::new(Running::default());
        assert_eq!(waited(&running, || Some(3)).ok(), Some(Some(3)));
        assert_eq!(waited(&running, || None::<u8>).ok(), Some(None));
        let (go, wait) = sync_channel::<()>(0);
        let (begun, begins) = sync_channel::<()>(0);
        let stops = Arc::clone(&running);
        let stopper = thread::spawn(move || {
            begins.recv().expect("the step has begun");
            stops.cancel();
        });
        let stopped = waited(&running, move || {
            begun.send(()).ok()?;
            wait.recv().ok()
        });
        assert_eq!(stopped, Err(Problem::ExportCancelled), "while the step is still at it");
        assert!(go.send(()).is_ok(), "it comes to its end for itself");
        stopper.join().expect("it stopped the export");
    }

    #[test]
    fn nothing_more_is_written_of_what_was_stopped() {
        let running = Running::default();
        let mut kept = Vec::new();
        let mut writer = Stoppable { writer: &mut kept, running: &running };
        writer.write_all(b"one").expect("nobody stops it");
        running.cancel();
        assert!(writer.write_all(b"two").is_err());
        assert_eq!(kept, b"one");
    }

    #[test]
    fn what_is_too_long_is_refused_while_it_is_read() {
        let mut rows = Endless::default();
        let refused = gathered(&mut rows, (&Running::default(), true), 3);
        assert_eq!(refused, Err(Problem::ExportTooLong { most: 3 }));
        assert_eq!(rows.0, 4);
    }
}
