//! Reads apart from writes: a reader cannot write, so it does not wait for a writer.

use std::thread;

use domain::Event;

use super::{Books, NOW, airtel};
use crate::LedgerError;

#[test]
fn a_read_does_not_wait_behind_a_write() {
    let books = Books::new();
    let known = books.sale("9876543210", &[Event::Succeed]);
    let raw = books.raw();
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    thread::scope(|scope| {
        let writes = scope.spawn(|| books.ledger.begin_sale(&airtel("9876543211"), NOW, NOW));
        // This thread holds our own connection, and waits for the other program.
        while !books.ledger.is_writing() {
            thread::yield_now();
        }
        assert_eq!(books.ledger.sale(known.sale_id).unwrap().sale_id, known.sale_id);
        assert_eq!(books.ledger.count_sales().unwrap(), 1);
        assert!(!writes.is_finished(), "the control: it was still waiting");
        raw.execute_batch("ROLLBACK").unwrap();
        writes.join().unwrap().unwrap();
    });
    assert_eq!(books.ledger.count_sales().unwrap(), 2, "what was written before a read is in it");
}

#[test]
fn what_reads_cannot_write() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let before = books.rows();
    for sql in ["UPDATE sale SET number = '1'", "DELETE FROM posting", "CREATE TABLE more (one INTEGER)"] {
        let written = books.ledger.read(|connection| Ok(connection.execute(sql, ())?));
        assert!(matches!(written, Err(LedgerError::Unread(_))), "{sql}: {written:?}");
    }
    let beside = books.ledger.read(|connection| Ok(connection.execute("CREATE TEMP TABLE beside (one INTEGER)", ())?));
    assert!(beside.is_err(), "not even beside the books");
    for sql in
        ["UPDATE sale SET number = '1'", "CREATE TABLE more (one INTEGER)", "CREATE TEMP TABLE beside (one INTEGER)"]
    {
        let written = books.ledger.look_up(|connection| Ok(connection.execute(sql, ())?));
        assert!(matches!(written, Err(LedgerError::Unread(_))), "{sql}: {written:?}");
    }
    let left = books.ledger.look_up(|connection| {
        Ok(connection.query_row("SELECT COUNT(*) FROM sqlite_temp_schema", (), |row| row.get::<_, i64>(0))?)
    });
    assert_eq!(left, Ok(0));
    assert_eq!(books.rows(), before);
}

#[test]
fn one_read_sees_one_moment() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let count = |connection: &rusqlite::Connection| -> Result<i64, LedgerError> {
        Ok(connection.query_row("SELECT COUNT(*) FROM sale", (), |row| row.get(0))?)
    };
    let seen = books.ledger.read(|connection| {
        let before = count(connection)?;
        // The connection that writes is free meanwhile.
        books.sale("9876543211", &[Event::Succeed]);
        Ok((before, count(connection)?))
    });
    assert_eq!(seen, Ok((1, 1)));
    assert_eq!(books.ledger.read(count), Ok(2));
}

#[test]
fn a_short_question_has_the_connection_whose_pages_are_in_memory() {
    let books = Books::new();
    let is_reader = |connection: &rusqlite::Connection| Ok(connection.is_readonly("main")?);
    assert_eq!(books.ledger.look_up(is_reader), Ok(false));
    assert_eq!(books.ledger.read(is_reader), Ok(true), "the control");
    // While somebody has it the question does not wait.
    let beside = books.ledger.with_writer(|_| books.ledger.look_up(is_reader));
    assert_eq!(beside, Ok(true));
    // A long question of a screen keeps no short one waiting.
    let meanwhile = books.ledger.read(|_| books.ledger.look_up(is_reader));
    assert_eq!(meanwhile, Ok(false));
}

#[test]
fn a_long_question_keeps_neither_screen_nor_sale_waiting() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let asked = books.ledger.survey(|connection| {
        assert!(connection.is_readonly("main")?);
        // Each of them would wait for ever, if it needed what is held here.
        books.sale("9876543211", &[Event::Succeed]);
        assert_eq!(books.ledger.with_writer(|_| books.ledger.sale(1)).unwrap().sale_id, 1);
        books.ledger.count_sales()
    });
    assert_eq!(asked, Ok(2));
    books.ledger.close();
    assert_eq!(books.ledger.survey(|_| Ok(())), Err(LedgerError::Closed));
    assert!(!books.folder.path().join("ledger.db-wal").exists(), "what stood in the log is in the file");
}

#[test]
fn a_short_question_sees_one_moment_and_the_next_write_is_sound() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let raw = books.raw();
    let count = |connection: &rusqlite::Connection| -> Result<i64, LedgerError> {
        Ok(connection.query_row("SELECT COUNT(*) FROM rate", (), |row| row.get(0))?)
    };
    let seen = books.ledger.look_up(|connection| {
        let before = count(connection)?;
        raw.execute("INSERT INTO rate (provider, operator, basis_points) VALUES ('inspay', 'airtel', 100)", ())
            .unwrap();
        Ok((before, count(connection)?))
    });
    assert_eq!(seen, Ok((0, 0)));
    assert_eq!(books.ledger.look_up(count), Ok(1));
    // One that was not ended, because it could not be, stops no write.
    books.ledger.with_writer(|connection| connection.execute_batch("BEGIN")).unwrap();
    books.sale("9876543211", &[Event::Succeed]);
    assert_eq!(books.ledger.count_sales(), Ok(2));
}

#[test]
fn a_read_that_fails_says_so_and_the_next_one_is_sound() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let raw = books.raw();
    raw.execute_batch("ALTER TABLE attempt RENAME TO away").unwrap();
    let told = books.ledger.newest_sales(10);
    assert!(matches!(&told, Err(LedgerError::Unread(words)) if words.contains("attempt")), "{told:?}");
    raw.execute_batch("ALTER TABLE away RENAME TO attempt").unwrap();
    assert_eq!(books.ledger.newest_sales(10).unwrap().len(), 1);
}

#[test]
fn a_closed_ledger_leaves_one_file() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    books.ledger.close();
    assert_eq!(books.ledger.count_sales(), Err(LedgerError::Closed));
    assert!(!books.folder.path().join("ledger.db-wal").exists(), "what stood in the log is in the file");
}

#[test]
fn a_log_that_grew_long_behind_a_reader_is_cut_when_it_begins_anew() {
    const KEPT: u64 = 32 << 20;
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let bytes = || books.folder.path().join("ledger.db-wal").metadata().unwrap().len();
    let reader = books.raw();
    reader.execute_batch("BEGIN; SELECT COUNT(*) FROM sale").unwrap();
    let bulk = format!("CREATE TABLE bulk (x BLOB) STRICT; INSERT INTO bulk VALUES (zeroblob({}))", KEPT + (1 << 20));
    books.ledger.with_writer(|connection| connection.execute_batch(&bulk)).unwrap();
    books.sale("9876543211", &[Event::Succeed]);
    assert!(bytes() > KEPT, "the control: the reader still needs it");
    drop(reader);
    // The one moves the log into the file, and the next begins it anew.
    books.sale("9876543212", &[Event::Succeed]);
    assert_eq!(bytes(), KEPT);
    books.ledger.with_writer(|connection| connection.execute_batch("DROP TABLE bulk")).unwrap();
    assert_eq!(books.ledger.count_sales(), Ok(3));
}
