//! Many shops, on every thread one after the other.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::shop::{Report, Shop};
use super::state::Count;
use crate::disk::Disk;

const THREADS: usize = 2;

/// What is to be run.
pub struct Job<'a> {
    /// The first shop's seed; each further one has the next.
    pub seed: u64,
    /// The ledger that each begins with.
    pub template: &'a Disk,
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
        let again = format!("cargo xtask torture --part shop --seed {} --replay", self.seed);
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
        sum.power_cuts += count.power_cuts;
        sum.restores += count.restores;
        sum.jumps += count.jumps;
        sum.callbacks += count.callbacks;
        sum.declared += count.declared;
        sum.said += count.said;
        sum.mended += count.mended;
        sum.moved_on += count.moved_on;
        sum.disputed += count.disputed;
        sum.moved += count.moved;
        sum.settled += count.settled;
        sum.shifts += count.shifts;
        sum.corrected += count.corrected;
        sum.ruled += count.ruled;
        sum.forgotten += count.forgotten;
        sum.executions += count.executions;
        sum.deceived += count.deceived;
        sum.unresolved += count.unresolved;
    }

    /// In one line.
    pub fn told(&self, seed: u64) -> String {
        let Count { sales, executions, kills, closings, restores, jumps, callbacks, declared, .. } = self.count;
        let Count {
            calls,
            power_cuts,
            said,
            mended,
            moved_on,
            disputed,
            moved,
            settled,
            shifts,
            corrected,
            ruled,
            forgotten,
            deceived,
            unresolved,
            ..
        } = self.count;
        let (runs, speed) = (self.runs, sales / self.seconds.max(1));
        format!(
            "{sales} sales in {runs} shops, 0 violations, {speed} sales/s · {executions} carried out · {calls} calls · {kills} kills, \
             {power_cuts} power cuts, {closings} closings, {restores} old copies put back, {jumps} clock jumps, {callbacks} callbacks, {declared} declared \
             failed, {said} ended by a person's word, {mended} words mended, {moved_on} forms too late, {disputed} disputed, {moved} vouchers, {settled} times a customer's money was settled, {shifts} openings and closes of shifts, {corrected} vouchers taken back, {ruled} rules of money set, {forgotten} customers forgotten · {unresolved} openly unresolved, {deceived} where a company lied to the end · seed {seed}",
        )
    }
}

/// One shop.
pub fn run_one(seed: u64, template: &Disk, prints: bool) -> Report {
    // What keeps a shop from going on is as good as a violation.
    Shop::run(seed, template, prints).unwrap_or_else(|words| Report {
        count: Count::default(),
        hash: 0,
        violations: vec![words],
    })
}

/// Runs shop after shop on every thread, until one of them finds something or it is enough.
pub fn run_many(job: &Job<'_>) -> Ended {
    let began = Instant::now();
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let ended = Mutex::new(Ended::default());
    let work = || {
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if stop.load(Ordering::Relaxed) || !(job.go_on)(run) {
                return;
            }
            let seed = job.seed.wrapping_add(run);
            let report = run_one(seed, job.template, false);
            let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
            ended.total.add(&report.count);
            if !report.violations.is_empty() {
                stop.store(true, Ordering::Relaxed);
                ended.found.get_or_insert(Found { seed, violations: report.violations });
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(work);
        }
    });
    let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
    ended.total.seconds = began.elapsed().as_secs();
    ended
}
