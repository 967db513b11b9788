//! The books after the power failed, or after a backup was put back.

use domain::{Event, IdForm, SaleState, TerminalPrefix};
use serde_json::json;

use super::{Books, NOW, airtel, opening, silent, step};
use crate::{Asked, EventDetail, EventKind, Ledger, NewAttempt, NewSale, Opening, Silent, Step};

#[test]
fn what_was_on_the_line_is_unknown_and_everything_open_is_due_at_once() {
    let books = Books::new();
    let submitted = books.begin(&airtel("9876543210"));
    let pending = books.sale("9876543211", &[Event::Accept]);
    let unknown = books.sale("9876543212", &[Event::LoseTrack]);
    let done = books.sale("9876543213", &[Event::Succeed]);
    let failed = books.sale("9876543214", &[Event::Reject]);
    let problem = json!({ "kind": "stopped" });
    let detail = EventDetail { problem: Some(problem.clone()), ..EventDetail::default() };
    let later = NOW + 60_000;

    let count = books.ledger.take_up_after_crash(later, &detail).unwrap();

    let open = books.ledger.open_sales().unwrap();
    assert_eq!(count, 1, "the other two had their answer and wait");
    let found: Vec<_> = open.iter().map(|sale| (sale.sale_id, sale.state, sale.next_check_at_ms)).collect();
    let expected = [
        (submitted.sale_id, SaleState::Unknown, Some(later)),
        (pending.sale_id, SaleState::Pending, Some(later)),
        (unknown.sale_id, SaleState::Unknown, Some(later)),
    ];
    assert_eq!(found, expected);
    assert_eq!(open[0].problem, problem.to_string());
    assert_eq!(open[0].order_id, submitted.order_id, "it is asked about under its own id");
    let last = books.ledger.events(submitted.sale_id).unwrap().pop().unwrap();
    assert_eq!(
        (last.kind, last.from, last.to, last.at_ms),
        (EventKind::LostTrack, Some(SaleState::Submitted), Some(SaleState::Unknown), later)
    );
    let EventDetail { wrote, posted, .. } = last.detail.clone();
    assert_eq!(posted.len(), 2, "the customer's money is in the drawer, and theirs");
    assert_eq!(last.detail, EventDetail { wrote, posted, ..detail });
    assert_eq!(books.ledger.events(pending.sale_id).unwrap().len(), 3, "nothing happened to what was pending");
    assert_eq!(books.ledger.due_attempts("inspay", later, 10).unwrap().len(), 3);
    assert_eq!(books.ledger.due_attempts("inspay", later - 1, 10).unwrap().len(), 0);
    for settled in [done, failed] {
        assert_eq!(books.ledger.sale(settled.sale_id).unwrap(), settled);
    }
}

#[test]
fn recovering_twice_is_recovering_once() {
    let books = Books::new();
    books.begin(&airtel("9876543210"));
    books.ledger.take_up_after_crash(NOW, &EventDetail::default()).unwrap();
    let before = books.rows();
    books.ledger.take_up_after_crash(NOW, &EventDetail::default()).unwrap();
    assert_eq!(books.rows(), before);
}

#[test]
fn what_a_killed_program_left_in_the_log_is_in_the_file_itself_after_the_next_start() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    let found = tempfile::tempdir().unwrap();
    let file = found.path().join("ledger.db");
    let log = |path: &std::path::Path| path.with_file_name("ledger.db-wal");
    std::fs::copy(books.path(), &file).unwrap();
    std::fs::copy(log(&books.path()), log(&file)).unwrap();
    let count = |path: &std::path::Path| -> rusqlite::Result<i64> {
        rusqlite::Connection::open(path)?.query_row("SELECT COUNT(*) FROM sale", (), |row| row.get(0))
    };
    let alone = found.path().join("alone.db");
    std::fs::copy(&file, &alone).unwrap();
    assert_ne!(count(&alone).ok(), Some(1), "the sale is in the log only");

    let next = Ledger::open(&file, opening(2, "a")).unwrap();

    std::fs::copy(&file, &alone).unwrap();
    assert_eq!(count(&alone).unwrap(), 1);
    assert_eq!(next.sale(sale.sale_id).unwrap(), sale);
    assert_eq!(next.verify_chain().unwrap().broken_at, None);
}

