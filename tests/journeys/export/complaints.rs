//! Lists of complaints as files: the rows of the screen, in its order, with the sums of the books.

use std::fs;
use std::path::Path;
use std::time::Duration;

use domain::{ComplaintOutcome, ComplaintReason, DAY_MS, Language, india_day};
use ledger::{ComplaintFilter, ComplaintOrder};
use rusqlite::Connection;
use till::{
    Clock, CloseComplaintInput, ComplaintInput, ComplaintsQuery, ExportFormat, ExportInput, ExportOf, SaleInput, Till,
};

use super::month::{paise, rows, said};
use crate::sales::heard::{complaint, told};
use crate::sales::stall::{Stall, airtel};

/// What a person writes, and a program of tables might take for a formula.
const FORMULA: &str = "=HYPERLINK(\"http://x\")";
// The columns of the file.
const ORDER: usize = 4;
const REFERENCE: usize = 5;
const AMOUNT: usize = 6;
const REASON: usize = 7;
const AGE: usize = 9;
const NEXT: usize = 10;
const DAY: usize = 11;
const STANDS: usize = 12;
const CLOSED: usize = 13;

/// Six sales, of which each was complained about a day after the one before. The last two complaints are closed.
async fn complained() -> Stall {
    let mut stall = Stall::with("inspay", Duration::from_millis(40)).await;
    for (rupees, at) in [("299", 0), ("199", 1), ("149", 2), ("239", 3), ("49", 4), ("19", 5)] {
        let sale = stall.sell(&SaleInput { amount: rupees.into(), ..airtel(&format!("987654321{at}")) }).await;
        let mut input = ComplaintInput {
            reason: ComplaintReason::TakenTwice,
            next_step: FORMULA.into(),
            next_day: if at == 2 { String::new() } else { india_day(stall.clock.now_ms() + 3 * DAY_MS) },
            ..complaint(told(&stall.clock, &sale))
        };
        input.told.reference = format!("000{at}");
        let open = stall.till.open_complaint(sale.id, &input).expect("a complaint");
        if at > 3 {
            let end = CloseComplaintInput {
                intent: format!("end {at}"),
                outcome: Some(ComplaintOutcome::MoneyBack),
                by: "Asha".into(),
                note: String::new(),
            };
            stall.till.close_complaint(open.complaints[0].id, &end).expect("its end");
        }
        stall.clock.forward(DAY_MS);
    }
    stall
}

fn made(till: &Till, own: &Path, (order, format, language): (ComplaintOrder, ExportFormat, Language)) -> String {
    let of = ExportOf::Complaints { order, filter: ComplaintFilter::default() };
    let made = till.export(&ExportInput { id: "one".into(), of, format, language }, own).expect("a file");
    own.join(made.name).to_string_lossy().into_owned()
}

