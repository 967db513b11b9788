//! Tills with something wrong with them on purpose: the checks have to see it, or they would see nothing.

use domain::flaw::Flaw;

use super::bench::{Bench, Fell};
use super::case::measure;
use super::cut::Cut;
use super::provider::{Fate, Manner, Provider};
use super::sin::Sin;

/// What is done with a sinful till, and what the checks have to say of it.
struct Control {
    sin: Sin,
    manner: Manner,
    cut: Cut,
    seen_as: &'static str,
}

const STRICT: Manner = Manner { eager: false, hangs_up: false, thinks_us: 0 };
const HANGS_UP: Manner = Manner { eager: false, hangs_up: true, thinks_us: 0 };

const CONTROLS: [Control; 7] = [
    Control { sin: Sin::SaysTooSoon, manner: STRICT, cut: Cut::None, seen_as: "an acknowledged sale is lost" },
    Control { sin: Sin::SendsTooSoon, manner: STRICT, cut: Cut::None, seen_as: "the books know nothing of it" },
    Control { sin: Sin::SendsAgain, manner: HANGS_UP, cut: Cut::None, seen_as: "was asked for 2 times" },
    Control { sin: Sin::Flaw(Flaw::ResendOnReset), manner: HANGS_UP, cut: Cut::None, seen_as: "was asked for 2 times" },
    Control {
        sin: Sin::Flaw(Flaw::CrashMeansFailed),
        manner: STRICT,
        cut: Cut::In(1),
        seen_as: "is 'failed' in the books",
    },
    Control {
        sin: Sin::Flaw(Flaw::ForgottenAtStart),
        manner: STRICT,
        cut: Cut::In(1),
        seen_as: "the watcher has not asked",
    },
    Control { sin: Sin::Flaw(Flaw::SealBroken), manner: STRICT, cut: Cut::In(1), seen_as: "the chain is broken" },
];

/// Runs them all; gives how many there were.
pub fn run(provider: &Provider) -> Result<usize, String> {
    the_counters_count(provider)?;
    for control in CONTROLS {
        let Control { sin, seen_as, .. } = control;
        match sold_by(provider, &control) {
            Ok(()) => return Err(format!("{sin:?} was not seen")),
            Err(words) if words.contains(seen_as) => {}
            Err(words) => return Err(format!("{sin:?} was to be seen as '{seen_as}', and was seen as: {words}")),
        }
    }
    Ok(CONTROLS.len() + 1)
}

fn sold_by(provider: &Provider, control: &Control) -> Result<(), String> {
    let mut bench = Bench::new(provider, 0, Some(control.sin))?;
    bench.start(Cut::None)?;
    let fell = bench.sell(Fate::Done, control.manner, control.cut)?;
    if fell == Fell::Killed {
        bench.start(Cut::None)?;
    }
    bench.settle_and_check(true)?;
    bench.close()
}

/// An undisturbed sale writes to the disk, syncs it twice at least (before it sends, and when it was answered), and
/// sends and reads some hundred bytes: a counter that stood still would have nothing killed.
fn the_counters_count(provider: &Provider) -> Result<(), String> {
    let (opening, sale) = measure(provider, 0, Fate::Done)?;
    let counts = sale.disk > 20 && sale.syncs >= 2 && sale.out > 200 && sale.read > 100 && opening.disk > 20;
    if counts { Ok(()) } else { Err(format!("the counters do not count: {sale:?}, opening {opening:?}")) }
}
