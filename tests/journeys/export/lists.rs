//! The lists of customers and of vouchers as files: what they say adds up to what was posted.

use std::collections::BTreeMap;

use rusqlite::Connection;
use till::{ExportFormat, ExportOf, MendInput, Till};

use super::month::{named, paise, rows, saved};
use super::{input, till_of};

// The columns of the customers.
const OWES: usize = 2;
const CREDIT: usize = 7;
// The columns of the vouchers.
const WHAT: usize = 1;
const FROM: usize = 2;
const TO: usize = 3;
const AMOUNT: usize = 4;

/// What was posted by account, of the postings of a condition.
fn posted(books: &Connection, condition: &str) -> BTreeMap<String, i64> {
    let sql = format!(
        "SELECT account, SUM(amount_paise) FROM posting JOIN sale_event ON seq = event_seq WHERE {condition} GROUP BY 1"
    );
    let mut statement = books.prepare(&sql).expect("postings");
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).expect("postings");
    rows.collect::<Result<_, _>>().expect("postings")
}

#[tokio::test]
async fn what_customers_owe_in_their_list_is_what_was_posted_to_them() {
    let (till, folder, own) = till_of(30);
    let books = Connection::open(folder.path().join("practice.db")).expect("the books");
    let posted = posted(&books, "account LIKE 'customer:%'");
    let owed: i64 = posted.values().filter(|paise| **paise > 0).sum();
    let credit: i64 = -posted.values().filter(|paise| **paise < 0).sum::<i64>();
    assert!(owed > 0, "somebody owes something");
    let list = |search: &str| {
        let of = ExportOf::Customers { search: search.to_owned() };
        let (name, text) = named(&till, own.path(), of, ExportFormat::Csv);
        let mut rows = rows(&text);
        let sum = rows.pop().expect("the sum below");
        (name, rows, sum)
    };
    let (name, all, sum) = list("");
    assert!(!name.contains("filtered"), "{name}");
    let known: i64 = books.query_row("SELECT COUNT(*) FROM customer", (), |row| row.get(0)).expect("a count");
    assert_eq!((all.len() as i64, sum[1].parse::<i64>().expect("a count")), (known, known));
    assert_eq!((paise(&sum[OWES]), paise(&sum[CREDIT])), (owed, credit));
    let column = |rows: &[Vec<String>], at: usize| rows.iter().map(|row| paise(&row[at])).sum::<i64>();
    for (at, told) in sum.iter().enumerate().take(CREDIT + 1).skip(OWES) {
        assert_eq!(column(&all, at), paise(told), "column {at}");
    }
    for row in &all {
        let by_age: i64 = row[OWES + 1..CREDIT].iter().map(|age| paise(age)).sum();
        assert_eq!(by_age, paise(&row[OWES]), "{row:?}");
        assert_eq!(row[8].is_empty(), row[OWES].is_empty(), "{row:?}: since when is told of what is owed");
    }
    // A part says that it is one, and is summed for itself.
    let first = all[0][0].clone();
    let (name, part, sum) = list(&first);
    assert!(name.contains("filtered"), "{name}");
    assert!(!part.is_empty() && part.len() < all.len() && part.iter().all(|row| all.contains(row)), "{part:?}");
    assert_eq!(paise(&sum[OWES]), column(&part, OWES));
}

/// What files call each account that has moved.
fn names(till: &Till, books: &Connection) -> BTreeMap<String, String> {
    let name = |account: &String| {
        let of = ExportOf::Statement { account: account.clone(), from: "2099-01-01".into(), to: String::new() };
        let title = till.printed_table(&of, domain::Language::EN).expect("a table").title;
        title.strip_prefix("Statement: ").expect("a statement").to_owned()
    };
    posted(books, "1").keys().map(|account| (account.clone(), name(account))).collect()
}

#[tokio::test]
async fn the_vouchers_of_the_list_move_each_account_as_they_were_posted() {
    let (till, folder, own) = till_of(30);
    let wrong = till.vouchers(None).expect("vouchers").rows.into_iter().find(|row| row.mends.is_none());
    let mend = MendInput {
        seq: wrong.expect("a voucher").seq,
        reason: "typed twice".into(),
        by: "Asha".into(),
        intent: "mend".into(),
    };
    till.mend_voucher(&mend).expect("it is taken back");
    let books = Connection::open(folder.path().join("practice.db")).expect("the books");
    let names = names(&till, &books);
    let mut wanted: BTreeMap<String, i64> = BTreeMap::new();
    for (account, paise) in posted(&books, "sale_id IS NULL") {
        *wanted.entry(names[&account].clone()).or_default() += paise;
    }
    let text = saved(&till, own.path(), ExportOf::VoucherList, ExportFormat::Csv);
    let (sums, all): (Vec<_>, Vec<_>) = rows(&text).into_iter().partition(|row| row[0] == "Total");
    let mut moved: BTreeMap<String, i64> = wanted.keys().map(|name| (name.clone(), 0)).collect();
    for row in &all {
        for (name, sign) in [(&row[FROM], -1), (&row[TO], 1)] {
            *moved.get_mut(name).unwrap_or_else(|| panic!("{name} was not posted to")) += sign * paise(&row[AMOUNT]);
        }
    }
    assert!(wanted.len() > 5, "{wanted:?}");
    assert_eq!(moved, wanted);
    let of_pair = |row: &&Vec<String>| row[WHAT].starts_with("Takes back: ") || row[WHAT].ends_with(" (taken back)");
    assert!(all.iter().filter(of_pair).count() >= 2, "what was taken back stands there with its correction");
    let mut by_kind: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in all.iter().filter(|row| !of_pair(row)) {
        let (count, sum) = by_kind.entry(&row[WHAT]).or_default();
        (*count, *sum) = (*count + 1, *sum + paise(&row[AMOUNT]));
    }
    let told = sums.iter().map(|row| (row[WHAT].as_str(), (row[FROM].parse().expect("a count"), paise(&row[AMOUNT]))));
    assert_eq!(told.collect::<BTreeMap<_, _>>(), by_kind);
    for format in [ExportFormat::Xlsx, ExportFormat::Pdf] {
        let made = till.export(&input(ExportOf::VoucherList, format), own.path()).expect("a file");
        assert_eq!(made.rows, all.len() as u64, "{format:?}");
    }
}
