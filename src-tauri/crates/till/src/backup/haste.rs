//! Whether somebody waits for a backup: then it goes at full speed, else beside the sales.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ledger::{Pacing, at_full_speed};

use super::second::{BESIDE, COPY};

/// How a backup goes: while somebody waits for it, or beside the sales.
pub(super) struct Haste {
    pub(super) pacing: Pacing,
    pub(super) waiting: Option<Arc<AtomicUsize>>,
}

impl Haste {
    /// Somebody waits for it.
    pub(super) fn awaited() -> Haste {
        Haste { pacing: at_full_speed(), waiting: None }
    }

    /// Whether the work is wanted: a person who waits for other work ends what goes beside the sales.
    pub(super) fn is_wanted(&self) -> bool {
        self.waiting.as_ref().is_none_or(|waiting| waiting.load(Ordering::Acquire) == 0)
    }

    /// So long the second folder is waited for.
    pub(super) fn patience(&self) -> Duration {
        if self.waiting.is_some() { COPY * BESIDE } else { COPY }
    }
}
