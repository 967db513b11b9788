//! Backups, with the orders that are put back after one is restored.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use domain::{Event, Mode, SaleState, Service};

use super::{Books, NOW, airtel, opening, step};
use crate::{
    Attention, Backup, EventKind, FoundIn, Ledger, LedgerError, LoggedOrder, LostOrder, NewAttempt, OrderLog, PutBack,
    glance_at_backup, peek, salvage,
};

impl Books {
    fn backup(&self, name: &str) -> (PathBuf, Result<Backup, LedgerError>) {
        let path = self.folder.path().join(name);
        let files = BTreeMap::from([("settings.json".to_owned(), "{}".to_owned())]);
        let made = self.ledger.back_up(&path, NOW, &files);
        (path, made)
    }

    fn logged(&self) -> Vec<LoggedOrder> {
        (1..=self.ledger.newest_attempt().unwrap()).map(|id| self.ledger.logged_order(id).unwrap()).collect()
    }
}

fn lost(orders: &[LoggedOrder]) -> Vec<LostOrder> {
    orders.iter().map(|order| LostOrder { order: order.clone(), can_be_asked: true, found_in: FoundIn::Log }).collect()
}

fn other() -> NewAttempt {
    NewAttempt { provider: "paygrt".to_owned(), ..airtel("9876543210").attempt }
}

#[test]
fn a_backup_tells_what_it_is_and_takes_the_ledgers_place() {
    let books = Books::new();
    let done = books.sale("9876543210", &[Event::Succeed]);
    let (path, made) = books.backup("one.db");
    let made = made.unwrap();
    assert_eq!((made.sales, made.journal_rows, made.newest_attempt, made.made_at_ms), (1, 3, 1, NOW));
    assert_eq!(made.files["settings.json"], "{}");
    assert_eq!(peek(&path, Mode::Practice), Ok(made.clone()));
    assert_eq!(peek(&path, Mode::Real), Err(LedgerError::OtherKind));
    assert_eq!(glance_at_backup(&path, Mode::Practice), Ok(made));
    assert_eq!(glance_at_backup(&path, Mode::Real), Err(LedgerError::OtherKind));
    let staged = books.folder.path().join("staged.db");
    books.ledger.stage(&path, &staged).unwrap();
    let again = Ledger::open(&staged, opening(2, "a")).unwrap();
    assert_eq!(again.sale(done.sale_id).unwrap().state, SaleState::Succeeded);
    assert_eq!(again.verify_chain().unwrap().broken_at, None);
    // A backup of a ledger that came from a backup.
    let twice = books.folder.path().join("two.db");
    again.back_up(&twice, NOW + 1, &BTreeMap::new()).unwrap();
    assert_eq!(peek(&twice, Mode::Practice).unwrap().files, BTreeMap::new());
}

#[test]
fn a_change_that_sqlite_does_not_see_is_seen() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let (path, made) = books.backup("one.db");
    made.unwrap();
    let whole = fs::read(&path).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 97) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x20;
        fs::write(&path, bytes).unwrap();
        assert_eq!(peek(&path, Mode::Practice), Err(LedgerError::Corrupt), "byte {place}");
        let staged = books.folder.path().join("staged.db");
        assert_eq!(books.ledger.stage(&path, &staged), Err(LedgerError::Corrupt), "byte {place}");
        assert!(!staged.exists());
    }
}

/// Books that contradict themselves are never called a good backup, though SQLite finds nothing wrong with their file.
#[test]
fn books_that_are_not_whole_make_no_backup() {
    for damage in [
        "UPDATE sale SET number = '9999999999'",
        "UPDATE sale SET state = 'failed'",
        "UPDATE sale SET state = 'failed'; UPDATE attempt SET state = 'failed'",
        "UPDATE attempt SET code = 'ZZ'",
        "UPDATE balance SET paise = paise + 1 WHERE account = 'cash'",
        // Money of one day in another: the sums of the accounts are right all the same.
        "UPDATE movement SET day = '2026-11-21' WHERE account = 'cash'",
        "UPDATE movement SET in_paise = in_paise + 1, out_paise = out_paise + 1 WHERE account = 'cash'",
        "UPDATE movement SET first_seq = first_seq - 1 WHERE account = 'cash'",
        "UPDATE commission_month SET month = '2026-10'",
        "DROP TRIGGER posting_stays; DELETE FROM posting",
        "DROP TRIGGER posting_is_final; UPDATE posting SET amount_paise = amount_paise + 1 WHERE account = 'cash'",
        "DROP TRIGGER sale_event_is_final; UPDATE sale_event SET at_ms = at_ms + 1 WHERE seq = 2",
        "PRAGMA foreign_keys = OFF; DROP TRIGGER sale_event_stays; DELETE FROM sale_event WHERE seq = 2",
    ] {
        let books = Books::new();
        books.sale("9876543210", &[Event::Succeed]);
        let (path, first) = books.backup("one.db");
        first.unwrap();
        let kept = fs::read(&path).unwrap();
        assert_eq!(books.ledger.verify(), Ok(()));
        books.ledger.tamper();
        books.raw().execute_batch(damage).unwrap();
        assert_eq!(books.ledger.verify(), Err(LedgerError::Corrupt), "{damage}");
        assert_eq!(books.backup("one.db").1, Err(LedgerError::Corrupt), "{damage}");
        assert_eq!(fs::read(&path).unwrap(), kept, "the good one of the same name stays: {damage}");
        assert_eq!(fs::read_dir(books.folder.path()).unwrap().flatten().filter(is_draft).count(), 0, "{damage}");
    }
}

