//! The services desk: PAN cards, bank accounts, identity checks and loads of the wallet, with the one connected company that
//! sells them to agents.
//!
//! An order of the desk is a sale like any other: it is durable before anything is sent, it has an order id of ours, a
//! journal, postings and a place in the day book. What differs is here: it is begun by one call and finished elsewhere,
//! so "started" is never "done"; what is asked of a person is sent and not kept.

pub(crate) mod access;
pub(crate) mod agent;
pub(crate) mod begin;
pub(crate) mod check;
pub(crate) mod company;
pub(crate) mod enquire;
pub(crate) mod load;
pub(crate) mod otp;
pub(crate) mod overview;
pub(crate) mod page;
pub(crate) mod paying;
pub(crate) mod prices;
pub(crate) mod start;
