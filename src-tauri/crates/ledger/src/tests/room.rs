//! No room on the disk.

use domain::{Event, SaleState};

use super::{Books, NOW, airtel, step};
use crate::{EventDetail, LedgerError, SaleRow, Step};

/// More sales than fit into the room that a full disk leaves inside its pages.
const MANY: usize = 500;

fn wordy(sale: &SaleRow, event: Event) -> Step {
    let detail = EventDetail { received: Some("x".repeat(20_000)), ..EventDetail::default() };
    step(sale, Some(event)).evidence(detail)
}

fn lift(books: &Books) {
    books.ledger.with_writer(|connection| connection.pragma_update(None, "max_page_count", 1_000_000)).unwrap();
}

#[test]
fn a_full_disk_refuses_a_sale_and_leaves_nothing_half_written() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    books.ledger.fill_disk();
    let mut refused = None;
    for place in 0..MANY {
        let before = books.rows();
        match books.ledger.begin_sale(&airtel(&format!("98765{place:05}")), NOW, NOW) {
            Ok(_) => continue,
            Err(error) => refused = Some(error),
        }
        assert_eq!(books.rows(), before);
        break;
    }
    assert_eq!(refused, Some(LedgerError::DiskFull));
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
    lift(&books);
    let sale = books.begin(&airtel("9999999999"));
    assert_eq!(sale.state, SaleState::Submitted);
    let ids: Vec<_> = books.ledger.newest_sales(1_000).unwrap().into_iter().map(|sale| sale.order_id).collect();
    assert!(ids.iter().all(|id| ids.iter().filter(|other| *other == id).count() == 1));
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
}

#[test]
fn a_full_disk_leaves_an_answer_unwritten_and_the_sale_open() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    books.ledger.fill_disk();
    let before = books.rows();
    assert_eq!(books.ledger.record(&wordy(&sale, Event::Succeed)), Err(LedgerError::DiskFull));
    assert_eq!(books.rows(), before);
    assert_eq!(books.ledger.sale(sale.sale_id).unwrap().state, SaleState::Submitted);
    lift(&books);
    assert_eq!(books.ledger.record(&wordy(&sale, Event::Succeed)).unwrap().state, SaleState::Succeeded);
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
}
