//! The deliberate bugs, one after the other: the checker must catch each.

use std::time::Instant;

use domain::flaw::{Flaw, switch_on};

use super::many::{Job, run_many};
use super::shop;
use crate::Verdict;
use crate::args::{Args, Span};

/// Shops per flaw, at most.
const SHOPS_MOST: u64 = 600;

/// Puts the flaws out again, whatever happens.
struct Out;

impl Drop for Out {
    fn drop(&mut self) {
        switch_on(None);
    }
}

/// Runs shops under every flaw until it is caught.
pub fn run(args: &Args) -> Verdict {
    let template = shop::template()?;
    let shops_most = if args.span == Span::Short { SHOPS_MOST / 2 } else { SHOPS_MOST };
    let (mut caught, mut told, mut missed) = (0, Vec::new(), Vec::new());
    let _out = Out;
    for flaw in Flaw::ALL {
        switch_on(Some(flaw));
        let began = Instant::now();
        let job = Job { seed: args.seed, template: &template, go_on: &|run| run < shops_most };
        let ended = run_many(&job);
        match ended.found {
            Some(found) => {
                // A shop that finds something without the bug, too, would catch it by chance.
                switch_on(None);
                let clean = run_many(&Job { seed: found.seed, template: &template, go_on: &|run| run < 1 });
                if let Some(found) = clean.found {
                    return Err(format!("without any bug: {}", found.told()));
                }
                caught += 1;
                let rule =
                    found.violations.first().and_then(|words| words.split(':').next()).unwrap_or_default().to_owned();
                let seconds = began.elapsed().as_secs();
                println!(
                    "    {flaw:?}: caught by the rule \"{rule}\" within {} sales, {seconds} s, seed {}",
                    ended.total.count.sales, found.seed
                );
                told.push(rule);
            }
            None => missed.push(format!("{flaw:?} in {} sales", ended.total.count.sales)),
        }
    }
    told.sort();
    told.dedup();
    let all = Flaw::ALL.len();
    if missed.is_empty() {
        let rules = told.join(", ");
        return Ok(format!("{caught} of {all} caught, by the rules {rules} · seed {}", args.seed));
    }
    Err(format!("{caught} of {all} caught; not caught: {} · seed {}", missed.join(", "), args.seed))
}
