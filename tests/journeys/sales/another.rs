//! Another provider is tried after a definite failure only.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::{Reason, SaleState, Verdict};
use providers::company;
use simulator::{Config, Simulator};
use till::{Problem, RoutesFile, Rules, SaleInput, SaleView, Till, notice_board};

use super::books::{assert_given_back, assert_no_money, books};
use super::heard::unrecorded;
use super::scripted::Scripted;
use super::stall::{FOUR, Stall, TestClock, airtel, connection, found, parts, read_all, rules, todays, within};

const QUICK: Duration = Duration::from_millis(40);
const NEVER: Duration = Duration::from_secs(3_600);

fn tried(sale: &SaleView) -> Vec<(&str, SaleState)> {
    sale.attempts.iter().map(|attempt| (attempt.provider.as_str(), attempt.state)).collect()
}

/// A counter whose INSPAY is the test's own, and whose A1Topup is the simulator's.
async fn scripted_first(word: &str, pace: Duration) -> (Stall, Scripted) {
    let scripted = Scripted::saying(word).await;
    let mut stall = Stall::with("a1topup", pace).await;
    stall.connect(vec![
        connection(company("inspay").expect("a company"), &scripted.base),
        connection(company("a1topup").expect("a company"), &stall.simulator.base_address("a1topup")),
    ]);
    within(read_all(&stall.till)).await;
    (stall, scripted)
}

#[tokio::test]
async fn a_number_that_all_refuse_is_tried_once_at_each() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    let sale = stall.sell(&airtel("9876500004")).await;
    // The Open API only accepts; its refusal comes with the enquiry.
    assert_eq!((sale.provider.as_str(), sale.state), ("rechargeopen", SaleState::Pending));
    let sale = stall.check_until(sale.id, SaleState::Failed).await;
    assert_eq!(tried(&sale), FOUR.map(|slug| (slug, SaleState::Failed)));
    assert_eq!(sale.verdict, Verdict::Safe);
    let order_ids: BTreeSet<_> = sale.attempts.iter().map(|attempt| attempt.order_id.as_str()).collect();
    assert_eq!(order_ids.len(), 4);
    assert!(order_ids.iter().all(|order_id| stall.simulator.recharge_count(order_id) == 1));
    let asked: Vec<_> = stall.simulator.requests().into_iter().map(|request| request.slug).collect();
    assert_eq!(asked, FOUR);
    assert_given_back(&stall, &sale);
    let book = stall.till.sales_page(&todays()).expect("the day book");
    assert_eq!(book.rows.len(), 1, "it is one sale");
    for attempt in &sale.attempts {
        assert_eq!(found(&stall.till, &attempt.order_id).len(), 1, "found by any of its ids");
    }
}

#[tokio::test]
async fn a_request_that_never_left_goes_to_the_next() {
    let mut stall = Stall::with("a1topup", QUICK).await;
    let gone = stall.gone("inspay").await;
    stall.connect(vec![
        gone,
        connection(company("a1topup").expect("a company"), &stall.simulator.base_address("a1topup")),
    ]);
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!(tried(&sale), [("inspay", SaleState::NotSent), ("a1topup", SaleState::Succeeded)]);
    assert_eq!(stall.simulator.requests().len(), 1);
}

#[tokio::test]
async fn only_the_provider_that_succeeds_is_paid() {
    let (mut stall, scripted) = scripted_first("Failure", QUICK).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!(tried(&sale), [("inspay", SaleState::Failed), ("a1topup", SaleState::Succeeded)]);
    assert_eq!((scripted.recharges(), stall.arrived(&sale)), (1, 1));
    let accounts = [("cash".into(), 29_900), ("commission".into(), -598), ("wallet:a1topup".into(), -29_302)];
    assert_eq!(books(&stall, &sale), (0, accounts.into()));
    assert_eq!(sale.provider, "a1topup");
}

#[tokio::test]
async fn what_may_have_been_carried_out_is_never_tried_elsewhere() {
    for number in ["9876500002", "9876500006", "9876500007", "9876500008", "9876500009", "9876500012"] {
        let mut stall = Stall::with_all(&FOUR, NEVER).await;
        let sale = stall.sell(&airtel(number)).await;
        stall.check(sale.id).await;
        let sale = stall.check(sale.id).await;
        assert_eq!(sale.attempts.len(), 1, "{number}: {sale:?}");
        assert!(stall.simulator.requests().len() <= 1, "{number}");
        assert!(stall.simulator.requests().iter().all(|request| request.slug == "inspay"), "{number}");
    }
}

