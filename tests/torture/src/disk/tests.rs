//! The disk under SQLite itself.

use std::collections::BTreeSet;

use ledger::{Ledger, LedgerError, Slice};
use rusqlite::{Connection, ErrorCode};

use super::checker::check;
use super::counter::{BOOKS, Counter, opening, sell_one};
use super::runs::{Case, Stage, Which};
use super::story::{Act, Facts};
use super::{Disk, Done, Fate, Fault, Loss, Op};

fn open(disk: &Disk) -> Connection {
    let connection = Connection::open(disk.path("books.db")).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "FULL").unwrap();
    connection.execute_batch("CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, text TEXT)").unwrap();
    connection
}

fn add(connection: &Connection, count: usize) -> rusqlite::Result<()> {
    for _ in 0..count {
        connection.execute("INSERT INTO line (text) VALUES (hex(zeroblob(500)))", ())?;
    }
    Ok(())
}

fn lines(connection: &Connection) -> i64 {
    let verdict: String = connection.query_row("PRAGMA integrity_check", (), |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    connection.query_row("SELECT COUNT(*) FROM line", (), |row| row.get(0)).unwrap()
}

#[test]
fn sqlite_keeps_its_books_on_it_and_other_paths_are_the_systems() {
    let disk = Disk::new();
    let connection = open(&disk);
    assert_eq!(connection.query_row("PRAGMA journal_mode", (), |row| row.get::<_, String>(0)).unwrap(), "wal");
    add(&connection, 300).unwrap();
    let reader = Connection::open(disk.path("books.db")).unwrap();
    assert_eq!(lines(&reader), 300);
    assert_eq!(disk.names(), ["books.db", "books.db-wal"]);
    let copy = disk.path("copy.db").into_os_string().into_string().unwrap();
    connection.execute("VACUUM INTO ?1", [copy]).unwrap();
    drop((connection, reader));
    assert_eq!(disk.names(), ["books.db", "copy.db"]);
    assert_eq!(lines(&Connection::open(disk.path("copy.db")).unwrap()), 300);

    let folder = tempfile::tempdir().unwrap();
    let elsewhere = Connection::open(folder.path().join("a.db")).unwrap();
    elsewhere.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)").unwrap();
    assert!(folder.path().join("a.db").metadata().unwrap().len() > 0);
}

#[test]
fn a_power_cut_takes_only_what_was_not_synced() {
    let disk = Disk::new();
    let connection = open(&disk);
    add(&connection, 20).unwrap();
    for seed in 0..50 {
        let later = disk.after_power_cut(seed, Loss::Some);
        assert_eq!(lines(&open(&later)), 20, "seed {seed}");
    }
    // The failing control: without syncs lines are lost, and not always the same.
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    add(&connection, 20).unwrap();
    let counts: BTreeSet<i64> = (0..50).map(|seed| lines(&open(&disk.after_power_cut(seed, Loss::Some)))).collect();
    assert!(counts.len() > 3 && counts.iter().all(|count| (20..=40).contains(count)), "{counts:?}");
    assert_eq!(lines(&open(&disk.after_power_cut(0, Loss::All))), 20);
    // A killed program loses nothing.
    disk.stop();
    assert!(add(&connection, 1).is_err());
    drop(connection);
    assert_eq!(lines(&open(&disk.after_kill())), 40);
    assert_eq!(lines(&open(&disk.after_kill().after_power_cut(0, Loss::All))), 20, "a kill makes nothing durable");
}

#[test]
fn a_power_cut_at_any_operation_leaves_all_that_was_committed() {
    let disk = Disk::new();
    drop(open(&disk));
    let mut cut_at = 1;
    loop {
        let disk = disk.after_kill();
        disk.cut_at(cut_at);
        let mut committed = 0;
        if let Ok(connection) = Connection::open(disk.path("books.db")) {
            let settings = connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 5");
            while settings.is_ok() && committed < 12 && add(&connection, 1).is_ok() {
                committed += 1;
            }
        }
        if !disk.is_off() {
            assert!(cut_at > 50, "{cut_at}");
            break;
        }
        for seed in 0..3 {
            let found = lines(&open(&disk.after_power_cut(seed, Loss::Some)));
            assert!((committed..=committed + 1).contains(&found), "cut at {cut_at}: {found} of {committed}");
        }
        cut_at += 1;
    }
}

