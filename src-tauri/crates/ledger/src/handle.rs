//! An open ledger: one connection, and the only two ways to it, reading and writing.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use domain::{Mode, TerminalPrefix};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::chain::ChainKey;
use crate::error::LedgerError;
use crate::event::TimeTeller;

/// How a ledger is to be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Practice or real; a file of the other kind is refused.
    pub mode: Mode,
    /// The key that seals the journal.
    pub key: ChainKey,
    /// A prefix drawn anew for this opening.
    pub prefix: TerminalPrefix,
    /// Now, in ms since 1970.
    pub now_ms: i64,
}

/// An open ledger. There is one writer: this process, one call at a time.
pub struct Ledger {
    path: PathBuf,
    mode: Mode,
    /// The file, or why there is none: everything that is asked of the ledger is then answered by that.
    connection: Mutex<Result<Connection, LedgerError>>,
    damaged: AtomicBool,
    key: RwLock<ChainKey>,
    pub(crate) prefix: TerminalPrefix,
    pub(crate) teller: OnceLock<TimeTeller>,
}

impl Ledger {
    /// A ledger that could not be opened: whatever is asked of it, it answers why.
    pub fn without_file(path: &Path, opening: Opening, why: LedgerError) -> Ledger {
        let ledger = Ledger::over(path, opening, Err(why));
        ledger.damaged.store(true, Ordering::Release);
        ledger
    }

    pub(crate) fn over(path: &Path, opening: Opening, connection: Result<Connection, LedgerError>) -> Ledger {
        Ledger {
            path: path.to_owned(),
            mode: opening.mode,
            connection: Mutex::new(connection),
            damaged: AtomicBool::new(false),
            key: RwLock::new(opening.key),
            prefix: opening.prefix,
            teller: OnceLock::new(),
        }
    }

    /// Lets go of the file. Whoever still holds the ledger is told that it is closed.
    pub fn close(&self) {
        let open = std::mem::replace(&mut *self.lock(), Err(LedgerError::Closed));
        // Dropping the connection closes it, and moves into the file what stands in the write-ahead log.
        drop(open);
    }

    /// The file's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whose money is in it.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Notes that the books are not whole: nothing more is sold into them. What is open is still asked about and written.
    pub fn note_damage(&self) {
        self.damaged.store(true, Ordering::Release);
    }

    /// Whether the books are known not to be whole.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Acquire)
    }

    /// The key that seals the journal from now on.
    pub(crate) fn key(&self) -> ChainKey {
        self.key.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Seals with another key from now on: the keychain gave the ledger's own one only after the ledger was opened. Rows
    /// that were sealed meanwhile keep the name of their key, and are counted apart.
    pub fn adopt_key(&self, key: ChainKey) {
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = key;
    }

    fn lock(&self) -> MutexGuard<'_, Result<Connection, LedgerError>> {
        // A panic while holding it rolled its transaction back; the connection is sound.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        read(self.lock().as_ref().map_err(LedgerError::clone)?)
    }

    /// Writes, in one transaction that takes the write lock at its start and is durable when this returns.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut slot = self.lock();
        let connection = slot.as_mut().map_err(|why| why.clone())?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = write(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Hands on the text of every statement that is run from now on.
    #[cfg(test)]
    pub(crate) fn hear_statements(&self, mut hear: impl FnMut(&str) + Send + 'static) {
        use rusqlite::trace::{TraceEvent, TraceEventCodes};
        let mut slot = self.lock();
        let connection = slot.as_mut().expect("an open file");
        let heard = move |event: TraceEvent<'_>| {
            if let TraceEvent::Stmt(_, text) = event {
                hear(text);
            }
        };
        connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(heard)).expect("a trace");
    }

    /// Stops the file from growing, as a full disk would.
    #[cfg(test)]
    pub(crate) fn fill_disk(&self) {
        let slot = self.lock();
        let connection = slot.as_ref().expect("an open file");
        let pages: i64 = connection.query_row("PRAGMA page_count", (), |row| row.get(0)).expect("page count");
        connection.pragma_update(None, "max_page_count", pages).expect("max_page_count");
    }
}
