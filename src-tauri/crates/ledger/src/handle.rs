//! An open ledger: every read and every write goes through it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, TryLockError};

use domain::{Commission, Mode, TerminalPrefix};
use rusqlite::{Connection, TransactionState};

use crate::chain::ChainKey;
use crate::check_mark::CheckMark;
use crate::error::LedgerError;
use crate::given::is_given;
use crate::reading::open_beside;
use crate::spent_kept::SpentKept;
use crate::time_mark::TimeTeller;
use crate::transaction::{Joined, Transaction};

#[cfg(test)]
mod seen;

/// How a ledger is to be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Practice or real; a file of the other kind is refused.
    pub mode: Mode,
    /// The key that seals the journal.
    pub key: ChainKey,
    /// The prefix of the order ids, drawn anew for this opening.
    pub prefix: TerminalPrefix,
    /// Now, in ms since 1970.
    pub now_ms: i64,
}

/// Hears that the books are damaged.
type DamageHeard = Box<dyn Fn() + Send + Sync>;

/// A connection, or why there is none.
type Slot = Mutex<Result<Connection, LedgerError>>;

/// Both connections of an open ledger.
pub(crate) struct Connections {
    pub(crate) writer: Connection,
    /// The connection of the screens. It cannot write.
    pub(crate) reader: Connection,
}

/// An open ledger. There is one writer: this process, one call at a time.
pub struct Ledger {
    path: PathBuf,
    mode: Mode,
    /// The file for writing, or why there is none. Without a file, the ledger answers every call with that reason.
    writer: Slot,
    /// The same file for reading only, so that a screen does not wait while a sale is made durable.
    reader: Slot,
    /// The same once more for what takes long, so that no screen waits for it. It is opened when it is first asked.
    surveyor: Mutex<Option<Result<Connection, LedgerError>>>,
    damaged: AtomicBool,
    /// Who hears of damage as soon as it is met.
    told: OnceLock<DamageHeard>,
    /// Writes join one transaction, see [`Ledger::in_one_commit`].
    is_one_commit: AtomicBool,
    /// Writes that began. The check of the whole file gives way to each.
    pub(crate) writes: Arc<AtomicU64>,
    /// The check of the whole file ends where it is.
    pub(crate) is_closing: Arc<AtomicBool>,
    /// Where that check is.
    pub(crate) check: Mutex<CheckMark>,
    /// Held while a slice of it runs.
    pub(crate) checking: Mutex<()>,
    key: RwLock<ChainKey>,
    pub(crate) prefix: TerminalPrefix,
    pub(crate) teller: OnceLock<TimeTeller>,
    pub(crate) spent: SpentKept,
    /// The rules of commission, with the row of the journal that set the newest of them.
    pub(crate) commission: Mutex<Option<(i64, Arc<Commission>)>>,
}

impl Ledger {
    /// A ledger that could not be opened. It answers every call with the reason.
    pub fn without_file(path: &Path, opening: Opening, why: LedgerError) -> Ledger {
        let ledger = Ledger::over(path, opening, Err(why));
        ledger.damaged.store(true, Ordering::Release);
        ledger
    }

    pub(crate) fn over(path: &Path, opening: Opening, connections: Result<Connections, LedgerError>) -> Ledger {
        let (writer, reader) = match connections {
            Ok(Connections { writer, reader }) => (Ok(writer), Ok(reader)),
            Err(why) => (Err(why.clone()), Err(why)),
        };
        Ledger {
            path: path.to_owned(),
            mode: opening.mode,
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            surveyor: Mutex::new(None),
            damaged: AtomicBool::new(false),
            told: OnceLock::new(),
            is_one_commit: AtomicBool::new(false),
            writes: Arc::default(),
            is_closing: Arc::default(),
            check: Mutex::default(),
            checking: Mutex::default(),
            key: RwLock::new(opening.key),
            prefix: opening.prefix,
            teller: OnceLock::new(),
            spent: SpentKept::default(),
            commission: Mutex::default(),
        }
    }

