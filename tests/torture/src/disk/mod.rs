//! A disk that lies: a file system in memory under the real SQLite of the real ledger, which can be told to fail at any
//! operation, to be full, and to lose what was not synced when the power is cut.
//!
//! ```ignore
//! let disk = Disk::new();                              // an empty disk
//! let ledger = Ledger::open(&disk.path("ledger.db"), opening)?;
//! disk.break_at(disk.operations() + 3, 1, Fault::Error(Done::Half));  // the third from now fails half done
//! disk.set_room(Some(disk.used()));                    // full, until `mend`
//! disk.stop();                                         // from now on nothing works: killed, or the power is cut
//! drop(ledger);                                        // whatever it tries, nothing of it reaches the disk
//! let next = disk.after_kill();                        // every write is there
//! let next = disk.after_power_cut(seed, Loss::Some);   // what was synced is there, of the rest what chance left
//! ```
//!
//! [`Disk::new`] makes the VFS the default of the process, so `Ledger::open`, `Till::open`, `VACUUM INTO` and any
//! `rusqlite::Connection` need no change: a path that came from [`Disk::path`] is on that disk, every other path is the
//! operating system's, as before. SQLite's own temporary files have no name, and stay with the operating system. There
//! may be many disks at once, on many threads; each costs nothing but its bytes. `std::fs` does not see these files:
//! [`Disk::content`] tells what is in one, and a whole disk is copied by [`Disk::after_kill`]. What a program writes by `std::fs`
//! beside its ledger (the log of orders) goes to the operating system, where the disk's folder was made there; else it cannot
//! be written.
//!
//! **What a power cut leaves** is what POSIX and a drive promise, and no more. Every sector of 512 bytes is as it was at
//! some moment since the last sync of its file, each at a moment of its own; so is the length of the file; a name (a file
//! made or deleted) is as it was at some moment since the last sync of the directory, which SQLite does with the first
//! sync of a journal and with deletions that ask for it. A killed program loses nothing that it has written.
//!
//! Shared memory (`-shm`) is in memory, goes with its last user and is made anew by whoever opens the file next, as
//! SQLite itself does after a crash.

mod checker;
mod counter;
mod drive;
mod fault;
mod held;
mod line;
mod locks;
mod node;
mod runs;
mod story;
mod vfs;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use domain::flaw::{Flaw, switch_on};

use crate::Verdict;
use crate::args::{Args, Span};
use runs::{Case, KINDS, Outcome, Stage, Which};

pub use fault::{Done, Fault, Op, Operation};
pub use held::{Disk, forget_folder};
pub use line::Fate;
pub use node::Loss;

/// Deliberate bugs that this part must see; each must be caught within so many cases.
const CONTROLS: [Flaw; 7] = [
    Flaw::CommitNotDurable,
    Flaw::RetryUnknown,
    Flaw::CrashMeansFailed,
    Flaw::IntentIgnored,
    Flaw::ReversalNotPosted,
    Flaw::SealBroken,
    Flaw::ForgottenAtStart,
];
const CAUGHT_WITHIN: usize = 400;
/// Violations that are told one by one.
const TOLD: usize = 6;
/// A prime, so that every case comes once.
const SPREAD: usize = 7_919;

/// What all cases came to.
#[derive(Default)]
struct Sum {
    cases: u64,
    cuts: u64,
    sum: Outcome,
    violations: Vec<(Case, String)>,
}

