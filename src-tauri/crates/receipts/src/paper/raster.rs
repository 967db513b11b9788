//! A page as dots.

use crate::paper::fonts::faces;
use crate::paper::{Bitmap, Page};

impl Page {
    /// The dots that a thermal printer burns: the preview and the picture are these, too.
    pub fn raster(&self) -> Bitmap {
        let mut paper = Bitmap::white(self.width, self.height);
        let mut faces = faces();
        for run in &self.runs {
            for glyph in &run.glyphs {
                let Some(stamp) = faces.stamp(glyph, run.size) else { continue };
                // The layout keeps every letter on the paper.
                let place = (u32::try_from(glyph.x + stamp.left), u32::try_from(glyph.y + stamp.top));
                if let (Ok(left), Ok(top)) = place {
                    paper.lay(&stamp.dots, left, top);
                }
            }
        }
        self.bars.iter().for_each(|bar| paper.fill(bar.left, bar.top, bar.width, bar.height));
        self.pictures.iter().for_each(|(left, top, picture)| paper.lay(picture, *left, *top));
        paper
    }
}
