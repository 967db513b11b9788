//! A page as dots.

use cosmic_text::{CacheKey, CacheKeyFlags, SwashCache, Weight};

use crate::paper::fonts::{Faces, faces};
use crate::paper::{Bitmap, Page, Placed};

/// How much of a dot must lie within a letter, of 255, so that it is printed.
const INK: u8 = 112;

fn draw(faces: &mut Faces, size: u32, glyph: &Placed, paper: &mut Bitmap) {
    let Some(face) = faces.ids.get(glyph.face).copied() else { return };
    let weight = faces.system.db().face(face).map_or(Weight::NORMAL, |face| face.weight);
    let (key, ..) = CacheKey::new(face, glyph.glyph, size as f32, (0.0, 0.0), weight, CacheKeyFlags::empty());
    let cache: &mut SwashCache = &mut faces.cache;
    let Some(image) = cache.get_image(&mut faces.system, key) else { return };
    let (left, top) = (glyph.x + image.placement.left, glyph.y - image.placement.top);
    for (at, ink) in (0..).zip(&image.data) {
        let (x, y) = (left + at % image.placement.width as i32, top + at / image.placement.width as i32);
        if *ink >= INK
            && let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
        {
            paper.blacken(x, y);
        }
    }
}

impl Page {
    /// The dots that a thermal printer burns: the preview and the picture are these, too.
    pub fn raster(&self) -> Bitmap {
        let mut paper = Bitmap::white(self.width, self.height);
        let mut faces = faces();
        for run in &self.runs {
            run.glyphs.iter().for_each(|glyph| draw(&mut faces, run.size, glyph, &mut paper));
        }
        self.bars.iter().for_each(|bar| paper.fill(bar.left, bar.top, bar.width, bar.height));
        self.pictures.iter().for_each(|(left, top, picture)| paper.lay(picture, *left, *top));
        paper
    }
}
