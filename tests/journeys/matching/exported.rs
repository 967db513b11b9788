//! What came of a statement file, saved as a file: each sale and each line once, with the sums of the screen and of the books.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::{Language, india_day};
use rusqlite::Connection;
use till::{Clock, ExportFormat, ExportInput, ExportOf};

use super::*;
use crate::export::month::{paise, rows, said};
use crate::sales::heard::{complaint, told};

/// What a person writes, and a program of tables might take for a formula.
const FORMULA: &str = "=cmd|'/c calc'!A0";
// The columns of the file.
const LIST: usize = 0;
const WHAT: usize = 1;
const NUMBER: usize = 2;
const FILE_AMOUNT: usize = 8;
const ORDER: usize = 11;
const BOOK_AMOUNT: usize = 13;
const DEALT: usize = 15;

fn input(statement: u32, group: Option<MatchGroup>, format: ExportFormat, language: Language) -> ExportInput {
    ExportInput { id: "one".into(), of: ExportOf::Matched { statement, group }, format, language }
}

/// The rows of a file above its sums, and its sums by list: how many, and the amounts of the file and of the book.
pub type Saved = (Vec<Vec<String>>, BTreeMap<String, (usize, i64, i64)>);

pub fn saved(counter: &Counter, own: &Path, statement: u32, group: Option<MatchGroup>) -> Saved {
    let made = counter.shop.export(&input(statement, group, ExportFormat::Csv, Language::EN), own).expect("a file");
    let text = fs::read_to_string(own.join(&made.name)).expect("a file");
    fs::remove_file(own.join(&made.name)).expect("it is removed");
    let (sums, rows): (Vec<_>, Vec<_>) =
        rows(text.trim_start_matches('\u{FEFF}')).into_iter().partition(|row| row[LIST] == "Total");
    assert_eq!(made.rows, rows.len() as u64);
    let sum = |row: &Vec<String>| {
        let amounts = (row[NUMBER].parse().expect("a count"), paise(&row[FILE_AMOUNT]), paise(&row[BOOK_AMOUNT]));
        (row[WHAT].clone(), amounts)
    };
    (rows, sums.iter().map(sum).collect())
}

/// A counter with five sales, and its statement file: two agree, one was given back, one was charged twice, one is missing, and two lines are
/// nobody's. The first of these was put aside, and the missing sale was complained about.
async fn compared() -> (Counter, u32, Vec<SaleView>, MatchResult) {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut sales = Vec::new();
    for (number, rupees) in [
        ("9876500001", "299"),
        ("9876543210", "199"),
        ("9876543211", "149"),
        ("9876543212", "239"),
        ("9876543213", "49"),
    ] {
        let sale = counter.sell(&till::SaleInput { amount: rupees.into(), ..airtel(number) }).await;
        assert_eq!(sale.state, SaleState::Succeeded);
        counter.clock.forward(60_000);
        sales.push(sale);
    }
    let stranger = |order: &str, number: &str| SaleView {
        order_id: order.into(),
        number: number.into(),
        amount_paise: 7_000,
        ..sales[1].clone()
    };
    let again = line(&sales[3], "Success").replace("REF", "OTHER");
    let file = statement(&[
        line(&sales[0], "Success"),
        line(&sales[1], "Refunded"),
        line(&sales[3], "Success"),
        again,
        line(&sales[4], "Success"),
        line(&stranger("ZZZZZZ999998", "0012345678"), "Success"),
        line(&stranger("ZZZZZZ999999", "9000000001"), "Success"),
    ]);
    let (id, preview) = opened(&counter, file.as_bytes()).await.expect("a statement");
    let columns = as_guessed(&preview);
    let first = held(&counter, id, &columns).await;
    assert_eq!(counts(&first), [3, 1, 3, 1, 0], "{first:?}");
    let left = counter.shop.statement_rows(id, MatchGroup::OnlyFile, 0, 9).expect("rows").rows;
    let aside =
        left.iter().find(|row| row.file.as_ref().is_some_and(|line| line.number.as_deref() == Some("0012345678")));
    counter.shop.ignore_leftover(id, &aside.expect("a line").fingerprint, FORMULA, "Asha").expect("put aside");
    let missing = counter.now(sales[2].id);
    counter.shop.till().open_complaint(missing.id, &complaint(told(&counter.clock, &missing))).expect("a complaint");
    let result = held(&counter, id, &columns).await;
    assert_eq!(counts(&result), [3, 1, 2, 1, 1]);
    (counter, id, sales, result)
}

