//! Files as they come from portals, from Excel, and from nowhere.

mod large;

use std::io::Write as _;

use proptest::prelude::*;
use rust_xlsxwriter::{Chart, ChartType, Format, Workbook};

use super::{MOST_BYTES, Sheet, Unreadable, read};

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    read(bytes, &|_| true).unwrap()
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    sheets(bytes).remove(0).rows.into_iter().map(|row| row.cells).collect()
}

fn fault(bytes: &[u8]) -> Unreadable {
    read(bytes, &|_| true).unwrap_err()
}

fn utf_16(text: &str, is_big: bool, has_mark: bool) -> Vec<u8> {
    let mark = has_mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// A workbook with a title, a merged heading, an order id that Excel holds as a number, a date and a sum.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Statement").unwrap();
    let date = Format::new().set_num_format("dd-mm-yyyy hh:mm:ss");
    sheet.merge_range(0, 0, 0, 3, "Account statement", &Format::new()).unwrap();
    for (column, name) in ["Order ID", "Date", "Amount", "Status"].into_iter().enumerate() {
        sheet.write(2, u16::try_from(column).unwrap(), name).unwrap();
    }
    sheet.write_number(3, 0, 981_000_000_012.0).unwrap();
    sheet
        .write_with_format(3, 1, rust_xlsxwriter::ExcelDateTime::parse_from_str("2026-11-28T17:42:10").unwrap(), &date)
        .unwrap();
    sheet.write_number(3, 2, 299.5).unwrap();
    sheet.write(3, 3, "Success").unwrap();
    sheet.write_number(4, 0, 1_234_567_890_123_456_789.0).unwrap();
    sheet.write_number(4, 2, 298.999_999_999_999_94).unwrap();
    book.save_to_buffer().unwrap()
}

const TABLE: &str = "Order ID,Amount,Who\nAB12CD000001,\"1,299.00\",राम\nAB12CD000002,10,Asha\n";

#[test]
fn the_same_table_is_read_in_every_way_of_writing_signs() {
    let wanted = cells(TABLE.as_bytes());
    assert_eq!(wanted[1], ["AB12CD000001", "1,299.00", "राम"]);
    for (is_big, has_mark) in [(false, true), (true, true), (false, false), (true, false)] {
        let text = TABLE.replace("राम", "Ram");
        assert_eq!(
            cells(&utf_16(&text, is_big, has_mark))[1],
            ["AB12CD000001", "1,299.00", "Ram"],
            "{is_big} {has_mark}"
        );
    }
    assert_eq!(cells(&utf_16(TABLE, false, true)), wanted);
    assert_eq!(cells(&[b"\xef\xbb\xbf", TABLE.as_bytes()].concat()), wanted);
    assert_eq!(cells("Name,Amount\n\u{61c}A1\u{200e},\u{180e}5\u{202c}\n".as_bytes())[1], ["A1", "5"]);
    assert_eq!(cells(b"Name,Amount\nCaf\xe9,\x80 5\n")[1], ["Café", "€ 5"], "Windows-1252");
}

#[test]
fn what_stands_between_values_is_found() {
    for between in [",", ";", "\t", "|"] {
        let text =
            format!("Report of 28/11\nA{between}B{between}C\n\"1,5; x\"{between}2{between}3\n4{between}5{between}6\n");
        let read = sheets(text.as_bytes()).remove(0);
        assert_eq!(read.rows[2].cells, ["1,5; x", "2", "3"], "{between:?}");
        assert_eq!(read.rows[3].number, 4);
    }
    assert_eq!(cells(b"sep=;\na;b,c\n1;2\n")[0], ["a", "b,c"]);
    assert_eq!(cells(b"a,b\n=\"0012\",'0034\n")[1], ["0012", "0034"]);
}

#[test]
fn a_quote_that_is_never_closed_swallows_no_lines() {
    let lines: String = (0..400).map(|row| format!("{row},\"x,some more words\n")).collect();
    assert!(cells(format!("a,b,c\n{lines}").as_bytes()).len() > 300);
}

#[test]
fn a_workbook_gives_whole_numbers_and_dates() {
    let rows = &sheets(&workbook())[0].rows;
    assert_eq!(rows[0].cells, ["Account statement"]);
    assert_eq!(rows[2].cells, ["981000000012", "2026-11-28 17:42:10", "299.5", "Success"]);
    assert_eq!((rows[2].number, rows[3].cells[2].as_str()), (4, "299"));
    assert!(rows[3].cells[0].contains('E'), "digits that are lost are not made up: {:?}", rows[3].cells[0]);
}

#[test]
fn a_sheet_of_charts_is_left_out_and_a_broken_table_is_told() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "a").unwrap();
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values("Sheet1!$A$1:$A$2");
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(sheets(&bytes).len(), 1);
    // The same parts, without the one with the cells, and with half of it.
    let rewritten = |cells: Option<&str>| {
        let mut old = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for place in 0..old.len() {
            let mut part = old.by_index(place).unwrap();
            let name = part.name().unwrap().into_owned();
            let is_cells = name == "xl/worksheets/sheet1.xml";
            if is_cells && cells.is_none() {
                continue;
            }
            new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            match cells.filter(|_| is_cells) {
                Some(cells) => new.write_all(cells.as_bytes()).unwrap(),
                None => drop(std::io::copy(&mut part, &mut new).unwrap()),
            }
        }
        new.finish().unwrap().into_inner()
    };
    let start = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    assert_eq!(cells(&rewritten(Some(&format!("{start}</sheetData></worksheet>")))), [["1"]]);
    assert_eq!(fault(&rewritten(Some(start))), Unreadable::Broken);
    assert_eq!(fault(&rewritten(None)), Unreadable::Broken);
}

