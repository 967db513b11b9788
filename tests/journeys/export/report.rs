//! Reports and companies as files: they say what the books say.

use std::fs;
use std::path::Path;

use domain::{Event, Paise, Period};
use ledger::{CustomerFacts, Ledger, ReportBy, Step};
use rusqlite::Connection;
use till::{ExportFormat, ExportOf, ReportQuery, SalesFilter, Till};

use super::{begun_for, input, new_books, till_of, till_over};

/// One customer more than a screen shows.
const CUSTOMERS: i64 = 241;

fn paise(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount with two decimals")
}

/// The rows of a file below its heading.
fn rows(till: &Till, own: &Path, of: ExportOf) -> Vec<csv::StringRecord> {
    let made = till.export(&input(of, ExportFormat::Csv), own).expect("a file");
    let text = fs::read_to_string(own.join(made.name)).expect("a file");
    let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    reader.records().map(|row| row.expect("a row")).collect()
}

#[tokio::test]
async fn every_report_and_the_companies_are_files_whose_sums_are_those_of_the_books() {
    let (till, folder, own) = till_of(12);
    let books = Connection::open(folder.path().join("practice.db")).expect("the books");
    let sums = |left_out: &str| -> (i64, i64, i64) {
        let sql = format!(
            "SELECT COUNT(*), SUM(CASE state WHEN 'succeeded' THEN amount_paise ELSE 0 END),
                 (SELECT -SUM(posting.amount_paise) FROM posting JOIN sale_event ON seq = event_seq
                  JOIN sale AS sold ON sold.id = sale_event.sale_id WHERE account = 'commission' AND sold.service NOT IN ({left_out}))
             FROM sale WHERE service NOT IN ({left_out})"
        );
        books.query_row(&sql, (), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("sums")
    };
    let wanted = sums("'wallet_load'");
    let always = || SalesFilter::of(Period::Always);
    for by in ReportBy::ALL {
        let lines = rows(&till, own.path(), ExportOf::Report { query: ReportQuery { filter: always(), by } });
        let (sum, lines) = lines.split_last().expect("the sum below");
        let told = |row: &csv::StringRecord| (row[1].parse::<i64>().expect("a count"), paise(&row[6]), paise(&row[8]));
        assert_eq!(told(sum), wanted, "{by:?}");
        let added = lines.iter().map(told).fold((0, 0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1, sum.2 + row.2));
        assert_eq!(added, wanted, "{by:?}");
        assert!(lines.iter().all(|row| !row[0].is_empty()), "{by:?}: every line has a name");
    }
    let companies = rows(&till, own.path(), ExportOf::Companies { filter: always() });
    // Nobody else sells the orders of the services desk, so that no company is compared by them.
    let compared = sums("'wallet_load', 'pan_card', 'bank_account', 'aadhaar_check'");
    assert_eq!(companies.iter().map(|row| paise(&row[9])).sum::<i64>(), compared.2);
}

/// Books with so many customers, of whom the first bought for one rupee, the second for two, and so on.
pub fn many_customers(now_ms: i64, path: &Path) -> Ledger {
    let ledger = new_books(now_ms, path);
    for rupees in 1..=CUSTOMERS {
        let amount = Paise::new(rupees * 100);
        let facts =
            CustomerFacts { name: format!("Customer {rupees}"), limit: Some(amount), ..CustomerFacts::default() };
        let customer = ledger.add_customer(&facts, "", now_ms).expect("a customer").id;
        let begun = begun_for(&ledger, (customer, &format!("98765{rupees:05}")), amount, now_ms);
        ledger.record(&Step::of(&begun, Event::Succeed, now_ms)).expect("it is done");
    }
    ledger
}

#[tokio::test]
async fn a_screen_says_that_it_shows_the_largest_and_a_file_has_every_line() {
    let (till, _folder, own) = till_over(many_customers);
    let by = |by| ReportQuery { filter: SalesFilter::of(Period::Always), by };
    let shown = till.report(&by(ReportBy::Customer)).expect("a report");
    assert_eq!((shown.lines.len(), shown.is_cut), (240, true));
    let least = shown.lines.iter().map(|line| line.amount_paise.get()).min();
    assert_eq!(least, Some(200), "who bought for the least is left out");
    assert!(!till.report(&by(ReportBy::Operator)).expect("a report").is_cut);
    let lines = rows(&till, own.path(), ExportOf::Report { query: by(ReportBy::Customer) });
    let (sum, lines) = lines.split_last().expect("the sum below");
    let added: i64 = lines.iter().map(|row| paise(&row[6])).sum();
    assert_eq!((lines.len(), added), (241, paise(&sum[6])));
    assert_eq!(added, CUSTOMERS * (CUSTOMERS + 1) / 2 * 100);
}
