//! The journal, walked from its first row: nothing may be written that was not told, and nothing may stand open twice.

use std::collections::{BTreeMap, BTreeSet};

use super::books::{Books, Event, is_open};
use crate::world::firm::Word;
use crate::world::state::State;

/// What may follow a state, and by which kind of row.
const STEPS: [(&str, &str, &str); 28] = [
    ("", "intended", "intended"),
    ("intended", "submitted", "submitted"),
    ("submitted", "not_sent", "not_sent"),
    ("submitted", "pending", "accepted"),
    ("submitted", "succeeded", "succeeded"),
    ("submitted", "failed", "rejected"),
    ("submitted", "unknown", "lost_track"),
    ("unknown", "pending", "accepted"),
    ("unknown", "succeeded", "succeeded"),
    ("unknown", "failed", "rejected"),
    ("pending", "succeeded", "succeeded"),
    ("pending", "failed", "rejected"),
    ("succeeded", "reversed", "reversed"),
    ("pending", "pending", "accepted"),
    ("unknown", "succeeded", PERSON),
    ("unknown", "failed", PERSON),
    ("pending", "succeeded", PERSON),
    ("pending", "failed", PERSON),
    ("succeeded", "reversed", PERSON),
    ("failed", "succeeded", PERSON),
    // What a person said by mistake, mended by a person.
    ("succeeded", "failed", PERSON),
    ("reversed", "succeeded", PERSON),
    // What the company had said by the time a person wrote something down, where that is put back.
    ("unknown", "pending", PUT_BACK),
    ("unknown", "succeeded", PUT_BACK),
    ("unknown", "failed", PUT_BACK),
    ("pending", "succeeded", PUT_BACK),
    ("pending", "failed", PUT_BACK),
    ("succeeded", "reversed", PUT_BACK),
];
/// How a row says that it is a person's word.
pub const PERSON: &str = "person_said";
/// How a row says that it was put back, and a person's that it was.
const PUT_BACK: &str = "recovered";
const AGAIN: &str = r#""first_at_ms":"#;
/// Rows that change nothing.
/// How a person's word says where it can be looked up, and an answer that it says what stands by a person's word.
const REFERENCE: &str = r#""reference":"#;
const AGREES: &str = r#""agrees":true"#;
const SILENT: [&str; 16] = [
    "no_record",
    "no_news",
    "contradicted",
    "printed",
    "disputed",
    "complaint_noted",
    "complaint_closed",
    "dealt_with",
    "commission_told",
    "given_back",
    "still_owed",
    "kept_for_next",
    "credited",
    "collected",
    "customer_told",
    "commission_corrected",
];

/// How a row says that its time is sure.
const SURE: &str = r#""clock":{"from":"companies""#;
const CORRECTED: &str = r#""corrected_ms":"#;
const WRITTEN_LATE_MS: i64 = 3 * 60_000;
const WRONG_ALIKE_MS: i64 = 5 * 3_600_000;

pub fn check(books: &Books, state: &mut State) {
    let mut states: BTreeMap<i64, String> = BTreeMap::new();
    let mut by_person: BTreeSet<i64> = BTreeSet::new();
    let mut by_company: BTreeMap<i64, String> = BTreeMap::new();
    let mut found = Vec::new();
    for fault in &books.faults {
        found.push(format!("file: {fault}"));
    }
    for event in books.events.iter().filter(|event| event.sale_id != 0) {
        let known = states.get(&event.attempt_id).cloned().unwrap_or_default();
        let is_step = STEPS.contains(&(&event.from, &event.to, &event.kind));
        let is_silent = event.from == event.to && SILENT.contains(&event.kind.as_str());
        if known != event.from || !(is_step || is_silent) {
            let Event { seq, kind, from, to, attempt_id, .. } = event;
            found.push(format!(
                "journal: row {seq} of attempt {attempt_id} ({kind}: {from} to {to}) follows upon {known:?}"
            ));
        }
        if event.kind == "intended" {
            found.extend(may_begin(books, &states, event));
        }
        found.extend(was_told(books, state, event));
        found.extend(overturned(&mut by_company, event));
        if event.kind == PERSON {
            by_person.insert(event.attempt_id);
        } else if event.from != event.to && by_person.contains(&event.attempt_id) {
            let Event { seq, kind, attempt_id, .. } = event;
            found.push(format!("word: row {seq} ({kind}) ends attempt {attempt_id} otherwise than a person said"));
        }
        states.insert(event.attempt_id, event.to.clone());
    }
    for attempt in books.attempts.values() {
        if states.get(&attempt.id) != Some(&attempt.state) {
            found.push(format!("journal: attempt {} is {}, its journal ends otherwise", attempt.id, attempt.state));
        }
    }
    for sale in books.sales.values() {
        let newest = books.newest(sale.id).map(|attempt| attempt.state.as_str());
        if newest != Some(&sale.state) {
            found.push(format!("journal: sale {} is {}, its newest attempt is {newest:?}", sale.id, sale.state));
        }
    }
    state.violations.extend(found);
}

