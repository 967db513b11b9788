//! `cargo xtask bench`: how long until the window is there, what it costs, how large it is, how fast the till is, what
//! a slip costs, and what watching thousands of open sales costs. What a million sales cost is asked for apart, because they take minutes
//! to write.
//!
//! Galla and the smallest Tauri window take turns on one invisible screen, so that whatever else the machine does falls on
//! both. Everything is measured from outside.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::display::SCREEN;
use crate::packages::{self, Need};
use crate::place::{Place, Scratch};
use crate::processes;
use crate::rounds::{hundredths, median, ratio};
use crate::session::Session;
use crate::shell::{Outcome, cargo, read, run as run_to_end, start, until};
use crate::test::{self, HOUSE};
use crate::web;

const ROUNDS: usize = 9;
/// Memory is read when the page has come to rest.
const REST: Duration = Duration::from_secs(3);
/// What we aim for, in hundredths of the smallest window.
const START_AIM: u64 = 125;
const MEMORY_AIM: u64 = 115;

/// A program that opens a window.
struct Subject {
    program: PathBuf,
    title: &'static str,
    /// The folder it keeps its sales in; a program that keeps none has none.
    data: Option<PathBuf>,
}

/// One start of one of them.
struct Reading {
    start_micros: u64,
    memory_kib: u64,
    parts: Vec<(String, u64)>,
}

/// The command.
pub fn run(place: &Place, args: Vec<String>) -> Outcome {
    let args = Arguments::read(&args)?;
    match args.only {
        Some(Part::Watch) => return watch(place, args.rounds),
        Some(Part::Books) => return books(place, args.sales.unwrap_or(SALES)),
        Some(Part::Paint) => return paint(place),
        None => {}
    }
    let rounds = args.rounds.unwrap_or(ROUNDS);
    build(place)?;
    let scratch = Scratch::make("bench")?;
    let galla = place.program("release", "galla");
    prepare_shop(&scratch.path)?;
    let bare = place.program("release", "bare-window");
    let subjects = [
        // It shows itself only once its page has put the cursor into the field.
        Subject { program: bare, title: "Bare window", data: None },
        Subject { program: galla.clone(), title: "Galla", data: Some(scratch.path.clone()) },
    ];
    compare(place, &subjects, rounds)?;
    time_paint(place)?;
    println!("size of the program       {}", megabytes(&galla)?);
    let mut till = cargo(&place.root);
    run_to_end(till.args(["run", "--release", "--quiet", "--package", "journeys", "--bin", "till_bench"]))?;
    let mut openings = cargo(&place.root);
    run_to_end(openings.args(["run", "--release", "--quiet", "--package", "journeys", "--bin", "open_bench"]))?;
    let mut closes = cargo(&place.root);
    run_to_end(closes.args(["run", "--release", "--quiet", "--package", "journeys", "--bin", "close_bench"]))?;
    let mut slips = cargo(&place.root);
    run_to_end(slips.args(["run", "--release", "--quiet", "--package", "journeys", "--bin", "slip_bench"]))?;
    watch(place, args.rounds)
}

/// The programs as they are shipped.
fn build(place: &Place) -> Outcome {
    packages::ensure(Need::Test, &place.root)?;
    web::build(place)?;
    let mut build = cargo(&place.root);
    build.args(["build", "--release"]).args(HOUSE);
    run_to_end(build.args(["--bin", "galla", "--bin", "bare-window", "--bin", "simulator"]))
}

/// How soon the window answers, alone.
fn paint(place: &Place) -> Outcome {
    build(place)?;
    time_paint(place)
}

/// A minute of fast selling in the built window: its test takes the figures.
const PAINTED_SALES: &str = "30";

fn time_paint(place: &Place) -> Outcome {
    test::driver(place)?;
    let galla = place.program("release", "galla").display().to_string();
    test::window(place, "paint::", &[("GALLA_PROGRAM", galla), ("GALLA_PAINTED_SALES", PAINTED_SALES.to_owned())])?;
    let figures = place.root.join("tests/e2e/out/paint.txt");
    let figures = std::fs::read_to_string(&figures).map_err(|e| format!("{}: {e}", figures.display()))?;
    println!("\n{figures}");
    Ok(())
}

/// The watcher's bench, with its own number of rounds where none is asked for. The simulator it starts must be built.
fn watch(place: &Place, rounds: Option<usize>) -> Outcome {
    let mut simulator = cargo(&place.root);
    run_to_end(simulator.args(["build", "--release", "--quiet", "--package", "simulator", "--bin", "simulator"]))?;
    let mut bench = cargo(&place.root);
    bench.args(["run", "--release", "--quiet", "--package", "journeys", "--bin", "watch_bench", "--"]);
    if let Some(rounds) = rounds {
        bench.args(["--rounds", &rounds.to_string()]);
    }
    run_to_end(&mut bench)
}

/// So many sales the large ledger has when nothing is said: six years of a busy shop.
const SALES: u64 = 1_000_000;

