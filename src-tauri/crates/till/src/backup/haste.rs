//! Whether somebody waits for a backup: then it goes at full speed, else beside the sales.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ledger::{Pacing, at_full_speed};
use tokio::sync::MutexGuard;

use super::keep::Backups;
use super::pace::beside_sales;
use super::second::{BESIDE, COPY};

/// How a backup goes: while somebody waits for it, or beside the sales.
pub(super) struct Haste {
    pub(super) pacing: Pacing,
    waiting: Option<Arc<AtomicUsize>>,
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

/// A person waits for the backup or restore that is under way.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Backups {
    /// Waits for its turn. A backup that goes beside the sales ends where it is.
    pub(crate) async fn work_now(&self) -> MutexGuard<'_, ()> {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        let _waits = Waits(&self.waiting);
        self.work.lock().await
    }

    /// A backup that nobody waits for.
    pub(super) fn beside_sales(self: &Arc<Backups>) -> Haste {
        let (backups, waiting) = (Arc::downgrade(self), self.waiting.clone());
        let is_selling = move || {
            let tills = backups.upgrade().map(|backups| backups.tills()).unwrap_or_default();
            tills.iter().any(|till| till.requests_on_the_line() > 0)
        };
        let pacing = beside_sales(is_selling, move || waiting.load(Ordering::Acquire) == 0);
        Haste { pacing, waiting: Some(self.waiting.clone()) }
    }
}
