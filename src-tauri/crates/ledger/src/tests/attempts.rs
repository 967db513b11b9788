//! A sale tried at several providers.

use std::sync::atomic::Ordering;

use domain::{Event, Paise, Reading, SaleState, Word};

use super::{Books, NOW, airtel, at, silent, step};
use crate::{Asked, EventDetail, EventKind, LedgerError, NewSale, Silent, Which};

fn refused_then_tried(books: &Books) -> (crate::SaleRow, crate::SaleRow) {
    let first = books.begin(&airtel("9876543210"));
    let refused = step(&first, Some(Event::Reject)).ask_next(Some(NOW + 9_000));
    let second = books.ledger.record_and_try(&refused, &at("paygrt", 299), NOW + 5_000).unwrap();
    (first, second)
}

#[test]
fn another_provider_is_another_attempt_of_the_same_sale() {
    let books = Books::new();
    let (first, second) = refused_then_tried(&books);
    assert_eq!((second.sale_id, second.state), (first.sale_id, SaleState::Submitted));
    assert_ne!(second.order_id, first.order_id);
    assert_eq!((second.provider.as_str(), second.earned), ("paygrt", Paise::new(299)));
    let attempts = books.ledger.attempts(first.sale_id).unwrap();
    let states: Vec<_> = attempts.iter().map(|attempt| (attempt.provider.as_str(), attempt.state)).collect();
    assert_eq!(states, [("inspay", SaleState::Failed), ("paygrt", SaleState::Submitted)]);
    let kinds: Vec<_> = books.ledger.events(first.sale_id).unwrap().iter().map(|event| event.kind).collect();
    use EventKind::{Intended, Rejected, Submitted};
    assert_eq!(kinds, [Intended, Submitted, Rejected, Intended, Submitted]);
    assert_eq!(books.ledger.open_sales().unwrap(), [second]);
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
}

#[test]
fn every_order_leads_to_its_own_sale_also_after_sales_of_several_attempts() {
    let books = Books::new();
    let (first, second) = refused_then_tried(&books);
    let other = books.begin(&airtel("9876543211"));
    for order in [&first, &second, &other] {
        assert_eq!(books.ledger.sale_of_order(&order.order_id).unwrap(), Some(order.sale_id));
    }
    assert_ne!(other.sale_id, other.attempt_id, "a sale has more than one attempt here");
}

#[test]
fn a_sale_that_stands_is_not_tried_elsewhere() {
    let books = Books::new();
    for event in [Event::Accept, Event::LoseTrack, Event::Succeed] {
        let sale = books.begin(&NewSale { amount: Paise::new(10_000 + event as i64), ..airtel("9876543210") });
        let before = books.rows();
        let done = books.ledger.record_and_try(&step(&sale, Some(event)), &at("paygrt", 1), NOW);
        assert_eq!(done, Err(LedgerError::MovedOn), "{event:?}");
        assert_eq!(books.rows(), before, "nothing was written");
    }
}

#[test]
fn news_of_an_older_attempt_moves_neither_the_sale_nor_money() {
    let books = Books::new();
    let (first, second) = refused_then_tried(&books);
    let done = books.ledger.record(&step(&second, Some(Event::Succeed))).unwrap();
    let due = books.ledger.due_attempts("inspay", NOW + 9_000, 9).unwrap();
    assert_eq!(due.iter().map(|attempt| attempt.attempt_id).collect::<Vec<_>>(), [first.attempt_id]);
    let money = books.ledger.postings(first.sale_id).unwrap();
    let older = due[0].clone();
    let contradicted = silent(&older, Silent::Contradicted, NOW + 1_000);
    let sale = books.ledger.record(&contradicted).unwrap();
    assert_eq!((sale.attempt_id, sale.state), (done.attempt_id, SaleState::Succeeded));
    assert_eq!(books.ledger.postings(first.sale_id).unwrap(), money);
}

#[test]
fn an_order_is_found_only_at_its_own_provider() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    let found = |provider: &str, id: &str| books.ledger.attempt_of_order(provider, id).unwrap();
    assert_eq!(found("inspay", sale.order_id.as_str()), Some(sale.clone()));
    assert_eq!(found("paygrt", sale.order_id.as_str()), None);
    assert_eq!(found("inspay", "NOSUCHORDER1"), None);
}

