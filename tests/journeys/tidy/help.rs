//! What the help says about selling again is what the counter decides.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Doubt, Latest, Said, SaleState, Word, verdict};
use serde_json::Value;

use super::none;

const OUTCOMES: &str = "ui/src/help/outcomes.ts";

/// Every verdict there is with its reason, by the words that the window knows.
fn decided() -> BTreeSet<(String, String)> {
    let words = [None, Some(Word::Accepted), Some(Word::Succeeded), Some(Word::Failed), Some(Word::Refunded)];
    let latest = words.into_iter().flat_map(|word| [false, true].map(|agrees| Some(Latest { word, agrees })));
    let latest: Vec<Option<Latest>> = latest.chain([None]).collect();
    let said: Vec<Option<Said>> = Said::ALL.iter().map(|(said, _)| Some(*said)).chain([None]).collect();
    let mut found = BTreeSet::new();
    for (state, _) in SaleState::ALL {
        for (contradicted, declared_failed, no_records) in [false, true]
            .into_iter()
            .flat_map(|c| [false, true].map(|d| (c, d)))
            .flat_map(|(c, d)| [0, 1, 9].map(|n| (c, d, n)))
        {
            for (said, latest) in said.iter().flat_map(|said| latest.iter().map(move |latest| (*said, *latest))) {
                let doubt = Doubt { no_records, no_record_age_ms: 90_000, declared_failed, said, contradicted, latest };
                let (verdict, reason) = verdict(state, doubt, 60_000);
                found.insert((name(serde_json::to_value(reason)), name(serde_json::to_value(verdict))));
            }
        }
    }
    found
}

fn name(of: serde_json::Result<Value>) -> String {
    of.ok().and_then(|value| value.as_str().map(str::to_owned)).expect("a word")
}

/// The rows `  key: <begins>value…` between two lines of the file.
fn rows(text: &str, from: &str, begins: &str) -> BTreeMap<String, String> {
    let inside =
        text.lines().skip_while(|line| !line.starts_with(from)).skip(1).take_while(|line| !line.starts_with('}'));
    let row = |line: &str| {
        let (key, value) = line.trim().split_once(&format!(": {begins}\""))?;
        Some((key.to_owned(), value.split('"').next()?.to_owned()))
    };
    inside.filter_map(row).collect()
}

/// The reasons of which the help says otherwise than the counter, or nothing.
fn contradictions(text: &str) -> Vec<String> {
    let outcome_of = rows(text, "export const outcomeOf", "");
    let verdicts = rows(text, "export const outcomes ", "{ verdict: ");
    let said = |reason: &str| outcome_of.get(reason).and_then(|outcome| verdicts.get(outcome));
    let wrong = decided().into_iter().filter(|(reason, verdict)| said(reason) != Some(verdict));
    wrong.map(|(reason, verdict)| format!("{reason} is {verdict}, and the help says {:?}", said(&reason))).collect()
}

fn help() -> String {
    std::fs::read_to_string(journeys::root().join(OUTCOMES)).unwrap_or_else(|e| panic!("{OUTCOMES}: {e}"))
}

#[test]
fn the_help_never_contradicts_the_verdict() {
    assert_eq!(decided().len(), 18, "every reason, each with one verdict");
    none("the help about an outcome says what the counter decides", contradictions(&help()));
}

#[test]
fn a_help_that_lets_sell_again_too_early_is_found() {
    let sin = help().replace("no_answer: { verdict: \"not_yet\"", "no_answer: { verdict: \"safe\"");
    assert_eq!(contradictions(&sin).len(), 2, "no answer, and no record yet");
}
