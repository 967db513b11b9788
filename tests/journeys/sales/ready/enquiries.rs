//! A wall that only enquiries meet.

use std::sync::Arc;
use std::time::Duration;

use domain::SaleState;
use providers::Request;
use till::Problem;

use super::super::stall::TestClock;
use super::walls::{minutes_closed, opened_by, sold, walled_sales};
use super::{LOGIN_PAGE, Oracle, Said, WALLET, good};

/// A wall before the enquiries alone: sales are taken up, and the wallet can be read.
fn walled_enquiries(request: &Request) -> Said {
    match request.address.path() {
        "/v3/recharge/status" => Ok(LOGIN_PAGE.to_owned()),
        "/v3/recharge/balance" => Ok(WALLET.to_owned()),
        _ => Ok(good(request)?.replace("Success", "Pending")),
    }
}

#[tokio::test(start_paused = true)]
async fn a_wall_before_the_enquiries_alone_closes_until_the_wallet_is_read_and_never_for_longer() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(walled_enquiries);
    let clock = Arc::new(TestClock::default());
    let till = opened_by(folder.path(), &oracle, clock.clone()).await;
    assert_eq!(sold(&till, 1).await, SaleState::Pending);
    let sale = till.pending_sales().expect("the sales").remove(0);
    let before = oracle.asked("/balance");
    for nth in 1..7 {
        // The wallet was tried a while ago.
        tokio::time::sleep(Duration::from_secs(90)).await;
        clock.forward(5_000);
        assert_eq!(till.check_now(sale.id).await, Err(Problem::WebPageAtAddress), "it meets the wall");
        let minutes = minutes_closed(&till).await;
        assert!(minutes <= 2, "{minutes}");
        assert!(oracle.asked("/balance") >= before + nth, "it was closed, and the wallet has opened it");
    }
    // A wall before the sales is met after all: the first one, for a minute.
    tokio::time::sleep(Duration::from_secs(90)).await;
    oracle.now_says(walled_sales);
    assert_eq!(sold(&till, 20).await, SaleState::Failed);
    let minutes = minutes_closed(&till).await;
    assert!(minutes <= 2, "enquiries have not counted: {minutes}");
}
