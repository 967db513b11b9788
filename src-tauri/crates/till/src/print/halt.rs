//! Why a slip is not on paper, in the form in which its job keeps it.

use printers::Trouble;
use serde::{Deserialize, Serialize};

use crate::Problem;

/// Why a slip is not on paper, or not surely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub(crate) enum Halt {
    /// The printer.
    Printer(Trouble),
    /// The program ended while it was being printed.
    Ended,
    /// It waited while the data folder was copied or moved. The other folder may have printed it.
    Elsewhere,
    /// The slip could not be made of the books. Nothing of it is on paper.
    NotMade,
}

impl Halt {
    /// As a job keeps it.
    pub(crate) fn stored(&self) -> String {
        // An enum of texts is always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a job keeps. What another version wrote is told as the end of that version.
    pub(crate) fn of(stored: &str) -> Option<Halt> {
        (!stored.is_empty()).then(|| serde_json::from_str(stored).unwrap_or(Halt::Ended))
    }

    pub(crate) fn problem(self) -> Problem {
        match self {
            Halt::Printer(trouble) => trouble.into(),
            Halt::Ended => Problem::PrintCutOff,
            Halt::Elsewhere => Problem::PrintElsewhere,
            Halt::NotMade => Problem::SlipNotMade,
        }
    }
}
