//! What is kept of the services desk beside the books.

use serde::{Deserialize, Serialize};

use crate::Mode;

/// What is kept of the desk beside the books, of practice and of real money apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeskSettings {
    #[serde(default)]
    real: DeskOf,
    #[serde(default)]
    practice: DeskOf,
}

/// The same of one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeskOf {
    #[serde(default)]
    pub(crate) agent: Option<SavedAgent>,
    /// `YYYY-MM-DD` or empty.
    #[serde(default)]
    pub(crate) plan_ends: String,
    /// Where a browser is led at the end of an account's opening; empty: to the company itself.
    #[serde(default)]
    pub(crate) return_url: String,
}

/// An agent's id with a company. The agent's PAN is in the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedAgent {
    pub(crate) provider: String,
    pub(crate) agent_id: String,
}

impl DeskSettings {
    pub(crate) fn of(&self, mode: Mode) -> &DeskOf {
        match mode {
            Mode::Practice => &self.practice,
            Mode::Real => &self.real,
        }
    }

    pub(crate) fn of_mut(&mut self, mode: Mode) -> &mut DeskOf {
        match mode {
            Mode::Practice => &mut self.practice,
            Mode::Real => &mut self.real,
        }
    }
}

/// Name of the agent's PAN in the keychain.
pub(crate) fn pan_entry(provider: &str, mode: Mode) -> String {
    let mode = match mode {
        Mode::Practice => "practice",
        Mode::Real => "real",
    };
    format!("{provider}/{mode}-agent-pan")
}

/// Names of the PANs that the shop keeps with a company.
pub(crate) fn pan_entries(desk: &DeskSettings, provider: &str) -> Vec<String> {
    let is_kept = |mode: &Mode| desk.of(*mode).agent.as_ref().is_some_and(|agent| agent.provider == provider);
    [Mode::Real, Mode::Practice].into_iter().filter(is_kept).map(|mode| pan_entry(provider, mode)).collect()
}
