//! The scenes, one file for each screen.

pub mod bills;
pub mod chits;
pub mod close;
pub mod customer_screen;
pub mod day_book;
pub mod desk;
pub mod due;
pub mod help;
pub mod information;
pub mod notices;
pub mod pending;
pub mod reports;
pub mod sell;
pub mod settings;
pub mod start;
