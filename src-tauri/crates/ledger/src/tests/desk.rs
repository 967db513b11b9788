//! Orders of the services desk.

use domain::{Account, Event, Paise, SaleState, Service};

use super::{Books, NOW, airtel, at, step};
use crate::{Booked, LedgerError, NewSale, PriceRow, Reading, SaleRow};

/// An order for a PAN card with a charge of ₹ 150, of which ₹ 43 are thought to be earned.
fn pan(number: &str) -> NewSale {
    let attempt = at("agency", 4_300);
    let (operator, amount) = ("pan-new".to_owned(), Paise::new(15_000));
    NewSale { service: Service::PanCard, operator, circle: String::new(), amount, attempt, ..airtel(number) }
}

fn load(paise: i64) -> NewSale {
    let (operator, attempt) = ("wallet-load".to_owned(), at("agency", 0));
    NewSale { service: Service::WalletLoad, operator, amount: Paise::new(paise), attempt, ..pan("") }
}

fn begin(books: &Books, new: &NewSale) -> SaleRow {
    let sale = books.ledger.begin_sale(new, 1, 1).unwrap();
    books.ledger.record(&step(&sale, Some(Event::Accept))).unwrap()
}

fn balance(books: &Books, account: &Account) -> i64 {
    books.ledger.account_balance(account).unwrap().get()
}

#[test]
fn only_an_order_of_the_desk_may_be_free() {
    let books = Books::new();
    let free = |service| NewSale { service, amount: Paise::ZERO, ..pan("9876543210") };
    for service in [Service::PanCard, Service::BankAccount, Service::AadhaarCheck] {
        books.ledger.begin_sale(&NewSale { intent: service.as_str().to_owned(), ..free(service) }, 1, 1).unwrap();
    }
    for service in [Service::Prepaid, Service::WalletLoad] {
        assert!(books.ledger.begin_sale(&free(service), 1, 1).is_err(), "{service:?}");
    }
    let below = NewSale { amount: Paise::new(-1), ..pan("9876543210") };
    assert!(books.ledger.begin_sale(&below, 1, 1).is_err());
}

#[test]
fn a_second_order_of_the_same_person_is_asked_about_and_then_taken() {
    let books = Books::new();
    let first = begin(&books, &pan("9876543210"));
    let second = NewSale { ask_if_open: true, operator: "pan-correction".to_owned(), ..pan("9876543210") };
    let refused = books.ledger.begin_sale(&second, 1, 1).unwrap_err();
    assert_eq!(refused, LedgerError::OrderOpen { sale_id: first.sale_id });
    assert_ne!(begin(&books, &NewSale { ask_if_open: false, ..second.clone() }).sale_id, first.sale_id);
    // Mother and son. Everything but the person is the same.
    assert_ne!(begin(&books, &pan("9876543210")).sale_id, first.sale_id);
    begin(&books, &NewSale { ask_if_open: true, ..pan("9876543211") });
    // Loads have no number, so only a load of the same amount counts.
    let asked = |paise| NewSale { ask_if_open: true, ..load(paise) };
    begin(&books, &asked(50_000));
    begin(&books, &asked(50_100));
    assert!(matches!(books.ledger.begin_sale(&asked(50_000), 1, 1), Err(LedgerError::OrderOpen { .. })));
}

#[test]
fn a_recharge_still_has_no_open_twin() {
    let books = Books::new();
    let first = books.ledger.begin_sale(&airtel("9876543210"), 1, 1).unwrap();
    let twin = books.ledger.begin_sale(&airtel("9876543210"), 1, 1).unwrap_err();
    assert_eq!(twin, LedgerError::TwinOpen { sale_id: first.sale_id });
}

#[test]
fn the_fee_that_is_told_is_what_the_wallet_paid() {
    let books = Books::new();
    let order = begin(&books, &pan("9876543210"));
    let told = step(&order, Some(Event::Succeed)).booked(Some(Booked::Fee(Paise::new(10_700))));
    let done = books.ledger.record(&told).unwrap();
    assert_eq!(done.earned, Paise::new(4_300));
    let more = begin(&books, &pan("9876543211"));
    let told = step(&more, Some(Event::Succeed)).booked(Some(Booked::Fee(Paise::new(16_000))));
    assert_eq!(books.ledger.record(&told).unwrap().earned, Paise::new(-1_000), "a fee above the charge is a loss");
    assert_eq!(balance(&books, &Account::Cash), 30_000);
    assert_eq!(balance(&books, &Account::Wallet("agency".to_owned())), -26_700);
    assert_eq!(balance(&books, &Account::Commission), -3_300);
}

