//! Programs that are not ours read what the printer would print: Tesseract its words, ZBar its codes.

use std::sync::Mutex;

use super::decoder::{bytes_of, printed};
use super::kinds::{all, english, everywhere, hindi};
use super::tools::{Scratch, at_once, said};
use crate::paper::escpos::Manner;
use crate::paper::{Bitmap, Block, Page, Run, png};

/// What comes out of the printer, `times` as large on white paper.
fn photograph(page: &Page, times: u32) -> Scratch {
    let picture = printed(&bytes_of(&page.raster(), &Manner::default(), None)).picture();
    Scratch::with(&png(&picture.enlarged(times), 40), "png")
}

/// The lines in which something is to be read, without the others, which would only take time, and without frames, rules and codes:
/// Tesseract takes what is framed for a table, and does not read it.
fn letters(page: &Page, printed: &Bitmap, wanted: &[String], times: u32) -> Scratch {
    let is_wanted = |run: &Run| words_in(run).iter().any(|word| wanted.contains(word));
    let others = page.runs.iter().filter(|run| !is_wanted(run)).cloned().collect();
    let others = Page { runs: others, ..page.clone() }.raster();
    let mut picture = Bitmap::white(printed.width(), printed.height());
    for y in 0..printed.height() {
        for x in (0..printed.width()).filter(|x| printed.is_black(*x, y) && !others.is_black(*x, y)) {
            picture.blacken(x, y);
        }
    }
    Scratch::with(&png(&picture.enlarged(times), 40), "png")
}

/// Letters that Tesseract takes for each other. Each is as it should be on the paper, looked at.
/// - The letter O and a nought, in an id that is no word of any language.
/// - Quotation marks and apostrophes of every kind, short and long dashes.
/// - A dot below ज and फ, which its Hindi words are often written without, and joiners that nobody sees.
fn alike(word: &str) -> String {
    let signs = word.chars().map(|sign| match sign {
        'O' => '0',
        '–' | '—' => '-',
        'o' if word.len() == 1 => '0',
        other => other,
    });
    let is_said =
        |sign: &char| !matches!(sign, '\u{093C}' | '\u{200C}' | '\u{200D}' | '\'' | '"' | '‘' | '’' | '“' | '”');
    signs.filter(is_said).collect::<String>().replace('\u{095B}', "ज").replace('\u{095E}', "फ")
}

fn is_hindi(word: &str) -> bool {
    word.chars().any(|sign| ('\u{0900}'..='\u{097F}').contains(&sign))
}

/// The words of a line. What has no letter only parts words.
fn words_in(run: &Run) -> Vec<String> {
    // Tesseract knows no ₹, and reads another sign in its place, which the figure is then part of.
    let line = run.words().replace("₹ ", "₹").replace(" · ₹", "·₹");
    line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// The words of a page in one script.
fn words_of(page: &Page, hindi: bool) -> Vec<String> {
    page.runs.iter().flat_map(words_in).filter(|word| is_hindi(word) == hindi).collect()
}

fn is_read(word: &str, read: &str) -> bool {
    let read: Vec<String> = read.split_whitespace().map(alike).collect();
    match word.split_once('₹') {
        Some((count, figure)) => {
            let count = count.trim_matches(['·', '+', '-']);
            read.iter().any(|other| other.ends_with(figure)) && read.iter().any(|other| other.starts_with(count))
        }
        None => read.contains(&alike(word)),
    }
}

/// How much larger a picture is read, and as what: a block of lines, or words anywhere, as the amount that stands alone.
const READINGS: [(u32, &str); 4] = [(2, "6"), (2, "11"), (1, "6"), (3, "6")];

fn reading(model: &str, mode: &str, picture: &Scratch) -> String {
    let packages = "tesseract-ocr, with tesseract-ocr-eng and tesseract-ocr-hin";
    said("tesseract", packages, picture, &["FILE", "-", "-l", model, "--psm", mode])
}

/// The words of a page that Tesseract does not read, in any of four readings.
fn unread(page: &Page) -> Vec<String> {
    let printed = printed(&bytes_of(&page.raster(), &Manner::default(), None)).picture();
    let mut unread = Vec::new();
    for (model, hindi) in [("eng", false), ("hin", true)] {
        let mut words = words_of(page, hindi);
        for (times, mode) in READINGS {
            if !words.is_empty() {
                let read = reading(model, mode, &letters(page, &printed, &words, times));
                words.retain(|word| !is_read(word, &read));
            }
        }
        unread.extend(words);
    }
    unread
}

#[test]
fn tesseract_reads_every_word_of_twenty_slips() {
    let kinds = all();
    let slips: Vec<_> = kinds.iter().take(20).flat_map(|kind| [(kind, english()), (kind, hindi())]).collect();
    let failed = Mutex::new(Vec::new());
    at_once(&slips, |((name, sheet), languages)| {
        let unread = unread(&Page::of(&sheet(languages), 576));
        if !unread.is_empty() {
            failed.lock().unwrap().push(format!("{name} from {}: {unread:?}", languages[0]));
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{} slips are not read:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn a_word_that_is_not_there_is_not_read() {
    assert!(is_read("SUCCESSFUL", "a SUCCESSFUL sale") && !is_read("SUCCESSFUL", "UNSUCCESSFUL sale"));
    assert!(is_read("₹304", "= 304") && is_read("₹5", "@5") && !is_read("₹304", "= 3040"));
    assert!(is_read("2·₹304", "2-@304") && is_read("2·₹304", "2 - 304"));
    assert!(!is_read("2·₹304", "1-@304"));
}

#[test]
fn zbar_reads_every_code() {
    let mut codes = Vec::new();
    everywhere(|name, sheet, page| {
        let texts =
            sheet.blocks.iter().filter_map(|block| if let Block::Code(text) = block { Some(text) } else { None });
        codes.extend(texts.map(|text| (name.to_owned(), text.clone(), page.clone())));
    });
    assert!(codes.len() >= 12);
    at_once(&codes, |(name, text, page)| {
        let read = said("zbarimg", "zbar-tools", &photograph(page, 1), &["--quiet", "--raw", "FILE"]);
        assert_eq!(read.trim(), text, "{name}");
    });
}