#[test]
fn it_fails_as_it_was_told_and_goes_on_when_it_is_mended() {
    let disk = Disk::new();
    let connection = open(&disk);
    add(&connection, 5).unwrap();
    disk.set_room(Some(disk.used()));
    assert_eq!(add(&connection, 5).unwrap_err().sqlite_error_code(), Some(ErrorCode::DiskFull));
    disk.mend();
    disk.break_at(disk.operations(), u64::MAX, Fault::Error(Done::Half));
    assert_eq!(add(&connection, 1).unwrap_err().sqlite_error_code(), Some(ErrorCode::SystemIoFailure));
    assert_eq!(disk.failures(), 2);
    disk.mend();
    let before = lines(&connection);
    disk.keep_trace();
    disk.break_at(disk.operations(), 1, Fault::Forget);
    assert!(add(&connection, 1).is_err());
    assert!(disk.trace().iter().any(|operation| operation.op == Op::Sync && operation.name == "books.db-wal"));
    add(&connection, 1).unwrap();
    for seed in 0..20 {
        assert_eq!(lines(&open(&disk.after_power_cut(seed, Loss::Some))), before + 1);
    }
}

#[test]
fn a_name_is_sure_only_with_its_directory() {
    let disk = Disk::new();
    drop(open(&disk));
    let connection = Connection::open(disk.path("new.db")).unwrap();
    connection.execute_batch("PRAGMA journal_mode = OFF; CREATE TABLE t (a)").unwrap();
    assert_eq!(disk.names(), ["books.db", "new.db"]);
    let is_there = |name: &str, loss| {
        let after = |seed| disk.after_power_cut(seed, loss).names();
        (0..20).filter(|seed| after(*seed).iter().any(|found| found == name)).count()
    };
    // What was made is not sure, nor is what was taken away: SQLite asks for neither here.
    assert_eq!((is_there("new.db", Loss::All), is_there("books.db-wal", Loss::All)), (0, 20));
    assert_eq!((is_there("new.db", Loss::Nothing), is_there("books.db-wal", Loss::Nothing)), (20, 0));
    assert!(
        (1..20).contains(&is_there("new.db", Loss::Some)) && (1..20).contains(&is_there("books.db-wal", Loss::Some))
    );
    assert_eq!(is_there("books.db", Loss::Some), 20);
    assert!(disk.content("new.db").is_some_and(|image| !image.is_empty()));
}

#[test]
fn a_case_fits_into_its_number() {
    let case = |which, kind, operation, draw| Case { which, kind, operation, draw };
    for case in [case(Which::Full, 12, 1_911, 7), case(Which::FirstDay, 0, 1, 0), case(Which::Chance, 0, 0, 1 << 60)] {
        assert_eq!(Case::of(case.seed()), Some(case));
    }
    assert_eq!(Case::of(3), None);
}

#[test]
fn a_story_in_which_nothing_goes_wrong_keeps_every_rule() {
    let stage = Stage::set().unwrap();
    let operations = stage.operations(Which::Full).unwrap();
    // The log is moved into the file in the middle of it, and the program is closed once.
    let touched = |op: Op, name: &str| operations.iter().filter(|one| one.op == op && one.name == name).count();
    assert!(touched(Op::Sync, "ledger.db") >= 2 && touched(Op::Delete, "ledger.db-wal") == 1);
    assert!(touched(Op::Write, "ledger.db-wal") > 300);
    assert!(stage.operations(Which::FirstDay).unwrap().len() > 100);
}

#[test]
fn a_sale_that_is_gone_is_noticed() {
    let stage = Stage::set().unwrap();
    let case = Case { which: Which::Full, kind: 2, operation: 1, draw: 0 };
    // Cut at the very first operation, there is nothing to be told; and nothing was promised.
    assert_eq!(stage.tell(case, false).unwrap().sales, 0);
    let disk = Disk::new();
    let mut facts = Facts::new(false);
    let mut counter = Counter::new(disk.clone(), 1);
    facts.tell(&mut counter, &[Act::Sell(Fate::Done)]);
    assert_eq!(facts.violation, None);
    // The failing control: one more was promised than there is.
    facts.sold.insert("act-9-0".to_owned(), 9);
    let lost = check(&counter, &disk.after_kill(), &facts, 1).unwrap_err();
    assert!(lost.contains("act-9-0 was acknowledged and is lost"), "{lost}");
}

/// The books of one sale, all of them in the file, and the place of a page that no sale reads.
fn books_with_a_page_to_lose(disk: &Disk) -> (Ledger, usize) {
    let path = disk.path(BOOKS);
    let first = Ledger::open(&path, opening(1)).unwrap();
    sell_one(&first, 0).unwrap();
    first.close();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'complaint'";
    let root: i64 = Connection::open(&path).unwrap().query_row(root, (), |row| row.get(0)).unwrap();
    (Ledger::open(&path, opening(2)).unwrap(), (usize::try_from(root).unwrap() - 1) * 4_096 + 100)
}