#[test]
fn a_load_moves_what_was_paid_from_the_bank_into_the_wallet() {
    let books = Books::new();
    let order = begin(&books, &load(10_300));
    let paid = step(&order, Some(Event::Succeed)).booked(Some(Booked::Paid(Paise::new(10_000))));
    let done = books.ledger.record(&paid).unwrap();
    assert_eq!((done.amount, done.paid, done.earned), (Paise::new(10_300), Some(Paise::new(10_000)), Paise::ZERO));
    assert_eq!(balance(&books, &Account::Wallet("agency".to_owned())), 10_000);
    assert_eq!((balance(&books, &Account::Bank), balance(&books, &Account::Cash)), (-10_000, 0));
    let totals = books.ledger.day_totals(super::DAY).unwrap();
    assert_eq!(totals, crate::DayTotals::default(), "nobody bought it");
    assert_eq!(books.ledger.spent_after("agency", 0).unwrap(), Paise::new(-10_000));
    // A load that is not paid yet is no money to spend.
    begin(&books, &load(90_000));
    assert_eq!(books.ledger.spent_after("agency", 0).unwrap(), Paise::new(-10_000));
}

#[test]
fn a_second_payment_of_a_load_is_posted_beside_the_first() {
    let books = Books::new();
    let order = begin(&books, &load(50_000));
    let paid = |paise| Some(Booked::Paid(Paise::new(paise)));
    let done = books.ledger.record(&step(&order, Some(Event::Succeed)).booked(paid(50_000))).unwrap();
    let again = step(&done, None).booked(paid(100_000));
    let twice = books.ledger.record(&again).unwrap();
    assert_eq!((twice.state, twice.paid), (SaleState::Succeeded, Some(Paise::new(100_000))));
    assert_eq!(
        (balance(&books, &Account::Wallet("agency".to_owned())), balance(&books, &Account::Bank)),
        (100_000, -100_000)
    );
    books.ledger.record(&again).unwrap();
    assert_eq!(balance(&books, &Account::Bank), -100_000, "the same word again moves nothing");
    books.ledger.record(&step(&twice, Some(Event::Reverse))).unwrap();
    assert_eq!((balance(&books, &Account::Wallet("agency".to_owned())), balance(&books, &Account::Bank)), (0, 0));
    // What is told of one that counts as failed is kept for a person, and moves nothing.
    let failed = books.ledger.record(&step(&begin(&books, &load(70_000)), Some(Event::Reject))).unwrap();
    let told = books.ledger.record(&step(&failed, None).booked(paid(60_000))).unwrap();
    assert_eq!((told.paid, balance(&books, &Account::Bank)), (Some(Paise::new(60_000)), 0));
    books.ledger.record(&step(&told, Some(Event::Admit))).unwrap();
    assert_eq!(balance(&books, &Account::Bank), -60_000);
}

#[test]
fn orders_that_may_not_be_paid_yet_can_make_a_wallet_look_higher() {
    let books = Books::new();
    let order = begin(&books, &load(20_000));
    let reading =
        Reading { at_ms: 1, reported: Paise::new(500_000), after_attempt: order.attempt_id - 1, after_row: 0 };
    let risen = |paise| books.ledger.may_have_risen_by(Paise::new(paise), &order, reading).unwrap();
    assert!(!risen(20_000));
    // Each of these counts as ₹ 107 that the wallet has paid.
    begin(&books, &pan("9876543210"));
    assert!(risen(10_700) && !risen(20_000));
    begin(&books, &pan("9876543211"));
    assert!(risen(20_000) && !risen(21_500));
    assert!(
        !books.ledger.may_have_risen_by(Paise::new(20_000), &order, Reading { after_attempt: 99, ..reading }).unwrap()
    );
    begin(&books, &load(1_000));
    assert!(risen(21_500), "another load that may be paid any moment");
    assert!(!risen(23_000), "more than all of them together");
}

