//! Yesterday's sales as practice customers: the same amounts and operators in the same order, under numbers that are made up.

use std::collections::HashSet;

use domain::series::operator_of;
use domain::{Paise, Payment, Service, parse_mobile};
use serde::Serialize;

/// How many made-up numbers are tried for a sale before it is left out.
const TRIES: u32 = 60;
/// The digits of a number that are made up: all behind its series.
const MADE_UP: usize = 6;
/// The digits at the end of a practice number that choose what becomes of it.
const ENDING: usize = 5;
/// How practice numbers that choose begin, behind the series. Any other number succeeds at once.
const CHOOSING: &str = "000";

/// What a customer of a rehearsal has in store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Temper {
    /// The sale succeeds at once.
    Calm,
    /// It waits, and the customer asks whether it went.
    Waits,
    /// No answer comes, and the customer asks whether it went.
    NoAnswer,
    /// It waits, and then fails.
    FailsLate,
    /// It succeeds and is taken back. The customer comes again because of it.
    TakenBack,
    /// The customer first says an amount with a nought too many.
    NoughtTooMany,
}

/// How they take turns: half of them are angry, which is more than any day has.
const TURNS: [Temper; 10] = [
    Temper::Waits,
    Temper::Calm,
    Temper::NoughtTooMany,
    Temper::Calm,
    Temper::TakenBack,
    Temper::Calm,
    Temper::NoAnswer,
    Temper::Calm,
    Temper::FailsLate,
    Temper::Calm,
];

impl Temper {
    /// The ending of a practice number that makes it so; `None`: any other.
    fn ending(self) -> Option<&'static str> {
        match self {
            Temper::Calm | Temper::NoughtTooMany => None,
            Temper::Waits => Some("00002"),
            Temper::NoAnswer => Some("00006"),
            Temper::FailsLate => Some("00003"),
            Temper::TakenBack => Some("00005"),
        }
    }

    /// What the customer says when he comes again, and how many others are served before; `None`: he does not.
    fn comes_again(self) -> Option<(VisitKind, usize)> {
        match self {
            Temper::Waits | Temper::NoAnswer => Some((VisitKind::Asks, 1)),
            Temper::TakenBack => Some((VisitKind::ComesBack, 2)),
            Temper::Calm | Temper::FailsLate | Temper::NoughtTooMany => None,
        }
    }
}

/// What is taken of a sale of the shop's own. Nothing else of it leaves the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bought {
    pub(crate) service: Service,
    pub(crate) operator: String,
    pub(crate) number: String,
    pub(crate) amount: Paise,
    pub(crate) payment: Payment,
}

/// A practice customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Customer {
    pub(crate) service: Service,
    pub(crate) operator: String,
    /// Made up.
    pub(crate) number: String,
    pub(crate) amount: Paise,
    pub(crate) payment: Payment,
    pub(crate) temper: Temper,
}

/// Why a customer stands at the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum VisitKind {
    /// To buy.
    Buys,
    /// To ask whether the sale of before went through.
    Asks,
    /// To say that what was done is gone.
    ComesBack,
}

/// One time that a customer stands at the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Visit {
    /// The customer's place in the list.
    pub(crate) of: usize,
    pub(crate) kind: VisitKind,
}

/// The `n`-th made-up number instead of a real one, the same for the same seed; `None`: a number of which nothing can be made.
fn made_up(real: &str, ending: Option<&str>, seed: u32, n: u32) -> Option<String> {
    let is_digits = real.bytes().all(|byte| byte.is_ascii_digit());
    let series = real.get(..real.len().checked_sub(MADE_UP)?).filter(|series| is_digits && !series.is_empty())?;
    // Any mixing does: it need not be secret, because nothing of the number behind its series goes in.
    let mixed = (seed ^ n.wrapping_mul(0x9E37_79B9)).wrapping_mul(0x85EB_CA6B) >> 8;
    Some(match ending {
        Some(ending) => format!("{series}{}{ending}", mixed % 10),
        None => format!("{series}{:06}", mixed % 1_000_000),
    })
}

fn chooses(number: &str) -> bool {
    number.len() >= ENDING && number[number.len() - ENDING..].starts_with(CHOOSING)
}

/// Whether a made-up number can stand for the real one on the counter.
fn fits(number: &str, bought: &Bought, ending: Option<&str>) -> bool {
    let is_valid = bought.service != Service::Prepaid || parse_mobile(number).is_ok_and(|known| known == number);
    number != bought.number && is_valid && (ending.is_some() || !chooses(number))
}