fn is_draft(entry: &fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().ends_with(".new")
}

#[test]
fn a_backup_that_cannot_be_written_leaves_the_one_that_was_there() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let (path, first) = books.backup("one.db");
    first.unwrap();
    let kept = fs::read(&path).unwrap();
    // A folder is in the place of the draft. It can be neither removed nor written.
    fs::create_dir(books.folder.path().join("one.db.new")).unwrap();
    assert!(books.backup("one.db").1.is_err());
    assert_eq!(fs::read(&path).unwrap(), kept);
    assert!(books.ledger.verify().is_ok());
}

#[test]
fn a_closed_ledger_answers_that_it_is_closed_and_a_damaged_one_sells_nothing() {
    let books = Books::new();
    books.ledger.note_damage();
    assert_eq!(books.ledger.begin_sale(&airtel("9876543210"), NOW, NOW), Err(LedgerError::Corrupt));
    books.ledger.close();
    assert_eq!(books.ledger.newest_attempt(), Err(LedgerError::Closed));
    assert_eq!(books.ledger.put_off(1, NOW), Err(LedgerError::Closed));
    assert_eq!(books.backup("one.db").1, Err(LedgerError::Closed));
    assert!(Ledger::open(&books.path(), opening(2, "a")).is_ok(), "the file was let go");
}

#[test]
fn what_is_lost_is_put_back_once_and_under_the_seal() {
    let sold = Books::new();
    sold.sale("9876543210", &[Event::Succeed]);
    sold.sale("9876543211", &[Event::Reject]);
    let books = Books::new();
    let orders = lost(&sold.logged());
    let put = books.ledger.put_back(&orders, 0, NOW + 9).unwrap();
    assert_eq!((put.put_back.len(), put.refused.len()), (2, 0));
    for PutBack { sale_id, order, found_in } in &put.put_back {
        assert_eq!(*found_in, FoundIn::Log);
        let sale = books.ledger.sale(*sale_id).unwrap();
        assert_eq!((sale.state, &sale.order_id), (SaleState::Unknown, &order.order_id));
        assert_eq!(sale.next_check_at_ms, Some(NOW + 9));
        let kinds: Vec<_> = books.ledger.events(*sale_id).unwrap().iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [EventKind::Intended, EventKind::Submitted, EventKind::Recovered]);
    }
    let again = books.ledger.put_back(&orders, 0, NOW + 10).unwrap();
    assert_eq!((again, books.ledger.count_sales()), (put, Ok(2)), "nothing is added, and the same is told");
    // Nothing was put back beyond the orders of the first call.
    let beyond = books.ledger.put_back(&orders, 2, NOW + 11).unwrap();
    assert_eq!(beyond.put_back, []);
    assert_eq!(books.ledger.verify(), Ok(()));
    let fresh = books.begin(&airtel("9876543219"));
    assert!(sold.logged().iter().all(|order| order.order_id != fresh.order_id));
}