#[test]
fn loads_that_wait_make_a_wallet_look_higher_by_what_they_are() {
    let books = Books::new();
    let order = begin(&books, &load(50_000));
    let reading =
        Reading { at_ms: 1, reported: Paise::new(500_000), after_attempt: order.attempt_id - 1, after_row: 0 };
    let risen = |paise| books.ledger.may_have_risen_by(Paise::new(paise), &order, reading).unwrap();
    begin(&books, &load(90_000));
    begin(&books, &load(30_000));
    assert!(!risen(50_000) && risen(30_000) && risen(120_000), "neither of them, nor both");
    begin(&books, &load(20_000));
    assert!(risen(50_000), "two of them together");
}

#[test]
fn a_load_is_found_by_the_companys_id_while_it_is_asked_about() {
    let books = Books::new();
    let sale = books.ledger.begin_sale(&load(50_000), 1, 1).unwrap();
    let begun = step(&sale, Some(Event::Accept)).refs(Some("WAL31".to_owned()), None);
    let order = books.ledger.record(&begun.ask_next(Some(9))).unwrap();
    let found = || books.ledger.attempt_of_order("agency", "WAL31").unwrap().map(|found| found.sale_id);
    assert_eq!(found(), Some(order.sale_id));
    let closed = step(&order, Some(Event::Abandon)).ask_next(Some(9));
    let closed = books.ledger.record(&closed).unwrap();
    assert_eq!(found(), Some(order.sale_id), "closed, and asked about all the same");
    assert_eq!(books.ledger.attempt_of_order("another", "WAL31").unwrap(), None);
    books.ledger.record(&step(&closed, None).ask_next(None)).unwrap();
    assert_eq!(found(), None);
}

#[test]
fn an_order_that_was_closed_can_be_admitted_when_it_was_done_after_all() {
    let books = Books::new();
    let order = begin(&books, &pan("9876543210"));
    let closed = books.ledger.record(&step(&order, Some(Event::Abandon))).unwrap();
    assert_eq!((closed.state, closed.doubt.declared_failed), (SaleState::Failed, true));
    assert_eq!((books.kept(), closed.owed.get()), (0, 15_000), "what the customer paid is theirs");
    let admitted = books.ledger.record(&step(&closed, Some(Event::Admit))).unwrap();
    assert_eq!((admitted.state, books.kept(), admitted.owed.get()), (SaleState::Succeeded, 15_000, 0));
    let taken_back = books.ledger.record(&step(&admitted, Some(Event::Reverse))).unwrap();
    assert_eq!((taken_back.state, books.kept(), taken_back.owed.get()), (SaleState::Reversed, 0, 15_000));
}

#[test]
fn what_the_desk_did_is_no_known_number() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let order = begin(&books, &pan("9876543211"));
    books.ledger.record(&step(&order, Some(Event::Succeed))).unwrap();
    begin(&books, &load(50_000));
    let known = books.ledger.known_numbers("", 10).unwrap();
    assert_eq!(known.iter().map(|known| known.number.as_str()).collect::<Vec<_>>(), ["9876543210"]);
    let ended = books.ledger.ended_orders(10).unwrap();
    assert_eq!(ended.iter().map(|order| order.number.as_str()).collect::<Vec<_>>(), ["9876543211"]);
}

#[test]
fn a_price_that_is_set_anew_takes_the_place_of_the_old_one() {
    let books = Books::new();
    let price = |charge| PriceRow { product: "pan-new".to_owned(), fee: Paise::new(10_700), charge };
    books.ledger.set_prices(&[price(None)], NOW).unwrap();
    books.ledger.set_prices(&[price(Some(Paise::new(15_000)))], NOW).unwrap();
    assert_eq!(books.ledger.prices().unwrap(), [price(Some(Paise::new(15_000)))]);
    let negative = PriceRow { fee: Paise::new(-1), ..price(None) };
    assert!(books.ledger.set_prices(&[negative], NOW).is_err());
}
