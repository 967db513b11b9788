//! The export that is being made: how far it is, and whether somebody wants it to stop. One at a time, because each reads the books
//! from end to end.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// An export at work.
#[derive(Debug, Default)]
pub(crate) struct Running {
    /// What the window calls it.
    id: String,
    done: AtomicU64,
    /// 0: not known yet.
    all: AtomicU64,
    is_cancelled: AtomicBool,
}

impl Running {
    /// So many of so many rows are done.
    pub(crate) fn note(&self, done: u64, all: u64) {
        self.done.store(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    /// Asks it to stop.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Release);
    }

    /// Whether somebody wants it to stop.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Acquire)
    }
}

/// The one that is being made, if there is one.
#[derive(Debug, Default)]
pub(crate) struct Exports {
    running: Mutex<Option<Arc<Running>>>,
}

/// Ends the export when it is dropped, however it ends.
pub(crate) struct Begun<'a> {
    exports: &'a Exports,
    pub(crate) running: Arc<Running>,
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        *self.exports.running.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Exports {
    /// Begins one; `None`: another one is at work.
    pub(crate) fn begin(&self, id: &str) -> Option<Begun<'_>> {
        let mut slot = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_some() {
            return None;
        }
        let running = Arc::new(Running { id: id.to_owned(), ..Running::default() });
        *slot = Some(Arc::clone(&running));
        Some(Begun { exports: self, running })
    }

    fn of(&self, id: &str) -> Option<Arc<Running>> {
        let slot = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        slot.clone().filter(|running| running.id == id)
    }

    /// How many of how many rows are done; `None`: there is no such export.
    pub(crate) fn progress(&self, id: &str) -> Option<(u64, u64)> {
        self.of(id).map(|running| (running.done.load(Ordering::Relaxed), running.all.load(Ordering::Relaxed)))
    }

    /// Asks it to stop.
    pub(crate) fn cancel(&self, id: &str) {
        if let Some(running) = self.of(id) {
            running.cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_export_is_made_at_a_time_and_its_end_makes_room() {
        let exports = Exports::default();
        let begun = exports.begin("a").unwrap();
        assert!(exports.begin("b").is_none());
        begun.running.note(3, 9);
        assert_eq!((exports.progress("a"), exports.progress("b")), (Some((3, 9)), None));
        exports.cancel("b");
        assert!(!begun.running.is_cancelled());
        exports.cancel("a");
        assert!(begun.running.is_cancelled());
        drop(begun);
        assert_eq!(exports.progress("a"), None);
        assert!(!exports.begin("b").unwrap().running.is_cancelled());
    }
}
