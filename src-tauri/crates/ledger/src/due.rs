//! When an attempt is asked about next.

use rusqlite::Transaction;

use crate::row::attempts;
use crate::{Ledger, LedgerError, SaleRow};

/// No schedule looks further ahead, in ms: the last look at a success comes three days after it.
const FURTHEST_MS: i64 = 4 * 86_400_000;

impl Ledger {
    /// A provider's attempts whose enquiry is due: those that were asked about a few times only come first, since their
    /// customers may still stand at the counter, then the longest overdue. Attempts on the line are not due: their
    /// answer is still to come.
    pub fn due_attempts(&self, provider: &str, now_ms: i64, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = "WHERE attempt.id IN (
                SELECT id FROM attempt WHERE provider = ?1 AND next_check_at_ms <= ?2 AND state <> 'submitted'
                ORDER BY checks > 4, next_check_at_ms LIMIT ?3)
            ORDER BY checks > 4, next_check_at_ms";
        self.read(|connection| attempts(connection, rest, (provider, now_ms, limit)))
    }

    /// When an attempt's next enquiry is due, in ms since 1970; `None` when there is none.
    pub fn next_check_ms(&self, attempt_id: i64) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT next_check_at_ms FROM attempt WHERE id = ?1")?;
            Ok(statement.query_map([attempt_id], |row| row.get(0))?.next().transpose()?.flatten())
        })
    }

    /// When a provider's next enquiry is due, in ms since 1970.
    pub fn next_due_ms(&self, provider: &str) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT next_check_at_ms FROM attempt
                 WHERE provider = ?1 AND next_check_at_ms IS NOT NULL AND state <> 'submitted'
                 ORDER BY next_check_at_ms LIMIT 1",
            )?;
            Ok(statement.query_map([provider], |row| row.get(0))?.next().transpose()?)
        })
    }

    /// The clock was set back: makes every open attempt due now, since their times lie in a future that is far away, and
    /// brings back what no schedule can have meant.
    pub fn make_open_due(&self, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("UPDATE attempt SET next_check_at_ms = ?1 WHERE next_check_at_ms > ?1 AND state IN ('pending', 'unknown')")?
                .execute([at_ms])?;
            bring_back(transaction, at_ms)
        })
    }

    /// Puts off the next enquiry, or brings it forward, without a word in the journal: the line is down, nothing happened.
    pub fn put_off(&self, attempt_id: i64, until_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("UPDATE attempt SET next_check_at_ms = ?2 WHERE id = ?1")?
                .execute((attempt_id, until_ms))?;
            Ok(())
        })
    }
}

/// Makes due now what is to be asked about further ahead than any schedule goes: it was settled under a clock that was
/// days ahead, and a reversal or a second charge would not be heard of until then.
pub(crate) fn bring_back(transaction: &Transaction<'_>, at_ms: i64) -> Result<(), LedgerError> {
    transaction
        .prepare_cached("UPDATE attempt SET next_check_at_ms = ?1 WHERE next_check_at_ms > ?2")?
        .execute((at_ms, at_ms.saturating_add(FURTHEST_MS)))?;
    Ok(())
}
