//! What is done in a run: rows of places gone along one by one, and then chance, on several shops side by side.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::Verdict;
use crate::args::{Args, Span};
use crate::mouth::SLUGS;

use super::bench::{Bench, Fell};
use super::case::{Case, Kind, measure};
use super::controls;
use super::provider::{Fate, Provider};

/// So many sales a folder has before the next one takes its place: books with a past, and not too long a one.
const SALES_OF_A_SHOP: usize = 60;

/// What is done in a run.
struct Plan {
    /// Of every row of places, each how manieth.
    stride: u64,
    /// At least so many kills.
    kills: u64,
    /// At least so long.
    lasts: Duration,
}

impl Plan {
    fn of(span: Span) -> Plan {
        match span {
            Span::Short => Plan { stride: 11, kills: 700, lasts: Duration::ZERO },
            Span::Usual => Plan { stride: 1, kills: 5_500, lasts: Duration::ZERO },
            Span::For(lasts) => Plan { stride: 1, kills: 5_500, lasts },
        }
    }
}

/// What has been done so far.
#[derive(Default)]
struct Tally {
    kills: u64,
    sales: usize,
    cases: [u64; 6],
    starts: u32,
    starting: Duration,
}

impl Tally {
    fn add(mut self, other: Tally) -> Tally {
        self.kills += other.kills;
        self.sales += other.sales;
        self.starts += other.starts;
        self.starting += other.starting;
        self.cases.iter_mut().zip(other.cases).for_each(|(sum, more)| *sum += more);
        self
    }
}

/// What the lanes have in common. A shop waits more than it works (the watcher leaves a pause between two enquiries), so
/// several are killed side by side.
struct Work {
    plan: Plan,
    seed: u64,
    began: Instant,
    rows: Mutex<Vec<(usize, Row)>>,
    kills: AtomicU64,
    failed: AtomicBool,
}

/// What is cut, who is asked, what becomes of the sale.
type Row = (Kind, usize, Fate);

const LANES: u64 = 4;

/// The child's life, when this process is one.
pub fn child() -> Option<ExitCode> {
    let is_child = std::env::args().nth(1).is_some_and(|word| word == super::child::ARGUMENT);
    is_child.then(super::child::run)
}

/// The part.
pub fn run(args: &Args) -> Verdict {
    let provider = Provider::start()?;
    if args.replay {
        return replay(&provider, args.seed);
    }
    let caught = controls::run(&provider)?;
    let mut rows: Vec<(usize, Row)> = rows().into_iter().enumerate().collect();
    rows.reverse();
    let work = Work {
        plan: Plan::of(args.span),
        seed: args.seed,
        began: Instant::now(),
        rows: Mutex::new(rows),
        kills: AtomicU64::new(0),
        failed: AtomicBool::new(false),
    };
    let work = &work;
    let tallies: Vec<Result<Tally, String>> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES).map(|lane| scope.spawn(move || work.lane(lane))).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|_| Err("a lane panicked".to_owned()))).collect()
    });
    let mut tally = Tally::default();
    for lane in tallies {
        tally = tally.add(lane?);
    }
    Ok(words_of(&tally, caught, work.began.elapsed()))
}

impl Work {
    fn lane(&self, lane: u64) -> Result<Tally, String> {
        let done = self.kill_on(lane);
        if done.is_err() {
            self.failed.store(true, Ordering::SeqCst);
        }
        done
    }

    fn is_over(&self) -> bool {
        let enough = self.kills.load(Ordering::SeqCst) >= self.plan.kills && self.began.elapsed() >= self.plan.lasts;
        enough || self.failed.load(Ordering::SeqCst)
    }

    fn kill_on(&self, lane: u64) -> Result<Tally, String> {
        let provider = Provider::start()?;
        let mut tally = Tally::default();
        loop {
            let next = self.rows.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some((place, row)) = next.filter(|_| !self.failed.load(Ordering::SeqCst)) else { break };
            self.sweep(&provider, row, &mut StdRng::seed_from_u64(self.seed ^ place as u64), &mut tally)?;
        }
        let mut chance = StdRng::seed_from_u64(self.seed ^ (lane + 1) << 32);
        let (mut bench, mut rounds) = (None, 0);
        while !self.is_over() {
            let seller = (rounds / 12) % SLUGS.len();
            let (eager, place) = (chance.random_range(0..2) == 0, u64::from(chance.random::<u32>()));
            let case = Case { kind: Kind::Chance, seller, fate: Fate::Done, eager, place, after: false };
            self.one(&provider, &mut bench, case, &mut tally)?;
            rounds += 1;
        }
        finish(bench, &mut tally)?;
        Ok(tally)
    }

