//! What is being done right now: requests on the line, and things that only one task may do at a time.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tokio::sync::Notify;

/// The line to the companies. It can be closed only while no request is on it and none is beginning, because an answer
/// that comes after the ledger was closed would have no place.
#[derive(Default)]
pub(crate) struct Line {
    beginning: RwLock<()>,
    requests: AtomicUsize,
    closed: AtomicBool,
}

/// Somebody begins an attempt. Held until its request counts as on the line.
pub(crate) struct Beginning<'line> {
    _nobody_closes: RwLockReadGuard<'line, ()>,
}

/// Nobody begins an attempt. Held until the ledger is closed.
pub(crate) struct Closed<'line> {
    _nobody_begins: RwLockWriteGuard<'line, ()>,
}

impl Line {
    /// Waits while the line is being closed.
    pub(crate) fn begin(&self) -> Beginning<'_> {
        Beginning { _nobody_closes: self.beginning.read().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Closes the line for good. `Err`: so many requests are on it, and it stays open.
    pub(crate) fn close(&self) -> Result<Closed<'_>, usize> {
        let nobody_begins = self.beginning.write().unwrap_or_else(PoisonError::into_inner);
        match self.requests() {
            0 => {
                self.closed.store(true, Ordering::Release);
                Ok(Closed { _nobody_begins: nobody_begins })
            }
            requests => Err(requests),
        }
    }

    /// Whether it was closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Requests that are on the line now.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Acquire)
    }

    /// A request goes out.
    pub(crate) fn put(&self) {
        self.requests.fetch_add(1, Ordering::AcqRel);
    }

    /// Its end is written down, or its task is gone.
    pub(crate) fn take_off(&self) {
        self.requests.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Things that only one task may do at a time.
pub(crate) struct Marks<T> {
    set: Arc<Mutex<BTreeSet<T>>>,
    watcher: Arc<Notify>,
}

/// One of them, while it is being done. The watcher is woken when it ends.
pub(crate) struct Mark<T: Ord> {
    set: Arc<Mutex<BTreeSet<T>>>,
    watcher: Option<Arc<Notify>>,
    mark: T,
}

impl<T: Ord + Clone> Marks<T> {
    /// None yet; `watcher` is woken whenever one ends.
    pub(crate) fn new(watcher: Arc<Notify>) -> Marks<T> {
        Marks { set: Arc::default(), watcher }
    }

    /// Sets a mark; `None` when it is set already.
    pub(crate) fn set(&self, mark: T) -> Option<Mark<T>> {
        let fresh = self.set.lock().unwrap_or_else(PoisonError::into_inner).insert(mark.clone());
        fresh.then(|| Mark { set: self.set.clone(), watcher: Some(self.watcher.clone()), mark })
    }
}

impl<T: Ord> Mark<T> {
    /// Takes it away without waking the watcher: nothing was done under it.
    pub(crate) fn quietly(mut self) {
        self.watcher = None;
    }
}

impl<T: Ord> Drop for Mark<T> {
    fn drop(&mut self) {
        self.set.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.mark);
        if let Some(watcher) = &self.watcher {
            watcher.notify_one();
        }
    }
}
