//! Opens a ledger file, so that its commits are durable, its schema is up to date, its contents can be trusted.

use std::path::Path;
use std::sync::PoisonError;
use std::time::Duration;

use domain::flaw::{self, Flaw};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};

use crate::carry::Progress;
use crate::chain::{is_there, newest_link};
use crate::check_mark::{CheckMark, FileId, log_bytes};
use crate::given::{judged, of_given};
use crate::handle::Connections;
use crate::reading::{STATEMENTS, open_beside};
use crate::{Ledger, LedgerError, Opening};

/// SQL of every version, oldest first. A file once shipped is never edited (a test holds its hash).
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_initial.sql"),
    include_str!("../migrations/0002_attempts.sql"),
    include_str!("../migrations/0003_desk.sql"),
    include_str!("../migrations/0004_restore.sql"),
    include_str!("../migrations/0005_word.sql"),
    include_str!("../migrations/0006_money.sql"),
    include_str!("../migrations/0007_commission.sql"),
    include_str!("../migrations/0008_shift.sql"),
    include_str!("../migrations/0009_carry.sql"),
    include_str!("../migrations/0010_readings.sql"),
    include_str!("../migrations/0011_print.sql"),
    include_str!("../migrations/0012_day_book.sql"),
    include_str!("../migrations/0013_complaints.sql"),
    include_str!("../migrations/0014_matching.sql"),
    include_str!("../migrations/0015_plans.sql"),
    include_str!("../migrations/0016_chits.sql"),
    include_str!("../migrations/0017_due.sql"),
    include_str!("../migrations/0018_search.sql"),
    include_str!("../migrations/0019_enquiries.sql"),
];

/// So long the file of the write-ahead log stays, in bytes, when it has grown longer behind a long reader or by a large import: what
/// that took of the disk is given back. A day's sales keep it at 4 MB, so no sale ever waits for a log that must grow again.
const LOG_KEPT: i64 = 32 << 20;

/// SQLite before 3.51.3 may, rarely, lose content of the write-ahead log when two processes check-point at once.
const LEAST_SQLITE: i32 = 3_051_003;

impl Ledger {
    /// Goes on with the check of the whole file where it was. Where the program was killed, a round is due at once; so it is where damage
    /// was found: a damaged file stays one until a whole round has found none.
    fn take_up_check(
        &self,
        known: Option<CheckMark>,
        file: Option<FileId>,
        was_killed: bool,
    ) -> Result<(), LedgerError> {
        let is_known = known.is_some();
        let mut mark = known.unwrap_or_default();
        mark.file = file;
        if mark.damage.is_some() {
            self.note_damage();
        }
        if was_killed || mark.damage.is_some() || !is_known {
            mark.round.get_or_insert_default();
        }
        if !is_known {
            mark.known_by = self.look_up(newest_link)?;
            mark.write(self.path());
        }
        *self.check.lock().unwrap_or_else(PoisonError::into_inner) = mark;
        Ok(())
    }

    /// Opens the file, making or upgrading it where needed.
    pub fn open(path: &Path, opening: Opening) -> Result<Ledger, LedgerError> {
        Ledger::open_telling(path, opening, &|_| ())
    }

    /// The same. While it carries what an earlier version wrote, which may take a minute, it tells how far it is.
    pub fn open_telling(path: &Path, opening: Opening, tell: &dyn Fn(Progress)) -> Result<Ledger, LedgerError> {
        // On unix SQLite calls a page damaged that the disk does not give.
        of_given(path, Ledger::open_trusting(path, opening, tell))
    }

    fn open_trusting(path: &Path, opening: Opening, tell: &dyn Fn(Progress)) -> Result<Ledger, LedgerError> {
        if rusqlite::version_number() < LEAST_SQLITE {
            return Err(LedgerError::Failed(format!("SQLite {} is too old", rusqlite::version())));
        }
        // SQLite would open a write-protected file for reading only, and fail at the first sale.
        if std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            return Err(LedgerError::ReadOnly);
        }
        let was_killed = log_bytes(path) > 0;
        let mut connection = Connection::open(path)?;
        settle_connection(&connection)?;
        let file = FileId::at(path);
        let known = known_mark(path, file.as_ref(), &connection)?;
        if known.is_none() {
            check_file(&connection)?;
        }
        migrate(&mut connection)?;
        claim(&mut connection, &opening)?;
        trust_log(&connection)?;
        let reader = open_beside(path)?;
        let now_ms = opening.now_ms;
        let ledger = Ledger::over(path, opening, Ok(Connections { writer: connection, reader }));
        ledger.carry(now_ms, tell)?;
        ledger.carry_rates(now_ms)?;
        ledger.carry_prices(now_ms)?;
        ledger.take_up_check(known, file, was_killed)?;
        Ok(ledger)
    }
}