/// Tells the stories.
pub fn run(args: &Args) -> Verdict {
    let stage = Stage::set()?;
    if args.replay {
        let case = Case::of(args.seed).ok_or("no case has that seed")?;
        return stage.tell(case, true).map(|outcome| format!("{case}: {outcome:?}"));
    }
    let caught = controls(&stage)?;
    let (draws, every, chance) = match args.span {
        Span::Short => (1, 12, 150),
        Span::Usual => (4, 1, 2_000),
        Span::For(_) => (8, 1, 2_000),
    };
    let began = Instant::now();
    let mut cases = stage.cases(Which::Full, draws)?;
    let operations = cases.iter().map(|case| case.operation).max().unwrap_or(0);
    cases.extend(stage.cases(Which::FirstDay, draws)?);
    let all = cases.len();
    // A short run takes every n-th, another n-th for every seed.
    let cases = cases.into_iter().skip(args.seed as usize % every).step_by(every).collect::<Vec<_>>();
    let mut sum = tell_all(&stage, &cases);
    let mut round = 0;
    while sum.violations.is_empty() {
        let draw =
            |place: u64| args.seed.wrapping_mul(1_000_003).wrapping_add(round * chance + place) & (u64::MAX >> 2);
        let by_chance = |place| Case { which: Which::Chance, kind: 0, operation: 0, draw: draw(place) };
        sum.add(tell_all(&stage, &(0..chance).map(by_chance).collect::<Vec<_>>()));
        round += 1;
        if !matches!(args.span, Span::For(span) if began.elapsed() < span) {
            break;
        }
    }
    let figures = sum.figures(operations, (cases.len(), all), &caught, began.elapsed());
    if sum.violations.is_empty() { Ok(figures) } else { Err(sum.tell_violations()) }
}

/// Every deliberate bug must be caught. Gives how many were, and after how many stories at most.
fn controls(stage: &Stage) -> Result<String, String> {
    let mut cases = stage.cases(Which::Full, 1)?;
    cases.retain(|case| KINDS[case.kind].is_cut());
    // Spread over the story: a bug that shows late in it would wait long otherwise.
    let spread = |place: usize| cases[place * SPREAD % cases.len()];
    let mut most = 0;
    for flaw in CONTROLS {
        switch_on(Some(flaw));
        let caught = (0..CAUGHT_WITHIN).find(|place| stage.tell(spread(*place), false).is_err());
        switch_on(None);
        most = most.max(caught.ok_or(format!("the deliberate bug {flaw:?} was not seen"))? + 1);
    }
    Ok(format!("{} deliberate bugs, each seen within {most} stories", CONTROLS.len()))
}

/// Tells all of them, on as many threads as there are processors.
fn tell_all(stage: &Stage, cases: &[Case]) -> Sum {
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Sum::default());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let told = stage.tell(*case, false);
                    sum.lock().unwrap_or_else(PoisonError::into_inner).note(*case, told);
                }
            });
        }
    });
    sum.into_inner().unwrap_or_else(PoisonError::into_inner)
}

impl Sum {
    fn note(&mut self, case: Case, told: Result<Outcome, String>) {
        self.cases += 1;
        self.cuts += u64::from(case.which == Which::Chance || KINDS[case.kind].is_cut());
        match told {
            Ok(outcome) => self.sum.add(outcome),
            Err(words) => self.violations.push((case, words)),
        }
    }

    fn add(&mut self, other: Sum) {
        self.cases += other.cases;
        self.cuts += other.cuts;
        self.sum.add(other.sum);
        self.violations.extend(other.violations);
    }

    fn tell_violations(&self) -> String {
        let first = |(case, words): &(Case, String)| {
            let seed = case.seed();
            format!("\n    {words}\n      in: {case}; see it again: torture --part disk --seed {seed} --replay")
        };
        let told: String = self.violations.iter().take(TOLD).map(first).collect();
        format!("{} violations in {} stories{told}", self.violations.len(), self.cases)
    }

    fn figures(&self, operations: u64, (told, all): (usize, usize), caught: &str, took: Duration) -> String {
        let Outcome { operations: done, faults, sales, requests, refusals, ghosts } = self.sum;
        let kinds = KINDS.len();
        format!(
            "{} stories: {told} of {all} of every operation ({operations} in the longest) × {kinds} kinds of fault, and \
             chance; {done} disk operations, {faults} faults, {} power cuts and kills; {sales} sales acknowledged, {requests} \
             requests, {refusals} clear refusals, {ghosts} unsent sales found; {} violations; {caught}; {} stories/s",
            self.cases,
            self.cuts,
            self.violations.len(),
            self.cases / took.as_secs().max(1),
        )
    }
}

#[cfg(test)]
mod tests;