    /// Closes the file. Every later call is answered with [`LedgerError::Closed`].
    pub fn close(&self) {
        // A slice of the check has a connection of its own, and ends at once.
        self.is_closing.store(true, Ordering::Release);
        drop(self.checking.lock().unwrap_or_else(PoisonError::into_inner));
        // The readers are closed first. The last connection to close moves the write-ahead log into the file, and a reader
        // cannot write.
        let surveyor = self.surveyor.lock().unwrap_or_else(PoisonError::into_inner).replace(Err(LedgerError::Closed));
        drop(surveyor);
        for slot in [&self.reader, &self.writer] {
            let open = std::mem::replace(&mut *lock(slot), Err(LedgerError::Closed));
            drop(open);
        }
    }

    /// The file's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Practice or real money.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Notes that the books are damaged. No new sale begins in them. Open sales are still asked about, and the answers are
    /// written.
    pub fn note_damage(&self) {
        if !self.damaged.swap(true, Ordering::AcqRel)
            && let Some(tell) = self.told.get()
        {
            tell();
        }
    }

    /// Calls `hear` when damage is met from now on, once. It is called in the middle of a read or a write, so it must neither wait nor
    /// ask the ledger.
    pub fn hear_damage(&self, hear: impl Fn() + Send + Sync + 'static) {
        let _ = self.told.set(Box::new(hear));
    }

    /// Whether it was not opened because the disk does not give a part of its file. Nothing is known of that part.
    pub fn is_not_given(&self) -> bool {
        matches!(&*lock(&self.reader), Err(LedgerError::NotGiven(_)))
    }

    /// Whether the books are known to be damaged.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Acquire)
    }

    /// The key that seals the journal from now on.
    pub(crate) fn key(&self) -> ChainKey {
        self.key.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Seals with another key from now on. The till calls this when the keychain gives the ledger's own key only after the
    /// ledger was opened. Rows that were sealed before that keep the name of their key, and are counted apart.
    pub fn adopt_key(&self, key: ChainKey) {
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = key;
    }

    /// Reads the books as they are at one moment, however many statements `read` runs. It sees everything that was written
    /// before this call, and nothing that is written meanwhile.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        self.heed(read_over(&lock(&self.reader), read))
    }

    /// Passes on what was read or written. Damage that anybody meets is damage of the books: nothing is sold in them any more, also after
    /// the next start, until they were repaired. A page that the disk does not give is none.
    fn heed<T>(&self, done: Result<T, LedgerError>) -> Result<T, LedgerError> {
        if !matches!(done, Err(LedgerError::Corrupt)) || self.is_damaged() {
            return done;
        }
        is_given(&self.path)?;
        self.keep_damage(None, "reading");
        done
    }

    /// The same for what takes as long as its days have sales: lists, sums, reports, searches. It has a connection of its own. A sale whose
    /// question finds the writing connection taken must not wait behind a report of years.
    pub(crate) fn survey<T>(
        &self,
        survey: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut slot = self.surveyor.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            // Where the ledger has no file, the reader has the reason.
            lock(&self.reader).as_ref().map_err(LedgerError::clone)?;
            *slot = Some(Ok(open_beside(&self.path).map_err(LedgerError::of_reading)?));
        }
        match slot.as_ref() {
            Some(open) => self.heed(read_over(open, survey)),
            None => Err(LedgerError::Closed),
        }
    }

    /// The same for a short question: an index finds its rows, some hundreds at most. While nobody writes it is asked over
    /// the connection that writes, because that one has its pages in memory. The other must read every page anew after each
    /// write, and a sale has several writes with questions between them. While somebody writes it is an ordinary read, so
    /// that it does not wait for the disk.
    pub(crate) fn look_up<T>(
        &self,
        look: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        if self.is_one_commit.load(Ordering::Acquire) {
            return self.read(look);
        }
        match self.writer.try_lock() {
            Ok(slot) => self.heed(read_over(&slot, look)),
            Err(TryLockError::Poisoned(slot)) => self.heed(read_over(&slot.into_inner(), look)),
            Err(TryLockError::WouldBlock) => self.read(look),
        }
    }

    /// Writes in one transaction. It takes the write lock at its start, and is durable when this returns.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.writes.fetch_add(1, Ordering::Release);
        let mut slot = lock(&self.writer);
        let connection = slot.as_mut().map_err(|why| why.clone())?;
        self.heed(if self.is_one_commit.load(Ordering::Acquire) {
            Transaction::within(connection, write)
        } else {
            write_over(connection, write)
        })
    }

    /// The same without a look at foreign keys, so that a table can be emptied and filled again with rows of the same keys. Then the
    /// write-ahead log is moved into the file and emptied: nothing of what was taken away stays on the disk.
    pub(crate) fn write_and_wipe<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.writes.fetch_add(1, Ordering::Release);
        let mut slot = lock(&self.writer);
        let connection = slot.as_mut().map_err(|why| why.clone())?;
        end_what_is_open(connection)?;
        connection.pragma_update(None, "foreign_keys", false)?;
        let written = self.heed(write_over(connection, write));
        connection.pragma_update(None, "foreign_keys", true)?;
        let value = written?;
        // It is written all the same where a reader keeps the log from being emptied. Then the next checkpoint does it.
        let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()));
        Ok(value)
    }

    /// Makes all writes of `act` one commit, so that made-up books of millions of sales can be written. Who asks meanwhile sees the books as
    /// they were before. Refused for books of real money, because there each write is durable when it returns.
    pub fn in_one_commit<T, E: From<LedgerError>>(&self, act: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if self.mode == Mode::Real {
            return Err(LedgerError::Failed(String::from("real books are durable")).into());
        }
        let run = |sql| -> Result<(), LedgerError> {
            Ok(lock(&self.writer).as_ref().map_err(LedgerError::clone)?.execute_batch(sql)?)
        };
        run("BEGIN IMMEDIATE")?;
        let _joined = Joined::begin(&self.is_one_commit);
        let done = act()?;
        // Where a write failed, all was undone, and there is nothing to commit. That is an error, too.
        run("COMMIT")?;
        Ok(done)
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.close();
    }
}

