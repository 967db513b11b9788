//! A made-up month, exported: the sums of every file are those of the postings.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use domain::{Days, Language, Outcome, Payment, Period, Service};
use ledger::SaleOrder;
use rusqlite::Connection;
use till::{ExportFormat, ExportOf, Problem, SalesFilter, Till};

use super::{all_sales, input, till_of};

/// A file's name, and the file as text with the mark of UTF-8 taken away.
pub fn named(till: &Till, folder: &Path, of: ExportOf, format: ExportFormat) -> (String, String) {
    let made = till.export(&input(of, format), folder).expect("a file");
    let text = fs::read_to_string(folder.join(&made.name)).expect("a file");
    (made.name, text.trim_start_matches('\u{FEFF}').to_owned())
}

pub fn saved(till: &Till, folder: &Path, of: ExportOf, format: ExportFormat) -> String {
    named(till, folder, of, format).1
}

/// Paise of rupees with two decimals.
pub fn paise(text: &str) -> i64 {
    let digits: String = text.chars().filter(|sign| *sign != '.').collect();
    assert!(text.is_empty() || text[..text.len() - 2].ends_with('.'), "{text:?}");
    if text.is_empty() { 0 } else { digits.parse().expect("an amount") }
}

pub fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Count, amount, charge and commission of the sales of a condition, from tables and postings.
fn oracle(books: &Connection, condition: &str) -> [i64; 4] {
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(amount_paise), 0), COALESCE(SUM(charge_paise), 0), COALESCE(SUM((
             SELECT -SUM(posting.amount_paise) FROM posting JOIN sale_event ON seq = event_seq
             WHERE sale_event.sale_id = sale.id AND posting.account = 'commission')), 0)
         FROM sale WHERE service <> 'wallet_load' AND {condition}"
    );
    let sums = books.query_row(&sql, (), |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]));
    sums.expect("sums")
}

fn check_sales(till: &Till, folder: &Path, books: &Connection, (filter, condition): (SalesFilter, &str)) {
    let of = ExportOf::Sales { filter, order: SaleOrder::Amount, is_rising: false };
    let rows = rows(&saved(till, folder, of, ExportFormat::Csv));
    let sums_of = |rows: &[&Vec<String>], counted: fn(&Vec<String>) -> i64| {
        let sum = |at: usize| rows.iter().map(|row| row.get(at).map_or(0, |text| paise(text))).sum::<i64>();
        [rows.iter().map(|row| counted(row)).sum::<i64>(), sum(7), sum(8), sum(11)]
    };
    let is_load = |row: &&Vec<String>| row[0].starts_with("Wallet loads") || row[3] == "Wallet load";
    let (below, above): (Vec<_>, Vec<_>) = rows.iter().filter(|row| !is_load(row)).partition(|row| row[0] == "Total");
    let wanted = oracle(books, condition);
    assert_eq!(sums_of(&above, |_| 1), wanted, "the rows of {condition}");
    assert_eq!(sums_of(&below, |row| row[1].parse().expect("a count")), wanted, "the sums of {condition}");
}

