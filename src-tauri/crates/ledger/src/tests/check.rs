//! The start trusts a file that it knows, and the check beside the sales reads all of it.

mod copy;
mod disk;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use domain::Event;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{Books, NOW, airtel, opening, step};
use crate::check_mark::{CheckMark, FileId};
use crate::{Ledger, LedgerError, Slice, forget_check};

const PAGE: usize = 4_096;
const HOUR_MS: i64 = 3_600_000;
const MARK: &str = "ledger-check.json";

fn open(path: &Path) -> Result<Ledger, LedgerError> {
    Ledger::open(path, opening(2, "a"))
}

/// A closed ledger with some sales, which this computer knows: it was opened with them before.
fn known() -> (TempDir, PathBuf) {
    let books = Books::new();
    for last in 0..12 {
        books.sale(&format!("98765432{last:02}"), &[Event::Succeed]);
    }
    let Books { ledger, folder } = books;
    drop(ledger);
    let path = folder.path().join("ledger.db");
    open(&path).unwrap().close();
    assert!(folder.path().join(MARK).is_file());
    (folder, path)
}

fn slice(ledger: &Ledger) -> Slice {
    ledger.check_slice(NOW, true, || ()).unwrap()
}

/// Checks to the end of the round. Gives how it ended, and of how many slices it was.
fn round(ledger: &Ledger) -> (Slice, usize) {
    for slices in 1.. {
        let ended = slice(ledger);
        if ended != Slice::More {
            return (ended, slices);
        }
    }
    unreachable!("it has an end")
}

fn change(path: &Path, sql: &str) {
    let raw = Connection::open(path).unwrap();
    raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS sale_event_is_final; {sql}"))
        .unwrap();
}

#[test]
fn a_damaged_page_is_found_at_the_door_or_by_the_check_and_then_nothing_is_sold() {
    let (_folder, path) = known();
    let sound = fs::read(&path).unwrap();
    let (mut at_door, mut by_check) = (0, 0);
    let mark = fs::read(path.with_file_name(MARK)).unwrap();
    for start in (PAGE..sound.len()).step_by(PAGE) {
        let mut damaged = sound.clone();
        damaged[start..start + PAGE].fill(0xFF);
        fs::write(&path, &damaged).unwrap();
        fs::write(path.with_file_name(MARK), &mark).unwrap();
        match open(&path) {
            Err(LedgerError::Corrupt) => at_door += 1,
            Err(error) => panic!("page {}: {error}", start / PAGE + 1),
            Ok(ledger) => {
                by_check += 1;
                assert_eq!(round(&ledger).0, Slice::Damaged, "page {}", start / PAGE + 1);
                assert!(ledger.file_check().damage.is_some() && ledger.file_check().ended_ms == Some(NOW));
                assert_eq!(ledger.begin_sale(&airtel("9876543299"), NOW, NOW), Err(LedgerError::Corrupt));
                drop(ledger);
                // The next start knows it at once.
                assert!(open(&path).map_or_else(|error| error == LedgerError::Corrupt, |next| next.is_damaged()));
            }
        }
    }
    assert!(at_door > 0 && by_check > 20, "{at_door} at the door, {by_check} by the check");
    fs::write(&path, &sound[..sound.len() / 2]).unwrap();
    fs::write(path.with_file_name(MARK), &mark).unwrap();
    assert!(matches!(open(&path), Err(LedgerError::Corrupt)), "half a file");
    fs::write(&path, &sound).unwrap();
    fs::write(path.with_file_name(MARK), &mark).unwrap();
    assert_eq!(round(&open(&path).unwrap()).0, Slice::Whole, "the control: undamaged it is whole");
}

/// Writes over a page that no start reads.
fn damage_complaints(path: &Path) {
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'complaint'";
    let root: i64 = Connection::open(path).unwrap().query_row(root, (), |row| row.get(0)).unwrap();
    let start = (usize::try_from(root).unwrap() - 1) * PAGE;
    let mut bytes = fs::read(path).unwrap();
    bytes[start..start + PAGE].fill(0xFF);
    fs::write(path, bytes).unwrap();
}

#[test]
fn damage_that_an_ordinary_question_meets_stops_the_sales_too() {
    let (_folder, path) = known();
    damage_complaints(&path);
    let ledger = open(&path).unwrap();
    ledger.begin_sale(&airtel("9876543298"), NOW, NOW).unwrap();
    let count = "SELECT COUNT(*) FROM complaint NOT INDEXED";
    let asked = ledger.read(|books| Ok(books.query_row(count, (), |row| row.get::<_, i64>(0))?));
    assert_eq!(asked, Err(LedgerError::Corrupt));
    assert_eq!(ledger.begin_sale(&airtel("9876543299"), NOW, NOW), Err(LedgerError::Corrupt));
    drop(ledger);
    assert!(open(&path).unwrap().is_damaged(), "the next start knows it");
}

