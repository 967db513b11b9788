//! Tables and vouchers as files for other programs.

mod cell;
mod csv;
pub mod tally;
mod xlsx;

#[cfg(test)]
mod tests;

pub use cell::{Cell, Column, Kind};
pub use csv::CsvTable;
pub use xlsx::{Sheet, XLSX_ROWS, xlsx};
