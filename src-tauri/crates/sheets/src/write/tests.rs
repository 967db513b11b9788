//! Files are read back by programs that are not ours.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, proptest};

use super::cell::date_of;
use super::tally::{TallyFile, TallyLedger, TallyVoucher, VoucherType, ledger_name};
use super::*;

/// What Python says to a file.
fn python(program: &str, file: &Path) -> String {
    let output =
        Command::new("/usr/bin/python3").arg("-c").arg(program).arg(file).env("PYTHONIOENCODING", "utf-8").output();
    let output = output.unwrap_or_else(|error| panic!("python3 is needed for this test: {error}"));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "python3 with openpyxl (Debian: python3-openpyxl) failed: {words}");
    String::from_utf8(output.stdout).unwrap()
}

/// The cells of a workbook as Python's JSON: value, kind and format of each.
const READ_XLSX: &str = "import sys, json, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
cell = lambda cell: [str(cell.value) if cell.value is not None else None, cell.data_type, cell.number_format]
print(json.dumps([sheet.title, sheet.freeze_panes, [[cell(one) for one in row] for row in sheet.iter_rows()]], ensure_ascii=False))";
const READ_CSV: &str = "import sys, json, csv
raw = open(sys.argv[1], 'rb').read()
assert raw.startswith(b'\\xef\\xbb\\xbf'), 'no mark'
assert b'\\n' not in raw.replace(b'\\r\\n', b''), 'a line without CRLF'
assert b',\"9876543210\",' in raw, 'a text of digits without quotes'
print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8-sig'))), ensure_ascii=False))";

fn columns() -> Vec<Column> {
    let column = |title: &str, kind| Column { title: title.into(), kind, width: 16 };
    vec![
        column("कब", Kind::Moment),
        column("Number", Kind::Text),
        column("Name", Kind::Text),
        column("Amount", Kind::Amount),
        column("Count", Kind::Count),
    ]
}

fn row(number: &str, name: &str, paise: i64) -> Vec<Cell> {
    vec![
        // 29 November 2026, 12:34:56 in India.
        Cell::Moment(1_795_935_896_000),
        Cell::Text(number.into()),
        Cell::Text(name.into()),
        Cell::Amount(paise),
        Cell::Count(-3),
    ]
}

fn hard_rows() -> Vec<Vec<Cell>> {
    vec![
        row("0061234567", "=cmd|' /C calc'!A0", 999_999_900),
        row("9876543210", "+91 98765", -123_456_789),
        row("GA00000042", "@SUM(1)", 5),
        row("९८७", "\t=1+1", 1_234_567_890),
        row("9876500001", "\u{1}=1+1", 5),
        row("", "रमेश \"भाई\", 😀\u{200F}", 0),
    ]
}

fn saved(bytes: &[u8], ending: &str) -> tempfile::TempPath {
    let mut file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.into_temp_path()
}

/// A sheet of a table alone.
fn sheet<'a>(columns: &'a [Column], rows: &'a [Vec<Cell>], sums: &'a [Vec<Cell>]) -> Sheet<'a> {
    Sheet { name: "Sales [2026/11]", lines: &[], columns, rows, sums, is_wide: false }
}

