//! Small files that unfold to large ones, made by hand.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{cells, fault, sheets};
use crate::read::Unreadable;

/// A workbook of LibreOffice with such a content.
fn ods(content: &str) -> Vec<u8> {
    ods_with("", content)
}

fn ods_with(manifest: &str, content: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", &format!("<manifest:manifest>{manifest}</manifest:manifest>")),
        ("content.xml", content),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A table of such rows: how often a row stands there, and its cells with how often each does. An empty cell is only coloured.
fn table(rows: &[(usize, &[(usize, &str)])]) -> String {
    let mut text = String::from("<table:table table:name=\"Statement\">");
    for (times, cells) in rows {
        text += &format!("<table:table-row table:number-rows-repeated=\"{times}\">");
        for (times, value) in *cells {
            let start = format!("<table:table-cell table:style-name=\"a\" table:number-columns-repeated=\"{times}\"");
            text += &match value {
                &"" => format!("{start}/>"),
                value => format!("{start} office:value-type=\"string\"><text:p>{value}</text:p></table:table-cell>"),
            };
        }
        text += "</table:table-row>";
    }
    text + "</table:table>"
}

fn document(tables: &str) -> String {
    format!("<office:document-content>{tables}</office:document-content>")
}

#[test]
fn a_workbook_of_libreoffice_is_read_however_many_empty_rows_it_has() {
    let rows: [(usize, &[(usize, &str)]); 5] = [
        (1, &[(1, "Order ID"), (1, "Amount")]),
        (2, &[(1, ""), (2, "298")]),
        (3, &[(16_384, "")]),
        (1, &[(1, "AB1"), (1, "299"), (16_382, "")]),
        (1_048_569, &[(16_384, "")]),
    ];
    let rows = sheets(&ods(&document(&table(&rows)))).remove(0).rows;
    let read: Vec<_> = rows.iter().map(|row| (row.number, row.cells.join("|"))).collect();
    let wanted = [(1, "Order ID|Amount"), (2, "|298|298"), (3, "|298|298"), (7, "AB1|299")];
    assert_eq!(read, wanted.map(|(number, cells)| (number, cells.to_owned())));
}

#[test]
fn cells_that_are_repeated_are_counted_before_they_are_laid_out() {
    let wide: &[(usize, &str)] = &[(16_384, "x")];
    let long = "x".repeat(1 << 20);
    let spaces = "<text:s text:c=\"99999999999\"/>";
    let bombs = [
        table(&[(1_000_000, wide)]),
        table(&[(1, &[(1, "x")]), (1_000_000, &[(1, "")]), (1, &[(1_000, ""), (1, "x")])]),
        table(&[(1, wide); 600]),
        table(&[(1, wide)]).repeat(600),
        table(&[(1, &[(1_024, &long)])]),
        table(&[(1, &[(1, spaces)])]),
    ];
    for (place, bomb) in bombs.iter().enumerate() {
        let file = ods(&document(bomb));
        assert!(file.len() < 10_000, "{place}: {}", file.len());
        assert_eq!(fault(&file), Unreadable::TooLarge, "{place}");
    }
}

#[test]
fn a_workbook_of_libreoffice_that_does_not_end_is_broken() {
    let whole = document(&table(&[(1, &[(1, "a"), (1, "b")])]));
    assert_eq!(cells(&ods(&whole)), [["a", "b"]]);
    for (end, _) in whole.match_indices('>').rev().skip(1) {
        assert_eq!(fault(&ods(&whole[..=end])), Unreadable::Broken, "{}", &whole[..=end]);
    }
    let crossed =
        "<table:table table:name=\"a\"><table:table-row><table:table-cell office:value-type=\"string\"></table:table>";
    assert_eq!(fault(&ods(&document(&format!("{crossed}</table:table-cell></table:table-row>")))), Unreadable::Broken);
    let locked = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    assert_eq!(fault(&ods_with(locked, "\u{1}<<<")), Unreadable::Password);
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    let place = [row, column, 0].map(u16::to_le_bytes).concat();
    record(0x0203, &[place, value.to_le_bytes().to_vec()].concat())
}

/// A cell with a text that is shared.
fn shared(row: u16, column: u16, text: u32) -> Vec<u8> {
    let place = [row, column, 0].map(u16::to_le_bytes).concat();
    record(0x00fd, &[place, text.to_le_bytes().to_vec()].concat())
}

fn extent(rows: [u32; 2], columns: [u16; 2]) -> Vec<u8> {
    let columns = [columns[0], columns[1], 0].map(u16::to_le_bytes).concat();
    record(0x0200, &[rows.map(u32::to_le_bytes).concat(), columns].concat())
}

/// The begin of a part of an old workbook.
fn begin() -> Vec<u8> {
    record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0])
}

/// An old workbook: what stands before its tables, and how many tables of the same records it has.
fn xls(before: &[u8], tables: usize, records: &[u8]) -> Vec<u8> {
    let name = |at: u32, place: usize| {
        let name = format!("T{place:04}");
        record(0x0085, &[&at.to_le_bytes(), [0, 0, 5, 0].as_slice(), name.as_bytes()].concat())
    };
    let end = record(0x000a, &[]);
    let length = begin().len() + before.len() + tables * name(0, 0).len() + end.len();
    let at = u32::try_from(length).unwrap();
    let names: Vec<u8> = (0..tables).flat_map(|place| name(at, place)).collect();
    folder(&[begin(), before.to_vec(), names, end.clone(), begin(), records.to_vec(), end].concat(), 0, &[])
}

