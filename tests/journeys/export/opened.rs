//! CSV as LibreOffice opens it after a double click: each cell is what the table says, and none is a formula.

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::{Event, Language, Paise, Period};
use ledger::{CustomerFacts, Ledger, ReportBy, Step};
use till::{ExportFormat, ExportInput, ExportOf, ReportQuery, SalesFilter, Till};

use super::month::said;
use super::{all_sales, begun_for, new_books, till_over};

/// The options of the window in which LibreOffice asks how a CSV is read, as they stand when it opens: a comma between cells, texts in
/// quotes, UTF-8 because of the mark. Quotes do not make a text. Without that window, LibreOffice does not look at the mark.
const AS_OFFERED: &str = "CSV:44,34,76,1";
/// The same for India (16393), with *Detect special numbers*: whatever looks like a date, a time or a share becomes one, as in Excel.
const AS_EXCEL: &str = "CSV:44,34,76,1,,16393,false,true";

/// A customer's name, the number sold to, what the company and the operator call the sale, and the amount in paise.
type Hard = (&'static str, &'static str, &'static str, &'static str, i64);

const HARD: [Hard; 7] = [
    ("=cmd|' /C calc'!A0", "0061234567", "12345678901234", "1234567890123456", 29_900),
    ("रमेश \"भाई\" 😀", "9876543210", "4E00000012", "1-2", 12_345_678),
    ("\u{200F}علي", "000987", "₹ 1,23,456.00", "12:30", 1_000_000_000),
    ("Asha, Ravi", "1234567890123456", "05-11-2026", "50%", 5),
    ("@SUM(1+1)", "9876500001", "GA00000042", "1/2", 10_000),
    ("-5", "012/345/67", "981234567890", "(5)", 99_999),
    ("987", "98765432101", "0.50", "-", 100),
];

fn hard_books(now_ms: i64, path: &Path) -> Ledger {
    let ledger = new_books(now_ms, path);
    for (name, number, company_ref, operator_ref, paise) in HARD {
        let amount = Paise::new(paise);
        let facts = CustomerFacts { name: name.to_owned(), limit: Some(amount), ..CustomerFacts::default() };
        let customer = ledger.add_customer(&facts, "", now_ms).expect("a customer").id;
        let begun = begun_for(&ledger, (customer, number), amount, now_ms);
        let refs = [company_ref, operator_ref].map(|text| Some(text.to_owned()));
        let [of_company, of_operator] = refs;
        ledger.record(&Step::of(&begun, Event::Succeed, now_ms).refs(of_company, of_operator)).expect("it is done");
    }
    ledger
}

/// Has LibreOffice open the files so, and gives what it made of them, as workbooks.
fn opened(files: &[PathBuf], how: &str, folder: &Path) -> Vec<String> {
    let profile = url::Url::from_directory_path(folder.join("profile")).expect("a folder");
    let mut soffice = Command::new("soffice");
    soffice.arg(format!("-env:UserInstallation={profile}")).args(["--headless", &format!("--infilter={how}")]);
    soffice.args(["--convert-to", "xlsx", "--outdir"]).arg(folder).args(files);
    let output = soffice.output();
    let output = output
        .unwrap_or_else(|error| panic!("soffice (Debian: libreoffice-calc-nogui) is needed for this test: {error}"));
    let words = String::from_utf8_lossy(&output.stderr);
    let made = files.iter().map(|file| {
        let made = folder.join(file.file_name().expect("a name")).with_extension("xlsx");
        assert!(made.is_file(), "soffice made no {}: {words}", made.display());
        made.to_string_lossy().into_owned()
    });
    made.collect()
}

/// The rows of a workbook from its titles on, one a line, each cell as a text that does not depend on how the workbook holds it. A text
/// of `opened` is told without the mark in front of what a program would change.
const ROWS: &str = "import sys, json, datetime, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
is_opened = sys.argv[2] == 'opened'
def told(cell):
    value = cell.value
    if value is None: return ''
    if is_opened and cell.data_type in 'fb': return [cell.data_type, str(value)]
    if isinstance(value, datetime.datetime):
        return str((value + datetime.timedelta(microseconds=500000)).replace(microsecond=0))
    if isinstance(value, (int, float)): return '%.2f' % value
    if not isinstance(value, str): return [type(value).__name__, str(value)]
    # A mobile number is a number for a program that opens CSV. It has all its digits.
    if value.isascii() and value.isdigit() and str(int(value)) == value and len(value) < 12: return value + '.00'
    return value[1:] if is_opened and value.startswith(\"'\") else value
first = 1 if is_opened else int(sheet.freeze_panes[1:]) - 1
for row in sheet.iter_rows(min_row=first): print(json.dumps([told(cell) for cell in row], ensure_ascii=False))";

fn rows(workbook: &str, kind: &str) -> Vec<String> {
    let told = said("/usr/bin/env", &["PYTHONIOENCODING=utf-8", "/usr/bin/python3", "-c", ROWS, workbook, kind]);
    told.lines().map(str::to_owned).collect()
}

fn made(till: &Till, own: &Path, (of, language): &(ExportOf, Language), format: ExportFormat) -> PathBuf {
    let input = ExportInput { id: "one".into(), of: of.clone(), format, language: *language };
    own.join(till.export(&input, own).expect("a file").name)
}

#[tokio::test]
async fn libreoffice_opens_csv_and_every_cell_is_what_the_table_says() {
    let (till, _folder, own) = till_over(hard_books);
    let hindi = Language::of_code("hi").expect("a language");
    let by = |by| ExportOf::Report { query: ReportQuery { filter: SalesFilter::of(Period::Always), by } };
    let statement = ExportOf::Statement { account: "customer:2".into(), from: String::new(), to: String::new() };
    let files = [
        (all_sales(), Language::EN),
        (by(ReportBy::Customer), Language::EN),
        (by(ReportBy::Day), hindi),
        (by(ReportBy::Month), Language::EN),
        (statement, hindi),
    ];
    let csv: Vec<PathBuf> = files.iter().map(|of| made(&till, own.path(), of, ExportFormat::Csv)).collect();
    let books = files.iter().map(|of| made(&till, own.path(), of, ExportFormat::Xlsx));
    let wanted: Vec<Vec<String>> = books.map(|book| rows(&book.to_string_lossy(), "made")).collect();
    for (name, number, company_ref, operator_ref, _) in HARD {
        for hard in [name, number, company_ref, operator_ref] {
            // As a text, or as a number.
            let told =
                [hard.to_owned(), format!("{hard}.00")].map(|text| serde_json::to_string(&text).expect("a text"));
            let is_there = wanted[0].iter().any(|row| told.iter().any(|told| row.contains(told)));
            assert!(is_there, "{hard} is in no row of {:?}", wanted[0]);
        }
    }
    for how in [AS_OFFERED, AS_EXCEL] {
        let folder = tempfile::tempdir().expect("a folder");
        for (opened, wanted) in opened(&csv, how, folder.path()).iter().zip(&wanted) {
            assert_eq!(&rows(opened, "opened"), wanted, "{how}: {opened}");
        }
    }
}
