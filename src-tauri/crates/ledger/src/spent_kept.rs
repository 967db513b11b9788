//! The sums of what was spent that are kept in memory, with the row of the journal up to which each holds. Nothing changes an attempt without
//! a row of the journal: a later row about an attempt in a sum makes it void.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::Paise;
use rusqlite::Connection;

use crate::error::LedgerError;

/// The cost of a provider's attempts after a reading, up to the first that has not ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent {
    /// The attempts after this one.
    pub(crate) after: i64,
    /// The newest attempt in the sum.
    pub(crate) upto: i64,
    pub(crate) sum: Paise,
    /// The newest row of the journal when it was added up.
    pub(crate) row: i64,
}

/// The sums that are kept, by provider.
#[derive(Default)]
pub(crate) struct SpentKept(Mutex<BTreeMap<String, Spent>>);

impl SpentKept {
    /// The sum that is kept after an attempt, where it still holds; else an empty one.
    pub(crate) fn holding(&self, connection: &Connection, provider: &str, after: i64) -> Result<Spent, LedgerError> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(provider).copied();
        if let Some(kept) = kept.filter(|kept| kept.after == after) {
            let mut changed =
                connection.prepare_cached("SELECT 1 FROM sale_event WHERE seq > ?1 AND attempt_id <= ?2")?;
            if !changed.exists((kept.row, kept.upto))? {
                return Ok(kept);
            }
        }
        Ok(Spent { after, upto: after, sum: Paise::ZERO, row: 0 })
    }

    pub(crate) fn keep(&self, provider: &str, spent: Spent) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(provider.to_owned(), spent);
    }
}
