//! When an attempt is asked about next, where that is not the end of a step.

use rusqlite::Transaction;

use crate::{Ledger, LedgerError};

/// No schedule looks further ahead, in ms: the last look at a success comes three days after it.
const FURTHEST_MS: i64 = 4 * 86_400_000;

impl Ledger {
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