#[test]
fn a_sale_is_in_the_file_when_begin_returns() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    // As after a power cut: a copy of the files as they are now, while the program that writes them has not closed them.
    let elsewhere = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "ledger.db-wal"] {
        std::fs::copy(books.folder.path().join(name), elsewhere.path().join(name)).unwrap();
    }
    let copy = Ledger::open(&elsewhere.path().join("ledger.db"), opening(2, "a")).unwrap();
    assert_eq!(copy.sale(sale.sale_id).unwrap(), sale);
    assert_eq!(copy.verify_chain().unwrap().sealed, 2);
}

#[test]
fn a_restored_backup_never_makes_an_order_id_again() {
    let books = Books::new();
    let Books { folder, ledger } = books;
    ledger.begin_sale(&airtel("9876543210"), NOW, NOW).unwrap();
    drop(ledger);
    let (path, backup) = (folder.path().join("ledger.db"), folder.path().join("backup.db"));
    std::fs::copy(&path, &backup).unwrap();
    let sell = |prefix_bits: u32, id_form: IdForm| {
        std::fs::copy(&backup, &path).unwrap();
        let ledger = Ledger::open(&path, opening(prefix_bits, "a")).unwrap();
        let numbers = ["9876543211", "9876543212", "9876543213"];
        let new = |number| NewSale { attempt: NewAttempt { id_form, ..airtel(number).attempt }, ..airtel(number) };
        numbers.map(|number| ledger.begin_sale(&new(number), NOW, NOW).unwrap().order_id)
    };
    for form in [IdForm::Signs, IdForm::Digits] {
        let (first, second) = (sell(2, form), sell(3, form));
        assert!(first.iter().all(|id| !second.contains(id)), "{first:?} {second:?}");
        assert_eq!(sell(2, form), first, "the counter did go back: only the prefix, drawn anew, keeps the ids apart");
    }
}

#[test]
fn two_openings_of_one_file_never_meet_either() {
    let books = Books::new();
    let second =
        Ledger::open(&books.path(), Opening { prefix: TerminalPrefix::from_random(9), ..opening(1, "a") }).unwrap();
    let mut ids = Vec::new();
    for place in 0..10 {
        let ledger = if place % 2 == 0 { &books.ledger } else { &second };
        ids.push(ledger.begin_sale(&airtel(&format!("987654321{place}")), NOW, NOW).unwrap().order_id);
    }
    assert!(ids.iter().all(|id| ids.iter().filter(|other| *other == id).count() == 1), "{ids:?}");
    assert_eq!(second.verify_chain().unwrap().sealed, 20, "each sealed its rows to the other's");
}

#[test]
fn attempts_on_the_line_are_not_due() {
    let books = Books::new();
    let first = books.begin(&airtel("9876543210"));
    assert_eq!(books.ledger.next_due_ms("inspay", NOW).unwrap(), None);
    assert!(books.ledger.due_attempts("inspay", NOW + 1_000_000, 10).unwrap().is_empty());
    books.ledger.record(&step(&first, Some(Event::Accept)).ask_next(Some(NOW + 9_000))).unwrap();
    let second = books.begin(&airtel("9876543211"));
    let second = books.ledger.record(&step(&second, Some(Event::LoseTrack)).ask_next(Some(NOW + 3_000))).unwrap();
    assert_eq!(books.ledger.next_due_ms("inspay", NOW).unwrap(), Some(NOW + 3_000));
    // Both were planned under a clock that was ten days ahead.
    let set_back_ms = NOW - 10 * 86_400_000;
    assert_eq!(books.ledger.next_due_ms("inspay", set_back_ms).unwrap(), Some(set_back_ms));
    let due = |at_ms, limit| {
        books
            .ledger
            .due_attempts("inspay", at_ms, limit)
            .unwrap()
            .into_iter()
            .map(|sale| sale.sale_id)
            .collect::<Vec<_>>()
    };
    assert!(due(NOW + 2_999, 10).is_empty());
    assert_eq!(due(NOW + 3_000, 10), [second.sale_id]);
    assert_eq!(due(NOW + 9_000, 10), [second.sale_id, first.sale_id], "the longest overdue first");
    assert_eq!(due(NOW + 9_000, 1), [second.sale_id]);
    let before = books.ledger.events(second.sale_id).unwrap();
    books.ledger.put_off(second.attempt_id, NOW + 20_000).unwrap();
    assert_eq!(due(NOW + 9_000, 10), [first.sale_id]);
    assert_eq!(books.ledger.events(second.sale_id).unwrap(), before, "putting off is not an event");
    books.ledger.record(&step(&second, Some(Event::Succeed))).unwrap();
    assert_eq!(due(NOW + 20_000, 10), [first.sale_id], "what is settled is not asked about");
}

