//! The deliberate bugs, one after the other: the checker must catch each.

use std::time::Instant;

use domain::flaw::{Flaw, switch_on};

use super::many::{Job, run_many};
use super::template::template;
use crate::Verdict;
use crate::args::{Args, Span};

/// Shops per flaw, at most.
const SHOPS_MOST: u64 = 600;

/// The rules that must catch a flaw: one of them, beside whatever else follows from it. Caught by another rule alone, it
/// would have been caught by chance.
fn rules(flaw: Flaw) -> &'static [&'static str] {
    match flaw {
        Flaw::CommitNotDurable => &["open", "no sale", "lost"],
        Flaw::ResendOnReset | Flaw::RetryUnknown | Flaw::ReuseOrderIds => &["sent twice"],
        Flaw::TimeoutMeansFailed
        | Flaw::TrustCallback
        | Flaw::IgnoreEcho
        | Flaw::DuplicateMeansFailed
        | Flaw::NoRecordMeansFailed
        | Flaw::RefusedEnquiryMeansFailed
        // The journal says that the company refused what it never refused.
        | Flaw::CrashMeansFailed
        | Flaw::NextOnPending => &["told"],
        Flaw::ExpectedStateIgnored => &["journal"],
        Flaw::TwinsAllowed => &["twin"],
        Flaw::IntentIgnored => &["act"],
        Flaw::ReversalUnheard | Flaw::ContradictionUnheard => &["truth"],
        Flaw::ReversalNotPosted => &["accounts"],
        Flaw::SealBroken => &["seal"],
        Flaw::ForgottenAtStart => &["forgotten"],
        Flaw::OneClockBelieved => &["clock"],
        Flaw::PersonOverruled | Flaw::WordForgotten => &["word"],
        Flaw::CashAtFailure
        | Flaw::OwedForgotten
        | Flaw::ChargeIsCommission
        | Flaw::GivenBackAsItCame
        | Flaw::RebookedWhole => &["accounts"],
        Flaw::LoadBookedTwice => &["voucher"],
        Flaw::MendedTwice => &["mend"],
        Flaw::DayStartUnheard => &["day"],
        Flaw::ForgottenOwing => &["forget"],
        Flaw::LimitForgotten => &["limit"],
        Flaw::ZLeavesGap => &["z"],
        Flaw::SlabOfAnotherDay => &["earned"],
        // Found by the part that tries readers.
        Flaw::DoubtMeansFailed | Flaw::NoRecordReadAsFailed | Flaw::WarningReadAsAnswer => &[],
        // Found by the part that is killed while it prints.
        Flaw::PrintNotMarked => &[],
    }
}

/// Puts the flaws out again, whatever happens.
struct Out;

impl Drop for Out {
    fn drop(&mut self) {
        switch_on(None);
    }
}

/// Runs shops under every flaw until it is caught.
pub fn run(args: &Args) -> Verdict {
    let template = template()?;
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
                let mut rules: Vec<String> =
                    found.violations.iter().filter_map(|words| Some(words.split_once(':')?.0.to_owned())).collect();
                rules.sort();
                rules.dedup();
                let seconds = began.elapsed().as_secs();
                println!(
                    "    {flaw:?}: caught by {} within {} sales, {seconds} s, seed {}",
                    rules.join(", "),
                    ended.total.count.sales,
                    found.seed
                );
                if !self::rules(flaw).iter().any(|rule| rules.iter().any(|known| known == rule)) {
                    missed.push(format!("{flaw:?} only by {}: {}", rules.join(", "), found.told()));
                    continue;
                }
                caught += 1;
                told.extend(rules);
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
