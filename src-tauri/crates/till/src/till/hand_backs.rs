//! Which sales that failed at the counter nobody has answered yet: whether their customers have their money back. Kept in memory
//! only, because the books count it as given back either way.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// What was answered since the till was opened.
pub(crate) struct HandBacks {
    since_ms: i64,
    answered: Mutex<BTreeSet<i64>>,
}

impl HandBacks {
    /// `since_ms`: what failed before was told by the till before, in ms since 1970.
    pub(crate) fn since(since_ms: i64) -> HandBacks {
        HandBacks { since_ms, answered: Mutex::default() }
    }

    pub(crate) fn since_ms(&self) -> i64 {
        self.since_ms
    }

    /// Somebody has seen it and said what became of the money.
    pub(crate) fn answer(&self, sale_id: i64) {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).insert(sale_id);
    }

    pub(crate) fn is_answered(&self, sale_id: i64) -> bool {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).contains(&sale_id)
    }
}
