//! The journal is append-only, also for whoever takes the triggers away.

use domain::{Event, Mode};
use rusqlite::{Connection, StatementStatus};

use super::{Books, airtel, key, number, opening, texts};
use crate::{ChainReport, Ledger, LedgerError, Opening};

/// Statements that would change rows that are final.
const CHANGES: &[&str] = &[
    "UPDATE sale_event SET detail = '{}'",
    "UPDATE sale_event SET seq = seq + 100",
    "UPDATE OR IGNORE sale_event SET at_ms = 1",
    "UPDATE OR REPLACE sale_event SET seq = 1 WHERE seq = 2",
    "DELETE FROM sale_event",
    "DELETE FROM sale_event WHERE seq = 1",
    "INSERT OR REPLACE INTO sale_event SELECT * FROM sale_event WHERE seq = 1",
    "REPLACE INTO sale_event SELECT * FROM sale_event",
    "INSERT INTO sale_event SELECT * FROM sale_event WHERE true ON CONFLICT (seq) DO UPDATE SET at_ms = 1",
    "UPDATE posting SET amount_paise = 1",
    "UPDATE OR IGNORE posting SET account = 'cash'",
    "DELETE FROM posting",
    "INSERT OR REPLACE INTO posting SELECT * FROM posting LIMIT 1",
    "REPLACE INTO posting SELECT * FROM posting",
    "INSERT INTO posting SELECT * FROM posting WHERE true ON CONFLICT (event_seq, account) DO UPDATE SET amount_paise = 1",
];

#[test]
fn journal_and_postings_can_only_grow() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let raw = books.raw();
    let before = books.rows();
    for sql in CHANGES {
        let refused = raw.execute(sql, ()).expect_err(sql).to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
        assert_eq!(books.rows(), before, "{sql}");
    }
}

#[test]
fn without_recursive_triggers_replace_would_slip_through() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let ours = books.ledger.with_writer(|connection| number(connection, "PRAGMA recursive_triggers"));
    assert_eq!(ours, 1, "the program keeps them on");
    let raw = books.raw();
    raw.pragma_update(None, "recursive_triggers", false).unwrap();
    let forge = "REPLACE INTO sale_event SELECT seq, sale_id, attempt_id, at_ms, kind, from_state, to_state,
        '{\"words\":\"forged\"}', key_id, mac FROM sale_event WHERE seq = 2";
    assert_eq!(raw.execute(forge, ()), Ok(1), "no trigger saw it; if SQLite has learnt to, this pragma may go");
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, Some(2), "the seal did");
}

#[test]
fn the_programs_connection_is_durable_and_strict() {
    let books = Books::new();
    let settings = [
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 5_000),
    ];
    for (pragma, wanted) in settings {
        let found = books.ledger.with_writer(|connection| number(connection, &format!("PRAGMA {pragma}")));
        assert_eq!(found, wanted, "{pragma}");
    }
    assert_eq!(books.ledger.with_writer(|connection| texts(connection, "PRAGMA journal_mode")), ["wal"]);
    let loose = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'";
    assert_eq!(texts(&books.raw(), loose), Vec::<String>::new());
}

#[test]
fn made_up_books_are_written_in_one_commit_or_not_at_all() {
    let books = Books::new();
    let sell = |number| books.ledger.begin_sale(&airtel(number), super::NOW, super::NOW);
    let both: Result<_, LedgerError> = books.ledger.in_one_commit(|| {
        sell("9876543210")?;
        assert_eq!(books.ledger.count_sales(), Ok(0), "who asks meanwhile sees the books as they were");
        sell("9876543211")
    });
    assert!(both.is_ok(), "{both:?}");
    assert_eq!(books.ledger.count_sales(), Ok(2));
    // The third one is good, and goes with the twin of the first, also where nobody heeds the twin's refusal.
    let refused: Result<_, LedgerError> = books.ledger.in_one_commit(|| {
        sell("9876543212")?;
        Ok(sell("9876543210").is_ok())
    });
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(books.ledger.count_sales(), Ok(2));
    sell("9876543212").unwrap();
    assert_eq!(books.ledger.count_sales(), Ok(3), "the next write is a commit of its own again");
}

