//! Exports that do not come to their end: nothing half-written is left, and what was there stays.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use domain::Period;
use till::{ExportFormat, ExportOf, Problem, Till};

use super::{all_sales, input, till_of};

/// A disk that takes so many bytes.
struct Full {
    file: File,
    room: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.room {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.room -= bytes.len();
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Does something before the first byte is written.
struct Before<F: FnMut()> {
    file: File,
    first: Option<F>,
}

impl<F: FnMut()> Write for Before<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(mut first) = self.first.take() {
            first();
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn kinds() -> [(ExportOf, ExportFormat); 4] {
    [
        (all_sales(), ExportFormat::Csv),
        (all_sales(), ExportFormat::Xlsx),
        (all_sales(), ExportFormat::Pdf),
        (ExportOf::Vouchers { period: Period::Always }, ExportFormat::Tally),
    ]
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn size(till: &Till, (of, format): (ExportOf, ExportFormat), folder: &Path) -> usize {
    let made = till.export(&input(of, format), folder).expect("a file");
    let path = folder.join(made.name);
    let size = fs::metadata(&path).expect("a file").len();
    fs::remove_file(path).expect("it is removed");
    usize::try_from(size).expect("a size")
}

#[tokio::test]
async fn a_disk_that_gets_full_is_told_and_nothing_is_left() {
    let (till, _folder, own) = till_of(1);
    for (of, format) in kinds() {
        let whole = size(&till, (of.clone(), format), own.path());
        for room in [0, 1, whole / 3, whole / 2, whole - 100] {
            let full = till.export_over(&input(of.clone(), format), own.path(), |file| Full { file, room });
            let folder = own.path().display().to_string();
            assert_eq!(full, Err(Problem::ExportNoRoom { folder }), "{format:?} with room for {room} of {whole}");
            assert_eq!(names(own.path()), Vec::<String>::new(), "{format:?} with room for {room} of {whole}");
        }
    }
}

#[tokio::test]
async fn a_stopped_export_leaves_nothing_and_makes_room_for_the_next() {
    let (till, _folder, own) = till_of(1);
    for (of, format) in kinds() {
        let stopped = till.export_over(&input(of.clone(), format), own.path(), |file| {
            let till = &till;
            Before { file, first: Some(move || till.cancel_export("one")) }
        });
        assert_eq!(stopped, Err(Problem::ExportCancelled), "{format:?}");
        assert_eq!(names(own.path()), Vec::<String>::new(), "{format:?}");
        assert_eq!(till.export_progress("one"), None);
    }
}

#[tokio::test]
async fn a_paper_is_stopped_while_its_pages_are_laid_out() {
    let (till, _folder, own) = till_of(12);
    let stopped = std::thread::scope(|scope| {
        let made = scope.spawn(|| till.export(&input(all_sales(), ExportFormat::Pdf), own.path()));
        // Rows are told as done while they are laid out, and not when they are read.
        while !made.is_finished() && till.export_progress("one").is_none_or(|progress| progress.done == 0) {
            std::thread::yield_now();
        }
        till.cancel_export("one");
        made.join().expect("it ends")
    });
    assert_eq!(stopped, Err(Problem::ExportCancelled));
    assert_eq!(names(own.path()), Vec::<String>::new());
}

#[tokio::test]
async fn the_books_go_on_while_a_file_is_made_and_a_second_one_waits() {
    let (till, _folder, own) = till_of(1);
    let (mut read, mut second) = (None, None);
    let made = till.export_over(&input(all_sales(), ExportFormat::Csv), own.path(), |file| {
        let first = || {
            read = Some(till.save_day_start("04:00", "Ramesh").map(drop));
            second = Some(till.export(&input(all_sales(), ExportFormat::Pdf), own.path()));
        };
        Before { file, first: Some(first) }
    });
    assert!(made.is_ok(), "{made:?}");
    assert_eq!(read, Some(Ok(())), "a rule is written between two parts");
    assert_eq!(second, Some(Err(Problem::ExportRunning)));
}

#[tokio::test]
async fn a_file_takes_nobodys_place_and_a_killed_one_is_swept_away() {
    let (till, _folder, own) = till_of(1);
    fs::write(own.path().join(".galla-export-practice.part"), b"half").expect("what a killed program left");
    let theirs = own.path().join(".galla-export.part");
    fs::write(&theirs, b"theirs").expect("what the real counter writes at the same time");
    let save = || till.export(&input(all_sales(), ExportFormat::Csv), own.path()).expect("a file").name;
    let (one, two) = (save(), save());
    assert_eq!([one.as_str(), &two], ["Galla practice sales all days.csv", "Galla practice sales all days (2).csv"]);
    assert_eq!(fs::read(&theirs).expect("it is still there"), b"theirs");
    fs::remove_file(theirs).expect("it is done");
    assert_eq!(names(own.path()), [two, one]);
    let gone = own.path().join("gone");
    let refused = till.export(&input(all_sales(), ExportFormat::Csv), &gone);
    assert_eq!(refused, Err(Problem::ExportNotSaved { folder: gone.display().to_string() }));
    let no_such = till.export(&input(all_sales(), ExportFormat::Tally), own.path());
    assert_eq!(no_such, Err(Problem::NotAllowedNow));
}
