//! Many shops, on every thread one after the other.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::shop::{Report, Shop};
use super::state::Count;

const THREADS: usize = 2;

/// What is to be run.
pub struct Job<'a> {
    /// The first shop's seed; each further one has the next.
    pub seed: u64,
    /// The ledger that each begins with.
    pub template: &'a [u8],
    /// Whether one more is to be run, after so many.
    pub go_on: &'a (dyn Fn(u64) -> bool + Sync),
}

/// What a checker found in a shop.
#[derive(Debug, Clone)]
pub struct Found {
    pub seed: u64,
    pub violations: Vec<String>,
}

impl Found {
    /// In words, with the way to see it again.
    pub fn told(&self) -> String {
        let again = format!("cargo run --profile torture -p torture -- --part shop --seed {} --replay", self.seed);
        format!("{}\n    to see it again: {again}", self.violations.join("\n    "))
    }
}

/// What many runs came to.
#[derive(Debug, Default)]
pub struct Total {
    pub runs: u64,
    pub count: Count,
    pub seconds: u64,
}

/// How it ended: one shop in which something was found ends it.
#[derive(Debug, Default)]
pub struct Ended {
    pub total: Total,
    pub found: Option<Found>,
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

    /// In one line.
    pub fn told(&self, seed: u64) -> String {
        let Count { sales, executions, kills, closings, restores, jumps, callbacks, declared, .. } = self.count;
        let Count { calls, deceived, unresolved, .. } = self.count;
        let (runs, speed) = (self.runs, sales / self.seconds.max(1));
        format!(
            "{sales} sales in {runs} shops, 0 violations, {speed} sales/s · {executions} carried out · {calls} calls · {kills} kills, \
             {closings} closings, {restores} old copies put back, {jumps} clock jumps, {callbacks} callbacks, {declared} declared \
             failed · {unresolved} openly unresolved, {deceived} where a company lied to the end · seed {seed}",
        )
    }
}

/// Where a thread's shops keep their files: in memory, where there is such a place.
pub fn place() -> Result<tempfile::TempDir, String> {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.map_err(|error| error.to_string())
}

/// One shop.
pub fn run_one(seed: u64, root: &Path, template: &[u8], prints: bool) -> Result<Report, String> {
    let folder: PathBuf = root.join(format!("shop-{seed}"));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    // What keeps a shop from going on is as good as a violation.
    let report = Shop::run(seed, &folder, template, prints).unwrap_or_else(|words| Report {
        count: Count::default(),
        hash: 0,
        violations: vec![words],
    });
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    Ok(report)
}

/// Runs shop after shop on every thread, until one of them finds something or it is enough.
pub fn run_many(job: &Job<'_>) -> Result<Ended, String> {
    let began = Instant::now();
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let ended = Mutex::new(Ended::default());
    let work = || -> Result<(), String> {
        let folder = place()?;
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if stop.load(Ordering::Relaxed) || !(job.go_on)(run) {
                return Ok(());
            }
            let seed = job.seed.wrapping_add(run);
            let report = run_one(seed, folder.path(), job.template, false)?;
            let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
            ended.total.add(&report.count);
            if !report.violations.is_empty() {
                stop.store(true, Ordering::Relaxed);
                ended.found.get_or_insert(Found { seed, violations: report.violations });
            }
        }
    };
    let works: Vec<Result<(), String>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(Err("a shop has panicked".to_owned()))).collect()
    });
    works.into_iter().collect::<Result<(), String>>()?;
    let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
    ended.total.seconds = began.elapsed().as_secs();
    Ok(ended)
}
