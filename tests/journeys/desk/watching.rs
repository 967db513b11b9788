//! Orders are watched until they end: over restarts, over bad lines, while a company is gone. After that nobody asks about
//! them.

use std::sync::Arc;
use std::time::Duration;

use domain::SaleState;
use ledger::Attention;
use simulator::{Config, Simulator};
use till::{Clock, Problem, Till, notice_board};

use super::load::rupees;
use super::{NEVER, answered, begin_pan, desk, kinds, pan, scripted};
use crate::sales::books::assert_owed;
use crate::sales::stall::{TestClock, connection, parts, within};

const STATUS: &str = "/api/pan/status";

#[tokio::test]
async fn an_application_is_asked_about_for_four_weeks_and_then_it_is_a_persons_matter() {
    let (mut stall, agency) = scripted().await;
    agency.pan("9876543210", "Pending");
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    let mut delays_ms = 0;
    for asked in 1..50 {
        let due_ms = stall.now(order.id).next_check_at_ms.expect("it is asked about again");
        stall.clock.forward((due_ms - stall.clock.now_ms()).max(0));
        stall.nudge();
        let now = stall.until(order.id, |order| order.checks == asked).await;
        assert_eq!(now.attention, None);
        delays_ms += now.next_check_at_ms.expect("it is asked about again") - stall.clock.now_ms();
    }
    assert!(delays_ms > 27 * 86_400_000, "{delays_ms}");
    // The last one is the watcher's own.
    stall.clock.forward(86_400_000 * 13 / 10);
    stall.nudge();
    let exhausted = stall.until(order.id, |order| order.attention.is_some()).await;
    assert_eq!(exhausted.next_check_at_ms, None);
    assert_eq!((exhausted.state, exhausted.attention), (SaleState::Pending, Some(Attention::NeedsPerson)));
    assert_eq!((exhausted.checks, agency.asked(STATUS)), (50, 50), "a bounded number of times");
    assert_owed(&stall, &exhausted);
    // It can still be finished, and closed.
    agency.pan("9876543210", "Success");
    let done = stall.check(order.id).await;
    assert_eq!((done.state, done.attention), (SaleState::Succeeded, None));
}

#[tokio::test]
async fn a_closed_application_is_asked_about_for_a_month_and_then_no_more() {
    let (mut stall, agency) = scripted().await;
    agency.pan("9876543210", "Pending");
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    stall.till.abandon_order(order.id).expect("it is closed");
    let soon_ms = [601_000, 21_600_000, 86_400_000, 259_200_000];
    for (asked, after_ms) in soon_ms.into_iter().chain([259_200_000; 9]).enumerate() {
        stall.clock.forward(after_ms);
        stall.nudge();
        stall.until(order.id, |order| order.checks as usize == asked + 1).await;
    }
    stall.clock.forward(864_000_000);
    // Another order's enquiry shows that the watcher went round.
    agency.pan("9876543211", "Pending");
    let other = begin_pan(&mut stall, &pan("9876543211")).await;
    stall.clock.forward(10_000);
    stall.nudge();
    stall.until(other.id, |other| other.checks > 0).await;
    assert_eq!(stall.now(order.id).checks, 13);
    assert!(!kinds(&stall, &order).contains(&"Contradicted".to_owned()));
}

#[tokio::test]
async fn a_bad_line_is_no_enquiry_and_ends_nothing() {
    let mut stall = desk(NEVER).await;
    let order = begin_pan(&mut stall, &pan("9876500002")).await;
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        format!("http://{}", listener.local_addr().expect("an address"))
    };
    let company = providers::company("inexopay").expect("a company");
    stall.connect(vec![connection(company, &closed)]);
    stall.clock.forward(5_000);
    assert!(matches!(stall.till.check_now(order.id).await, Err(Problem::ConnectionRefused | Problem::NoNetwork)));
    let now = stall.now(order.id);
    assert_eq!((now.state, now.checks), (SaleState::Pending, 0));
    assert_eq!(kinds(&stall, &order), ["Intended", "Submitted", "Accepted"], "nothing happened");
    assert!(stall.till.open_page(order.id).await.is_ok(), "the page was at hand");
    assert!(matches!(stall.till.open_page(order.id).await, Err(Problem::ConnectionRefused | Problem::NoNetwork)));
}

