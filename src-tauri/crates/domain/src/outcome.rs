//! How sales ended, as lists and reports count them.

use serde::{Deserialize, Serialize};

use crate::SaleState;

/// How a sale ended, in the four words of every list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is done.
    Succeeded,
    /// It is not settled.
    Waiting,
    /// It came to nothing: it failed, or was never sent.
    Failed,
    /// It was done, and then taken back.
    Reversed,
}

impl Outcome {
    /// All four, in the order in which lists show them.
    pub const ALL: [Outcome; 4] = [Outcome::Succeeded, Outcome::Waiting, Outcome::Failed, Outcome::Reversed];

    /// The states that are counted as it.
    pub fn states(self) -> &'static [SaleState] {
        match self {
            Outcome::Succeeded => &[SaleState::Succeeded],
            Outcome::Waiting => &[SaleState::Intended, SaleState::Submitted, SaleState::Pending, SaleState::Unknown],
            Outcome::Failed => &[SaleState::Failed, SaleState::NotSent],
            Outcome::Reversed => &[SaleState::Reversed],
        }
    }
}

impl From<SaleState> for Outcome {
    fn from(state: SaleState) -> Outcome {
        match state {
            SaleState::Succeeded => Outcome::Succeeded,
            SaleState::Intended | SaleState::Submitted | SaleState::Pending | SaleState::Unknown => Outcome::Waiting,
            SaleState::Failed | SaleState::NotSent => Outcome::Failed,
            SaleState::Reversed => Outcome::Reversed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_counted_as_the_outcome_that_names_it() {
        for outcome in Outcome::ALL {
            assert!(outcome.states().iter().all(|state| Outcome::from(*state) == outcome), "{outcome:?}");
        }
        assert_eq!(Outcome::ALL.iter().map(|outcome| outcome.states().len()).sum::<usize>(), 8);
    }
}
