//! A month of 6,000 sales with 40 late failures: reported, compared, held against a company's file with planted errors, and saved.

use domain::{Language, Period};
use journeys::month::{LATE_FAILURES, Month};
use ledger::ReportBy;
use rusqlite::Connection;
use till::{Clock, ReportQuery, SalesFilter};

use super::exported::saved;
use super::*;
use crate::reports::quick_folder;

/// An attempt of the company, as its portal would tell it: order, number, amount in paise, state, and when it was, in ms since 1970.
type Told = (String, String, i64, String, i64);

fn attempts(books: &Connection) -> Vec<Told> {
    let mut asked = books
        .prepare(
            "SELECT order_id, number, amount_paise, attempt.state, submitted_at_ms FROM attempt JOIN sale ON sale.id = sale_id
             WHERE provider = 'inspay' AND service <> 'wallet_load' AND attempt.state <> 'not_sent' ORDER BY submitted_at_ms",
        )
        .expect("the attempts");
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
    asked.query_map((), row).expect("the attempts").collect::<Result<_, _>>().expect("the attempts")
}

fn told(attempt: &Told, status: &str, more_paise: i64) -> String {
    let (order, number, paise, _, at_ms) = attempt;
    let (when, paise) = (india_time(*at_ms).strftime("%d-%m-%Y %H:%M:%S"), paise + more_paise);
    format!("{when},{order},R{order},{number},{}.{:02},{status}\n", paise / 100, paise % 100)
}

/// The company's file, and how many lines of it agree with the book. Planted: three sales that came back, one amount, two sales that are left
/// out, and two lines of nobody.
fn planted(attempts: &[Told]) -> (String, usize) {
    let mut lines = Vec::new();
    let (mut done, mut agree) = (0, 0);
    for attempt in attempts {
        let status = match attempt.3.as_str() {
            "succeeded" => "Success",
            "failed" => "Failed",
            "reversed" => "Refunded",
            _ => "Pending",
        };
        done += usize::from(status == "Success");
        let (status, more_paise) = match (status, done) {
            ("Success", 100 | 150 | 200) => ("Refunded", 0),
            ("Success", 250) => (status, 1_000),
            ("Success", 300 | 350) => continue,
            (status, _) => (status, 0),
        };
        let is_planted = status == "Refunded" && attempt.3 == "succeeded" || more_paise > 0;
        agree += usize::from(!is_planted);
        lines.push(told(attempt, status, more_paise));
    }
    for (at, number) in ["9000000001", "9000000002"].into_iter().enumerate() {
        let middle = &attempts[attempts.len() / 2 + at];
        lines.push(told(&(format!("ZZZZZZ99999{at}"), number.into(), 7_700, String::new(), middle.4), "Success", 0));
    }
    (statement(&lines), agree)
}

#[tokio::test]
async fn a_month_is_reported_compared_held_against_a_file_and_saved() {
    let base = Counter::with(&["inspay"], QUICK).await;
    let now_ms = base.clock.now_ms();
    let quick = quick_folder();
    let written = Month::up_to(now_ms).make_practice_folder(quick.path(), Language::EN).expect("a month");
    assert_eq!(written.late_failures.len(), LATE_FAILURES);
    let counter = base
        .beside(|folder| {
            for file in std::fs::read_dir(quick.path()).expect("a folder").flatten() {
                std::fs::copy(file.path(), folder.join(file.file_name())).expect("a file");
            }
        })
        .await;
    let books = Connection::open(counter.folder().join("practice.db")).expect("the books");
    let attempts = attempts(&books);
    assert!(attempts.len() > 1_000, "{}", attempts.len());
    let always = || SalesFilter::of(Period::Always);
    let by_state = |state: &str| attempts.iter().filter(|attempt| attempt.3 == state).count() as i64;
    let report = counter.shop.till().report(&ReportQuery { filter: always(), by: ReportBy::All }).expect("a report");
    let sold: i64 = books
        .query_row(
            "SELECT SUM(amount_paise) FROM sale WHERE state = 'succeeded' AND service <> 'wallet_load'",
            (),
            |row| row.get(0),
        )
        .expect("a sum");
    assert_eq!(report.lines[0].done_amount_paise.get(), sold);
    let companies = counter.shop.till().companies(&always()).expect("the companies");
    let inspay = companies.sums.iter().find(|sum| sum.provider == "inspay").expect("a company");
    assert_eq!((inspay.done, inspay.given_back), (by_state("succeeded"), by_state("reversed")));
    let (file, agree) = planted(&attempts);
    let (id, preview) = opened(&counter, file.as_bytes()).await.expect("a statement");
    let result = held(&counter, id, &as_guessed(&preview)).await;
    assert_eq!(counts(&result), [agree, 4, 2, 2, 0], "every planted difference, and none invented");
    let own = tempfile::tempdir().expect("a folder");
    let (rows, sums) = saved(&counter, own.path(), id, None);
    assert_eq!(rows.len(), agree + 8);
    let whole: i64 = attempts.iter().map(|attempt| attempt.2).sum();
    assert_eq!(sums.values().map(|(_, _, book)| book).sum::<i64>(), whole, "every attempt once");
    assert_eq!(sums["Only in the file"], (2, 15_400, 0));
}
