//! Customers who were forgotten, or whose names were lost with the books.

use std::fs;

use domain::{Account, Event, Paise, Payment};

use super::{Books, NOW, airtel, number, step_at};
use crate::{CustomerFacts, FoundIn, LoggedOrder, LostOrder, NewSale};

/// How many customers a shop has that forgets some of them: more than one page of SQLite's holds.
const KNOWN: usize = 400;

/// No other bytes of the books are like it.
fn name_of(place: usize, times: usize) -> String {
    format!("Zqxj{place:04}{}", "क".repeat(times))
}

fn facts(place: usize, times: usize, limit: Option<i64>) -> CustomerFacts {
    let (name, note) = (name_of(place, times), format!("Vwkz{place:04}"));
    let numbers = vec![format!("90000{place:05}")];
    CustomerFacts { name, note, numbers, language: None, limit: limit.map(Paise::new) }
}

/// How often the bytes stand in the file of the books and in its log.
fn times_on_disk(books: &Books, wanted: &str) -> usize {
    let mut found = 0;
    for ending in ["db", "db-wal"] {
        let bytes = fs::read(books.path().with_extension(ending)).unwrap_or_default();
        found += bytes.windows(wanted.len()).filter(|window| *window == wanted.as_bytes()).count();
    }
    found
}

#[test]
fn nothing_of_one_who_was_forgotten_lies_in_the_file_or_its_log() {
    let books = Books::new();
    let mut ids = Vec::new();
    for place in 0..KNOWN {
        ids.push(books.ledger.add_customer(&facts(place, 0, Some(100)), "Anil", NOW).unwrap().id);
    }
    // Longer names do not fit their pages: SQLite moves the rows and leaves copies behind.
    for (place, id) in ids.iter().enumerate() {
        books.ledger.change_customer(*id, &facts(place, place % 19, Some(100)), "Anil", NOW).unwrap();
    }
    assert!(times_on_disk(&books, &name_of(7, 0)) > 0, "the test sees a name that is there");
    for place in [0, 7, 131, KNOWN - 1] {
        let gone = books.ledger.forget_customer(ids[place], "Anil", NOW).unwrap();
        assert!(gone.is_forgotten && gone.facts == CustomerFacts::default());
        for text in [name_of(place, 0), format!("Vwkz{place:04}"), format!("90000{place:05}")] {
            assert_eq!(times_on_disk(&books, &text), 0, "{text}");
        }
    }
    // All others are as they were, and the books look at foreign keys as before.
    assert_eq!(books.ledger.customer(ids[8]).unwrap().facts, facts(8, 8, Some(100)));
    assert_eq!(books.ledger.customers().unwrap().len(), KNOWN - 4);
    assert_eq!(books.ledger.with_writer(|connection| number(connection, "PRAGMA foreign_keys")), 1);
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn a_customer_who_cannot_be_forgotten_changes_nothing() {
    let books = Books::new();
    let id = books.ledger.add_customer(&facts(1, 0, Some(50_000)), "Anil", NOW).unwrap().id;
    let sale = books.begin(&NewSale { payment: Payment::Udhaar, customer: Some(id), ..airtel("9876543210") });
    let before = books.rows();
    assert!(books.ledger.forget_customer(id, "Anil", NOW).is_err());
    assert_eq!(books.rows(), before);
    assert_eq!(books.ledger.with_writer(|connection| number(connection, "PRAGMA foreign_keys")), 1);
    assert_eq!(sale.customer, Some(id));
}

fn lost(order: LoggedOrder) -> LostOrder {
    LostOrder { order, can_be_asked: true, found_in: FoundIn::Log }
}

#[test]
fn whoever_bought_on_credit_is_there_again_without_a_name_after_the_books_were_lost() {
    let gone = Books::new();
    let asha = gone.ledger.add_customer(&facts(1, 0, Some(90_000)), "Anil", NOW).unwrap().id;
    let ravi = gone.ledger.add_customer(&facts(2, 0, Some(90_000)), "Anil", NOW).unwrap().id;
    let on_credit =
        |customer, number: &str| NewSale { payment: Payment::Udhaar, customer: Some(customer), ..airtel(number) };
    let sales = [
        gone.begin(&on_credit(ravi, "9000000002")),
        gone.begin(&on_credit(asha, "9000000001")),
        gone.begin(&NewSale { amount: Paise::new(10_000), ..on_credit(asha, "9000000001") }),
    ];
    let orders: Vec<LostOrder> =
        sales.iter().map(|sale| lost(gone.ledger.logged_order(sale.attempt_id).unwrap())).collect();

    let books = Books::new();
    books.ledger.put_back(&orders, 0, NOW).unwrap();
    for sale in &sales {
        let back = books.ledger.attempt_of_order("inspay", sale.order_id.as_str()).unwrap().expect("it was put back");
        books.ledger.record(&step_at(&back, Some(Event::Succeed), NOW)).unwrap();
    }
    let again = books.ledger.customer(asha).unwrap();
    assert_eq!((again.facts.name.as_str(), again.facts.numbers.as_slice()), ("", &["9000000001".to_owned()][..]));
    assert_eq!((again.balance, again.facts.limit, again.since_ms), (Paise::new(39_900), None, NOW));
    assert_eq!(books.ledger.customer_of_number("9000000002").unwrap().map(|known| known.id), Some(ravi));
    assert_eq!(books.ledger.dues(NOW).unwrap().len(), 2);
    assert_eq!(books.ledger.account_balance(&Account::Cash), Ok(Paise::ZERO), "nobody has paid");
    // A name that a person writes down stays, whatever is put back later.
    let named = CustomerFacts { name: "Asha".to_owned(), ..again.facts };
    books.ledger.change_customer(asha, &named, "Anil", NOW).unwrap();
    let late = gone.begin(&NewSale { amount: Paise::new(20_000), ..on_credit(asha, "9000000009") });
    books.ledger.put_back(&[lost(gone.ledger.logged_order(late.attempt_id).unwrap())], 0, NOW).unwrap();
    assert_eq!(books.ledger.customer(asha).unwrap().facts, named);
}
