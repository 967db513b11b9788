//! Orders of the desk among all sales: in the day book, beside the counter, and in what the shop knows of its customers.

use domain::{SaleState, Service};
use secrecy::SecretString;

use super::aadhaar::begin_check;
use super::load::rupees;
use super::{QUICK, answered, begin_pan, pan};
use crate::sales::stall::{self, Stall, airtel, todays, within};

fn found(stall: &Stall, search: &str) -> Vec<i64> {
    stall::found(&stall.till, search).iter().map(|row| row.id).collect()
}

/// A recharge, and one order of each kind that is done.
async fn a_day() -> (Stall, [i64; 4]) {
    let mut stall = Stall::with_all(&["inspay", "inexopay"], QUICK).await;
    let sale = stall.sell(&airtel("9876500001")).await;
    let order = begin_pan(&mut stall, &pan("9876500002")).await;
    let applied = stall.check_until(order.id, SaleState::Succeeded).await;
    let order = stall.till.load_wallet(&rupees("500")).await.expect("an order");
    let order = answered(&mut stall, order).await;
    let loaded = stall.check_until(order.id, SaleState::Succeeded).await;
    let checked = begin_check(&mut stall, "999900000016").await;
    within(stall.till.verify_otp(checked.id, &SecretString::from("123456"))).await.expect("verified");
    (stall, [sale.id, applied.id, loaded.id, checked.id])
}

#[tokio::test]
async fn a_day_counts_what_customers_paid_and_no_load() {
    let (stall, [sale, applied, loaded, checked]) = a_day().await;
    let day = stall.till.day_book(&todays().filter).expect("the day book");
    let page = stall.till.sales_page(&todays()).expect("the day's sales");
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [checked, loaded, applied, sale]);
    let of_sale = stall.now(sale);
    let taken = of_sale.amount_paise + 15_000 + 2_000;
    let earned = of_sale.earned_paise.expect("a commission") + 4_300 + 1_700;
    assert_eq!((day.paid.cash_paise, day.earned_paise), (taken, earned));
    let now = stall.till.counter_now().expect("the counter");
    assert_eq!((now.taken_paise, now.earned_paise, now.done_today, now.pending), (taken, earned, 3, 0));
    assert_eq!(now.tiles.len(), 4);
    let load = stall.now(loaded);
    assert_eq!((load.number.as_str(), load.service), ("", Service::WalletLoad));
    let desk = stall.till.desk().expect("the desk");
    assert_eq!(desk.recent.iter().map(|order| order.id).collect::<Vec<_>>(), [checked, loaded, applied]);
}

#[tokio::test]
async fn an_order_is_found_by_acknowledgement_id_number_and_last_digits() {
    let (stall, [_, applied, loaded, checked]) = a_day().await;
    let order = stall.now(applied);
    for search in [
        order.operator_ref.clone().expect("an acknowledgement"),
        order.operator_ref.clone().expect("an acknowledgement").to_lowercase(),
        order.order_id.clone(),
        order.number.clone(),
        order.provider_ref.clone().expect("the company's id"),
    ] {
        assert_eq!(found(&stall, &search), [applied], "{search}");
    }
    assert_eq!(found(&stall, &stall.now(loaded).provider_ref.expect("the company's id")), [loaded]);
    assert_eq!(found(&stall, "0016"), [checked]);
    assert!(found(&stall, "999900000016").is_empty(), "nobody is found by a number that is not kept");
}

#[tokio::test]
async fn what_the_shop_knows_of_its_customers_is_what_it_sold_them() {
    let (stall, _) = a_day().await;
    let known = stall.till.known_numbers("").expect("known numbers");
    assert!(known.iter().all(|known| known.service == Service::Prepaid), "{known:?}");
    let known = stall.till.known_numbers("9876500").expect("known numbers");
    assert_eq!(known.iter().map(|known| known.number.as_str()).collect::<Vec<_>>(), ["9876500001"]);
    let suggestion = stall.till.suggest(Service::Prepaid, "9876500002").expect("a suggestion");
    assert!(suggestion.last_sales.is_empty(), "an application is no recharge");
}

#[tokio::test]
async fn a_recharge_and_an_application_for_one_number_are_not_in_each_others_way() {
    let mut stall = Stall::with_all(&["inspay", "inexopay"], QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!((order.state, sale.state), (SaleState::Pending, SaleState::Succeeded));
    let pending = stall.till.pending_sales().expect("pending");
    assert_eq!(pending.iter().map(|order| order.id).collect::<Vec<_>>(), [order.id]);
    assert_eq!(stall.till.desk().expect("the desk").unfinished.len(), 1);
}
