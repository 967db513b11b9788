//! Bytes that decide nothing: every reader of what a company sends is given answers that are nearly right, and held
//! against an opinion of our own, read from the papers. What is not a well-formed answer about *our* order never
//! becomes success or failure; what is one is not lost; no money, no id and no secret comes out changed.

mod case;
mod corpus;
mod dice;
mod engine;
mod grammar;
mod json;
mod mutate;
mod odd;
mod oracle;
mod plain;
mod questions;
mod subject;
mod told;
mod verdict;
mod xml;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use domain::flaw::{Flaw, switch_on};

use crate::Verdict;
use crate::args::{Args, Span};
use crate::mouth;
pub use case::Call;
use case::{Dialect, Input, Told};
use engine::{Engine, Finding, Limit, Tally};

/// How long each dialect's readers are tried when nothing is said.
const USUAL: Duration = Duration::from_secs(120);
/// Threads, of which each has a part of a dialect at a time.
const THREADS: usize = 2;
/// Parts of a dialect's time, so that the last of five does not keep one thread waiting.
const STREAMS: usize = 2;
/// Within so many inputs a deliberate bug must be found.
const CONTROL_INPUTS: u64 = 400_000;

/// The bugs that readers of bytes must be caught with, and whether each can be in those dialects only whose answers repeat
/// the order.
const CONTROLS: [(Flaw, bool); 6] = [
    (Flaw::IgnoreEcho, true),
    (Flaw::DuplicateMeansFailed, false),
    (Flaw::RefusedEnquiryMeansFailed, false),
    (Flaw::DoubtMeansFailed, false),
    (Flaw::NoRecordReadAsFailed, false),
    (Flaw::WarningReadAsAnswer, true),
];

/// Runs the part.
pub fn run(args: &Args) -> Verdict {
    verdict::keep_panics_quiet();
    let caught = controls(args.seed)?;
    let each = match args.span {
        Span::Short => None,
        Span::Usual => Some(USUAL),
        Span::For(length) => Some(length),
    };
    let mut kept: BTreeMap<Dialect, Vec<Input>> = BTreeMap::new();
    for dialect in Dialect::ALL.iter().copied() {
        kept.insert(dialect, corpus::load(dialect)?);
    }
    let tallies = all_streams(args.seed, each.filter(|_| !args.replay).map(|each| each / STREAMS as u32), &kept)?;
    let mut lines = Vec::new();
    let mut findings: Vec<Finding> = Vec::new();
    for (dialect, tally) in &tallies {
        lines.push(line(*dialect, tally, kept.get(dialect).map_or(0, Vec::len)));
        findings.extend(tally.findings.iter().cloned());
        if std::env::var_os("GALLA_KEEP_CORPUS").is_some_and(|set| set == "1") {
            corpus::write(*dialect, &engine::distinct(*dialect, &tally.kept))
                .map_err(|error| format!("the corpus: {error}"))?;
        }
    }
    for line in &lines {
        println!("    {line}");
    }
    if !findings.is_empty() {
        return Err(report(args.seed, &findings));
    }
    if let Some(never) = tallies.iter().find_map(|(dialect, tally)| never_reached(*dialect, tally)) {
        return Err(never);
    }
    let inputs: u64 = tallies.values().map(|tally| tally.inputs).sum();
    Ok(format!(
        "{inputs} answers to {} dialects, none believed that may not be; {caught} planted bugs caught",
        Dialect::ALL.len()
    ))
}

/// Every dialect's streams over the threads; what each dialect brought, put together.
fn all_streams(
    seed: u64,
    length: Option<Duration>,
    kept: &BTreeMap<Dialect, Vec<Input>>,
) -> Result<BTreeMap<Dialect, Tally>, String> {
    let jobs: Vec<(Dialect, usize)> =
        Dialect::ALL.iter().copied().flat_map(|dialect| (0..STREAMS).map(move |stream| (dialect, stream))).collect();
    let jobs = Mutex::new(jobs);
    let tallies: Mutex<BTreeMap<Dialect, Tally>> = Mutex::default();
    let work = || -> Result<(), String> {
        loop {
            let job = jobs.lock().map_err(|_| "a thread ended")?.pop();
            let Some((dialect, stream)) = job else { return Ok(()) };
            let limit =
                length.map_or(Limit::Inputs(in_a_short_run(dialect)), |length| Limit::Until(Instant::now() + length));
            let own = kept.get(&dialect).map_or(&[][..], Vec::as_slice);
            let tally = Engine::new(dialect, seed, stream).run(own, limit);
            merge(tallies.lock().map_err(|_| "a thread ended")?.entry(dialect).or_default(), tally);
        }
    };
    std::thread::scope(|scope| {
        // What a task of the till has for its stack is what these have: an answer must not be too deep for it.
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| "a thread ended".to_owned())?)
    })?;
    tallies.into_inner().map_err(|_| "a thread ended".to_owned())
}