/// What this computer knows of the file: it was whole when it was looked at last, and what was written since is this program's own.
/// `None`: it was never looked at here, another file is in its place, or it is a copy.
fn known_mark(path: &Path, file: Option<&FileId>, connection: &Connection) -> Result<Option<CheckMark>, LedgerError> {
    let is_known = |mark: &CheckMark| mark.known_by.seq > 0 && mark.is_of(file);
    let Some(mark) = CheckMark::read(path).filter(is_known) else { return Ok(None) };
    match is_there(connection, &mark.known_by) {
        Ok(is_there) => Ok(Some(mark).filter(|_| is_there)),
        Err(LedgerError::Corrupt) => Err(LedgerError::Corrupt),
        // It has no journal yet, or one of an earlier version.
        Err(_) => Ok(None),
    }
}

fn settle_connection(connection: &Connection) -> Result<(), LedgerError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    // That is more than the ledger has. With the usual sixteen, every sale would compile its statements anew.
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let durable = if flaw::is_on(Flaw::CommitNotDurable) { "OFF" } else { "FULL" };
    connection.pragma_update(None, "synchronous", durable)?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "journal_size_limit", LOG_KEPT)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Without it, INSERT OR REPLACE deletes a journal row, and no trigger sees it.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // What is deleted is overwritten, so that the name of a customer who was forgotten does not lie in a page. Sales delete next to
    // nothing, so it costs them nothing.
    connection.pragma_update(None, "secure_delete", true)?;
    // With it, a plan depends on schema and SQL alone. Without it, SQLite compiles a cached statement anew for every new
    // value that it compares with the condition of a partial index. That was a third of the cost of an enquiry.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Moves the write-ahead log that a crashed program left behind into the file, and begins a new log.
///
/// After a sync that failed, the system may show pages of the log to every reader and still never write them to the disk
/// (Linux's file systems do so). SQLite believes what it reads, so it would append new sales behind pages that are on no
/// disk. At the next power cut all these sales would be gone. Moving the pages into the file writes them anew.
fn trust_log(connection: &Connection) -> Result<(), LedgerError> {
    let frames = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |row| row.get::<_, i64>(1));
    match frames.map_err(LedgerError::from) {
        Ok(frames) if frames > 0 => {}
        // With a full disk the books can still be read, so they are opened.
        Ok(_) | Err(LedgerError::DiskFull) => return Ok(()),
        Err(error) => return Err(error),
    }
    // The first commit after that begins the log anew and is durable. So the old frames can never be read again.
    let version: i64 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    match connection.pragma_update(None, "user_version", version).map_err(LedgerError::from) {
        Ok(()) | Err(LedgerError::DiskFull) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Looks at every page. It takes seconds for a million sales, so it is done once for each file: the check that runs beside the sales
/// does it from then on, and more.
fn check_file(connection: &Connection) -> Result<(), LedgerError> {
    if judged(connection, "quick_check(1)")? { Ok(()) } else { Err(LedgerError::Corrupt) }
}

/// Brings the schema up to date, in one transaction. A file between two versions would be copied once more before its upgrade, and
/// that copy stays for ever.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LedgerError> {
    let version: i64 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    let version = usize::try_from(version).map_err(|_| LedgerError::Corrupt)?;
    if version > MIGRATIONS.len() {
        return Err(LedgerError::Newer);
    }
    let tables: i64 = connection.query_row("SELECT COUNT(*) FROM sqlite_schema", (), |row| row.get(0))?;
    if version == 0 && tables > 0 {
        // This is another program's database. It stays as it is.
        return Err(LedgerError::Corrupt);
    }
    if flaw::is_on(Flaw::TwinsAllowed) && version > 0 {
        connection.execute_batch("DROP INDEX IF EXISTS sale_open_twin")?;
    }
    if version == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (next, sql) in (1_i64..).zip(MIGRATIONS).skip(version) {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", next)?;
    }
    Ok(transaction.commit()?)
}

/// Writes the ledger's own row into a new file. In any other file, checks that it holds the wanted kind of money.
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
