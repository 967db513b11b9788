//! Shifts: what was counted stands in the drawer, and every Z is what was posted between its borders.

use std::collections::BTreeMap;

use serde_json::Value;

use super::books::{Books, Event};
use crate::world::state::State;

fn detail(event: &Event) -> Value {
    serde_json::from_str(&event.detail).unwrap_or_default()
}

pub fn check(books: &Books, state: &State) -> Vec<String> {
    let mut found = Vec::new();
    let (mut closed, mut number) = (None, 0);
    let mut known = Vec::new();
    for event in &books.events {
        if !matches!(event.kind.as_str(), "shift_opened" | "shift_closed") {
            continue;
        }
        let detail = detail(event);
        let intent = detail["intent"].as_str().unwrap_or_default().to_owned();
        found.extend(drawer(books, state, event.seq, &intent));
        known.push(intent);
        if event.kind == "shift_opened" {
            continue;
        }
        // Nothing falls between two closes; the first begins with the books.
        let from = closed.map_or(1, |seq: i64| seq + 1);
        let z = &detail["shift"]["closed"];
        number += 1;
        if z["number"].as_i64() != Some(number) {
            found.push(format!("z: row {} has number {}, it is the {number}th", event.seq, z["number"]));
        }
        let (told, posted) = (flows(z), between(books, from, event.seq));
        if told != posted {
            found.push(format!("z: {number} tells {told:?}, from row {from} on was posted {posted:?}"));
        }
        closed = Some(event.seq);
    }
    for lost in state.counted.iter().filter(|counted| counted.is_sure && !known.contains(&counted.intent)) {
        found.push(format!("z: {} was acknowledged and is not in the books", lost.intent));
    }
    found
}

/// After it was counted, the drawer has in the books what was counted.
fn drawer(books: &Books, state: &State, seq: i64, intent: &str) -> Option<String> {
    let counted = state.counted.iter().find(|counted| counted.intent == intent).map(|counted| counted.paise);
    let cash = books.postings.iter().filter(|posting| posting.event <= seq && posting.account == "cash");
    let drawer: i64 = cash.map(|posting| posting.amount).sum();
    (counted != Some(drawer)).then(|| format!("z: at row {seq} the drawer has {drawer}, {intent} counted {counted:?}"))
}

/// An account: opening, in, out, closing.
type Flow = (i64, i64, i64, i64);

/// What a Z tells, without accounts in which nothing is and nothing moved.
fn flows(z: &Value) -> BTreeMap<String, Flow> {
    let flows = z["figures"]["flows"].as_array().cloned().unwrap_or_default();
    let number = |value: &Value| value.as_i64().unwrap_or(i64::MIN);
    let flow = |flow: &Value| {
        let lines = flow["lines"].as_array().cloned().unwrap_or_default();
        let sum = |side: &str| lines.iter().map(|line| number(&line[side])).sum();
        let account = flow["account"].as_str().unwrap_or_default().to_owned();
        (account, (number(&flow["opening_paise"]), sum("in_paise"), sum("out_paise"), number(&flow["closing_paise"])))
    };
    flows.iter().map(flow).filter(|(_, flow)| *flow != (0, 0, 0, 0)).collect()
}

/// What was posted from a row on and before another.
fn between(books: &Books, from: i64, before: i64) -> BTreeMap<String, Flow> {
    let mut all: BTreeMap<String, Flow> = BTreeMap::new();
    for posting in books.postings.iter().filter(|posting| posting.event < before) {
        let is_customers = posting.account.starts_with("customer:");
        let name = if is_customers { "customers" } else { posting.account.as_str() };
        let (opening, into, out, closing) = all.entry(name.to_owned()).or_default();
        *closing += posting.amount;
        match posting.event < from {
            true => *opening += posting.amount,
            false if posting.amount > 0 => *into += posting.amount,
            false => *out -= posting.amount,
        }
    }
    all.retain(|_, flow| *flow != (0, 0, 0, 0));
    all
}
