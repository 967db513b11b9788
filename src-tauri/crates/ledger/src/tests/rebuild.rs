//! The journal alone is enough to make every other table anew.

use std::collections::BTreeSet;

use domain::{Account, Event, Paise, Voucher, VoucherKind};

use super::{Books, NOW, texts};
use crate::compare::TABLES;
use crate::{CustomerFacts, Difference, PriceRow, RuleChange};

/// Tables and columns that are not compared, each with the reason.
const NOT_COMPARED: &[(&str, &str)] = &[
    ("attempt.next_check_at_ms", "an enquiry is put off and brought forward without a row"),
    ("chit", "a chit is no sale: nothing is sent and nothing is booked before it is sold"),
    ("customer.name", "names are forgotten on request"),
    ("customer.note", "notes are forgotten on request"),
    ("customer.language", "it is forgotten with the name"),
    ("customer.created_at_ms", "it goes with the name"),
    ("customer.forgotten", "it says that the name is gone, which is in no journal"),
    ("customer_number", "numbers are forgotten with the customer"),
    ("due_dismissed", "what a person put away of a list moves no money"),
    ("ledger", "it is of the file, and not of the books"),
    (
        "print_job",
        "a slip that waits for the printer is no part of the books; the journal tells of it once it is on paper",
    ),
    ("rate", "it is empty: percentages of an earlier version are carried into rules of commission"),
    ("recharge_plan", "what an amount buys at an operator is no money"),
    ("sale_event", "it is the journal"),
    ("statement_ignored", "what a person put aside of a statement moves no money"),
    ("wallet_reading", "what a company said of its wallet is no part of the books"),
];

#[test]
fn every_column_is_compared_or_it_is_said_why_not() {
    let books = Books::new();
    let all = texts(
        &books.raw(),
        "SELECT tables.name || '.' || columns.name FROM sqlite_schema AS tables
         JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'",
    );
    let compared: BTreeSet<String> = TABLES
        .iter()
        .flat_map(|table| table.key.iter().chain(table.columns).map(|column| format!("{}.{column}", table.name)))
        .collect();
    let reason = |column: &str| {
        let table = column.split('.').next().unwrap_or_default();
        NOT_COMPARED.iter().any(|(name, why)| (*name == column || *name == table) && !why.is_empty())
    };
    let left_out: Vec<&String> = all.iter().filter(|column| !compared.contains(*column) && !reason(column)).collect();
    assert_eq!(left_out, Vec::<&String>::new(), "neither compared nor told why not");
    let unknown: Vec<&String> = compared.iter().filter(|column| !all.contains(column)).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "no such column");
}

fn with_money() -> Books {
    let books = Books::new();
    books.sale("9876543210", &[Event::Accept, Event::Succeed]);
    books.sale("9876543211", &[Event::LoseTrack]);
    let nobody = String::new;
    let voucher = Voucher {
        kind: VoucherKind::Banked,
        from: Account::Cash,
        to: Account::Bank,
        amount: Paise::new(10_000),
        by: nobody(),
        reason: nobody(),
        reference: nobody(),
    };
    books.ledger.add_voucher(&voucher, NOW).unwrap();
    let facts = CustomerFacts { limit: Some(Paise::new(150_000)), ..CustomerFacts::default() };
    books.ledger.add_customer(&facts, "Asha", NOW).unwrap();
    let price = PriceRow { product: "pan_new".to_owned(), fee: Paise::new(10_700), charge: None };
    books.ledger.set_prices(&[price], NOW).unwrap();
    let rule = RuleChange { name: "day_start".to_owned(), value: "4".to_owned(), by: nobody() };
    books.ledger.set_rule(&rule, NOW).unwrap();
    books
}

#[test]
fn a_value_that_no_row_tells_is_named() {
    let books = with_money();
    assert_eq!(books.ledger.rebuild_differences(), Ok(Vec::new()), "the control");
    for (change, back, found) in [
        (
            "UPDATE sale SET amount_paise = 1 WHERE id = 1",
            "UPDATE sale SET amount_paise = 29900 WHERE id = 1",
            "sale 1, amount_paise: 1 in the books, 29900 by the journal",
        ),
        (
            "UPDATE attempt SET checks = 7 WHERE id = 2",
            "UPDATE attempt SET checks = 0 WHERE id = 2",
            "attempt 2, checks: 7 in the books, 0 by the journal",
        ),
        (
            "UPDATE sale SET owed_paise = 0 WHERE id = 2",
            "UPDATE sale SET owed_paise = 29900 WHERE id = 2",
            "sale 2, owed_paise: 0 in the books, 29900 by the journal",
        ),
        (
            "UPDATE balance SET paise = 9 WHERE account = 'bank'",
            "UPDATE balance SET paise = 10000 WHERE account = 'bank'",
            "balance bank, paise: 9 in the books, 10000 by the journal",
        ),
        (
            "INSERT INTO balance VALUES ('spent', 5)",
            "DELETE FROM balance WHERE account = 'spent'",
            "balance spent: the journal tells of no such row",
        ),
        (
            "DELETE FROM rule WHERE name = 'day_start'",
            "INSERT INTO rule VALUES ('day_start', '4')",
            "rule day_start: the books have no such row",
        ),
        (
            "UPDATE customer SET limit_paise = 5 WHERE id = 1",
            "UPDATE customer SET limit_paise = 150000 WHERE id = 1",
            "customer 1, limit_paise: 5 in the books, 150000 by the journal",
        ),
        (
            "UPDATE price SET charge_paise = 5",
            "UPDATE price SET charge_paise = NULL",
            "price pan_new, charge_paise: 5 in the books, nothing by the journal",
        ),
        (
            "UPDATE movement SET day = '2026-11-21' WHERE account = 'bank'",
            "UPDATE movement SET day = '2026-11-20' WHERE account = 'bank'",
            "movement bank 2026-11-20: the books have no such row",
        ),
    ] {
        books.raw().execute(change, ()).unwrap();
        let told: Vec<String> = books.ledger.rebuild_differences().unwrap().iter().map(Difference::to_string).collect();
        assert_eq!(told.first().map(String::as_str), Some(found));
        assert_eq!(books.raw().execute(back, ()).unwrap(), 1);
    }
}

/// What was posted before the shop's day started at another hour counts for the day of then.
#[test]
fn days_are_verified_by_the_rule_of_their_time() {
    let books = Books::new();
    let sold = |number: &str| books.sale(number, &[Event::Succeed]);
    sold("9876543210");
    for (number, minutes) in [("9876543211", "720"), ("9876543212", "never"), ("9876543213", "1439")] {
        let rule = RuleChange { name: "day_start".to_owned(), value: minutes.to_owned(), by: String::new() };
        books.ledger.set_rule(&rule, NOW).unwrap();
        sold(number);
    }
    let days = texts(&books.raw(), "SELECT DISTINCT day FROM movement ORDER BY day");
    assert_eq!(days.len(), 2, "{days:?}");
    assert_eq!(books.ledger.verify(), Ok(()));
}
