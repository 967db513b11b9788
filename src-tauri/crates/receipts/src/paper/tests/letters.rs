//! How letters look: no stem is smeared into its neighbour, so that every counter stays open.

use crate::paper::fonts::faces;
use crate::paper::line::{Style, line, lines};
use crate::paper::{Bitmap, Page};

fn drawn(text: &str, size: u32, bold: bool) -> Bitmap {
    let Some(mut line) = line(&mut faces(), text, Style { size, bold }) else { return Bitmap::white(1, 1) };
    let above = line.above;
    line.run.glyphs.iter_mut().for_each(|glyph| glyph.y += above);
    let height = (line.above + line.below).unsigned_abs();
    Page { width: line.width, height, runs: vec![line.run], ..Page::default() }.raster()
}

/// White that black encloses.
fn counters(picture: &Bitmap) -> usize {
    let (width, height) = (picture.width() + 2, picture.height() + 2);
    let is_white = |x: u32, y: u32| x == 0 || y == 0 || !picture.is_black(x - 1, y - 1);
    let mut seen = vec![false; (width * height) as usize];
    let mut areas = 0;
    for start in 0..width * height {
        if seen[start as usize] || !is_white(start % width, start / width) {
            continue;
        }
        areas += 1;
        let mut open = vec![(start % width, start / width)];
        while let Some((x, y)) = open.pop() {
            if x >= width || y >= height || seen[(y * width + x) as usize] || !is_white(x, y) {
                continue;
            }
            seen[(y * width + x) as usize] = true;
            open.extend([(x + 1, y), (x, y + 1), (x.wrapping_sub(1), y), (x, y.wrapping_sub(1))]);
        }
    }
    areas - 1
}

const SIZES: [u32; 4] = [20, 24, 32, 52];

/// In large letters every counter is open. In small ones none may have been filled.
#[test]
fn counters_stay_open_in_every_size() {
    let latin = "A B D O P Q R 0 4 6 8 9 a b d e g o p q & ₹";
    let devanagari = "क ख घ च छ ठ ढ थ ध प फ ब भ म य व ष स ह क्ष ज्ञ श्र प्र ब्द ष्ण स्थ द्ध व्य";
    assert_eq!(["I", "0", "8"].map(|letter| counters(&drawn(letter, 104, false))), [0, 1, 2]);
    let mut filled = Vec::new();
    for letter in latin.split(' ').chain(devanagari.split(' ')) {
        for bold in [false, true] {
            // In one of them a spur may touch what it ends beside.
            let large = [88, 104, 136].map(|size| counters(&drawn(letter, size, bold)));
            let large = large.into_iter().min().unwrap();
            for size in SIZES.into_iter().filter(|size| counters(&drawn(letter, *size, bold)) < large) {
                filled.push((letter, size, bold));
            }
        }
    }
    assert!(filled.is_empty(), "{filled:?}");
}

/// Widths of the black in a row of dots.
fn stems(picture: &Bitmap, y: u32) -> Vec<usize> {
    let dots: Vec<bool> = (0..picture.width()).map(|x| picture.is_black(x, y)).collect();
    dots.chunk_by(|one, other| one == other).filter(|run| run[0]).map(<[bool]>::len).collect()
}

/// A stem of a size is as wide wherever it stands, but for the one dot that a half dot is rounded to.
#[test]
fn stems_of_a_size_are_alike() {
    for size in SIZES {
        for bold in [false, true] {
            let picture = drawn("HlhnmHHill", size, bold);
            // Below the bar of H and the shoulders of n there is nothing but stems.
            let stems = stems(&picture, picture.height() - 3);
            let (least, most) = (stems.iter().min().unwrap(), stems.iter().max().unwrap());
            assert!(stems.len() == 17 && most - least <= 1, "{size} {bold} {stems:?}");
            assert!(*least >= 2, "{size} {bold} {stems:?}");
        }
    }
}

/// Signs that end a paragraph stand in names that were copied from elsewhere, beside letters that are read from the right.
#[test]
fn paragraphs_within_a_line_are_one() {
    for sign in ['\u{1C}', '\u{1E}', '\u{85}', '\u{2029}'] {
        for text in [format!("{sign}\u{1EE3B}"), format!("Ram{sign}\u{627}\u{628}"), format!("\u{627}{sign}राम")]
        {
            let many = lines(&mut faces(), &text.repeat(9), Style { size: 24, bold: false }, 60);
            assert!(many.len() > 1 && many.iter().all(|line| line.width <= 60), "{text:?}");
        }
    }
}
