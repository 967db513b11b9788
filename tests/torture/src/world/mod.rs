//! The simulated shop: the real till and the real ledger, against companies, a line, a clock and a shopkeeper of our
//! own making, all from one seed.
//!
//! Architecture invariant: what happens in a run follows from its seed alone. No thread, no clock and no chance of the
//! operating system has a part in it.

mod acts;
pub(crate) mod chance;
mod checker;
mod closing;
mod files;
mod firm;
mod flaws;
mod keeper;
mod log;
mod many;
mod mending;
mod money;
mod mood;
mod network;
mod person;
mod shared;
mod shop;
mod state;
mod template;
mod time;
mod trace;
mod voice;
mod wire;

use std::time::{Duration, Instant};

use crate::Verdict;
use crate::args::{Args, Span};
use many::{Found, Job, run_many, run_one};
use template::template;

/// So many seeds are run twice before anything else: a run that could not be repeated would prove little.
const SEEDS_TWICE: u64 = 3;

/// Shops of a short run, which takes most of a minute.
const SHOPS_SHORT: u64 = 150;
/// How long shops are run when nothing is said.
const USUAL: Duration = Duration::from_secs(300);

/// Runs shops until the time is over or one of them finds something.
pub fn run(args: &Args) -> Verdict {
    if args.replay {
        return replay(args.seed);
    }
    let began = Instant::now();
    let go_on = |run: u64| match args.span {
        // Counted, so that every computer runs the same ones.
        Span::Short => run < SHOPS_SHORT,
        Span::Usual => began.elapsed() < USUAL,
        Span::For(span) => began.elapsed() < span,
    };
    for seed in 0..SEEDS_TWICE {
        same_seed_same_run(args.seed.wrapping_add(seed))?;
    }
    let template = template()?;
    let job = Job { seed: args.seed, template: &template, go_on: &go_on };
    let ended = run_many(&job);
    match ended.found {
        Some(found) => Err(found.told()),
        None => Ok(ended.total.told(args.seed)),
    }
}

/// Runs the shop under every flaw until it is caught.
pub fn run_flaws(args: &Args) -> Verdict {
    flaws::run(args)
}

fn replay(seed: u64) -> Verdict {
    let report = run_one(seed, &template()?, true);
    match report.violations.is_empty() {
        true => Ok(format!("{:?}", report.count)),
        false => Err(Found { seed, violations: report.violations }.told()),
    }
}

/// A failing seed is worth something only when it fails again.
fn same_seed_same_run(seed: u64) -> Result<(), String> {
    let template = template()?;
    let hash = |seed| run_one(seed, &template, false).hash;
    match (hash(seed), hash(seed), hash(seed.wrapping_add(1))) {
        (one, again, other) if one == again && one != other => Ok(()),
        _ => Err(format!("two runs of seed {seed} differ, or those of two seeds do not")),
    }
}
