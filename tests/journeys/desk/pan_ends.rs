//! How an application for a PAN card ends, by what the simulated company makes of its number.

use std::time::Duration;

use domain::{Reason, SaleState, Verdict};
use till::Problem;

use super::{QUICK, begin_pan, desk, page_of, pan, press, scripted};
use crate::sales::books::{assert_given_back, assert_no_money, assert_owed, books};
use crate::sales::heard::unrecorded;
use crate::sales::stall::{connection, within};

#[tokio::test]
async fn accepted_at_once_is_seen_by_an_enquiry_and_not_in_the_first_answer() {
    let mut stall = desk(QUICK).await;
    for number in ["9876500001", "9876500002", "9876500011"] {
        let order = begin_pan(&mut stall, &pan(number)).await;
        assert_eq!(order.state, SaleState::Pending, "{number}");
        assert_owed(&stall, &order);
        if number != "9876500011" {
            let done = stall.check_until(order.id, SaleState::Succeeded).await;
            assert!(done.operator_ref.is_some(), "{number}");
        }
        assert_eq!(stall.arrived(&order), 1, "{number}");
    }
}

#[tokio::test]
async fn refused_later_is_failed_and_the_money_is_given_back() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876500003")).await;
    let failed = stall.check_until(order.id, SaleState::Failed).await;
    assert!(failed.words.as_deref().is_some_and(|words| words.contains("rejected")), "{failed:?}");
    assert!(failed.operator_ref.is_none(), "the reason of a failure is no acknowledgement");
    assert_given_back(&stall, &failed);
    let desk = failed.desk.expect("an order of the desk");
    assert!(!desk.can_open_page && !desk.can_abandon && !desk.can_admit);
}

#[tokio::test]
async fn refused_at_once_says_so_in_the_companys_words() {
    let mut stall = desk(QUICK).await;
    let refused = begin_pan(&mut stall, &pan("9876500004")).await;
    assert_eq!((refused.state, refused.verdict), (SaleState::Failed, Verdict::Safe));
    assert!(refused.words.as_deref().is_some_and(|words| words.contains("not valid")), "{refused:?}");
    assert_no_money(&stall, &refused);
    let empty = begin_pan(&mut stall, &pan("9876500010")).await;
    assert_eq!(empty.state, SaleState::Failed);
    assert!(matches!(empty.problem, Some(Problem::WalletEmpty { .. })), "{empty:?}");
    // Neither is in the way of the next one.
    assert_eq!(begin_pan(&mut stall, &pan("9876500004")).await.state, SaleState::Failed);
}

#[tokio::test]
async fn accepted_and_refunded_posts_the_opposite_and_leaves_the_money_owed() {
    let mut stall = desk(Duration::from_millis(600)).await;
    let order = begin_pan(&mut stall, &pan("9876500005")).await;
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!(books(&stall, &done).1.len(), 3);
    let back = stall.check_until(order.id, SaleState::Reversed).await;
    assert_owed(&stall, &back);
    assert_eq!(back.earned_paise, None);
    assert_eq!(stall.till.counter_now().expect("the counter").taken_paise, 0);
}

#[tokio::test]
async fn without_an_answer_it_is_asked_about_and_its_page_is_asked_for() {
    for number in ["9876500006", "9876500007", "9876500009"] {
        let mut stall = desk(QUICK).await;
        let order = begin_pan(&mut stall, &pan(number)).await;
        assert_eq!((order.state, order.verdict), (SaleState::Unknown, Verdict::NotYet), "{number}: {order:?}");
        let known = stall.check_until(order.id, SaleState::Pending).await;
        assert!(known.desk.is_some_and(|desk| desk.can_open_page));
        press(&page_of(&stall, &order).await, "finish").await;
        stall.check_until(order.id, SaleState::Succeeded).await;
        assert_eq!(stall.arrived(&order), 1, "{number}: it is never sent again");
    }
}

#[tokio::test]
async fn the_page_of_an_unknown_order_is_asked_for_before_its_state_is_known() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876500006")).await;
    press(&page_of(&stall, &order).await, "abandon").await;
    let given_up = stall.check_until(order.id, SaleState::Failed).await;
    assert_given_back(&stall, &given_up);
}

