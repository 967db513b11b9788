//! How a sale is paid, and what becomes of its customer's money.

use domain::{Account, Event, Paise, Payment};

use super::{Books, NOW, airtel, step, step_at};
use crate::event::EventDetail;
use crate::posting::{Place, post, settled};
use crate::{CustomersMoney, EventKind, LedgerError, MoneyBack, NewSale, PersonsWord, RuleChange, SaleRow};

fn upi(number: &str) -> NewSale {
    NewSale { payment: Payment::Upi, charge: Paise::new(500), ..airtel(number) }
}

fn balance(books: &Books, account: Account) -> i64 {
    books.ledger.account_balance(&account).unwrap().get()
}

/// A sale that waited and failed too late for its customer to still stand there.
fn failed_late(books: &Books, new: &NewSale) -> SaleRow {
    let sale = books.begin(new);
    let sale = books.ledger.record(&step(&sale, Some(Event::Accept))).unwrap();
    books.ledger.record(&step_at(&sale, Some(Event::Reject), NOW + 600_000)).unwrap()
}

fn nobody() -> PersonsWord {
    PersonsWord::default()
}

#[test]
fn a_customer_who_left_is_to_be_told_until_somebody_has() {
    let books = Books::new();
    let to_tell = || -> Vec<i64> {
        books.ledger.sales_to_tell("2000-01-01", 9).unwrap().iter().map(|sale| sale.sale_id).collect()
    };
    // Whoever failed before the customer's eyes needs no telling.
    let seen = books.begin(&airtel("9876543210"));
    books.ledger.record(&step(&seen, Some(Event::Reject))).unwrap();
    assert!(to_tell().is_empty());
    let late = failed_late(&books, &airtel("9876543211"));
    let reversed = books.begin(&airtel("9876543212"));
    let reversed = books.ledger.record(&step(&reversed, Some(Event::Succeed))).unwrap();
    books.ledger.record(&step_at(&reversed, Some(Event::Reverse), NOW + 900_000)).unwrap();
    assert_eq!(to_tell(), [reversed.sale_id, late.sale_id]);
    let meena = PersonsWord { by: "Meena".to_owned(), ..nobody() };
    books.ledger.note_customer_told(late.sale_id, &meena, NOW + 950_000).unwrap();
    assert_eq!(to_tell(), [reversed.sale_id]);
    let told = books.ledger.events(late.sale_id).unwrap().pop().unwrap();
    assert_eq!((told.kind, told.detail.person), (EventKind::CustomerTold, Some(meena)));
    // The money is owed all the same, and is told once.
    assert_eq!(books.ledger.owed_total().unwrap().0, 2);
    assert_eq!(books.ledger.note_customer_told(late.sale_id, &nobody(), NOW), Err(LedgerError::MovedOn));
    // Who has given it back has told.
    books.ledger.move_money_back(reversed.sale_id, MoneyBack::GivenBack, &nobody(), NOW + 960_000).unwrap();
    assert!(to_tell().is_empty());
}

#[test]
fn money_that_is_owed_pays_for_the_next_sale_in_the_same_act() {
    let books = Books::new();
    let old = failed_late(&books, &upi("9876543210"));
    assert_eq!((old.owed.get(), balance(&books, Account::Upi)), (30_400, 30_400));
    assert_eq!(books.ledger.owed_total(), Ok((1, Paise::new(30_400))));
    let new = NewSale { instead_of: Some(old.sale_id), amount: Paise::new(19_900), ..upi("9876543210") };
    let again = books.begin(&new);
    assert_eq!((balance(&books, Account::Upi), balance(&books, Account::Owed)), (20_400, -20_400));
    assert_eq!((books.ledger.sale(old.sale_id).unwrap().owed.get(), again.owed.get()), (0, 20_400));
    let again = books.ledger.record(&step(&again, Some(Event::Succeed))).unwrap();
    assert_eq!((balance(&books, Account::Upi), balance(&books, Account::Charges)), (20_400, -500));
    // It was used: nobody sells for it a second time, and nothing of such a sale is written.
    let before = books.rows();
    let twice = NewSale { number: "9876543211".to_owned(), intent: "twice".to_owned(), ..new };
    assert_eq!(books.ledger.begin_sale(&twice, NOW, NOW), Err(LedgerError::MovedOn));
    assert_eq!(books.rows(), before);
    assert_eq!(again.charge, Paise::new(500));
}

