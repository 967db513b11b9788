//! What was asked today, held against what is usual.

use domain::{Days, Event, Said, SaleState};

use super::word::said_at;
use super::{Books, DAY, NOW, airtel, at, step, step_at};
use crate::{EventDetail, SaleFilter};

#[test]
fn what_was_asked_today_stands_newest_first_and_what_never_left_is_left_out() {
    let books = Books::new();
    let first = books.sale("9876543210", &[Event::Accept, Event::Succeed]);
    books.sale("9876543211", &[Event::NeverLeave]);
    let waits = books.sale("9876543212", &[Event::Accept]);
    let asked = books.ledger.asked_on("airtel", DAY).unwrap();
    let states: Vec<_> = asked.iter().map(|one| (one.state, one.submitted_at_ms, one.settled_at_ms)).collect();
    let done = (SaleState::Succeeded, first.submitted_at_ms, first.settled_at_ms);
    assert_eq!(states, [(SaleState::Pending, waits.submitted_at_ms, None), done]);
    assert!(asked.iter().all(|one| one.circle == "mumbai"));
    assert_eq!(books.ledger.asked_on("jio", DAY), Ok(Vec::new()));
    assert_eq!(books.ledger.asked_on("airtel", "2026-11-21"), Ok(Vec::new()));
    let second = step(&waits, Some(Event::Succeed));
    books.ledger.record(&second).unwrap();
    assert_eq!(books.ledger.asked_on("airtel", DAY).unwrap()[0].state, SaleState::Succeeded);
}

#[test]
fn today_and_what_is_usual_are_counted_alike() {
    let books = Books::new();
    let took_ms = 4_000;
    // One company refuses it, the next one sells it.
    let sale = books.begin(&airtel("9876543210"));
    let refused = step(&sale, Some(Event::Reject));
    let second = books.ledger.record_and_try(&refused, &at("paygrt", 500), NOW + 2_000).unwrap();
    let sold = step_at(&second, Some(Event::Succeed), second.submitted_at_ms + took_ms);
    books.ledger.record(&sold).unwrap();
    // Of another the shop's own wallet was empty.
    let stopped = books.begin(&airtel("9876543211"));
    let problem = Some(serde_json::json!({ "kind": "wallet_empty", "words": "low balance" }));
    let empty = step(&stopped, Some(Event::Reject)).evidence(EventDetail { problem, ..EventDetail::default() });
    assert_eq!(books.ledger.record(&empty).unwrap().state, SaleState::Failed);
    // A third one was ended by a person, an hour later.
    let waits = books.sale("9876543212", &[Event::Accept]);
    books.ledger.record(&said_at(&waits, Event::DeclareSucceeded, Said::Succeeded, NOW + 3_600_000)).unwrap();

    let today = books.ledger.asked_on("airtel", DAY).unwrap();
    let failed = today.iter().filter(|one| one.state == SaleState::Failed).count();
    let times: Vec<i64> = today.iter().filter_map(|one| Some(one.settled_at_ms? - one.submitted_at_ms)).collect();
    assert_eq!((today.len(), failed, times), (2, 0, vec![took_ms]));
    let usual = domain::Usual { ended: 2, failed: 0, median_ms: took_ms };
    let found: Vec<_> = books.ledger.usual_times(&Days::one(DAY)).unwrap().iter().map(|time| time.usual).collect();
    assert_eq!(found, [usual, usual], "in all circles, in Mumbai");

    let sums = books.ledger.sold_sums(&Days::one(DAY)).unwrap();
    let failed: Vec<_> = sums.iter().map(|sum| (sum.provider.as_str(), sum.done, sum.failed)).collect();
    assert_eq!(failed, [("inspay", 1, 1), ("paygrt", 1, 0)], "the refusal counts, the empty wallet does not");
    let sums = books.ledger.company_sums(&SaleFilter::of(Days::one(DAY))).unwrap();
    let inspay = sums.iter().find(|sum| sum.provider == "inspay").unwrap();
    assert_eq!((inspay.asked, inspay.done, inspay.failed, inspay.nine_of_ten_ms), (3, 1, 2, Some(1_000)));
    let waits = books.ledger.usual_waits(&Days::one(DAY)).unwrap();
    assert_eq!(waits.iter().map(|wait| (wait.waited, wait.nine_of_ten_ms)).collect::<Vec<_>>(), [(1, None)]);
}
