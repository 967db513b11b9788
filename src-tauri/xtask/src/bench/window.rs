//! Galla beside the smallest Tauri window, and beside Chromium showing the same page where that is installed. They take turns on one
//! invisible screen, so that whatever else the machine does falls on all of them. Everything is measured from outside.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Missed, verdict};
use crate::display::SCREEN;
use crate::place::{Place, Scratch};
use crate::processes;
use crate::rounds::{hundredths, median, ratio};
use crate::session::Session;
use crate::shell::{Outcome, read, start, until};

/// Memory is read when the page has come to rest.
const REST: Duration = Duration::from_secs(3);
/// What we aim for, in hundredths of the smallest window.
const START_AIM: u64 = 125;
const MEMORY_AIM: u64 = 115;
/// With large books, in hundredths of the window with empty ones.
const LARGE_MEMORY_AIM: u64 = 110;

/// A program that opens a window.
struct Subject {
    name: &'static str,
    program: PathBuf,
    args: Vec<String>,
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

/// What is taken from a reading.
type Figure = fn(&Reading) -> u64;

/// Starts each in turn, and prints the middle of their starts and of their memory.
pub fn compare(place: &Place, large: &Path, rounds: usize, missed: &mut Missed) -> Outcome {
    let scratch = Scratch::make("bench")?;
    // Large books are copied: what is sold here must not be in them at the next run. They lie beside, because the system's temporary
    // folder may be memory.
    let many = large.with_file_name("window");
    let subjects = subjects(place, &scratch, large, &many)?;
    let mut session = Session::start(place, "window", SCREEN)?;
    session.own_folders("C.UTF-8")?;
    session.unlock_keyring(place)?;
    // The first start of each fills the disk's cache and WebKit's; it is not counted.
    for subject in &subjects {
        measure(place, &session, subject)?;
    }
    let mut readings: Vec<Vec<Reading>> = subjects.iter().map(|_| Vec::new()).collect();
    for round in 1..=rounds {
        for (subject, readings) in subjects.iter().zip(&mut readings) {
            let reading = measure(place, &session, subject)?;
            println!(
                "round {round}: {:<20} {:>6} ms {:>8} KiB  {}",
                subject.name,
                reading.start_micros / 1000,
                reading.memory_kib,
                reading.parts.iter().map(|(name, kib)| format!("{name} {kib}")).collect::<Vec<_>>().join(", ")
            );
            readings.push(reading);
        }
    }
    std::fs::remove_dir_all(&many).ok();
    report(rounds, &subjects, &readings, missed);
    Ok(())
}

fn subjects(place: &Place, scratch: &Scratch, large: &Path, many: &Path) -> Outcome<Vec<Subject>> {
    let galla = |name, data: &Path| Subject {
        name,
        program: place.program("release", "galla"),
        args: vec!["--data-dir".to_owned(), data.display().to_string()],
        // It shows itself only once its page has put the cursor into the field.
        title: "Galla",
        data: Some(data.to_owned()),
    };
    let bare = place.program("release", "bare-window");
    let mut subjects =
        vec![Subject { name: "bare window", program: bare, args: Vec::new(), title: "Bare window", data: None }];
    prepare_shop(&scratch.path)?;
    subjects.push(galla("Galla", &scratch.path));
    if large.is_file() {
        prepare_shop(many)?;
        std::fs::copy(large, many.join("practice.db")).map_err(|e| format!("{}: {e}", large.display()))?;
        subjects.push(galla("Galla, large books", many));
    }
    match read(Command::new("sh").args(["-c", "command -v chromium"])) {
        Some(chromium) => {
            let page = format!("--app=file://{}", place.ui().join("dist/index.html").display());
            let profile = format!("--user-data-dir={}", scratch.private("chromium")?.display());
            let args = ["--no-first-run", "--no-sandbox", "--allow-file-access-from-files", &profile, &page];
            let args = args.map(str::to_owned).to_vec();
            subjects.push(Subject { name: "Chromium", program: chromium.into(), args, title: "Galla", data: None });
        }
        None => println!("Chromium is not installed: the page is not shown in it."),
    }
    Ok(subjects)
}

fn report(rounds: usize, subjects: &[Subject], readings: &[Vec<Reading>], missed: &mut Missed) {
    let middle = |at: usize, of: Figure| {
        readings.get(at).and_then(|readings| median(readings.iter().map(of).collect())).unwrap_or_default()
    };
    println!("\nmedians of {rounds} rounds, beside the bare window");
    for (at, subject) in subjects.iter().enumerate() {
        let figures: [(_, _, Figure, _); 2] = [
            ("start", "ms", |reading| reading.start_micros / 1000, START_AIM),
            ("memory (PSS)", "KiB", |reading| reading.memory_kib, MEMORY_AIM),
        ];
        for (what, unit, of, aim) in figures {
            let (ours, bare) = (middle(at, of), middle(0, of));
            let aimed = subject.data.is_some();
            let aims = if aimed { format!(" (aim: at most {})", ratio(aim, 100)) } else { String::new() };
            let end = verdict(!aimed || hundredths(ours, bare) <= aim);
            missed.say(&format!("{:<20} {what} {ours} {unit}, {} times{aims}{end}", subject.name, ratio(ours, bare)));
        }
    }
    let selling: Vec<usize> = (0..subjects.len()).filter(|at| subjects[*at].data.is_some()).collect();
    if let [empty, large] = selling[..] {
        let (empty, large) = (middle(empty, |r| r.memory_kib), middle(large, |r| r.memory_kib));
        let end = verdict(hundredths(large, empty) <= LARGE_MEMORY_AIM);
        let (times, aim) = (ratio(large, empty), ratio(LARGE_MEMORY_AIM, 100));
        missed.say(&format!("large books take {times} times the memory of empty ones (aim: at most {aim}){end}"));
    }
}

/// A shop whose first start is behind it, so that what is measured is every other morning.
fn prepare_shop(data: &Path) -> Outcome {
    let settings = include_str!("settings.json");
    let written = std::fs::create_dir_all(data).and_then(|()| std::fs::write(data.join("settings.json"), settings));
    written.map_err(|e| format!("the settings could not be written: {e}"))
}

fn measure(place: &Place, session: &Session, subject: &Subject) -> Outcome<Reading> {
    let mut command = session.command(&subject.program, place);
    command.args(&subject.args).stderr(Stdio::null());
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
    session.display.type_into(title, &format!("98115 {:05}\n11\n\n", 10_000 + before % 80_000))?;
    let sold = until(Duration::from_secs(30), || sales().filter(|count| *count > before));
    sold.map(drop).ok_or_else(|| {
        let picture = std::env::temp_dir().join("galla-bench.png");
        session.display.picture(&picture).ok();
        format!("nothing can be sold in '{title}': what was typed into Number is no sale. See {}", picture.display())
    })
}
