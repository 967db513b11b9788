//! How the time of a row of the journal was known.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Whose clock gave a row's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeFrom {
    /// A company's clock, confirmed by a second company's or by the computer's.
    Companies,
    /// One company's clock alone.
    OneCompany,
    /// The computer's clock, because no company had told the time yet.
    Computer,
}

/// How a row's time was known. It is sealed with the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMark {
    /// Whose clock gave it.
    pub from: TimeFrom,
    /// What the computer's own clock showed, in ms since 1970.
    pub computer_ms: i64,
    /// Only of a sure time: when the sure time was corrected last, in ms since 1970. The sure times of the rows before that
    /// were ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_ms: Option<i64>,
}

/// Tells how a moment (ms since 1970) was known.
pub type TimeTeller = Arc<dyn Fn(i64) -> TimeMark + Send + Sync>;