/// The bench of a large ledger. It is kept between runs, in the folder of what was built.
fn books(place: &Place, sales: u64) -> Outcome {
    let mut bench = cargo(&place.root);
    bench.args(["run", "--release", "--quiet", "--package", "journeys", "--bin", "books_bench", "--"]);
    run_to_end(bench.arg(sales.to_string()).arg(place.target.join("books-bench")))
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
                    return Err(
                        "bench knows --rounds N, --only watch, --only books with --sales N, and --only paint.".into()
                    );
                }
            }
        }
        Ok(read)
    }
}

/// A shop whose first start is behind it, so that what is measured is every other morning.
fn prepare_shop(data: &Path) -> Outcome {
    let settings = include_str!("bench-settings.json");
    std::fs::write(data.join("settings.json"), settings).map_err(|e| format!("the settings could not be written: {e}"))
}

fn compare(place: &Place, subjects: &[Subject; 2], rounds: usize) -> Outcome {
    let mut session = Session::start(place, "window", SCREEN)?;
    session.own_folders("C.UTF-8")?;
    session.unlock_keyring(place)?;
    // The first start of each fills the disk's cache and WebKit's; it is not counted.
    for subject in subjects {
        measure(place, &session, subject)?;
    }
    let mut readings = [Vec::new(), Vec::new()];
    for round in 1..=rounds {
        for (subject, readings) in subjects.iter().zip(&mut readings) {
            let reading = measure(place, &session, subject)?;
            println!(
                "round {round}: {:<12} {:>6} ms {:>8} KiB  {}",
                subject.title,
                reading.start_micros / 1000,
                reading.memory_kib,
                reading.parts.iter().map(|(name, kib)| format!("{name} {kib}")).collect::<Vec<_>>().join(", ")
            );
            readings.push(reading);
        }
    }
    let [bare, galla] = readings;
    println!("\nmedians of {rounds} rounds       galla      bare    ratio    aim");
    report("start, ms", &galla, &bare, |r| r.start_micros / 1000, START_AIM);
    report("memory (PSS), KiB", &galla, &bare, |r| r.memory_kib, MEMORY_AIM);
    Ok(())
}

fn report(what: &str, galla: &[Reading], bare: &[Reading], of: impl Fn(&Reading) -> u64, aim: u64) {
    let middle = |readings: &[Reading]| median(readings.iter().map(&of).collect()).unwrap_or_default();
    let (galla, bare) = (middle(galla), middle(bare));
    let verdict = if hundredths(galla, bare) <= aim { "" } else { "  over the aim" };
    println!("{what:<20} {galla:>10} {bare:>9} {:>8} ≤ {}{verdict}", ratio(galla, bare), ratio(aim, 100));
}

fn measure(place: &Place, session: &Session, subject: &Subject) -> Outcome<Reading> {
    let mut command = session.command(&subject.program, place);
    if let Some(data) = &subject.data {
        command.arg("--data-dir").arg(data);
    }
    let began = Instant::now();
    let mut running = start(&mut command)?;
    let there = until(Duration::from_secs(60), || {
        (running.ended() || session.display.shows(subject.title)).then(|| began.elapsed())
    });
    if running.ended() {
        return Err(format!("{} ended before its window was there.", place.short(&subject.program)));
    }
    let there = there.ok_or_else(|| format!("the window '{}' was not there after a minute.", subject.title))?;
    std::thread::sleep(REST);
    let parts: Vec<(String, u64)> = processes::tree(running.id())
        .into_iter()
        .filter_map(|id| Some((processes::name(id), processes::pss_kib(id)?)))
        .collect();
    if let Some(data) = &subject.data {
        sell(session, subject.title, data)?;
    }
    let memory_kib = parts.iter().map(|(_, kib)| kib).sum();
    Ok(Reading { start_micros: u64::try_from(there.as_micros()).unwrap_or(u64::MAX), memory_kib, parts })
}

/// What is measured has to work: a number is typed into the window, and the sale has to stand in the practice ledger.
fn sell(session: &Session, title: &str, data: &Path) -> Outcome {
    let sales = || {
        let mut ask = Command::new("sqlite3");
        ask.arg("-readonly").arg(data.join("practice.db")).arg("SELECT count(*) FROM sale");
        read(&mut ask).and_then(|count| count.parse::<u64>().ok())
    };
    let before = sales().ok_or("the practice ledger cannot be read.")?;
    session.display.type_into(title, &format!("98115 {:05}\n11\n\n", 10_000 + before))?;
    let sold = until(Duration::from_secs(30), || sales().filter(|count| *count > before));
    sold.map(drop).ok_or_else(|| {
        let picture = std::env::temp_dir().join("galla-bench.png");
        session.display.picture(&picture).ok();
        format!("nothing can be sold in '{title}': what was typed into Number is no sale. See {}", picture.display())
    })
}

fn megabytes(file: &Path) -> Outcome<String> {
    let bytes = std::fs::metadata(file).map_err(|e| format!("{} has no size: {e}", file.display()))?.len();
    Ok(format!("{} MB", ratio(bytes, 1_000_000)))
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
}
