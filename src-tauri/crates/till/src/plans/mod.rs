//! What amounts buy at the operators: the shop's own list of plans, typed, read from a file, or learned of what is sold. And who is
//! likely to buy again.
//!
//! Invariant: nothing in it is money, and no sale is refused for it.

pub(crate) mod due_again;
pub(crate) mod file;
pub(crate) mod headings;
pub(crate) mod known;
pub(crate) mod list;
pub(crate) mod sheet;

#[cfg(test)]
mod tests;
