//! `cargo xtask torture`: never twice, never lost: the proof. Its parts are a program of their own; here the program is
//! built and run, and the part that needs a window is run beside it.

use std::process::Command;
use std::time::Instant;

use crate::packages::{self, Need};
use crate::place::Place;
use crate::shell::{Outcome, cargo, program, run as run_to_end, run_by_line};
use crate::{release, test, web};

/// The program's package.
pub const PACKAGE: &str = "torture";
/// The feature that puts the deliberate bugs into a build of it.
pub const FLAWS: &str = "torture/flaws";
/// What makes its build fast: see there.
const SPEED: &str = "tests/torture/speed.toml";
/// The parts that are run here.
const WINDOW: &str = "window";
const TYPING: &str = "typing";
const BUILDS: &str = "builds";
/// So many sales are typed ahead when nothing is said, and in a short run that asks for it.
const USUAL_TYPED: u64 = 500;
const SHORT_TYPED: u64 = 36;
/// Every build that somebody may make.
const CALLS: [&[&str]; 4] = [&[], &["--all-targets"], &["--release"], &["--release", "--all-targets"]];
/// The test that kills the whole program, and the variable that says how often.
const KILLED: &str = "killed::";
const KILLS: &str = "GALLA_WINDOW_KILLS";
/// How often it is killed when nothing is said, and in a short run that asks for it.
const USUAL_KILLS: u64 = 50;
const SHORT_KILLS: u64 = 5;
/// Where chance begins in a test run: what fails for somebody must have failed for whoever changed it. A run of its own
/// begins elsewhere each time.
const SEED_OF_TESTS: &str = "1";
/// So many seconds a kill takes with the start after it, roughly: what a run of hours is divided by.
const SECONDS_OF_A_KILL: u64 = 6;
/// More of them would empty the practice wallets.
const MOST_KILLS: u64 = 1_500;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    /// The words for the program; `None`: none of its parts.
    program: Option<Vec<String>>,
    /// How often the whole program is killed; `None`: that part is left out.
    kills: Option<u64>,
    /// How many sales are typed ahead into the window; `None`: none.
    typed: Option<u64>,
    /// Whether every build of the program is sold in.
    builds: bool,
}

impl Wanted {
    fn needs_window(&self) -> bool {
        self.kills.is_some() || self.typed.is_some() || self.builds
    }
}

/// The command.
pub fn run(place: &Place, args: Vec<String>) -> Outcome {
    let wanted = read_wanted(args)?;
    packages::ensure(if wanted.needs_window() { Need::Test } else { Need::Build }, &place.root)?;
    let mut rows = Vec::new();
    let mut done = Ok(());
    if let Some(words) = &wanted.program {
        done = parts(place, words, &mut rows);
    }
    if wanted.needs_window() {
        web::build(place)?;
        test::build(place)?;
        test::driver(place)?;
    }
    if let Some(kills) = wanted.kills {
        done = done.and(driven(place, WINDOW, (KILLED, KILLS, kills), &mut rows));
    }
    if let Some(typed) = wanted.typed {
        done = done.and(driven(place, TYPING, (test::TYPING, test::TYPED_SALES, typed), &mut rows));
    }
    if wanted.builds {
        done = done.and(builds(place, &mut rows));
    }
    println!("\n{}", rows.join("\n"));
    done
}

/// The step of `cargo xtask test`: the program's own tests, and every part that needs no window, each as short as it can be.
pub fn short(place: &Place) -> Outcome {
    run_to_end(&mut flawed(place, "test"))?;
    parts(place, &["--short", "--seed", SEED_OF_TESTS].map(str::to_owned), &mut Vec::new())
}

/// A call for the program with the deliberate bugs in it. It names the whole house and a test, as [`test::build`] does, so that of the
/// libraries nothing is built again.
fn flawed(place: &Place, verb: &str) -> Command {
    let mut command = cargo(&place.root);
    command.args([verb, test::HOUSE, "--features", FLAWS, "--config", SPEED, "--bin", PACKAGE, "--test", "program"]);
    command
}

/// Builds the program and runs it; keeps the rows that it prints, one for each part.
fn parts(place: &Place, words: &[String], rows: &mut Vec<String>) -> Outcome {
    run_to_end(&mut flawed(place, "build"))?;
    let mut command = program(place.program("debug", PACKAGE), &place.root);
    run_by_line(command.args(words), |line| rows.extend(is_row(line).then(|| line.to_owned())))
        .map_err(|words| format!("the proof found a violation, or could not be had: {words}."))
}

/// Whether a line is a part's own: its name, and `ok` or `FAILED`.
fn is_row(line: &str) -> bool {
    line.starts_with("  ") && matches!(line.split_whitespace().nth(1), Some("ok" | "FAILED"))
}