#[tokio::test]
async fn orders_wait_for_a_company_that_is_not_connected_any_more() {
    let (mut stall, agency) = scripted().await;
    agency.pan("9876543210", "Pending");
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    stall.connect(Vec::new());
    assert_eq!(stall.till.open_page(order.id).await, Err(Problem::DeskNotConnected));
    let refused = stall.till.apply_for_pan(&pan("9876543211")).await.expect_err("nobody is there");
    assert_eq!(refused, [Problem::DeskNotConnected]);
    let desk = stall.till.desk().expect("the desk");
    assert_eq!((desk.provider, desk.unfinished.len()), (None, 1));
    stall.clock.forward(5_000);
    assert!(stall.till.check_now(order.id).await.is_err());
    stall.till.abandon_order(order.id).expect("it can be closed all the same");
    let company = providers::company("inexopay").expect("a company");
    agency.pan("9876543210", "Success");
    stall.clock.forward(601_000);
    stall.connect(vec![connection(company, &agency.base)]);
    stall.until(order.id, |order| order.attention.is_some()).await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_stops_nothing() {
    let (mut stall, agency) = scripted().await;
    agency.pan("9876543210", "Pending");
    // Set, and not gone on to: what really passed nobody can set back.
    stall.clock.set_wrong(86_400_000);
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    stall.until(order.id, |order| order.checks > 0).await;
    stall.clock.set_wrong(0);
    agency.pan("9876543210", "Success");
    stall.nudge();
    let done = stall.until(order.id, |order| order.state == SaleState::Succeeded).await;
    assert_eq!(done.earned_paise, Some(4_300));
}

/// A till whose runtime is torn down while its requests wait for their answers; then a new one on the same file.
#[test]
fn orders_on_the_line_when_the_power_fails_are_asked_about_or_ended_and_never_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let runtime = |threads| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build().expect("a runtime")
    };
    let lasting = runtime(1);
    let simulator =
        lasting.block_on(Simulator::start(Config { port: 0, book: None, pace: NEVER })).expect("the simulator starts");
    let base = simulator.base_address("inexopay");
    let company = providers::company("inexopay").expect("a company");
    let clock = Arc::new(TestClock::default());
    let open = || {
        let parts = parts(path.clone(), vec![connection(company, &base)], clock.clone(), notice_board());
        Till::open(parts).expect("the till opens")
    };
    let doomed = runtime(2);
    let order = doomed.block_on(async {
        let till = open();
        let order = till.apply_for_pan(&pan("9876500011")).await.expect("an order");
        within(async {
            while simulator.recharge_count(&order.order_id) == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        order
    });
    doomed.shutdown_timeout(std::time::Duration::from_secs(60));
    lasting.block_on(async {
        let till = open();
        let now = || till.sale(order.id).expect("the order").sale;
        let events = till.sale(order.id).expect("the order").events;
        assert!(events.iter().any(|event| event.problem == Some(Problem::Restarted)), "{events:?}");
        within(async {
            while now().state != SaleState::Pending {
                tokio::task::yield_now().await;
            }
        })
        .await;
        assert_eq!(simulator.recharge_count(&order.order_id), 1, "the enquiry is no second application");
        assert!(now().desk.is_some_and(|desk| desk.can_open_page));
        till.open_page(order.id).await.expect("its page is asked for");
        assert_eq!(simulator.recharge_count(&order.order_id), 1);
    });
}

#[tokio::test]
async fn two_loads_at_once_are_each_watched_to_their_end() {
    let mut stall = desk(Duration::from_millis(40)).await;
    let mut orders = Vec::new();
    for amount in ["500", "103", "104"] {
        let order = stall.till.load_wallet(&rupees(amount)).await.expect("an order");
        orders.push(answered(&mut stall, order).await);
    }
    stall.clock.forward(10_000);
    stall.nudge();
    let mut ends = Vec::new();
    for order in &orders {
        let end = stall.until(order.id, |order| !order.state.is_open()).await;
        ends.push((end.state, end.desk.and_then(|desk| desk.load).and_then(|load| load.paid_paise)));
    }
    let (done, failed) = (SaleState::Succeeded, SaleState::Failed);
    assert_eq!(ends, [(done, Some(50_000)), (done, Some(10_000)), (failed, None)]);
    let told = stall.till.check_balance("inexopay").await.expect("a balance");
    assert_eq!(told.balance_paise, told.booked_paise, "the books and the company agree");
}
