//! How the till answers each thing that a shopkeeper may type. Nothing of it reaches a provider or the books.

use std::time::Duration;

use domain::{DAY_MS, Days, Period, SaleState, Service, india_day};
use till::{Problem, SaleInput};

use super::stall::{Stall, airtel, sales_of, todays};

const QUICK: Duration = Duration::from_millis(40);

fn with_amount(amount: &str) -> SaleInput {
    SaleInput { amount: amount.into(), ..airtel("9876543210") }
}

#[tokio::test]
async fn bad_input_is_refused_in_its_own_words_and_leaves_no_trace() {
    let stall = Stall::with("inspay", QUICK).await;
    let cases = [
        (airtel(""), Problem::NumberMissing),
        (airtel("987654321"), Problem::NumberTooShort { digits: 9, wanted: 10 }),
        (airtel("98765432101"), Problem::NumberTooLong { digits: 11, wanted: 10 }),
        (airtel("0562 2234567"), Problem::NumberIsLandline),
        (airtel("98765 abcde"), Problem::NumberHasLetters),
        (airtel("00000 00000"), Problem::NumberIsNobodys),
        (airtel("+1 212 555 0100"), Problem::NumberIsForeign),
        (with_amount(""), Problem::AmountMissing),
        (with_amount("0"), Problem::AmountZero),
        (with_amount("10.005"), Problem::AmountTooFine),
        (with_amount("1e3"), Problem::AmountNotANumber),
        (with_amount("5"), Problem::AmountBelow { min_paise: 1_000 }),
        (with_amount("99999"), Problem::AmountAbove { max_paise: 1_000_000 }),
        (SaleInput { operator: None, ..airtel("9876543210") }, Problem::OperatorMissing),
        (SaleInput { operator: Some("tata-play".into()), ..airtel("9876543210") }, Problem::OperatorMissing),
        (
            SaleInput { operator: Some("uninor".into()), ..airtel("9876543210") },
            Problem::OperatorNotSold { operator: "uninor".into() },
        ),
    ];
    for (input, problem) in cases {
        assert_eq!(stall.till.quote(&input), Err(vec![problem.clone()]), "{input:?}");
        assert_eq!(stall.till.sell(&input).await, Err(vec![problem]), "{input:?}");
    }
    let book = stall.till.sales_page(&todays()).expect("the day book");
    assert!(book.rows.is_empty() && stall.simulator.requests().is_empty());
}

#[tokio::test]
async fn every_field_is_judged_at_once() {
    let stall = Stall::with("inspay", QUICK).await;
    let input = SaleInput { amount: "0".into(), ..airtel("98765") };
    assert_eq!(
        stall.till.quote(&input),
        Err(vec![Problem::NumberTooShort { digits: 5, wanted: 10 }, Problem::AmountZero])
    );
}

#[tokio::test]
async fn an_operator_nobody_connected_sells_says_so() {
    let stall = Stall::with("inspay", QUICK).await;
    stall.till.set_connections(Vec::new());
    assert_eq!(stall.till.quote(&airtel("9876543210")), Err(vec![Problem::NoProviderConnected]));
}

#[tokio::test]
async fn a_sale_of_a_day_that_has_not_come_is_found_in_the_day_book_and_asks_by_its_date() {
    let mut stall = Stall::with("inspay", QUICK).await;
    stall.sell(&airtel("9876543210")).await;
    assert_eq!(stall.till.day_book(&todays().filter).expect("the day book").ahead, None);
    stall.clock.forward(30 * DAY_MS);
    let sale = stall.sell(&SaleInput { repeat_confirmed: true, ..airtel("9876543210") }).await;
    stall.clock.forward(-30 * DAY_MS);
    let today = stall.till.sales_page(&todays()).expect("the day book");
    assert_eq!(today.rows.len(), 1, "{today:?}");
    let ahead = stall.till.day_book(&todays().filter).expect("the day book").ahead.expect("a sale lies ahead");
    assert_eq!((ahead.sales, &ahead.last_day), (1, &india_day(sale.created_at_ms)));
    let then = sales_of(Period::Days(Days::one(&ahead.last_day)));
    let page = stall.till.sales_page(&then).expect("the day book");
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [sale.id]);
    let then = stall.till.day_book(&then.filter).expect("the day book");
    assert_eq!(then.paid.cash_paise, sale.amount_paise, "its money is in a day that can be opened");
    let asked = stall.till.quote(&airtel("9876543210")).expect("a quote").repeat.expect("it asks first");
    assert_eq!((asked.sale_id, asked.sold_at_ms), (sale.id, sale.created_at_ms));
    assert!(asked.minutes_ago < 0, "{asked:?}");
}

#[tokio::test]
async fn the_same_sale_within_ten_minutes_asks_first() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    stall.clock.forward(3 * 60_000);
    let asked = stall.till.sell(&airtel("+91 98765 43210")).await;
    assert_eq!(
        asked,
        Err(vec![Problem::RepeatRecent {
            sale_id: sale.id,
            minutes_ago: 3,
            sold_at_ms: sale.created_at_ms,
            contradicted: false
        }])
    );
    assert_eq!(
        stall.till.quote(&airtel("9876543210")).expect("a quote").repeat.map(|repeat| repeat.minutes_ago),
        Some(3)
    );
    let again = stall.sell(&SaleInput { repeat_confirmed: true, ..airtel("9876543210") }).await;
    assert_eq!(again.state, SaleState::Succeeded);
    stall.clock.forward(11 * 60_000);
    let later = stall.sell(&airtel("9876543210")).await;
    assert_eq!(later.state, SaleState::Succeeded);
}

#[tokio::test]
async fn the_shops_own_sales_outrank_the_number_series() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let number = "9810012345";
    let first = stall.till.suggest(Service::Prepaid, number).expect("a suggestion");
    assert_eq!(first.operator.as_deref(), Some("airtel"), "98100 is Airtel's in Delhi since 1995");
    assert_eq!(first.circle.as_deref(), Some("delhi"), "the shop's own circle");
    let ported = SaleInput { operator: Some("jio".into()), circle: Some("haryana".into()), ..airtel(number) };
    stall.sell(&ported).await;
    let then = stall.till.suggest(Service::Prepaid, "+91 98100 12345").expect("a suggestion");
    assert_eq!((then.operator.as_deref(), then.circle.as_deref()), (Some("jio"), Some("haryana")));
    assert_eq!(then.last_sales.len(), 1);
    let known = stall.till.known_numbers("2345").expect("known numbers");
    assert_eq!(known.iter().map(|known| known.number.as_str()).collect::<Vec<_>>(), [number]);
}

#[tokio::test]
async fn a_failed_sale_teaches_nothing() {
    let mut stall = Stall::with("inspay", QUICK).await;
    stall.sell(&SaleInput { operator: Some("jio".into()), ..airtel("9876500004") }).await;
    assert!(stall.till.known_numbers("").expect("known numbers").is_empty());
}
