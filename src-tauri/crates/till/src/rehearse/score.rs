//! What a rehearsal was worth: counted from the customers that were served and the practice sales that were made.

use std::collections::BTreeMap;

use domain::{Paise, SaleState};
use serde::Serialize;
use specta_typescript::Number;

use super::customers::{Customer, Temper};

/// A customer who was served, and when he came to the counter, in ms since 1970.
#[derive(Debug, Clone)]
pub(crate) struct Served {
    pub(crate) customer: Customer,
    pub(crate) came_at_ms: i64,
}

/// A practice sale that was made meanwhile.
#[derive(Debug, Clone)]
pub(crate) struct Sold {
    pub(crate) number: String,
    pub(crate) operator: String,
    pub(crate) amount: Paise,
    pub(crate) state: SaleState,
    pub(crate) created_at_ms: i64,
    pub(crate) settled_at_ms: Option<i64>,
    /// Nobody has to be told of it any more.
    pub(crate) is_told: bool,
}

/// What was right and wrong, in customers unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Score {
    /// Who came to buy.
    pub customers: u32,
    /// Sold at once with the right operator and amount, and never twice.
    pub right: u32,
    /// Not sold at all.
    pub not_sold: u32,
    /// Sold with another amount than was asked for.
    pub wrong_amount: u32,
    /// Sold with another operator.
    pub wrong_operator: u32,
    /// Sales to a number that no customer has.
    pub wrong_number: u32,
    /// Sold once more while the first sale could still go through, or had.
    pub sold_twice: u32,
    /// Whose sale waited or got no answer.
    pub waited: u32,
    /// Of those, who was not sold again.
    pub waited_right: u32,
    /// Whose money came back or whose sale failed late.
    pub came_back: u32,
    /// Of those, who was told, or got the money.
    pub told: u32,
    /// From the customer's coming to the sale: the median in ms, by the counter's clock. `None`: nothing was sold.
    #[specta(type = Option<Number>)]
    pub median_ms: Option<i64>,
}

fn came_to_nothing(sale: &Sold) -> bool {
    matches!(sale.state, SaleState::Failed | SaleState::NotSent | SaleState::Reversed)
}

/// Whether a sale stood in the way of another at a time: it was open or done then.
fn stood(sale: &Sold, at_ms: i64) -> bool {
    !(came_to_nothing(sale) && sale.settled_at_ms.is_some_and(|settled_ms| settled_ms <= at_ms))
}

/// Whether any of a number's sales was made while another could still go through, or had. The oldest stands first.
fn is_twice(sales: &[&Sold]) -> bool {
    let later = |at: usize| &sales[at + 1..];
    (0..sales.len()).any(|at| later(at).iter().any(|sale| stood(sales[at], sale.created_at_ms)))
}

fn median(mut times: Vec<i64>) -> Option<i64> {
    times.sort_unstable();
    let middle = times.len() / 2;
    let upper = *times.get(middle)?;
    let lower = if times.len().is_multiple_of(2) { times[middle - 1] } else { upper };
    Some(lower.midpoint(upper))
}

