//! Whose turn it is: who waits ends what goes beside the sales.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::MutexGuard;

use super::haste::Haste;
use super::keep::Backups;
use super::pace::beside_sales;

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
