//! A slip on paper, in both widths and every language.

use domain::languages;

use super::*;
use crate::{Outcome, Slip, tests as slips};

fn page(language: domain::Language, width: u32) -> Page {
    Page::of(&Sheet::from(&Slip::of(&slips::receipt(Outcome::Done), language)), width)
}

#[test]
fn nothing_is_laid_out_beside_the_paper() {
    for language in languages().iter().copied() {
        for width in [384, 576] {
            let page = page(language, width);
            for glyph in page.runs.iter().flat_map(|run| &run.glyphs) {
                assert!(glyph.x >= 0 && glyph.x + glyph.advance <= width as i32, "{glyph:?} of {width}");
                assert!(glyph.y > 0 && glyph.y < page.height as i32);
            }
        }
    }
}

#[test]
fn no_letter_is_missing_in_the_bundled_fonts() {
    for language in languages().iter().copied() {
        assert!(
            page(language, 576).runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.glyph != 0),
            "{language}"
        );
    }
}

#[test]
fn the_bytes_carry_every_row_of_the_picture() {
    let picture = page(slips::hindi(), 384).raster();
    let chunks = escpos::job(&picture, &escpos::Manner::default(), Some(escpos::Pin::Two));
    let bands = chunks.iter().filter(|chunk| chunk.bytes.starts_with(&[0x1D, 0x76, 0x30, 0]));
    let rows: Vec<u8> = bands.flat_map(|chunk| chunk.bytes[8..].to_vec()).collect();
    assert_eq!(rows, picture.rows().flatten().copied().collect::<Vec<u8>>());
    assert!(chunks[0].bytes.ends_with(&[0x1B, 0x70, 0, 0x19, 0xFA]));
}
