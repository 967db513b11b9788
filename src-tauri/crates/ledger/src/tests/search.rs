//! Sales found by what somebody remembers of them.

use domain::{Event, Paise};
use rusqlite::Connection;

use super::{Books, NOW, airtel, opening, step};
use crate::open::MIGRATIONS;
use crate::{CustomerFacts, Ledger, NewSale, Page, Remembered};

fn found(books: &Books, what: &Remembered) -> Vec<i64> {
    let page = |after: u32| {
        let rows = books.ledger.remembered_sales(what, Page { after, rows: 2 }).unwrap();
        rows.iter().map(|row| row.sale_id).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    loop {
        let part = page(u32::try_from(all.len()).unwrap());
        if part.is_empty() {
            assert_eq!(books.ledger.remembered_ids(what).unwrap(), all, "{what:?}");
            return all;
        }
        all.extend(part);
    }
}

#[test]
fn a_sale_is_found_by_part_of_its_number_and_references_in_pages() {
    let books = Books::new();
    let first = books.begin(&NewSale { intent: "7K3M9Q2D-1f0c".to_owned(), ..airtel("9876543210") });
    let refs = step(&first, Some(Event::Succeed)).refs(Some("txn-77".to_owned()), Some("Br9Ew".to_owned()));
    books.ledger.record(&refs).unwrap();
    let others: Vec<i64> = (0..5).map(|at| books.sale(&format!("900000032{at}"), &[Event::Succeed]).sale_id).collect();
    let number = |digits: &str| found(&books, &Remembered::Number(digits.to_owned()));
    assert_eq!(number("54321"), [first.sale_id]);
    assert_eq!(number("32"), [&others.iter().rev().copied().collect::<Vec<_>>()[..], &[first.sale_id]].concat());
    let reference = |text: &str| found(&books, &Remembered::Reference(text.to_owned()));
    for text in ["TXN-77", "BR9EW", "R9E", first.order_id.as_str(), "7K3M9Q2D"] {
        assert_eq!(reference(text), [first.sale_id], "{text}");
    }
    assert_eq!(books.ledger.intent_of(first.sale_id).unwrap(), "7K3M9Q2D-1f0c");
    for text in ["%", "7K3M9Q2", "________", "9876543210"] {
        assert_eq!(reference(text), Vec::<i64>::new(), "{text}");
    }
}

#[test]
fn a_sale_is_found_by_its_customer_amount_and_operator() {
    let books = Books::new();
    let facts =
        CustomerFacts { name: "Ramesh".to_owned(), numbers: vec!["9000000002".to_owned()], ..CustomerFacts::default() };
    let ramesh = books.ledger.add_customer(&facts, "", NOW).unwrap().id;
    let told = books.begin(&NewSale { customer: Some(ramesh), ..airtel("9000000001") }).sale_id;
    let by_number = books.begin(&airtel("9000000002")).sale_id;
    let charged = books.begin(&NewSale { charge: Paise::new(500), ..airtel("9000000003") }).sale_id;
    let jio =
        books.begin(&NewSale { operator: "jio".to_owned(), amount: Paise::new(9_900), ..airtel("9000000004") }).sale_id;
    assert_eq!(found(&books, &Remembered::Customers(vec![ramesh])), [by_number, told]);
    assert_eq!(found(&books, &Remembered::Customers(vec![ramesh + 1])), Vec::<i64>::new());
    assert_eq!(found(&books, &Remembered::Amount(Paise::new(30_400))), [charged], "with the charge");
    assert_eq!(found(&books, &Remembered::Amount(Paise::new(9_900))), [jio]);
    assert_eq!(found(&books, &Remembered::Operators(vec!["jio".to_owned(), "vi".to_owned()])), [jio]);
    assert_eq!(found(&books, &Remembered::Operators(vec!["airtel".to_owned()])), [charged, by_number, told]);
}

/// Attempts of one sale that came to nothing, so many that those before them are none of the newest.
const MANY_ATTEMPTS: &str =
    "WITH RECURSIVE place (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < 20000)
    INSERT INTO attempt (sale_id, provider, code, account, order_id, state, submitted_at_ms)
    SELECT (SELECT MAX(id) FROM sale), 'inspay', 'A', 'shop', 'LATER' || (100000 + at), 'failed', 0 FROM place";

#[test]
fn an_old_sale_is_found_by_the_end_of_each_reference_and_by_the_beginning_of_its_order() {
    let books = Books::new();
    let old = books.begin(&airtel("9876543210"));
    let refs = step(&old, Some(Event::Succeed)).refs(Some("txn-7788".to_owned()), Some("Br9Ewq77".to_owned()));
    books.ledger.record(&refs).unwrap();
    let asked = books.begin(&airtel("9876543211"));
    let waits = step(&asked, Some(Event::Accept)).refs(Some("stillasked99".to_owned()), None);
    books.ledger.record(&waits.ask_next(Some(NOW + 9))).unwrap();
    books.begin(&airtel("9876543212"));
    let reference = |text: &str| found(&books, &Remembered::Reference(text.to_owned()));
    assert_eq!(reference("R9EW"), [old.sale_id], "any part, while it is one of the newest");
    books.ledger.tamper();
    books.raw().execute_batch(MANY_ATTEMPTS).unwrap();
    let order = old.order_id.as_str();
    for text in [order, &order[..3], &order[order.len() - 4..], "TXN-7788", "7788", "N-7788", "EWQ77", "BR9EWQ77"] {
        assert!(reference(text).contains(&old.sale_id), "{text}");
    }
    for text in ["R9EW", "TXN-", "BR9"] {
        assert_eq!(reference(text), Vec::<i64>::new(), "{text} is no end");
    }
    for text in ["LLASK", "ED99"] {
        assert_eq!(reference(text), [asked.sale_id], "{text}: any part, while it is asked about");
    }
}

#[test]
fn what_is_found_of_a_common_amount_or_operator_goes_on_page_by_page() {
    let books = Books::new();
    let sold = |at: i64| {
        let charge = Paise::new(if at % 2 == 0 { 100 } else { 0 });
        let amount = Paise::new(10_000 - charge.get());
        books.begin(&NewSale { charge, amount, ..airtel(&format!("900000000{at}")) }).sale_id
    };
    let mut sales: Vec<i64> = (0..9).map(sold).collect();
    sales.reverse();
    assert_eq!(found(&books, &Remembered::Amount(Paise::new(10_000))), sales);
    assert_eq!(found(&books, &Remembered::Operators(vec!["airtel".to_owned(), "jio".to_owned()])), sales);
    assert_eq!(found(&books, &Remembered::Number("00000".to_owned())), sales);
}

#[test]
fn numbers_of_an_earlier_version_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let raw = Connection::open(&path).unwrap();
    MIGRATIONS[..17].iter().for_each(|sql| raw.execute_batch(sql).unwrap());
    raw.pragma_update(None, "user_version", 17).unwrap();
    raw.execute_batch(
        "INSERT INTO sale (service, operator, number, circle, amount_paise, state, created_at_ms, day, intent) VALUES
            ('prepaid', 'airtel', '9876543210', '', 29900, 'succeeded', 1, '2026-11-20', 'one'),
            ('prepaid', 'airtel', '9876543210', '', 29900, 'succeeded', 1, '2026-11-20', 'two');
         INSERT INTO attempt (sale_id, provider, code, account, order_id, state, submitted_at_ms, operator_ref) VALUES
            (1, 'inspay', 'A', 'shop', 'OLD000001', 'succeeded', 1, 'br123456'),
            (2, 'inspay', 'A', 'shop', 'OLD000002', 'succeeded', 1, '');",
    )
    .unwrap();
    drop(raw);
    let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
    assert_eq!(ledger.known_numbers("543210", 9).unwrap().len(), 1);
    let sales = |what| ledger.remembered_sales(&what, Page { after: 0, rows: 9 }).unwrap().len();
    assert_eq!(sales(Remembered::Number("65432".to_owned())), 2);
    assert_eq!(sales(Remembered::Reference("3456".to_owned())), 1);
    assert_eq!(sales(Remembered::Amount(Paise::new(29_900))), 2);
}
