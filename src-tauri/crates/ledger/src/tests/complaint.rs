//! Complaints: opened, gone on with, closed, listed, put back.

use std::collections::BTreeMap;

use domain::{ComplaintOutcome, ComplaintReason, DAY_MS, Event, SaleState};
use proptest::prelude::*;

use super::words::LATER;
use super::{Books, Held, NOW, opening, silent, texts};
use crate::{
    ComplaintEntry, ComplaintFilter, ComplaintOrder, ComplaintRow, ComplaintsDue, EventDetail, EventKind, FoundIn,
    Ledger, LedgerError, LostOrder, Page, PersonsWord, SaleRow, Silent, Step,
};

const ALL: Page = Page { after: 0, rows: 99 };

fn person(reference: &str, told_at_ms: i64) -> Option<PersonsWord> {
    let (by, reference, note) = ("Asha".to_owned(), reference.to_owned(), "they look into it".to_owned());
    Some(PersonsWord { said: None, by, reference, told_at_ms: Some(told_at_ms), note })
}

fn entry(next_step: &str, next_day: Option<&str>) -> ComplaintEntry {
    let next_day = next_day.map(str::to_owned);
    ComplaintEntry { next_step: next_step.to_owned(), next_day, ..ComplaintEntry::default() }
}

fn detail(complaint: ComplaintEntry, told_at_ms: i64, intent: &str) -> EventDetail {
    let (complaint, intent) = (Some(complaint), Some(intent.to_owned()));
    EventDetail { person: person("C-9", told_at_ms), complaint, intent, ..EventDetail::default() }
}

fn opens(sale: &SaleRow, at_ms: i64, intent: &str) -> Step {
    let told = ComplaintEntry { reason: Some(ComplaintReason::NotReceived), ..entry("ask again", Some("2026-11-22")) };
    silent(sale, Silent::Disputed, at_ms).evidence(detail(told, at_ms - 500, intent)).flag(sale.attention)
}

pub(in crate::tests) fn closes(outcome: ComplaintOutcome, told_at_ms: i64, intent: &str) -> EventDetail {
    detail(ComplaintEntry { outcome: Some(outcome), ..ComplaintEntry::default() }, told_at_ms, intent)
}

impl Books {
    pub(in crate::tests) fn complained(&self, number: &str, at_ms: i64) -> ComplaintRow {
        let sale = self.sale(number, &[Event::Succeed]);
        self.ledger.open_complaint(sale.sale_id, &opens(&sale, at_ms, number)).unwrap()
    }

    fn lost_orders(&self) -> Vec<LostOrder> {
        let order =
            |id| LostOrder { order: self.ledger.logged_order(id).unwrap(), can_be_asked: true, found_in: FoundIn::Log };
        (1..=self.ledger.newest_attempt().unwrap()).map(order).collect()
    }
}

