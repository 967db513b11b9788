//! Reports and companies as files: they say what the books say.

use std::fs;

use domain::Period;
use ledger::ReportBy;
use rusqlite::Connection;
use till::{ExportFormat, ExportOf, ReportQuery, SalesFilter};

use super::{input, till_of};

fn paise(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount with two decimals")
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
    let rows = |of: ExportOf| {
        let made = till.export(&input(of, ExportFormat::Csv), own.path()).expect("a file");
        let text = fs::read_to_string(own.path().join(made.name)).expect("a file");
        let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        reader.records().map(|row| row.expect("a row")).collect::<Vec<_>>()
    };
    for by in ReportBy::ALL {
        let lines = rows(ExportOf::Report { query: ReportQuery { filter: always(), by } });
        let (sum, lines) = lines.split_last().expect("the sum below");
        let told = |row: &csv::StringRecord| (row[1].parse::<i64>().expect("a count"), paise(&row[6]), paise(&row[8]));
        assert_eq!(told(sum), wanted, "{by:?}");
        let added = lines.iter().map(told).fold((0, 0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1, sum.2 + row.2));
        assert_eq!(added, wanted, "{by:?}");
        assert!(lines.iter().all(|row| !row[0].is_empty()), "{by:?}: every line has a name");
    }
    let companies = rows(ExportOf::Companies { filter: always() });
    // Nobody else sells the orders of the services desk, so that no company is compared by them.
    let compared = sums("'wallet_load', 'pan_card', 'bank_account', 'aadhaar_check'");
    assert_eq!(companies.iter().map(|row| paise(&row[9])).sum::<i64>(), compared.2);
}
