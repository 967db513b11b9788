//! What can be wrong with the child on purpose.

use domain::flaw::Flaw;

/// What is wrong with the child on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sin {
    /// A flaw of the shipped code, switched on.
    Flaw(Flaw),
    /// It says that a sale is taken before it is written, and is killed in between.
    SaysTooSoon,
    /// It sends before it writes, and is killed in between.
    SendsTooSoon,
    /// Its line sends everything a second time when no answer comes.
    SendsAgain,
}

impl Sin {
    /// For the child's first line.
    pub fn number(self) -> i64 {
        match self {
            Sin::SaysTooSoon => -1,
            Sin::SendsTooSoon => -2,
            Sin::SendsAgain => -3,
            Sin::Flaw(flaw) => flaw as i64,
        }
    }

    pub(super) fn of(number: i64) -> Option<Sin> {
        match number {
            -1 => Some(Sin::SaysTooSoon),
            -2 => Some(Sin::SendsTooSoon),
            -3 => Some(Sin::SendsAgain),
            number => Flaw::ALL.into_iter().find(|flaw| *flaw as i64 == number).map(Sin::Flaw),
        }
    }
}
