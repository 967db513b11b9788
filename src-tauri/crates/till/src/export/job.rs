//! An export from beginning to end. The file is written under a name that no file of a person's has, made durable, and only then
//! gets its own name: whatever goes wrong, nothing half-written has it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use ledger::create_new;
use receipts::written_moment;

use super::apart::{close, commission, tds};
use super::complaints::complaints;
use super::customers::customers;
use super::matched::matched;
use super::of::{ExportFormat, ExportInput, ExportOf, ExportProgress, ExportedFile};
use super::report::{companies, report};
use super::sales::{found, sales};
use super::statement::statement;
use super::table::{Head, Rows};
use super::tally;
use super::voucher_list::voucher_list;
use super::words::Words;
use super::write::{Unwritten, go_on, write_table};
use crate::matching::run::MatchRun;
use crate::problem::field::StatementFault;
use crate::till::exports::Running;
use crate::{Language, Mode, Problem, Till};

/// What is being written. One that a killed program left behind is replaced by the next. Practice and the real counter may write into
/// the same folder at once, so each has a draft of its own.
fn draft_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Practice => ".galla-export-practice.part",
        Mode::Real => ".galla-export.part",
    }
}

/// So many files of one name are nobody's wish.
const NUMBERED_MOST: u32 = 1_000;

/// A file that is being written. It is removed unless it gets its own name.
struct Draft {
    path: PathBuf,
    is_kept: bool,
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_kept {
            // If it cannot be removed either, it has a name that no export has.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn told(error: &io::Error, folder: &Path) -> Problem {
    let folder = folder.display().to_string();
    if ledger::is_disk_full(error) { Problem::ExportNoRoom { folder } } else { Problem::ExportNotSaved { folder } }
}

/// A second name for a file.
type Link = fn(&Path, &Path) -> io::Result<()>;

fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to)
}

/// Gives the draft a name that nothing has. The name is taken in the same moment in which it is found free, because a file that
/// appears in between must not be overwritten.
fn take_name(draft: &mut Draft, own: &Path, link: Link) -> io::Result<()> {
    match link(&draft.path, own) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Ok(()) => Ok(()),
        // On a stick a file has one name: an empty file of our own holds it until the draft stands in its place.
        Err(_) => {
            drop(create_new(own)?);
            let renamed = fs::rename(&draft.path, own);
            draft.is_kept = renamed.is_ok();
            if renamed.is_err() {
                let _ = fs::remove_file(own);
            }
            renamed
        }
    }
}

