//! Loads of the wallet that somebody pays twice.

use std::time::Duration;

use domain::SaleState;
use till::{LoadInput, LoadTold, Mode, SaleView};

use crate::sales::stall::{Stall, intent};

fn told(order: &SaleView) -> Option<LoadTold> {
    order.desk.as_ref()?.load.as_ref()?.told
}

fn balance(stall: &Stall) -> i64 {
    stall.till.wallets().expect("wallets")[0].balance_paise.expect("a balance")
}

#[tokio::test]
async fn a_second_payment_is_seen_in_the_wallet_and_booked_beside_the_first() {
    let mut stall = Stall::with("inexopay", Duration::from_millis(300)).await;
    stall.wallets_read().await;
    // An application that waits for its customer takes money and gives none: it hides no second payment.
    let waiting = stall.till.apply_for_pan(&super::pan("9876543210")).await.expect("an application");
    stall.until(waiting.id, |order| order.state == SaleState::Pending).await;
    let before = balance(&stall);
    let input = LoadInput { intent: intent(), mode: Mode::Practice, amount: "102".into(), open_confirmed: false };
    let order = stall.till.load_wallet(&input).await.expect("a load");
    let order = stall.until(order.id, |order| order.state == SaleState::Pending).await;
    assert!(order.desk.as_ref().is_some_and(|desk| desk.load.as_ref().is_some_and(|load| load.qr)), "{order:?}");
    let paid = stall.until(order.id, |order| order.state == SaleState::Succeeded).await;
    assert!(matches!(told(&paid), Some(LoadTold::Paid | LoadTold::PaidTwice)), "{paid:?}");
    // The second payment comes half a pace later; the load is asked about again after twenty seconds.
    stall.clock.forward(25_000);
    stall.nudge();
    let twice = stall.until(order.id, |order| told(order) == Some(LoadTold::PaidTwice)).await;
    assert_eq!(balance(&stall) - before, 20_400);
    let detail = stall.till.sale(twice.id).expect("the load");
    let posted = |account: &str| {
        detail.postings.iter().filter(|row| row.account == account).map(|row| row.amount_paise).sum::<i64>()
    };
    assert_eq!((posted("bank"), posted("wallet:inexopay"), posted("cash")), (-20_400, 20_400, 0));
}