#[tokio::test]
async fn a_comparison_is_a_file_that_has_each_sale_and_each_line_once() {
    let (counter, id, sales, result) = compared().await;
    let own = tempfile::tempdir().expect("a folder");
    let (rows, sums) = saved(&counter, own.path(), id, None);
    let listed = |list: &str| rows.iter().filter(|row| row[LIST] == list).collect::<Vec<_>>();
    let by_screen = [
        ("Agree", result.agree),
        ("Differ", result.differ),
        ("Only in the file", result.only_file),
        ("Only in the book", result.only_book),
        ("Put aside", result.ignored),
    ];
    for (list, count) in by_screen {
        let rows = listed(list);
        let added = |at: usize| rows.iter().map(|row| paise(&row[at])).sum::<i64>();
        assert_eq!(sums.get(list), Some(&(count, added(FILE_AMOUNT), added(BOOK_AMOUNT))), "{list}");
        assert_eq!(rows.len(), count, "{list}");
    }
    assert_eq!(sums["Only in the file"].1, result.only_file_paise);
    assert_eq!(sums["Only in the book"].2, result.only_book_paise);
    // Every sale of the books is in it once, with its amount.
    let books = Connection::open(counter.folder().join("practice.db")).expect("the books");
    let sold: i64 = books.query_row("SELECT SUM(amount_paise) FROM sale", (), |row| row.get(0)).expect("a sum");
    assert_eq!(sums.values().map(|(_, _, book)| book).sum::<i64>(), sold);
    for sale in &sales {
        let told = rows.iter().filter(|row| row[ORDER] == sale.order_id && !row[BOOK_AMOUNT].is_empty());
        assert_eq!(told.count(), 1, "{}", sale.order_id);
    }
    let told = |list: &str, at: usize| listed(list)[0][at].clone();
    assert_eq!(told("Differ", WHAT), "The company gave the money back");
    assert_eq!(told("Only in the book", WHAT), "The company’s file does not have it");
    let day = india_day(counter.clock.now_ms()).split('-').rev().collect::<Vec<_>>().join("-");
    assert_eq!(told("Only in the book", DEALT), format!("Complaint open since {day}"));
    // What a person wrote is there, and so are the zeros in front.
    assert_eq!(told("Put aside", DEALT), format!("Put aside: {FORMULA} (Asha, {day})"));
    assert_eq!(told("Put aside", NUMBER), "'0012345678");
    let charged = listed("Only in the file").into_iter().find(|row| row[WHAT].starts_with("Charged twice?"));
    let charged = charged.expect("the line that charged once more");
    assert_eq!((charged[ORDER].as_str(), charged[BOOK_AMOUNT].as_str()), (sales[3].order_id.as_str(), ""));
    let (only, sums) = saved(&counter, own.path(), id, Some(MatchGroup::OnlyBook));
    assert_eq!((only.len(), sums.len(), only[0][LIST].as_str()), (1, 1, "Only in the book"));
}

#[tokio::test]
async fn a_comparison_is_a_workbook_without_formulas_and_a_paper_in_hindi() {
    let (counter, id, sales, _) = compared().await;
    let own = tempfile::tempdir().expect("a folder");
    let hindi = Language::of_code("hi").expect("a language");
    let save = |group, format, language| {
        let made = counter.shop.export(&input(id, group, format, language), own.path()).expect("a file");
        own.path().join(made.name)
    };
    let workbook = save(None, ExportFormat::Xlsx, Language::EN);
    let program = "import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
assert 'f' not in kinds, kinds
rows = list(sheet.iter_rows(min_row=int(sheet.freeze_panes[1:]), values_only=True))
assert any(row[2] == '0012345678' for row in rows), rows
print(round(sum(row[13] or 0 for row in rows if row[0] != 'Total') * 100))
print(round(sum(row[13] or 0 for row in rows if row[0] == 'Total') * 100))";
    let sold: i64 = sales.iter().map(|sale| sale.amount_paise).sum();
    let sums = said("/usr/bin/python3", &["-c", program, &workbook.to_string_lossy()]);
    assert_eq!(sums, format!("{sold}\n{sold}\n"));
    let paper = save(None, ExportFormat::Pdf, hindi);
    let text = said("pdftotext", &["-layout", &paper.to_string_lossy(), "-"]);
    for wanted in ["अभ्यास - असली पैसा नहीं", "0012345678", &sales[1].order_id] {
        assert!(text.contains(wanted), "{wanted} is missing in {text}");
    }
    // A file that was closed is in no file any more.
    counter.shop.close_statement(id);
    let gone = counter.shop.export(&input(id, None, ExportFormat::Csv, hindi), own.path());
    assert_eq!(gone, Err(Problem::Statement { fault: StatementFault::Gone, column: None }));
    let nowhere = counter.shop.till().export(&input(id, None, ExportFormat::Csv, hindi), own.path());
    assert_eq!(nowhere, gone, "nor does the till know one by itself");
}
