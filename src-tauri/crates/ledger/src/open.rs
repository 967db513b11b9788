//! Opening a ledger file: settings that make a commit durable, migrations, and what is checked before it is trusted.

use std::path::Path;
use std::time::Duration;

use domain::flaw::{self, Flaw};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::handle::Connections;
use crate::{Ledger, LedgerError, Opening};

/// SQL of every version, oldest first. A file once shipped is never edited (a test holds its hash).
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_initial.sql"),
    include_str!("../migrations/0002_attempts.sql"),
    include_str!("../migrations/0003_desk.sql"),
    include_str!("../migrations/0004_restore.sql"),
    include_str!("../migrations/0005_word.sql"),
    include_str!("../migrations/0006_money.sql"),
];

/// SQLite 3.51.3 mends a rare loss of WAL content when two processes check-point at once.
const LEAST_SQLITE: i32 = 3_051_003;

/// Statements kept compiled.
const STATEMENTS: usize = 128;

impl Ledger {
    /// Opens the file, making or upgrading it where needed.
    pub fn open(path: &Path, opening: Opening) -> Result<Ledger, LedgerError> {
        if rusqlite::version_number() < LEAST_SQLITE {
            return Err(LedgerError::Failed(format!("SQLite {} is too old", rusqlite::version())));
        }
        // SQLite would open a write-protected file for reading and fail at the first sale.
        if std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            return Err(LedgerError::ReadOnly);
        }
        let mut connection = Connection::open(path)?;
        settle_connection(&connection)?;
        check_file(&connection)?;
        migrate(&mut connection)?;
        claim(&mut connection, &opening)?;
        trust_log(&connection)?;
        let reader = open_beside(path)?;
        Ok(Ledger::over(path, opening, Ok(Connections { writer: connection, reader })))
    }
}

fn settle_connection(connection: &Connection) -> Result<(), LedgerError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    // More than there are: with the usual sixteen every sale would compile its statements anew.
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let durable = if flaw::is_on(Flaw::CommitNotDurable) { "OFF" } else { "FULL" };
    connection.pragma_update(None, "synchronous", durable)?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Without it INSERT OR REPLACE deletes a journal row and no trigger sees it.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // Plans follow from schema and SQL alone. Without it SQLite compiles a cached statement anew at every new value that
    // is held against the condition of a partial index, which was a third of what an enquiry cost.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Moves into the file what a program that did not end well has left in the write-ahead log, and begins a new log.
///
/// A sync that failed may have been the last that was heard of its pages: the system shows them to whoever reads, and
/// never writes them (so do Linux's file systems). SQLite believes what it reads, and sales would be appended after
/// frames that are on no disk: at the next power cut all of them would be gone. Moved, everything is written anew.
fn trust_log(connection: &Connection) -> Result<(), LedgerError> {
    let frames = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |row| row.get::<_, i64>(1));
    match frames.map_err(LedgerError::from) {
        Ok(frames) if frames > 0 => {}
        // A full disk keeps nobody from looking into the books.
        Ok(_) | Err(LedgerError::DiskFull) => return Ok(()),
        Err(error) => return Err(error),
    }
    // The first commit after that begins the log anew, and is durable: the old frames can never be read again.
    let version: i64 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    match connection.pragma_update(None, "user_version", version).map_err(LedgerError::from) {
        Ok(()) | Err(LedgerError::DiskFull) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The connection that the screens read over.
fn open_beside(path: &Path) -> Result<Connection, LedgerError> {
    let reader = open_to_read(path)?;
    reader.set_prepared_statement_cache_capacity(STATEMENTS);
    // Not even a temporary table.
    reader.pragma_update(None, "query_only", true)?;
    reader.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(reader)
}

fn check_file(connection: &Connection) -> Result<(), LedgerError> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(LedgerError::Corrupt) }
}

/// Brings the schema up to date, a version in a transaction.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LedgerError> {
    let version: i64 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    let version = usize::try_from(version).map_err(|_| LedgerError::Corrupt)?;
    if version > MIGRATIONS.len() {
        return Err(LedgerError::Newer);
    }
    let tables: i64 = connection.query_row("SELECT COUNT(*) FROM sqlite_schema", (), |row| row.get(0))?;
    if version == 0 && tables > 0 {
        // Somebody else's database: leave it as it is.
        return Err(LedgerError::Corrupt);
    }
    if flaw::is_on(Flaw::TwinsAllowed) && version > 0 {
        connection.execute_batch("DROP INDEX IF EXISTS sale_open_twin")?;
    }
    for (next, sql) in (1_i64..).zip(MIGRATIONS).skip(version) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", next)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Makes the ledger's own row, or checks that the file is of the kind that is wanted.
fn claim(connection: &mut Connection, opening: &Opening) -> Result<(), LedgerError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute(
        "INSERT INTO ledger (id, kind, created_at_ms) VALUES (1, ?1, ?2) ON CONFLICT (id) DO NOTHING",
        (opening.mode.as_str(), opening.now_ms),
    )?;
    let kind: String = transaction.query_row("SELECT kind FROM ledger WHERE id = 1", (), |row| row.get(0))?;
    transaction.commit()?;
    if kind == opening.mode.as_str() { Ok(()) } else { Err(LedgerError::OtherKind) }
}

/// A connection that writes nothing.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}
