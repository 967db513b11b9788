//! The services desk: a real till, real HTTP, the simulated company.

mod aadhaar;
mod access;
mod account;
mod agency;
mod book;
mod load;
mod pan;
mod pan_ends;
mod prices;
mod secrets;
mod twice;
mod watching;

use std::time::Duration;

use domain::{PanMode, SaleState};
use till::{Mode, PanInput, SaleView};
use url::Url;

use crate::sales::stall::{Stall, connection, intent, within};

/// Quick enough to wait for.
pub const QUICK: Duration = Duration::from_millis(40);
/// Nothing changes by itself while a test runs.
pub const NEVER: Duration = Duration::from_secs(3_600);

/// A new PAN for a number, with a charge of ₹ 150.
pub fn pan(mobile: &str) -> PanInput {
    PanInput {
        intent: intent(),
        mode: Mode::Practice,
        mobile: mobile.to_owned(),
        pan_mode: PanMode::Ekyc,
        product: "pan-new".to_owned(),
        charge: "150".to_owned(),
        open_confirmed: false,
        payment: domain::Payment::Cash,
    }
}

/// A counter with the company of the desk.
pub async fn desk(pace: Duration) -> Stall {
    Stall::with("inexopay", pace).await
}

/// A counter whose company is the test's own.
pub async fn scripted() -> (Stall, agency::Agency) {
    let (mut stall, agency) = (desk(NEVER).await, agency::Agency::start().await);
    stall.connect(vec![connection(providers::company("inexopay").expect("a company"), &agency.base)]);
    (stall, agency)
}

/// Waits until the company has answered what began an order.
pub async fn answered(stall: &mut Stall, order: SaleView) -> SaleView {
    assert_eq!(order.state, SaleState::Submitted);
    stall.until(order.id, |order| order.state != SaleState::Submitted).await
}

/// Begins an application and waits until the company has answered.
pub async fn begin_pan(stall: &mut Stall, input: &PanInput) -> SaleView {
    let order = stall.till.apply_for_pan(input).await.expect("an order");
    answered(stall, order).await
}

/// Opens the page of an order and gives its address.
pub async fn page_of(stall: &Stall, order: &SaleView) -> Url {
    stall.till.open_page(order.id).await.expect("a page");
    stall.shelf.pages().pop().expect("a page was opened")
}

/// Presses a button of a page: `finish` or `abandon`.
pub async fn press(page: &Url, button: &str) {
    let address = format!("{}/{button}", page.as_str().split('?').next().expect("an address"));
    let pressed = tokio::task::spawn_blocking(move || ureq::post(&address).send_empty().map(drop)).await;
    within(async { pressed.expect("a task").expect("the button is pressed") }).await;
}

/// Journal rows of an order by what they tell.
pub fn kinds(stall: &Stall, order: &SaleView) -> Vec<String> {
    let events = stall.till.sale(order.id).expect("the order").events;
    events.iter().map(|event| format!("{:?}", event.kind)).collect()
}