#[tokio::test]
async fn sums_of_sales_statements_and_vouchers_are_those_of_the_postings() {
    let (till, folder, own) = till_of(30);
    let books = Connection::open(folder.path().join("practice.db")).expect("the books");
    let always = || SalesFilter::of(Period::Always);
    let days: Vec<String> = {
        let mut days = books.prepare("SELECT DISTINCT day FROM movement ORDER BY day").expect("days");
        days.query_map((), |row| row.get(0)).expect("days").collect::<Result<_, _>>().expect("days")
    };
    let (from, to) = (days[days.len() / 3].clone(), days[days.len() * 2 / 3].clone());
    let span = Days { from: from.clone(), to: to.clone() };
    let within = format!("day BETWEEN '{from}' AND '{to}'");
    let filters = [
        (always(), "1".to_owned()),
        (
            SalesFilter { outcomes: vec![Outcome::Succeeded, Outcome::Failed], ..always() },
            "state IN ('succeeded', 'failed', 'not_sent')".to_owned(),
        ),
        (
            SalesFilter { payments: vec![Payment::Udhaar], period: Period::Days(span.clone()), ..always() },
            format!("payment = 'udhaar' AND {within}"),
        ),
        (
            SalesFilter { services: vec![Service::Dth], least: "200".into(), most: "500".into(), ..always() },
            "service = 'dth' AND amount_paise BETWEEN 20000 AND 50000".to_owned(),
        ),
        (SalesFilter { operators: vec!["airtel".into()], ..always() }, "operator = 'airtel'".to_owned()),
    ];
    for (filter, condition) in filters {
        check_sales(&till, own.path(), &books, (filter, &condition));
    }
    let too_long = till.printed_table(&all_sales(), Language::EN);
    assert_eq!(too_long, Err(Problem::ExportTooLong { most: 3_000 }), "the window cannot draw so many");
    check_statements(&till, own.path(), &books, &span);
    for (period, condition) in [(Period::Always, "1".to_owned()), (Period::Days(span), within)] {
        check_vouchers(&till, own.path(), &books, (period, &condition));
    }
}

fn by_account(books: &Connection, condition: &str) -> BTreeMap<String, (i64, i64)> {
    let sql = format!("SELECT account, SUM(in_paise), SUM(out_paise) FROM movement WHERE {condition} GROUP BY 1");
    let mut statement = books.prepare(&sql).expect("movements");
    let rows = statement.query_map((), |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).expect("movements");
    rows.collect::<Result<_, _>>().expect("movements")
}

fn check_statements(till: &Till, folder: &Path, books: &Connection, span: &Days) {
    let moved = by_account(books, &format!("day BETWEEN '{}' AND '{}'", span.from, span.to));
    let before = by_account(books, &format!("day < '{}'", span.from));
    assert!(moved.len() > 8, "{moved:?}");
    for (account, (into, out)) in moved {
        let kind = account.split(':').next().expect("a kind");
        let sign =
            if ["commission", "charges", "owed", "over_short", "owner", "credit"].contains(&kind) { -1 } else { 1 };
        let of = ExportOf::Statement { account: account.clone(), from: span.from.clone(), to: span.to.clone() };
        let rows = rows(&saved(till, folder, of, ExportFormat::Csv));
        let brought = before.get(&account).map_or(0, |(into, out)| sign * (into - out));
        let (came, went) = if sign > 0 { (into, out) } else { (out, into) };
        let column = |at: usize| rows[1..rows.len() - 2].iter().map(|row| paise(&row[at])).sum::<i64>();
        assert_eq!((paise(&rows[0][4]), column(2), column(3)), (brought, came, went), "{account}");
        let sums = &rows[rows.len() - 2..];
        let told = [&sums[0][2], &sums[0][3], &sums[1][4]].map(|text| paise(text));
        assert_eq!(told, [came, went, brought + came - went], "{account}");
        let mut stood = brought;
        for row in &rows[1..rows.len() - 2] {
            stood += paise(&row[2]) - paise(&row[3]);
            assert_eq!(paise(&row[4]), stood, "{account}: {row:?}");
        }
    }
}

/// The texts of an element, wherever it stands.
fn texts<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(&open).skip(1).map(|rest| rest.split(&close).next().unwrap_or_default()).collect()
}

