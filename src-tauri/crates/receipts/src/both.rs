//! One slip in two languages: every word in both of them, and what is the same in both said once.

use domain::Language;

use crate::close::{ClosePart, CloseRow, CloseSlip};
use crate::slip::{Receipt, Row, Slip};

/// Parts the loud words of two languages: on paper they stand on lines of their own where they do not fit beside each other.
pub(crate) const BELOW: char = '\n';
/// Parts them on one line, and labels and values always.
pub(crate) const BESIDE: &str = " / ";

/// Two texts of the same meaning. One that already says the other in brackets is enough: "अभी पूरा नहीं हुआ (PENDING)".
fn pair(one: String, other: String, between: &str) -> String {
    if one == other || other.is_empty() || one.contains(&format!("({other})")) {
        one
    } else if one.is_empty() || other.contains(&format!("({one})")) {
        other
    } else {
        format!("{one}{between}{other}")
    }
}

/// Two loud words.
fn loud(one: String, other: String) -> String {
    pair(one, other, &BELOW.to_string())
}

/// Two labels or values. The words with which both begin, and those with which both end, are said once: a date before it, a
/// number after it.
fn beside(one: String, other: String) -> String {
    let (mine, theirs): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let head = mine.iter().zip(&theirs).take_while(|(mine, theirs)| mine == theirs).count();
    let (mine, theirs) = (&mine[head..], &theirs[head..]);
    let tail = mine.iter().rev().zip(theirs.iter().rev()).take_while(|(mine, theirs)| mine == theirs).count();
    let middle = |words: &[&str]| words[..words.len() - tail].join(" ");
    let (own, said) = (middle(mine), middle(theirs));
    if own.is_empty() || said.is_empty() {
        return pair(one, other, BESIDE);
    }
    let first: Vec<&str> = one.split(' ').take(head).collect();
    let words = [first.join(" "), pair(own, said, BESIDE), mine[mine.len() - tail..].join(" ")];
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

fn row(one: Row, other: Row) -> Row {
    Row { label: beside(one.label, other.label), value: beside(one.value, other.value) }
}

/// The figures are those of the first: both say the same.
fn close_row(one: CloseRow, other: CloseRow) -> CloseRow {
    CloseRow { label: beside(one.label, other.label), value: beside(one.value, other.value), ..one }
}

/// Rows of the same facts in the same order. If they are not, both are said whole.
fn rows<R>(one: Vec<R>, other: Vec<R>, row: fn(R, R) -> R) -> Vec<R> {
    if one.len() == other.len() {
        one.into_iter().zip(other).map(|(one, other)| row(one, other)).collect()
    } else {
        one.into_iter().chain(other).collect()
    }
}

/// Lines of both; one that is the same in both stands once.
fn lines(one: Vec<String>, other: Vec<String>) -> Vec<String> {
    let new: Vec<String> = other.into_iter().filter(|line| !one.contains(line)).collect();
    one.into_iter().chain(new).collect()
}

fn banners(one: Vec<String>, other: Vec<String>) -> Vec<String> {
    if one.len() == other.len() {
        one.into_iter().zip(other).map(|(one, other)| loud(one, other)).collect()
    } else {
        lines(one, other)
    }
}

fn part(one: ClosePart, other: ClosePart) -> ClosePart {
    let sum = match (one.sum, other.sum) {
        (Some(one), Some(other)) => Some(close_row(one, other)),
        (one, other) => one.or(other),
    };
    ClosePart {
        title: beside(one.title, other.title),
        rows: rows(one.rows, other.rows, close_row),
        sum,
        beside: rows(one.beside, other.beside, close_row),
    }
}

impl Slip {
    /// Puts a receipt into the words of several languages, the first of them first.
    pub fn in_languages(receipt: &Receipt, languages: &[Language]) -> Slip {
        let slips = languages.iter().map(|language| Slip::of(receipt, *language));
        slips.reduce(Slip::beside).unwrap_or_else(|| Slip::of(receipt, Language::EN))
    }

    /// This slip and the same one in another language, as one slip.
    pub fn beside(self, other: Slip) -> Slip {
        Slip {
            banners: banners(self.banners, other.banners),
            outcome: loud(self.outcome, other.outcome),
            rows: rows(self.rows, other.rows, row),
            footer: lines(self.footer, other.footer),
            proof_title: beside(self.proof_title, other.proof_title),
            ..self
        }
    }
}

impl CloseSlip {
    /// This slip and the same one in another language, as one slip.
    pub fn beside(self, other: CloseSlip) -> CloseSlip {
        let parts = if self.parts.len() == other.parts.len() {
            self.parts.into_iter().zip(other.parts).map(|(one, other)| part(one, other)).collect()
        } else {
            self.parts.into_iter().chain(other.parts).collect()
        };
        CloseSlip {
            banners: banners(self.banners, other.banners),
            title: loud(self.title, other.title),
            head: rows(self.head, other.head, row),
            parts,
            seal_title: beside(self.seal_title, other.seal_title),
            note: loud(self.note, other.note),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests as slips;
    use crate::tests::text;

    #[test]
    fn what_is_the_same_in_both_languages_is_said_once() {
        for (one, other, both) in [
            ("Number", "नंबर", "Number / नंबर"),
            ("9876543210", "9876543210", "9876543210"),
            ("UPI note", "UPI नोट", "UPI note / नोट"),
            ("21-11-2026 Airtel 9876543210", "21-11-2026 एयरटेल 9876543210", "21-11-2026 Airtel / एयरटेल 9876543210"),
            ("PENDING", "अभी पूरा नहीं हुआ (PENDING)", "अभी पूरा नहीं हुआ (PENDING)"),
            ("₹ 5 coin × 2", "₹ 5 सिक्का × 2", "₹ 5 coin / सिक्का × 2"),
            ("a b", "a", "a b / a"),
            ("", "नंबर", "नंबर"),
        ] {
            assert_eq!(beside(one.into(), other.into()), both);
        }
    }

    #[test]
    fn a_slip_in_two_languages_has_every_word_of_both() {
        for outcome in slips::OUTCOMES {
            for kind in slips::KINDS {
                let one = kind(outcome);
                let (english, hindi) = (Slip::of(&one, Language::EN), Slip::of(&one, slips::hindi()));
                let told = text(&Slip::in_languages(&one, &[Language::EN, slips::hindi()]));
                let loud = [&english.outcome, &hindi.outcome];
                for words in loud.into_iter().chain(&english.footer).chain(&hindi.footer) {
                    assert!(told.contains(words.as_str()), "{words} is missing in\n{told}");
                }
                let rows = english.rows.iter().chain(&hindi.rows);
                for word in rows.flat_map(|row| row.label.split_whitespace().chain(row.value.split_whitespace())) {
                    assert!(told.contains(word), "{word} is missing in\n{told}");
                }
                assert_eq!(told.matches(&one.order_id).count(), 1);
            }
        }
    }
}
