//! Made-up statements of five companies, with planted errors of every kind: each is found, and none is invented.

mod cells;
mod hostile;
mod maker;
mod planted;
mod reviewed;
mod sums;
mod written;
