//! `cargo xtask bench`: how long until the window is there, what it costs, how large it is, how fast the till is, what
//! a slip costs, what watching thousands of open sales costs, and what a million sales cost. The first run writes those, which takes some
//! minutes; they are kept for the next one. The aims that were missed stand at its end.

mod window;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::packages::{self, Need};
use crate::place::Place;
use crate::rounds::ratio;
use crate::shell::{Outcome, cargo, program, run as run_to_end, run_by_line};
use crate::test::{self, SHIPPED};
use crate::web;

const ROUNDS: usize = 9;
/// The most bytes that the program is to have.
const SIZE_AIM: u64 = 25_000_000;
/// So ends a line whose figure missed its aim, here and in every program of the bench.
const OVER: &str = "over the aim";

/// The lines whose figures missed their aims.
#[derive(Default)]
struct Missed(Vec<String>);

impl Missed {
    fn hear(&mut self, line: &str) {
        if let Some(line) = line.trim().strip_suffix(OVER) {
            self.0.push(line.trim().to_owned());
        }
    }

    /// Prints a line of our own, which may end so, too.
    fn say(&mut self, line: &str) {
        println!("{line}");
        self.hear(line);
    }

    fn words(&self) -> String {
        if self.0.is_empty() {
            return "every aim is met".to_owned();
        }
        let lines: String = self.0.iter().map(|line| format!("\n  {line}")).collect();
        format!("aims missed: {}{lines}", self.0.len())
    }
}

/// How a line ends.
fn verdict(is_met: bool) -> String {
    if is_met { String::new() } else { format!("  {OVER}") }
}

/// The command.
pub fn run(place: &Place, args: Vec<String>) -> Outcome {
    let args = Arguments::read(&args)?;
    let mut missed = Missed::default();
    match args.only {
        Some(Part::Watch) => watch(place, args.rounds, &mut missed)?,
        Some(Part::Books) => books(place, args.sales(), &mut missed)?,
        Some(Part::Paint) => {
            build(place)?;
            time_paint(place, Some(&books_of(place, args.sales())), &mut missed)?;
        }
        None => all(place, &args, &mut missed)?,
    }
    println!("\n{}", missed.words());
    Ok(())
}

fn all(place: &Place, args: &Arguments, missed: &mut Missed) -> Outcome {
    build(place)?;
    books(place, args.sales(), missed)?;
    let large = books_of(place, args.sales());
    window::compare(place, &large, args.rounds.unwrap_or(ROUNDS), missed)?;
    time_paint(place, Some(&large), missed)?;
    let galla = place.program("release", "galla");
    let bytes = std::fs::metadata(&galla).map_err(|e| format!("{} has no size: {e}", galla.display()))?.len();
    let (size, aim) = (ratio(bytes, 1_000_000), ratio(SIZE_AIM, 1_000_000));
    missed.say(&format!("size of the program: {size} MB (aim: at most {aim}){}", verdict(bytes <= SIZE_AIM)));
    for name in ["till_bench", "open_bench", "close_bench", "slip_bench"] {
        run_by_line(&mut bench(place, name)?, |line| missed.hear(line))?;
    }
    watch(place, args.rounds, missed)
}

/// The programs as they are shipped.
fn build(place: &Place) -> Outcome {
    packages::ensure(Need::Test, &place.root)?;
    web::build(place)?;
    build_programs(place, &["galla", "bare-window", "simulator"])
}

/// Built in calls for the whole house, so that all of them share what they are built of.
fn build_programs(place: &Place, names: &[&str]) -> Outcome {
    let mut build = cargo(&place.root);
    build.args(["build", "--release"]).args(SHIPPED);
    run_to_end(build.args(names.iter().flat_map(|name| ["--bin", *name])))
}

/// A program of the bench, built.
fn bench(place: &Place, name: &str) -> Outcome<Command> {
    build_programs(place, &[name])?;
    Ok(program(place.program("release", name), &place.root))
}

/// A minute of fast selling in the built window: its test takes the figures.
const PAINTED_SALES: &str = "30";

