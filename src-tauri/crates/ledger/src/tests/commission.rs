//! Rules of commission, sales that are booked again, what companies told, and the tax they kept back.

use domain::{Account, BasisPoints, CommissionRule, Covers, Event, FinancialYear, Paise, Pays, Voucher, VoucherKind};
use rusqlite::Connection;

use super::{Books, DAY, NOW, airtel, at, number, opening, step, texts};
use crate::open::MIGRATIONS;
use crate::{
    Again, CommissionChange, EventKind, Ledger, LedgerError, MOST_AGAIN, Mending, NewSale, Rebooking, VoucherAct,
    VoucherWritten,
};

pub(super) fn percent(covers: &str, from: &str, points: i32) -> CommissionRule {
    let pays = Some(Pays::Percent(BasisPoints::new(points).unwrap()));
    CommissionRule {
        provider: "inspay".to_owned(),
        covers: Covers::parse(covers).unwrap(),
        from: from.to_owned(),
        pays,
    }
}

fn change(rule: CommissionRule) -> CommissionChange {
    CommissionChange { rules: vec![rule], by: "Asha".to_owned() }
}

fn asked(sales: usize, paise: i64) -> Option<Rebooking> {
    Some(Rebooking { sales, difference: Paise::new(paise) })
}

fn balance(books: &Books, account: Account) -> i64 {
    books.ledger.account_balance(&account).unwrap().get()
}

fn wallet(books: &Books) -> i64 {
    balance(books, Account::Wallet("inspay".to_owned()))
}

fn year(begins: i32) -> FinancialYear {
    FinancialYear::new(begins).unwrap()
}

/// The commission that was booked of the provider in the year of the tests.
fn booked(books: &Books) -> i64 {
    let all = books.ledger.commission_booked(year(2026)).unwrap();
    all.iter().filter(|row| row.payer == "inspay").map(|row| row.sum.get()).sum()
}

#[test]
fn percentages_of_an_earlier_version_become_rules_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let raw = Connection::open(&path).unwrap();
    MIGRATIONS[..6].iter().for_each(|sql| raw.execute_batch(sql).unwrap());
    raw.pragma_update(None, "user_version", 6).unwrap();
    raw.execute_batch("INSERT INTO rate VALUES ('inspay', 'airtel', 250), ('inspay', 'jio', 0)").unwrap();
    drop(raw);
    for _ in 0..2 {
        let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
        let rules: Vec<_> = ledger.commission_rules().unwrap().into_iter().map(|row| row.rule).collect();
        assert_eq!(rules, [percent("operator:airtel", "", 250), percent("operator:jio", "", 0)]);
        let report = ledger.verify_chain().unwrap();
        assert_eq!((report.sealed, report.broken_at), (1, None));
        ledger.close();
    }
    let raw = Connection::open(&path).unwrap();
    assert_eq!(number(&raw, "SELECT COUNT(*) FROM rate"), 0);
    let told = texts(&raw, "SELECT json_extract(detail, '$.commission.rules[0].covers') FROM sale_event");
    assert_eq!(told, ["operator:airtel"]);
}

#[test]
fn a_rule_is_sealed_with_who_and_when_and_the_history_stays() {
    let books = Books::new();
    for (from, points) in [("", 200), (DAY, 250), (DAY, 300)] {
        let rule = percent("operator:airtel", from, points);
        assert_eq!(books.ledger.set_commission(&change(rule), Again::Unasked, NOW), Ok(None));
    }
    let rows = books.ledger.commission_rules().unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.by == "Asha" && row.at_ms == NOW));
    assert_eq!(rows[2].rule, percent("operator:airtel", DAY, 300));
    assert_eq!(books.ledger.verify_chain().unwrap().sealed, 3);
}

