//! How a row's time was known is sealed with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Event;

use super::{Books, NOW, airtel, opening, step_at};
use crate::{Ledger, TimeFrom, TimeMark};

#[test]
fn a_row_says_whose_time_it_has_and_the_newest_sure_one_is_found_at_the_next_opening() {
    let books = Books::new();
    let before = books.begin(&airtel("9876543210"));
    assert_eq!(books.ledger.newest_sure_ms(), Ok(None), "rows of earlier versions are the computer's");
    let is_sure = Arc::new(AtomicBool::new(false));
    let told = is_sure.clone();
    books.ledger.mark_times(Arc::new(move |at_ms| {
        let from = if told.load(Ordering::SeqCst) { TimeFrom::Companies } else { TimeFrom::OneCompany };
        TimeMark { from, computer_ms: at_ms - 7, corrected_ms: None }
    }));
    let sale = books.sale("9876543211", &[]);
    assert_eq!(books.ledger.newest_sure_ms(), Ok(None));
    is_sure.store(true, Ordering::SeqCst);
    let settled = step_at(&sale, Some(Event::Succeed), NOW + 9_000);
    books.ledger.record(&settled).unwrap();
    let marks = |sale_id| {
        let events = books.ledger.events(sale_id).unwrap();
        events.iter().map(|event| (event.at_ms, event.detail.clock, event.detail.is_time_sure())).collect::<Vec<_>>()
    };
    assert!(marks(before.sale_id).iter().all(|(_, clock, sure)| clock.is_none() && !sure));
    let mark = |from, computer_ms| Some(TimeMark { from, computer_ms, corrected_ms: None });
    let last = (NOW + 9_000, mark(TimeFrom::Companies, NOW + 8_993), true);
    let first = (NOW, mark(TimeFrom::OneCompany, NOW - 7), false);
    assert_eq!(marks(sale.sale_id), [first, first, last]);
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None, "the mark is under the seal");
    let again = Ledger::open(&books.path(), opening(2, "a")).unwrap();
    assert_eq!(again.newest_sure_ms(), Ok(Some(NOW + 9_000)));
}

#[test]
fn a_sure_time_is_found_behind_many_rows_that_are_not_sure() {
    let books = Books::new();
    let is_sure = Arc::new(AtomicBool::new(true));
    let told = is_sure.clone();
    books.ledger.mark_times(Arc::new(move |at_ms| {
        let from = if told.load(Ordering::SeqCst) { TimeFrom::Companies } else { TimeFrom::Computer };
        TimeMark { from, computer_ms: at_ms, corrected_ms: None }
    }));
    let sale = books.sale("9876543210", &[]);
    let ask_again = |at_ms: i64| {
        let looked = step_at(&sale, None, at_ms);
        books.ledger.record(&looked).unwrap();
    };
    ask_again(NOW + 9_000);
    is_sure.store(false, Ordering::SeqCst);
    for more in 0..1_100 {
        ask_again(NOW + more);
    }
    assert_eq!(books.ledger.newest_sure_ms(), Ok(Some(NOW + 9_000)));
}

#[test]
fn a_sure_time_that_was_taken_back_is_not_gone_on_from() {
    let books = Books::new();
    let corrected = Arc::new(std::sync::atomic::AtomicI64::new(0));
    let told = corrected.clone();
    books.ledger.mark_times(Arc::new(move |at_ms| {
        let corrected_ms = Some(told.load(Ordering::SeqCst)).filter(|ms| *ms > 0);
        TimeMark { from: TimeFrom::Companies, computer_ms: at_ms, corrected_ms }
    }));
    let sale = books.sale("9876543210", &[]);
    let ask_again = |at_ms: i64| {
        let looked = step_at(&sale, None, at_ms);
        books.ledger.record(&looked).unwrap();
    };
    ask_again(NOW + 900_000_000);
    assert_eq!(books.ledger.newest_sure_ms(), Ok(Some(NOW + 900_000_000)));
    corrected.store(NOW + 1_000, Ordering::SeqCst);
    ask_again(NOW + 3_000);
    ask_again(NOW + 2_000);
    assert_eq!(books.ledger.newest_sure_ms(), Ok(Some(NOW + 3_000)));
    corrected.store(0, Ordering::SeqCst);
    ask_again(NOW + 9_000);
    assert_eq!(books.ledger.newest_sure_ms(), Ok(Some(NOW + 9_000)), "a later run goes on from there");
    corrected.store(NOW + 500, Ordering::SeqCst);
    ask_again(NOW + 600);
    assert_eq!(books.ledger.newest_sure_ms(), Ok(Some(NOW + 600)), "and may take it back again");
}
