//! The PDF: read by a program that is not ours, and at the same places as the dots.

use std::sync::Mutex;

use super::kinds::{all, both, everywhere};
use super::tools::{Scratch, at_once, said};
use crate::paper::{Align, Bitmap, Block, Leaf, Page, Sheet, Size, pdf};

fn file(page: &Page, leaf: Leaf) -> Scratch {
    Scratch::with(&pdf(page, leaf).expect("a PDF"), "pdf")
}

fn text_of(file: &Scratch) -> String {
    said("pdftotext", "poppler-utils", file, &["FILE", "-"])
}

/// pdftotext leaves out the blank between two words of one sign each, as in ₹ 5 and 0 · ₹ 0.
fn joined(text: &str) -> String {
    text.replace("₹ ", "₹").replace(" · ", "·")
}

#[test]
fn every_word_can_be_copied_whole() {
    let mut pages = Vec::new();
    everywhere(|name, _, page| pages.push((name.to_owned(), page.clone())));
    let failed = Mutex::new(Vec::new());
    at_once(&pages, |(name, page)| {
        let text = joined(&text_of(&file(page, Leaf::Own)));
        let read: Vec<&str> = text.split_whitespace().collect();
        let words = page.runs.iter().map(|run| joined(run.words())).collect::<Vec<_>>().join(" ");
        let broken: Vec<&str> = words.split_whitespace().filter(|word| !read.contains(word)).collect();
        if !broken.is_empty() {
            failed.lock().unwrap().push(format!("{name}: {broken:?} in\n{text}"));
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn hard_words_can_be_copied_whole() {
    let words = "शक्ति, कृष्णा, शुरू, क्षत्रिय: ट्रांज़ैक्शन। विद्यार्थी (श्री) हूँ; \"कृपया\" ड्डू, र्ट्रैं द्वृ! ऑर्डर";
    for size in [Size::Small, Size::Body, Size::Large, Size::Huge] {
        for bold in [false, true] {
            let block = Block::Text { text: words.into(), size, bold, align: Align::Left };
            let text = text_of(&file(&Page::of(&Sheet { blocks: vec![block] }, 1_600), Leaf::Own));
            assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), words, "{size:?} {bold}");
        }
    }
}

#[test]
fn a_pdf_is_the_same_each_time() {
    for (name, sheet) in all().into_iter().filter(|(name, _)| ["sale", "close", "trial"].contains(name)) {
        let page = Page::of(&sheet(&both()), 576);
        for leaf in [Leaf::Own, Leaf::A4] {
            assert!(pdf(&page, leaf).is_some() && pdf(&page, leaf) == pdf(&page, leaf), "{name}");
        }
    }
}

/// A long account on A4: every line once, none cut.
#[test]
fn a_long_slip_goes_on_over_pages_of_a4() {
    let line = |at: u32| Block::Text {
        text: format!("पंक्ति {at}"), size: Size::Body, bold: false, align: Align::Left
    };
    let page = Page::of(&Sheet { blocks: (100..250).map(line).collect() }, 576);
    let text = text_of(&file(&page, Leaf::A4));
    assert_eq!(text.matches('\u{C}').count(), 3, "the ends of the pages");
    for at in 100..250 {
        assert_eq!(text.matches(&format!("पंक्ति {at}\n")).count(), 1, "line {at}");
    }
}

/// Another program draws the PDF with a dot for a dot. Edges of letters differ by what a threshold does to half a dot.
#[test]
fn letters_stand_where_the_printer_puts_them() {
    let kind = all()[0].1;
    let page = Page::of(&kind(&both()), 576);
    let file = file(&page, Leaf::Own);
    // 8 dots of a millimetre are 203.2 of an inch.
    let drawn = drawn(&file);
    let picture = page.raster();
    let black: u32 = picture.rows().flatten().map(|byte| byte.count_ones()).sum();
    let differing = |(right, down): (u32, u32)| {
        let all = (0..picture.height()).flat_map(|y| (0..picture.width()).map(move |x| (x, y)));
        all.filter(|(x, y)| picture.is_black(*x, *y) != drawn.is_black(x + right, y + down)).count()
    };
    let places = (23..=25).flat_map(|right| (23..=25).map(move |down| (right, down)));
    let mut found: Vec<_> = places.map(|place| (differing(place), place)).collect();
    found.sort_unstable();
    assert_eq!(found[0].1, (24, 24), "{found:?} of {black}");
    assert!(found[0].0 * 4 < black as usize, "{found:?} of {black}");
}

fn drawn(file: &Scratch) -> Bitmap {
    let root = file.0.with_extension("");
    said(
        "pdftoppm",
        "poppler-utils",
        file,
        &["-r", "203.2", "-mono", "-singlefile", "-png", "FILE", &root.to_string_lossy()],
    );
    let made = root.with_extension("png");
    let bytes = std::fs::read(&made).expect("the picture that was drawn");
    std::fs::remove_file(&made).ok();
    super::golden::read(&bytes)
}
