//! A page as a PDF: the same places, in points, and text that can be selected.

use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::paper::fonts::{FILES, enders};
use crate::paper::{Bitmap, Page, Placed, Run};

/// Dots of a millimetre, as thermal printers have them.
const DOTS_OF_MM: f32 = 8.0;
const POINTS_OF_MM: f32 = 72.0 / 25.4;
/// So much lower a line of letters is written, in dots. A whole dot in points is a hair more or less than it, and a program that
/// draws dots would put some lines a dot higher than others.
const HAIR: f32 = 0.05;
/// White paper around a slip of its own size, in dots.
const MARGIN: f32 = 24.0;
/// Width and height of A4 in dots, and its white edge above and below.
const A4: (f32, f32) = (210.0 * DOTS_OF_MM, 297.0 * DOTS_OF_MM);
const A4_EDGE: u32 = 15 * DOTS_OF_MM as u32;

/// What the pages of a PDF are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaf {
    /// One page as large as the slip: for a telephone.
    Own,
    /// Pages of A4 with the slip in its real size: for an office printer.
    A4,
}

/// What is drawn with.
struct Press {
    fonts: Vec<Font>,
    /// By face: a letter without ink and width.
    enders: Vec<Option<u16>>,
}

/// A glyph of the PDF, whose pen is at `pen`.
fn glyph(placed: &Placed, size: f32, pen: i32, baseline: i32) -> KrillaGlyph {
    KrillaGlyph::new(
        GlyphId::new(u32::from(placed.glyph)),
        placed.advance as f32 / size,
        (placed.x - pen) as f32 / size,
        (baseline - placed.y) as f32 / size,
        0.0,
        placed.text.clone(),
        None,
    )
}

impl Press {
    fn ready() -> Option<Press> {
        let fonts = FILES.iter().map(|file| Font::new(file.as_slice().into(), 0)).collect::<Option<_>>()?;
        Some(Press { fonts, enders: enders() })
    }

    /// Glyphs that stand in one face. A letter of several glyphs ends with one that nobody sees, where the next letter begins: a
    /// reader of PDF takes the last glyph's end for the letter's, and that of a vowel sign is within its consonant, so that it
    /// would see a blank there.
    fn letters(&self, face: usize, glyphs: &[Placed], size: f32, baseline: i32) -> Vec<KrillaGlyph> {
        let mut made = Vec::new();
        let mut pen = glyphs.first().map_or(0, |first| first.x);
        for letter in glyphs.chunk_by(|one, other| one.text == other.text) {
            for placed in letter {
                made.push(glyph(placed, size, pen, baseline));
                pen += placed.advance;
            }
            if let ([first, _, ..], Some(Some(ender))) = (letter, self.enders.get(face)) {
                let ender = Placed { glyph: *ender, x: pen, y: baseline, advance: 0, ..first.clone() };
                made.push(glyph(&ender, size, pen, baseline));
            }
        }
        made
    }

    fn write(&self, surface: &mut Surface<'_>, run: &Run) {
        let size = run.size as f32;
        for glyphs in run.glyphs.chunk_by(|one, other| one.face == other.face) {
            let (face, start, baseline) = (glyphs[0].face, glyphs[0].x, baseline(run));
            let letters = self.letters(face, glyphs, size, baseline);
            if let Some(font) = self.fonts.get(face) {
                let place = Point::from_xy(start as f32, baseline as f32 + HAIR);
                surface.draw_glyphs(place, &letters, font.clone(), &run.text, size, false);
            }
        }
    }
}

/// The lowest place of a letter: marks stand above.
fn baseline(run: &Run) -> i32 {
    run.glyphs.iter().map(|glyph| glyph.y).max().unwrap_or_default()
}

fn bars_of(picture: &Bitmap) -> impl Iterator<Item = (u32, u32, u32)> {
    (0..picture.height()).flat_map(move |y| {
        let mut x = 0;
        std::iter::from_fn(move || {
            let left = (x..picture.width()).find(|x| picture.is_black(*x, y))?;
            let end = (left..picture.width()).find(|x| !picture.is_black(*x, y)).unwrap_or(picture.width());
            x = end;
            Some((left, y, end - left))
        })
    })
}