#[test]
fn a_page_that_the_disk_does_not_give_is_told_of_and_is_no_damage() {
    const HOUR_MS: i64 = 3_600_000;
    let disk = Disk::new();
    let (ledger, place) = books_with_a_page_to_lose(&disk);
    let slice = |now_ms| ledger.check_slice(now_ms, true, || ()).unwrap();
    let round = || (0..).map(|_| slice(0)).find(|ended| *ended != Slice::More).unwrap();
    // It is lost before the pages are looked at, and after each of the first slices.
    for sound in 0..30 {
        assert_eq!((0..sound).map(|_| slice(0)).find(|ended| *ended != Slice::More), None);
        disk.lose(BOOKS, place);
        assert_eq!(round(), Slice::Unread, "after {sound}");
        assert!(!ledger.file_check().is_unread && ledger.check_due(0), "it is asked again first");
        sell_one(&ledger, 1 + sound).unwrap();
        disk.mend();
        assert_eq!(round(), Slice::Whole, "a disk that gives it the next time");
    }
    disk.lose(BOOKS, place);
    // The next day, when a round is due.
    let now_ms = 21 * HOUR_MS;
    for told in [false, false, false, true] {
        assert_eq!(slice(now_ms), Slice::Unread);
        assert_eq!(ledger.file_check().is_unread, told);
    }
    let due = [0, HOUR_MS - 1, HOUR_MS, -1].map(|later_ms| ledger.check_due(now_ms + later_ms));
    assert_eq!(due, [false, false, true, true], "once an hour, and a clock that was set back puts nothing off");
    sell_one(&ledger, 31).unwrap();
    assert!(!ledger.is_damaged() && ledger.file_check().damage.is_none());
    disk.mend();
    assert_eq!(round(), Slice::Whole);
    assert!(!ledger.file_check().is_unread);
}

/// Whether SQLite gives what the file has to tell of itself.
fn schema_is_given(path: &std::path::Path) -> bool {
    let connection = Connection::open(path).unwrap();
    connection.query_row("SELECT COUNT(*) FROM sqlite_schema", (), |_| Ok(())).is_ok()
}

#[test]
fn a_page_that_the_disk_does_not_give_when_the_books_are_opened_is_no_damage() {
    let disk = Disk::new();
    let (ledger, _) = books_with_a_page_to_lose(&disk);
    ledger.close();
    let path = disk.path(BOOKS);
    let pages = disk.content(BOOKS).unwrap().len() / 4_096;
    let (mut refused, mut untold) = (0, 0);
    for page in 0..pages {
        disk.lose(BOOKS, page * 4_096 + 100);
        match Ledger::open(&path, opening(3)) {
            Err(LedgerError::NotGiven(_)) => refused += 1,
            // Of these pages SQLite tells only that they are damaged. Who opens a file of the system's asks the system, too.
            Err(LedgerError::Corrupt) if !schema_is_given(&path) => untold += 1,
            Err(error) => panic!("page {page}: {error}"),
            Ok(ledger) => {
                assert!(!ledger.is_damaged(), "page {page}");
                ledger.close();
            }
        }
        disk.mend();
        let whole = Ledger::open(&path, opening(4)).unwrap();
        assert!(!whole.is_damaged() && !whole.is_not_given(), "page {page}: the disk gives it the next time");
        whole.close();
    }
    assert!(refused > 20 && untold < 10, "{refused} and {untold} of {pages}");
}

#[test]
fn a_sale_that_needs_a_page_that_the_disk_does_not_give_says_so_and_the_next_one_is_sold() {
    let disk = Disk::new();
    let (ledger, place) = books_with_a_page_to_lose(&disk);
    ledger.close();
    let ledger = Ledger::open(&disk.path(BOOKS), opening(3)).unwrap();
    let (mut unsold, mut next) = (0, 1);
    for page in 1..disk.content(BOOKS).unwrap().len() / 4_096 {
        disk.lose(BOOKS, page * 4_096 + place % 4_096);
        unsold += usize::from(sell_one(&ledger, next).is_err());
        assert!(!ledger.is_damaged(), "page {page}");
        disk.mend();
        sell_one(&ledger, next + 1).unwrap();
        next += 2;
    }
    assert!(ledger.file_check().damage.is_none(), "{unsold} were not sold");
}