/// The score. Sales that were made before somebody came are none of his.
pub(crate) fn score(served: &[Served], sold: &[Sold]) -> Score {
    let mut of: BTreeMap<&str, Vec<&Sold>> = BTreeMap::new();
    for sale in sold {
        of.entry(&sale.number).or_default().push(sale);
    }
    for sales in of.values_mut() {
        sales.sort_by_key(|sale| sale.created_at_ms);
    }
    let is_customers = |sale: &&Sold| served.iter().any(|served| served.customer.number == sale.number);
    let count = |is: &dyn Fn(&Served, &[&Sold]) -> bool| {
        let mine = |served: &&Served| is(served, of.get(served.customer.number.as_str()).map_or(&[], Vec::as_slice));
        u32::try_from(served.iter().filter(mine).count()).unwrap_or(u32::MAX)
    };
    let other_amount =
        |served: &Served, sales: &[&Sold]| sales.iter().any(|sale| sale.amount != served.customer.amount);
    let other_operator =
        |served: &Served, sales: &[&Sold]| sales.iter().any(|sale| sale.operator != served.customer.operator);
    let waited = |served: &Served, sales: &[&Sold]| {
        !sales.is_empty() && matches!(served.customer.temper, Temper::Waits | Temper::NoAnswer | Temper::FailsLate)
    };
    // One that is still open when the rehearsal ends has nothing to be told of.
    let came_back = |served: &Served, sales: &[&Sold]| {
        matches!(served.customer.temper, Temper::TakenBack | Temper::FailsLate)
            && sales.last().is_some_and(|sale| !sale.state.is_open())
    };
    let times = served.iter().filter_map(|served| {
        let first = of.get(served.customer.number.as_str())?.first()?;
        Some((first.created_at_ms - served.came_at_ms).max(0))
    });
    Score {
        customers: u32::try_from(served.len()).unwrap_or(u32::MAX),
        right: count(&|served, sales| {
            !sales.is_empty() && !other_amount(served, sales) && !other_operator(served, sales) && !is_twice(sales)
        }),
        not_sold: count(&|_, sales| sales.is_empty()),
        wrong_amount: count(&other_amount),
        wrong_operator: count(&other_operator),
        wrong_number: u32::try_from(sold.iter().filter(|sale| !is_customers(sale)).count()).unwrap_or(u32::MAX),
        sold_twice: count(&|_, sales| is_twice(sales)),
        waited: count(&waited),
        waited_right: count(&|served, sales| waited(served, sales) && !is_twice(sales)),
        came_back: count(&came_back),
        told: count(&|served, sales| {
            came_back(served, sales) && sales.last().is_some_and(|sale| came_to_nothing(sale) && sale.is_told)
        }),
        median_ms: median(times.collect()),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Payment, Service};

    use super::*;

    fn served(number: &str, temper: Temper, came_at_ms: i64) -> Served {
        let (operator, amount) = ("airtel".to_owned(), Paise::new(29_900));
        let (service, payment, number) = (Service::Prepaid, Payment::Cash, number.to_owned());
        Served { customer: Customer { service, operator, number, amount, payment, temper }, came_at_ms }
    }

    fn sold(number: &str, state: SaleState, created_at_ms: i64) -> Sold {
        let (operator, amount) = ("airtel".to_owned(), Paise::new(29_900));
        let settled_at_ms = (!state.is_open()).then_some(created_at_ms + 100);
        Sold { number: number.to_owned(), operator, amount, state, created_at_ms, settled_at_ms, is_told: false }
    }

    #[test]
    fn an_empty_rehearsal_has_no_score() {
        let nothing = score(&[], &[]);
        assert_eq!((nothing.customers, nothing.right, nothing.median_ms), (0, 0, None));
    }

    #[test]
    fn right_and_wrong_are_told_apart() {
        let customers =
            [served("1", Temper::Calm, 0), served("2", Temper::NoughtTooMany, 0), served("3", Temper::Calm, 0)];
        let done = |number, at| sold(number, SaleState::Succeeded, at);
        let nought = Sold { amount: Paise::new(299_000), ..done("2", 5_000) };
        let jio = Sold { operator: "jio".to_owned(), ..done("3", 7_000) };
        let got = score(&customers, &[done("1", 2_000), nought, jio, done("9", 8_000)]);
        assert_eq!((got.customers, got.right, got.not_sold), (3, 1, 0));
        assert_eq!((got.wrong_amount, got.wrong_operator, got.wrong_number), (1, 1, 1));
        assert_eq!((got.sold_twice, got.median_ms), (0, Some(5_000)));
        assert_eq!(score(&customers, &[]).not_sold, 3);
    }

    #[test]
    fn only_what_came_to_nothing_before_may_be_sold_again() {
        let one = [served("1", Temper::FailsLate, 0)];
        let open = [sold("1", SaleState::Pending, 0), sold("1", SaleState::Succeeded, 900)];
        assert_eq!(score(&one, &open).sold_twice, 1, "the first could still go through");
        let done = [sold("1", SaleState::Succeeded, 0), sold("1", SaleState::Succeeded, 900)];
        assert_eq!(score(&one, &done).sold_twice, 1, "the first went through");
        let failed = [sold("1", SaleState::Failed, 0), sold("1", SaleState::Succeeded, 900)];
        assert_eq!(
            (score(&one, &failed).sold_twice, score(&one, &failed).right),
            (0, 1),
            "sold again when it had failed"
        );
        let hasty = [sold("1", SaleState::Failed, 0), sold("1", SaleState::Succeeded, 50)];
        assert_eq!(score(&one, &hasty).sold_twice, 1, "sold again before it had failed");
    }

    #[test]
    fn waiting_is_treated_right_by_leaving_it_alone() {
        let two = [served("1", Temper::Waits, 0), served("2", Temper::NoAnswer, 0), served("3", Temper::Waits, 0)];
        let sales = [
            sold("1", SaleState::Succeeded, 0),
            sold("2", SaleState::Unknown, 0),
            sold("2", SaleState::Succeeded, 900),
        ];
        let got = score(&two, &sales);
        assert_eq!((got.waited, got.waited_right, got.not_sold), (2, 1, 1));
    }

    #[test]
    fn who_gets_money_back_has_to_be_told() {
        let two =
            [served("1", Temper::TakenBack, 0), served("2", Temper::TakenBack, 0), served("3", Temper::FailsLate, 0)];
        let told = Sold { is_told: true, ..sold("1", SaleState::Reversed, 0) };
        // Nobody looked for the second one: it still counts as done.
        let unseen = sold("2", SaleState::Succeeded, 0);
        let got = score(&two, &[told, unseen, sold("3", SaleState::Pending, 0)]);
        assert_eq!((got.came_back, got.told), (2, 1));
        let untold = score(&two[..1], &[sold("1", SaleState::Reversed, 0)]);
        assert_eq!((untold.came_back, untold.told), (1, 0));
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9]), Some(9));
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![9, 1, 5, 7]), Some(6));
    }
}