#[test]
fn sales_are_booked_again_only_when_exactly_they_were_agreed_to() {
    let books = Books::new();
    let done = books.sale("9876543210", &[Event::Accept, Event::Succeed]);
    let waits = books.sale("9876543211", &[Event::Accept]);
    let failed = books.sale("9876543212", &[Event::Reject]);
    let before = books.rows();
    let three = change(percent("operator:airtel", DAY, 300));
    assert_eq!(books.ledger.set_commission(&three, Again::Unasked, NOW), Ok(asked(2, 598)));
    let other = Rebooking { sales: 1, difference: Paise::new(598) };
    assert_eq!(books.ledger.set_commission(&three, Again::BookAgain(other), NOW), Ok(asked(2, 598)));
    assert_eq!(books.rows(), before, "nothing is half-written");
    let agreed = Rebooking { sales: 2, difference: Paise::new(598) };
    assert_eq!(books.ledger.set_commission(&three, Again::BookAgain(agreed), NOW), Ok(None));

    let earned = |sale_id| books.ledger.sale(sale_id).unwrap().earned.get();
    assert_eq!((earned(done.sale_id), earned(waits.sale_id), earned(failed.sale_id)), (897, 897, 897));
    assert_eq!((wallet(&books), balance(&books, Account::Commission)), (897 - 29_900, -897));
    let told = books.ledger.events(done.sale_id).unwrap().pop().unwrap();
    assert_eq!((told.kind, told.detail.earned), (EventKind::CommissionCorrected, Some(Paise::new(897))));
    assert_eq!(told.detail.person.unwrap().by, "Asha");
    assert_eq!(booked(&books), 897);

    // What waited is booked by it once it is done, and what is taken back takes back what was really earned.
    books.ledger.record(&step(&waits, Some(Event::Succeed))).unwrap();
    books.ledger.record(&step(&books.ledger.sale(done.sale_id).unwrap(), Some(Event::Reverse))).unwrap();
    assert_eq!((wallet(&books), balance(&books, Account::Commission)), (897 - 29_900, -897));
    assert_eq!(booked(&books), 897);
    assert!(books.ledger.verify().is_ok());
}

#[test]
fn what_came_to_nothing_and_is_done_after_all_is_booked_by_the_rule_of_its_day() {
    let books = Books::new();
    let failed = books.sale("9876543210", &[Event::Accept, Event::Reject]);
    let reversed = books.sale("9876543211", &[Event::Succeed, Event::Reverse]);
    let three = change(percent("operator:airtel", DAY, 300));
    // Nothing of it is asked about: no money moves by it.
    assert_eq!(books.ledger.set_commission(&three, Again::Unasked, NOW), Ok(None));
    assert_eq!((wallet(&books), balance(&books, Account::Commission), booked(&books)), (0, 0, 0));
    for sale in [failed, reversed] {
        let sale = books.ledger.sale(sale.sale_id).unwrap();
        books.ledger.record(&step(&sale, Some(Event::Admit))).unwrap();
    }
    assert_eq!((wallet(&books), balance(&books, Account::Commission)), (2 * (897 - 29_900), -2 * 897));
    assert_eq!(booked(&books), 2 * 897);
}

#[test]
fn more_sales_than_one_transaction_may_book_again_are_refused_whole() {
    let books = Books::new();
    books.ledger.tamper();
    let first = books.sale("9876543210", &[Event::Succeed]);
    // Copies of one that is done, as many as a shop sells in years.
    let copies = |table: &str, columns: &str, values: &str| {
        format!(
            "WITH RECURSIVE place (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM place WHERE n <= {MOST_AGAIN})
             INSERT INTO {table} ({columns}) SELECT {values} FROM place, {table} WHERE {table}.id = 1"
        )
    };
    let raw = books.raw();
    let sale = "id, service, operator, number, circle, amount_paise, state, created_at_ms, day, intent, fields";
    let sales = "n, service, operator, number, circle, amount_paise, state, created_at_ms, day, 'copy ' || n, fields";
    raw.execute(&copies("sale", sale, sales), ()).unwrap();
    let attempt = "id, sale_id, provider, code, account, order_id, state, submitted_at_ms, earned_paise";
    let attempts = "n, n, provider, code, account, 'COPY' || n, state, submitted_at_ms, earned_paise";
    raw.execute(&copies("attempt", attempt, attempts), ()).unwrap();
    let rows = books.ledger.newest_row().unwrap();
    let three = change(percent("operator:airtel", "", 300));
    assert_eq!(books.ledger.set_commission(&three, Again::Unasked, NOW), Err(LedgerError::TooManyAgain));
    let all = Rebooking { sales: MOST_AGAIN + 1, difference: Paise::new(299 * 100_001) };
    assert_eq!(books.ledger.set_commission(&three, Again::BookAgain(all), NOW), Err(LedgerError::TooManyAgain));
    assert_eq!((books.ledger.newest_row(), books.ledger.sale(first.sale_id).unwrap().earned.get()), (Ok(rows), 598));
    // From today on nothing is booked again.
    assert_eq!(books.ledger.set_commission(&three, Again::FromNowOn, NOW), Ok(None));
}