#[test]
fn real_books_are_never_written_in_one_commit() {
    let folder = tempfile::tempdir().unwrap();
    let real = Opening { mode: Mode::Real, ..opening(1, "own") };
    let ledger = Ledger::open(&folder.path().join("ledger.db"), real).unwrap();
    assert!(ledger.in_one_commit(|| Ok::<(), LedgerError>(())).is_err());
}

/// The index over an attempt that stands has a condition, which SQLite compares with the values of a statement.
#[test]
fn a_cached_statement_stays_compiled_at_other_values() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Accept]);
    let compiled_again = |connection: &Connection| {
        let sql = "SELECT sale.id FROM sale JOIN attempt ON attempt.sale_id = sale.id WHERE attempt.id = ?1 AND attempt.state = ?2";
        let mut statement = connection.prepare(sql).unwrap();
        for (id, state) in [(1, "pending"), (2, "unknown"), (3, "failed")] {
            statement.exists((id, state)).unwrap();
        }
        statement.get_status(StatementStatus::RePrepare)
    };
    assert_eq!(books.ledger.with_writer(compiled_again), 0);
    assert_eq!(books.ledger.read(|connection| Ok(compiled_again(connection))).unwrap(), 0);
    assert_ne!(compiled_again(&books.raw()), 0, "without our setting it is compiled anew");
}

/// Two sales: rows 1 and 2 began the first and row 3 settled it; rows 4 and 5 began the second and row 6 lost it.
fn two_sales() -> Books {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    books.sale("9876543211", &[Event::LoseTrack]);
    books
}

#[test]
fn whoever_drops_the_triggers_breaks_the_seal() {
    let cases: &[(&str, &str, i64)] = &[
        ("a later moment", "UPDATE sale_event SET at_ms = at_ms + 1 WHERE seq = 3", 3),
        ("other evidence", "UPDATE sale_event SET detail = '{\"words\":\"paid\"}' WHERE seq = 3", 3),
        ("another state", "UPDATE sale_event SET to_state = 'failed' WHERE seq = 3", 3),
        ("another kind", "UPDATE sale_event SET kind = 'rejected' WHERE seq = 6", 6),
        ("another sale", "UPDATE sale_event SET sale_id = 2 WHERE seq = 3", 3),
        ("another attempt", "UPDATE sale_event SET attempt_id = 2 WHERE seq = 1", 1),
        ("another seal", "UPDATE sale_event SET mac = zeroblob(32) WHERE seq = 3", 3),
        ("no seal", "UPDATE sale_event SET mac = x'' WHERE seq = 6", 6),
        ("a letter moved from one column to the next", "UPDATE sale_event SET kind = 'submitte', from_state = 'dintended' WHERE seq = 2", 2),
        ("the first row gone", "DELETE FROM sale_event WHERE seq = 1", 2),
        ("a row gone", "DELETE FROM sale_event WHERE seq = 3", 4),
        ("a row gone and the gap closed", "DELETE FROM sale_event WHERE seq = 3; UPDATE sale_event SET seq = seq - 1 WHERE seq > 3", 3),
        (
            "two rows swapped",
            "UPDATE sale_event SET seq = 99 WHERE seq = 3; UPDATE sale_event SET seq = 3 WHERE seq = 4;
             UPDATE sale_event SET seq = 4 WHERE seq = 99",
            3,
        ),
        (
            "a row made up at the end",
            "INSERT INTO sale_event SELECT 7, sale_id, attempt_id, at_ms, 'succeeded', 'unknown', 'succeeded', detail, key_id, mac
             FROM sale_event WHERE seq = 6",
            7,
        ),
    ];
    for (what, sql, row) in cases {
        let books = two_sales();
        assert_eq!(books.ledger.verify_chain().unwrap(), ChainReport { sealed: 6, other_key: 0, broken_at: None });
        books.ledger.tamper();
        let raw = books.raw();
        raw.execute_batch("PRAGMA foreign_keys = OFF; DROP TRIGGER sale_event_is_final; DROP TRIGGER sale_event_stays")
            .unwrap();
        raw.execute_batch(sql).unwrap();
        let report = books.ledger.verify_chain().unwrap();
        assert_eq!(report.broken_at, Some(*row), "{what}");
        assert!(report.sealed < *row as u64, "{what}: rows from there on are not counted as sealed");
    }
}