#[test]
fn a_complaint_is_kept_from_its_opening_to_its_outcome() {
    let books = Books::new();
    let open = books.complained("9876543210", NOW + 1_000);
    assert_eq!((open.reason, open.since_ms, open.reference.as_str()), (ComplaintReason::NotReceived, NOW + 500, "C-9"));
    assert_eq!((open.next_step.as_str(), open.next_day.as_deref()), ("ask again", Some("2026-11-22")));
    let id = open.complaint_id;
    let noted = detail(entry("write to them", None), NOW + 2_000, "noted");
    let noted = books.ledger.note_complaint(id, noted, NOW + 2_500).unwrap();
    assert_eq!((noted.next_step.as_str(), noted.next_day), ("write to them", None));
    assert_eq!((noted.since_ms, noted.reference.as_str()), (NOW + 500, "C-9"));
    let end = closes(ComplaintOutcome::Refused, NOW + 3_000, "closed");
    let closed = books.ledger.close_complaint(id, end, NOW + 3_500).unwrap();
    assert_eq!((closed.outcome, closed.closed_at_ms), (Some(ComplaintOutcome::Refused), Some(NOW + 3_500)));
    assert_eq!(books.ledger.complaint(id), Ok(Some(closed)));
    let sale = books.ledger.sale(open.sale_id).unwrap();
    assert_eq!((sale.state, sale.word), (SaleState::Succeeded, None), "a complaint says nothing of the sale");
    let kinds: Vec<EventKind> = books.ledger.events(open.sale_id).unwrap().iter().map(|event| event.kind).collect();
    assert_eq!(kinds[3..], [EventKind::Disputed, EventKind::ComplaintNoted, EventKind::ComplaintClosed]);
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn a_sale_has_one_open_complaint_and_another_when_that_is_closed() {
    let books = Books::new();
    let open = books.complained("9876543210", NOW + 1_000);
    let sale = books.ledger.sale(open.sale_id).unwrap();
    let rows = books.rows();
    // The same act once more is the same complaint.
    assert_eq!(books.ledger.open_complaint(sale.sale_id, &opens(&sale, NOW + 9, "9876543210")), Ok(open.clone()));
    assert_eq!(books.ledger.open_complaint(sale.sale_id, &opens(&sale, NOW + 9, "b")), Err(LedgerError::MovedOn));
    assert_eq!(books.rows(), rows, "nothing was written");
    let order = [sale.order_id.to_string()];
    let is_in_dispute = || books.ledger.attempts_of_orders(&order).unwrap().iter().any(|attempt| attempt.is_disputed);
    assert!(is_in_dispute());
    let close = || closes(ComplaintOutcome::Mistake, NOW, "closed");
    let closed = books.ledger.close_complaint(open.complaint_id, close(), NOW + 2_000).unwrap();
    assert_eq!(books.ledger.close_complaint(open.complaint_id, close(), NOW + 3_000), Ok(closed));
    assert!(!is_in_dispute(), "what ended is no dispute");
    let late = detail(entry("", None), NOW, "late");
    assert_eq!(books.ledger.note_complaint(open.complaint_id, late, NOW), Err(LedgerError::MovedOn));
    let again = books.ledger.open_complaint(sale.sale_id, &opens(&sale, NOW + 4_000, "again")).unwrap();
    assert!(is_in_dispute());
    let ids: Vec<i64> =
        books.ledger.complaints_of(sale.sale_id).unwrap().iter().map(|complaint| complaint.complaint_id).collect();
    assert_eq!(ids, [open.complaint_id, again.complaint_id]);
    let nameless = books.ledger.note_complaint(again.complaint_id, EventDetail::default(), NOW);
    assert_eq!(nameless, Err(LedgerError::NamelessAct));
    assert_eq!(books.ledger.note_complaint(99_999, EventDetail::default(), NOW), Err(LedgerError::NoSuchSale));
}

#[test]
fn a_list_is_narrowed_to_a_company_and_an_age() {
    let books = Books::new();
    let old = books.complained("9876543210", NOW).complaint_id;
    let young = books.complained("9876543211", NOW + 2 * DAY_MS).complaint_id;
    let provider = books.ledger.attempt(books.ledger.complaint(old).unwrap().unwrap().attempt_id).unwrap().provider;
    let now_ms = NOW + 5 * DAY_MS;
    let ids = |order, company: &str, least_days, part| -> Vec<i64> {
        let filter = ComplaintFilter { company: company.to_owned(), least_days };
        let found = books.ledger.listed_complaints(order, &filter, part, now_ms).unwrap();
        found.iter().map(|complaint| complaint.complaint_id).collect()
    };
    for order in [ComplaintOrder::OpenByAge, ComplaintOrder::OpenByDay] {
        let both = ids(order, &provider, 0, ALL);
        assert_eq!(both.len(), 2);
        assert_eq!(ids(order, "", 0, ALL), both, "no company is every company");
        assert_eq!(ids(order, "another", 0, ALL), Vec::<i64>::new());
        // Nothing is told half: the second page goes on within what is filtered.
        assert_eq!(ids(order, &provider, 0, Page { after: 1, rows: 9 }), both[1..]);
    }
    assert_eq!(ids(ComplaintOrder::OpenByAge, "", 3, ALL), [old, young]);
    assert_eq!(ids(ComplaintOrder::OpenByAge, "", 4, ALL), [old]);
    assert_eq!(ids(ComplaintOrder::OpenByAge, "", 6, ALL), Vec::<i64>::new());
    // One that ended is as old as it was then.
    let at_ms = NOW + 3 * DAY_MS;
    books.ledger.close_complaint(young, closes(ComplaintOutcome::Refused, at_ms, "end"), at_ms).unwrap();
    assert_eq!(ids(ComplaintOrder::Closed, &provider, 1, ALL), [young]);
    assert_eq!(ids(ComplaintOrder::Closed, "", 2, ALL), Vec::<i64>::new());
}

#[test]
fn lists_are_sorted_counted_and_paged() {
    let books = Books::new();
    let noted = |day: Option<&'static str>, number: &str, at_ms: i64| {
        let id = books.complained(number, at_ms).complaint_id;
        books.ledger.note_complaint(id, detail(entry("ask", day), at_ms, &format!("n{number}")), at_ms).unwrap();
        id
    };
    let none = noted(None, "9876543210", NOW + 1_000);
    let late = noted(Some("2026-11-19"), "9876543211", NOW + 4_000);
    let today = noted(Some("2026-11-20"), "9876543212", NOW + 3_000);
    let soon = noted(Some("2026-12-01"), "9876543213", NOW + 2_000);
    let ids = |order, part| -> Vec<i64> {
        books
            .ledger
            .listed_complaints(order, &ComplaintFilter::default(), part, NOW)
            .unwrap()
            .iter()
            .map(|complaint| complaint.complaint_id)
            .collect()
    };
    assert_eq!(ids(ComplaintOrder::OpenByDay, ALL), [late, today, soon, none]);
    assert_eq!(ids(ComplaintOrder::OpenByAge, ALL), [none, soon, today, late]);
    assert_eq!(ids(ComplaintOrder::OpenByAge, Page { after: 1, rows: 2 }), [soon, today]);
    assert_eq!(books.ledger.complaints_due("2026-11-20"), Ok(ComplaintsDue { open: 4, overdue: 1, today: 1 }));
    for (place, id) in [today, none].into_iter().enumerate() {
        let at_ms = NOW + 9_000 + place as i64;
        books.ledger.close_complaint(id, closes(ComplaintOutcome::MoneyBack, at_ms, "end"), at_ms).unwrap();
    }
    assert_eq!(ids(ComplaintOrder::Closed, ALL), [none, today]);
    assert_eq!(ids(ComplaintOrder::OpenByDay, ALL), [late, soon]);
    assert_eq!(books.ledger.complaints_due("2026-11-20"), Ok(ComplaintsDue { open: 2, overdue: 1, today: 0 }));
}

