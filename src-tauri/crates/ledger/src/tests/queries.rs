//! Questions to the books.

use domain::{DAY_MS, Event, Paise, SaleState, Service};

use super::{Books, DAY, NOW, airtel, step};
use crate::{
    ChainKey, DayTotals, EventDetail, EventKind, LedgerError, NewSale, PersonsWord, Printed, Reading, SaleRow, Which,
};

fn ids(sales: &[SaleRow]) -> Vec<i64> {
    sales.iter().map(|sale| sale.sale_id).collect()
}

#[test]
fn a_number_is_known_by_each_service_and_by_its_last_success() {
    let books = Books::new();
    let first = books.sale("9876543210", &[Event::Succeed]);
    let second = books.begin(&NewSale { amount: Paise::new(9_900), ..airtel("9876543210") });
    let second = books.ledger.record(&step(&second, Some(Event::Succeed))).unwrap();
    let bill = books.begin(&NewSale { service: Service::Postpaid, ..airtel("9876543210") });
    books.ledger.record(&step(&bill, Some(Event::Succeed))).unwrap();
    let known = |digits: &str| {
        let uses = books.ledger.known_numbers(digits, 9).unwrap();
        uses.into_iter().map(|known| (known.service, known.amount.get())).collect::<Vec<_>>()
    };
    for digits in ["", "987", "210"] {
        assert_eq!(known(digits), [(Service::Postpaid, 29_900), (Service::Prepaid, 9_900)], "{digits}");
    }
    books.ledger.record(&step(&second, Some(Event::Reverse))).unwrap();
    for digits in ["", "987", "210"] {
        assert_eq!(known(digits), [(Service::Postpaid, 29_900), (Service::Prepaid, first.amount.get())], "{digits}");
    }
}

#[test]
fn a_sale_is_read_as_it_was_written() {
    let books = Books::new();
    let new = airtel("9876543210");
    let sale = books.begin(&new);
    assert_eq!(
        (&sale.number, &sale.operator, &sale.circle, &sale.code),
        (&new.number, &new.operator, &new.circle, &new.attempt.code)
    );
    assert_eq!(
        (sale.service, sale.amount, sale.earned, sale.provider.as_str()),
        (new.service, new.amount, new.attempt.earned, "inspay")
    );
    assert_eq!((sale.created_at_ms, sale.submitted_at_ms, sale.next_check_at_ms), (NOW, NOW, Some(NOW + 5_000)));
    let detail = EventDetail {
        sent: Some("POST".to_owned()),
        received: Some("HTTP 200".to_owned()),
        words: Some("Recharge success".to_owned()),
        ..EventDetail::default()
    };
    let (provider_ref, operator_ref) = (Some("3124".to_owned()), Some("BR1EW".to_owned()));
    let told = step(&sale, Some(Event::Succeed)).evidence(detail.clone()).refs(provider_ref, operator_ref);
    let done = books.ledger.record(&told).unwrap();
    assert_eq!(
        (done.provider_ref.as_str(), done.operator_ref.as_str(), done.words.as_str()),
        ("3124", "BR1EW", "Recharge success")
    );
    assert_eq!(done.settled_at_ms, Some(NOW + 1_000));
    assert_eq!(books.ledger.sale(sale.sale_id).unwrap(), done);
    let again = books.ledger.record(&step(&done, None)).unwrap();
    assert_eq!(
        (again.provider_ref, again.settled_at_ms),
        (done.provider_ref, done.settled_at_ms),
        "no news takes nothing away"
    );
    let events = books.ledger.events(sale.sale_id).unwrap();
    let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Intended, EventKind::Submitted, EventKind::Succeeded, EventKind::NoNews]);
    let EventDetail { wrote, posted, .. } = events[2].detail.clone();
    assert!(wrote.is_some() && posted.len() == 3);
    assert_eq!(events[2].detail, EventDetail { wrote, posted, ..detail });
    assert_eq!(books.ledger.sale(99), Err(LedgerError::NoSuchSale));
}

#[test]
fn a_problem_stands_until_the_provider_is_heard_of() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    let detail = EventDetail { problem: Some(serde_json::json!("timed_out")), ..EventDetail::default() };
    let lost = books.ledger.record(&step(&sale, Some(Event::LoseTrack)).evidence(detail)).unwrap();
    assert_eq!(lost.problem, "\"timed_out\"");
    let still = books.ledger.record(&step(&lost, None)).unwrap();
    assert_eq!(still.problem, lost.problem);
    assert_eq!(books.ledger.record(&step(&lost, Some(Event::Succeed))).unwrap().problem, "");
}