fn lock(slot: &Slot) -> MutexGuard<'_, Result<Connection, LedgerError>> {
    // If somebody panicked while holding it, their transaction was rolled back. So the connection is sound.
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes over a connection in one transaction.
fn write_over<T>(
    connection: &mut Connection,
    write: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
) -> Result<T, LedgerError> {
    end_what_is_open(connection)?;
    Transaction::around(connection, write)
}

/// Reads one moment over a connection. A read that wrote is undone and fails, whichever connection it had.
fn read_over<T>(
    slot: &Result<Connection, LedgerError>,
    read: impl FnOnce(&Connection) -> Result<T, LedgerError>,
) -> Result<T, LedgerError> {
    let connection = slot.as_ref().map_err(LedgerError::clone)?;
    let moment = Moment::begin(connection).map_err(LedgerError::of_reading)?;
    let value = read(moment.0).map_err(LedgerError::of_reading)?;
    if connection.transaction_state(None::<&str>).map_err(LedgerError::from)? == TransactionState::Write {
        return Err(LedgerError::of_reading(LedgerError::Failed(String::from("a read wrote"))));
    }
    Ok(value)
}

/// A moment that could not be ended would be shown for ever.
fn end_what_is_open(connection: &Connection) -> Result<(), LedgerError> {
    if connection.is_autocommit() { Ok(()) } else { Ok(connection.execute_batch("ROLLBACK")?) }
}

/// One moment of the books, which stays as it is until this is dropped.
struct Moment<'reader>(&'reader Connection);

impl<'reader> Moment<'reader> {
    fn begin(reader: &'reader Connection) -> Result<Moment<'reader>, LedgerError> {
        end_what_is_open(reader)?;
        reader.prepare_cached("BEGIN")?.execute(())?;
        Ok(Moment(reader))
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        // If this fails, the next `begin` ends the transaction. Nothing can be lost, because nothing was written.
        let _ = self.0.prepare_cached("ROLLBACK").and_then(|mut end| end.execute(()));
    }
}