#[test]
fn a_complaint_that_the_journal_does_not_tell_is_found() {
    let books = Books::new();
    let open = books.complained("9876543210", NOW + 1_000);
    books.complained("9876543211", NOW + 1_000);
    assert_eq!(books.ledger.verify(), Ok(()), "the control");
    books.ledger.tamper();
    for (change, back) in [
        (
            "UPDATE complaint SET outcome = 'refused', closed_at_ms = 1 WHERE sale_id = 1",
            "UPDATE complaint SET outcome = NULL, closed_at_ms = NULL WHERE sale_id = 1",
        ),
        ("UPDATE complaint SET id = id - 1 WHERE sale_id = 1", "UPDATE complaint SET id = id + 1 WHERE sale_id = 1"),
        (
            "UPDATE complaint SET closed_at_ms = 1, outcome = 'mistake', attempt_id = 2 WHERE sale_id = 1",
            "UPDATE complaint SET closed_at_ms = NULL, outcome = NULL, attempt_id = 1 WHERE sale_id = 1",
        ),
    ] {
        books.raw().execute(change, ()).unwrap();
        assert_eq!(books.ledger.verify(), Err(LedgerError::Corrupt), "{change}");
        books.raw().execute(back, ()).unwrap();
        assert_eq!(books.ledger.verify(), Ok(()), "{back}");
    }
    books.raw().execute("UPDATE complaint SET next_day = '2030-01-01' WHERE id = ?1", [open.complaint_id]).unwrap();
    let told = books.ledger.rebuild_differences().unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    books.raw().execute("DELETE FROM complaint WHERE id = ?1", [open.complaint_id]).unwrap();
    assert_eq!(books.ledger.verify(), Err(LedgerError::Corrupt));
}

