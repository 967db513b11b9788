//! What a statement and the book say of the same sales, and what only one of them has, each with the likely reason.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use domain::{Outcome, Paise, india_day};
use serde::Serialize;

use super::book::Booked;
use super::lines::{Line, LineKind, Told, digest};
use super::pairing::{MatchedBy, Pair, Paired, paired};

/// So many pairs tell whether a column has the numbers that were recharged.
const NUMBERS_TELL: usize = 5;
/// A company rounds its commission as it likes: a paisa is no difference.
const ROUNDED_PAISE: i64 = 1;

/// How a line and its sale differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The amounts.
    Amount,
    /// The company says it failed; the book has it as done.
    CompanyFailed,
    /// The company gave the money back; the book has it as done.
    CompanyGaveBack,
    /// The company says it is done; the book has it as failed or given back.
    CompanyDone,
    /// The company is still at it; the book has its end.
    CompanyWaits,
    /// The company has its end; the book still waits.
    BookWaits,
    /// The numbers: another one was recharged than the book says.
    Number,
    /// The commissions.
    Commission,
}

/// Why a line or a sale is left over, as far as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LeftWhy {
    /// Of a line: it stands in the file twice.
    Twice,
    /// Of a line: the company has done the same order once more, under another id of its own.
    ChargedTwice,
    /// Of a line: Excel has ruined its number or its id.
    Ruined,
    /// Of a line: money came back for a sale that is not in the book.
    CameBack,
    /// Of a line: the order went to another company.
    OtherCompany,
    /// Of a line: it is not in the book, and probably from outside of this counter.
    NotHere,
    /// Of a sale: it is not settled yet.
    Waits,
    /// Of a sale: it was before the first line of the file, or after its last.
    Edge,
    /// Of a sale: the file leaves it out.
    Missing,
}

/// A line with its attempt, by their places, and what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) line: usize,
    pub(crate) booked: usize,
    pub(crate) by: MatchedBy,
    pub(crate) told: Told,
    pub(crate) differences: Vec<Difference>,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) agree: Vec<Judged>,
    pub(crate) differ: Vec<Judged>,
    pub(crate) only_file: Vec<(usize, LeftWhy)>,
    /// Lines of `only_file` that are about an attempt all the same, with its place.
    pub(crate) of_attempts: BTreeMap<usize, usize>,
    pub(crate) only_book: Vec<(usize, LeftWhy)>,
    /// Attempts that came to nothing and that the file leaves out.
    pub(crate) came_to_nothing: usize,
    /// The amounts of the file are without the commission.
    pub(crate) is_net: bool,
    /// A line that found its attempt tells an amount.
    pub(crate) has_amounts: bool,
    /// The file's numbers are the ones that were recharged.
    pub(crate) has_numbers: bool,
}

/// The first and the last moment that the lines of sales tell, in ms since 1970.
pub(crate) fn span(lines: &[Line]) -> Option<(i64, i64)> {
    let times = || lines.iter().filter(|line| line.is_of_sale()).filter_map(|line| line.when);
    Some((times().map(|when| when.at_ms).min()?, times().map(|when| when.last_ms()).max()?))
}

/// Holds the lines against the book. `None`: somebody stopped it.
pub(crate) fn held(
    lines: &[Line],
    book: &[Booked],
    is_elsewhere: &dyn Fn(&Line) -> bool,
    go_on: &dyn Fn() -> bool,
) -> Option<Held> {
    let Paired { pairs, only_file, twice, only_book } = paired(lines, book, is_elsewhere, go_on)?;
    let compared = Compared { is_net: is_net(&pairs, lines, book), has_numbers: has_numbers(&pairs, lines, book) };
    let mut held = Held {
        is_net: compared.is_net,
        has_numbers: compared.has_numbers,
        has_amounts: pairs.iter().any(|pair| lines[pair.line].amount.is_some()),
        ..Held::default()
    };
    for pair in pairs {
        let judged = judge(&pair, &lines[pair.line], &book[pair.booked], compared);
        if judged.differences.is_empty() { held.agree.push(judged) } else { held.differ.push(judged) }
    }
    // What costs most is looked at first.
    held.differ.sort_by_key(|judged| (weight(&judged.differences), Reverse(book[judged.booked].amount()), judged.line));
    let why = |line: &Line| {
        if line.kind == LineKind::Refund {
            LeftWhy::CameBack
        } else if is_elsewhere(line) {
            LeftWhy::OtherCompany
        } else if line.is_ruined && line.order_id.is_none() {
            LeftWhy::Ruined
        } else if line.told == Told::Outcome(Outcome::Reversed) {
            LeftWhy::CameBack
        } else {
            LeftWhy::NotHere
        }
    };
    let matched: HashSet<String> =
        held.agree.iter().chain(&held.differ).map(|judged| digest(&lines[judged.line])).collect();
    let left = only_file.into_iter().map(|place| {
        let is_twice = matched.contains(&digest(&lines[place]));
        (place, if is_twice { LeftWhy::Twice } else { why(&lines[place]) })
    });
    let again =
        twice.iter().map(|again| (again.line, if again.is_charged { LeftWhy::ChargedTwice } else { LeftWhy::Twice }));
    held.only_file = left.chain(again).collect();
    held.of_attempts = twice.iter().filter(|again| again.is_charged).map(|again| (again.line, again.booked)).collect();
    held.only_file.sort_unstable();
    let Some((first_ms, last_ms)) = span(lines) else { return Some(held) };
    let days = india_day(first_ms)..=india_day(last_ms);
    for place in only_book {
        let booked = &book[place];
        // Sales of the neighbouring days are looked at only to find their lines.
        if !days.contains(&india_day(booked.at_ms())) {
            continue;
        }
        match booked.outcome {
            // Many a company leaves out what it did not do.
            Outcome::Failed | Outcome::Reversed => held.came_to_nothing += 1,
            Outcome::Waiting => held.only_book.push((place, LeftWhy::Waits)),
            Outcome::Succeeded => {
                let is_edge = !(first_ms..=last_ms).contains(&booked.at_ms());
                held.only_book.push((place, if is_edge { LeftWhy::Edge } else { LeftWhy::Missing }));
            }
        }
    }
    Some(held)
}