#[test]
fn what_a_provider_told_of_the_commission_stays_as_first_told() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    assert_eq!(sale.told_earned, None);
    books.ledger.note_told_earned(sale.attempt_id, Paise::new(410), NOW).unwrap();
    books.ledger.note_told_earned(sale.attempt_id, Paise::new(999), NOW).unwrap();
    let told = books.ledger.sale(sale.sale_id).unwrap();
    assert_eq!((told.told_earned, told.earned), (Some(Paise::new(410)), sale.earned));
}

#[test]
fn a_balance_is_kept_in_the_commit_of_its_answer() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    let reading =
        |paise| Reading { at_ms: NOW, reported: Paise::new(paise), after_attempt: sale.attempt_id, after_row: 2 };
    let done = |paise| step(&sale, Some(Event::Succeed)).balance(Some(reading(paise)), Some(Paise::new(410)));
    let before = books.ledger.writes.load(Ordering::Acquire);
    let told = books.ledger.record(&done(70_000)).unwrap();
    assert_eq!(books.ledger.writes.load(Ordering::Acquire), before + 1);
    assert_eq!(told.told_earned, Some(Paise::new(410)));
    assert_eq!(books.ledger.reading("inspay", Which::Newest), Ok(Some(reading(70_000))));
    let kinds: Vec<_> = books.ledger.events(sale.sale_id).unwrap().iter().map(|event| event.kind).collect();
    use EventKind::{CommissionTold, Intended, Submitted, Succeeded};
    assert_eq!(kinds, [Intended, Submitted, CommissionTold, Succeeded]);
    // An answer that is not written keeps no balance either.
    assert_eq!(books.ledger.record(&done(60_000)), Err(LedgerError::MovedOn));
    assert_eq!(books.ledger.reading("inspay", Which::Newest), Ok(Some(reading(70_000))));
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
}

#[test]
fn the_fields_of_a_sale_are_under_the_seal() {
    let books = Books::new();
    let new = NewSale { fields: r#"{"std_code":"0562"}"#.to_owned(), ..airtel("9876543210") };
    let sale = books.begin(&new);
    assert_eq!(sale.fields, new.fields);
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
    books.ledger.tamper();
    books.raw().execute("UPDATE sale SET fields = '{}'", ()).unwrap();
    assert!(books.ledger.verify_chain().unwrap().broken_at.is_some());
}

#[test]
fn a_customer_at_the_counter_is_asked_about_before_an_old_backlog() {
    let books = Books::new();
    let old = books.sale("9876543210", &[Event::Accept]);
    let mut known = old.clone();
    for _ in 0..6 {
        let asked = step(&known, None).asked(Asked::BySchedule).ask_next(Some(NOW));
        known = books.ledger.record(&asked).unwrap();
    }
    let fresh = books.sale("9876543211", &[]);
    let fresh = books.ledger.record(&step(&fresh, Some(Event::Accept)).ask_next(Some(NOW + 3_000))).unwrap();
    let due = |limit| books.ledger.due_attempts("inspay", NOW + 9_000, limit).unwrap();
    let ids: Vec<_> = due(9).iter().map(|attempt| attempt.attempt_id).collect();
    assert_eq!(ids, [fresh.attempt_id, old.attempt_id]);
    assert_eq!(due(1).len(), 1);
}

#[test]
fn what_a_company_denies_after_it_took_it_is_told_until_it_says_something_else() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Accept]);
    let said = |at_ms, words: Option<&str>, heard| {
        let detail = EventDetail { words: words.map(str::to_owned), heard, ..EventDetail::default() };
        books.ledger.record_only(&silent(&sale, Silent::NoNews, at_ms).evidence(detail)).unwrap();
        books.ledger.denied_at_ms(sale.sale_id, sale.attempt_id).unwrap()
    };
    assert_eq!(books.ledger.denied_at_ms(sale.sale_id, sale.attempt_id), Ok(None));
    assert_eq!(said(NOW + 1, Some("Pending"), Some(Word::Accepted)), None);
    assert_eq!(said(NOW + 2, Some("No record found"), None), Some(NOW + 2));
    assert_eq!(said(NOW + 3, None, None), Some(NOW + 2), "nobody answered");
    assert_eq!(said(NOW + 4, Some("Pending"), Some(Word::Accepted)), None);
}