/// A folder with one file of the name "Workbook" that says it is so much longer. `chain` has other followers of sectors: the first of a
/// small file is the list of them, the second the folder.
fn folder(workbook: &[u8], longer: usize, chain: &[(usize, u32)]) -> Vec<u8> {
    const FREE: u32 = u32::MAX;
    const END: u32 = 0xffff_fffe;
    let mut body = workbook.to_vec();
    // A shorter one would lie in small sectors.
    body.resize(body.len().max(4_096).next_multiple_of(512), 0);
    let (sectors, lists) = (body.len() / 512, (body.len() / 512 + 1).div_ceil(127));
    let mut next: Vec<u32> = vec![0xffff_fffd; lists];
    next.push(END);
    next.extend((lists + 2..=lists + sectors).map(|sector| u32::try_from(sector).unwrap()));
    next.push(END);
    next.resize(lists * 128, FREE);
    for (sector, follower) in chain {
        next[*sector] = *follower;
    }
    let mut head = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    head.resize(24, 0);
    head.extend([0x3e, 3, 0xfffe, 9, 6].map(u16::to_le_bytes).concat());
    head.resize(44, 0);
    let list_length = u32::try_from(lists).unwrap();
    head.extend([list_length, list_length, 0, 4_096, END, 0, END, 0].map(u32::to_le_bytes).concat());
    head.extend((0..109).flat_map(|place| if place < list_length { place } else { FREE }.to_le_bytes()));
    let entry = |name: &str, first: u32, length: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(116, 0);
        entry.extend([first, u32::try_from(length).unwrap(), 0].map(u32::to_le_bytes).concat());
        entry
    };
    let mut entries = entry("Root Entry", END, 0);
    entries.extend(entry("Workbook", list_length + 1, body.len() + longer));
    entries.resize(512, 0);
    [head, next.into_iter().flat_map(u32::to_le_bytes).collect(), entries, body].concat()
}

/// Two shared texts, the first of so many signs.
fn texts(signs: u16) -> Vec<u8> {
    let start = [&[0; 8], signs.to_le_bytes().as_slice(), &[0]].concat();
    let (mut all, mut left) = (Vec::new(), vec![b'a'; usize::from(signs)]);
    let first = left.split_off(left.len().saturating_sub(8_000));
    all.extend(record(0x00fc, &[start, first].concat()));
    while !left.is_empty() {
        let more = left.split_off(left.len().saturating_sub(8_000));
        all.extend(record(0x003c, &[vec![0], more].concat()));
    }
    // The second is of two bytes a sign, and has a look and a way to speak it.
    all.extend(record(0x003c, &[3, 0, 0b1101, 1, 0, 2, 0, 0, 0, 0x30, 0x09, 0x3e, 0x09, 0x2e, 0x09, 0, 0, 0, 0, 7, 7]));
    all
}

#[test]
fn an_old_workbook_is_read() {
    let table = [extent([0, 4], [0, 3]), shared(0, 0, 0), shared(0, 1, 1), number(3, 0, 12.0), number(3, 2, 2.5)];
    let rows = sheets(&xls(&texts(2), 2, &table.concat()));
    assert_eq!(rows.len(), 2);
    let read: Vec<_> = rows[1].rows.iter().map(|row| (row.number, row.cells.join("|"))).collect();
    assert_eq!(read, [(1, "aa|राम".to_owned()), (4, "12||2.5".to_owned())]);
    let many: Vec<u8> = (0..9_000).flat_map(|row| number(row, 3, f64::from(row))).collect();
    assert_eq!(cells(&xls(&[], 1, &many)).len(), 9_000, "a file of several sectors");
}

#[test]
fn the_rectangle_of_an_old_workbook_is_counted_before_it_is_laid_out() {
    let corner = number(65_535, 255, 1.0);
    let far = [number(0, 0, 1.0), corner.clone()].concat();
    let many = [number(0, 0, 1.0), number(3_000, 255, 1.0)].concat();
    let labels: Vec<u8> = (0..4_000).flat_map(|row| shared(row, 0, 0)).collect();
    let bombs = [
        xls(&[], 1, &far),
        xls(&[], 30, &many),
        xls(&[], 1, &[extent([0, u32::MAX], [0, 256]), corner.clone()].concat()),
        xls(&[], 1, &[extent([0, 65_536], [0, 200]), corner.clone()].concat()),
        xls(&texts(65_000), 1, &labels),
    ];
    for (place, bomb) in bombs.iter().enumerate() {
        assert!(bomb.len() < 200_000, "{place}: {}", bomb.len());
        assert_eq!(fault(bomb), Unreadable::TooLarge, "{place}");
    }
    assert_eq!(cells(&xls(&[], 1, &corner)).len(), 1, "one cell far away is no large rectangle");
    assert_eq!(fault(&xls(&[], 1, &extent([9, 3], [0, 2]))), Unreadable::Broken);
    assert_eq!(fault(&xls(&[], 2_000, &labels)), Unreadable::Broken, "tables that lie over each other");
    assert_eq!(fault(&xls(&record(0x002f, &[1, 0]), 1, &far)), Unreadable::Password);
}

#[test]
fn a_folder_that_runs_in_a_circle_is_broken() {
    let workbook = [begin(), record(0x000a, &[])].concat();
    assert_eq!(fault(&folder(&workbook, 0, &[])), Unreadable::NoTable);
    for circle in [(1, 1), (3, 3), (4, 2)] {
        assert_eq!(fault(&folder(&workbook, 1 << 30, &[circle])), Unreadable::Broken, "{circle:?}");
    }
}
