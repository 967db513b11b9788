//! Which amounts are sold here.

use domain::{Event, Paise, Service};

use super::{Books, airtel, step};
use crate::{AmountSold, NewSale};

#[test]
fn only_what_is_done_is_sold_here() {
    let books = Books::new();
    let sell = |number: &str, operator: &str, rupees: i64, events: &[Event]| {
        let amount = Paise::from_rupees(rupees).unwrap();
        let mut sale = books.begin(&NewSale { operator: operator.to_owned(), amount, ..airtel(number) });
        for event in events {
            sale = books.ledger.record(&step(&sale, Some(*event))).unwrap();
        }
    };
    sell("9000000001", "airtel", 299, &[Event::Succeed]);
    sell("9000000001", "airtel", 299, &[Event::Succeed]);
    sell("9000000002", "airtel", 299, &[Event::Succeed]);
    sell("9000000001", "airtel", 199, &[Event::Succeed]);
    sell("9000000001", "jio", 239, &[Event::Succeed]);
    sell("9000000001", "airtel", 2_990, &[Event::Reject]);
    sell("9000000001", "airtel", 1_990, &[Event::Succeed, Event::Reverse]);
    sell("9000000001", "airtel", 3_990, &[]);

    let sold = |operator: &str, rupees: i64, sales, numbers| {
        let (operator, amount) = (operator.to_owned(), Paise::from_rupees(rupees).unwrap());
        AmountSold { operator, amount, sales, numbers }
    };
    let expected = [sold("airtel", 299, 3, 2), sold("airtel", 199, 1, 1), sold("jio", 239, 1, 1)];
    assert_eq!(books.ledger.amounts_sold().unwrap(), expected);
    let of = |service, number| books.ledger.amounts_of_number(service, number).unwrap();
    let paise = |rupees: &[i64]| rupees.iter().map(|each| Paise::from_rupees(*each).unwrap()).collect::<Vec<_>>();
    assert_eq!(of(Service::Prepaid, "9000000001"), paise(&[239, 199, 299, 299]));
    assert_eq!(of(Service::Postpaid, "9000000001"), []);
    assert_eq!(of(Service::Prepaid, "9000000009"), []);
}

#[test]
fn in_empty_books_nothing_is_sold() {
    assert_eq!(Books::new().ledger.amounts_sold(), Ok(Vec::new()));
}