#[test]
fn known_numbers_are_those_that_succeeded_by_beginning_or_end() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    books.sale("9123456789", &[Event::Reject]);
    books.sale("9000003210", &[Event::Succeed]);
    let last = books.begin(&NewSale { amount: Paise::new(9_900), operator: "jio".to_owned(), ..airtel("9876543210") });
    books.ledger.record(&step(&last, Some(Event::Succeed))).unwrap();
    let known = |digits: &str| {
        books.ledger.known_numbers(digits, 10).unwrap().into_iter().map(|known| known.number).collect::<Vec<_>>()
    };
    assert_eq!(known("3210"), ["9876543210", "9000003210"], "the latest first, each once");
    assert_eq!(known("98"), ["9876543210"]);
    assert_eq!(known("6543"), Vec::<String>::new(), "not in the middle");
    assert_eq!(known(""), ["9876543210", "9000003210"]);
    assert_eq!(known("9123456789"), Vec::<String>::new(), "a failed sale teaches nothing");
    assert_eq!(known("210"), ["9876543210", "9000003210"], "three digits are enough");
    assert_eq!(known("9876543210"), ["9876543210"], "a whole one both begins and ends so, and stands once");
    let latest = &books.ledger.known_numbers("98", 1).unwrap()[0];
    assert_eq!((latest.operator.as_str(), latest.amount, latest.circle.as_str()), ("jio", Paise::new(9_900), "mumbai"));
    let history = books.ledger.number_history(Service::Prepaid, "9876543210", 3).unwrap();
    assert_eq!(history.iter().map(|used| used.amount.get()).collect::<Vec<_>>(), [9_900, 29_900]);
    assert!(books.ledger.number_history(Service::Dth, "9876543210", 3).unwrap().is_empty());
}

#[test]
fn a_twin_is_the_newest_that_did_not_come_to_nothing() {
    let books = Books::new();
    let twin = |since_ms| {
        books.ledger.newest_twin("9876543210", "airtel", Paise::new(29_900), since_ms).unwrap().map(|sale| sale.sale_id)
    };
    assert_eq!(twin(0), None);
    let first = books.sale("9876543210", &[Event::Succeed]);
    assert_eq!((twin(NOW), twin(NOW + 1)), (Some(first.sale_id), None));
    books.sale("9876543210", &[Event::Reject]);
    books.sale("9876543210", &[Event::NeverLeave]);
    books.sale("9876543210", &[Event::Succeed, Event::Reverse]);
    assert_eq!(twin(NOW), Some(first.sale_id));
    let failed = books.sale("9876543210", &[Event::Reject]);
    books.ledger.record_only(&super::word::contradicted(&failed)).unwrap();
    let open = books.sale("9876543210", &[Event::Accept]);
    assert_eq!((twin(NOW), twin(NOW + DAY_MS)), (Some(failed.sale_id), Some(failed.sale_id)), "it is loud for ever");
    let person = PersonsWord { by: "Asha".to_owned(), note: "told".to_owned(), ..PersonsWord::default() };
    books.ledger.deal_with(failed.sale_id, &person, NOW).unwrap();
    assert_eq!((twin(NOW), twin(NOW + DAY_MS)), (Some(open.sale_id), None));
    assert_eq!(books.ledger.newest_twin("9876543210", "jio", Paise::new(29_900), 0).unwrap(), None);
    assert_eq!(books.ledger.newest_twin("9876543210", "airtel", Paise::new(100), 0).unwrap(), None);
}

#[test]
fn a_days_totals_are_of_sales_that_stand() {
    let books = Books::new();
    assert_eq!(books.ledger.day_totals(DAY).unwrap(), DayTotals::default());
    books.sale("9876543210", &[Event::Succeed]);
    books.sale("9876543211", &[Event::Succeed]);
    books.sale("9876543212", &[Event::Succeed, Event::Reverse]);
    books.sale("9876543213", &[Event::Reject]);
    let open = books.sale("9876543214", &[Event::Accept]);
    let tomorrow = books.begin(&NewSale { day: "2026-11-21".to_owned(), ..airtel("9876543215") });
    let totals = DayTotals { done: 2, failed: 1, taken: Paise::new(59_800), earned: Paise::new(1_196) };
    assert_eq!(books.ledger.day_totals(DAY).unwrap(), totals);
    assert_eq!(ids(&books.ledger.open_sales().unwrap()), [open.sale_id, tomorrow.sale_id]);
    assert_eq!(ids(&books.ledger.newest_sales(2).unwrap()), [tomorrow.sale_id, open.sale_id]);
}

