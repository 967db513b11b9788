//! Sales found by what somebody remembers of them.

use domain::{Event, Paise};

use super::{Books, NOW, airtel, step};
use crate::{CustomerFacts, NewSale, Page, Remembered};

fn found(books: &Books, what: &Remembered) -> Vec<i64> {
    let page = |after: u32| {
        let rows = books.ledger.remembered_sales(what, Page { after, rows: 2 }).unwrap();
        rows.iter().map(|row| row.sale_id).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    loop {
        let part = page(u32::try_from(all.len()).unwrap());
        if part.is_empty() {
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
