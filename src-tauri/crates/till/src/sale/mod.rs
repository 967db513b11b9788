//! One sale: what was typed is checked, a provider is chosen, the attempt is sent once, and the next provider is tried.
//!
//! Invariant: a request leaves only after its attempt is durable, and no attempt is sent twice.

pub(crate) mod bill;
pub(crate) mod check;
pub(crate) mod chit;
pub(crate) mod choice;
pub(crate) mod enquired;
pub(crate) mod input;
pub(crate) mod journal;
pub(crate) mod paying;
pub(crate) mod retry;
pub(crate) mod sell;
pub(crate) mod send;
pub(crate) mod suggest;
pub(crate) mod wallet;
pub(crate) mod word;
