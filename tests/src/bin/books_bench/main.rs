//! What the questions of a counter cost on a large ledger, beside the same questions on one of 10,000 sales. Both are asked in turn, so
//! that a machine that slows down slows both. Then: what an opening costs beside one of an empty ledger, a sale while a report of all
//! sales runs, what an SQL client answers, and a workbook of 100,000 sales beside the library alone.
//!
//! `cargo xtask bench --only books` runs it; `books_bench [SALES] [FOLDER]` alone works too. The ledgers are written by the program's own
//! writer, and kept in FOLDER for the next run.

mod beside;
mod client;
mod made;
mod questions;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Mode, TerminalPrefix};
use ledger::{ChainKey, Ledger, Opening};

use made::ledger_of;
use questions::QUESTIONS;

const FEW: i64 = 10_000;
const MANY: i64 = 1_000_000;
const NOW: i64 = 1_795_170_000_000;
const ROUNDS: usize = 15;
/// In hundredths of what it costs on the small ledger.
const AIM: u128 = 130;
const AIM_MOST: Duration = Duration::from_millis(50);
/// What costs less than this is never over the aim: two such figures differ by chance alone.
const NOTHING: Duration = Duration::from_micros(200);

type Failure = Box<dyn std::error::Error>;

fn opening() -> Opening {
    let key = ChainKey { id: "bench".to_owned(), bytes: [7; 32] };
    Opening { mode: Mode::Practice, key, prefix: TerminalPrefix::from_random(1), now_ms: NOW }
}

/// How the line of a figure ends.
fn verdict(is_met: bool) -> &'static str {
    if is_met { "" } else { "  over the aim" }
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// What a start costs that reads the ledger alone, beside one of an empty ledger. The first one looks at the whole file, because nobody
/// knows it here.
fn openings(empty: &Path, many: &Path) -> Result<(), Failure> {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..=ROUNDS {
        for (path, times) in [empty, many].into_iter().zip(&mut times) {
            let began = Instant::now();
            let ledger = Ledger::open(path, opening())?;
            times.push(began.elapsed());
            ledger.close();
        }
    }
    let first = times.each_ref().map(|times| times.first().copied().unwrap_or_default());
    let [empty, many] = times.map(|mut times| middle(&mut times[1..]));
    println!("opened for the first time: {} ms, empty {} ms", first[1].as_millis(), first[0].as_millis());
    beside::tell("opened again", many, "an empty ledger", empty, AIM);
    Ok(())
}

/// Asks every question of both ledgers.
fn ask_all(few: &Ledger, many: &Ledger) -> Result<(), Failure> {
    println!("\nmedian of {ROUNDS} in turn, µs                  few       many    ratio   found");
    for (name, ask) in QUESTIONS {
        let (mut times, mut rows) = ([Vec::new(), Vec::new()], [0, 0]);
        for _ in 0..=ROUNDS {
            for (place, ledger) in [few, many].into_iter().enumerate() {
                let began = Instant::now();
                rows[place] = ask(ledger)?;
                times[place].push(began.elapsed());
            }
        }
        // The first of each fills the memory.
        let [few, many] = times.map(|mut times| middle(&mut times[1..]));
        let hundredths = many.as_nanos() * 100 / few.as_nanos().max(1);
        println!(
            "  {name:<34} {:>8} {:>10} {:>5}.{:02}   {} and {}{}",
            few.as_micros(),
            many.as_micros(),
            hundredths / 100,
            hundredths % 100,
            rows[0],
            rows[1],
            verdict(many <= AIM_MOST && (hundredths <= AIM || many <= NOTHING))
        );
    }
    println!("aim: at most 1.30 times the small ledger, or nothing that is felt, and 50 ms at most\n");
    Ok(())
}

fn measure(folder: &Path, sales: i64) -> Result<(), Failure> {
    println!("a ledger of {FEW} sales and one of {sales}, in {}", folder.display());
    let [empty, few, many] = [ledger_of(folder, 0)?, ledger_of(folder, FEW)?, ledger_of(folder, sales)?];
    openings(&empty, &many)?;
    let few = Ledger::open(&few, opening())?;
    let ledger = Arc::new(Ledger::open(&many, opening())?);
    ask_all(&few, &ledger)?;
    beside::sales(&ledger)?;
    client::compare(&ledger, &many)?;
    ledger.close();
    beside::workbooks(&many, folder)
}

fn main() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let sales = words.next().map_or(Ok(MANY), |text| text.parse())?;
    let scratch = tempfile::tempdir()?;
    let folder = words.next().map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    measure(&folder, sales)
}