/// How soon the window answers, over large books where they were made.
fn time_paint(place: &Place, large: Option<&Path>, missed: &mut Missed) -> Outcome {
    test::driver(place)?;
    let galla = place.program("release", "galla").display().to_string();
    let mut variables = vec![("GALLA_PROGRAM", galla), ("GALLA_PAINTED_SALES", PAINTED_SALES.to_owned())];
    let large = large.filter(|books| books.is_file());
    variables.extend(large.map(|books| ("GALLA_LARGE_BOOKS", books.display().to_string())));
    test::window(place, "paint::", &variables)?;
    let figures = place.root.join("tests/e2e/out/paint.txt");
    let figures = std::fs::read_to_string(&figures).map_err(|e| format!("{}: {e}", figures.display()))?;
    println!();
    figures.lines().for_each(|line| missed.say(line));
    Ok(())
}

/// The watcher's bench, with its own number of rounds where none is asked for. The simulator it starts must be built.
fn watch(place: &Place, rounds: Option<usize>, missed: &mut Missed) -> Outcome {
    build_programs(place, &["simulator"])?;
    let mut bench = bench(place, "watch_bench")?;
    if let Some(rounds) = rounds {
        bench.args(["--rounds", &rounds.to_string()]);
    }
    run_by_line(&mut bench, |line| missed.hear(line))
}

/// So many sales the large ledger has when nothing is said: six years of a busy shop.
const SALES: u64 = 1_000_000;
/// Its folder, in the folder of what was built.
const BOOKS: &str = "books-bench";

/// The bench of a large ledger, which is kept between runs.
fn books(place: &Place, sales: u64, missed: &mut Missed) -> Outcome {
    let mut bench = bench(place, "books_bench")?;
    run_by_line(bench.arg(sales.to_string()).arg(place.target.join(BOOKS)), |line| missed.hear(line))
}

/// Where that ledger is, or will be.
fn books_of(place: &Place, sales: u64) -> PathBuf {
    place.target.join(BOOKS).join(format!("{sales}.db"))
}

/// A part that can be asked for alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Watch,
    Books,
    Paint,
}

/// What stands behind `bench`.
#[derive(Debug, PartialEq, Eq)]
struct Arguments {
    rounds: Option<usize>,
    only: Option<Part>,
    sales: Option<u64>,
}

impl Arguments {
    fn sales(&self) -> u64 {
        self.sales.unwrap_or(SALES)
    }

    fn read(args: &[String]) -> Outcome<Arguments> {
        let mut read = Arguments { rounds: None, only: None, sales: None };
        let mut args = args.iter();
        while let Some(flag) = args.next() {
            match (flag.as_str(), args.next().map(String::as_str)) {
                ("--rounds", Some(number)) => {
                    let rounds = number.parse().ok().filter(|n| *n > 0);
                    read.rounds = Some(rounds.ok_or_else(|| format!("'{number}' is not a number of rounds."))?);
                }
                ("--sales", Some(number)) => {
                    let sales = number.parse().ok().filter(|n| *n > 0);
                    read.sales = Some(sales.ok_or_else(|| format!("'{number}' is not a number of sales."))?);
                }
                ("--only", Some("watch")) => read.only = Some(Part::Watch),
                ("--only", Some("books")) => read.only = Some(Part::Books),
                ("--only", Some("paint")) => read.only = Some(Part::Paint),
                _ => {
                    return Err("bench knows --rounds N, --sales N, and --only with watch, books or paint.".into());
                }
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_and_the_part_are_read_in_any_order() {
        let read = |text: &str| Arguments::read(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let wanted = |rounds, only, sales| Ok(Arguments { rounds, only, sales });
        assert_eq!(read(""), wanted(None, None, None));
        assert_eq!(read("--only watch --rounds 3"), wanted(Some(3), Some(Part::Watch), None));
        assert_eq!(read("--rounds 3 --only watch"), wanted(Some(3), Some(Part::Watch), None));
        assert_eq!(read("--only paint"), wanted(None, Some(Part::Paint), None));
        assert_eq!(read("--only books --sales 10000000"), wanted(None, Some(Part::Books), Some(10_000_000)));
        for wrong in ["--rounds", "--rounds 0", "--rounds many", "--only window", "--sales none", "three"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_ends_over_the_aim_is_told_at_the_end() {
        let mut missed = Missed::default();
        missed.hear("a sale: 1.10 of two commits (aim: at most 2.00)");
        assert_eq!(missed.words(), "every aim is met");
        missed.hear(&format!("  a slip 31 ms (aim: at most 30){}", verdict(false)));
        missed.hear(&format!("a start 1.20 (aim: at most 1.25){}", verdict(true)));
        assert_eq!(missed.words(), "aims missed: 1\n  a slip 31 ms (aim: at most 30)");
    }
}
