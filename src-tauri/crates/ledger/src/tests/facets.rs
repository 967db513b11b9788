//! What a filter offers.

use domain::{Days, Payment, Service};

use super::{Books, DAY, NOW, airtel};
use crate::{CustomerFacts, Facets, LedgerError, NewSale};

#[test]
fn what_occurs_is_counted_and_named() {
    let books = Books::new();
    let facts = CustomerFacts { name: "Ramesh".to_owned(), ..CustomerFacts::default() };
    let ramesh = books.ledger.add_customer(&facts, "", NOW).unwrap().id;
    let nobody = books.ledger.add_customer(&CustomerFacts::default(), "", NOW).unwrap().id;
    for (number, customer, operator) in
        [("1", Some(ramesh), "airtel"), ("2", Some(ramesh), "jio"), ("3", Some(nobody), "jio"), ("4", None, "jio")]
    {
        books.begin(&NewSale { customer, operator: operator.to_owned(), ..airtel(number) });
    }
    books.begin(&NewSale { day: "2026-11-21".to_owned(), ..airtel("5") });
    let found = books.ledger.facets(&Days::one(DAY)).unwrap();
    assert_eq!(found.operators, [("jio".to_owned(), 3), ("airtel".to_owned(), 1)]);
    assert_eq!(found.providers, [("inspay".to_owned(), 4)]);
    assert_eq!((found.services, found.payments), (vec![(Service::Prepaid, 4)], vec![(Payment::Cash, 4)]));
    assert_eq!(found.customers, [(ramesh, 2), (nobody, 1)]);
    assert_eq!(books.ledger.customer_names(&[ramesh, nobody, 99]).unwrap(), [(ramesh, "Ramesh".to_owned())]);
    assert_eq!(books.ledger.facets(&Days::one("2020-01-01")).unwrap(), Facets::default());
}

#[test]
fn a_word_that_the_books_never_write_is_told_and_not_left_out() {
    let books = Books::new();
    books.begin(&airtel("1"));
    books.ledger.tamper();
    books.raw().execute_batch("UPDATE sale SET service = 'strange'").unwrap();
    assert_eq!(books.ledger.facets(&Days::one(DAY)), Err(LedgerError::Corrupt));
}
