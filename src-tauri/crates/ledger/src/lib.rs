//! The books: one SQLite file with the sales, their journal and the postings.
//!
//! Architecture invariant: this is the only crate that names rusqlite. Nothing here knows a provider, a network or a clock:
//! the caller passes every moment. Every write is one IMMEDIATE transaction.

mod attempt;
mod backup;
mod begin;
mod chain;
mod customer;
mod due;
mod entry;
mod error;
mod event;
mod handle;
mod journal;
mod lock;
mod money_back;
mod numbers;
mod open;
mod order;
mod order_log;
mod outcomes;
mod own_file;
mod posting;
mod price;
mod put_back;
mod rate;
mod read;
mod record;
mod row;
mod salvage;
mod sql;
mod step;
mod take_up;
mod twin;
mod verify;
mod voucher;
mod wallet;
mod word;
mod words_back;

#[cfg(test)]
mod tests;

pub use backup::{Backup, orders_in, peek, remove as remove_database, sync_folder_of};
pub use begin::{NewAttempt, NewSale};
pub use chain::ChainKey;
pub use entry::{Asked, Attention, Begun, Booked, RuleChange, Wrote};
pub use error::{LedgerError, is_disk_full};
pub use event::{EventDetail, EventKind, FoundIn, PersonsWord, Rest, TimeFrom, TimeMark, TimeTeller};
pub use handle::{Ledger, Opening};
pub use journal::EventRow;
pub use lock::FolderLock;
pub use money_back::{CustomersMoney, MoneyBack};
pub use numbers::NumberUse;
pub use order::{LoggedOrder, LostOrder};
pub use order_log::{LogRead, OrderLog};
pub use outcomes::Outcomes;
pub use own_file::{close_entry, close_to_others, create_afresh, create_new, open_plain, own_options, write_whole};
pub use posting::{Movement, PostingRow};
pub use price::PriceRow;
pub use put_back::{PutBack, Recovered};
pub use rate::RateRow;
pub use read::DayTotals;
pub use row::{NO_FIELDS, SaleRow};
pub use salvage::{Salvage, salvage};
pub use step::{Silent, Step};
pub use verify::ChainReport;
pub use voucher::VoucherRow;
pub use wallet::{Reading, Which};
pub use word::LoggedWord;
pub use words_back::orders_with_words;
