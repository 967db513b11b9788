//! What a company of a run answers: its mouth's words, or something that is no answer, with what its habits put around.

use crate::mouth::{Facts, MOUTHS, Mouth, Say};

/// The facts of somebody else's order.
fn astray(facts: &Facts) -> Facts {
    let mut other = facts.clone();
    if facts.serial.is_multiple_of(2) {
        let first = if facts.order_id.starts_with('Z') { 'Y' } else { 'Z' };
        other.order_id = std::iter::once(first).chain(facts.order_id.chars().skip(1)).collect();
    } else {
        other.number = facts.number.chars().rev().collect();
        other.order_id = format!("{}X", facts.order_id);
    }
    other.serial += 1;
    other
}

const PAGE: &str = "<html><head><title>504 Gateway Time-out</title></head><body><h1>504</h1></body></html>";

/// The answer to a recharge call.
pub fn recharge(firm: usize, facts: &Facts, say: Say) -> (u16, String) {
    answer(firm, facts, say, |mouth, facts, say| mouth.recharge(facts, say))
}

/// The answer to an enquiry.
pub fn enquiry(firm: usize, facts: &Facts, say: Say) -> (u16, String) {
    answer(firm, facts, say, |mouth, facts, say| mouth.enquiry(facts, say))
}

fn answer(firm: usize, facts: &Facts, say: Say, words: fn(&dyn Mouth, &Facts, Say) -> String) -> (u16, String) {
    let mouth = MOUTHS[firm];
    match say {
        Say::Status(status) => (status, "busy".to_owned()),
        Say::Page => (200, PAGE.to_owned()),
        Say::Empty => (200, String::new()),
        // It names no order, so an answer about another one would be its own.
        Say::Another if mouth.names_no_order() => (200, PAGE.to_owned()),
        Say::Another => (200, around(mouth, facts, words(mouth, &astray(facts), Say::Done))),
        say => (200, around(mouth, facts, words(mouth, facts, say))),
    }
}

fn around(mouth: &dyn Mouth, facts: &Facts, answer: String) -> String {
    facts.habits.around(answer, !mouth.names_no_order())
}

/// The answer to a balance call.
pub fn balance(firm: usize, facts: &Facts) -> String {
    around(MOUTHS[firm], facts, MOUTHS[firm].balance(facts))
}
