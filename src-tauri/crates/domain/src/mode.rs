//! The two kinds of money: practice or real.

use serde::{Deserialize, Serialize};

/// Whose money is moved. The two never meet: each has books of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nobody's: the simulator answers.
    #[default]
    Practice,
    /// The shop's.
    Real,
}

impl Mode {
    /// The word for it in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Practice => "practice",
            Mode::Real => "real",
        }
    }
}