#[test]
fn a_file_that_this_computer_does_not_know_is_looked_at_whole_at_the_door() {
    let (_folder, path) = known();
    let sound = fs::read(&path).unwrap();
    let damaged = |start: usize| {
        let mut bytes = sound.clone();
        bytes[start..start + PAGE].fill(0xFF);
        bytes
    };
    let opens = |start: &usize| {
        fs::write(&path, damaged(*start)).unwrap();
        open(&path).is_ok()
    };
    assert!((PAGE..sound.len()).step_by(PAGE).any(|start| opens(&start)), "it is known");
    let mark = path.with_file_name(MARK);
    // Another ledger's mark, one that was cut short, and none.
    let other = Books::new();
    other.sale("9000000001", &[Event::Succeed]);
    let Books { ledger, folder } = other;
    drop(ledger);
    open(&folder.path().join("ledger.db")).unwrap().close();
    let (own, others) = (fs::read(&mark).unwrap(), fs::read(folder.path().join(MARK)).unwrap());
    for bytes in [others, own[..own.len() / 2].to_vec(), Vec::new()] {
        fs::write(&mark, bytes).unwrap();
        assert!(matches!(open(&path), Err(LedgerError::Corrupt)));
    }
    fs::write(&mark, &own).unwrap();
    assert!(open(&path).is_ok(), "the control");
    forget_check(&path).unwrap();
    assert!(matches!(open(&path), Err(LedgerError::Corrupt)));
    assert!(!mark.exists(), "a file that was refused is not known");
}

#[test]
fn rows_that_were_changed_past_the_program_are_found_and_known_until_a_round_finds_none() {
    for (there, back) in [
        ("UPDATE sale SET number = '9000000000' WHERE id = 3", "UPDATE sale SET number = '9876543202' WHERE id = 3"),
        ("UPDATE balance SET paise = paise + 1", "UPDATE balance SET paise = paise - 1"),
        (
            "UPDATE sale_event SET at_ms = at_ms + 1 WHERE seq = 5",
            "UPDATE sale_event SET at_ms = at_ms - 1 WHERE seq = 5",
        ),
        ("UPDATE attempt SET sale_id = 900 WHERE id = 4", "UPDATE attempt SET sale_id = 4 WHERE id = 4"),
    ] {
        let (_folder, path) = known();
        change(&path, there);
        let ledger = open(&path).unwrap();
        assert!(!ledger.is_damaged(), "nobody looked yet: {there}");
        assert_eq!(round(&ledger).0, Slice::Damaged, "{there}");
        drop(ledger);
        let ledger = open(&path).unwrap();
        assert!(ledger.is_damaged() && ledger.check_due(NOW), "{there}");
        drop(ledger);
        change(&path, back);
        let ledger = open(&path).unwrap();
        assert!(ledger.is_damaged(), "{back}");
        assert_eq!(round(&ledger).0, Slice::Whole, "{back}");
        drop(ledger);
        assert!(!open(&path).unwrap().is_damaged(), "{back}");
    }
}

/// The files as they lie there when the program is killed.
fn killed(path: &Path) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "ledger.db-wal", MARK] {
        fs::copy(path.with_file_name(name), folder.path().join(name)).unwrap();
    }
    let path = folder.path().join("ledger.db");
    // A kill copies nothing: there it is the very file.
    let mut mark = CheckMark::read(&path).unwrap();
    mark.file = FileId::at(&path);
    assert!(mark.write(&path));
    (folder, path)
}

#[test]
fn a_check_that_was_killed_goes_on_where_it_was_and_without_its_mark_it_begins_anew() {
    let (_folder, path) = known();
    let ledger = open(&path).unwrap();
    let (ended, whole) = round(&ledger);
    assert_eq!(ended, Slice::Whole);
    for done in [1, whole / 2, whole - 1] {
        (0..done).for_each(|_| assert_eq!(slice(&ledger), Slice::More));
        let (folder, copy) = killed(&path);
        assert_eq!(round(&open(&copy).unwrap()), (Slice::Whole, whole - done));
        // The mark is cut short, as a disk may leave it.
        let mark = fs::read(path.with_file_name(MARK)).unwrap();
        fs::write(folder.path().join(MARK), &mark[..mark.len() - 9]).unwrap();
        assert_eq!(round(&open(&copy).unwrap()), (Slice::Whole, whole));
        assert_eq!(round(&ledger), (Slice::Whole, whole - done));
    }
}

#[test]
fn a_round_is_due_each_day_and_at_once_after_a_kill() {
    let (_folder, path) = known();
    let ledger = open(&path).unwrap();
    assert!(ledger.check_due(NOW), "it was never checked");
    round(&ledger);
    let due = [NOW, NOW + 19 * HOUR_MS, NOW + 20 * HOUR_MS, NOW - 1].map(|now_ms| ledger.check_due(now_ms));
    assert_eq!(due, [false, false, true, true], "a clock that was set back puts nothing off");
    ledger.begin_sale(&airtel("9876543299"), NOW, NOW).unwrap();
    let (_kept, copy) = killed(&path);
    assert!(open(&copy).unwrap().check_due(NOW));
    drop(ledger);
    assert!(!open(&path).unwrap().check_due(NOW), "the control: it was closed");
}

