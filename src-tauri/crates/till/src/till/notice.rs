//! What a till tells the window without being asked.

use tokio::sync::broadcast;

use crate::Mode;

/// How many notices may wait for a slow window before the oldest are dropped; it reads all anew then.
const NOTICES: usize = 256;

/// Something changed that a screen may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// In which till.
    pub mode: Mode,
    /// What.
    pub about: About,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A sale.
    Sale(i64),
    /// A provider's wallet.
    Wallet(String),
    /// The books as a whole: a backup, a restore, damage.
    Books,
    /// The slips that wait for the printer.
    Slips,
}

/// A board for notices of one or more tills.
pub fn notice_board() -> broadcast::Sender<Notice> {
    broadcast::channel(NOTICES).0
}