fn workbook(rows: &[Vec<Cell>], sums: &[Vec<Cell>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    xlsx(&mut bytes, &sheet(&columns(), rows, sums)).unwrap();
    bytes
}

fn table(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut table = CsvTable::new(Vec::new(), &columns()).unwrap();
    rows.iter().for_each(|row| table.row(row).unwrap());
    table.finish().unwrap()
}

#[test]
fn openpyxl_reads_a_workbook_as_it_was_written() {
    let sum = vec![Cell::Empty, Cell::Empty, Cell::Text("Sum".into()), Cell::Amount(750), Cell::Count(5)];
    let said = python(READ_XLSX, &saved(&workbook(&hard_rows(), &[sum]), ".xlsx"));
    for wanted in [
        r#"["Sales  2026 11", "A2", "#,
        r#"["कब", "s", "General"]"#,
        r#"["2026-11-29 12:34:56", "d", "dd-mm-yyyy hh:mm"]"#,
        r#"["0061234567", "s", "@"]"#,
        r#"["=cmd|' /C calc'!A0", "s", "@"]"#,
        r#"["+91 98765", "s", "@"]"#,
        r#"["9999999", "n", "[>=10000000]##\\,##\\,##\\,##0.00;[>=100000]##\\,##\\,##0.00;##,##0.00"]"#,
        r#"["-1234567.89", "n", "[<=-10000000]-##\\,##\\,##\\,##0.00;[<=-100000]-##\\,##\\,##0.00;-##,##0.00"]"#,
        r#"["0.05", "n", "#,
        r#"["-3", "n", "0"]"#,
        r#"["Sum", "s", "@"]"#,
        r#"["7.5", "n", "#,
    ] {
        assert!(said.contains(wanted), "{wanted} is missing in {said}");
    }
    // openpyxl takes a text that begins with = for a formula by its look alone; what stands in the file is text.
    assert!(!said.contains("\"f\""), "{said}");
}

#[test]
fn a_workbook_says_what_it_is_above_the_table_and_is_printed_whole() {
    let lines = ["PRACTICE - NO REAL MONEY".to_owned(), "=Failed".to_owned()];
    let sums = [row("Sum", "", 5)];
    let mut bytes = Vec::new();
    xlsx(&mut bytes, &Sheet { lines: &lines, is_wide: true, ..sheet(&columns(), &hard_rows(), &sums) }).unwrap();
    let program = "import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
print([sheet.cell(row, 1).value for row in range(1, 5)], sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows,
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage)";
    let said = python(program, &saved(&bytes, ".xlsx"));
    let wanted = "['PRACTICE - NO REAL MONEY', '=Failed', None, 'कब'] A5 A4:E10 $4:$4 landscape 9 0 True";
    assert_eq!(said.trim(), wanted);
}

#[test]
fn python_reads_csv_as_it_was_written_and_no_cell_is_a_formula() {
    let said = python(READ_CSV, &saved(&table(&hard_rows()), ".csv"));
    let moment = r#""2026-11-29 12:34:56""#;
    for wanted in [
        r#"["कब", "Number", "Name", "Amount", "Count"]"#,
        &format!(r#"[{moment}, "'0061234567", "'=cmd|' /C calc'!A0", "9999999.00", "-3"]"#),
        &format!(r#"[{moment}, "9876543210", "'+91 98765", "-1234567.89", "-3"]"#),
        &format!(r#"[{moment}, "GA00000042", "'@SUM(1)", "0.05", "-3"]"#),
        &format!(r#"[{moment}, "९८७", "' =1+1", "12345678.90", "-3"]"#),
        &format!(r#"[{moment}, "9876500001", "'=1+1", "0.05", "-3"]"#),
        "रमेश \\\"भाई\\\", 😀",
    ] {
        assert!(said.contains(wanted), "{wanted} is missing in {said}");
    }
}

#[test]
fn a_text_that_a_program_would_take_for_another_figure_is_marked() {
    let written = |text: &str| {
        let bytes = table(&[row(text, "", 0)]);
        let mut reader = ::csv::ReaderBuilder::new().from_reader(bytes.as_slice());
        reader.records().next().unwrap().unwrap()[1].to_owned()
    };
    for changed in [
        "0987",
        " 00",
        "981234567890",
        "1234567890123456",
        "26E11",
        "4e00000012",
        "1-2",
        "05-11-2026",
        "2026-11",
        "012/345",
        "12:30",
        "0.50",
        "1,23,456",
        "50%",
        "(5)",
        "₹ 299",
        "1 1/2",
    ] {
        assert_eq!(written(changed), format!("'{changed}"));
    }
    for same in [
        "",
        " ",
        "0",
        "987",
        "9876543210",
        "98765432101",
        "GA00000042",
        "E",
        "09–10",
        "HDFC 1234",
        "98765 43210",
        "९८७",
        "5 days",
    ] {
        assert_eq!(written(same), same);
    }
}

#[test]
fn a_day_is_a_day_in_both_kinds_of_file() {
    // Half past midnight in India is the evening before elsewhere.
    let days = [Cell::Day(1_795_935_896_000), Cell::Day(1_795_892_400_000)].map(|day| vec![day]);
    let said = python(READ_XLSX, &saved(&workbook(&days, &[]), ".xlsx"));
    assert_eq!(said.matches(r#"["2026-11-29 00:00:00", "d", "dd-mm-yyyy"]"#).count(), 2, "{said}");
    assert!(String::from_utf8(table(&days)).unwrap().ends_with("\r\n2026-11-29\r\n2026-11-29\r\n"));
}

#[test]
fn days_are_counted_as_the_calendar_does() {
    for (days, date) in [(0, (1970, 1, 1)), (20_786, (2026, 11, 29)), (19_782, (2024, 2, 29)), (-1, (1969, 12, 31))] {
        assert_eq!(date_of(days), date);
    }
    let mut yesterday = date_of(-800_001);
    for days in -800_000..800_000 {
        let (year, month, date) = date_of(days);
        let is_next = match yesterday {
            (one, 12, 31) => (year, month, date) == (one + 1, 1, 1),
            (one, other, last) if date == 1 => (year, month) == (one, other + 1) && (28..=31).contains(&last),
            (one, other, before) => (year, month, date) == (one, other, before + 1),
        };
        assert!(is_next, "{yesterday:?} and then {year}-{month}-{date}");
        yesterday = (year, month, date);
    }
}

/// A place that takes so many bytes and then is full.
struct Full {
    written: Vec<u8>,
    room: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.written.len() + bytes.len() > self.room {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.written.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_disk_that_is_full_at_any_byte_is_told_as_full() {
    let whole = workbook(&hard_rows(), &[]).len();
    // The time that stands in it may make another one some bytes shorter.
    for room in (0..whole - 100).step_by(37) {
        let full = Full { written: Vec::new(), room };
        let error = xlsx(full, &sheet(&columns(), &hard_rows(), &[])).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{room} of {whole} bytes: {error}");
    }
    let whole = table(&hard_rows()).len();
    for room in (0..whole - 1).step_by(11) {
        let write = || {
            let mut table = CsvTable::new(Full { written: Vec::new(), room }, &columns())?;
            hard_rows().iter().try_for_each(|row| table.row(row))?;
            table.finish().map(drop)
        };
        assert_eq!(write().unwrap_err().kind(), io::ErrorKind::StorageFull, "{room} of {whole} bytes");
    }
}

fn voucher() -> TallyVoucher {
    let entries = BTreeMap::from([
        ("Cash".to_owned(), (29_900, 0)),
        ("Wallet <A & B>".to_owned(), (0, 29_000)),
        ("Commission".to_owned(), (100, 1_000)),
    ]);
    TallyVoucher {
        id: "galla-2026-11-29-receipt".into(),
        day: "2026-11-29".into(),
        kind: VoucherType::Receipt,
        number: "G-1".into(),
        narration: "\"रमेश\" & <b>\u{1}".into(),
        entries,
    }
}

/// Reads the file with Python's own reader and says it as JSON: ledgers with their groups, and entries by voucher.
const READ_TALLY: &str = "import sys, json, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == 'ENVELOPE' and root.findtext('HEADER/TALLYREQUEST') == 'Import Data'
data = root.find('BODY/IMPORTDATA')
assert data.findtext('REQUESTDESC/REPORTNAME') == 'All Masters'
objects = [message[0] for message in data.findall('REQUESTDATA/TALLYMESSAGE')]
assert all(len(message) == 1 for message in data.findall('REQUESTDATA/TALLYMESSAGE'))
ledgers = [[one.get('NAME'), one.findtext('NAME'), one.findtext('PARENT')] for one in objects if one.tag == 'LEDGER']
entry = lambda one: [one.findtext('LEDGERNAME'), one.findtext('ISDEEMEDPOSITIVE'), one.findtext('AMOUNT')]
vouchers = [[one.get('VCHTYPE'), one.findtext('VOUCHERTYPENAME'), one.findtext('DATE'), one.findtext('NARRATION'),
    [entry(line) for line in one.findall('ALLLEDGERENTRIES.LIST')]] for one in objects if one.tag == 'VOUCHER']
assert len(ledgers) + len(vouchers) == len(objects)
print(json.dumps([ledgers, vouchers], ensure_ascii=False))";

#[test]
fn vouchers_have_the_shape_that_tally_imports() {
    let mut file = TallyFile::new(Vec::new()).unwrap();
    file.ledger(&TallyLedger { name: "Wallet <A & B>".into(), parent: "Loans & Advances (Asset)".into() }).unwrap();
    file.voucher(&voucher()).unwrap();
    let said = python(READ_TALLY, &saved(&file.finish().unwrap(), ".xml"));
    let wanted = concat!(
        r#"[[["Wallet <A & B>", "Wallet <A & B>", "Loans & Advances (Asset)"]], "#,
        r#"[["Receipt", "Receipt", "20261129", "\"रमेश\" & <b>", "#,
        r#"[["Cash", "Yes", "-299.00"], ["Commission", "Yes", "-1.00"], "#,
        r#"["Commission", "No", "10.00"], ["Wallet <A & B>", "No", "290.00"]]]]]"#
    );
    assert_eq!(said.trim(), wanted);
}

#[test]
fn a_ledger_has_a_name_that_tally_keeps_whole() {
    assert_eq!(ledger_name("  Wallet \u{7} A\n B "), "Wallet A B");
    assert_eq!(ledger_name(&"क".repeat(200)).chars().count(), tally::NAME_MAX);
    assert_eq!(ledger_name("\u{FFFF}"), "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever is typed as a name: the reader of CSV gives back what of it is shown, with a mark before what looks like a formula, and
    /// before nothing that has a letter of its own.
    #[test]
    fn any_text_comes_back_from_csv(texts in prop::collection::vec("[\\PC\u{0}-\u{1f}\u{7f}-\u{9f}=+@-]{0,20}", 1..20)) {
        let rows: Vec<Vec<Cell>> = texts.iter().map(|text| row("1", text, 0)).collect();
        let mut reader = ::csv::ReaderBuilder::new().from_reader(std::io::Cursor::new(table(&rows)));
        for (read, text) in reader.records().zip(&texts) {
            let read = read.unwrap();
            let seen: String = text.replace('\t', " ").chars().filter(|sign| *sign == '\n' || !sign.is_control()).collect();
            let is_formula = seen.trim_start_matches(' ').starts_with(['\n', '=', '+', '-', '@', '＝', '＋', '－', '＠']);
            let may_be_figure = seen.chars().all(|sign| sign.is_ascii_digit() || " -/.:,%()₹$Ee".contains(sign));
            let is_marked = is_formula || (may_be_figure && read[2].starts_with('\''));
            prop_assert_eq!(&read[2], format!("{}{seen}", if is_marked { "'" } else { "" }));
        }
    }
}