fn check_vouchers(till: &Till, folder: &Path, books: &Connection, (period, condition): (Period, &str)) {
    let xml = saved(till, folder, ExportOf::Vouchers { period }, ExportFormat::Tally);
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let vouchers: Vec<&str> = xml.split("<VOUCHER ").skip(1).collect();
    assert!(vouchers.len() > 5);
    for voucher in &vouchers {
        let (names, signs, amounts) =
            (texts(voucher, "LEDGERNAME"), texts(voucher, "ISDEEMEDPOSITIVE"), texts(voucher, "AMOUNT"));
        assert!(names.len() > 1 && names.len() == amounts.len() && names.len() == signs.len(), "{voucher}");
        assert_eq!(amounts.iter().map(|amount| paise(amount)).sum::<i64>(), 0, "{voucher}");
        for ((name, sign), amount) in names.iter().zip(signs).zip(amounts) {
            assert_eq!(sign == "Yes", amount.starts_with('-'), "{voucher}");
            *sums.entry((*name).to_owned()).or_default() -= paise(amount);
        }
    }
    let known: Vec<&str> = xml.split("<LEDGER NAME=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for name in sums.keys() {
        assert!(known.contains(&name.as_str()), "{name} is in a voucher and not in {known:?}");
    }
    let mut wanted: BTreeMap<String, i64> = BTreeMap::new();
    for (account, (into, out)) in by_account(books, condition) {
        let (kind, whose) = account.split_once(':').unwrap_or((&account, ""));
        let ledger = match kind {
            "cash" => "Cash".to_owned(),
            "upi" => "UPI Collections".to_owned(),
            "bank" => "Bank".to_owned(),
            "wallet" => format!("{whose} Wallet"),
            "credit" => format!("{whose} Distributor"),
            "commission" => "Recharge Commission".to_owned(),
            "charges" => "Service Charges".to_owned(),
            "customer" => "Udhaar Customers".to_owned(),
            "owed" => "Money Owed to Customers".to_owned(),
            "lost" => "Recharge Losses".to_owned(),
            "over_short" => "Cash Over and Short".to_owned(),
            "owner" => "Owner's Capital".replace('\'', "&apos;"),
            "spent" => "Shop Expenses".to_owned(),
            "tds" => format!("TDS Receivable {whose}"),
            other => panic!("{other}"),
        };
        *wanted.entry(ledger).or_default() += into - out;
    }
    sums.retain(|_, sum| *sum != 0);
    wanted.retain(|_, sum| *sum != 0);
    assert_eq!(sums, wanted, "{condition}");
}

/// What a program says to a file.
pub fn said(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[tokio::test]
async fn a_workbook_and_a_paper_of_a_statement_are_read_by_other_programs() {
    let (till, _folder, own) = till_of(3);
    let statement = || ExportOf::Statement { account: "cash".into(), from: String::new(), to: String::new() };
    let csv = rows(&saved(&till, own.path(), statement(), ExportFormat::Csv));
    let printed = till.printed_table(&statement(), Language::EN).expect("a table");
    assert_eq!(printed.title, "Statement: Cash drawer");
    let of_print = printed.rows.iter().chain(&printed.sums).map(|row| paise(&row[4].replace(',', "")));
    assert!(of_print.eq(csv.iter().map(|row| paise(&row[4]))), "what is printed is what the file says");
    assert!(printed.columns.iter().map(|column| column.is_figure).eq([false, false, true, true, true]));
    let made = |format| till.export(&input(statement(), format), own.path()).expect("a file");
    for format in [ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::Pdf] {
        assert_eq!(made(format).rows, csv.len() as u64 - 3, "what was brought and the sums are no rows");
    }
    let workbook = own.path().join(made(ExportFormat::Xlsx).name);
    let program = "import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
assert sheet['A1'].value == 'PRACTICE - NO REAL MONEY', sheet['A1'].value
for row in sheet.iter_rows(min_row=int(sheet.freeze_panes[1:]), values_only=True): print(round((row[4] or 0) * 100))";
    let balances = said("/usr/bin/python3", &["-c", program, &workbook.to_string_lossy()]);
    let wanted: Vec<String> = csv.iter().map(|row| paise(&row[4]).to_string()).collect();
    assert_eq!(balances.lines().collect::<Vec<_>>(), wanted);
    let paper = own.path().join(made(ExportFormat::Pdf).name);
    let text = said("pdftotext", &["-layout", &paper.to_string_lossy(), "-"]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    for wanted in
        ["Statement: Cash drawer", "PRACTICE - NO REAL MONEY", "Brought forward", "Carried forward", "Page 1 of"]
    {
        assert!(text.contains(wanted), "{wanted} is missing in {text}");
    }
}
