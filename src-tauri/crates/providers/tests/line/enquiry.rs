//! An enquiry that takes two requests: the second is made only when the first knew no such order.

use std::collections::VecDeque;
use std::sync::Mutex;

use async_trait::async_trait;
use domain::{Word, india_day, india_day_start_ms};
use providers::call::{Finding, enquire, enquire_by};
use providers::{Http, Order, Reply, Request, SendError, Trouble, provider};

use crate::{access, order};

const ORDER_ID: &str = "K7QX2M000071";
const NO_RECORD: &str = r#"{"message":"No record found","data":null,"status":"1"}"#;

/// A line that answers as written, and remembers what it was asked.
struct Script {
    answers: Mutex<VecDeque<Result<Reply, SendError>>>,
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl Http for Script {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        self.asked.lock().unwrap().push(request.to_string());
        self.answers.lock().unwrap().pop_front().expect("asked more often than expected")
    }
}

fn says(word: &str) -> Result<Reply, SendError> {
    let data =
        format!(r#"{{"api_ref_id":"{ORDER_ID}","txn_id":"6204417","operator_id":"","recharge_status":"{word}"}}"#);
    page(200, &format!(r#"{{"message":"Success","data":{data},"status":"0"}}"#))
}

fn page(status: u16, body: &str) -> Result<Reply, SendError> {
    Ok(Reply { status, server_time_ms: None, body: body.to_owned() })
}

/// An answer with the provider's time on it: late in the evening of a day in India.
fn dated(day: &str, answer: Result<Reply, SendError>) -> Result<Reply, SendError> {
    let at_ms = india_day_start_ms(day).unwrap() + 23 * 3_600_000;
    answer.map(|reply| Reply { server_time_ms: Some(at_ms), ..reply })
}

/// Asks about an order of a minute before midnight: what was found, and about which dates it was asked.
async fn ask(answers: Vec<Result<Reply, SendError>>) -> (Finding, Vec<String>) {
    ask_by(answers, &[]).await
}

/// The same, by what it may be now.
async fn ask_by(answers: Vec<Result<Reply, SendError>>, clocks: &[i64]) -> (Finding, Vec<String>) {
    let paygrt = provider("paygrt").unwrap();
    let midnight = india_day_start_ms("2026-11-21").unwrap();
    let order = Order { submitted_at_ms: midnight - 60_000, ..order(paygrt, ORDER_ID, "9812300045") };
    assert_eq!(india_day(order.submitted_at_ms), "2026-11-20");
    let script = Script { answers: Mutex::new(answers.into()), asked: Mutex::default() };
    let told = enquire_by(&script, paygrt, &access(paygrt, "https://example.invalid"), &order, clocks).await;
    let asked = script.asked.into_inner().unwrap();
    let dates = asked.iter().filter_map(|sent| Some(sent.split_once("txn_date=")?.1.to_owned())).collect();
    assert_eq!(told.sent.as_ref(), asked.last(), "the evidence is of the request that was answered");
    assert!(script.answers.into_inner().unwrap().is_empty(), "asked too seldom");
    (told.outcome, dates)
}

#[tokio::test]
async fn the_neighbouring_date_is_asked_about_before_no_record_is_believed() {
    let both = ["2026-11-20", "2026-11-21"];
    let (found, dates) = ask(vec![page(200, NO_RECORD), says("Success")]).await;
    assert!(matches!(found, Finding::Says(Word::Succeeded, _)), "{found:?}");
    assert_eq!(dates, both);
    let (found, dates) = ask(vec![page(200, NO_RECORD), page(200, NO_RECORD)]).await;
    assert_eq!(
        (found, dates.as_slice()),
        (Finding::NoRecord("No record found".to_owned()), both.map(str::to_owned).as_slice())
    );
}

/// The company's answers carry no date, or an absurd one; when it was sold, the shop's time was wrong.
#[tokio::test]
async fn every_clock_that_may_be_right_is_asked_by() {
    let noon = |day: &str| india_day_start_ms(day).unwrap() + 12 * 3_600_000;
    let mut answers = vec![page(200, NO_RECORD); 3];
    answers.push(says("Success"));
    let (found, dates) = ask_by(answers, &[noon("2027-03-03")]).await;
    assert!(matches!(found, Finding::Says(Word::Succeeded, _)), "{found:?}");
    assert_eq!(dates, ["2026-11-20", "2026-11-21", "2027-03-03", "2027-03-02"]);
    let mut answers = vec![dated("2046-01-01", page(200, NO_RECORD)); 7];
    answers.push(says("Success"));
    let (found, dates) = ask_by(answers, &[noon("2026-11-21"), noon("2026-11-19")]).await;
    assert!(matches!(found, Finding::Says(Word::Succeeded, _)), "{found:?}");
    assert_eq!(dates[6..], ["2045-12-28", "2026-11-19"]);
}

#[tokio::test]
async fn one_date_that_failed_is_not_no_record() {
    for (second, expected) in [
        (page(500, ""), Finding::SaysNothing(Trouble::ProviderError { status: 500 })),
        (page(200, "<html>"), Finding::SaysNothing(Trouble::WebPageAtAddress)),
        (Err(SendError::MaybeSent(Trouble::TimedOut)), Finding::SaysNothing(Trouble::TimedOut)),
        (Err(SendError::NeverSent(Trouble::NoNetwork)), Finding::Offline(Trouble::NoNetwork)),
    ] {
        let (found, dates) = ask(vec![page(200, NO_RECORD), second]).await;
        assert_eq!((found, dates.len()), (expected, 2));
    }
}

#[tokio::test]
async fn a_first_answer_that_is_none_or_enough_is_the_only_one() {
    for (first, is_expected) in [
        (says("Pending"), (|found| matches!(found, Finding::Says(Word::Accepted, _))) as fn(&Finding) -> bool),
        (says("Fail"), |found| matches!(found, Finding::Says(Word::Failed, _))),
        (page(404, NO_RECORD), |found| {
            matches!(found, Finding::SaysNothing(Trouble::NothingAtAddress { status: 404 }))
        }),
        (Err(SendError::MaybeSent(Trouble::LineBroke)), |found| *found == Finding::SaysNothing(Trouble::LineBroke)),
        (Err(SendError::NeverSent(Trouble::NoNetwork)), |found| *found == Finding::Offline(Trouble::NoNetwork)),
    ] {
        let (found, dates) = ask(vec![first]).await;
        assert!(is_expected(&found), "{found:?}");
        assert_eq!(dates, ["2026-11-20"]);
    }
}

/// The shop's clock was ten days behind when it was sold, and has been put right since.
#[tokio::test]
async fn the_last_days_by_the_companys_own_clock_are_asked_about_too() {
    let no_record = || dated("2026-11-30", page(200, NO_RECORD));
    let days = ["2026-11-20", "2026-11-21", "2026-11-30", "2026-11-29", "2026-11-28", "2026-11-27", "2026-11-26"];
    let (found, dates) = ask(vec![no_record(), no_record(), no_record(), says("Success")]).await;
    assert!(matches!(found, Finding::Says(Word::Succeeded, _)), "{found:?}");
    assert_eq!(dates, days[..4]);
    let (found, dates) = ask((0..7).map(|_| no_record()).collect()).await;
    assert_eq!(
        (found, dates.as_slice()),
        (Finding::NoRecord("No record found".to_owned()), days.map(str::to_owned).as_slice())
    );
    // Where the clock was right, they are few.
    let (_, dates) = ask((0..6).map(|_| dated("2026-11-20", page(200, NO_RECORD))).collect()).await;
    assert_eq!(dates, ["2026-11-20", "2026-11-21", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16"]);
}

#[tokio::test]
async fn who_is_not_asked_by_date_is_asked_once() {
    let inspay = provider("inspay").unwrap();
    let none =
        page(200, r#"{"txid":"","status":"Failure","opid":"No record found","number":"","amount":"","orderid":""}"#);
    let script = Script { answers: Mutex::new(VecDeque::from([dated("2026-11-30", none)])), asked: Mutex::default() };
    let order = order(inspay, ORDER_ID, "9812300045");
    let told = enquire(&script, inspay, &access(inspay, "https://example.invalid"), &order).await;
    assert!(matches!(told.outcome, Finding::NoRecord(_)), "{told:?}");
}