/// Gives the draft its name, or that name with the first number that is free.
fn named(draft: &mut Draft, (folder, name, ending): (&Path, &str, &str), link: Link) -> io::Result<PathBuf> {
    for number in 1..=NUMBERED_MOST {
        let numbered = if number == 1 { format!("{name}.{ending}") } else { format!("{name} ({number}).{ending}") };
        let own = folder.join(numbered);
        match take_name(draft, &own, link) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            taken => return taken.map(|()| own),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Writes a file into a person's folder, whole or not at all.
fn place(
    (folder, mode): (&Path, Mode),
    (name, ending): (&str, &str),
    running: &Running,
    write: impl FnOnce(File) -> Result<u64, Unwritten>,
) -> Result<(PathBuf, u64), Problem> {
    let disk = |error: io::Error| told(&error, folder);
    let path = folder.join(draft_name(mode));
    let _ = fs::remove_file(&path);
    // Customers stand in it: only its owner may read it.
    let file = create_new(&path).map_err(disk)?;
    let mut draft = Draft { path, is_kept: false };
    let rows = file.try_clone().map_err(Unwritten::Disk).and_then(write).map_err(|unwritten| match unwritten {
        Unwritten::Problem(problem) => problem,
        // A library that wraps what the writer said tells no longer that somebody stopped it.
        Unwritten::Disk(error) => go_on(running).err().unwrap_or_else(|| told(&error, folder)),
    })?;
    file.sync_all().map_err(disk)?;
    drop(file);
    // After this nothing is cancelled any more.
    go_on(running)?;
    let own = named(&mut draft, (folder, name, ending), link).map_err(disk)?;
    Ok((own, rows))
}

/// Which kinds of file there are of it.
fn has_format(of: &ExportOf, format: ExportFormat) -> bool {
    match (of, format) {
        (ExportOf::Vouchers { .. }, format) => format == ExportFormat::Tally,
        (
            ExportOf::Sales { .. }
            | ExportOf::Found { .. }
            | ExportOf::Statement { .. }
            | ExportOf::Close { .. }
            | ExportOf::Commission { .. }
            | ExportOf::Tds { .. }
            | ExportOf::Report { .. }
            | ExportOf::Companies { .. }
            | ExportOf::Complaints { .. }
            | ExportOf::Customers { .. }
            | ExportOf::VoucherList
            | ExportOf::Matched { .. },
            format,
        ) => format != ExportFormat::Tally,
    }
}

impl Till {
    fn file_words(&self, language: Language) -> Words<'_> {
        Words { till: self, language }
    }

    /// What the file is of, with the shop and the day on which it was made.
    fn dressed(&self, mut head: Head, words: &Words<'_>) -> Head {
        let shop = self.rules().print.shop.clone().map(|shop| shop.shop_name).unwrap_or_default();
        let made = words.with("made", "{at}", &written_moment(self.clock.now_ms()));
        let practice = if self.mode() == Mode::Practice { words.of("practice") } else { String::new() };
        let mut lines = vec![practice, shop];
        lines.append(&mut head.lines);
        lines.push(made);
        lines.retain(|line| !line.is_empty());
        Head { lines, ..head }
    }

    /// What goes into a file, as a table. `run`: the statement file, where it is of one.
    pub(super) fn table_of<'a>(
        &'a self,
        of: &ExportOf,
        language: Language,
        run: Option<&MatchRun>,
    ) -> Result<(Head, Box<dyn Rows + 'a>), Problem> {
        let words = self.file_words(language);
        let boxed = |(head, rows): (Head, super::table::Known)| (head, Box::new(rows) as Box<dyn Rows + 'a>);
        let (head, rows): (Head, Box<dyn Rows + 'a>) = match of {
            ExportOf::Sales { filter, order, is_rising } => {
                let (head, rows) = sales(words, filter, *order, *is_rising)?;
                (head, Box::new(rows))
            }
            ExportOf::Found { text } => {
                let (head, rows) = found(words, text)?;
                (head, Box::new(rows))
            }
            ExportOf::Statement { account, from, to } => {
                let (head, rows) = statement(words, account, from, to)?;
                (head, Box::new(rows))
            }
            ExportOf::Close { number } => boxed(close(&words, *number)?),
            ExportOf::Commission { month } => boxed(commission(&words, month.as_deref())?),
            ExportOf::Tds { year } => boxed(tds(&words, *year)?),
            ExportOf::Report { query } => boxed(report(&words, query)?),
            ExportOf::Companies { filter } => boxed(companies(&words, filter)?),
            ExportOf::Complaints { order, filter } => {
                let (head, rows) = complaints(words, *order, filter)?;
                (head, Box::new(rows))
            }
            ExportOf::Customers { search } => boxed(customers(&words, search)?),
            ExportOf::VoucherList => {
                let (head, rows) = voucher_list(words);
                (head, Box::new(rows))
            }
            ExportOf::Matched { group, .. } => {
                let run = run.ok_or(StatementFault::Gone)?;
                let (head, rows) = matched(words, (run.slug(), run.done()?), *group)?;
                (head, Box::new(rows))
            }
            ExportOf::Vouchers { .. } => return Err(Problem::NotAllowedNow),
        };
        Ok((self.dressed(head, &self.file_words(language)), rows))
    }

    /// Makes a file in a folder of the user's, and says under which name. It takes as long as it takes: nobody who sells waits
    /// for it. `run`: the statement file, where it is of one. `over`: what stands between it and the disk.
    fn exported<W: Write + Send>(
        &self,
        (input, run): (&ExportInput, Option<&MatchRun>),
        folder: &Path,
        over: impl FnOnce(File) -> W,
    ) -> Result<ExportedFile, Problem> {
        if !has_format(&input.of, input.format) {
            return Err(Problem::NotAllowedNow);
        }
        let begun = self.exports.begin(&input.id).ok_or(Problem::ExportRunning)?;
        let (running, words) = (&begun.running, self.file_words(input.language));
        let practice = if self.mode() == Mode::Practice { "practice " } else { "" };
        let (into, ending) = ((folder, self.mode()), input.format.ending());
        let (path, rows) = if let ExportOf::Vouchers { period } = &input.of {
            let days = self.days(period)?;
            let name = format!("Galla {practice}{}", tally::name(&words, &days));
            place(into, (&name, ending), running, |file| tally::write_vouchers(&words, &days, running, over(file)))?
        } else {
            let (head, mut rows) = self.table_of(&input.of, input.language, run)?;
            let name = format!("Galla {practice}{}", head.name);
            place(into, (&name, ending), running, |file| {
                write_table((&head, rows.as_mut()), input.format, input.language, running, over(file))
            })?
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(ExportedFile { name, folder: folder.display().to_string(), rows })
    }

    /// The same of what is in the books. `over`: a test has a disk there that is full.
    pub fn export_over<W: Write + Send>(
        &self,
        input: &ExportInput,
        folder: &Path,
        over: impl FnOnce(File) -> W,
    ) -> Result<ExportedFile, Problem> {
        self.exported((input, None), folder, over)
    }

    /// The same straight onto the disk.
    pub fn export(&self, input: &ExportInput, folder: &Path) -> Result<ExportedFile, Problem> {
        self.export_over(input, folder, |file| file)
    }

    /// The same of a statement file that is held against the book.
    pub(crate) fn export_of_run(
        &self,
        input: &ExportInput,
        run: &MatchRun,
        folder: &Path,
    ) -> Result<ExportedFile, Problem> {
        self.exported((input, Some(run)), folder, |file| file)
    }

    /// How far an export is; `None`: it is not at work.
    pub fn export_progress(&self, id: &str) -> Option<ExportProgress> {
        let (done, all) = self.exports.progress(id)?;
        Some(ExportProgress { done, all: Some(all).filter(|all| *all > 0) })
    }

    /// Stops an export. Nothing of it is left.
    pub fn cancel_export(&self, id: &str) {
        self.exports.cancel(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft_in(folder: &Path) -> Draft {
        let path = folder.join(draft_name(Mode::Real));
        fs::write(&path, "ours").expect("a draft");
        Draft { path, is_kept: false }
    }

    #[test]
    fn a_file_that_appears_is_never_overwritten_with_links_or_without() {
        let no_links: Link = |_, _| Err(ErrorKind::Unsupported.into());
        for link in [link as Link, no_links] {
            let folder = tempfile::tempdir().expect("a folder");
            let own = folder.path().join("sales.csv");
            fs::write(&own, "theirs").expect("a file of somebody's");
            let mut draft = draft_in(folder.path());
            let refused = take_name(&mut draft, &own, link).map_err(|error| error.kind());
            assert_eq!(refused, Err(ErrorKind::AlreadyExists));
            let made = named(&mut draft, (folder.path(), "sales", "csv"), link).expect("another name");
            drop(draft);
            assert_eq!(made, folder.path().join("sales (2).csv"));
            let read = |path: &Path| fs::read_to_string(path).expect("a file");
            assert_eq!((read(&own), read(&made)), ("theirs".to_owned(), "ours".to_owned()));
            assert!(!folder.path().join(draft_name(Mode::Real)).exists());
        }
    }
}
