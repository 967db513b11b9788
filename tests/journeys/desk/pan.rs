//! Applications for a PAN card.

use std::time::Duration;

use domain::SaleState;
use till::{Mode, PanInput, PanModeView, SaleView};

use crate::sales::house::{House, intent};

/// A new PAN for a number, with a charge of ₹ 150.
pub fn pan(mobile: &str) -> PanInput {
    PanInput {
        intent: intent(),
        mode: Mode::Practice,
        mobile: mobile.to_owned(),
        pan_mode: PanModeView::Ekyc,
        product: "pan-new".to_owned(),
        charge: "150".to_owned(),
        open_confirmed: false,
    }
}

/// Begins an application and waits until the company has answered.
async fn begin(house: &mut House, mobile: &str) -> SaleView {
    let order = house.till.apply_for_pan(&pan(mobile)).await.expect("an order");
    assert_eq!(order.state, SaleState::Submitted);
    house.until(order.id, |order| order.state != SaleState::Submitted).await
}

#[tokio::test]
async fn an_application_is_started_finished_by_the_customer_and_acknowledged() {
    let mut house = House::with("inexopay", Duration::from_millis(40)).await;
    let order = begin(&mut house, "9876543210").await;
    assert_eq!(order.state, SaleState::Pending, "{order:?}");
    assert!(order.operator_ref.is_none() && order.desk.as_ref().is_some_and(|desk| desk.can_open_page), "{order:?}");
    house.till.open_page(order.id).await.expect("a page");
    let page = house.shelf.pages().pop().expect("a page was opened");
    let finish = format!("{}/finish", page.as_str().split('?').next().expect("an address"));
    let pressed = tokio::task::spawn_blocking(move || ureq::post(&finish).send_empty().map(drop)).await;
    pressed.expect("a task").expect("the customer finishes");
    let done = house.check_until(order.id, SaleState::Succeeded).await;
    assert!(done.operator_ref.is_some_and(|reference| reference.starts_with("OPB")));
    assert_eq!((done.amount_paise, done.earned_paise), (15_000, Some(4_300)));
    let detail = house.till.sale(order.id).expect("the order");
    assert_eq!(detail.postings.iter().map(|posting| posting.amount_paise).sum::<i64>(), 0);
}
