//! The real window, driven as a shopkeeper would: through tauri-driver and WebKit's own driver, on an invisible screen, with a
//! real keyring. `cargo xtask test --only window` sets all of that up.
#![allow(clippy::wildcard_enum_match_arm, reason = "what a test does not name fails it, or is not looked at")]

mod app;
mod appearance;
mod axe;
mod backup;
mod bills;
mod canary;
mod close;
mod commission;
mod companies;
mod complaints;
mod customers;
mod day_book;
mod design;
mod desk;
mod driver;
mod export;
mod idle;
mod keyring;
mod keys;
mod killed;
mod line;
mod logins;
mod long;
mod looks;
mod matching;
mod messages;
mod money;
mod owed;
mod pay;
mod places;
mod plans;
mod practice;
mod print;
mod ready;
mod real;
mod reports;
mod screen;
mod setting_places;
mod settings;
mod shop;
mod slips;
mod sound;
mod typing;