#[test]
fn attempts_of_one_sale_find_each_other() {
    let sold = Books::new();
    let first = sold.begin(&airtel("9876543210"));
    sold.ledger.record_and_try(&step(&first, Some(Event::Reject)), &other(), NOW).unwrap();
    let orders = sold.logged();
    // Two cases: both orders are lost; only the second is lost, and the first is still open in the backup.
    for known in [0, 1] {
        let books = Books::new();
        books.ledger.put_back(&lost(&orders[..known]), 0, NOW).unwrap();
        books.ledger.put_back(&lost(&orders), 0, NOW).unwrap();
        assert_eq!(books.ledger.count_sales(), Ok(1));
        let attempts = books.ledger.attempts(1).unwrap();
        let states: Vec<_> = attempts.iter().map(|attempt| (attempt.state, attempt.next_check_at_ms)).collect();
        assert_eq!(states, [(SaleState::Failed, Some(NOW)), (SaleState::Unknown, Some(NOW))]);
        assert_eq!(books.ledger.verify(), Ok(()));
    }
    // The first is known to have succeeded. So the second becomes a sale of its own, and nothing is lost.
    let books = Books::new();
    books.ledger.put_back(&lost(&orders[..1]), 0, NOW).unwrap();
    let standing = books.ledger.sale(1).unwrap();
    books.ledger.record(&step(&standing, Some(Event::Succeed))).unwrap();
    books.ledger.put_back(&lost(&orders), 0, NOW).unwrap();
    assert_eq!(books.ledger.count_sales(), Ok(2));
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn while_one_of_twins_is_open_no_third_is_sold() {
    let sold = Books::new();
    sold.sale("9876543210", &[Event::Succeed]);
    sold.sale("9876543210", &[Event::Succeed]);
    let books = Books::new();
    let put = books.ledger.put_back(&lost(&sold.logged()), 0, NOW).unwrap();
    assert_eq!(put.put_back.len(), 2);
    for PutBack { sale_id, .. } in put.put_back {
        let third = books.ledger.begin_sale(&airtel("9876543210"), NOW, NOW);
        assert!(matches!(third, Err(LedgerError::TwinOpen { .. })), "{third:?}");
        let open = books.ledger.sale(sale_id).unwrap();
        books.ledger.record(&step(&open, Some(Event::Succeed))).unwrap();
    }
    assert!(books.ledger.begin_sale(&airtel("9876543210"), NOW, NOW).is_ok());
}

#[test]
fn what_cannot_be_asked_about_needs_a_person_and_nonsense_is_refused() {
    let sold = Books::new();
    sold.begin(&airtel("9876543210"));
    let order = sold.logged().remove(0);
    let books = Books::new();
    let check = LoggedOrder { service: Service::AadhaarCheck.as_str().to_owned(), amount_paise: 0, ..order.clone() };
    let alone = [LostOrder { order: check, can_be_asked: false, found_in: FoundIn::Ledger }];
    let put = books.ledger.put_back(&alone, 0, NOW).unwrap();
    let sale = books.ledger.sale(put.put_back[0].sale_id).unwrap();
    assert_eq!((sale.attention, sale.next_check_at_ms), (Some(Attention::NeedsPerson), None));
    let free = LoggedOrder { amount_paise: 0, ..order.clone() };
    let strange = LoggedOrder { service: "time_travel".to_owned(), ..order };
    let books = Books::new();
    let put = books.ledger.put_back(&lost(&[free, strange]), 0, NOW).unwrap();
    assert_eq!((put.put_back.len(), put.refused.len()), (0, 2));
}

#[test]
fn the_log_passes_over_what_is_no_line() {
    let books = Books::new();
    for number in ["9876543210", "9876543211", "9876543212"] {
        books.sale(number, &[Event::Succeed]);
    }
    let orders = books.logged();
    let log = OrderLog::beside(&books.path());
    log.note(&orders[..2]).unwrap();
    let path = books.folder.path().join("ledger-orders.log");
    // The program was killed in the middle of a line.
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, &text[..text.len() - 20]).unwrap();
    let log = OrderLog::beside(&books.path());
    log.note(&orders[2..]).unwrap();
    let read = log.read().unwrap();
    assert_eq!((read.orders.as_slice(), read.unreadable), (&[orders[0].clone(), orders[2].clone()][..], 1));
    let later = LoggedOrder { submitted_at_ms: NOW + 5, ..orders[1].clone() };
    log.note(std::slice::from_ref(&later)).unwrap();
    log.keep_since(NOW + 1).unwrap();
    assert_eq!(log.read().unwrap().orders, std::slice::from_ref(&later));
    log.note(&orders[..1]).unwrap();
    assert_eq!(log.read().unwrap().orders, [later, orders[0].clone()]);
}

#[test]
fn a_damaged_ledger_is_believed_only_where_its_journal_agrees() {
    let books = Books::new();
    for number in ["9876543210", "9876543211", "9876543212"] {
        books.sale(number, &[Event::Succeed]);
    }
    let whole = salvage(&books.path());
    assert_eq!((whole.orders.len(), whole.unreadable), (3, 0));
    books.ledger.tamper();
    books.raw().execute_batch("UPDATE sale SET number = '9999999999' WHERE id = 2").unwrap();
    let rest = salvage(&books.path());
    assert_eq!((rest.orders.len(), rest.unreadable), (2, 1));
    fs::write(books.folder.path().join("rubbish.db"), b"rubbish").unwrap();
    assert_eq!(salvage(&books.folder.path().join("rubbish.db")).orders, []);
}
