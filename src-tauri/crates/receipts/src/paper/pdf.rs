//! A page as a PDF: the same places, in points, and text that can be selected.

use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::page::PageSettings;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::paper::fonts::FILES;
use crate::paper::{Bitmap, Page, Run};

/// Dots of a millimetre, as thermal printers have them.
const DOTS_OF_MM: f32 = 8.0;
const POINTS_OF_MM: f32 = 72.0 / 25.4;
/// White paper around the slip, in dots.
const MARGIN: f32 = 24.0;

/// Glyphs of a run that stand in one face.
fn parts(run: &Run) -> impl Iterator<Item = (usize, Vec<KrillaGlyph>, Point)> {
    run.glyphs.chunk_by(|one, other| one.face == other.face).map(|glyphs| {
        let size = run.size as f32;
        let mut pen = glyphs[0].x;
        let (left, top) = (glyphs[0].x, glyphs[0].y);
        let made = glyphs.iter().map(|glyph| {
            let offset = (glyph.x - pen) as f32 / size;
            pen += glyph.advance;
            KrillaGlyph::new(
                GlyphId::new(u32::from(glyph.glyph)),
                glyph.advance as f32 / size,
                offset,
                (top - glyph.y) as f32 / size,
                0.0,
                glyph.text.clone(),
                None,
            )
        });
        (glyphs[0].face, made.collect(), Point::from_xy(left as f32, top as f32))
    })
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

/// The page as a PDF of its own size. `None`: the fonts cannot be put into it.
pub fn pdf(page: &Page) -> Option<Vec<u8>> {
    let points = POINTS_OF_MM / DOTS_OF_MM;
    let fonts: Vec<Font> = FILES.iter().map(|file| Font::new((*file).into(), 0)).collect::<Option<_>>()?;
    let mut document = Document::new();
    let size = ((page.width as f32 + 2.0 * MARGIN) * points, (page.height as f32 + 2.0 * MARGIN) * points);
    let mut sheet = document.start_page_with(PageSettings::from_wh(size.0, size.1)?);
    let mut surface = sheet.surface();
    surface.push_transform(&Transform::from_row(points, 0.0, 0.0, points, MARGIN * points, MARGIN * points));
    for run in &page.runs {
        for (face, glyphs, start) in parts(run) {
            surface.draw_glyphs(start, &glyphs, fonts.get(face)?.clone(), &run.text, run.size as f32, false);
        }
    }
    let mut path = PathBuilder::new();
    let mut bar = |left: u32, top: u32, width: u32, height: u32| {
        if let Some(rect) = Rect::from_xywh(left as f32, top as f32, width as f32, height as f32) {
            path.push_rect(rect);
        }
    };
    page.bars.iter().for_each(|one| bar(one.left, one.top, one.width, one.height));
    for (left, top, picture) in &page.pictures {
        bars_of(picture).for_each(|(x, y, width)| bar(left + x, top + y, width, 1));
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.pop();
    surface.finish();
    sheet.finish();
    document.finish().ok()
}
