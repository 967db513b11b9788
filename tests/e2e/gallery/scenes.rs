//! The scenes, one file for each screen.

pub mod bills;
pub mod close;
pub mod day_book;
pub mod desk;
pub mod notices;
pub mod pending;
pub mod reports;
pub mod sell;
pub mod settings;
pub mod start;