/// Sure times go on and on, and are the true time but for what a company and a computer that are wrong alike may make of
/// it. A row may be written some time after its moment was read.
pub fn clock(books: &Books, now_ms: i64) -> Vec<String> {
    let mut found = Vec::new();
    let (mut newest_ms, mut era) = (i64::MIN, String::new());
    for event in books.events.iter().filter(|event| event.detail.contains(SURE)) {
        let Event { seq, at_ms, .. } = event;
        // Where two companies took back what was sure, the row says so.
        let corrected = event.detail.split_once(CORRECTED).map_or("", |(_, rest)| rest);
        let its_era: String = corrected.chars().take_while(char::is_ascii_digit).collect();
        if !its_era.is_empty() && its_era != era {
            newest_ms = *at_ms;
        }
        era = its_era;
        if *at_ms < newest_ms.saturating_sub(WRITTEN_LATE_MS) {
            found.push(format!("clock: row {seq} is of {at_ms}, and one before of {newest_ms}, both surely"));
        }
        if *at_ms > now_ms + WRONG_ALIKE_MS {
            found.push(format!("clock: row {seq} is surely of {at_ms}, and now it is {now_ms}"));
        }
        newest_ms = newest_ms.max(*at_ms);
    }
    found
}

/// A person may say otherwise than another person, and than a company that contradicts itself: not than a company that stands
/// by its word, except that it gave the money back. `by_company` is how each attempt ended by its company's own word.
fn overturned(by_company: &mut BTreeMap<i64, String>, event: &Event) -> Option<String> {
    let Event { seq, kind, from, to, attempt_id, .. } = event;
    match kind.as_str() {
        "succeeded" | "rejected" | "reversed" => drop(by_company.insert(*attempt_id, to.clone())),
        "no_news" if event.detail.contains(AGREES) => drop(by_company.insert(*attempt_id, to.clone())),
        "contradicted" => drop(by_company.remove(attempt_id)),
        // What is put back was said to a company that had contradicted itself by then.
        PERSON if event.detail.contains(AGAIN) => {}
        PERSON if by_company.get(attempt_id) == Some(from) && to != "reversed" => {
            return Some(format!("overturned: row {seq} says {to} of attempt {attempt_id}, its company says {from}"));
        }
        _ => {}
    }
    None
}

/// An attempt may begin when the sale's others came to nothing, and no sale of the same stands open.
fn may_begin(books: &Books, states: &BTreeMap<i64, String>, event: &Event) -> Vec<String> {
    let mut found = Vec::new();
    let state_of = |attempt_id: i64| states.get(&attempt_id).map_or("", String::as_str);
    for before in books.of_sale(event.sale_id).filter(|before| before.id < event.attempt_id) {
        if !matches!(state_of(before.id), "failed" | "not_sent") {
            found.push(format!(
                "next: attempt {} of sale {} began while attempt {} was {}",
                event.attempt_id,
                event.sale_id,
                before.id,
                state_of(before.id)
            ));
        }
    }
    let Some(sale) = books.sales.get(&event.sale_id) else { return found };
    let key = |sale: &super::books::Sale| (sale.number.clone(), sale.operator.clone(), sale.amount);
    for twin in books.sales.values().filter(|twin| twin.id != sale.id && key(twin) == key(sale)) {
        let newest = books.of_sale(twin.id).filter(|attempt| states.contains_key(&attempt.id)).last();
        if newest.is_some_and(|newest| is_open(state_of(newest.id))) {
            found.push(format!("twin: sale {} began while the same stood open as sale {}", sale.id, twin.id));
        }
    }
    found
}