#[test]
fn money_that_pays_for_the_next_sale_is_owed_again_when_that_one_fails_too() {
    let books = Books::new();
    let old = failed_late(&books, &upi("9876543210"));
    let new = NewSale { instead_of: Some(old.sale_id), ..upi("9876543210") };
    // The money is where the old sale put it.
    let in_cash = NewSale { payment: Payment::Cash, ..new.clone() };
    assert_eq!(books.ledger.begin_sale(&in_cash, NOW, NOW), Err(LedgerError::MovedOn));
    let again = books.begin(&new);
    let kinds = |sale: &SaleRow| -> Vec<EventKind> {
        books.ledger.events(sale.sale_id).unwrap().iter().map(|event| event.kind).collect()
    };
    assert_eq!(kinds(&again)[2..], [EventKind::KeptForNext], "nobody said that it was not given back");
    let failed = books.ledger.record(&step(&again, Some(Event::Reject))).unwrap();
    assert_eq!((failed.owed.get(), balance(&books, Account::Upi)), (30_400, 30_400));
    assert_eq!(books.ledger.owed_total(), Ok((1, Paise::new(30_400))));
}

#[test]
fn money_that_an_earlier_version_kept_for_a_sale_is_owed_when_that_one_fails() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    // An earlier version had one word for two things.
    let total = Paise::new(29_900);
    let posted = vec![(Account::Cash, total), (Account::Owed, total.checked_neg().unwrap())];
    let detail = EventDetail { posted: posted.clone(), ..EventDetail::default() };
    let written = books.ledger.write(|transaction| {
        let seq = books.ledger.append_aside(transaction, &sale, EventKind::StillOwed, detail, NOW)?;
        post(transaction, &Place { seq, sale_id: Some(sale.sale_id), at_ms: NOW }, &settled(posted)?)
    });
    assert_eq!(written, Ok(()));
    let failed = books.ledger.record(&step(&books.ledger.sale(sale.sale_id).unwrap(), Some(Event::Reject))).unwrap();
    assert_eq!((failed.owed, balance(&books, Account::Cash)), (total, 29_900));
}

#[test]
fn what_was_taken_for_a_sale_that_failed_at_once_can_still_be_owed() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Reject]);
    let money = |sale: &SaleRow| books.ledger.customers_money(sale).unwrap();
    assert_eq!(money(&sale), CustomersMoney { back: Paise::new(29_900), lost: Paise::ZERO });
    let mark = |what| books.ledger.move_money_back(sale.sale_id, what, &nobody(), NOW + 5_000);
    let owed = mark(MoneyBack::StillOwed).unwrap();
    assert_eq!((owed.owed.get(), balance(&books, Account::Cash)), (29_900, 29_900));
    assert_eq!(money(&owed).back, Paise::ZERO);
    assert_eq!(mark(MoneyBack::StillOwed), Err(LedgerError::MovedOn));
    assert_eq!(mark(MoneyBack::GivenBack).unwrap().owed, Paise::ZERO);
    assert_eq!(balance(&books, Account::Cash), 0);
    assert_eq!(mark(MoneyBack::GivenBack), Err(LedgerError::MovedOn));
    let kinds: Vec<EventKind> = books.ledger.events(sale.sale_id).unwrap().iter().map(|event| event.kind).collect();
    assert_eq!(kinds[3..], [EventKind::StillOwed, EventKind::GivenBack]);
}

