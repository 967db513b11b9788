//! The gallery: a picture of every screen and state of the real window. `cargo xtask gallery` sets all up that it needs and runs it.
#![allow(clippy::wildcard_enum_match_arm, reason = "what a state does not name fails it, or is not looked at")]

#[allow(dead_code, reason = "the window tests use all of it")]
mod app;
#[allow(dead_code, reason = "the window tests use all of it")]
mod axe;
#[allow(dead_code, reason = "the window tests use all of it")]
mod days;
#[allow(dead_code, reason = "the window tests use all of it")]
mod desk_form;
#[allow(dead_code, reason = "the window tests use all of it")]
mod driver;
mod gallery;
#[allow(dead_code, reason = "the window tests use all of it")]
mod line;
#[allow(dead_code, reason = "the window tests use all of it")]
mod messages;
#[allow(dead_code, reason = "the window tests use all of it")]
mod screen;
mod setting_places;
#[allow(dead_code, reason = "the window tests use all of it")]
mod shop;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match gallery::run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}
