//! Files for other programs and for paper: lists, statements, closes, the accountant's sheets, and vouchers for Tally. What a file
//! says is made here; how it is written is of the crates `sheets` and `receipts`.

pub(crate) mod apart;
mod complaints;
mod customers;
pub(crate) mod job;
mod matched;
mod narrow;
pub(crate) mod of;
pub(crate) mod printed;
mod report;
mod sales;
mod statement;
pub(crate) mod table;
pub(crate) mod tally;
mod voucher_list;
mod words;
mod write;