#[test]
fn a_page_that_calls_itself_a_workbook_is_a_table() {
    let page = "<html><head><style>td{a}</style></head><body><table border=1><tr><th colspan='2'>Order</th><th rowspan=2>Amount</th></tr>
        <tr><th>ID<th>Date</tr><tr><td>AB1&amp;2</td><td>28/11/2026<br>17:42<td align=right>&#8377;&nbsp;1,299.00</tr>
        <!-- <tr><td>no</td></tr> --></table></body></html>";
    let table = &sheets(page.as_bytes())[0];
    let rows: Vec<_> = table.rows.iter().map(|row| row.cells.clone()).collect();
    assert_eq!(rows[0], ["Order", "", "Amount"]);
    assert_eq!(rows[1], ["ID", "Date"]);
    assert_eq!(rows[2], ["AB1&2", "28/11/2026 17:42", "₹ 1,299.00"]);
    assert!(!table.is_cut);
    assert!(sheets(&page.as_bytes()[..page.len() - 100])[0].is_cut);
}

#[test]
fn a_file_that_gives_no_table_says_why() {
    assert_eq!(fault(b""), Unreadable::Empty);
    assert_eq!(fault(b"\r\n  \n"), Unreadable::Empty);
    assert_eq!(fault(b"%PDF-1.7 ..."), Unreadable::Pdf);
    assert_eq!(fault(b"only words\nand no table\n"), Unreadable::NoTable);
    assert_eq!(fault(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0"), Unreadable::NoTable);
    let book = workbook();
    assert_eq!(fault(&book[..book.len() / 2]), Unreadable::Broken);
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.extend([0; 600]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(fault(&locked), Unreadable::Password);
    locked.truncate(300);
    assert_eq!(fault(&locked), Unreadable::Broken);
    assert_eq!(fault(&vec![b'1'; MOST_BYTES + 1]), Unreadable::TooLarge);
}

#[test]
fn a_packed_file_is_held_to_what_it_unpacks_to() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    zip.start_file("notes.txt", plain).unwrap();
    zip.write_all(b"a,b\n1,2\n").unwrap();
    let archive = zip.finish().unwrap().into_inner();
    assert_eq!(fault(&archive), Unreadable::Archive);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in ["xl/workbook.xml", "xl/sharedStrings.xml"] {
        zip.start_file(part, plain).unwrap();
        zip.write_all(&vec![0; 3 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 16, "{}", bomb.len());
    assert_eq!(super::kind::packed(&bomb, 6 << 20).map_err(|why| why.to_string()), Ok(super::kind::Book::Xlsx));
    assert_eq!(super::kind::packed(&bomb, (6 << 20) - 1).err(), Some(Unreadable::TooLarge));
}

#[test]
fn reading_stops_when_it_is_told_to_and_at_the_bound() {
    let many: String = (0..3_000).map(|row| format!("{row},x\n")).collect();
    let seen = std::cell::Cell::new(0);
    let stopped = read(many.as_bytes(), &|rows| {
        seen.set(rows);
        rows < 1_000
    });
    assert_eq!((stopped, seen.get()), (Err(Unreadable::Stopped), 1_000));
    let too_many: String = (0..=super::MOST_ROWS).map(|_| "1,x\n").collect();
    assert_eq!(fault(too_many.as_bytes()), Unreadable::TooManyRows);
}

#[test]
fn half_a_line_at_the_end_is_seen() {
    assert!(!sheets(TABLE.as_bytes())[0].is_cut);
    assert!(!sheets(TABLE.trim_end().as_bytes())[0].is_cut);
    assert!(sheets(&TABLE.as_bytes()[..TABLE.len() - 8])[0].is_cut);
}

/// Bytes that look like some file and are none.
fn nearly_a_file() -> impl Strategy<Value = Vec<u8>> {
    let heads: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"PK\x03\x04".to_vec(),
        vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        vec![0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00],
        b"<html><table>".to_vec(),
        vec![0xff, 0xfe],
        b"a,b\n\"".to_vec(),
    ];
    (proptest::sample::select(heads), proptest::collection::vec(any::<u8>(), 0..3_000))
        .prop_map(|(head, rest)| [head, rest].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_bytes_make_it_panic(bytes in nearly_a_file()) {
        let _ = read(&bytes, &|_| true);
    }

    #[test]
    fn no_tags_make_it_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<table>", "</table>", "<tr>", "<td rowspan=9999999>", "<td colspan='999'>", "<th>", "&#x110000;", "&amp", "<!--",
        "-->", "<script>", "</script", "<td", ">", "राम", "1",
    ]), 0..200)) {
        let _ = read(format!("<table>{}", parts.concat()).as_bytes(), &|_| true);
    }

    #[test]
    fn a_workbook_with_wrong_bytes_does_not_panic(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut book = workbook();
        for (place, byte) in places {
            let at = place.index(book.len());
            book[at] = byte;
        }
        let _ = read(&book, &|_| true);
    }
}
