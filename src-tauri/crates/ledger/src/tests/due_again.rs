//! What numbers took on days past, and which of them were put away from the list of who is due.

use domain::{Event, Paise, Payment, SaleState, Service};

use super::{Books, DAY, NOW, airtel, step, texts};
use crate::{CustomerFacts, DueDismissed, NewSale};

const BEFORE: &str = "2026-10-23";

fn dismissed(number: &str, due_day: &str) -> DueDismissed {
    DueDismissed { number: number.to_owned(), service: Service::Prepaid, due_day: due_day.to_owned() }
}

#[test]
fn only_what_is_done_or_may_still_be_is_told_of_a_number() {
    let books = Books::new();
    let sell = |rupees: i64, events: &[Event]| {
        let amount = Paise::from_rupees(rupees).unwrap();
        let mut sale = books.begin(&NewSale { amount, day: BEFORE.to_owned(), ..airtel("9000000001") });
        for event in events {
            sale = books.ledger.record(&step(&sale, Some(*event))).unwrap();
        }
    };
    sell(299, &[Event::Succeed]);
    sell(199, &[Event::Reject]);
    sell(399, &[Event::Succeed, Event::Reverse]);
    sell(499, &[Event::LoseTrack]);
    books.sale("9000000002", &[Event::Succeed]);

    let numbers = ["9000000001", "9000000009", "9000000002"].map(str::to_owned);
    let told = books.ledger.sales_to_numbers(&numbers).unwrap();
    let of = |place: usize| {
        let sales = told[place].iter().map(|sale| (sale.amount.get() / 100, sale.state, sale.day.as_str()));
        sales.collect::<Vec<_>>()
    };
    assert_eq!(of(0), [(299, SaleState::Succeeded, BEFORE), (499, SaleState::Unknown, BEFORE)]);
    assert_eq!((of(1), of(2)), (vec![], vec![(299, SaleState::Succeeded, DAY)]));
}

#[test]
fn the_numbers_of_a_day_are_read_part_by_part() {
    let books = Books::new();
    for place in 0..5 {
        books.sale(&format!("900000000{place}"), &[Event::Succeed]);
    }
    books.sale("9000000009", &[Event::Reject]);
    books.begin(&NewSale { day: BEFORE.to_owned(), ..airtel("9000000008") });
    let (mut after, mut numbers) = (0, Vec::new());
    loop {
        let part = books.ledger.numbers_of_day(DAY, after, 2).unwrap();
        assert!(part.len() <= 2);
        let Some(last) = part.last() else { break };
        after = last.sale_id;
        numbers.extend(part.into_iter().map(|each| each.number));
    }
    assert_eq!(numbers, ["9000000000", "9000000001", "9000000002", "9000000003", "9000000004"]);
    assert_eq!(books.ledger.numbers_of_day(BEFORE, 0, 9), Ok(Vec::new()), "it is not done");
}

#[test]
fn what_was_put_away_stays_away_until_it_is_put_back_or_its_day_is_long_past() {
    let books = Books::new();
    let (one, other) = (dismissed("9000000001", DAY), dismissed("9000000002", "2026-11-01"));
    books.ledger.dismiss_due(&other, BEFORE, NOW).unwrap();
    books.ledger.dismiss_due(&one, BEFORE, NOW).unwrap();
    books.ledger.dismiss_due(&one, BEFORE, NOW + 1).unwrap();
    assert_eq!(books.ledger.due_dismissed(), Ok(vec![one.clone(), other.clone()]));
    books.ledger.heed_due(&one).unwrap();
    books.ledger.heed_due(&one).unwrap();
    assert_eq!(books.ledger.due_dismissed(), Ok(vec![other]));
    books.ledger.dismiss_due(&one, "2026-11-02", NOW).unwrap();
    assert_eq!(books.ledger.due_dismissed(), Ok(vec![one]));
}

#[test]
fn with_a_customer_what_was_put_away_is_forgotten_too() {
    let books = Books::new();
    let facts = |number: &str| CustomerFacts {
        name: "Asha".to_owned(),
        numbers: vec![number.to_owned()],
        limit: Some(Paise::new(99_999)),
        ..CustomerFacts::default()
    };
    let asha = books.ledger.add_customer(&facts("9000000001"), "Anil", NOW).unwrap().id;
    let ravi = books.ledger.add_customer(&facts("9000000002"), "Anil", NOW).unwrap().id;
    for number in ["9000000001", "9000000002", "9000000003"] {
        books.ledger.dismiss_due(&dismissed(number, DAY), BEFORE, NOW).unwrap();
    }
    let on_credit = |customer, number: &str| {
        let new = NewSale { payment: Payment::Udhaar, customer: Some(customer), ..airtel(number) };
        books.ledger.record(&step(&books.begin(&new), Some(Event::Succeed))).unwrap()
    };
    on_credit(ravi, "9000000002");
    let back = on_credit(asha, "9000000001");
    books.ledger.record(&step(&back, Some(Event::Reverse))).unwrap();
    on_credit(asha, "9000000001");
    // Whoever still owes cannot be forgotten, and nothing changes.
    assert!(books.ledger.forget_customer(asha, "Anil", NOW).is_err());
    assert_eq!(books.ledger.due_dismissed().unwrap().len(), 3);
    let owed = books.ledger.sales_to_numbers(&["9000000001".to_owned()]).unwrap().remove(0).remove(0);
    assert!(!owed.is_of_forgotten);
    let again = books.ledger.sale(owed.sale_id).unwrap();
    books.ledger.record(&step(&again, Some(Event::Reverse))).unwrap();
    assert!(books.ledger.forget_customer(asha, "Anil", NOW).unwrap().is_forgotten);
    let kept = texts(&books.raw(), "SELECT number FROM due_dismissed ORDER BY number");
    assert_eq!(kept, ["9000000002", "9000000003"]);
    assert_eq!(books.raw().query_row("SELECT MIN(at_ms) FROM due_dismissed", (), |row| row.get(0)), Ok(NOW));
}

#[test]
fn a_sale_says_that_its_customer_was_forgotten() {
    let books = Books::new();
    let facts = CustomerFacts { limit: Some(Paise::new(99_999)), ..CustomerFacts::default() };
    let id = books.ledger.add_customer(&facts, "Anil", NOW).unwrap().id;
    let new = NewSale { customer: Some(id), ..airtel("9000000001") };
    books.ledger.record(&step(&books.begin(&new), Some(Event::Succeed))).unwrap();
    let is_of_forgotten = || {
        let told = books.ledger.sales_to_numbers(&["9000000001".to_owned()]).unwrap();
        told[0][0].is_of_forgotten
    };
    assert!(!is_of_forgotten());
    books.ledger.forget_customer(id, "Anil", NOW).unwrap();
    assert!(is_of_forgotten());
}