#[test]
fn what_a_wallet_paid_counts_open_sales_as_paid() {
    let books = Books::new();
    let spent = |attempt| books.ledger.spent_after("inspay", attempt).unwrap().get();
    let before = books.sale("9876543209", &[Event::Succeed]).attempt_id;
    books.sale("9876543210", &[Event::Succeed]);
    books.sale("9876543211", &[Event::LoseTrack]);
    books.begin(&airtel("9876543212"));
    assert_eq!(spent(before), 3 * 29_302);
    books.sale("9876543213", &[Event::Reject]);
    books.sale("9876543214", &[Event::NeverLeave]);
    books.sale("9876543215", &[Event::Succeed, Event::Reverse]);
    assert_eq!(spent(before), 3 * 29_302, "what came to nothing cost nothing");
    assert_eq!(spent(books.ledger.newest_attempt().unwrap()), 0, "a reading after the newest has seen them all");
    assert_eq!(books.ledger.spent_after("paygrt", 0).unwrap(), Paise::ZERO);
}

#[test]
fn what_a_wallet_paid_follows_what_is_heard_later_of_earlier_sales() {
    let books = Books::new();
    let spent = || books.ledger.spent_after("inspay", 0).unwrap().get() / 29_302;
    let hear = |sale, event| books.ledger.record(&step(sale, Some(event))).unwrap();
    let first = books.sale("9876543210", &[Event::Succeed]);
    let waits = books.sale("9876543211", &[Event::Accept]);
    let last = books.sale("9876543212", &[Event::Succeed]);
    assert_eq!((spent(), spent()), (3, 3));
    hear(&first, Event::Reverse);
    assert_eq!(spent(), 2, "it was in the sum that is kept");
    hear(&waits, Event::Reject);
    assert_eq!(spent(), 1, "the sum ended before it");
    hear(&last, Event::Reverse);
    assert_eq!(spent(), 0);
    books.sale("9876543213", &[Event::Succeed]);
    assert_eq!(spent(), 1);
}

#[test]
fn readings_are_the_first_and_the_newest_of_a_wallet() {
    let books = Books::new();
    assert_eq!(books.ledger.reading("inspay", Which::Newest).unwrap(), None);
    let reading = |at_ms, paise| Reading { at_ms, reported: Paise::new(paise), after_attempt: 0, after_row: 0 };
    for (at_ms, paise) in [(5, 100), (9, -50), (7, 70)] {
        books.ledger.add_reading("inspay", reading(at_ms, paise)).unwrap();
    }
    books.ledger.add_reading("paygrt", reading(8, 1)).unwrap();
    assert_eq!(books.ledger.reading("inspay", Which::First).unwrap(), Some(reading(5, 100)));
    assert_eq!(books.ledger.reading("inspay", Which::Newest).unwrap(), Some(reading(7, 70)));
    assert_eq!(books.ledger.reading("paygrt", Which::First).unwrap(), Some(reading(8, 1)));
}

#[test]
fn a_slip_counts_as_printed_from_the_first_time() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Succeed]);
    let other = books.begin(&airtel("9876543211"));
    let prints = |sale_id: i64| {
        let events = books.ledger.events(sale_id).unwrap();
        events.into_iter().filter(|event| event.kind == EventKind::Printed).count()
    };
    for count in 0..3 {
        assert_eq!((prints(sale.sale_id), prints(other.sale_id)), (count, 0));
        books.ledger.note_slip_printed(Some(sale.sale_id), &Printed::default(), NOW + 1_000).unwrap();
    }
    assert_eq!(books.ledger.sale(sale.sale_id).unwrap().state, SaleState::Succeeded);
    assert_eq!(
        books.ledger.note_slip_printed(Some(99), &Printed::default(), NOW),
        Err(LedgerError::NoSuchSale),
        "what is not there cannot have been printed"
    );
}

#[test]
fn a_slip_about_no_sale_is_counted_by_its_name() {
    let books = Books::new();
    let print = |what: &str| {
        let printed = Printed { slip: what.to_owned(), ..Printed::default() };
        books.ledger.note_slip_printed(None, &printed, NOW).unwrap();
    };
    let count = |what: &str| books.ledger.times_slip_printed(what).unwrap();
    print("close:7");
    print("close:70");
    print("close:7");
    print("statement:3:2026-11-01:");
    assert_eq!([count("close:7"), count("close:70"), count("close:"), count("close:71")], [2, 1, 0, 0]);
    assert_eq!([count("statement:3:2026-11-01:"), count("statement:3:")], [1, 0]);
}

#[test]
fn the_secret_of_slips_follows_from_the_key_and_is_not_the_key() {
    let books = Books::new();
    let (id, secret) = books.ledger.slip_secret().unwrap();
    assert_eq!(books.ledger.slip_secret().unwrap(), (id.clone(), secret));
    books.ledger.adopt_key(ChainKey { id: "other".to_owned(), bytes: [9; 32] });
    let (other, another) = books.ledger.slip_secret().unwrap();
    assert_eq!(other, "other");
    assert!(id != other && another != secret && another != [9; 32]);
}