/// How early differences stand in their list: the ends of sales first, then what was charged and for whom, the commission last.
fn weight(differences: &[Difference]) -> u8 {
    let of = |difference: &Difference| match difference {
        Difference::CompanyFailed | Difference::CompanyGaveBack | Difference::CompanyDone => 0,
        Difference::Number | Difference::Amount => 1,
        Difference::CompanyWaits | Difference::BookWaits => 2,
        Difference::Commission => 3,
    };
    differences.iter().map(of).min().unwrap_or(u8::MAX)
}

/// Whether the amounts of the file are without the commission: more of them are the book's amount less the commission than the amount
/// itself.
fn is_net(pairs: &[Pair], lines: &[Line], book: &[Booked]) -> bool {
    let (mut gross, mut net) = (0_usize, 0_usize);
    for Pair { line, booked, by, .. } in pairs.iter().copied() {
        let (line, booked) = (&lines[line], &book[booked]);
        if by == MatchedBy::NumberAndTime || line.amount.is_none() {
            continue;
        }
        gross += usize::from(line.amount == Some(booked.amount()));
        net +=
            usize::from(line.amount != Some(booked.amount()) && with_commission(line, booked) == Some(booked.amount()));
    }
    net > gross
}

/// The amount of a line that was written without the commission.
fn with_commission(line: &Line, booked: &Booked) -> Option<Paise> {
    line.amount?.checked_add(line.commission.unwrap_or(booked.earned))
}

/// Whether the number of a line is another than the book's. A number of another length is of another kind, as a customer's id beside a
/// mobile number; Excel drops the zeros in front, and many a company hides digits behind an X. `None`: nobody can tell.
fn is_other_number(line: &Line, booked: &Booked) -> Option<bool> {
    let [told, ours] =
        [line.number.as_deref()?, booked.number.as_deref()?].map(|number| number.trim_start_matches('0'));
    let is_same = |(told, ours): (char, char)| told == ours || told == 'X';
    (told.len() == ours.len()).then(|| !told.chars().zip(ours.chars()).all(is_same))
}

/// Whether the file's numbers are the ones that were recharged. A column of which hardly a number is the book's is none of them: it is an
/// id, or the shop's own number.
fn has_numbers(pairs: &[Pair], lines: &[Line], book: &[Booked]) -> bool {
    let told = || pairs.iter().filter_map(|pair| is_other_number(&lines[pair.line], &book[pair.booked]));
    let (all, other) = (told().count(), told().filter(|is_other| *is_other).count());
    all < NUMBERS_TELL || other * 2 <= all
}

/// What is compared of a file beside the ends of its sales.
#[derive(Debug, Clone, Copy)]
struct Compared {
    is_net: bool,
    has_numbers: bool,
}

fn judge(pair: &Pair, line: &Line, booked: &Booked, compared: Compared) -> Judged {
    let Compared { is_net, has_numbers } = compared;
    let told = if pair.came_back { Told::Outcome(Outcome::Reversed) } else { line.told };
    let mut differences = Vec::new();
    differences.extend(of_outcome(told, booked.outcome));
    let amount = if is_net { with_commission(line, booked) } else { line.amount };
    if amount.is_some_and(|amount| apart(amount, booked.amount()) > if is_net { ROUNDED_PAISE } else { 0 }) {
        differences.push(Difference::Amount);
    }
    if has_numbers && is_other_number(line, booked) == Some(true) {
        differences.push(Difference::Number);
    }
    let was_paid = booked.outcome == Outcome::Succeeded && differences.is_empty();
    if was_paid && line.commission.is_some_and(|commission| apart(commission, booked.earned) > ROUNDED_PAISE) {
        differences.push(Difference::Commission);
    }
    Judged { line: pair.line, booked: pair.booked, by: pair.by, told, differences }
}

fn apart(one: Paise, other: Paise) -> i64 {
    one.get().saturating_sub(other.get()).saturating_abs()
}

/// How two words about the end of a sale differ. A line that tells no end was charged, and nobody goes by a word that nobody knows.
fn of_outcome(told: Told, book: Outcome) -> Option<Difference> {
    let told = match told {
        Told::Outcome(outcome) => outcome,
        Told::Nothing => Outcome::Succeeded,
        Told::Unknown => return None,
    };
    match (told, book) {
        (Outcome::Succeeded, Outcome::Succeeded)
        | (Outcome::Waiting, Outcome::Waiting)
        | (Outcome::Failed | Outcome::Reversed, Outcome::Failed | Outcome::Reversed) => None,
        (Outcome::Failed, Outcome::Succeeded) => Some(Difference::CompanyFailed),
        (Outcome::Reversed, Outcome::Succeeded) => Some(Difference::CompanyGaveBack),
        (Outcome::Succeeded, Outcome::Failed | Outcome::Reversed) => Some(Difference::CompanyDone),
        (Outcome::Waiting, Outcome::Succeeded | Outcome::Failed | Outcome::Reversed) => Some(Difference::CompanyWaits),
        (Outcome::Succeeded | Outcome::Failed | Outcome::Reversed, Outcome::Waiting) => Some(Difference::BookWaits),
    }
}
