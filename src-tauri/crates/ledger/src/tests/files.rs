//! Files: made, upgraded, refused.

use std::path::{Path, PathBuf};

use domain::{Event, Mode};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{Books, airtel, opening, rows, texts};
use crate::open::MIGRATIONS;
use crate::{FolderLock, Ledger, LedgerError, Opening};

/// SHA-256 of every migration that was shipped. These very bytes made the files of the shops. A change to one of them would
/// reach new shops only, and then old and new shops would have different schemas. The next migration mends a fault of an
/// earlier one.
const SHIPPED: &[&str] = &[
    "61c60cd80ce3bae926be7a708de9fff62ff67dcbea000f71a791339f7ea45d1f",
    "e4e32624e8b3a585be7e1ca270c83acc6d799270ada70ec942df0abbc384c652",
    "a2613aa2cfdc04861dab623cc31bc644a4ad41442c9cc391bfc75ff3e389eef7",
    "f1cc0b8b912148df7002aa1979edfcd2c9e1736565d6c71b1ca92d671222dec7",
    "e66e28ba9ea403a1f011056d2f294a258b754d4d0e25ba02cf86d02b47e0a86d",
    "ba03722966ab499b82f4e358bfca859950a49a4d024c19bace621ae6c5c4a2fb",
    "3c8509ff465eebd9783face737225e7d41afeda507b50d02e4679453c540ac84",
    "f4daa1fdeddc04826cdd62048b44769c985f0ece7679a79058ff39d0e5933708",
    "8da01770aa9bfdc15ae033a76e318671888449e1ada9d45c90c63b6083d5cd8c",
    "aa056d0bfcb6f7f972a31feb7bf0a7ac9c20735de78298a1fa0f634dbd9ff037",
    "52c092b9732537209e258c51a550929e793467e28d3ea8c691e9aa094deb5b4d",
    "3c62db9cc2f94ddfeb8ad4b5e3a3bc516010a99838fdf13b6de0c03c4c845ff1",
    "11e2c5fae8c2ac6a22401af938d4dfafb41cf323df8b28bed5c829faf2d183d9",
    "d454a1653bdc72ddf41c42242100399e2edf761072428ce6c9ea3d0e820640d6",
    "b10d7604add71beda14be146e1b1f34e1760f8f67a3e466d6563bda2d25a64ac",
    "388bc8914c23f5e54c51aeafb60faf80881fc1ba67d29a5ae025b308f74931a4",
    "f7a8daee1243e51d6cb4341d732834216edbcadebe839c233704c9d51701d665",
    "863649e349ec26b3d1f47b1555ae23d6a5380db2658e06b610d1827bd11da885",
    "53da43d65d15a65458951d5b40c345ee44c59154e908182bd2042990c2766548",
];

