//! Single stories in the life of a sale.

use super::*;

#[test]
fn a_reversed_sale_nets_to_zero_in_every_account() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Accept, Event::Succeed]);
    let accounts = [Account::Cash, Account::Wallet("inspay".to_owned()), Account::Commission, Account::Owed];
    let balances = || accounts.each_ref().map(|account| books.ledger.account_balance(account).unwrap().get());
    assert_eq!(balances(), [29_900, -29_302, -598, 0]);
    let reversed = books.ledger.record(&step(&sale, Some(Event::Reverse))).unwrap();
    assert_eq!(reversed.state, SaleState::Reversed);
    assert_eq!(balances(), [29_900, 0, 0, -29_900], "the customer's money is still in the drawer");
    books.ledger.move_money_back(sale.sale_id, MoneyBack::GivenBack, &PersonsWord::default(), NOW).unwrap();
    assert_eq!(balances(), [0, 0, 0, 0]);
    assert_eq!(books.ledger.postings(sale.sale_id).unwrap().len(), 10, "the first entries stay");
}

#[test]
fn of_two_answers_that_arrive_together_one_is_a_no_op() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    books.ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
    let before = books.rows();
    for event in [Some(Event::Succeed), Some(Event::Reject), Some(Event::LoseTrack), None] {
        assert_eq!(books.ledger.record(&step(&sale, event)), Err(LedgerError::MovedOn), "{event:?}");
    }
    assert_eq!(books.rows(), before);
}

#[test]
fn a_contradiction_changes_no_money() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Reject]);
    let told = silent(&sale, Silent::Contradicted, NOW + 1_000).flag(Some(crate::Attention::Contradicted));
    let sale = books.ledger.record(&told).unwrap();
    assert_eq!((sale.state, sale.attention), (SaleState::Failed, Some(crate::Attention::Contradicted)));
    assert!(books.ledger.postings(sale.sale_id).unwrap().is_empty());
    assert_eq!(
        books.ledger.events(sale.sale_id).unwrap().last().map(|event| event.kind),
        Some(EventKind::Contradicted)
    );
}

#[test]
fn the_database_itself_refuses_a_second_standing_attempt() {
    let books = Books::new();
    let sale = books.begin(&airtel("9876543210"));
    books.ledger.tamper();
    let second = "INSERT INTO attempt (sale_id, provider, code, account, order_id, state, submitted_at_ms) VALUES (?1, 'paygrt', 'AT', '', ?2, ?3, 1)";
    let insert = |order_id: &str, state: &str| books.raw().execute(second, (sale.sale_id, order_id, state));
    for state in ["intended", "submitted", "pending", "unknown", "succeeded", "reversed"] {
        assert!(insert("OTHER1", state).is_err(), "{state}");
    }
    assert!(insert(sale.order_id.as_str(), "failed").is_err(), "an order id stands twice");
    assert_eq!(insert("OTHER2", "failed"), Ok(1), "one that came to nothing does not stand in the way");
}

#[test]
fn money_that_does_not_fit_is_refused_whole() {
    let books = Books::new();
    for paise in [0, -1, i64::MIN] {
        let new = NewSale { amount: Paise::new(paise), ..airtel("9876543210") };
        let before = books.rows();
        assert!(matches!(books.ledger.begin_sale(&new, NOW, NOW), Err(LedgerError::Failed(_))), "{paise}");
        assert_eq!(books.rows(), before);
    }
    let sale =
        books.begin(&NewSale { amount: Paise::new(i64::MAX), attempt: at("inspay", -1), ..airtel("9876543210") });
    let before = books.rows();
    assert_eq!(books.ledger.record(&step(&sale, Some(Event::Succeed))), Err(LedgerError::OutOfRange));
    assert_eq!(books.rows(), before);
}

#[test]
fn a_commission_of_nothing_or_of_everything_still_balances() {
    let books = Books::new();
    for (number, earned, entries) in [("9876543210", 0, 2), ("9876543211", 29_900, 2), ("9876543212", 1, 3)] {
        let sale = books.begin(&NewSale { attempt: at("inspay", earned), ..airtel(number) });
        books.ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
        let postings = books.ledger.postings(sale.sale_id).unwrap();
        assert_eq!(
            (postings.len(), postings.iter().map(|posting| posting.amount.get()).sum::<i64>()),
            (entries, 0),
            "{earned}"
        );
    }
    assert_eq!(number(&books.raw(), "SELECT SUM(amount_paise) FROM posting"), 0);
}

#[test]
fn a_twin_may_be_sold_once_the_first_is_settled() {
    let books = Books::new();
    let first = books.begin(&airtel("9876543210"));
    for other in [
        NewSale { amount: Paise::new(29_901), ..airtel("9876543210") },
        NewSale { operator: "jio".to_owned(), ..airtel("9876543210") },
        airtel("9876543211"),
    ] {
        books.begin(&other);
    }
    let by_another = NewSale { attempt: at("paygrt", 598), ..airtel("9876543210") };
    let twin = Err(LedgerError::TwinOpen { sale_id: first.sale_id });
    assert_eq!(books.ledger.begin_sale(&by_another, NOW, NOW), twin, "another provider is no other sale");
    let unknown = books.ledger.record(&step(&first, Some(Event::LoseTrack))).unwrap();
    assert_eq!(books.ledger.begin_sale(&by_another, NOW, NOW), twin);
    books.ledger.record(&step(&unknown, Some(Event::Reject))).unwrap();
    books.begin(&by_another);
}