/// Inputs of each stream of a short run and of one that is seen again, which takes some twenty seconds for a dialect: counted,
/// so that every computer tries the same ones.
fn in_a_short_run(dialect: Dialect) -> u64 {
    // The answers of the agents' company are longer.
    if dialect == Dialect::Inexopay { 200_000 } else { 500_000 }
}

fn merge(all: &mut Tally, one: Tally) {
    all.inputs += one.inputs;
    for (what, count) in one.told {
        *all.told.entry(what).or_default() += count;
    }
    all.slowest = all.slowest.max(one.slowest);
    all.kept.extend(one.kept);
    for finding in one.findings {
        let same =
            |known: &Finding| known.violation.kind == finding.violation.kind && known.input.call == finding.input.call;
        if !all.findings.iter().any(same) {
            all.findings.push(finding);
        }
    }
}

fn line(dialect: Dialect, tally: &Tally, kept: usize) -> String {
    let mut words: BTreeMap<Told, u64> = BTreeMap::new();
    for ((_, told), count) in &tally.told {
        *words.entry(*told).or_default() += count;
    }
    let words = words.iter().map(|(told, count)| format!("{told} {count}")).collect::<Vec<_>>().join(", ");
    let slowest = tally.slowest.as_millis();
    let name = dialect.slug();
    format!(
        "{name:<12} {} inputs: {words}; corpus {kept}, {} kinds; slowest {slowest} ms",
        tally.inputs,
        tally.kept.len()
    )
}

fn report(seed: u64, findings: &[Finding]) -> String {
    let mut lines = vec![format!("{} findings; kept in the corpus and tried first from now on", findings.len())];
    for finding in findings {
        if let Err(error) = corpus::keep_found(finding.dialect, &finding.input) {
            lines.push(format!("it could not be kept: {error}"));
        }
        lines.push(engine::told(finding));
    }
    lines.push(format!("again: --part parsers --seed {seed} --replay"));
    lines.join("\n    ")
}

/// What the readers of a dialect were never brought to say: a run that reaches nothing proves nothing.
fn never_reached(dialect: Dialect, tally: &Tally) -> Option<String> {
    let wanted = |call: Call| -> &'static [Told] {
        match (call, dialect) {
            (Call::Recharge, Dialect::RechargeOpen) => &[Told::Accepted, Told::Failed],
            (Call::Recharge, _) => &[Told::Succeeded, Told::Accepted, Told::Failed],
            (Call::Enquiry, Dialect::RechargeOpen) => {
                &[Told::Succeeded, Told::Accepted, Told::Failed, Told::Refunded, Told::NoRecord]
            }
            (Call::Enquiry, _) => &[Told::Succeeded, Told::Accepted, Told::Failed, Told::NoRecord],
            (Call::Balance, _) => &[Told::Money],
            (Call::List | Call::ApiStatus, _) => &[Told::Listed],
            (Call::Callback, _) => &[Told::About],
            (Call::Onboard | Call::OpenAccount | Call::LoadWallet | Call::ApplyForPan | Call::SendOtp, _) => {
                &[Told::Begun, Told::Failed]
            }
            (Call::AccountStatus | Call::AccountDetails, _) => {
                &[Told::Succeeded, Told::Accepted, Told::Refunded, Told::NoRecord]
            }
            (Call::LoadStatus | Call::PanStatus, _) => {
                &[Told::Succeeded, Told::Accepted, Told::Failed, Told::Refunded, Told::NoRecord]
            }
            (Call::ResumeAccount | Call::ResumePan, _) => &[Told::Begun],
            (Call::VerifyOtp, _) => &[Told::Verified, Told::Failed],
        }
    };
    for call in dialect.calls() {
        let nothing = std::iter::once(&Told::Nothing);
        let missing = wanted(*call).iter().chain(nothing).find(|told| !tally.told.contains_key(&(*call, **told)));
        if let Some(told) = missing {
            return Some(format!("{}: no answer to {} was ever read as \"{told}\"", dialect.slug(), call.name()));
        }
    }
    None
}

/// Every planted bug must be found in each dialect in which it can be; how many were.
fn controls(seed: u64) -> Result<usize, String> {
    let mut caught = 0;
    for (flaw, needs_echo) in CONTROLS {
        let has_echo = |dialect: &&Dialect| mouth::of(dialect.slug()).is_some_and(|mouth| !mouth.names_no_order());
        for dialect in Dialect::SELLERS.iter().filter(|dialect| !needs_echo || has_echo(dialect)) {
            switch_on(Some(flaw));
            let tally = Engine::new(*dialect, seed, 0).run(&[], Limit::FirstOf(CONTROL_INPUTS));
            switch_on(None);
            if tally.findings.is_empty() {
                let slug = dialect.slug();
                return Err(format!("{flaw:?} was switched on and not found at {slug} within {} inputs", tally.inputs));
            }
            caught += 1;
        }
    }
    Ok(caught)
}
