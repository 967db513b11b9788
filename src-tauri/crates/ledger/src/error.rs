//! The errors of the ledger.

use std::io::ErrorKind;

use domain::{IllegalEvent, Paise};
use rusqlite::ErrorCode as Code;

/// The errors that callers tell apart. All others are [`LedgerError::Failed`], with SQLite's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// No room on the disk. Nothing was half-written.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder may not be written.
    #[error("the ledger cannot be written")]
    ReadOnly,
    /// The path of the data folder is longer than this system takes.
    #[error("the path is too long")]
    PathTooLong,
    /// The file is damaged or no ledger at all.
    #[error("the ledger is damaged")]
    Corrupt,
    /// Written by a newer version of the program.
    #[error("the ledger is from a newer version")]
    Newer,
    /// A practice file where a real one was wanted, or the other way round.
    #[error("a ledger of the other kind")]
    OtherKind,
    /// Another program held the file for as long as the ledger waited.
    #[error("the ledger's file is held by another program")]
    Busy,
    /// Another copy of the program has it.
    #[error("the ledger is in use by another copy of the program")]
    InUse,
    /// The same number, operator and amount is being sold right now.
    #[error("sale {sale_id} is the same and still open")]
    TwinOpen {
        /// That sale.
        sale_id: i64,
    },
    /// The same number, operator and amount was sold a short while ago, and nobody said that it is wanted again.
    #[error("sale {sale_id} is the same and recent")]
    SoldRecently {
        /// That sale.
        sale_id: i64,
        /// When it was made, in ms since 1970.
        created_at_ms: i64,
    },
    /// The same person has an unfinished order of the same kind at the services desk, and nobody said that a second one is
    /// wanted.
    #[error("order {sale_id} is unfinished")]
    OrderOpen {
        /// That order.
        sale_id: i64,
    },
    /// A sale was begun for the chit before.
    #[error("the chit is sold")]
    ChitSold,
    /// There is no such chit, it was thrown away, its day is over, or it is for another number.
    #[error("the chit is gone")]
    ChitGone,
    /// A rule of commission would book more attempts again than one transaction may.
    #[error("too many sales to book again")]
    TooManyAgain,
    /// No such customer.
    #[error("no such customer")]
    NoSuchCustomer,
    /// The number belongs to another customer.
    #[error("{number} belongs to customer {customer}")]
    NumberTaken {
        /// The number.
        number: String,
        /// That customer.
        customer: i64,
    },
    /// The customer may not owe anything.
    #[error("nothing is sold to customer {customer} on credit")]
    NoUdhaar {
        /// The customer.
        customer: i64,
    },
    /// The customer would owe more than the limit.
    #[error("customer {customer} would owe more than the limit")]
    OverLimit {
        /// The customer.
        customer: i64,
        /// What is owed, and what sales that are not settled may bring to it.
        used: Paise,
        /// How much may be owed.
        limit: Paise,
        /// By how much it would be passed.
        over: Paise,
    },
    /// Something is owed either way.
    #[error("something is owed still")]
    StillOwing {
        /// What the customer owes; below nothing: what the shop owes.
        balance: Paise,
        /// What sales that are not settled may bring to it.
        waiting: Paise,
    },
    /// A person's act without a name: a second one could not be told from it.
    #[error("an act without a name")]
    NamelessAct,
    /// The attempt is no longer in the state the caller saw.
    #[error("the attempt has moved on")]
    MovedOn,
    /// The event cannot happen in that state.
    #[error(transparent)]
    Illegal(#[from] IllegalEvent),
    /// No such sale.
    #[error("no such sale")]
    NoSuchSale,
    /// An amount that does not fit into the books.
    #[error("amount out of range")]
    OutOfRange,
    /// The ledger was closed. Another one is opened in its place.
    #[error("the ledger is closed")]
    Closed,
    /// Whoever asked for it does not want it any more, or the ledger is being closed. Nothing came of it.
    #[error("it was stopped")]
    Stopped,
    /// The disk does not give a part of the file, or of its log. That part may be whole.
    #[error("the disk does not give a part of the ledger: {0}")]
    NotGiven(String),
    /// The file could not be read. Nothing was written.
    #[error("the ledger cannot be read: {0}")]
    Unread(String),
    /// The disk, or what the system keeps of the file, did not do what it was asked.
    #[error("the disk fails: {0}")]
    DiskFault(String),
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

impl LedgerError {
    /// The same error, as a call sees it that only reads.
    pub(crate) fn of_reading(self) -> LedgerError {
        match self {
            LedgerError::DiskFault(words) | LedgerError::Failed(words) => LedgerError::Unread(words),
            // Such a call does not write. So this means that the file cannot be opened.
            LedgerError::ReadOnly => LedgerError::Unread("the file cannot be opened".to_owned()),
            LedgerError::DiskFull
            | LedgerError::PathTooLong
            | LedgerError::Corrupt
            | LedgerError::Newer
            | LedgerError::OtherKind
            | LedgerError::Busy
            | LedgerError::InUse
            | LedgerError::TwinOpen { .. }
            | LedgerError::SoldRecently { .. }
            | LedgerError::OrderOpen { .. }
            | LedgerError::ChitSold
            | LedgerError::ChitGone
            | LedgerError::TooManyAgain
            | LedgerError::NoSuchCustomer
            | LedgerError::NumberTaken { .. }
            | LedgerError::NoUdhaar { .. }
            | LedgerError::OverLimit { .. }
            | LedgerError::StillOwing { .. }
            | LedgerError::NamelessAct
            | LedgerError::MovedOn
            | LedgerError::Illegal(_)
            | LedgerError::NoSuchSale
            | LedgerError::OutOfRange
            | LedgerError::Closed
            | LedgerError::Stopped
            | LedgerError::NotGiven(_)
            | LedgerError::Unread(_) => self,
        }
    }
}

/// Whether the system says that the disk has no room left.
pub fn is_disk_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

impl From<std::io::Error> for LedgerError {
    fn from(error: std::io::Error) -> LedgerError {
        let kind = error.kind();
        if is_disk_full(&error) {
            LedgerError::DiskFull
        } else if kind == ErrorKind::InvalidFilename {
            LedgerError::PathTooLong
        } else if matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
            LedgerError::ReadOnly
        } else {
            LedgerError::Failed(error.to_string())
        }
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> LedgerError {
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => LedgerError::DiskFull,
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => LedgerError::ReadOnly,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => LedgerError::Corrupt,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => LedgerError::Busy,
            Some(Code::SystemIoFailure) => LedgerError::DiskFault(error.to_string()),
            _ => LedgerError::Failed(error.to_string()),
        }
    }
}