#[test]
fn sales_that_no_rule_of_the_change_decides_about_are_left_alone() {
    let books = Books::new();
    let set = |rule, again| books.ledger.set_commission(&change(rule), again, NOW);
    assert_eq!(set(percent("operator:airtel", "", 200), Again::Unasked), Ok(None));
    books.sale("9876543210", &[Event::Succeed]);
    books.begin(&NewSale { attempt: at("paygrt", 1), ..airtel("9876543211") });
    assert_eq!(set(percent("service:prepaid", "", 900), Again::Unasked), Ok(None), "the operator has its own");
    assert_eq!(set(percent("operator:jio", "", 900), Again::Unasked), Ok(None));
    assert_eq!(set(percent("operator:airtel", "2026-11-21", 900), Again::Unasked), Ok(None), "it has not begun");
    assert_eq!(set(percent("operator:airtel", "", 200), Again::Unasked), Ok(None), "it is booked so already");
    // Its own ends, and the service's is 9 %.
    let ended = CommissionRule { pays: None, ..percent("operator:airtel", DAY, 0) };
    assert_eq!(set(ended.clone(), Again::Unasked), Ok(asked(1, 2_093)));
    assert_eq!(set(ended, Again::FromNowOn), Ok(None));
    assert_eq!((wallet(&books), balance(&books, Account::Commission)), (598 - 29_900, -598));
}

#[test]
fn what_a_company_told_stands_beside_what_was_booked() {
    let books = Books::new();
    let done = books.sale("9876543210", &[Event::Succeed]);
    let waits = books.sale("9876543211", &[Event::Accept]);
    books.sale("9876543212", &[Event::Succeed]);
    for sale in [&done, &waits] {
        books.ledger.note_told_earned(sale.attempt_id, Paise::new(747), NOW).unwrap();
    }
    let told = books.ledger.told_in("2026-11").unwrap();
    let told: Vec<_> = told.iter().map(|row| (row.sale_id, row.booked.get(), row.told.get())).collect();
    assert_eq!(told, [(done.sale_id, 598, 747)]);
    assert_eq!(books.ledger.told_in("2026-10"), Ok(Vec::new()));
}

#[test]
fn tax_kept_back_counts_to_the_year_it_is_of() {
    let books = Books::new();
    let kept = |paise| Voucher {
        kind: VoucherKind::TdsKept,
        from: Account::Wallet("inspay".to_owned()),
        to: Account::Tds("inspay".to_owned()),
        amount: Paise::new(paise),
        by: String::new(),
        reason: String::new(),
        reference: "statement of March".to_owned(),
    };
    let keep = |paise, begins, intent| {
        let act = VoucherAct { intent, ask_if_written_since_ms: Some(0) };
        books.ledger.keep_tds(&kept(paise), year(begins), &act, NOW).unwrap()
    };
    let VoucherWritten::At(first) = keep(1_000, 2025, "one") else { panic!("it was asked about") };
    assert_eq!(keep(1_000, 2025, "one"), VoucherWritten::At(first), "one act is one voucher");
    assert!(matches!(keep(1_000, 2025, "two"), VoucherWritten::LikeIt(_)), "the same again is asked about");
    keep(200, 2026, "three");
    books.ledger.add_voucher(&kept(30), NOW).unwrap();
    let of = |begins| books.ledger.tds_kept(year(begins)).unwrap().iter().map(|row| row.sum.get()).sum::<i64>();
    assert_eq!((of(2025), of(2026), of(2027)), (1_000, 230, 0));
    // Taken back, it is taken back from its own year.
    let VoucherWritten::At(wrong) = keep(500, 2025, "four") else { panic!("it was asked about") };
    assert_eq!(of(2025), 1_500);
    let mending = Mending { by: "Asha", reason: "not ours", intent: "five" };
    books.ledger.mend_voucher(wrong, &mending, NOW).unwrap();
    assert_eq!((of(2025), of(2026), of(2027)), (1_000, 230, 0));
    assert_eq!((balance(&books, Account::Tds("inspay".to_owned())), wallet(&books)), (1_230, -1_230));
}
