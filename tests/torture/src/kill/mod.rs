//! Real processes, really killed: the till in a child without a window, `kill -9` at every byte it writes to a socket, at
//! every byte it reads, before and after everything it does to the ledger's files, while it recovers from the last kill,
//! and at any moment with several sales on the line. After each kill it is started again and settles with an honest
//! provider, and the books are held against what the provider did.
#![cfg_attr(not(target_os = "linux"), expect(unused, reason = "elsewhere the part is left out"))]

mod bench;
mod case;
mod check;
mod child;
mod controls;
mod cut;
mod dialect;
mod provider;
mod vfs;
mod wire;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::Verdict;
use crate::args::{Args, Span};
use bench::{Bench, Fell};
use case::{Case, Kind, measure};
use dialect::SELLERS;
use provider::{Fate, Provider};

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
            Span::Short => Plan { stride: 13, kills: 500, lasts: Duration::ZERO },
            Span::Usual => Plan { stride: 1, kills: 5_000, lasts: Duration::ZERO },
            Span::For(lasts) => Plan { stride: 1, kills: 5_000, lasts },
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

/// The child's life, when this process is one.
pub fn child() -> Option<ExitCode> {
    let is_child = std::env::args().nth(1).is_some_and(|word| word == child::ARGUMENT);
    is_child.then(child::run)
}

/// The part.
pub fn run(args: &Args) -> Verdict {
    let provider = Provider::start()?;
    if args.replay {
        return replay(&provider, args.seed);
    }
    let caught = controls::run(&provider)?;
    let began = Instant::now();
    let plan = Plan::of(args.span);
    let mut chance = StdRng::seed_from_u64(args.seed);
    let mut tally = Tally::default();
    for row in rows() {
        eprintln!("{row:?} {} {:?}", tally.kills, began.elapsed());
        sweep(&provider, &plan, row, &mut chance, &mut tally)?;
    }
    let mut bench = None;
    while tally.kills < plan.kills || began.elapsed() < plan.lasts {
        let seller = (tally.cases[Kind::Chance as usize] / 12) as usize % SELLERS.len();
        let (eager, place) = (chance.random_range(0..2) == 0, u64::from(chance.random::<u32>()));
        let case = Case { kind: Kind::Chance, seller, fate: Fate::Done, eager, place, after: false };
        one(&provider, &mut bench, case, &mut tally)?;
    }
    finish(bench, &mut tally)?;
    Ok(words_of(&tally, caught, began.elapsed()))
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
fn rows() -> Vec<(Kind, usize, Fate)> {
    let mut rows = Vec::new();
    for seller in 0..SELLERS.len() {
        rows.push((Kind::Out, seller, Fate::Done));
        rows.push((Kind::In, seller, Fate::Done));
    }
    rows.extend([(Kind::In, 0, Fate::Elsewhere), (Kind::In, 1, Fate::Refused), (Kind::Out, 3, Fate::Elsewhere)]);
    rows.extend([(Kind::Disk, 0, Fate::Done), (Kind::Disk, 1, Fate::Elsewhere), (Kind::Disk, 3, Fate::LateDone)]);
    rows.extend([(Kind::Recovery, 1, Fate::Done), (Kind::Recovery, 2, Fate::LateFailed), (Kind::First, 0, Fate::Done)]);
    rows
}

/// Goes along a row until there is no such place any more.
fn sweep(
    provider: &Provider,
    plan: &Plan,
    (kind, seller, fate): (Kind, usize, Fate),
    chance: &mut StdRng,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut bench = None;
    let has_sides = matches!(kind, Kind::Disk | Kind::Recovery | Kind::First);
    let first = if kind == Kind::Out { 0 } else { 1 };
    let mut place = first + if plan.stride > 1 { chance.random_range(0..plan.stride) } else { 0 };
    loop {
        let eager = chance.random_range(0..2) == 0;
        let sides: &[bool] = if !has_sides {
            &[false]
        } else if plan.stride > 1 {
            &[place % 2 == 0]
        } else {
            &[false, true]
        };
        for after in sides {
            let case = Case { kind, seller, fate, eager, place, after: *after };
            if one(provider, &mut bench, case, tally)? != Fell::Killed {
                return finish(bench, tally);
            }
        }
        place += plan.stride;
    }
}

/// One case, on the shop that is there or a new one.
fn one<'a>(
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
    let fell = case.run(shop).map_err(with_case)?;
    if fell == Fell::Killed {
        tally.cases[case.kind as usize] += 1;
    }
    Ok(fell)
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
