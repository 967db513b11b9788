//! Loads that are told of by a webhook, or after a restart.

use super::*;

/// A counter that listens, whose company is the test's own and waits for a payment.
async fn listening() -> (Counter, Agency, Door, SaleView) {
    let agency = Agency::start().await;
    let simulator = simulator::Simulator::start(simulator::Config { port: 0, book: None, pace: NEVER }).await;
    let company = connection(providers::company("inexopay").expect("a company"), &agency.base);
    let mut counter = Counter::on(simulator.expect("the simulator starts"), vec![company]).await;
    let door = Door::open(&counter).await;
    agency.says(
        "/api/wallet/load_request",
        r#"{"status_code":200,"status":"SUCCESS","message":"Made","data":{"order_id":"WAL31","amount":{amount},"upi_id":"a@b","tx_string":"upi://pay?pa=a@b&pn=A&cu=INR&tn=WAL31&am={amount}&tr=WAL31","status":"pending"}}"#,
    );
    says(&agency, "pending", 500, 5_000);
    let order = counter.shop.till().load_wallet(&rupees("500")).await.expect("an order");
    let order = counter.until(order.id, |order| order.state == SaleState::Pending).await;
    (counter, agency, door, order)
}

fn webhook(status: &str) -> String {
    format!(
        "orderid=WAL31&order_id=WAL31&status={status}&remark=x&datetime=2026-06-03+15%3A30%3A00&callback_type=global_webhook"
    )
}

#[tokio::test]
async fn a_webhook_about_a_load_makes_the_counter_ask_and_decides_nothing() {
    let (mut counter, agency, door, order) = listening().await;
    let asked = counter.now(order.id).checks;
    assert_eq!(door.post("inexopay", &webhook("success")).await, 200);
    let forged = counter.until(order.id, |order| order.checks > asked).await;
    assert_eq!(forged.state, SaleState::Pending, "forged");
    assert!(counter.shop.till().sale(order.id).expect("the order").postings.is_empty());
    says(&agency, "success", 500, 5_500);
    counter.clock.forward(16_000);
    assert_eq!(door.post("inexopay", &webhook("failed")).await, 200);
    let done = counter.until(order.id, |order| order.state != SaleState::Pending).await;
    assert_eq!(done.state, SaleState::Succeeded, "the enquiry decides");
}

#[tokio::test]
async fn a_webhook_about_a_load_that_was_closed_is_heard() {
    let (mut counter, agency, door, order) = listening().await;
    counter.shop.till().abandon_order(order.id).expect("it is closed");
    says(&agency, "success", 500, 5_500);
    assert_eq!(door.post("inexopay", &webhook("success")).await, 200);
    let late = counter.until(order.id, |order| order.state == SaleState::Succeeded).await;
    assert_eq!(load_of(&late).told, Some(LoadTold::PaidLate));
}

#[tokio::test]
async fn after_a_restart_a_load_is_watched_on_and_its_code_shown_until_it_ends() {
    let (counter, agency, _door, order) = listening().await;
    let mut counter = counter.reopened().await;
    let again = counter.now(order.id);
    assert!(again.state == SaleState::Pending && load_of(&again).qr);
    counter.shop.till().upi_qr(order.id).expect("the code");
    says(&agency, "success", 500, 5_500);
    counter.clock.forward(60_000);
    // Any other order wakes the watcher, which does not know that the clock was put forward.
    let other = counter.shop.till().load_wallet(&rupees("900")).await.expect("an order");
    counter.until(other.id, |order| order.state != SaleState::Submitted).await;
    let done = counter.until(order.id, |order| order.state == SaleState::Succeeded).await;
    assert_eq!(load_of(&done).told, Some(LoadTold::Paid));
    assert_eq!(agency.asked("/api/wallet/load_request"), 2, "nothing was asked for again");
}
