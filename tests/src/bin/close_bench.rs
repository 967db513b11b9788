//! What it costs to count a drawer, to look for the missing rupee, and to close a shift of five hundred sales.
//!
//! `cargo xtask bench` runs it; `close_bench [FOLDER]` alone works too.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::{Account, Counted, DayFacts, Event, Mode, Paise, TerminalPrefix, explain, suspects};
use journeys::benches::sale;
use ledger::{ChainKey, Ledger, Opening, ShiftAct, Step};

const SALES: i64 = 500;
const AIM_MS: f64 = 200.0;
const NOW: i64 = 1_795_170_000_000;

type Failure = Box<dyn std::error::Error>;

fn sell(ledger: &Ledger) -> Result<(), Failure> {
    for place in 1..=SALES {
        let begun = ledger.begin_sale(&sale(place, NOW), NOW + place, NOW)?;
        let waits = ledger.record(&Step::of(&begun, Event::Accept, NOW + place).ask_next(None).flag(None))?;
        let event = if place % 25 == 0 { Event::Reject } else { Event::Succeed };
        ledger.record_only(&Step::of(&waits, event, NOW + place + 200_000).ask_next(None).flag(None))?;
    }
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<(T, Duration), Failure> {
    let began = Instant::now();
    Ok((work()?, began.elapsed()))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn measure(folder: &Path) -> Result<(), Failure> {
    let key = ChainKey { id: "bench".to_owned(), bytes: [7; 32] };
    let opening = Opening { mode: Mode::Practice, key, prefix: TerminalPrefix::from_random(1), now_ms: NOW };
    let ledger = Ledger::open(&folder.join("close-bench.db"), opening)?;
    let act = |intent| ShiftAct { by: "Meena", intent, at_ms: NOW + 400_000 };
    let count = ledger.count_drawer(&act("first count"), &Counted::of_sum(Paise::new(200_000)))?;
    ledger.open_shift(&act("open"), count.seq, "")?.map_err(|refused| format!("not opened: {refused:?}"))?;
    sell(&ledger)?;
    let drawer = ledger.account_balance(&Account::Cash)?;
    let short = Counted::of_sum(drawer.checked_sub(Paise::new(29_900)).ok_or("a sum")?);
    let (count, counting) = timed(|| Ok(ledger.count_drawer(&act("count"), &short)?))?;
    let (found, searching) = timed(|| {
        let facts = DayFacts { count: Some(short.clone()), ..ledger.shift_facts()?.day };
        Ok(explain(Paise::new(-29_900), suspects(&Account::Cash, &facts)).len())
    })?;
    let (closed, closing) = timed(|| Ok(ledger.close_shift(&act("close"), count.seq, "bench")?))?;
    closed.map_err(|refused| format!("not closed: {refused:?}"))?;
    println!("count of the drawer       {:.1} ms", ms(counting));
    println!("search, {SALES} sales        {:.1} ms ({found} explanations)", ms(searching));
    println!("close of {SALES} sales       {:.1} ms (aim {AIM_MS:.0} ms)", ms(closing));
    Ok(())
}

fn main() -> Result<(), Failure> {
    let scratch = tempfile::tempdir()?;
    let folder = std::env::args().nth(1).map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    measure(&folder)
}