    /// Goes along a row until there is no such place any more.
    fn sweep(
        &self,
        provider: &Provider,
        (kind, seller, fate): Row,
        chance: &mut StdRng,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let mut bench = None;
        let stride = self.plan.stride;
        let has_sides = matches!(kind, Kind::Disk | Kind::Recovery | Kind::First);
        let first = if kind == Kind::Out { 0 } else { 1 };
        let mut place = first + chance.random_range(0..stride);
        loop {
            let eager = chance.random_range(0..2) == 0;
            let sides: &[bool] = match (has_sides, stride) {
                (false, _) => &[false],
                (true, 1) => &[false, true],
                (true, _) => &[[false, true][(place / stride % 2) as usize]],
            };
            for after in sides {
                let case = Case { kind, seller, fate, eager, place, after: *after };
                if self.one(provider, &mut bench, case, tally)? != Fell::Killed {
                    return finish(bench, tally);
                }
            }
            place += stride;
        }
    }

    /// One case, on the shop that is there or a new one.
    fn one<'a>(
        &self,
        provider: &'a Provider,
        bench: &mut Option<Bench<'a>>,
        case: Case,
        tally: &mut Tally,
    ) -> Result<Fell, String> {
        let with_case = |words: String| format!("{case}: {words} (again: --part kill --seed {} --replay)", case.seed());
        let is_other = |bench: &Bench<'_>| bench.seller != case.seller || case.kind == Kind::First;
        if bench.as_ref().is_some_and(|bench| bench.sales() >= SALES_OF_A_SHOP || is_other(bench)) {
            finish(bench.take(), tally).map_err(with_case)?;
        }
        let shop = match bench {
            Some(shop) => shop,
            None => bench.insert(Bench::new(provider, case.seller, None)?),
        };
        let before = shop.kills;
        let fell = case.run(shop).map_err(with_case)?;
        self.kills.fetch_add(shop.kills - before, Ordering::SeqCst);
        tally.cases[case.kind as usize] += shop.kills - before;
        Ok(fell)
    }
}

fn words_of(tally: &Tally, caught: usize, took: Duration) -> String {
    let [out, read, disk, recovery, first, chance] = tally.cases;
    let start_us = tally.starting.as_micros() / u128::from(tally.starts.max(1));
    format!(
        "{} kills (bytes out {out}, bytes in {read}, disk {disk}, recovery {recovery}, first opening {first}, chance {chance}), \
         {} sales, {} restarts of {}.{} ms, in {} s: 0 lost, 0 twice; {caught} controls caught",
        tally.kills,
        tally.sales,
        tally.starts,
        start_us / 1_000,
        start_us % 1_000 / 100,
        took.as_secs(),
    )
}

/// The rows of places that are gone through one after the other: what is cut, who is asked, what becomes of the sale.
fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for seller in 0..SLUGS.len() {
        rows.push((Kind::Out, seller, Fate::Done));
        rows.push((Kind::In, seller, Fate::Done));
    }
    rows.extend([(Kind::In, 0, Fate::Elsewhere), (Kind::In, 1, Fate::Refused), (Kind::Out, 3, Fate::Elsewhere)]);
    rows.extend([(Kind::Disk, 0, Fate::Done), (Kind::Disk, 1, Fate::Elsewhere), (Kind::Disk, 3, Fate::LateDone)]);
    rows.extend([(Kind::Recovery, 1, Fate::Done), (Kind::Recovery, 2, Fate::LateFailed), (Kind::First, 0, Fate::Done)]);
    rows
}

fn finish(bench: Option<Bench<'_>>, tally: &mut Tally) -> Result<(), String> {
    let Some(bench) = bench else { return Ok(()) };
    tally.kills += bench.kills;
    tally.sales += bench.sales();
    tally.starts += bench.starts;
    tally.starting += bench.starting;
    bench.close()
}

fn replay(provider: &Provider, seed: u64) -> Verdict {
    let case = Case::of(seed).ok_or("this seed is of no case of this part")?;
    let (opening, sale) = measure(provider, case.seller, case.fate)?;
    println!("  {case}; of an undisturbed sale there is {sale:?}, of an opening {opening:?}");
    let mut bench = Bench::new(provider, case.seller, None)?;
    let fell = case.run(&mut bench)?;
    let (kills, sales) = (bench.kills, bench.sales());
    bench.close()?;
    Ok(format!("{fell:?}: {kills} kills, {sales} sales"))
}