#[test]
fn rows_of_another_key_are_counted_and_not_trusted() {
    let Books { folder, ledger } = two_sales();
    drop(ledger);
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path, opening(2, "b")).unwrap();
    ledger.begin_sale(&airtel("9876543212"), super::NOW, super::NOW).unwrap();
    assert_eq!(ledger.verify_chain().unwrap(), ChainReport { sealed: 2, other_key: 6, broken_at: None });
    drop(ledger);
    let ledger = Ledger::open(&path, opening(3, "a")).unwrap();
    assert_eq!(ledger.verify_chain().unwrap(), ChainReport { sealed: 6, other_key: 2, broken_at: None });
    ledger.begin_sale(&airtel("9876543213"), super::NOW, super::NOW).unwrap();
    assert_eq!(ledger.verify_chain().unwrap(), ChainReport { sealed: 8, other_key: 2, broken_at: None });
}

#[test]
fn a_row_between_cannot_be_taken_out_because_its_key_is_not_at_hand() {
    let books = Books::new();
    let path = books.path();
    for key_id in ["a", "b", "a"] {
        let ledger = Ledger::open(&path, opening(4, key_id)).unwrap();
        ledger
            .begin_sale(&airtel(&format!("987654321{}", ledger.open_sales().unwrap().len())), super::NOW, super::NOW)
            .unwrap();
    }
    assert_eq!(books.ledger.verify_chain().unwrap(), ChainReport { sealed: 4, other_key: 2, broken_at: None });
    books.ledger.tamper();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("PRAGMA foreign_keys = OFF; DROP TRIGGER sale_event_stays; DELETE FROM sale_event WHERE seq = 4")
        .unwrap();
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, Some(5));
}

#[test]
fn another_secret_under_the_same_name_seals_nothing() {
    let Books { folder, ledger } = two_sales();
    drop(ledger);
    let mut other = opening(2, "a");
    other.key.bytes[31] ^= 1;
    let ledger = Ledger::open(&folder.path().join("ledger.db"), other).unwrap();
    assert_eq!(ledger.verify_chain().unwrap(), ChainReport { sealed: 0, other_key: 0, broken_at: Some(1) });
}

#[test]
fn a_key_is_not_shown() {
    let mut key = key("a");
    key.bytes = [0xAB; 32];
    let shown = format!("{key:?} {:?}", opening(1, "a"));
    assert!(!shown.contains("171") && !shown.to_lowercase().contains("abab") && !shown.contains("7, 7"), "{shown}");
}

#[test]
fn a_changed_amount_or_number_breaks_the_seal() {
    for change in [
        "UPDATE sale SET amount_paise = amount_paise + 1",
        "UPDATE sale SET number = '9000000000'",
        "UPDATE attempt SET order_id = 'OTHER1'",
    ] {
        let books = Books::new();
        books.sale("9876543210", &[Event::Succeed]);
        assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
        books.ledger.tamper();
        books.raw().execute(change, ()).unwrap();
        assert_eq!(books.ledger.verify_chain().unwrap().broken_at, Some(1), "{change}");
    }
}

#[test]
fn a_row_under_another_key_cannot_be_changed_once_a_row_of_ours_follows() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let raw = books.raw();
    raw.execute_batch("DROP TRIGGER sale_event_is_final").unwrap();
    raw.execute("UPDATE sale_event SET key_id = 'other', at_ms = 1 WHERE seq = 2", ()).unwrap();
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, Some(3));
}

#[test]
fn one_intent_is_one_sale() {
    let books = Books::new();
    let new = airtel("9876543210");
    let sale = books.begin(&new);
    assert_eq!(books.ledger.sale_of_intent(&new.intent).unwrap(), Some(sale));
    assert!(books.ledger.begin_sale(&crate::NewSale { number: "9876543219".to_owned(), ..new }, 1, 1).is_err());
}
