//! Never twice, never lost: the proof, as a program. `cargo xtask torture` runs it.
//!
//! Each part attacks the real till in its own way and prints its figures in one line; a part that finds a violation says
//! how to see it again, and the program ends with a failure.
//!
//! Architecture invariant: nothing here is shipped, and nothing shipped depends on it.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "whatever the proof does not name is a violation, or is looked at elsewhere"
)]

mod args;
mod disk;
mod kill;
mod mouth;
mod net;
mod outside;
mod parsers;
mod print;
mod secrets;
mod word;
mod world;

use std::process::ExitCode;
use std::time::Instant;

use args::Args;

/// What a part has to say: its figures in a line, or what it found.
pub type Verdict = Result<String, String>;

/// A part by its name.
type Part = (&'static str, fn(&Args) -> Verdict);

const PARTS: &[Part] = &[
    ("shop", world::run),
    ("flaws", world::run_flaws),
    ("disk", disk::run),
    ("kill", kill::run),
    ("net", net::run),
    ("print", print::run),
    ("parsers", parsers::run),
    ("secrets", secrets::run),
];

fn main() -> ExitCode {
    // The parts that kill start this program a second time.
    if let Some(end) = kill::child().or_else(print::child) {
        return end;
    }
    let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
    let args = match Args::read(std::env::args().skip(1), &names) {
        Ok(args) => args,
        Err(words) => {
            eprintln!("{words}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = false;
    for (name, part) in PARTS.iter().filter(|(name, _)| args.wants(name)) {
        let began = Instant::now();
        let verdict = part(&args);
        let (word, text) = match &verdict {
            Ok(text) => ("ok", text),
            Err(text) => ("FAILED", text),
        };
        println!("  {name:<9} {word:<7} {:>5} s  {text}", began.elapsed().as_secs());
        failed |= verdict.is_err();
    }
    disk::forget_folder();
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