/// The first request gets no answer, then the company says it is working on it, then that it failed. Whoever may have carried
/// it out once is not believed so far that it would be sold elsewhere by itself.
#[tokio::test]
async fn what_once_had_no_answer_is_never_tried_elsewhere_whatever_an_enquiry_says_later() {
    for words in [&["Failure"][..], &["Pending", "Failure"]] {
        let (mut stall, scripted) = scripted_first("Request timeout", QUICK).await;
        let sale = stall.sell(&airtel("9876543210")).await;
        assert_eq!((sale.state, sale.attempts.len()), (SaleState::Unknown, 1), "{sale:?}");
        for word in words {
            scripted.now_says(word);
            stall.check(sale.id).await;
        }
        let sale = stall.check_until(sale.id, SaleState::Failed).await;
        assert_eq!(tried(&sale), [("inspay", SaleState::Failed)], "{words:?}");
        assert_eq!((scripted.recharges(), stall.simulator.requests().len()), (1, 0), "{words:?}");
    }
}

#[tokio::test]
async fn a_person_who_declares_it_failed_decides_what_comes_next() {
    let mut stall = Stall::with_all(&FOUR, NEVER).await;
    let sale = stall.sell(&airtel("9876500012")).await;
    for _ in 0..2 {
        stall.check(sale.id).await;
    }
    stall.clock.forward(61_000);
    let sale = stall.check(sale.id).await;
    let sale = stall.till.say(sale.id, &unrecorded(&stall.clock, &sale)).expect("a person's word");
    assert_eq!(tried(&sale), [("inspay", SaleState::Failed)]);
    assert_eq!(stall.simulator.requests().len(), 1);
    // Whatever was declared, it is asked about again: soon, and when the company has had its time.
    let journal = || stall.till.sale(sale.id).expect("the sale").events.len();
    for forward_ms in [601_000, 21_600_000] {
        let before = journal();
        stall.clock.forward(forward_ms);
        stall.nudge();
        within(async {
            while journal() == before {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_provider_picked_by_hand_is_the_only_one() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    let input = SaleInput { provider: Some("paygrt".into()), by_hand: true, ..airtel("9876500004") };
    let sale = stall.sell(&input).await;
    assert_eq!(tried(&sale), [("paygrt", SaleState::Failed)]);
    assert_eq!(stall.simulator.requests().len(), 1);
}

#[tokio::test]
async fn nothing_is_tried_elsewhere_where_the_shopkeeper_wants_it_so() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    let routes = RoutesFile { try_next: false, ..RoutesFile::default() };
    stall.till.set_rules(Rules { routes, ..rules() });
    let sale = stall.sell(&airtel("9876500004")).await;
    assert_eq!(tried(&sale), [("inspay", SaleState::Failed)]);
}

#[tokio::test]
async fn a_failure_after_two_minutes_is_a_failure() {
    for (waited_ms, attempts) in [(100_000, 2), (121_000, 1)] {
        let (mut stall, scripted) = scripted_first("Pending", QUICK).await;
        let sale = stall.sell(&airtel("9876543210")).await;
        assert_eq!(sale.state, SaleState::Pending);
        stall.clock.forward(waited_ms);
        scripted.now_says("Failure");
        stall.check(sale.id).await;
        let sale = stall.until(sale.id, |sale| !matches!(sale.state, SaleState::Pending | SaleState::Submitted)).await;
        assert_eq!(sale.attempts.len(), attempts, "after {waited_ms} ms: {sale:?}");
    }
}

/// The provider that refused says later that it did it: the customer was charged twice, and somebody must know.
#[tokio::test]
async fn a_refusal_taken_back_is_shown_and_moves_no_money() {
    let (mut stall, scripted) = scripted_first("Failure", QUICK).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    let before = books(&stall, &sale);
    scripted.now_says("Success");
    stall.clock.forward(601_000);
    stall.nudge();
    let sale = stall.until(sale.id, |sale| sale.attention.is_some()).await;
    assert_eq!((sale.state, sale.provider.as_str()), (SaleState::Succeeded, "a1topup"));
    assert_eq!(books(&stall, &sale), before);
    let events = stall.till.sale(sale.id).expect("the sale").events;
    let told = events.iter().filter(|event| format!("{:?}", event.kind) == "Contradicted").count();
    assert_eq!((told, scripted.recharges()), (1, 1));
    // Asking about the attempt that stands does not hide it.
    let sale = stall.check(sale.id).await;
    assert!(sale.attention.is_some(), "{sale:?}");
}

/// A whole sale that failed, of which one provider says later that it succeeded, may have been charged.
#[tokio::test]
async fn a_failed_sale_that_a_provider_takes_back_is_never_called_safe() {
    let (mut stall, scripted) = scripted_first("Failure", QUICK).await;
    let sale = stall.sell(&airtel("9876500004")).await;
    assert_eq!((sale.state, sale.verdict, sale.attempts.len()), (SaleState::Failed, Verdict::Safe, 2));
    scripted.now_says("Success");
    stall.clock.forward(601_000);
    stall.nudge();
    let sale = stall.until(sale.id, |sale| sale.attention.is_some()).await;
    assert_eq!((sale.state, sale.verdict, sale.reason), (SaleState::Failed, Verdict::Never, Reason::ContradictedDone));
    assert!(sale.attempts.iter().all(|attempt| attempt.words.is_some()), "what was said stays: {sale:?}");
    assert_no_money(&stall, &sale);
    stall.clock.forward(-600_000);
    let twin = stall.till.sell(&airtel("9876500004")).await;
    let asked = twin.as_ref().is_err_and(|problems| matches!(problems[..], [Problem::RepeatRecent { .. }]));
    assert!(asked, "its twin is asked about: {twin:?}");
}

/// One enquiry that brings nothing must not be the last about a refusal that was followed by another attempt.
#[tokio::test]
async fn a_refusal_that_was_followed_is_asked_about_until_it_is_answered() {
    let (mut stall, scripted) = scripted_first("Failure", QUICK).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    scripted.now_says("Under maintenance");
    stall.clock.forward(601_000);
    stall.nudge();
    within(async {
        while scripted.enquiries() == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    scripted.now_says("Success");
    stall.clock.forward(40_000_000);
    stall.nudge();
    let sale = stall.until(sale.id, |sale| sale.attention.is_some()).await;
    assert_eq!(sale.state, SaleState::Succeeded);
}

#[tokio::test]
async fn its_twin_is_refused_while_the_next_is_asked() {
    let (mut stall, scripted) = scripted_first("Failure", Duration::from_secs(2)).await;
    let sale = stall.till.sell(&airtel("9876500011")).await.expect("a sale");
    let sale = stall.until(sale.id, |sale| sale.attempts.len() == 2).await;
    assert_eq!(sale.state, SaleState::Submitted);
    let twin = stall.till.sell(&SaleInput { repeat_confirmed: true, ..airtel("9876500011") }).await;
    assert_eq!(twin, Err(vec![Problem::AlreadyOpen { sale_id: sale.id }]));
    let sale = stall.until(sale.id, |sale| sale.state == SaleState::Succeeded).await;
    assert_eq!((scripted.recharges(), stall.simulator.requests().len(), sale.attempts.len()), (1, 1, 2));
}

#[tokio::test]
async fn two_clicks_are_one_sale_at_four_providers() {
    let stall = Stall::with_all(&FOUR, QUICK).await;
    let (left, right) = (airtel("9876500001"), airtel("9876500001"));
    let (first, second) = tokio::join!(stall.till.sell(&left), stall.till.sell(&right));
    assert_eq!([first, second].iter().filter(|result| result.is_ok()).count(), 1);
}

/// The power fails after the refusal and the next attempt were written, while the next request is on the line.
#[test]
fn an_attempt_that_followed_is_unknown_after_a_crash_and_never_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let (lasting, doomed) = (runtime(), runtime());
    let (simulator, scripted) = lasting.block_on(async {
        let simulator =
            Simulator::start(Config { port: 0, book: None, pace: NEVER }).await.expect("the simulator starts");
        (simulator, Scripted::saying("Failure").await)
    });
    let connections = || {
        vec![
            connection(company("inspay").expect("a company"), &scripted.base),
            connection(company("a1topup").expect("a company"), &simulator.base_address("a1topup")),
            connection(company("paygrt").expect("a company"), &simulator.base_address("paygrt")),
        ]
    };
    let clock = Arc::new(TestClock::default());
    let sale_id = doomed.block_on(async {
        let till =
            Till::open(parts(path.clone(), connections(), clock.clone(), notice_board())).expect("the till opens");
        // Otherwise whose wallet is read first decides who is asked first.
        within(read_all(&till)).await;
        let sale = till.sell(&airtel("9876500011")).await.expect("a sale");
        within(async {
            while simulator.requests().is_empty() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        sale.id
    });
    doomed.shutdown_timeout(std::time::Duration::from_secs(60));

    lasting.block_on(async {
        let till = Till::open(parts(path, connections(), clock.clone(), notice_board())).expect("the till opens again");
        assert_eq!(till.in_flight_at_start(), 1);
        let sale = till.sale(sale_id).expect("the sale").sale;
        assert_eq!(sale.attempts.len(), 2);
        assert_eq!((sale.attempts[0].state, sale.provider.as_str()), (SaleState::Failed, "a1topup"));
        let events = till.sale(sale_id).expect("the sale").events;
        let restarted = events.iter().filter(|event| event.problem == Some(Problem::Restarted));
        assert_eq!(restarted.map(|event| event.to).collect::<Vec<_>>(), [Some(SaleState::Unknown)]);
        within(async {
            while till.sale(sale_id).expect("the sale").sale.state != SaleState::Pending {
                tokio::task::yield_now().await;
            }
        })
        .await;
        assert_eq!((scripted.recharges(), simulator.requests().len()), (1, 1));
        assert_eq!(till.sale(sale_id).expect("the sale").sale.attempts.len(), 2);
    });
}
