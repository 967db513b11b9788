//! The simulated shop: the real till and the real ledger, against companies, a line, a clock and a shopkeeper of our
//! own making, all from one seed.
//!
//! Architecture invariant: what happens in a run follows from its seed alone. No thread, no clock and no chance of the
//! operating system has a part in it.

mod chance;
mod checker;
mod files;
mod firm;
mod keeper;
mod network;
mod shop;
mod state;
mod time;
mod trace;
mod voice;
mod wire;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::Verdict;
use crate::args::{Args, Span};
use shop::{Report, Shop};
use state::Count;

const THREADS: usize = 2;

/// Runs shops until the time is over or one of them finds something.
pub fn run(args: &Args) -> Verdict {
    if args.replay {
        return replay(args.seed);
    }
    let span = match args.span {
        Span::Short => Duration::from_secs(40),
        Span::Usual => Duration::from_secs(300),
        Span::For(span) => span,
    };
    same_seed_same_run(args.seed)?;
    let total = run_many(args.seed, &|_, began| began.elapsed() < span)?;
    Ok(total.told(args.seed))
}

/// Runs the shop under every flaw until it is caught.
pub fn run_flaws(_args: &Args) -> Verdict {
    Err("not there yet".to_owned())
}

/// What many runs came to.
#[derive(Debug, Default)]
struct Total {
    runs: u64,
    count: Count,
    seconds: u64,
}

impl Total {
    fn add(&mut self, count: &Count) {
        self.runs += 1;
        let sum = &mut self.count;
        sum.sales += count.sales;
        sum.calls += count.calls;
        sum.kills += count.kills;
        sum.closings += count.closings;
        sum.restores += count.restores;
        sum.jumps += count.jumps;
        sum.callbacks += count.callbacks;
        sum.declared += count.declared;
        sum.executions += count.executions;
        sum.deceived += count.deceived;
        sum.unresolved += count.unresolved;
    }

    fn told(&self, seed: u64) -> String {
        let Count { sales, executions, kills, closings, restores, jumps, callbacks, declared, .. } = self.count;
        let Count { calls, deceived, unresolved, .. } = self.count;
        format!(
            "{sales} sales in {} shops, 0 violations, {} sales/s · {executions} carried out · {calls} calls · {kills} kills, {closings} closings, \
             {restores} old copies put back, {jumps} clock jumps, {callbacks} callbacks, {declared} declared failed · \
             {unresolved} openly unresolved, {deceived} where a company lied to the end · seed {seed}",
            self.runs,
            sales / self.seconds.max(1),
        )
    }
}

/// Where a thread's shops keep their files: in memory, where there is such a place.
fn place() -> Result<tempfile::TempDir, String> {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.map_err(|error| error.to_string())
}

fn failed(seed: u64, violations: &[String]) -> String {
    format!(
        "{}\n    to see it again: cargo run --profile torture -p torture -- --part shop --seed {seed} --replay",
        violations.join("\n    ")
    )
}

fn run_one(seed: u64, root: &Path, template: &[u8], prints: bool) -> Result<Report, String> {
    let folder: PathBuf = root.join(format!("shop-{seed}"));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let ended = Shop::run(seed, &folder, template, prints).map_err(|words| failed(seed, &[words]));
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    ended
}

fn replay(seed: u64) -> Verdict {
    let folder = place()?;
    let report = run_one(seed, folder.path(), &shop::template()?, true)?;
    match report.violations.is_empty() {
        true => Ok(format!("{:?}", report.count)),
        false => Err(failed(seed, &report.violations)),
    }
}

/// A failing seed is worth something only when it fails again.
fn same_seed_same_run(seed: u64) -> Result<(), String> {
    let (folder, template) = (place()?, shop::template()?);
    let hash = |seed| run_one(seed, folder.path(), &template, false).map(|report| report.hash);
    match (hash(seed)?, hash(seed)?, hash(seed + 1)?) {
        (one, again, other) if one == again && one != other => Ok(()),
        _ => Err(format!("two runs of seed {seed} differ, or those of two seeds do not")),
    }
}

/// Runs shop after shop on every thread while `go_on` says so (of the number of runs begun, and the beginning).
fn run_many(seed: u64, go_on: &(dyn Fn(u64, Instant) -> bool + Sync)) -> Result<Total, String> {
    let (began, template) = (Instant::now(), shop::template()?);
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let total = Mutex::new(Ok(Total::default()));
    let work = || -> Result<(), String> {
        let folder = place()?;
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if stop.load(Ordering::Relaxed) || !go_on(run, began) {
                return Ok(());
            }
            let seed = seed.wrapping_add(run);
            let report = run_one(seed, folder.path(), &template, false)?;
            if !report.violations.is_empty() {
                return Err(failed(seed, &report.violations));
            }
            if let Ok(Ok(total)) = total.lock().as_deref_mut() {
                total.add(&report.count);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                if let Err(words) = work() {
                    stop.store(true, Ordering::Relaxed);
                    if let Ok(total) = total.lock().as_deref_mut() {
                        *total = Err(words);
                    }
                }
            });
        }
    });
    let total = total.into_inner().map_err(|_| "a run has panicked".to_owned())??;
    Ok(Total { seconds: began.elapsed().as_secs(), ..total })
}
