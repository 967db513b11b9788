//! Rules of money: what the shopkeeper set against the rows that tell of it, and what follows from them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::books::{Books, Event};
use crate::world::state::{Rules, State};

const MINUTE: i64 = 60_000;
const INDIA_MS: i64 = 330 * MINUTE;
const DAY: i64 = 1_440 * MINUTE;

fn detail(event: &Event) -> Value {
    serde_json::from_str(&event.detail).unwrap_or_default()
}

/// Acts of that kind that were acknowledged and have no row.
fn lost(state: &State, known: &BTreeSet<String>, is_kind: impl Fn(&Rules) -> bool) -> Vec<String> {
    let sure = state.ruled.iter().filter(|ruled| ruled.is_sure && is_kind(&ruled.rules));
    let lost = sure.filter(|ruled| !known.contains(&ruled.by));
    lost.map(|ruled| format!("rule: {ruled:?} was acknowledged and is not in the books")).collect()
}

/// Money counts for the business day on which it moved, whenever the shop's day starts.
pub fn days(books: &Books, state: &State) -> Vec<String> {
    let mut found = Vec::new();
    let mut starts_min = 0;
    let mut known = BTreeSet::new();
    let mut postings = books.postings.iter().peekable();
    let mut moved: BTreeMap<(String, i64), (i64, i64)> = BTreeMap::new();
    for event in &books.events {
        let rule = if event.kind == "rule" { detail(event)["rule"].clone() } else { Value::Null };
        if rule["name"].as_str() == Some("day_start") {
            let by = rule["by"].as_str().unwrap_or_default().to_owned();
            let minutes = rule["value"].as_str().and_then(|text| text.parse().ok()).unwrap_or(-1);
            let meant = state.ruled.iter().find(|ruled| ruled.by == by).map(|ruled| &ruled.rules);
            if meant != Some(&Rules::DayStart(minutes)) {
                found.push(format!("rule: row {} lets the day start at {minutes}, meant was {meant:?}", event.seq));
            }
            starts_min = minutes;
            known.insert(by);
        }
        while let Some(posting) = postings.next_if(|posting| posting.event == event.seq) {
            let day = (event.at_ms + INDIA_MS - starts_min * MINUTE).div_euclid(DAY);
            let (into, out) = moved.entry((posting.account.clone(), day)).or_default();
            *into += posting.amount.max(0);
            *out -= posting.amount.min(0);
        }
    }
    found.extend(lost(state, &known, |rules| matches!(rules, Rules::DayStart(_))));
    let kept = books.movements.iter().map(|kept| ((kept.account.clone(), kept.day), (kept.into, kept.out)));
    let kept: BTreeMap<_, _> = kept.collect();
    let parts = moved
        .iter()
        .filter(|(key, sums)| kept.get(*key) != Some(*sums))
        .chain(kept.iter().filter(|(key, _)| !moved.contains_key(*key)));
    found.extend(parts.take(3).map(|(key, sums)| format!("day: {key:?} has {:?}, of {sums:?}", kept.get(key))));
    found
}

/// A rule of commission, of one provider and operator.
#[derive(Clone, PartialEq, Eq)]
struct Pays {
    from: String,
    percent: i64,
}

/// The rule that decides on a day: of those that have begun the youngest, of two of one day the one that was set later.
fn in_force<'a>(rules: &'a [Pays], day: &str) -> Option<&'a Pays> {
    rules.iter().filter(|rule| rule.from.as_str() <= day).max_by(|one, other| one.from.cmp(&other.from))
}

/// What is walked along the journal.
#[derive(Default)]
struct Walk {
    rules: BTreeMap<(String, String), Vec<Pays>>,
    /// Of each attempt: its day, and what it is to earn.
    attempts: BTreeMap<i64, (String, i64)>,
}

impl Walk {
    fn begins(&mut self, books: &Books, event: &Event) {
        let Some(attempt) = books.attempts.get(&event.attempt_id) else { return };
        let Some(sale) = books.sales.get(&attempt.sale_id) else { return };
        let rules = self.rules.get(&(attempt.provider.clone(), sale.operator.clone()));
        let rule = rules.and_then(|rules| in_force(rules, &event.day));
        let earned = rule.map_or(0, |rule| sale.amount * rule.percent / 100);
        self.attempts.insert(attempt.id, (event.day.clone(), earned));
    }

    /// A rule was set. Where its sales are booked again, all of its days earn by it: what came to nothing may turn out done.
    fn set(&mut self, books: &Books, key: &(String, String), pays: &Pays, books_again: bool) {
        let rules = self.rules.entry(key.clone()).or_default();
        rules.push(pays.clone());
        if !books_again {
            return;
        }
        for (id, (day, earned)) in &mut self.attempts {
            let Some(attempt) = books.attempts.get(id).filter(|attempt| attempt.provider == key.0) else { continue };
            let sale = books.sales.get(&attempt.sale_id).filter(|sale| sale.operator == key.1);
            let Some(sale) = sale.filter(|_| in_force(rules, day) == Some(pays)) else { continue };
            *earned = sale.amount * pays.percent / 100;
        }
    }
}

/// The rule in a row, by whom it was set; `None` of what no shopkeeper here sets.
fn rule_of(row: &Value) -> Option<((String, String), Pays)> {
    let provider = row["provider"].as_str()?.to_owned();
    let operator = row["covers"].as_str()?.strip_prefix("operator:")?.to_owned();
    let (from, percent) = (row["from"].as_str()?.to_owned(), row["pays"]["percent"].as_i64()? / 100);
    Some(((provider, operator), Pays { from, percent }))
}

/// What each attempt is to earn by the rules of its day, and what is wrong with the rules.
pub fn earns(books: &Books, state: &State) -> (BTreeMap<i64, i64>, Vec<String>) {
    let (mut walk, mut found, mut known) = (Walk::default(), Vec::new(), BTreeSet::new());
    for event in &books.events {
        match event.kind.as_str() {
            "intended" => walk.begins(books, event),
            "commission" => {
                let change = detail(event)["commission"].clone();
                let by = change["by"].as_str().unwrap_or_default().to_owned();
                let Some((key, pays)) = rule_of(&change["rules"][0]) else {
                    found.push(format!("rule: row {} sets {change}", event.seq));
                    continue;
                };
                let books_again = meant(state, &by, &key, &pays);
                if books_again.is_none() {
                    found.push(format!("rule: row {} sets what nobody did: {change}", event.seq));
                }
                walk.set(books, &key, &pays, books_again.unwrap_or_default());
                known.insert(by);
            }
            _ => {}
        }
    }
    found.extend(lost(state, &known, |rules| matches!(rules, Rules::Commission { .. })));
    (walk.attempts.into_iter().map(|(id, (_, earned))| (id, earned)).collect(), found)
}

/// Whether the sales of a rule's days are booked again. `None`: nobody set this rule.
fn meant(state: &State, by: &str, key: &(String, String), pays: &Pays) -> Option<bool> {
    if by.is_empty() {
        // The template's, which every shop begins with.
        return Some(false);
    }
    let ruled = state.ruled.iter().find(|ruled| ruled.by == by)?;
    let Rules::Commission { provider, operator, percent, from, books_again } = &ruled.rules else { return None };
    // Where nothing is booked again, it begins on the day on which it was set, if that is later.
    let is_from = if *books_again { *from == pays.from } else { *from <= pays.from };
    let is_it = (provider, operator, *percent) == (&key.0, &key.1, pays.percent) && is_from;
    is_it.then_some(*books_again)
}
