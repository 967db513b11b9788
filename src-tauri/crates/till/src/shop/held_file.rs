//! The statement file that is in memory: one at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Problem;
use crate::matching::run::MatchRun;
use crate::problem::field::StatementFault;

/// The file that is being worked on. A new one takes its place, and ends the work on it.
#[derive(Default)]
pub(crate) struct HeldFile(Mutex<Held>);

#[derive(Default)]
struct Held {
    /// The number of the newest file.
    last: u32,
    open: Option<Arc<MatchRun>>,
}

impl HeldFile {
    fn lock(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins the next file, and gives its number. What cannot begin ends no other.
    pub(super) fn begin(&self, make: impl FnOnce(u32) -> Result<MatchRun, Problem>) -> Result<u32, Problem> {
        let mut held = self.lock();
        held.last = held.last.wrapping_add(1);
        let run = make(held.last)?;
        if let Some(before) = held.open.replace(Arc::new(run)) {
            before.stop();
        }
        Ok(held.last)
    }

    /// Ends the work on a file and forgets it. Where a newer one has taken its place, that one stays.
    pub(super) fn close(&self, id: u32) {
        if let Some(run) = self.lock().open.take_if(|run| run.id == id) {
            run.stop();
        }
    }

    pub(super) fn of(&self, id: u32) -> Result<Arc<MatchRun>, Problem> {
        let open = self.lock().open.clone();
        open.filter(|run| run.id == id).ok_or(StatementFault::Gone.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mode;

    fn begun(held: &HeldFile) -> u32 {
        let company = providers::company("inspay").expect("a company");
        held.begin(|id| MatchRun::begin(id, company, Mode::Practice, 9)).expect("a file")
    }

    #[test]
    fn closing_a_file_that_was_replaced_leaves_the_newer_one() {
        let held = HeldFile::default();
        let (first, second) = (begun(&held), begun(&held));
        assert!(first != second && held.of(first).is_err());
        held.close(first);
        assert!(held.of(second).is_ok());
        assert_eq!(
            held.begin(|_| Err(Problem::from(StatementFault::Empty))),
            Err(Problem::from(StatementFault::Empty))
        );
        assert!(held.of(second).is_ok(), "what cannot begin ends no other");
        held.close(second);
        assert!(held.of(second).is_err());
    }
}
