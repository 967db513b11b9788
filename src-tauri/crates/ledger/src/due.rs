//! When an attempt is asked about next.

use crate::row::attempts;
use crate::step::furthest_ms;
use crate::{Ledger, LedgerError, SaleRow};

/// Whether an attempt was asked about more often than its customer waits. It is a column of the index over what is due, word for word,
/// and what was not goes first.
const ASKED_OFTEN: [bool; 2] = [false, true];

impl Ledger {
    /// A provider's attempts whose enquiry is due. Those that were asked about a few times only come first, because their
    /// customers may still stand at the counter. Then comes the longest overdue. Attempts on the line are not due, because
    /// their answer is still to come. A plan further ahead than any schedule goes was made under a clock that was ahead. It is
    /// due, because otherwise a reversal or a second charge would not be heard of until then.
    pub fn due_attempts(&self, provider: &str, now_ms: i64, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| {
            let rest = "WHERE provider = ?1 AND (checks > 4) = ?2 AND next_check_at_ms BETWEEN ?3 AND ?4
                AND attempt.state <> 'submitted' ORDER BY next_check_at_ms LIMIT ?5";
            let mut due = Vec::new();
            for was_asked_often in ASKED_OFTEN {
                for (from_ms, to_ms) in [(i64::MIN, now_ms), (furthest_ms(now_ms).saturating_add(1), i64::MAX)] {
                    let left = i64::from(limit) - due.len() as i64;
                    due.extend(attempts(connection, rest, (provider, was_asked_often, from_ms, to_ms, left))?);
                }
            }
            Ok(due)
        })
    }

    /// Whether an attempt's enquiry is due, as in [`Self::due_attempts`].
    pub fn is_due(&self, attempt_id: i64, now_ms: i64) -> Result<bool, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT 1 FROM attempt WHERE id = ?1 AND next_check_at_ms NOT BETWEEN ?2 + 1 AND ?3")?;
            Ok(statement.exists((attempt_id, now_ms, furthest_ms(now_ms)))?)
        })
    }

    /// When an attempt is asked about next, in ms since 1970; `None`: not any more.
    pub fn planned_ms(&self, attempt_id: i64) -> Result<Option<i64>, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection.prepare_cached("SELECT next_check_at_ms FROM attempt WHERE id = ?1")?;
            Ok(statement.query_map([attempt_id], |row| row.get(0))?.next().ok_or(LedgerError::NoSuchSale)??)
        })
    }

    /// When a provider's next enquiry is due, in ms since 1970, as in [`Self::due_attempts`]: now, where a plan lies too far ahead. It costs
    /// the same however many are due.
    pub fn next_due_ms(&self, provider: &str, now_ms: i64) -> Result<Option<i64>, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT next_check_at_ms FROM attempt WHERE provider = ?1 AND (checks > 4) = ?2 AND next_check_at_ms > ?3
                 AND state <> 'submitted' ORDER BY next_check_at_ms LIMIT 1",
            )?;
            let mut next = None;
            for was_asked_often in ASKED_OFTEN {
                let mut after = |moment_ms: i64| {
                    let known = (provider, was_asked_often, moment_ms);
                    statement.query_map(known, |row| row.get::<_, i64>(0))?.next().transpose()
                };
                let too_far = after(furthest_ms(now_ms))?.map(|_| now_ms);
                next = next.into_iter().chain(too_far).chain(after(i64::MIN)?).min();
            }
            Ok(next)
        })
    }

    /// Makes every open attempt due now. For a clock that was set back, because then their times may lie hours away.
    pub fn make_open_due(&self, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("UPDATE attempt SET next_check_at_ms = ?1 WHERE next_check_at_ms > ?1 AND state IN ('pending', 'unknown')")?
                .execute([at_ms])?;
            Ok(())
        })
    }

    /// Puts off the next enquiry, or brings it forward. The journal gets no row, because nothing happened to the attempt:
    /// the line is down.
    pub fn put_off(&self, attempt_id: i64, until_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("UPDATE attempt SET next_check_at_ms = ?2 WHERE id = ?1")?
                .execute((attempt_id, until_ms))?;
            Ok(())
        })
    }
}
