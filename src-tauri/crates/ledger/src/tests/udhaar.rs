//! Customers: what they owe, whatever happens, and how much they may.

use domain::{Account, DAY_MS, Event, Paise, Payment, Voucher, VoucherKind};
use proptest::prelude::*;
use proptest::sample::Index;

use super::{Books, NOW, airtel, number, step_at};
use crate::{CustomerFacts, Dues, LedgerError, Mending, MoneyBack, NewSale, PersonsWord, SaleRow, Span, Statement};

const WHOLE: Span<'_> = Span { from: None, to: None, before: None };

fn named(name: &str, limit: Option<i64>) -> CustomerFacts {
    CustomerFacts { name: name.to_owned(), limit: limit.map(Paise::new), ..CustomerFacts::default() }
}

impl Books {
    fn customer(&self, limit: Option<i64>) -> i64 {
        self.ledger.add_customer(&named("Ramesh", limit), "Anil", NOW).unwrap().id
    }

    fn on_credit(&self, customer: i64, number: &str, at_ms: i64) -> Result<SaleRow, LedgerError> {
        let new = NewSale { payment: Payment::Udhaar, customer: Some(customer), ..airtel(number) };
        self.ledger.begin_sale(&new, at_ms, at_ms)
    }

    fn pays(&self, customer: i64, paise: i64, at_ms: i64) -> Paise {
        self.ledger.add_voucher(&paid(customer, paise), at_ms).unwrap();
        self.ledger.owed_by(customer).unwrap()
    }

    fn whole(&self, customer: i64) -> Statement {
        self.ledger.statement(&Account::Customer(customer), WHOLE, 1_000).unwrap()
    }
}

fn paid(customer: i64, paise: i64) -> Voucher {
    voucher(VoucherKind::UdhaarPaid, Account::Customer(customer), Account::Cash, paise)
}

fn voucher(kind: VoucherKind, from: Account, to: Account, paise: i64) -> Voucher {
    let (amount, reason) = (Paise::new(paise), "miswritten".to_owned());
    Voucher { kind, from, to, amount, by: String::new(), reason, reference: String::new() }
}

fn person() -> PersonsWord {
    PersonsWord { by: "Anil".to_owned(), ..PersonsWord::default() }
}

fn ages(dues: Dues) -> [i64; 4] {
    dues.by_age.map(Paise::get)
}