/// A part that is a test of the window, done as often as it is told; the test leaves its figures in a file.
fn driven(place: &Place, part: &str, test: (&str, &str, u64), rows: &mut Vec<String>) -> Outcome {
    let (name, variable, times) = test;
    let began = Instant::now();
    let stem = name.split("::").next().unwrap_or(name);
    let figures = place.root.join(format!("tests/e2e/out/{stem}.txt"));
    // Old figures are nobody's.
    std::fs::remove_file(&figures).ok();
    let outcome = test::window(place, name, &[(variable, times.to_string())]);
    let text = std::fs::read_to_string(&figures).unwrap_or_else(|_| "left out on this system".to_owned());
    rows.push(row(part, &outcome, began, &text));
    outcome
}

/// The program of every call that builds it: each is sold in.
fn builds(place: &Place, rows: &mut Vec<String>) -> Outcome {
    let began = Instant::now();
    let outcome = CALLS.iter().try_for_each(|call| release::sell_in_build(place, call));
    rows.push(row(BUILDS, &outcome, began, &format!("{} builds of the program, and sales in each", CALLS.len())));
    outcome
}

fn row(part: &str, outcome: &Outcome, began: Instant, figures: &str) -> String {
    let (word, text) = match outcome {
        Ok(()) => ("ok", figures),
        Err(words) => ("FAILED", words.as_str()),
    };
    format!("  {part:<9} {word:<7} {:>5} s  {text}", began.elapsed().as_secs())
}

/// Sorts the words: the parts with the window are ours, all others are the program's, which knows its parts and says so.
fn read_wanted(args: Vec<String>) -> Outcome<Wanted> {
    let (mut passed_on, mut others, mut ours) = (Vec::new(), false, Vec::new());
    let (mut kills, mut is_short) = (USUAL_KILLS, false);
    let mut args = args.into_iter();
    while let Some(word) = args.next() {
        match word.as_str() {
            "--part" | "--for" | "--seed" => {
                let value = args.next().ok_or_else(|| format!("{word} wants a value."))?;
                match word.as_str() {
                    "--part" if [WINDOW, TYPING, BUILDS].contains(&value.as_str()) => {
                        ours.push(value);
                        continue;
                    }
                    "--part" => others = true,
                    "--for" => kills = (seconds(&value)? / SECONDS_OF_A_KILL).clamp(USUAL_KILLS, MOST_KILLS),
                    _ => {}
                }
                passed_on.extend([word, value]);
            }
            "--short" | "--replay" => {
                is_short = true;
                passed_on.push(word);
            }
            other => return Err(format!("torture does not know '{other}'.")),
        }
    }
    let everything = !others && ours.is_empty();
    let has = |part: &str| ours.iter().any(|each| each == part) || (everything && !is_short);
    let (kills, typed) = if is_short { (SHORT_KILLS, SHORT_TYPED) } else { (kills, USUAL_TYPED) };
    Ok(Wanted {
        kills: has(WINDOW).then_some(kills),
        typed: has(TYPING).then_some(typed),
        builds: has(BUILDS),
        program: (others || everything).then_some(passed_on),
    })
}

/// A time as the program reads it too: `90s`, `20m`, `3h`.
fn seconds(text: &str) -> Outcome<u64> {
    let wrong = || format!("'{text}' is no time; say 90s, 20m or 3h.");
    let unit = match text.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 3_600,
        _ => return Err(wrong()),
    };
    text[..text.len() - 1].parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Outcome<Wanted> {
        read_wanted(text.split_whitespace().map(str::to_owned).collect())
    }

    fn wanted(program: Option<&str>, kills: Option<u64>, typed: Option<u64>, builds: bool) -> Outcome<Wanted> {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Ok(Wanted { program: program.map(words), kills, typed, builds })
    }

    #[test]
    fn the_window_is_killed_here_and_all_else_is_passed_on() {
        assert_eq!(read(""), wanted(Some(""), Some(50), Some(500), true));
        assert_eq!(read("--part window"), wanted(None, Some(50), None, false));
        assert_eq!(read("--part typing"), wanted(None, None, Some(500), false));
        assert_eq!(read("--part builds --part shop"), wanted(Some("--part shop"), None, None, true));
        let passed_on = "--part net --part kill --seed 7";
        assert_eq!(read(passed_on), wanted(Some(passed_on), None, None, false));
        assert_eq!(read("--part window --part kill"), wanted(Some("--part kill"), Some(50), None, false));
        assert_eq!(read("--short"), wanted(Some("--short"), None, None, false));
        assert_eq!(read("--short --part window"), wanted(None, Some(5), None, false));
        assert_eq!(read("--short --part typing"), wanted(None, None, Some(36), false));
        assert_eq!(read("--for 1h"), wanted(Some("--for 1h"), Some(600), Some(500), true));
        for wrong in ["--part", "--for", "--for ever", "--for 3", "more"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_row_is_told_from_what_else_is_printed() {
        assert!(is_row("  kill      ok         26 s  709 kills") && is_row("  net       FAILED      1 s  x"));
        assert!(!is_row("  Compiling torture") && !is_row("ok") && !is_row("kill ok"));
    }
}