/// A slice that tells when it is under way, and goes on when it is told.
fn held(ledger: &Ledger, gives_way: bool, begun: Sender<()>, go_on: Receiver<()>) -> Slice {
    let mut hold = Some((begun, go_on));
    let rest = move || {
        if let Some((begun, go_on)) = hold.take() {
            begun.send(()).unwrap();
            go_on.recv().unwrap();
        }
    };
    // Only one slice holds: in the others the channels are gone.
    ledger.check_slice(NOW, gives_way, rest).unwrap()
}

#[test]
fn a_sale_does_not_wait_for_the_check_which_gives_way_to_it() {
    for (gives_way, ended) in [(true, Slice::GaveWay), (false, Slice::More)] {
        let (_folder, path) = known();
        let ledger = open(&path).unwrap();
        let ((begun, is_begun), (go, go_on)) = (channel(), channel());
        thread::scope(|scope| {
            let checks = scope.spawn(|| held(&ledger, gives_way, begun, go_on));
            is_begun.recv().unwrap();
            // The slice stands still, and it has its snapshot.
            let sale = ledger.begin_sale(&airtel("9876543299"), NOW, NOW).unwrap();
            assert_eq!(ledger.sale(sale.sale_id).unwrap(), sale);
            assert!(!checks.is_finished(), "the control: it was still under way");
            go.send(()).unwrap();
            assert_eq!(checks.join().unwrap(), ended);
        });
        let busy = |connection: &Connection| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get::<_, i64>(0)).unwrap()
        };
        assert_eq!(ledger.with_writer(busy), 0, "nothing of it holds the log");
        assert_eq!(round(&ledger).0, Slice::Whole);
    }
}

#[test]
fn what_is_sold_in_the_middle_of_a_slice_is_no_damage() {
    let (_folder, path) = known();
    let ledger = Arc::new(open(&path).unwrap());
    let mut number = 9_000_000_000_u64;
    loop {
        let (sells, mut left) = (ledger.clone(), 3);
        let first = number;
        number += left;
        let rest = move || {
            if left > 0 {
                left -= 1;
                let sale = sells.begin_sale(&airtel(&(first + left).to_string()), NOW, NOW).unwrap();
                sells.record(&step(&sale, Some(Event::Succeed))).unwrap();
            }
        };
        let ended = ledger.check_slice(NOW, false, rest).unwrap();
        if ended != Slice::More {
            break assert_eq!(ended, Slice::Whole);
        }
        if ledger.check.lock().unwrap().round.as_ref().is_some_and(|round| round.sealed_to.seq > 0) {
            // Of the seals there would be no end.
            break assert_eq!(round(&ledger).0, Slice::Whole);
        }
    }
    assert!(ledger.count_sales().unwrap() > 60, "in nearly every slice something was sold");
}

#[test]
fn who_closes_the_ledger_ends_the_slice_and_leaves_one_file() {
    let (_folder, path) = known();
    let ledger = open(&path).unwrap();
    ledger.begin_sale(&airtel("9876543299"), NOW, NOW).unwrap();
    let ((begun, is_begun), (go, go_on)) = (channel(), channel());
    thread::scope(|scope| {
        let checks = scope.spawn(|| held(&ledger, false, begun, go_on));
        is_begun.recv().unwrap();
        let closes = scope.spawn(|| ledger.close());
        while !ledger.is_closing.load(std::sync::atomic::Ordering::Acquire) {
            thread::yield_now();
        }
        go.send(()).unwrap();
        assert_eq!(checks.join().unwrap(), Slice::GaveWay);
        closes.join().unwrap();
    });
    assert_eq!(ledger.check_slice(NOW, true, || ()), Err(LedgerError::Closed));
    assert!(!path.with_file_name("ledger.db-wal").exists(), "what stood in the log is in the file");
}

#[test]
fn a_seal_that_is_broken_behind_the_mark_is_found_by_the_next_round() {
    let (_folder, path) = known();
    let ledger = open(&path).unwrap();
    let whole = round(&ledger).1;
    (0..whole - 1).for_each(|_| assert_eq!(slice(&ledger), Slice::More));
    let sealed_to = ledger.check.lock().unwrap().round.clone().unwrap().sealed_to.seq;
    assert!(sealed_to > 7, "some of the seals are behind it");
    change(&path, "UPDATE sale_event SET at_ms = at_ms + 1 WHERE seq = 2");
    assert_eq!(slice(&ledger), Slice::Whole, "this round was past it");
    assert_eq!(round(&ledger).0, Slice::Damaged);
    assert_eq!(ledger.file_check().damage.as_deref(), Some("seals"));

    // The very row that the round came to: it is another one now, so the round begins anew.
    let (_folder, path) = known();
    let ledger = open(&path).unwrap();
    (0..whole - 1).for_each(|_| assert_eq!(slice(&ledger), Slice::More));
    change(&path, &format!("UPDATE sale_event SET at_ms = at_ms + 1 WHERE seq = {sealed_to}"));
    assert_eq!(round(&ledger).0, Slice::Damaged);
}