#[test]
fn what_came_by_upi_can_go_back_in_cash_and_both_accounts_say_so() {
    let books = Books::new();
    let sale = failed_late(&books, &upi("9876543210"));
    let mark = |what| books.ledger.move_money_back(sale.sale_id, what, &nobody(), NOW + 900_000);
    let stand = || (balance(&books, Account::Upi), balance(&books, Account::Cash), balance(&books, Account::Owed));
    assert_eq!(mark(MoneyBack::GivenBackBy(Payment::Cash)).unwrap().owed, Paise::ZERO);
    assert_eq!(stand(), (30_400, -30_400, 0));
    assert_eq!(mark(MoneyBack::GivenBackBy(Payment::Upi)), Err(LedgerError::MovedOn));
    // It was not: the cash never left the drawer.
    mark(MoneyBack::StillOwed).unwrap();
    assert_eq!(stand(), (30_400, 0, -30_400));
    mark(MoneyBack::GivenBackBy(Payment::Upi)).unwrap();
    assert_eq!(stand(), (0, 0, 0));
}

/// The sums do not say out of which account it went last: it had come by UPI, and once more in cash.
#[test]
fn money_that_did_not_go_back_is_still_where_it_was_said_to_have_gone_from() {
    let books = Books::new();
    let sale = books.ledger.record(&step(&books.begin(&upi("9876543210")), Some(Event::Accept))).unwrap();
    let sale = books.ledger.record(&step(&sale, Some(Event::Reject))).unwrap();
    let mark = |what| books.ledger.move_money_back(sale.sale_id, what, &nobody(), NOW + 900_000).unwrap();
    let stand = || (balance(&books, Account::Upi), balance(&books, Account::Cash), balance(&books, Account::Owed));
    assert_eq!(stand(), (0, 0, 0), "it failed before its customer's eyes");
    let sale = books.ledger.record(&step(&sale, Some(Event::Admit))).unwrap();
    mark(MoneyBack::Collected(Payment::Cash));
    books.ledger.record(&step(&sale, Some(Event::Reverse))).unwrap();
    assert_eq!(stand(), (0, 30_400, -30_400));
    mark(MoneyBack::GivenBackBy(Payment::Cash));
    assert_eq!(stand(), (0, 0, 0));
    mark(MoneyBack::StillOwed);
    assert_eq!(stand(), (0, 30_400, -30_400), "the cash never left the drawer");
}

#[test]
fn what_was_lost_is_collected_once() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Reject]);
    let collect = || books.ledger.move_money_back(sale.sale_id, MoneyBack::Collected(Payment::Upi), &nobody(), NOW);
    assert_eq!(collect(), Err(LedgerError::MovedOn));
    let sale = books.ledger.record(&step(&sale, Some(Event::Admit))).unwrap();
    assert_eq!(books.ledger.customers_money(&sale).unwrap().lost, Paise::new(29_900));
    collect().unwrap();
    assert_eq!((balance(&books, Account::Lost), balance(&books, Account::Upi)), (0, 29_900));
    assert_eq!(collect(), Err(LedgerError::MovedOn));
}

#[test]
fn a_number_is_remembered_to_pay_as_it_paid_for_what_was_done_or_waits() {
    let books = Books::new();
    let last = || books.ledger.last_payment("9876543210").unwrap();
    assert_eq!(last(), None);
    let sale = books.begin(&upi("9876543210"));
    assert_eq!(last(), Some(Payment::Upi));
    books.ledger.record(&step(&sale, Some(Event::Reject))).unwrap();
    assert_eq!(last(), None);
    books.sale("9876543210", &[Event::Succeed]);
    assert_eq!(last(), Some(Payment::Cash));
}

#[test]
fn rules_are_listed_by_their_family() {
    let books = Books::new();
    for name in ["charge", "charge:airtel", "charges", "charg"] {
        let change = RuleChange { name: name.to_owned(), value: "1".to_owned(), by: "Asha".to_owned() };
        books.ledger.set_rule(&change, NOW).unwrap();
    }
    let names: Vec<String> = books.ledger.rules("charge").unwrap().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["charge", "charge:airtel"]);
}
