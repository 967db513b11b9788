//! An open transaction.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, TransactionBehavior};

use crate::error::LedgerError;

/// An open transaction. Whoever is given one may write.
pub(crate) struct Transaction<'connection>(&'connection Connection);

impl Transaction<'_> {
    /// Writes in a transaction of its own. It takes the write lock at its start, and is durable when this returns. Where `write` fails,
    /// nothing was written.
    pub(crate) fn around<T>(
        connection: &mut Connection,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let own = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = write(&Transaction(&own))?;
        own.commit()?;
        Ok(value)
    }

    /// Writes in the transaction that is open over this connection. Where `write` fails, all of that transaction is undone.
    pub(crate) fn within<T>(
        connection: &Connection,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let written = write(&Transaction(connection));
        if written.is_err() {
            connection.execute_batch("ROLLBACK")?;
        }
        written
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0
    }
}

/// Writes join one transaction until this is dropped, also by a panic. The next write undoes what was not committed.
pub(crate) struct Joined<'ledger>(&'ledger AtomicBool);

impl<'ledger> Joined<'ledger> {
    pub(crate) fn begin(flag: &'ledger AtomicBool) -> Joined<'ledger> {
        flag.store(true, Ordering::Release);
        Joined(flag)
    }
}

impl Drop for Joined<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