#[test]
fn what_an_earlier_version_wrote_is_a_complaint() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Succeed]);
    let old = |at_ms| {
        let detail = EventDetail { person: person("T-5", NOW + 700), ..EventDetail::default() };
        books.ledger.record(&silent(&sale, Silent::Disputed, at_ms).evidence(detail)).unwrap()
    };
    // It let a person complain again of what was open.
    old(NOW + 1_000);
    old(NOW + 2_000);
    let written = books.ledger.complaints_of(sale.sale_id).unwrap();
    assert_eq!(written.len(), 1);
    assert_eq!((written[0].reason, written[0].since_ms), (ComplaintReason::Other, NOW + 700));
    books.ledger.close();
    let raw = books.raw();
    let since = "DROP TABLE complaint; DROP TABLE statement_ignored; DROP TABLE recharge_plan; DROP TABLE chit; \
                 DROP TABLE due_dismissed; DROP TRIGGER sale_has_number; DROP TABLE sold_number; \
                 DROP INDEX sale_by_operator; DROP INDEX sale_by_amount; DROP INDEX sale_by_sum; DROP INDEX attempt_order_end; \
                 DROP INDEX attempt_provider_end; DROP INDEX attempt_operator_end; DROP INDEX attempt_said_end;";
    raw.execute_batch(&format!("{since} PRAGMA user_version = 12")).unwrap();
    drop(raw);
    let upgraded = Held::of(Ledger::open(&books.path(), opening(2, "a")).unwrap());
    assert_eq!(upgraded.complaints_of(sale.sale_id), Ok(written));
    assert_eq!(upgraded.verify(), Ok(()));
    assert_eq!(texts(&books.raw(), "SELECT reference FROM complaint"), ["T-5"]);
}

/// What of a complaint must come back. Its number is another one in other books.
fn facts(books: &Ledger, sale_id: i64) -> Vec<ComplaintRow> {
    let complaints = books.complaints_of(sale_id).unwrap().into_iter();
    complaints.map(|complaint| ComplaintRow { complaint_id: 0, ..complaint }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever was written of complaints comes back once, into empty books and into a backup.
    #[test]
    fn complaints_come_back_as_they_were(deeds in prop::collection::vec(0_u8..3, 1..9), at in 0_usize..9) {
        let sold = Books::new();
        let sale = sold.sale("9876543210", &[Event::Succeed]);
        let mut backup = None;
        for (place, deed) in deeds.iter().enumerate() {
            let copy = sold.folder.path().join("one.db");
            if place == at {
                sold.ledger.back_up(&copy, NOW, &BTreeMap::new()).unwrap();
                let staged = sold.folder.path().join("staged.db");
                sold.ledger.stage(&copy, &staged).unwrap();
                backup = Some(Held::of(Ledger::open(&staged, opening(2, "a")).unwrap()));
            }
            // The clock stands still: what is written at one moment is told apart by what it says.
            let (at_ms, intent) = (NOW + 2_000, place.to_string());
            let id = sold.ledger.complaints_of(sale.sale_id).unwrap().last().map_or(0, |newest| newest.complaint_id);
            let told = entry(&intent, Some("2026-11-25"));
            // What does not fit is refused, and writes nothing.
            let _ = match deed {
                0 => sold.ledger.open_complaint(sale.sale_id, &opens(&sale, at_ms + place as i64, &intent)),
                1 => sold.ledger.note_complaint(id, detail(told, at_ms, &intent), at_ms),
                _ => {
                    let end = closes(ComplaintOutcome::GivenUp, at_ms + place as i64, &intent);
                    sold.ledger.close_complaint(id, end, at_ms + place as i64)
                }
            };
        }
        let empty = Books::new();
        let books: Vec<&Ledger> = [Some(&*empty.ledger), backup.as_deref()].into_iter().flatten().collect();
        for books in books {
            for _ in 0..2 {
                books.put_back(&sold.lost_orders(), 0, LATER).unwrap();
                prop_assert_eq!(facts(books, 1), facts(&sold.ledger, sale.sale_id));
                prop_assert_eq!(books.verify(), Ok(()));
            }
        }
    }
}
