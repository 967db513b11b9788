//! A sheet at its places, in whole dots.

use std::ops::Range;

use crate::paper::Bitmap;

/// A glyph at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its number in the face.
    pub glyph: u16,
    /// The face, as its place in the list of bundled files.
    pub face: usize,
    /// Dots from the left, and from the top down to the baseline.
    pub x: i32,
    /// As above.
    pub y: i32,
    /// Dots to the next glyph.
    pub advance: i32,
    /// The bytes of the run's text that it stands for.
    pub text: Range<usize>,
}

/// Glyphs of one line, with their text.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The text of which they are a line.
    pub text: String,
    /// Height of the letters, in dots.
    pub size: u32,
    /// From left to right.
    pub glyphs: Vec<Placed>,
}

impl Run {
    /// What the line says.
    pub fn words(&self) -> &str {
        let start = self.glyphs.iter().map(|glyph| glyph.text.start).min().unwrap_or_default();
        let end = self.glyphs.iter().map(|glyph| glyph.text.end).max().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }
}

/// A black rectangle, in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// From the left edge.
    pub left: u32,
    /// From the top.
    pub top: u32,
    /// To the right.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// A sheet at its places.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// In dots.
    pub width: u32,
    /// In dots.
    pub height: u32,
    /// What is written.
    pub runs: Vec<Run>,
    /// Lines and frames, and the modules of codes.
    pub bars: Vec<Bar>,
    /// Pictures, with the place of their upper left dot.
    pub pictures: Vec<(u32, u32, Bitmap)>,
}
