//! What the till holds in memory of printing. It forgets it when the program ends.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// So many slips that came on paper are told at most. The window looks at each change, so it is told of each.
const PRINTED_MOST: usize = 32;
/// So many sales that changed are held at most. A slip of another one is printed when somebody asks for it.
const CHANGED_MOST: usize = 256;

/// What the till holds in memory of printing.
#[derive(Default)]
pub(crate) struct PrintMemory {
    /// Something is to be printed, or may be.
    pub(crate) wake: Notify,
    /// A job is at the printer.
    at_work: AtomicBool,
    /// Sales that changed, and of which it was not looked whether their slip is due.
    changed: Mutex<BTreeSet<i64>>,
    /// When a sale's slip was put into the queue by itself, in ms since 1970.
    by_itself: Mutex<BTreeMap<i64, i64>>,
    /// The slips that came on paper last: their jobs, and of what they are slips.
    printed: Mutex<VecDeque<(i64, String)>>,
}

/// A job is at the printer as long as this is held.
pub(crate) struct AtWork<'memory>(&'memory AtomicBool);

impl PrintMemory {
    pub(crate) fn begin(&self) -> AtWork<'_> {
        self.at_work.store(true, Ordering::Release);
        AtWork(&self.at_work)
    }

    pub(crate) fn is_at_work(&self) -> bool {
        self.at_work.load(Ordering::Acquire)
    }

    /// A sale changed, so that its slip may be due.
    pub(crate) fn note_change(&self, sale_id: i64) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        if changed.len() < CHANGED_MOST {
            changed.insert(sale_id);
        }
        drop(changed);
        self.wake.notify_one();
    }

    /// The sales that changed, each once.
    pub(crate) fn take_changed(&self) -> BTreeSet<i64> {
        std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes that a slip is on paper.
    pub(crate) fn note_printed(&self, job_id: i64, slip: String) {
        let mut printed = self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        if printed.len() == PRINTED_MOST {
            printed.pop_front();
        }
        printed.push_back((job_id, slip));
    }

    /// The slips that came on paper last, the newest at the end.
    pub(crate) fn printed(&self) -> Vec<(i64, String)> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Notes that a sale's slip is printed by itself. `false`: it was noted before. `within_ms`: so long it is remembered.
    pub(crate) fn note_by_itself(&self, sale_id: i64, now_ms: i64, within_ms: i64) -> bool {
        let mut known = self.by_itself.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, at_ms| (now_ms - *at_ms).abs() < within_ms);
        known.insert(sale_id, now_ms).is_none()
    }
}

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
