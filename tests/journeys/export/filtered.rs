//! Files of a part say that they are a part, and files of other people's money are their owner's alone.

use std::collections::BTreeSet;
use std::fs;

use domain::{Outcome, Payment, Period, Service};
use ledger::{ReportBy, SaleOrder};
use till::{ExportFormat, ExportOf, MoreOf, ReportQuery, SalesFilter, SearchQuery, Till};

use super::month::{named, paise, rows, said};
use super::report::many_customers;
use super::{all_sales, input, till_of, till_over};

fn narrow() -> SalesFilter {
    SalesFilter {
        outcomes: vec![Outcome::Failed],
        companies: vec!["inspay".into()],
        payments: vec![Payment::Upi],
        least: "100".into(),
        most: "500".into(),
        needs_attention: true,
        services: vec![Service::Prepaid, Service::Dth],
        operators: vec!["airtel".into()],
        ..SalesFilter::of(Period::Always)
    }
}

#[tokio::test]
async fn a_filtered_list_tells_its_filter_in_its_name_and_above_its_table() {
    let (till, _folder, own) = till_of(1);
    let of_sales = |filter| ExportOf::Sales { filter, order: SaleOrder::Time, is_rising: true };
    let report = ExportOf::Report { query: ReportQuery { filter: narrow(), by: ReportBy::Operator } };
    let wanted = [
        "Outcome: Failed",
        "Service: Prepaid, DTH",
        "Company: ",
        "Paid by: UPI",
        "Amount: from ₹ 100.00, up to ₹ 500.00",
        "Needs a person",
    ];
    for (of, name) in [
        (of_sales(narrow()), "sales all days filtered"),
        (report, "report by operator all days filtered"),
        (ExportOf::Companies { filter: narrow() }, "companies all days filtered"),
    ] {
        let made = |format| till.export(&input(of.clone(), format), own.path()).expect("a file").name;
        let (paper, workbook) = (made(ExportFormat::Pdf), made(ExportFormat::Xlsx));
        assert_eq!(paper, format!("Galla practice {name}.pdf"));
        let text = said("pdftotext", &["-layout", &own.path().join(paper).to_string_lossy(), "-"]);
        let program = "import sys, openpyxl
for row in openpyxl.load_workbook(sys.argv[1]).active.iter_rows(max_col=1, values_only=True): print(row[0])";
        let cells = said("/usr/bin/python3", &["-c", program, &own.path().join(workbook).to_string_lossy()]);
        for wanted in wanted {
            assert!(text.contains(wanted) && cells.contains(wanted), "{wanted} is missing in {text} or in {cells}");
        }
    }
    let whole = SalesFilter::of(Period::Today);
    let made = till.export(&input(of_sales(whole), ExportFormat::Csv), own.path()).expect("a file");
    assert!(!made.name.contains("filtered"), "days alone are no filter: {}", made.name);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_computer_may_read_an_export() {
    use std::os::unix::fs::PermissionsExt;
    let (till, _folder, own) = till_of(1);
    for (of, format) in
        [(all_sales(), ExportFormat::Csv), (ExportOf::Vouchers { period: Period::Always }, ExportFormat::Tally)]
    {
        let made = till.export(&input(of, format), own.path()).expect("a file");
        let mode = fs::metadata(own.path().join(made.name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_statement_names_what_a_customer_did_and_no_way_to_an_end() {
    let (till, folder, own) = till_of(12);
    let books = rusqlite::Connection::open(folder.path().join("practice.db")).expect("the books");
    let sql = "SELECT account FROM balance WHERE account LIKE 'customer:%' LIMIT 1";
    let customer: String = books.query_row(sql, (), |row| row.get(0)).expect("a customer");
    let titled = [
        (customer, "Udhaar taken,Paid,Owes"),
        ("cash".to_owned(), "Came in,Went out,Balance"),
        ("owed".to_owned(), "Came in,Went out,Balance"),
    ];
    for (account, titles) in titled {
        let of = ExportOf::Statement { account: account.clone(), from: String::new(), to: String::new() };
        let made = till.export(&input(of, ExportFormat::Csv), own.path()).expect("a file");
        let text = fs::read_to_string(own.path().join(made.name)).expect("a file").replace('"', "");
        assert!(text.contains(titles), "{account}: {}", &text[..200.min(text.len())]);
        for stale in ["in progress", "No clear answer", "Sent to the company"] {
            assert!(!text.contains(stale), "{account}: {stale}");
        }
    }
}

/// Where a sale's order id stands in its row, and its amount.
const ORDER: usize = 5;
const AMOUNT: usize = 7;

/// The order ids of every sale that the screen would show, group by group, to the end of each.
fn found_on_screen(till: &Till, text: &str) -> (usize, BTreeSet<String>) {
    let ask = |more_of| till.search(&SearchQuery { text: text.to_owned(), more_of }).expect("what is found");
    let (mut rows, mut orders) = (0, BTreeSet::new());
    for mut group in ask(None) {
        let (by, mut after) = (group.by, 0);
        loop {
            after += u32::try_from(group.rows.len()).expect("a count");
            rows += group.rows.len();
            orders.extend(group.rows.into_iter().map(|sale| sale.order_id));
            if !group.has_more {
                break;
            }
            group = ask(Some(MoreOf { by, after })).pop().expect("the next of the group");
        }
    }
    (rows, orders)
}

#[tokio::test]
async fn what_a_search_finds_is_saved_to_its_end_and_each_sale_once() {
    let (till, _folder, own) = till_over(many_customers);
    // The first is the amount of a sale and in the number of the same one.
    for (text, least, is_in_two_groups) in [
        ("200", 1, true),
        ("987", 241, false),
        ("airtel", 241, false),
        ("Customer", 241, false),
        ("no such thing", 0, false),
    ] {
        let (on_screen, orders) = found_on_screen(&till, text);
        assert!(orders.len() >= least && (!is_in_two_groups || on_screen > orders.len()), "{text}: {orders:?}");
        let (name, file) = named(&till, own.path(), ExportOf::Found { text: text.to_owned() }, ExportFormat::Csv);
        assert!(name.starts_with("Galla practice sales found 20"), "{name}");
        let (sums, sales): (Vec<_>, Vec<_>) = rows(&file).into_iter().partition(|row| row[ORDER].is_empty());
        let saved: BTreeSet<String> = sales.iter().map(|row| row[ORDER].clone()).collect();
        assert_eq!((sales.len(), saved), (orders.len(), orders), "{text}");
        let column = |rows: &[Vec<String>]| rows.iter().map(|row| paise(&row[AMOUNT])).sum::<i64>();
        assert_eq!(column(&sums), column(&sales), "{text}");
        let times: Vec<&String> = sales.iter().map(|row| &row[0]).collect();
        assert!(times.is_sorted_by(|later, earlier| later >= earlier), "the newest first: {text}");
        let made = till.export(&input(ExportOf::Found { text: text.to_owned() }, ExportFormat::Xlsx), own.path());
        assert_eq!(made.expect("a file").rows, sales.len() as u64, "{text}");
    }
    let paper = till.printed_table(&ExportOf::Found { text: " 200 ".to_owned() }, domain::Language::EN);
    assert!(paper.expect("a table").lines.contains(&"Searched for: 200".to_owned()));
}