/// Where a long page is cut, as the first and the first row not of each part: in white rows, at most `most` rows apart.
fn parts(page: &Page, most: u32) -> Vec<(u32, u32)> {
    let white: Vec<bool> = page.raster().rows().map(|row| row.iter().all(|byte| *byte == 0)).collect();
    let is_free = |row: &u32| {
        let is_in_picture = |(_, top, picture): &(u32, u32, Bitmap)| (*top + 1..top + picture.height()).contains(row);
        white.get(*row as usize) == Some(&true) && !page.pictures.iter().any(is_in_picture)
    };
    let mut parts = Vec::new();
    let mut start = 0;
    while page.height - start > most {
        let end = (start + most / 2..=start + most).rev().find(is_free).unwrap_or(start + most);
        parts.push((start, end));
        start = end;
    }
    parts.push((start, page.height));
    parts
}

/// Draws the rows from `start` to before `end`.
fn draw(surface: &mut Surface<'_>, press: &Press, page: &Page, (start, end): (u32, u32)) {
    let is_here = |row: u32| (start..end).contains(&row);
    for run in page.runs.iter().filter(|run| u32::try_from(baseline(run) - 1).is_ok_and(is_here)) {
        press.write(surface, run);
    }
    let mut path = PathBuilder::new();
    let mut bar = |left: u32, top: u32, width: u32, height: u32| {
        if let Some(rect) = Rect::from_xywh(left as f32, top as f32, width as f32, height as f32) {
            path.push_rect(rect);
        }
    };
    for one in page.bars.iter().filter(|bar| is_here(bar.top)) {
        bar(one.left, one.top, one.width, one.height);
    }
    for (left, top, picture) in page.pictures.iter().filter(|(_, top, _)| is_here(*top)) {
        bars_of(picture).for_each(|(x, y, width)| bar(left + x, top + y, width, 1));
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// The page as a PDF. `None`: the fonts cannot be put into it.
pub fn pdf(page: &Page, leaf: Leaf) -> Option<Vec<u8>> {
    let points = POINTS_OF_MM / DOTS_OF_MM;
    let (width, height) = (page.width as f32, page.height as f32);
    let (size, left, top, parts) = match leaf {
        Leaf::Own => ((width + 2.0 * MARGIN, height + 2.0 * MARGIN), MARGIN, MARGIN, vec![(0, page.height)]),
        Leaf::A4 => (A4, (A4.0 - width) / 2.0, A4_EDGE as f32, parts(page, A4.1 as u32 - 2 * A4_EDGE)),
    };
    let press = Press::ready()?;
    let mut document = Document::new();
    for part in parts {
        let mut sheet = document.start_page_with(PageSettings::from_wh(size.0 * points, size.1 * points)?);
        let mut surface = sheet.surface();
        let down = (top - part.0 as f32) * points;
        surface.push_transform(&Transform::from_row(points, 0.0, 0.0, points, left * points, down));
        draw(&mut surface, &press, page, part);
        surface.pop();
        surface.finish();
        sheet.finish();
    }
    document.finish().ok()
}

/// Each page as one leaf of a PDF, as large as it is, as long as `go_on` says so. `None`: it was stopped, or the fonts cannot be put into
/// it.
pub(crate) fn leaves(pages: &[Page], units_of_mm: u32, go_on: &mut dyn FnMut() -> bool) -> Option<Vec<u8>> {
    let points = POINTS_OF_MM / units_of_mm as f32;
    let press = Press::ready()?;
    let mut document = Document::new();
    for page in pages {
        if !go_on() {
            return None;
        }
        let size = (page.width as f32 * points, page.height as f32 * points);
        let mut leaf = document.start_page_with(PageSettings::from_wh(size.0, size.1)?);
        let mut surface = leaf.surface();
        surface.push_transform(&Transform::from_scale(points, points));
        draw(&mut surface, &press, page, (0, page.height));
        surface.pop();
        surface.finish();
        leaf.finish();
    }
    document.finish().ok()
}
