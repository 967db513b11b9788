//! A wall that only the sales meet closes a provider. Here is who may open it again.

use super::*;

/// A wall before the recharge call alone: whoever reads the wallet meets none.
pub(super) fn walled_sales(request: &Request) -> Said {
    match request.address.path() {
        "/v3/recharge/balance" => Ok(WALLET.to_owned()),
        _ => Ok(NOT_LISTED.to_owned()),
    }
}

/// A till of its own whose one provider is open, over an oracle. Time is made up.
pub(super) async fn opened(folder: &std::path::Path, oracle: &Arc<Oracle>) -> Arc<Till> {
    opened_by(folder, oracle, Arc::default()).await
}

/// The same by a clock of the test's own.
pub(super) async fn opened_by(folder: &std::path::Path, oracle: &Arc<Oracle>, clock: Arc<TestClock>) -> Arc<Till> {
    let till = alone_by(folder, "https://company.example", "first", oracle, Arc::default(), clock);
    while till.wallets().expect("wallets")[0].closed.is_some() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    till
}

/// Minutes until the till opens its provider by itself.
pub(super) async fn minutes_closed(till: &Till) -> u64 {
    let mut minutes = 0;
    while till.wallets().expect("wallets")[0].closed.is_some() {
        tokio::time::sleep(Duration::from_secs(60)).await;
        minutes += 1;
        assert!(minutes < 100, "it never opens");
    }
    minutes
}

pub(super) async fn sold(till: &Arc<Till>, number: usize) -> SaleState {
    let input = SaleInput { intent: intent(), ..airtel(&format!("98765{number:05}")) };
    let sale = till.sell(&input).await.expect("it may be sold");
    loop {
        let now = till.sale(sale.id).expect("the sale");
        if now.sale.state != SaleState::Submitted {
            return now.sale.state;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_wall_before_the_sales_alone_is_met_ever_less_often_until_a_sale_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(walled_sales);
    let till = opened(folder.path(), &oracle).await;
    for (nth, pause) in [1, 2, 4, 8, 16, 30, 30].into_iter().enumerate() {
        assert_eq!(sold(&till, nth).await, SaleState::Failed);
        let refused =
            till.sell(&SaleInput { intent: intent(), ..airtel("9876599999") }).await.expect_err("it is closed");
        assert_eq!(why(&refused), Some(Closing::AddressNotListed), "nobody else sells it, and the reason is told");
        let minutes = minutes_closed(&till).await;
        assert!(minutes == pause || minutes == pause + 1, "{minutes} and not {pause}");
    }
    assert_eq!(oracle.asked("/api"), 7, "one sale for each time it was open");
    oracle.now_says(good);
    assert_eq!(sold(&till, 50).await, SaleState::Succeeded);
    oracle.now_says(walled_sales);
    assert_eq!(sold(&till, 51).await, SaleState::Failed);
    assert!(minutes_closed(&till).await <= 2, "an answered sale begins it anew");
}

#[tokio::test(start_paused = true)]
async fn the_button_opens_at_once_what_waits_out_a_wall() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(walled_sales);
    let till = opened(folder.path(), &oracle).await;
    for nth in 0..5 {
        assert_eq!(sold(&till, nth).await, SaleState::Failed);
        let quoted = till.quote_now(&airtel("9876599999")).await.expect_err("it is closed");
        assert_eq!(why(&quoted), Some(Closing::AddressNotListed));
        assert_eq!(till.check_balance("inspay").await.expect("a wallet").closed, None);
        assert!(till.quote(&airtel("9876599999")).is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_wants_to_sell_does_not_wait_for_the_minutes_turn() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(|_| Ok(LOGIN_PAGE.to_owned()));
    let till = alone(folder.path(), "https://company.example", "first", &oracle, Arc::default());
    while till.wallets().expect("wallets")[0].closed != Some(Closing::WebPage) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let before = oracle.asked("/balance");
    for _ in 0..5 {
        assert!(till.quote_now(&airtel("9876543210")).await.is_err());
    }
    assert_eq!(oracle.asked("/balance"), before, "it was asked this very moment");
    tokio::time::sleep(Duration::from_secs(11)).await;
    for _ in 0..5 {
        assert!(till.quote_now(&airtel("9876543210")).await.is_err());
    }
    assert_eq!(oracle.asked("/balance"), before + 1);
    oracle.now_says(good);
    tokio::time::sleep(Duration::from_secs(11)).await;
    assert_eq!(till.quote_now(&airtel("9876543210")).await.expect("a quote").provider, "inspay");
    oracle.now_says(|_| Ok(LOGIN_PAGE.to_owned()));
    assert!(till.check_balance("inspay").await.is_err());
    oracle.now_says(good);
    tokio::time::sleep(Duration::from_secs(11)).await;
    assert_eq!(sold(&till, 1).await, SaleState::Succeeded, "a sale asks too");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_no_balance_is_shown_and_closes_nobody_who_was_ready() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(|_| Ok("{\"status\":\"Success\",\n \"balance\":\"plenty of first\"}".to_owned()));
    let till = alone(folder.path(), "https://company.example", "first", &oracle, Arc::default());
    let wallet = || till.wallets().expect("wallets").remove(0);
    while wallet().closed != Some(Closing::BalanceUnreadable) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let said = wallet().said.expect("its answer");
    assert!(said.starts_with("{\"status\":\"Success\", \"balance\":\"plenty of ") && !said.contains("first"), "{said}");
    let refused = till.sell(&airtel("9876543210")).await.expect_err("it was never ready");
    let told = Problem::ProviderClosed {
        provider: "inspay".into(),
        closing: Closing::BalanceUnreadable,
        said: Some(said.clone()),
    };
    assert_eq!(refused, [told]);
    assert_eq!(till.check_balance("inspay").await, Err(Problem::BalanceUnreadable { words: said }));
    oracle.now_says(good);
    assert_eq!(till.check_balance("inspay").await.expect("a wallet").said, None);
    oracle.now_says(|_| Ok("plenty".to_owned()));
    assert!(till.check_balance("inspay").await.is_err());
    assert_eq!(wallet().closed, None, "one odd balance is not in the way of a sale");
}
