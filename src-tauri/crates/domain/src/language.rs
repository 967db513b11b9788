//! The languages of screen and slip.

use serde::{Deserialize, Serialize};

/// A language that the window and the slips speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Hindi.
    Hi,
}
