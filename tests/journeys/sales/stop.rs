//! The program stops in the middle of a sale.

use std::sync::Arc;
use std::time::Duration;

use domain::SaleState;
use simulator::{Config, Simulator};
use till::{Mode, Problem, SaleInput, Till, notice_board};

use super::stall::{Stall, TestClock, airtel, connection, parts, within};

const NEVER: Duration = Duration::from_secs(3_600);

#[tokio::test]
async fn dropping_the_caller_does_not_cancel_a_sale() {
    let mut stall = Stall::with("inspay", Duration::from_millis(40)).await;
    let till = stall.till.clone();
    let mut selling = Box::pin(async move { till.sell(&airtel("9876500011")).await });
    // One poll is enough to make it durable and hand it over; then the window goes away.
    let first = futures_poll(&mut selling).await;
    drop(selling);
    let sale_id = first.map_or(1, |sale| sale.expect("a sale").id);
    let sale = stall.until(sale_id, |sale| sale.state == SaleState::Succeeded).await;
    assert_eq!(stall.arrived(&sale), 1);
}

/// Polls once.
async fn futures_poll<T>(future: &mut (impl Future<Output = T> + Unpin)) -> Option<T> {
    std::future::poll_fn(|context| match std::pin::Pin::new(&mut *future).poll(context) {
        std::task::Poll::Ready(value) => std::task::Poll::Ready(Some(value)),
        std::task::Poll::Pending => std::task::Poll::Ready(None),
    })
    .await
}

/// A till whose runtime is torn down while its request waits for the answer, as when the power fails; then a new one
/// on the same file.
#[test]
fn a_sale_on_the_line_when_the_power_fails_is_asked_about_and_never_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let lasting =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let simulator =
        lasting.block_on(Simulator::start(Config { port: 0, book: None, pace: NEVER })).expect("the simulator starts");
    let provider = providers::provider("inspay").expect("a provider");
    let base = simulator.base_address("inspay");
    let clock = Arc::new(TestClock::default());

    let doomed = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let order_id = doomed.block_on(async {
        let till = Till::open(parts(path.clone(), vec![connection(provider, &base)], clock.clone(), notice_board()))
            .expect("the till opens");
        let sale = till.sell(&airtel("9876500011")).await.expect("a sale");
        within(async {
            while simulator.recharge_count(&sale.order_id) == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        sale.order_id
    });
    doomed.shutdown_timeout(std::time::Duration::from_secs(60));

    lasting.block_on(async {
        let till = Till::open(parts(path, vec![connection(provider, &base)], clock.clone(), notice_board()))
            .expect("the till opens again");
        assert_eq!(till.in_flight_at_start(), 1);
        let sale = &till.pending_sales().expect("pending")[0];
        assert_eq!(sale.order_id, order_id);
        let events = till.sale(sale.id).expect("the sale").events;
        assert!(
            events
                .iter()
                .any(|event| event.problem == Some(Problem::Restarted) && event.to == Some(SaleState::Unknown)),
            "{events:?}"
        );
        // The simulator's slow answer is pending for as long as nobody waits for it.
        let sale_id = sale.id;
        within(async {
            while till.sale(sale_id).expect("the sale").sale.state != SaleState::Pending {
                tokio::task::yield_now().await;
            }
        })
        .await;
        assert_eq!(simulator.recharge_count(&order_id), 1, "the enquiry is no second recharge");
        let again = till.sell(&airtel("9876500011")).await;
        assert!(
            matches!(
                again.as_ref().map_err(|problems| &problems[0]),
                Err(Problem::AlreadyOpen { .. } | Problem::RepeatRecent { .. })
            ),
            "{again:?}"
        );
    });
}

#[tokio::test]
async fn a_click_delivered_twice_is_one_sale() {
    let mut stall = Stall::with("inspay", Duration::from_millis(40)).await;
    let click = SaleInput { repeat_confirmed: true, ..airtel("9876543210") };
    let sale = stall.sell(&click).await;
    let again = stall.till.sell(&click).await.expect("the same sale");
    assert_eq!((again.id, again.state), (sale.id, SaleState::Succeeded));
    let anew = stall.sell(&SaleInput { repeat_confirmed: true, ..airtel("9876543210") }).await;
    assert_ne!(anew.id, sale.id, "another deliberate act is another sale");
    assert_eq!(stall.simulator.requests().len(), 2);
}

/// A page reloaded while the wallet is read for the first click may send a second one with an intent of its own.
#[tokio::test]
async fn a_second_click_while_the_wallet_is_read_asks_first() {
    let mut stall = Stall::with("inspay", Duration::from_millis(40)).await;
    stall.simulator.set_balance("inspay", 10_000);
    stall.till.check_balance("inspay").await.expect("a balance");
    stall.simulator.set_balance("inspay", 5_000_000);
    let (first, second) = (airtel("9876543210"), airtel("9876543210"));
    let (one, other) = tokio::join!(stall.till.sell(&first), stall.till.sell(&second));
    let sold: Vec<_> = [one, other].into_iter().filter_map(Result::ok).collect();
    assert_eq!(sold.len(), 1);
    stall.until(sold[0].id, |sale| sale.state == SaleState::Succeeded).await;
    assert_eq!(stall.simulator.requests().len(), 1);
}

#[tokio::test]
async fn a_sale_meant_for_practice_is_not_sold_for_real() {
    let stall = Stall::with("inspay", Duration::from_millis(40)).await;
    let real = SaleInput { mode: Mode::Real, ..airtel("9876543210") };
    assert_eq!(stall.till.sell(&real).await, Err(vec![Problem::NotAllowedNow]));
}

#[tokio::test]
async fn two_clicks_are_one_sale() {
    let stall = Stall::with("paygrt", Duration::from_millis(40)).await;
    let (left, right) = (airtel("9876500011"), airtel("9876500011"));
    let (first, second) = tokio::join!(stall.till.sell(&left), stall.till.sell(&right));
    let sold: Vec<_> = [&first, &second].into_iter().filter(|result| result.is_ok()).collect();
    assert_eq!(sold.len(), 1, "{first:?} {second:?}");
}
