//! Where things stand: nothing beside the paper, nothing over another.

use super::kinds::{all, both, everywhere};
use crate::paper::{Align, Bitmap, Block, Page, Sheet, Size};
use crate::slip::Row;

/// The rows of ink of a run, the first and the one below the last.
fn inked(page: &Page, run: usize) -> Option<(u32, u32)> {
    let alone = Page { runs: vec![page.runs[run].clone()], bars: Vec::new(), pictures: Vec::new(), ..page.clone() };
    rows_of(&alone.raster())
}

fn rows_of(picture: &Bitmap) -> Option<(u32, u32)> {
    let inked: Vec<u32> =
        (0..).zip(picture.rows()).filter(|(_, row)| row.iter().any(|byte| *byte != 0)).map(|(y, _)| y).collect();
    Some((*inked.first()?, inked.last()? + 1))
}

/// The dots of every letter of a page, counted each by itself on paper that is larger on every side.
fn dots(page: &Page) -> u32 {
    let mut larger = Page { width: page.width + 200, height: page.height + 200, ..page.clone() };
    for glyph in larger.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        (glyph.x, glyph.y) = (glyph.x + 100, glyph.y + 100);
    }
    larger.bars.clear();
    larger.pictures.clear();
    black(&larger.raster())
}

fn black(picture: &Bitmap) -> u32 {
    picture.rows().flatten().map(|byte| byte.count_ones()).sum()
}

#[test]
fn nothing_is_laid_out_beside_the_paper() {
    everywhere(|name, _, page| {
        let letters = Page { bars: Vec::new(), pictures: Vec::new(), ..page.clone() };
        assert_eq!(black(&letters.raster()), dots(page), "{name}");
        assert!(page.bars.iter().all(|bar| bar.left + bar.width <= page.width && bar.top + bar.height <= page.height));
    });
}

#[test]
fn odd_papers_lose_nothing() {
    for width in [160, 200, 203, 360, 420, 512, 640, 832] {
        for (name, sheet) in all() {
            let page = Page::of(&sheet(&both()), width);
            assert_eq!(page.width, width / 8 * 8);
            let letters = Page { bars: Vec::new(), pictures: Vec::new(), ..page.clone() };
            assert_eq!(black(&letters.raster()), dots(&page), "{name} on {width} dots");
        }
    }
}

#[test]
fn no_letter_is_missing_in_the_bundled_fonts() {
    everywhere(|name, _, page| {
        assert!(page.runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.glyph != 0), "{name}");
    });
}

#[test]
fn lines_of_a_slip_never_touch() {
    everywhere(|name, _, page| {
        let mut lowest = (0, 0);
        for run in 0..page.runs.len() {
            let baseline = page.runs[run].glyphs.iter().map(|glyph| glyph.y).max().unwrap_or_default();
            let Some((top, bottom)) = inked(page, run) else { continue };
            assert!(baseline == lowest.1 || top > lowest.0, "{name}: {}", page.runs[run].words());
            lowest = (bottom.max(lowest.0), baseline);
        }
    });
}

/// The tallest and the deepest that a name can have.
const HARDEST: [&str; 6] = [
    "र्ट्रैं कीँ ऐं ऑर्डर र्रीं किँ ॐ ट्रांज़ैक्शन",
    "ट्ठ्रू द्ध्रू ह्रू द्वृ ड्डू ठ्ठ्ठू छ्रू कृ",
    "र्ट्ठ्रूँ र्ड्डूँ र्द्वृँ",
    "ÅÊẾ Ágjpqy (){}[]|₹",
    "ट्ठ्रू gjpqy",
    "ÅẾ र्ट्रैंँ",
];

#[test]
fn the_tallest_and_the_deepest_letters_do_not_touch() {
    for size in [Size::Small, Size::Body, Size::Large, Size::Huge] {
        for bold in [false, true] {
            let lines = HARDEST.iter().chain(HARDEST.iter().rev()).flat_map(|text| text.split(' '));
            let block = |text: &str| Block::Text { text: text.into(), size, bold, align: Align::Left };
            let page = Page::of(&Sheet { blocks: lines.map(block).collect() }, 576);
            let inked: Vec<_> = (0..page.runs.len()).filter_map(|run| inked(&page, run)).collect();
            assert_eq!(inked.len(), page.runs.len());
            assert!(inked.windows(2).all(|pair| pair[0].1 < pair[1].0), "{size:?} {bold} {inked:?}");
            assert!(inked.last().is_some_and(|(_, bottom)| *bottom <= page.height));
            assert_eq!(black(&page.raster()), dots(&page), "clipped at an edge");
        }
    }
}

