//! What the companies did against what the books say of it.

use std::collections::BTreeMap;

use super::books::{Attempt, Books, is_open};
use super::journal;
use crate::mouth::SLUGS;
use crate::world::firm::{Order, Standing, Word};
use crate::world::state::State;

/// Nothing asks so often about one attempt in the days that pass here: schedule, openings, callbacks and persons make about thirty.
const MOST_ENQUIRIES: usize = 100;

pub fn check(books: &Books, state: &mut State) {
    let mut found = journal::acts(books, state);
    found.extend(books.attempts.values().filter_map(|attempt| {
        let asked = books.journal(attempt.id).filter(|event| event.detail.contains("\"received\"")).count();
        (asked > MOST_ENQUIRIES).then(|| format!("storm: {} was asked about {asked} times", attempt.order_id))
    }));
    let by_order: BTreeMap<&str, &Attempt> =
        books.attempts.values().map(|attempt| (attempt.order_id.as_str(), attempt)).collect();
    for (order_id, sends) in state.sends.iter().filter(|(_, sends)| **sends > 1) {
        found.push(format!("sent twice: {order_id} went out {sends} times"));
    }
    for order_id in by_order.keys().filter(|order_id| state.rolled_back.contains(**order_id)) {
        found.push(format!("order id: {order_id} was made twice"));
    }
    for (slug, firm) in SLUGS.iter().zip(&state.firms) {
        for (order_id, order) in &firm.orders {
            if order.executions > 1 {
                found.push(format!("executed: {slug} carried {order_id} out {} times", order.executions));
            }
            let is_known = by_order.get(order_id.as_str()).is_some_and(|attempt| attempt.provider == *slug);
            if !is_known && !state.rolled_back.contains(order_id) {
                found.push(format!("no sale: {slug} has {order_id}, the books do not"));
            }
        }
    }
    for attempt in books.attempts.values() {
        match judge(books, state, attempt) {
            Judgement::Right => {}
            Judgement::Unresolved => state.count.unresolved += 1,
            Judgement::Deceived => state.count.deceived += 1,
            Judgement::Wrong(words) => {
                found.push(format!("truth: {} at {}: {words}", attempt.order_id, attempt.provider));
            }
        }
    }
    state.violations.extend(found);
}

/// Whether the books may say another thing of an attempt than its company did: they say so openly, or they were lied to.
pub fn may_differ(books: &Books, state: &State, attempt: &Attempt) -> bool {
    matches!(judge(books, state, attempt), Judgement::Unresolved | Judgement::Deceived)
}

enum Judgement {
    Right,
    /// The books say openly that they do not know.
    Unresolved,
    /// The company said that it failed, charged all the same, and said nothing of it when it was asked for the last time.
    Deceived,
    Wrong(String),
}

fn judge(books: &Books, state: &State, attempt: &Attempt) -> Judgement {
    let order = state.order(&attempt.provider, &attempt.order_id);
    let is_charged = order.is_some_and(Order::is_charged);
    if is_open(&attempt.state) {
        let is_settled = order.is_some_and(|order| !order.is_unwritten && order.standing != Standing::Waiting);
        return match (is_settled, attempt.attention.as_str()) {
            (true, _) => Judgement::Wrong(format!("it is {}, and an honest company was asked", attempt.state)),
            (false, "needs_person" | "contradicted") => Judgement::Unresolved,
            (false, _) => Judgement::Wrong(format!("it is {}, and nobody is told", attempt.state)),
        };
    }
    match (is_charged, attempt.state.as_str()) {
        (true, "succeeded") | (false, "failed" | "not_sent" | "reversed") => Judgement::Right,
        (_, _) if attempt.attention == "contradicted" => Judgement::Unresolved,
        (true, "failed" | "reversed") => excuse(books, state, attempt),
        (true, other) => Judgement::Wrong(format!("the customer was charged, the books say {other}")),
        (false, "succeeded") if is_by_person(books, attempt) => misled(state, attempt),
        (false, other) => Judgement::Wrong(format!("the customer was not charged, the books say {other}")),
    }
}

fn is_by_person(books: &Books, attempt: &Attempt) -> bool {
    books.journal(attempt.id).any(|event| event.kind == journal::PERSON)
}

/// The books say that it succeeded, by a person's word, and it did not. They may while the company says nothing of it.
fn misled(state: &State, attempt: &Attempt) -> Judgement {
    match state.words_after_success_said(&attempt.provider, &attempt.order_id).contains(&Word::Failed) {
        true => {
            Judgement::Wrong("a person said that it succeeded, the company otherwise, and nobody is told".to_owned())
        }
        false => Judgement::Unresolved,
    }
}

/// The books say that it came to nothing, and the customer was charged. They may, when the company said so last; where
/// they promise to ask once more (another attempt followed, or a person declared it), it must have said so again then.
fn excuse(books: &Books, state: &State, attempt: &Attempt) -> Judgement {
    let words = state.words(&attempt.provider, &attempt.order_id);
    let certain = state.certain_words(&attempt.provider, &attempt.order_id);
    // "No record" takes no other word back. A neighbouring day is asked about too: it is wrong to ask about no other.
    let last_of = |words: &[Word]| {
        let newest = words.iter().rev().find(|word| !matches!(word, Word::NoRecord | Word::WrongDay)).copied();
        newest.or_else(|| words.iter().copied().find(|word| *word == Word::NoRecord)).or_else(|| words.last().copied())
    };
    let last = if last_of(&words) == Some(Word::Failed) { Some(Word::Failed) } else { last_of(&certain) };
    let is_followed = books.newest(attempt.sale_id).is_some_and(|newest| newest.id != attempt.id);
    // Since it was ended last: a person's word may have been mended by another.
    let rows: Vec<_> = books.journal(attempt.id).collect();
    let settled = rows.iter().rposition(|event| event.from != event.to);
    let asked_after = settled
        .map_or(0, |place| rows[place + 1..].iter().filter(|event| event.detail.contains("\"received\"")).count());
    let charged = "the customer was charged, the books say that it failed";
    match last {
        _ if (is_followed || attempt.is_declared) && asked_after == 0 => {
            Judgement::Wrong(format!("{charged}, and the company was not asked again"))
        }
        Some(Word::Failed) => Judgement::Deceived,
        Some(Word::NoRecord) if attempt.is_declared => Judgement::Deceived,
        last => Judgement::Wrong(format!("{charged}, it said {last:?} last")),
    }
}

/// Before a person looks after it: what an honest company would have told must be settled, or a person called for.
pub fn liveness(books: &Books, state: &mut State) {
    let mut found = Vec::new();
    for sale in books.sales.values() {
        let Some(newest) = books.newest(sale.id).filter(|newest| is_open(&newest.state)) else { continue };
        let is_flagged = !newest.attention.is_empty();
        let order = state.order(&newest.provider, &newest.order_id);
        let is_settled = order.is_some_and(|order| !order.is_unwritten && order.standing != Standing::Waiting);
        if !is_flagged && (is_settled || newest.next_check_ms.is_none()) {
            found.push(format!(
                "forgotten: {} at {} is {}, a person is not called for, next enquiry {:?}",
                newest.order_id, newest.provider, newest.state, newest.next_check_ms
            ));
        }
    }
    state.violations.extend(found);
}