#[tokio::test]
async fn what_never_left_is_not_sent() {
    let mut stall = desk(QUICK).await;
    let gone = stall.gone("inexopay").await;
    let working = stall.simulator.base_address("inexopay");
    let company = providers::company("inexopay").expect("a company");
    stall.connect(vec![gone]);
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    assert_eq!((order.state, order.reason), (SaleState::NotSent, Reason::NeverLeft));
    assert_eq!(stall.till.open_page(order.id).await, Err(Problem::NotAllowedNow));
    stall.connect(vec![connection(company, &working)]);
    assert_eq!(begin_pan(&mut stall, &pan("9876543210")).await.state, SaleState::Pending, "it is no open order");
}

#[tokio::test]
async fn one_that_the_company_does_not_know_is_declared_failed_by_a_person_and_asked_about_all_the_same() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876500012")).await;
    assert_eq!((order.state, order.reason), (SaleState::Unknown, Reason::NoAnswer));
    let asked = stall.check(order.id).await;
    assert_eq!((asked.state, asked.verdict, asked.reason), (SaleState::Unknown, Verdict::NotYet, Reason::NoRecordYet));
    let early = stall.till.say(order.id, &unrecorded(&stall.clock, &asked));
    assert_eq!(early, Err(vec![Problem::NotAllowedNow]));
    let confirmed = within(async {
        loop {
            stall.clock.forward(20_000);
            let now = stall.check(order.id).await;
            if now.verdict == Verdict::Safe {
                return now;
            }
        }
    })
    .await;
    assert_eq!(confirmed.reason, Reason::NoRecordConfirmed);
    let word = unrecorded(&stall.clock, &confirmed);
    let declared = stall.till.say(order.id, &word).expect("it is declared failed");
    assert_eq!((declared.state, declared.reason), (SaleState::Failed, Reason::DeclaredFailed));
    assert_owed(&stall, &declared);
    stall.clock.forward(601_000);
    stall.nudge();
    stall.until(order.id, |now| now.checks > declared.checks).await;
}

#[tokio::test]
async fn a_link_that_cannot_be_had_again_says_so_and_leaves_room_for_a_new_order() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876500013")).await;
    page_of(&stall, &order).await;
    let expired = stall.till.open_page(order.id).await;
    assert!(matches!(&expired, Err(Problem::LinkExpired { words }) if words.contains("Expired")), "{expired:?}");
    assert_eq!(stall.now(order.id).state, SaleState::Pending, "a link says nothing about the order");
    assert_eq!(stall.shelf.pages().len(), 1);
    let mut anew = pan("9876500013");
    anew.open_confirmed = true;
    assert_eq!(begin_pan(&mut stall, &anew).await.state, SaleState::Pending);
}

/// The company refuses the page because the customer has finished it: a new order would charge the customer twice.
#[tokio::test]
async fn a_link_refused_because_the_customer_has_finished_brings_the_end_of_the_order() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    press(&page_of(&stall, &order).await, "finish").await;
    let refused = within(async {
        loop {
            match stall.till.open_page(order.id).await {
                Ok(()) => tokio::task::yield_now().await,
                Err(problem) => return problem,
            }
        }
    })
    .await;
    assert!(matches!(refused, Problem::LinkExpired { .. } | Problem::NotAllowedNow), "{refused:?}");
    assert_eq!(stall.now(order.id).state, SaleState::Succeeded, "it was asked about at once");
}

#[tokio::test]
async fn a_page_elsewhere_is_never_opened() {
    let (mut stall, agency) = scripted().await;
    let begun = |url: &str| {
        format!(
            r#"{{"status_code":200,"status":"SUCCESS","message":"Begun","data":{{"txid":"7","url":"{url}","number":"{{number}}","orderid":"{{orderid}}"}}}}"#
        )
    };
    for (number, url) in [
        ("9876543210", "https://inspay.in.example/nsdl"),
        ("9876543211", "https://example.org/?host=connect.inspay.in"),
        ("9876543212", "https://connect.inspay.in:8443/nsdl"),
    ] {
        agency.says("/api/pan/request", &begun(url));
        let order = begin_pan(&mut stall, &pan(number)).await;
        assert_eq!(order.state, SaleState::Pending, "{order:?}");
        let refused = stall.till.open_page(order.id).await;
        let host = url::Url::parse(url).expect("a page").host_str().expect("a host").to_owned();
        assert_eq!(refused, Err(Problem::PageUnknown { host }));
    }
    assert!(stall.shelf.pages().is_empty());
    agency.says("/api/pan/request", &begun("https://connect.inspay.in/nsdl"));
    let order = begin_pan(&mut stall, &pan("9876543213")).await;
    assert_eq!(page_of(&stall, &order).await.host_str(), Some("connect.inspay.in"), "the control");
}