#[test]
fn what_is_noted_down_is_read_again_and_a_number_has_one_owner() {
    let books = Books::new();
    let numbers = vec!["9000000001".to_owned(), "9000000002".to_owned()];
    let facts = CustomerFacts { note: "blue gate".to_owned(), numbers, ..named("रमेश कुमार", None) };
    let known = books.ledger.add_customer(&facts, "", NOW).unwrap();
    assert_eq!((&known.facts, known.balance), (&facts, Paise::ZERO));
    assert_eq!(books.ledger.customers().unwrap(), std::slice::from_ref(&known));
    let whose = |number: &str| books.ledger.customer_of_number(number).unwrap().map(|known| known.name);
    assert_eq!(whose("9000000002").as_deref(), Some("रमेश कुमार"));
    assert_eq!(whose("9000000003"), None);
    let other = CustomerFacts { numbers: vec!["9000000002".to_owned()], ..named("Sunita", Some(1)) };
    let before = books.rows();
    let taken = LedgerError::NumberTaken { number: "9000000002".to_owned(), customer: known.id };
    assert_eq!(books.ledger.add_customer(&other, "", NOW), Err(taken));
    assert_eq!(books.rows(), before, "nothing is half-written");
    let moved = CustomerFacts { numbers: vec!["9000000001".to_owned()], ..facts };
    books.ledger.change_customer(known.id, &moved, "", NOW).unwrap();
    assert!(books.ledger.add_customer(&other, "Anil", NOW).is_ok(), "the number is free again");
    assert_eq!(books.ledger.customer(99), Err(LedgerError::NoSuchCustomer));
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn each_limit_is_a_sealed_row_and_no_other_is_believed() {
    let books = Books::new();
    let id = books.customer(Some(50_000));
    books.ledger.change_customer(id, &named("Ramesh K", Some(50_000)), "Anil", NOW).unwrap();
    books.ledger.change_customer(id, &named("Ramesh K", None), "Anil", NOW).unwrap();
    let limits = "SELECT COUNT(*) FROM sale_event WHERE sale_id IS NULL AND kind = 'limit'";
    assert_eq!(number(&books.raw(), limits), 2, "a name is no rule of money");
    assert_eq!(books.ledger.verify(), Ok(()));
    books.ledger.tamper();
    books.raw().execute("UPDATE customer SET limit_paise = 900000", ()).unwrap();
    assert_eq!(books.ledger.verify(), Err(LedgerError::Corrupt));
}

#[test]
fn a_limit_holds_what_is_owed_and_what_may_come_to_it() {
    let books = Books::new();
    let nobody = books.customer(None);
    assert_eq!(books.on_credit(nobody, "9000000001", NOW), Err(LedgerError::NoUdhaar { customer: nobody }));
    books.pays(nobody, 30_000, NOW);
    assert!(books.on_credit(nobody, "9000000009", NOW).is_ok(), "what was paid ahead may be used up");
    assert_eq!(books.on_credit(nobody, "9000000001", NOW), Err(LedgerError::NoUdhaar { customer: nobody }));
    let id = books.customer(Some(60_000));
    let first = books.on_credit(id, "9000000001", NOW).unwrap();
    books.ledger.record(&step_at(&first, Some(Event::Succeed), NOW)).unwrap();
    let waits = books.on_credit(id, "9000000002", NOW).unwrap();
    let (used, limit, over) = (Paise::new(59_800), Paise::new(60_000), Paise::new(29_700));
    let over = Err(LedgerError::OverLimit { customer: id, used, limit, over });
    assert_eq!(books.ledger.check_udhaar(id, Paise::new(29_900)), over.clone().map(drop::<SaleRow>));
    assert_eq!(books.ledger.check_udhaar(id, Paise::new(200)), Ok(()));
    let before = books.rows();
    assert_eq!(books.on_credit(id, "9000000003", NOW), over);
    assert_eq!(books.rows(), before);
    books.ledger.record(&step_at(&waits, Some(Event::Reject), NOW)).unwrap();
    assert!(books.on_credit(id, "9000000003", NOW).is_ok(), "what came to nothing is owed no more");
    books.ledger.change_customer(id, &named("Ramesh", Some(100)), "", NOW).unwrap();
    assert!(matches!(books.on_credit(id, "9000000004", NOW), Err(LedgerError::OverLimit { .. })), "below what is owed");
    let cash = NewSale { customer: Some(id), ..airtel("9000000004") };
    assert!(books.ledger.begin_sale(&cash, NOW, NOW).is_ok(), "for cash he may have anything");
}

#[test]
fn two_sales_at_the_limit_never_both_pass() {
    for round in 0..20 {
        let books = Books::new();
        let id = books.customer(Some(30_000));
        let results = std::thread::scope(|scope| {
            let numbers = ["9000000001", "9000000002", "9000000003"];
            let sales = numbers.map(|number| scope.spawn(|| books.on_credit(id, number, NOW)));
            sales.map(|sale| sale.join().unwrap().is_ok())
        });
        assert_eq!(results.iter().filter(|passed| **passed).count(), 1, "round {round}: {results:?}");
    }
}

#[test]
fn payments_cover_the_oldest_and_more_than_all_is_credit() {
    let books = Books::new();
    let id = books.customer(Some(10_000_000));
    for (days, number) in [(100, "9000000001"), (40, "9000000002"), (10, "9000000003"), (1, "9000000004")] {
        let at_ms = NOW - days * DAY_MS;
        let sale = books.on_credit(id, number, at_ms).unwrap();
        books.ledger.record(&step_at(&sale, Some(Event::Succeed), at_ms)).unwrap();
    }
    let dues = || books.ledger.dues_of(id, NOW).unwrap();
    assert_eq!(ages(dues()), [29_900, 29_900, 29_900, 29_900]);
    assert_eq!(books.pays(id, 40_000, NOW), Paise::new(79_600));
    assert_eq!(ages(dues()), [29_900, 29_900, 19_800, 0]);
    assert_eq!(dues().oldest_at_ms, Some(NOW - 40 * DAY_MS));
    assert_eq!(books.pays(id, 100_000, NOW), Paise::new(-20_400));
    assert_eq!(dues(), Dues::default());
    assert_eq!(books.ledger.dues(NOW).unwrap().get(&id), None);
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn a_sale_that_is_taken_back_is_due_no_more_and_pays_no_older_one() {
    let books = Books::new();
    let id = books.customer(Some(10_000_000));
    let old = books.on_credit(id, "9000000001", NOW - 40 * DAY_MS).unwrap();
    books.ledger.record(&step_at(&old, Some(Event::Succeed), NOW - 40 * DAY_MS)).unwrap();
    let new = books.on_credit(id, "9000000002", NOW).unwrap();
    let new = books.ledger.record(&step_at(&new, Some(Event::Succeed), NOW)).unwrap();
    books.ledger.record(&step_at(&new, Some(Event::Reverse), NOW)).unwrap();
    assert_eq!(ages(books.ledger.dues_of(id, NOW).unwrap()), [0, 0, 29_900, 0]);
}

#[test]
fn a_payment_that_was_taken_back_is_as_if_it_had_not_been() {
    let books = Books::new();
    let id = books.customer(Some(10_000_000));
    let sale = books.on_credit(id, "9000000001", NOW - 40 * DAY_MS).unwrap();
    books.ledger.record(&step_at(&sale, Some(Event::Succeed), NOW - 40 * DAY_MS)).unwrap();
    let paid = books.ledger.add_voucher(&paid(id, 20_000), NOW).unwrap();
    assert_eq!(ages(books.ledger.dues_of(id, NOW).unwrap()), [0, 0, 9_900, 0]);
    books.ledger.mend_voucher(paid, &mending(), NOW).unwrap();
    assert_eq!(ages(books.ledger.dues_of(id, NOW).unwrap()), [0, 0, 29_900, 0], "and not due since today");
    let wrong = voucher(VoucherKind::Correction, Account::Spent, Account::Customer(id), 500);
    let wrong = books.ledger.add_voucher(&wrong, NOW).unwrap();
    assert_eq!(ages(books.ledger.dues_of(id, NOW).unwrap()), [500, 0, 29_900, 0]);
    books.ledger.mend_voucher(wrong, &Mending { intent: "again", ..mending() }, NOW).unwrap();
    assert_eq!(ages(books.ledger.dues_of(id, NOW).unwrap()), [0, 0, 29_900, 0]);
}

fn mending() -> Mending<'static> {
    Mending { by: "Anil", reason: "miswritten", intent: "mend" }
}

#[test]
fn who_is_forgotten_leaves_the_books_as_they_were() {
    let books = Books::new();
    let id = books.customer(Some(50_000));
    let facts = CustomerFacts { numbers: vec!["9000000001".to_owned()], ..named("Ramesh", Some(50_000)) };
    books.ledger.change_customer(id, &facts, "", NOW).unwrap();
    let sale = books.on_credit(id, "9000000001", NOW).unwrap();
    let still =
        |balance, waiting| LedgerError::StillOwing { balance: Paise::new(balance), waiting: Paise::new(waiting) };
    assert_eq!(books.ledger.forget_customer(id, "", NOW), Err(still(0, 29_900)));
    let sale = books.ledger.record(&step_at(&sale, Some(Event::Succeed), NOW)).unwrap();
    assert_eq!(books.ledger.forget_customer(id, "", NOW), Err(still(29_900, 0)));
    books.pays(id, 29_900, NOW);
    let gone = books.ledger.forget_customer(id, "", NOW).unwrap();
    assert_eq!((gone.facts, gone.is_forgotten), (CustomerFacts::default(), true));
    assert_eq!(books.ledger.customers().unwrap(), []);
    assert_eq!(books.ledger.customer_of_number("9000000001"), Ok(None));
    assert_eq!(books.whole(id).rows.len(), 2, "the books stay");
    assert!(!books.rows().iter().any(|row| row.contains("Ramesh")));
    assert_eq!(books.ledger.change_customer(id, &facts, "", NOW), Err(LedgerError::MovedOn));
    assert_eq!(books.on_credit(id, "9000000002", NOW), Err(LedgerError::NoUdhaar { customer: id }));
    books.ledger.record(&step_at(&sale, Some(Event::Reverse), NOW)).unwrap();
    assert_eq!(books.ledger.customers().unwrap().len(), 1, "what is owed again is shown again");
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[derive(Debug, Clone)]
enum Op {
    Sells { on_credit: bool, customer: Index },
    Ends { sale: Index, event: Event },
    Credits { sale: Index, customer: Index },
    Pays { customer: Index, paise: i64 },
    Corrects { customer: Index, paise: i64, owes_more: bool },
}

fn op() -> impl Strategy<Value = Op> {
    let event = prop_oneof![Just(Event::Succeed), Just(Event::Accept), Just(Event::Reject), Just(Event::Reverse)];
    prop_oneof![
        3 => (any::<bool>(), any::<Index>()).prop_map(|(on_credit, customer)| Op::Sells { on_credit, customer }),
        4 => (any::<Index>(), event).prop_map(|(sale, event)| Op::Ends { sale, event }),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(sale, customer)| Op::Credits { sale, customer }),
        2 => (any::<Index>(), 1..60_000_i64).prop_map(|(customer, paise)| Op::Pays { customer, paise }),
        1 => (any::<Index>(), 1..9_000_i64, any::<bool>())
            .prop_map(|(customer, paise, owes_more)| Op::Corrects { customer, paise, owes_more }),
    ]
}

fn happens(books: &Books, customers: &[i64], sales: &mut Vec<SaleRow>, op: &Op, at_ms: i64) {
    match op {
        Op::Sells { on_credit, customer } => {
            let payment = if *on_credit { Payment::Udhaar } else { Payment::Cash };
            let number = format!("9{:09}", sales.len());
            let new = NewSale { payment, customer: Some(*customer.get(customers)), ..airtel(&number) };
            sales.extend(books.ledger.begin_sale(&new, at_ms, at_ms).ok());
        }
        Op::Ends { sale, event } if !sales.is_empty() => {
            let at = sale.index(sales.len());
            if let Ok(row) = books.ledger.record(&step_at(&sales[at], Some(*event), at_ms)) {
                sales[at] = row;
            }
        }
        Op::Credits { sale, customer } if !sales.is_empty() => {
            let sale = sale.get(sales).sale_id;
            drop(books.ledger.move_money_back(sale, MoneyBack::Credited(*customer.get(customers)), &person(), at_ms));
        }
        Op::Ends { .. } | Op::Credits { .. } => {}
        Op::Pays { customer, paise } => {
            books.pays(*customer.get(customers), *paise, at_ms);
        }
        Op::Corrects { customer, paise, owes_more } => {
            let account = Account::Customer(*customer.get(customers));
            let (from, to) = if *owes_more { (Account::Spent, account) } else { (account, Account::Spent) };
            books.ledger.add_voucher(&voucher(VoucherKind::Correction, from, to, *paise), at_ms).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_happens_a_statement_sums_to_the_balance_and_nobody_passes_the_limit(
        ops in proptest::collection::vec(op(), 1..40), limit in 30_000..200_000_i64,
    ) {
        let books = Books::new();
        let customers = [books.customer(Some(limit)), books.customer(Some(i64::MAX / 4)), books.customer(None)];
        let mut sales = Vec::new();
        for (op, hour) in ops.iter().zip(0..) {
            let before = books.ledger.room_of_customer(customers[0]).unwrap().used.get();
            happens(&books, &customers, &mut sales, op, NOW + hour * 3_600_000);
            let used = books.ledger.room_of_customer(customers[0]).unwrap().used.get();
            if matches!(op, Op::Sells { .. }) {
                prop_assert!(used <= limit || used == before, "{used} of {limit}");
            }
        }
        let now_ms = NOW + 30 * DAY_MS;
        for id in customers {
            let balance = books.ledger.owed_by(id).unwrap();
            let whole = books.whole(id);
            prop_assert_eq!(whole.rows.iter().map(|row| row.amount.get()).sum::<i64>(), balance.get());
            prop_assert_eq!((whole.brought, whole.carried), (Paise::ZERO, balance));
            let mut running = 0;
            for row in whole.rows.iter().rev() {
                running += row.amount.get();
                prop_assert_eq!(row.after.get(), running);
            }
            let dues = books.ledger.dues_of(id, now_ms).unwrap();
            prop_assert_eq!(ages(dues).iter().sum::<i64>(), balance.get().max(0));
        }
        prop_assert_eq!(books.ledger.verify(), Ok(()));
    }
}
