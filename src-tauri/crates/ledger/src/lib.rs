//! The books: one SQLite file with the sales, their journal and the postings.
//!
//! Architecture invariant: this is the only crate that names rusqlite, and nothing here knows a provider, a network
//! or a clock; moments come in as arguments. Every write is one IMMEDIATE transaction.

mod attempt;
mod backup;
mod chain;
mod due;
mod error;
mod event;
mod lock;
mod open;
mod order_log;
mod own_file;
mod posting;
mod price;
mod rate;
mod read;
mod recover;
mod sale;
mod salvage;
mod verify;
mod wallet;
mod words;

#[cfg(test)]
mod tests;

pub use backup::{Backup, orders_in, peek, remove as remove_database, sync_folder_of};
pub use chain::{ChainKey, ChainReport};
pub use error::LedgerError;
pub use event::{EventDetail, EventKind, EventRow, FoundIn, PersonsWord, Rest, TimeFrom, TimeMark, TimeTeller};
pub use lock::FolderLock;
pub use open::{Kind, Ledger, Opening};
pub use order_log::{LogRead, LoggedOrder, OrderLog};
pub use own_file::{close_to_others, create_afresh, create_new, open_plain, own_options, write_whole};
pub use posting::{BANK, CASH, COMMISSION, PostingRow, wallet_account};
pub use price::PriceRow;
pub use rate::RateRow;
pub use read::{DayTotals, NO_FIELDS, NumberUse, SaleRow};
pub use recover::{LostOrder, PutBack, Recovered};
pub use sale::{Asked, Attention, Booked, NewAttempt, NewSale, Step};
pub use salvage::{Salvage, salvage};
pub use wallet::{Outcomes, Reading, Which};
pub use words::{LoggedWord, orders_with_words};
