//! The tills that were opened. One that was opened stays open: while the shop practises, real sales that are not settled
//! are still watched.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use crate::{Mode, Till};

struct Opened {
    current: Arc<Till>,
    all: Vec<(Mode, Arc<Till>)>,
}

/// A handle to them; a copy sees the same tills.
#[derive(Clone)]
pub(crate) struct Tills(Arc<RwLock<Opened>>);

impl Tills {
    /// `current` is that of the mode the shop is in.
    pub(crate) fn new(current: Arc<Till>, others: Option<Arc<Till>>) -> Tills {
        let all = std::iter::once(current.clone()).chain(others).map(|till| (till.mode(), till)).collect();
        Tills(Arc::new(RwLock::new(Opened { current, all })))
    }

    fn read(&self) -> RwLockReadGuard<'_, Opened> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The till of the mode the shop is in.
    pub(crate) fn current(&self) -> Arc<Till> {
        self.read().current.clone()
    }

    /// The till of a mode, where it was opened.
    pub(crate) fn of(&self, mode: Mode) -> Option<Arc<Till>> {
        self.read().all.iter().find(|(known, _)| *known == mode).map(|(_, till)| till.clone())
    }

    /// All that were opened, the real one first.
    pub(crate) fn all(&self) -> Vec<Arc<Till>> {
        let mut all = self.read().all.clone();
        all.sort_by_key(|(mode, _)| *mode == Mode::Practice);
        all.into_iter().map(|(_, till)| till).collect()
    }

    /// Makes a till that was opened the current one.
    pub(crate) fn enter(&self, till: Arc<Till>) {
        let mut opened = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if !opened.all.iter().any(|(known, _)| *known == till.mode()) {
            opened.all.push((till.mode(), till.clone()));
        }
        opened.current = till;
    }

    /// Puts a till that was opened in the place of the one of the same mode.
    pub(crate) fn replace(&self, till: Arc<Till>) {
        let mut opened = self.0.write().unwrap_or_else(PoisonError::into_inner);
        opened.all.retain(|(known, _)| *known != till.mode());
        opened.all.push((till.mode(), till.clone()));
        if opened.current.mode() == till.mode() {
            opened.current = till;
        }
    }
}