#[test]
fn no_record_counts_only_without_other_news_in_between() {
    let books = Books::new();
    let mut sale = books.sale("9876543210", &[Event::LoseTrack]);
    for (times, at_ms) in [(1, NOW + 10_000), (2, NOW + 70_000), (3, NOW + 400_000)] {
        let told = silent(&sale, Silent::NoRecord, at_ms).asked(Asked::BySchedule);
        sale = books.ledger.record(&told).unwrap();
        assert_eq!(
            (sale.doubt.no_records, sale.doubt.no_record_age_ms, sale.checks),
            (times, at_ms - NOW - 10_000, times)
        );
    }
    sale = books.ledger.record(&step(&sale, None)).unwrap();
    assert_eq!(sale.doubt.no_records, 3, "an enquiry that said nothing takes nothing back");
    let accepted = books.ledger.record(&step(&sale, Some(Event::Accept))).unwrap();
    assert_eq!((accepted.state, accepted.doubt.no_records), (SaleState::Pending, 0));
}

#[test]
fn a_persons_word_is_told_from_the_providers() {
    let books = Books::new();
    let declared = books.sale("9876543210", &[Event::LoseTrack, Event::DeclareFailed]);
    assert!(declared.state == SaleState::Failed && declared.doubt.declared_failed);
    let rejected = books.sale("9876543211", &[Event::LoseTrack, Event::Reject]);
    assert!(rejected.state == SaleState::Failed && !rejected.doubt.declared_failed);
}

#[test]
fn a_clock_set_back_makes_what_is_open_due() {
    let books = Books::new();
    let open = books.sale("9876543210", &[Event::LoseTrack]);
    books.ledger.put_off(open.attempt_id, NOW + 20_000_000).unwrap();
    let settled = books.sale("9876543211", &[Event::Succeed]);
    books.ledger.make_open_due(NOW).unwrap();
    assert_eq!(books.ledger.sale(open.sale_id).unwrap().next_check_at_ms, Some(NOW));
    assert_eq!(books.ledger.sale(settled.sale_id).unwrap(), settled);
}

#[test]
fn what_was_planned_under_a_clock_that_was_days_ahead_is_due() {
    let (books, day) = (Books::new(), 86_400_000);
    for (number, events) in [("9876543210", [Event::Succeed]), ("9876543211", [Event::Accept])] {
        let sale = books.sale(number, &events);
        for (ahead, is_due) in [(400 * day, true), (3 * day, false), (0, true)] {
            books.ledger.put_off(sale.attempt_id, NOW + ahead).unwrap();
            let due = books.ledger.due_attempts(&sale.provider, NOW, 9).unwrap();
            assert_eq!(due.len(), usize::from(is_due), "{number}, {ahead}");
            assert_eq!(books.ledger.is_due(sale.attempt_id, NOW).unwrap(), is_due, "{number}, {ahead}");
        }
        books.ledger.put_off(sale.attempt_id, NOW + day).unwrap();
    }
}

#[test]
fn nothing_is_planned_so_far_ahead_that_it_would_be_due_again_at_once() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Accept]);
    let far = Step::silent(&sale, Silent::NoNews, NOW).ask_next(Some(NOW + 400 * 86_400_000));
    let sale = books.ledger.record(&far).unwrap();
    assert!(!books.ledger.is_due(sale.attempt_id, NOW).unwrap(), "{sale:?}");
}