/// What a row says, the company must have said in an answer that was about this order.
fn was_told(books: &Books, state: &State, event: &Event) -> Option<String> {
    let attempt = books.attempts.get(&event.attempt_id)?;
    let order = state.order(&attempt.provider, &attempt.order_id);
    let words = state.words(&attempt.provider, &attempt.order_id);
    let told = |word: Word| words.contains(&word);
    let was_said = |said: &'static str| state.said.contains_key(&(attempt.order_id.clone(), said));
    let was_put_back = books.journal(attempt.id).any(|event| event.kind == PUT_BACK && event.to == "succeeded");
    let no_records = words.iter().filter(|word| matches!(word, Word::NoRecord | Word::WrongDay)).count();
    let is_true = match event.kind.as_str() {
        "accepted" => told(Word::Pending),
        "succeeded" => told(Word::Done),
        "rejected" => told(Word::Failed),
        "reversed" => (told(Word::Done) || was_put_back) && told(Word::Failed),
        "contradicted" => told(Word::Done) || told(Word::Pending) || (told(Word::Failed) && was_said("succeeded")),
        PERSON => {
            // One that is put back had to have its reason when it was said.
            let has_reference = event.detail.contains(REFERENCE) || event.detail.contains(AGAIN);
            said_of(&event.to).iter().any(|said| was_said(said)) && (has_reference || no_records > 2)
        }
        "not_sent" => order.is_none() && !state.sends.contains_key(&attempt.order_id),
        _ => true,
    };
    let Event { seq, kind, .. } = event;
    (!is_true).then(|| format!("told: row {seq} says {kind} of {}; the company told {words:?}", attempt.order_id))
}

/// The words of a person that can lead to a state.
fn said_of(state: &str) -> &'static [&'static str] {
    match state {
        "succeeded" => &["succeeded"],
        "failed" => &["failed", "given_back"],
        "reversed" => &["given_back"],
        _ => &[],
    }
}

/// What a person wrote and saw acknowledged is in the books once, and nothing that a person wrote is there twice.
pub fn words(books: &Books, state: &State) -> Vec<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for event in books.events.iter().filter(|event| event.kind == PERSON) {
        let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
        let reference = detail["person"]["reference"].as_str().unwrap_or_default().to_owned();
        *times.entry(reference).or_default() += 1;
    }
    // Without a reference is only that there is no record.
    times.remove("");
    let twice = times.iter().filter(|(_, times)| **times > 1);
    let mut found: Vec<String> =
        twice.map(|(reference, times)| format!("word: {reference} is {times} times in the books")).collect();
    for written in state.written.iter().filter(|written| !times.contains_key(&written.reference)) {
        found.push(format!("word: {} about {} is not in the books", written.reference, written.order_id));
    }
    found
}

/// Intents that led to more than one sale, sales that nobody meant, and sales that were acknowledged and are not there.
pub fn acts(books: &Books, state: &State) -> Vec<String> {
    let mut found = Vec::new();
    for sale in books.sales.values().filter(|sale| !state.intents.contains(&sale.intent)) {
        found.push(format!("act: sale {} is of nobody's intent {:?}", sale.id, sale.intent));
    }
    let by_order: BTreeMap<&str, &super::books::Attempt> =
        books.attempts.values().map(|attempt| (attempt.order_id.as_str(), attempt)).collect();
    let mut of_intent: BTreeMap<(u32, &str), BTreeSet<i64>> = BTreeMap::new();
    for sold in &state.sold {
        of_intent.entry((sold.epoch, &sold.intent)).or_default().insert(sold.sale_id);
        let kept = by_order.get(sold.order_id.as_str());
        let is_there = kept.is_some_and(|attempt| {
            attempt.sale_id == sold.sale_id
                && books.sales.get(&attempt.sale_id).is_some_and(|sale| sale.intent == sold.intent)
        });
        if !is_there && !state.rolled_back.contains(&sold.order_id) {
            found.push(format!(
                "lost: sale {} ({}) was acknowledged and is not in the books",
                sold.sale_id, sold.order_id
            ));
        }
    }
    for ((_, intent), sales) in of_intent.iter().filter(|(_, sales)| sales.len() > 1) {
        found.push(format!("act: {intent} was one click and is sales {sales:?}"));
    }
    found
}