/// The distance of lines is even: only what a shop does not write is pushed down.
#[test]
fn lines_of_both_scripts_stand_in_one_rhythm() {
    for (size, distance) in [(Size::Small, 30), (Size::Body, 34), (Size::Large, 44), (Size::Huge, 68)] {
        let words = ["ट्ठ्रू", "कीँ", "ड्डू", "ऑर्डर", "Agjpq", "₹ 99,99,999.00", "द्वृ", "र्ट्रैं"];
        let block = |text: &&str| Block::Text { text: (*text).into(), size, bold: true, align: Align::Left };
        let page = Page::of(&Sheet { blocks: words.iter().map(block).collect() }, 576);
        let baselines: Vec<i32> = page.runs.iter().map(|run| run.glyphs[0].y).collect();
        assert!(baselines.windows(2).all(|pair| pair[1] - pair[0] == distance), "{size:?} {baselines:?}");
    }
}

#[test]
fn figures_stand_below_each_other() {
    for size in [Size::Small, Size::Body, Size::Large, Size::Huge] {
        for bold in [false, true] {
            let text = "0123456789 ०१२३४५६७८९".to_owned();
            let page = Page::of(&Sheet { blocks: vec![Block::Text { text, size, bold, align: Align::Left }] }, 1_600);
            let figures = page.runs[0].glyphs.iter().filter(|glyph| glyph.advance > size_of_blank(size));
            let mut advances: Vec<(usize, i32)> = figures.map(|glyph| (glyph.face, glyph.advance)).collect();
            assert_eq!(advances.len(), 20);
            advances.dedup();
            assert_eq!(advances.len(), 2, "{size:?} {advances:?}");
        }
    }
}

/// A blank is 26 hundredths of the letters' height.
fn size_of_blank(size: Size) -> i32 {
    match size {
        Size::Small => 5,
        Size::Body => 6,
        Size::Large => 8,
        Size::Huge => 14,
        Size::Giant => 20,
    }
}

#[test]
fn a_large_amount_stays_on_one_line() {
    for width in [384, 360, 576] {
        for amount in ["₹ 5", "₹ 99,99,999", "₹ 99,99,99,999.00"] {
            let page = Page::of(&Sheet { blocks: vec![Block::Whole(amount.into(), Size::Huge)] }, width);
            assert_eq!(page.runs.len(), 1, "{amount} on {width} dots");
            assert!(page.runs[0].size >= 32, "{amount} on {width} dots");
        }
    }
}

#[test]
fn a_value_stands_on_the_last_line_of_its_label_or_below_it_whole() {
    let row = |label: &str, value: &str| Row { label: label.into(), value: value.into() };
    let baselines = |label: &str, value: &str| {
        let page = Page::of(&Sheet { blocks: vec![Block::Rows(vec![row(label, value)])] }, 384);
        let said = page.runs.iter().map(|run| (run.words().to_owned(), run.glyphs[0].y));
        said.collect::<Vec<_>>()
    };
    let short = baselines("Number", "9876543210");
    assert_eq!(short[0].1, short[1].1);
    let wide = baselines("Customer's mobile / ग्राहक का मोबाइल", "9876543210");
    let (value, label) = (wide.last().unwrap(), &wide[wide.len() - 2]);
    assert_eq!((value.0.as_str(), value.1), ("9876543210", label.1));
    let long = baselines("Address", "12, Station Road, behind the post office, Agra 282001");
    assert!(long.len() > 2 && long[1].1 > long[0].1, "{long:?}");
    let id = "REQ20261120104455000111222333444555666777888999000AAABBBCCCDD";
    let broken: String = baselines("Company ref", id)[1..].iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(broken, id);
}

#[test]
fn a_letter_of_several_glyphs_is_not_torn_at_a_lines_end() {
    let text = "किकृकैक्षित्रिज्ञिट्रैश्रीद्धिह्मिष्णिकिकृकैक्षित्रिज्ञिट्रैश्रीद्धिह्मिष्णि";
    for width in (160..400).step_by(8) {
        let text = text.to_owned();
        let block = Block::Text { text: text.clone(), size: Size::Body, bold: false, align: Align::Left };
        let page = Page::of(&Sheet { blocks: vec![block] }, width);
        let said: String = page.runs.iter().map(crate::paper::Run::words).collect();
        assert_eq!(said, text, "on {width} dots");
    }
}

/// Whoever reads a slip reads the day first.
#[test]
fn no_slip_writes_a_day_as_the_books_do() {
    let is_books = |text: &str| {
        let signs: Vec<char> = text.chars().map(|sign| if sign.is_ascii_digit() { '0' } else { sign }).collect();
        signs.windows(10).any(|window| window.iter().copied().eq("0000-00-00".chars()))
    };
    assert!(is_books("Day 2026-11-20") && !is_books("20-11-2026 15:50"));
    everywhere(|name, sheet, _| assert!(!is_books(&format!("{sheet:?}")), "{name}: {sheet:?}"));
}
