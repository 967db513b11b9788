//! Documents, read by a program that is not ours.

use std::time::{Duration, Instant};

use domain::Language;
use proptest::prelude::{ProptestConfig, prop, prop_assert, prop_assert_eq, proptest};

use super::measure::UNITS_OF_MM;
use super::pages::pages;
use super::*;
use crate::paper::tests::tools::{Scratch, said};
use crate::tests::hindi;

fn document(parts: Vec<Part>) -> Document {
    let lines = vec!["रमेश मोबाइल, लखनऊ".to_owned(), "01-11-2026 – 29-11-2026".to_owned()];
    Document { language: Language::EN, title: "Statement of the drawer".into(), lines, parts, is_wide: false }
}

fn text_of(document: &Document) -> String {
    let file = Scratch::with(&document_pdf(document).expect("a PDF"), "pdf");
    said("pdftotext", "poppler-utils", &file, &["-layout", "FILE", "-"])
}

fn laid(document: &Document) -> Vec<crate::paper::Page> {
    pages(document, &mut |_| true).expect("nobody stops it").0
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn statement(rows: usize) -> Table {
    let row = |at: usize| {
        let amount = format!("₹ {at}.00");
        vec!["01-11-2026 09:00".into(), format!("शक्ति ट्रांज़ैक्शन X{at}X"), amount, "₹ 99,99,999.00".into()]
    };
    let columns = [Column::firm("When"), Column::words("What"), Column::figure("Amount"), Column::figure("Balance")];
    let sum = vec![String::new(), "Sum".into(), "₹ 12,34,567.00".into(), String::new()];
    Table { columns: columns.into(), rows: (1..=rows).map(row).collect(), sum: Some(sum) }
}

#[test]
fn every_part_can_be_read_and_its_hindi_is_whole() {
    let fact = |label: &str, value: &str| Row { label: label.into(), value: value.into() };
    let parts = vec![
        Part::Heading("शिकायत".into()),
        Part::Facts(vec![fact("ऑर्डर आईडी", "GA00000042"), fact("Amount", "₹ 99,99,999.00")]),
        Part::Text("क्षत्रिय: विद्यार्थी (श्री) हूँ; \"कृपया\" ड्डू, र्ट्रैं द्वृ!".into()),
        Part::Raw("{\"status\":\"FAILED\",\n  \"resText\":\"असफल\"}".into()),
        Part::Table(statement(2)),
    ];
    let text = one_line(&text_of(&document(parts)));
    for wanted in [
        "Statement of the drawer",
        "रमेश मोबाइल, लखनऊ",
        "शिकायत",
        "ऑर्डर आईडी GA00000042",
        "Amount ₹ 99,99,999.00",
        "क्षत्रिय: विद्यार्थी (श्री) हूँ; \"कृपया\" ड्डू, र्ट्रैं द्वृ!",
        "{\"status\":\"FAILED\", \"resText\":\"असफल\"}",
        "When What Amount Balance",
        "01-11-2026 09:00 शक्ति ट्रांज़ैक्शन X1X ₹ 1.00 ₹ 99,99,999.00",
        "Sum ₹ 12,34,567.00",
        "Page 1 of 1",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in {text}");
    }
}

#[test]
fn a_table_goes_on_over_pages_with_its_titles_and_every_row_once() {
    let made = document(vec![Part::Table(statement(200))]);
    let text = text_of(&made);
    let leaves: Vec<&str> = text.split('\u{C}').filter(|leaf| !leaf.trim().is_empty()).collect();
    assert!((4..9).contains(&leaves.len()), "{} pages", leaves.len());
    for (leaf, number) in leaves.iter().zip(1..) {
        let leaf = one_line(leaf);
        assert!(leaf.contains("When What Amount Balance"), "{leaf}");
        assert!(leaf.contains(&format!("Page {number} of {}", leaves.len())), "{leaf}");
        assert!(leaf.contains("Statement of the drawer"), "{leaf}");
    }
    for at in 1..=200 {
        assert_eq!(text.matches(&format!("X{at}X")).count(), 1, "row {at}");
    }
    assert_eq!(text.matches("₹ 12,34,567.00").count(), 1, "the sum stands at the end alone");
}

#[test]
fn the_number_of_a_page_is_said_in_the_language_of_the_document() {
    let text = text_of(&Document { language: hindi(), ..document(vec![Part::Table(statement(60))]) });
    assert!(text.contains("पेज 1 / 2") && text.contains("पेज 2 / 2"), "{text}");
}

/// Nothing is beyond the edges, and no column runs into the next one.
fn check_places(made: &Document) -> Result<(), String> {
    let edge = (14 * UNITS_OF_MM) as i32;
    for page in laid(made) {
        let (right, bottom) = (page.width as i32 - edge, page.height as i32 - edge / 2);
        for run in &page.runs {
            let (first, last) = (&run.glyphs[0], &run.glyphs[run.glyphs.len() - 1]);
            let is_within = first.x >= edge - 8 && last.x + last.advance <= right + 8 && first.y < bottom;
            if !is_within {
                return Err(format!("{} is at {}..{}, {}", run.words(), first.x, last.x + last.advance, first.y));
            }
        }
        let mut bands: Vec<(i32, i32, i32)> = page
            .runs
            .iter()
            .map(|run| {
                let last = &run.glyphs[run.glyphs.len() - 1];
                (run.glyphs.iter().map(|glyph| glyph.y).max().unwrap(), run.glyphs[0].x, last.x + last.advance)
            })
            .collect();
        bands.sort_unstable();
        if let Some(pair) = bands.windows(2).find(|pair| pair[0].0 == pair[1].0 && pair[0].2 > pair[1].1) {
            return Err(format!("{pair:?} touch"));
        }
    }
    Ok(())
}

#[test]
fn many_columns_of_long_words_stay_on_the_page_and_apart() {
    let names = ["A very long name of a column", "संचालक का बहुत लंबा नाम", "X"];
    for count in [1, 4, 8, 14] {
        let columns = (0..count).map(|at| match at % 3 {
            0 => Column::figure(names[0]),
            1 => Column::words(names[1]),
            _ => Column::firm(names[2]),
        });
        let cell = |at: usize| match at % 3 {
            0 => "₹ 99,99,999.00".to_owned(),
            1 => "GAB100004212345678901234567890 विद्यार्थी".repeat(3),
            _ => "29-11-2026 12:00".to_owned(),
        };
        let rows = vec![(0..count).map(cell).collect(); 40];
        let table = Table { columns: columns.collect(), rows, sum: None };
        for is_wide in [false, true] {
            let made = Document { is_wide, ..document(vec![Part::Table(table.clone())]) };
            assert_eq!(check_places(&made), Ok(()), "{count} columns");
        }
    }
}

#[test]
fn a_cell_that_is_longer_than_a_page_goes_on_over_the_next() {
    let words: Vec<String> = (1..=3_000).map(|at| format!("w{at}")).collect();
    let mut table = statement(1);
    table.rows[0][1] = words.join(" ");
    let made = document(vec![Part::Table(table), Part::Raw(words.join(" "))]);
    assert_eq!(check_places(&made), Ok(()));
    let text = text_of(&made);
    let read: Vec<&str> = text.split_whitespace().collect();
    for word in &words {
        assert_eq!(read.iter().filter(|read| *read == word).count(), 2, "{word}");
    }
}

#[test]
fn a_long_document_stops_at_once_where_nobody_wants_it() {
    let long = document(vec![Part::Table(statement(3)), Part::Table(statement(200))]);
    let asked = |stop: usize| {
        let mut told = Vec::new();
        let made = document_pdf_while(&long, &mut |rows| {
            told.push(rows);
            told.len() < stop
        });
        (made.is_some(), told)
    };
    let (is_made, whole) = asked(usize::MAX);
    assert!(is_made && whole.starts_with(&[1, 2, 3, 4]) && whole.is_sorted(), "{whole:?}");
    assert!(whole.len() > 203, "it is asked for every row and every page: {}", whole.len());
    for stop in [1, 4, 50, 203, 204, whole.len()] {
        let (is_made, told) = asked(stop);
        assert_eq!((is_made, told.len()), (false, stop));
    }
}

#[test]
fn signs_that_nobody_sees_change_no_order() {
    let parts = vec![Part::Text("a\u{61C}b\u{202E}cd\u{200F}e\u{180E}f\u{0007} क\u{200D}्ष".into())];
    let told = document_text(&document(parts.clone()));
    assert!(told.ends_with("abcdef क\u{200D}्ष\n"), "{told:?}");
    assert!(text_of(&document(parts)).contains("abcdef"));
}

#[test]
fn the_text_has_every_word_of_the_document() {
    let told = document_text(&document(vec![Part::Heading("Answers".into()), Part::Table(statement(2))]));
    let wanted = "Statement of the drawer\nरमेश मोबाइल, लखनऊ\n01-11-2026 – 29-11-2026\n\nAnswers\n\
         When | What | Amount | Balance\n01-11-2026 09:00 | शक्ति ट्रांज़ैक्शन X1X | ₹ 1.00 | ₹ 99,99,999.00\n\
         01-11-2026 09:00 | शक्ति ट्रांज़ैक्शन X2X | ₹ 2.00 | ₹ 99,99,999.00\n | Sum | ₹ 12,34,567.00 | \n";
    assert_eq!(told, wanted);
}

#[test]
fn ten_thousand_rows_take_seconds() {
    let began = Instant::now();
    let bytes = document_pdf(&document(vec![Part::Table(statement(10_000))])).expect("a PDF");
    let took = began.elapsed();
    assert!(bytes.len() > 100_000);
    assert!(took < Duration::from_secs(60), "{took:?}, and it is many times faster when it is optimised");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in the cells: a PDF comes out, and nothing is beyond its edges.
    #[test]
    fn any_words_stay_on_the_page(
        cells in prop::collection::vec(prop::collection::vec("\\PC{0,40}", 0..5), 0..12),
        is_wide: bool,
    ) {
        let table = Table { rows: cells, ..statement(0) };
        let made = Document { is_wide, ..document(vec![Part::Table(table)]) };
        prop_assert!(document_pdf(&made).is_some());
        prop_assert_eq!(check_places(&made), Ok(()));
        let text = document_text(&made);
        prop_assert_eq!(text.lines().next(), Some("Statement of the drawer"));
    }
}
