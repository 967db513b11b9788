//! The rehearsal of a shop. It is held in memory only: closing the counter ends it.

use std::sync::PoisonError;

use crate::rehearse::Rehearsal;
use crate::{Mode, Problem, RehearsalStep, RehearsalView, Shop};

impl Shop {
    /// The rehearsal as it stands; `None`: there is none, or the shop sells with real money.
    pub fn rehearsal(&self) -> Result<Option<RehearsalView>, Problem> {
        let till = self.till();
        let held = self.rehearsal.lock().unwrap_or_else(PoisonError::into_inner).clone();
        held.filter(|_| till.is_practice()).map(|held| held.view(&till)).transpose()
    }

    /// Whether the shop has a day that can be rehearsed. With real money nothing is rehearsed.
    pub fn can_rehearse(&self) -> Result<bool, Problem> {
        let till = self.till();
        match self.tills.of(Mode::Real) {
            Some(real) if till.is_practice() => Ok(Rehearsal::of(&real, &till)?.is_some()),
            Some(_) | None => Ok(false),
        }
    }

    /// Takes a step, and tells how it stands then. To begin gives `None` if the shop never sold anything that can be rehearsed.
    /// Refused with real money.
    pub fn step_rehearsal(&self, step: RehearsalStep) -> Result<Option<RehearsalView>, Problem> {
        let till = self.till();
        if !till.is_practice() {
            return Err(Problem::NotAllowedNow);
        }
        let begun = match step {
            RehearsalStep::Begin => match self.tills.of(Mode::Real) {
                Some(real) => Some(Rehearsal::of(&real, &till)?),
                None => Some(None),
            },
            RehearsalStep::Leave => Some(None),
            RehearsalStep::Next | RehearsalStep::Finish => None,
        };
        let mut held = self.rehearsal.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(begun) = begun {
            *held = begun;
        }
        if let Some(going) = held.as_mut() {
            match step {
                RehearsalStep::Next => going.next(till.clock.now_ms()),
                RehearsalStep::Finish => going.finish(),
                RehearsalStep::Begin | RehearsalStep::Leave => {}
            }
        }
        let standing = held.clone();
        drop(held);
        standing.map(|standing| standing.view(&till)).transpose()
    }
}
