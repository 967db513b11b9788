//! Everything that a screen or a sale asks of the books.

use domain::{Account, Days, Paise, india_day};
use journeys::benches::drawn;
use ledger::{EventDetail, Ledger, LedgerError, Page, Remembered, ReportBy, SaleFilter, SaleOrder, Span};

use super::NOW;

/// A question, and how many rows it found.
pub type Question = (&'static str, fn(&Ledger) -> Result<usize, LedgerError>);

const DAY_MS: i64 = 86_400_000;

fn found(ledger: &Ledger, what: &Remembered) -> Result<usize, LedgerError> {
    Ok(ledger.remembered_sales(what, Page { after: 0, rows: 7 })?.len())
}

fn today() -> Days {
    Days::one(&india_day(NOW))
}

/// Ten days, which both ledgers have whole.
fn ten_days() -> SaleFilter {
    SaleFilter::of(Days { from: india_day(NOW - 11 * DAY_MS), to: india_day(NOW - 2 * DAY_MS) })
}

/// The last digits of a number that both ledgers have.
fn known_end() -> String {
    format!("{:09}", drawn(drawn(1, 60_000), 1_000_000_000)).split_off(5)
}

/// All of them.
pub const QUESTIONS: &[Question] = &[
    ("recent numbers", |ledger| Ok(ledger.known_numbers("", 8)?.len())),
    ("numbers that begin with 3 digits", |ledger| Ok(ledger.known_numbers("912", 8)?.len())),
    ("numbers that end with 4 digits", |ledger| Ok(ledger.known_numbers(&known_end(), 8)?.len())),
    ("search: 3 digits of a number", |ledger| found(ledger, &Remembered::Number("123".to_owned()))),
    ("search: 5 digits of a number", |ledger| found(ledger, &Remembered::Number("12345".to_owned()))),
    ("search: a number of nobody", |ledger| found(ledger, &Remembered::Number("0000000000".to_owned()))),
    ("search: a whole reference", |ledger| found(ledger, &Remembered::Reference("RJ000000001700".to_owned()))),
    ("search: the end of a reference", |ledger| found(ledger, &Remembered::Reference("1700".to_owned()))),
    ("search: a reference of nobody", |ledger| found(ledger, &Remembered::Reference("NOBODYS".to_owned()))),
    ("search: an amount", |ledger| found(ledger, &Remembered::Amount(Paise::new(29_900)))),
    ("search: an amount of nobody", |ledger| found(ledger, &Remembered::Amount(Paise::new(1)))),
    ("search: an operator", |ledger| found(ledger, &Remembered::Operators(vec!["jio".to_owned()]))),
    ("search: an operator never sold", |ledger| found(ledger, &Remembered::Operators(vec!["mtnl".to_owned()]))),
    ("open sales", |ledger| Ok(ledger.open_sales()?.len())),
    ("open orders of the desk", |ledger| Ok(ledger.open_orders()?.len())),
    ("due attempts", |ledger| Ok(ledger.due_attempts("inspay", NOW + 600_000, 20)?.len())),
    ("what waits at a wallet", |ledger| ledger.waiting_cost("inspay").map(|_| 1)),
    ("the account of a wallet", |ledger| {
        let span = Span { from: None, to: None, before: None };
        Ok(ledger.statement(&Account::Wallet("inspay".to_owned()), span, 50)?.rows.len())
    }),
    ("a day of that account", |ledger| {
        let day = india_day(NOW);
        let span = Span { from: Some(&day), to: Some(&day), before: None };
        Ok(ledger.statement(&Account::Wallet("inspay".to_owned()), span, 50)?.rows.len())
    }),
    ("balances", |ledger| Ok(ledger.balances()?.len())),
    ("a day's sums", |ledger| ledger.day_totals(&india_day(NOW)).map(|_| 1)),
    ("a day's list", |ledger| {
        let page = Page { after: 0, rows: 50 };
        Ok(ledger.filtered_sales(&SaleFilter::of(today()), SaleOrder::Time, false, page)?.len())
    }),
    ("ten days: the sums of the list", |ledger| Ok(ledger.filter_sums(&ten_days())?.len())),
    ("ten days: the list by time", |ledger| {
        let page = Page { after: 0, rows: 50 };
        Ok(ledger.filtered_sales(&ten_days(), SaleOrder::Time, false, page)?.len())
    }),
    ("ten days: the list by amount", |ledger| {
        let page = Page { after: 0, rows: 50 };
        Ok(ledger.filtered_sales(&ten_days(), SaleOrder::Amount, false, page)?.len())
    }),
    ("ten days: a report by day", |ledger| Ok(ledger.report(&ten_days(), ReportBy::Day, 100)?.len())),
    ("ten days: a report by operator", |ledger| Ok(ledger.report(&ten_days(), ReportBy::Operator, 100)?.len())),
    ("ten days: the companies", |ledger| Ok(ledger.company_sums(&ten_days())?.len())),
    ("ten days: what was taken back", |ledger| Ok(ledger.taken_back(&ten_days(), 50)?.0.len())),
    ("ten days: what there is to choose", |ledger| ledger.facets(&ten_days().days).map(|_| 1)),
    ("ten days: the account of a wallet", |ledger| {
        let (from, to) = (india_day(NOW - 11 * DAY_MS), india_day(NOW - 2 * DAY_MS));
        let span = Span { from: Some(&from), to: Some(&to), before: None };
        Ok(ledger.statement(&Account::Wallet("inspay".to_owned()), span, 50)?.rows.len())
    }),
    ("numbers that are due again", |ledger| {
        let numbers = ledger.numbers_of_day(&india_day(NOW - 14 * DAY_MS), 0, 50)?;
        let numbers: Vec<String> = numbers.into_iter().map(|one| one.number).collect();
        Ok(ledger.sales_to_numbers(&numbers)?.len())
    }),
    ("a twin", |ledger| Ok(ledger.newest_twin("6000000000", "jio", Paise::new(29_900), 0)?.map_or(0, |_| 1))),
    ("recovery at the start", |ledger| ledger.take_up_after_crash(NOW, &EventDetail::default())),
];