#[tokio::test]
async fn a_list_of_complaints_is_a_file_with_the_rows_of_the_screen_and_the_sums_of_the_books() {
    let stall = complained().await;
    let own = tempfile::tempdir().expect("a folder");
    let books = Connection::open(stall.path()).expect("the books");
    for (order, condition, count) in [
        (ComplaintOrder::OpenByDay, "closed_at_ms IS NULL", 4),
        (ComplaintOrder::OpenByAge, "closed_at_ms IS NULL", 4),
        (ComplaintOrder::Closed, "closed_at_ms IS NOT NULL", 2),
    ] {
        let file = made(&stall.till, own.path(), (order, ExportFormat::Csv, Language::EN));
        let text = fs::read_to_string(&file).expect("a file");
        let mut rows = rows(text.trim_start_matches('\u{FEFF}'));
        let sum = rows.pop().expect("the sum below");
        let sql = format!(
            "SELECT COUNT(*), SUM(sale.amount_paise) FROM complaint JOIN sale ON sale.id = complaint.sale_id WHERE {condition}"
        );
        let wanted: (i64, i64) = books.query_row(&sql, (), |row| Ok((row.get(0)?, row.get(1)?))).expect("sums");
        assert_eq!((sum[1].parse().expect("a count"), paise(&sum[AMOUNT])), wanted, "{order:?}");
        let added = rows.iter().map(|row| paise(&row[AMOUNT])).sum::<i64>();
        assert_eq!((rows.len() as i64, added, wanted.0), (wanted.0, wanted.1, count), "{order:?}");
        let shown = stall
            .till
            .complaints(&ComplaintsQuery { order, filter: ComplaintFilter::default(), after: 0, rows: 50 })
            .expect("the screen")
            .rows;
        for (row, line) in rows.iter().zip(&shown) {
            let complaint = &line.complaint;
            assert_eq!((row[ORDER].as_str(), row[REASON].as_str()), (&*complaint.order_id, "Money was taken twice"));
            assert_eq!(row[AGE], complaint.age_days.to_string());
            let reference = complaint.reference.as_ref().expect("a reference");
            assert_eq!(row[REFERENCE], format!("'{reference}"), "zeros stay in front");
            assert_eq!(row[NEXT], format!("'{FORMULA}"), "no formula");
            assert_eq!(row[DAY], complaint.next_day.clone().unwrap_or_default());
            let is_overdue = complaint.due == Some(till::ComplaintDue::Overdue);
            let stands = if complaint.outcome.is_some() {
                "The money came back"
            } else if is_overdue {
                "Overdue"
            } else {
                "Open"
            };
            assert_eq!(row[STANDS], stands);
            assert_eq!(row[CLOSED].is_empty(), complaint.closed_at_ms.is_none());
        }
    }
}

#[tokio::test]
async fn a_narrowed_list_says_so_and_has_no_row_beside() {
    let stall = complained().await;
    let own = tempfile::tempdir().expect("a folder");
    let counted = |company: &str, least_days| {
        let filter = ComplaintFilter { company: company.to_owned(), least_days };
        let query = ComplaintsQuery { order: ComplaintOrder::OpenByAge, filter: filter.clone(), after: 0, rows: 50 };
        let shown = stall.till.complaints(&query).expect("the screen").rows.len();
        let of = ExportOf::Complaints { order: ComplaintOrder::OpenByAge, filter };
        let input = ExportInput { id: "one".into(), of, format: ExportFormat::Csv, language: Language::EN };
        let made = stall.till.export(&input, own.path()).expect("a file");
        let text = fs::read_to_string(own.path().join(&made.name)).expect("a file");
        let rows = rows(text.trim_start_matches('\u{FEFF}')).len() - 1;
        (shown, rows, made.name.contains("filtered"))
    };
    // One was opened on each of six days; the newest two were closed at once.
    assert_eq!(counted("", 0), (4, 4, false));
    assert_eq!(counted("", 5), (2, 2, true));
    assert_eq!(counted("paygrt", 0), (0, 0, true));
}

#[tokio::test]
async fn a_list_of_complaints_is_a_workbook_and_a_paper_in_hindi() {
    let stall = complained().await;
    let own = tempfile::tempdir().expect("a folder");
    let workbook = made(&stall.till, own.path(), (ComplaintOrder::OpenByAge, ExportFormat::Xlsx, Language::EN));
    let program = "import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
rows = list(sheet.iter_rows(min_row=int(sheet.freeze_panes[1:])))
assert all(cell.data_type != 'f' for row in rows for cell in row)
print([row[5].value for row in rows][:4], round(rows[-1][6].value * 100))";
    let told = said("/usr/bin/python3", &["-c", program, &workbook]);
    assert_eq!(told, "['0000', '0001', '0002', '0003'] 88600\n");
    let hindi = Language::of_code("hi").expect("a language");
    let paper = made(&stall.till, own.path(), (ComplaintOrder::Closed, ExportFormat::Pdf, hindi));
    let text = said("pdftotext", &["-layout", &paper, "-"]);
    for wanted in ["बंद शिकायतें", "0004", "19.00", "68.00"] {
        assert!(text.contains(wanted), "{wanted} is missing in {text}");
    }
}
