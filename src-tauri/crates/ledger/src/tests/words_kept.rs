//! Where the words of persons are kept beside the ledger, or can be read from a damaged one.

use std::fs;

use domain::{Event, Said, SaleState};

use super::word::said;
use super::words::LATER;
use super::{Books, NOW};
use crate::{FoundIn, LoggedOrder, LostOrder, OrderLog, at_full_speed, orders_with_words, salvage};

/// A line of the log, as an earlier version of the program reads it, which does not know persons' words.
fn without_words(line: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
    value.as_object_mut().unwrap().remove("said");
    value.to_string()
}

#[test]
fn a_line_with_words_is_the_order_once_more() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::LoseTrack]);
    let log = OrderLog::beside(&books.path());
    let plain = books.ledger.logged_order(sale.attempt_id).unwrap();
    log.note(std::slice::from_ref(&plain)).unwrap();
    books.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    let worded = books.ledger.logged_order(sale.attempt_id).unwrap();
    log.note(std::slice::from_ref(&worded)).unwrap();
    let path = books.folder.path().join("ledger-orders.log");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(without_words(lines[1]), without_words(lines[0]), "an older program reads the same order");
    // That version writes the order's line without the words. They stay all the same.
    log.note(std::slice::from_ref(&plain)).unwrap();
    let read = log.read().unwrap();
    assert_eq!((read.orders, read.attempt_ids.len(), read.unreadable), (vec![worded.clone()], 3, 0));
    // A later version may write a word in another form. No order, and no other word, is lost by that.
    let strange = lines[1].replace(r#""said":["#, r#""said":[{"kind":"sung","at_ms":1},"#);
    fs::write(&path, format!("{strange}\n")).unwrap();
    assert_eq!(log.read().unwrap().orders, std::slice::from_ref(&worded));
    // An order is as old as the last word that a person wrote about it.
    log.keep_since(worded.said[0].at_ms).unwrap();
    assert_eq!(log.read().unwrap().orders, [worded]);
    log.keep_since(NOW + 1_001).unwrap();
    assert_eq!(log.read().unwrap().orders, []);
}

#[test]
fn a_backup_tells_which_orders_have_words() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::LoseTrack]);
    books.sale("9876543211", &[Event::Succeed]);
    books.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    let order = books.ledger.logged_order(sale.attempt_id).unwrap();
    assert_eq!(orders_with_words(&books.path(), NOW, &at_full_speed()), Ok(vec![order.clone()]));
    assert_eq!(orders_with_words(&books.path(), NOW + 1_001, &at_full_speed()), Ok(vec![]));
    assert!(!order.is_told_by(&LoggedOrder { said: Vec::new(), ..order.clone() }) && order.is_told_by(&order));
}

#[test]
fn a_damaged_ledger_gives_the_words_of_its_journal_or_of_its_columns() {
    let sold = Books::new();
    let sale = sold.sale("9876543210", &[Event::Accept]);
    let sale = sold.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    let sale = sold.disputed(&sale, NOW + 6_000);
    let lost = |orders: Vec<(LoggedOrder, SaleState)>| -> Vec<LostOrder> {
        let lost = |(order, _)| LostOrder { order, can_be_asked: true, found_in: FoundIn::Ledger };
        orders.into_iter().map(lost).collect()
    };
    let whole = salvage(&sold.path());
    assert_eq!((whole.unreadable, whole.words_unreadable), (0, 0));
    assert!(whole.orders[0].0.is_ended_by_word(SaleState::Failed));
    sold.ledger.tamper();
    sold.raw()
        .execute_batch(
            "DROP TRIGGER sale_event_is_final; UPDATE sale_event SET detail = '{' WHERE kind = 'person_said'",
        )
        .unwrap();
    let damaged = salvage(&sold.path());
    assert_eq!((damaged.unreadable, damaged.words_unreadable), (0, 1));
    let logged = whole.orders[0].0.clone();
    for orders in [whole.orders, damaged.orders] {
        let books = Books::new();
        books.ledger.put_back(&lost(orders.clone()), 0, LATER).unwrap();
        let now = books.ledger.sale(sale.sale_id).unwrap();
        assert_eq!((now.state, &now.word, now.disputed_at_ms), (sale.state, &sale.word, sale.disputed_at_ms));
        // The log has the same words.
        let mut both = logged.clone();
        both.add_said(&orders[0].0.said);
        assert_eq!(both, logged);
    }
}
