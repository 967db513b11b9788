//! What amounts buy at the operators: the shop's own list of plans, typed, read from a file, learned of what is sold, or told by the
//! shop's information company, which also tells with whom a number is. And who is likely to buy again.
//!
//! Invariant: nothing in it is money, and no sale is refused for it.

pub(crate) mod ask;
pub(crate) mod due_again;
pub(crate) mod file;
pub(crate) mod headings;
pub(crate) mod known;
pub(crate) mod list;
pub(crate) mod lookup;
pub(crate) mod sheet;
pub(crate) mod told;

#[cfg(test)]
mod tests;
