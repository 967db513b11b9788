//! Slips on paper: every kind, in both widths and in one language or in both.

mod decoder;
mod golden;
mod kinds;
mod letters;
mod pdf;
mod places;
mod reading;
pub(crate) mod tools;
