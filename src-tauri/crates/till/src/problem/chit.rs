//! Why a chit cannot be written or sold.

use serde::Serialize;

/// Why a chit cannot be written or sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChitFault {
    /// The customer's phone is no mobile number.
    Phone,
    /// A sale was begun for it before.
    Sold,
    /// It was thrown away, or its day is over, or it is of a backup and nobody has said yet that it was not sold.
    Gone,
}
