//! The statement file that is in memory: one at a time.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::Problem;
use crate::matching::run::{MatchRun, fault};
use crate::problem::field::StatementFault;

/// The file that is being worked on. A new one takes its place, and ends the work on it.
#[derive(Default)]
pub(crate) struct HeldFile {
    last: AtomicU32,
    open: Mutex<Option<Arc<MatchRun>>>,
}

impl HeldFile {
    /// The number of the next file.
    pub(super) fn next(&self) -> u32 {
        self.last.fetch_add(1, Ordering::Relaxed).wrapping_add(1)
    }

    pub(super) fn open(&self, run: Option<Arc<MatchRun>>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = std::mem::replace(&mut *open, run) {
            before.stop();
        }
    }

    pub(super) fn of(&self, id: u32) -> Result<Arc<MatchRun>, Problem> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).clone();
        open.filter(|run| run.id == id).ok_or(fault(StatementFault::Gone))
    }
}
