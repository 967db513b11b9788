//! A backup that goes beside the sales.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;

use domain::{Event, Mode};
use rusqlite::Connection;

use super::{Books, NOW, airtel, step};
use crate::{Backup, LedgerError, Pacing, at_full_speed, copy_paced, peek, peek_paced};

fn sold(sales: usize) -> Books {
    let books = Books::new();
    (0..sales).for_each(|last| drop(books.sale(&format!("98765432{last:02}"), &[Event::Succeed])));
    books
}

fn back_up(books: &Books, pacing: &Pacing) -> Result<Backup, LedgerError> {
    books.ledger.back_up_paced(&books.folder.path().join("one.db"), NOW, &BTreeMap::new(), pacing)
}

/// Does something when it is asked for the nth time. Then it goes on, or ends.
fn at(nth: usize, then: impl Fn() -> bool + Send + Sync + 'static) -> (Pacing, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    (Arc::new(move || if count.fetch_add(1, Ordering::AcqRel) + 1 == nth { then() } else { true }), asked)
}

/// How often a backup of these books asks.
fn questions(books: &Books) -> usize {
    let (pacing, asked) = at(usize::MAX, || true);
    back_up(books, &pacing).unwrap();
    asked.load(Ordering::Acquire)
}

/// Whether something keeps the write-ahead log from being moved into the file.
fn is_log_held(books: &Books) -> bool {
    let moved = |connection: &Connection| {
        let frames = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
        connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), frames).unwrap()
    };
    let (written, moved) = books.ledger.with_writer(moved);
    written != moved
}

#[test]
fn it_stands_still_for_a_sale_at_any_time_and_holds_the_moment_of_its_first_reading() {
    let all = questions(&sold(12));
    assert!(all > 50, "{all}");
    let mut held = Vec::new();
    for nth in (1..all).step_by(all / 16) {
        let books = sold(12);
        let ((begun, is_begun), (go, go_on)) = (channel(), channel());
        let go_on = Mutex::new(go_on);
        let (pacing, _) = at(nth, move || {
            begun.send(()).unwrap();
            go_on.lock().unwrap().recv().is_ok()
        });
        thread::scope(|scope| {
            let backup = scope.spawn(|| back_up(&books, &pacing));
            is_begun.recv().unwrap();
            let sale = books.ledger.begin_sale(&airtel("9876543299"), NOW, NOW).unwrap();
            books.ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
            held.push(is_log_held(&books));
            assert!(!backup.is_finished(), "question {nth} of {all}");
            assert!(!books.folder.path().join("one.db").exists(), "question {nth} of {all}");
            go.send(()).unwrap();
            let made = backup.join().unwrap().unwrap();
            // The first question comes before anything was read.
            let wanted = if nth == 1 { 13 } else { 12 };
            assert_eq!(made.sales, wanted, "question {nth} of {all}");
            assert_eq!(peek(&books.folder.path().join("one.db"), Mode::Practice), Ok(made));
        });
        assert_eq!(books.ledger.count_sales().unwrap(), 13);
    }
    let copied = held.iter().position(|is_held| !is_held).unwrap();
    assert!(copied > 0 && held[copied..].iter().all(|is_held| !is_held), "only the copy holds the log: {held:?}");
}

#[test]
fn what_nobody_wants_any_more_ends_and_leaves_nothing() {
    let books = sold(12);
    let all = questions(&books);
    let path = books.folder.path().join("one.db");
    let kept = fs::read(&path).unwrap();
    for nth in (1..all).step_by(all / 16) {
        let (pacing, _) = at(nth, || false);
        assert_eq!(back_up(&books, &pacing), Err(LedgerError::Stopped), "question {nth} of {all}");
        let left = fs::read_dir(books.folder.path()).unwrap().flatten();
        let drafts = left.filter(|entry| entry.file_name().to_string_lossy().contains(".new"));
        assert_eq!(drafts.count(), 0, "question {nth} of {all}");
        assert_eq!(fs::read(&path).unwrap(), kept, "the one before it stays");
    }
    assert!(!books.ledger.is_damaged());
    let (pacing, asked) = at(usize::MAX, || true);
    assert_eq!(books.ledger.rebuild_differences_paced(&pacing), Ok(Vec::new()));
    let (pacing, _) = at(asked.load(Ordering::Acquire) / 2, || false);
    assert_eq!(books.ledger.rebuild_differences_paced(&pacing), Err(LedgerError::Stopped));
}

#[test]
fn who_closes_the_ledger_does_not_wait_for_it() {
    let books = sold(12);
    let ((begun, is_begun), (go, go_on)) = (channel(), channel());
    let go_on = Mutex::new(go_on);
    let (pacing, _) = at(20, move || {
        begun.send(()).unwrap();
        go_on.lock().unwrap().recv().is_ok()
    });
    thread::scope(|scope| {
        let backup = scope.spawn(|| back_up(&books, &pacing));
        is_begun.recv().unwrap();
        books.ledger.close();
        assert!(!backup.is_finished(), "it still stands where it stood");
        go.send(()).unwrap();
        assert_eq!(backup.join().unwrap(), Err(LedgerError::Stopped));
    });
    assert!(!books.folder.path().join("one.db").exists());
}

#[test]
fn a_copy_is_what_it_was_made_of_and_takes_no_files_place() {
    let books = sold(12);
    back_up(&books, &at_full_speed()).unwrap();
    let path = |name: &str| books.folder.path().join(name);
    let read = |path: &Path| fs::read(path).unwrap();
    copy_paced(&path("one.db"), &path("two.db"), &at_full_speed()).unwrap();
    assert_eq!(read(&path("two.db")), read(&path("one.db")));
    assert!(copy_paced(&path("one.db"), &path("two.db"), &at_full_speed()).is_err());
    let (pacing, _) = at(2, || false);
    assert_eq!(copy_paced(&path("one.db"), &path("three.db"), &pacing), Err(LedgerError::Stopped));
    let (pacing, _) = at(2, || false);
    assert_eq!(peek_paced(&path("one.db"), Mode::Practice, &pacing), Err(LedgerError::Stopped));
}

#[test]
fn a_backup_is_as_long_as_it_was_foretold() {
    let books = sold(40);
    let foretold = books.ledger.backup_bytes().unwrap();
    back_up(&books, &at_full_speed()).unwrap();
    let bytes = fs::metadata(books.folder.path().join("one.db")).unwrap().len();
    // It has two tables more, and its pages are packed more closely.
    assert!((foretold / 2..=foretold + 8 * 4_096).contains(&bytes), "{bytes} of {foretold}");
}