#[test]
fn shipped_migrations_are_as_they_were_shipped() {
    let hash = |sql: &&str| Sha256::digest(sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(MIGRATIONS.iter().map(hash).collect::<Vec<_>>(), SHIPPED);
}

#[test]
fn sqlite_is_new_enough() {
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

fn refused(path: &Path) -> LedgerError {
    refused_as(path, opening(2, "a"))
}

fn refused_as(path: &Path, opening: Opening) -> LedgerError {
    match Ledger::open(path, opening) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

/// A closed ledger with a sale in it.
fn closed() -> (TempDir, PathBuf) {
    let books = Books::new();
    let path = books.path();
    books.sale("9876543210", &[Event::Succeed]);
    (books.folder, path)
}

#[test]
fn every_older_version_is_upgraded_to_the_newest_schema() {
    let schema = |path: &Path| {
        texts(&Connection::open(path).unwrap(), "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    };
    let (_kept, fresh) = closed();
    for version in 0..=MIGRATIONS.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let raw = Connection::open(&path).unwrap();
        MIGRATIONS[..version].iter().for_each(|sql| raw.execute_batch(sql).unwrap());
        raw.pragma_update(None, "user_version", version as i64).unwrap();
        drop(raw);
        let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
        ledger.begin_sale(&airtel("9876543210"), 1, 1).unwrap();
        drop(ledger);
        assert_eq!(schema(&path), schema(&fresh), "from version {version}");
        let now: i64 = Connection::open(&path).unwrap().query_row("PRAGMA user_version", (), |row| row.get(0)).unwrap();
        assert_eq!(now, MIGRATIONS.len() as i64);
    }
}

#[test]
fn an_upgrade_that_is_cut_short_leaves_the_old_schema() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let raw = Connection::open(&path).unwrap();
    MIGRATIONS[..5].iter().for_each(|sql| raw.execute_batch(sql).unwrap());
    raw.pragma_update(None, "user_version", 5).unwrap();
    // The newest version cannot make its table, and those before it can.
    raw.execute_batch("CREATE TABLE recharge_plan (id INTEGER)").unwrap();
    let before = texts(&raw, "SELECT name FROM sqlite_schema ORDER BY name");
    drop(raw);
    refused(&path);
    let raw = Connection::open(&path).unwrap();
    assert_eq!(texts(&raw, "SELECT name FROM sqlite_schema ORDER BY name"), before);
    assert_eq!(raw.query_row("PRAGMA user_version", (), |row| row.get::<_, i64>(0)).unwrap(), 5);
}

#[test]
fn a_ledger_is_as_it_was_when_it_is_opened_again() {
    let (_folder, path) = closed();
    let before = rows(&Connection::open(&path).unwrap());
    drop(Ledger::open(&path, Opening { now_ms: 99, ..opening(2, "b") }).unwrap());
    assert_eq!(rows(&Connection::open(&path).unwrap()), before);
    assert!(before.iter().any(|row| row.starts_with("posting ")), "{before:?}");
}

#[test]
fn a_newer_ledger_is_left_alone() {
    let (_folder, path) = closed();
    for version in [MIGRATIONS.len() as i64 + 1, 1_000] {
        Connection::open(&path).unwrap().pragma_update(None, "user_version", version).unwrap();
        let before = rows(&Connection::open(&path).unwrap());
        assert_eq!(refused(&path), LedgerError::Newer);
        assert_eq!(rows(&Connection::open(&path).unwrap()), before);
    }
    Connection::open(&path).unwrap().pragma_update(None, "user_version", -1).unwrap();
    assert_eq!(refused(&path), LedgerError::Corrupt);
}

#[test]
fn practice_and_real_money_never_meet() {
    let (folder, practice) = closed();
    assert_eq!(refused_as(&practice, Opening { mode: Mode::Real, ..opening(2, "a") }), LedgerError::OtherKind);
    let real = folder.path().join("real.db");
    drop(Ledger::open(&real, Opening { mode: Mode::Real, ..opening(2, "a") }).unwrap());
    assert_eq!(refused(&real), LedgerError::OtherKind);
}

#[test]
fn a_write_protected_ledger_is_refused_before_the_first_sale() {
    let (_folder, path) = closed();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(refused(&path), LedgerError::ReadOnly);
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(refused(&folder.path().join("nowhere").join("ledger.db")), LedgerError::ReadOnly);
    assert_eq!(refused(folder.path()), LedgerError::ReadOnly, "a folder is no file");
}

#[test]
fn what_is_no_ledger_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    for bytes in [vec![b'x'; 10_000], b"SQLite format 3\0 and then nothing".repeat(100), vec![0; 4_096], b"{}".to_vec()]
    {
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(refused(&path), LedgerError::Corrupt, "{:?}", &bytes[..2]);
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn a_page_written_over_is_found_at_the_door() {
    let (_folder, path) = closed();
    let sound = std::fs::read(&path).unwrap();
    let page = 4_096;
    assert!(sound.len() > 10 * page && sound.len().is_multiple_of(page), "{} bytes", sound.len());
    for start in (page..sound.len()).step_by(page) {
        let mut damaged = sound.clone();
        damaged[start..start + page].fill(0xFF);
        std::fs::write(&path, &damaged).unwrap();
        assert_eq!(refused(&path), LedgerError::Corrupt, "page {}", start / page + 1);
    }
    std::fs::write(&path, &sound[..sound.len() / 2]).unwrap();
    assert_eq!(refused(&path), LedgerError::Corrupt, "half a file");
    std::fs::write(&path, &sound).unwrap();
    assert!(Ledger::open(&path, opening(2, "a")).is_ok(), "the control: undamaged it opens");
}

#[test]
fn a_folder_has_one_program_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("shop").join("data");
    let held = FolderLock::take(&data).unwrap();
    assert!(matches!(FolderLock::take(&data), Err(LedgerError::InUse)));
    drop(held);
    let again = FolderLock::take(&data);
    assert!(again.is_ok(), "{again:?}");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(FolderLock::take(&file), Err(LedgerError::ReadOnly)));
}

#[test]
fn another_writer_is_waited_for_and_then_named() {
    let books = Books::new();
    let raw = books.raw();
    books.ledger.with_writer(|connection| connection.pragma_update(None, "busy_timeout", 1)).unwrap();
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(books.ledger.begin_sale(&airtel("9876543210"), 1, 1), Err(LedgerError::Busy));
    raw.execute_batch("ROLLBACK").unwrap();
    assert!(books.ledger.begin_sale(&airtel("9876543210"), 1, 1).is_ok());
}
