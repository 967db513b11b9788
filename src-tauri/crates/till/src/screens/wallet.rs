//! A wallet on the screen.

use serde::Serialize;
use specta_typescript::Number;

use crate::Closing;

/// A wallet on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Wallet {
    pub provider: String,
    pub name: String,
    /// The last reading less what was sold since; `None` while it was never read.
    #[specta(type = Option<Number>)]
    pub balance_paise: Option<i64>,
    #[specta(type = Option<Number>)]
    pub read_at_ms: Option<i64>,
    /// When it will be used up, by the pace of the last days, in ms since 1970; `None`: too little is known, or not within a week.
    #[specta(type = Option<Number>)]
    pub used_up_at_ms: Option<i64>,
    /// Something was sold through it, ever.
    pub is_used: bool,
    /// What the books expect: the first reading less everything sold since. Worked out when a wallet is read by hand.
    /// Differs from the balance by top-ups, and by commissions that are not what the rules say.
    #[specta(type = Option<Number>)]
    pub booked_paise: Option<i64>,
    /// Below which it is low, as the shopkeeper set it.
    #[specta(type = Option<Number>)]
    pub low_paise: Option<i64>,
    pub is_low: bool,
    /// Why its provider takes no new sales; `None`: it takes them.
    pub closed: Option<Closing>,
    /// The head of what it answers instead of a balance, where it is closed for that.
    pub said: Option<String>,
}
