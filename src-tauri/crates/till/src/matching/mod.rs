//! A company's statement file held against the book: read, its columns understood, its lines matched, what is left over told.

pub(crate) mod book;
pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod dates;
pub(crate) mod done;
pub(crate) mod held;
pub(crate) mod holding;
pub(crate) mod lines;
pub(crate) mod meanings;
pub(crate) mod pairing;
pub(crate) mod preview;
pub(crate) mod run;
pub(crate) mod settled;
pub(crate) mod view;

#[cfg(test)]
mod tests;