/// Practice customers in the order of the sales. A sale whose number cannot be changed is left out. `is_known`: whether the shop's own
/// books have this number, whoever's it is.
pub(crate) fn customers<E>(
    bought: &[Bought],
    seed: u32,
    mut is_known: impl FnMut(Service, &str) -> Result<bool, E>,
) -> Result<Vec<Customer>, E> {
    let mut used = HashSet::new();
    let mut found: Vec<Customer> = Vec::new();
    for (place, sale) in (0u32..).zip(bought) {
        let temper = TURNS[found.len() % TURNS.len()];
        let ending = temper.ending();
        let numbers = (0..TRIES).filter_map(|n| made_up(&sale.number, ending, seed.wrapping_add(place), n));
        let mut fitting: Vec<String> = numbers.filter(|number| fits(number, sale, ending)).collect();
        // The counter suggests the operator of the series: it should be the one that was sold.
        fitting.sort_by_key(|number| operator_of(number) != operator_of(&sale.number));
        for number in fitting {
            if used.contains(&number) || is_known(sale.service, &number)? {
                continue;
            }
            used.insert(number.clone());
            let Bought { service, operator, amount, payment, .. } = sale.clone();
            found.push(Customer { service, operator, number, amount, payment, temper });
            break;
        }
    }
    Ok(found)
}

/// Who stands at the counter, one after the other.
pub(crate) fn visits(customers: &[Customer]) -> Vec<Visit> {
    let mut visits = Vec::new();
    let mut later: Vec<(usize, Visit)> = Vec::new();
    for (of, customer) in customers.iter().enumerate() {
        visits.push(Visit { of, kind: VisitKind::Buys });
        let (due, wait): (Vec<_>, Vec<_>) = later.into_iter().partition(|(after, _)| *after <= of);
        visits.extend(due.into_iter().map(|(_, visit)| visit));
        later = wait;
        later.extend(customer.temper.comes_again().map(|(kind, others)| (of + others, Visit { of, kind })));
    }
    visits.extend(later.into_iter().map(|(_, visit)| visit));
    visits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn airtel(number: &str) -> Bought {
        let (service, operator) = (Service::Prepaid, "airtel".to_owned());
        Bought { service, operator, number: number.to_owned(), amount: Paise::new(29_900), payment: Payment::Upi }
    }

    fn all_new(_: Service, _: &str) -> Result<bool, ()> {
        Ok(false)
    }

    #[test]
    fn amounts_and_operators_stay_and_no_number_does() {
        let bought: Vec<Bought> = (0..40).map(|n| airtel(&format!("98765{:05}", 43_210 + n))).collect();
        let made = customers(&bought, 7, all_new).expect("customers");
        assert_eq!(made.len(), 40);
        let real: HashSet<&str> = bought.iter().map(|sale| sale.number.as_str()).collect();
        let numbers: HashSet<&str> = made.iter().map(|customer| customer.number.as_str()).collect();
        assert_eq!(numbers.len(), 40, "each has a number of its own");
        assert!(numbers.is_disjoint(&real));
        for customer in &made {
            assert_eq!(customer.number.get(..4), Some("9876"), "the series, so that the operator is suggested");
            let rest = (customer.operator.as_str(), customer.amount, customer.payment);
            assert_eq!(rest, ("airtel", Paise::new(29_900), Payment::Upi));
            let ending = customer.temper.ending();
            assert_eq!(chooses(&customer.number), ending.is_some(), "{customer:?}");
            assert!(ending.is_none_or(|ending| customer.number.ends_with(ending)), "{customer:?}");
        }
        let angry = made.iter().filter(|customer| customer.temper != Temper::Calm).count();
        assert_eq!(angry, 20);
    }

    #[test]
    fn a_number_that_the_books_know_is_nobodys_made_up_one() {
        let bought = vec![airtel("9876543210"); 3];
        let before = customers(&bought, 7, all_new).expect("customers");
        let known = before[0].number.clone();
        let after = customers(&bought, 7, |_, number| Ok::<_, ()>(number == known)).expect("customers");
        assert!(after.iter().all(|customer| customer.number != known), "{after:?}");
        assert_eq!(customers(&bought, 7, |_, _| Ok::<_, ()>(true)).expect("nobody is left"), []);
        assert_eq!(customers(&bought, 7, |_, _| Err("the books")), Err("the books"));
    }

    #[test]
    fn what_is_no_number_of_digits_is_left_out() {
        let bought = [airtel("UP80BT4471"), airtel("123456"), airtel("9876543210")];
        assert_eq!(customers(&bought, 1, all_new).expect("one").len(), 1);
    }

    #[test]
    fn who_is_angry_comes_again_after_others_and_nobody_is_lost() {
        let bought: Vec<Bought> = (0..10).map(|n| airtel(&format!("98765{:05}", 43_210 + n))).collect();
        let made = customers(&bought, 7, all_new).expect("customers");
        let visits = visits(&made);
        let kinds = |kind| visits.iter().filter(|visit| visit.kind == kind).map(|visit| visit.of).collect::<Vec<_>>();
        assert_eq!(kinds(VisitKind::Buys), (0..10).collect::<Vec<_>>());
        assert_eq!(kinds(VisitKind::Asks), [0, 6]);
        assert_eq!(kinds(VisitKind::ComesBack), [4]);
        let place = |of, kind| visits.iter().position(|visit| *visit == Visit { of, kind }).expect("a visit");
        assert!(place(0, VisitKind::Asks) > place(1, VisitKind::Buys));
        assert!(place(4, VisitKind::ComesBack) > place(6, VisitKind::Buys));
        let alone = customers(&bought[..1], 7, all_new).expect("one");
        assert_eq!(super::visits(&alone).len(), 2, "who is alone asks all the same");
    }
}
