//! Lays a sheet out for a width, once for all outputs: whole dots everywhere, because a printer has no halves.

use std::ops::Range;

use cosmic_text::{Attrs, Buffer, Family, Hinting, Metrics, Shaping, Weight, Wrap};
use qrcode::{Color, EcLevel, QrCode};

use crate::paper::fonts::{Faces, LATIN, faces};
use crate::paper::{Align, Bitmap, Block, Sheet, Size};
use crate::slip::Row;

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
    /// What is written there.
    pub text: String,
    /// Height of the letters, in dots.
    pub size: u32,
    /// From left to right.
    pub glyphs: Vec<Placed>,
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

/// Letters' height and the distance of lines, in dots.
fn metrics(size: Size) -> (u32, u32) {
    match size {
        Size::Small => (20, 28),
        Size::Body => (24, 34),
        Size::Large => (32, 44),
        Size::Huge => (52, 68),
        Size::Giant => (72, 92),
    }
}

/// Dots between a label and its value.
const COLUMN_GAP: u32 = 16;
const FRAME: u32 = 3;
const RULE_ROOM: u32 = 20;
/// Empty paper below a logo.
const LOGO_ROOM: u32 = 12;
/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: u32 = 4;
const CODE_MODULE: u32 = 5;

/// A line that was laid out and not yet put anywhere.
struct Line {
    run: Run,
    width: u32,
}

fn lines(faces: &mut Faces, text: &str, size: u32, bold: bool, width: u32) -> Vec<Line> {
    let mut buffer = Buffer::new(&mut faces.system, Metrics::new(size as f32, size as f32));
    buffer.set_hinting(Hinting::Enabled);
    buffer.set_wrap(Wrap::WordOrGlyph);
    buffer.set_size(Some(width as f32), None);
    let weight = if bold { Weight::BOLD } else { Weight::NORMAL };
    let attrs = Attrs::new().family(Family::Name(LATIN)).weight(weight);
    buffer.set_text(text, &attrs, Shaping::Advanced, None);
    buffer.shape_until_scroll(&mut faces.system, false);
    let ids = faces.ids.clone();
    let line = |run: cosmic_text::LayoutRun<'_>| {
        let place = |glyph: &cosmic_text::LayoutGlyph| Placed {
            glyph: glyph.glyph_id,
            face: ids.iter().position(|id| *id == glyph.font_id).unwrap_or_default(),
            x: (glyph.x + glyph.x_offset * glyph.font_size).round() as i32,
            y: (glyph.y - glyph.y_offset * glyph.font_size).round() as i32,
            advance: glyph.w.round() as i32,
            text: glyph.start..glyph.end,
        };
        let glyphs: Vec<Placed> = run.glyphs.iter().map(place).collect();
        // Blanks at the end of a wrapped line take no room.
        let inked = glyphs.iter().rev().skip_while(|glyph| run.text[glyph.text.clone()].trim().is_empty());
        let width = inked.map(|glyph| glyph.x + glyph.advance).max().unwrap_or_default();
        Line { run: Run { text: run.text.to_owned(), size, glyphs }, width: width.unsigned_abs() }
    };
    buffer.layout_runs().map(line).collect()
}

/// The paper so far.
struct Pen<'a> {
    faces: &'a mut Faces,
    page: Page,
}

impl Pen<'_> {
    /// Puts a line at a place whose top is `top`.
    fn put(&mut self, mut line: Line, left: u32, top: u32, (size, height): (u32, u32)) {
        let baseline = (top + (height - size) / 2 + size * 86 / 100) as i32;
        for glyph in &mut line.run.glyphs {
            glyph.x += left as i32;
            glyph.y += baseline;
        }
        self.page.runs.push(line.run);
    }

    fn text(&mut self, text: &str, size: Size, bold: bool, align: Align, inset: u32) {
        let (size, height) = metrics(size);
        let width = self.page.width.saturating_sub(2 * inset);
        for line in lines(self.faces, text, size, bold, width) {
            let room = width.saturating_sub(line.width);
            let left = match align {
                Align::Left => 0,
                Align::Centre => room / 2,
                Align::Right => room,
            };
            self.put(line, inset + left, self.page.height, (size, height));
            self.page.height += height;
        }
    }

    /// A label and its value: on one line where both fit, else the value on lines of its own, so that neither is broken for the
    /// other.
    fn row(&mut self, row: &Row) {
        let (size, height) = metrics(Size::Body);
        let width = self.page.width;
        let label = lines(self.faces, &row.label, size, false, width);
        let value = lines(self.faces, &row.value, size, true, width);
        let one = match (label.as_slice(), value.as_slice()) {
            ([label], [value]) => label.width + COLUMN_GAP + value.width <= width,
            _ => false,
        };
        let step = |pen: &mut Self| pen.page.height += height;
        for line in label {
            self.put(line, 0, self.page.height, (size, height));
            step(self);
        }
        if one {
            self.page.height -= height;
        }
        for line in value {
            let left = width.saturating_sub(line.width);
            self.put(line, left, self.page.height, (size, height));
            step(self);
        }
    }

    fn framed(&mut self, text: &str) {
        let top = self.page.height;
        self.page.height += FRAME + 4;
        self.text(text, Size::Large, true, Align::Centre, FRAME + 8);
        self.page.height += 4 + FRAME;
        let (width, height) = (self.page.width, self.page.height - top);
        self.page.bars.extend([
            Bar { left: 0, top, width, height: FRAME },
            Bar { left: 0, top: top + height - FRAME, width, height: FRAME },
            Bar { left: 0, top, width: FRAME, height },
            Bar { left: width - FRAME, top, width: FRAME, height },
        ]);
        self.page.height += 6;
    }

    fn rule(&mut self) {
        let top = self.page.height + RULE_ROOM / 2 - 1;
        let dashes = (0..self.page.width).step_by(12);
        self.page.bars.extend(dashes.map(|left| Bar { left, top, width: 6.min(self.page.width - left), height: 2 }));
        self.page.height += RULE_ROOM;
    }

    /// A text too long for a code is written out.
    fn code(&mut self, text: &str) {
        let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
            return self.text(text, Size::Small, false, Align::Left, 0);
        };
        let modules = code.width() as u32;
        let module = (self.page.width / (modules + 2 * QUIET)).clamp(1, CODE_MODULE);
        let left = self.page.width.saturating_sub(modules * module) / 2;
        let top = self.page.height + QUIET * module;
        for (at, colour) in code.into_colors().into_iter().enumerate() {
            let (x, y) = (at as u32 % modules, at as u32 / modules);
            if colour == Color::Dark {
                self.page.bars.push(Bar {
                    left: left + x * module,
                    top: top + y * module,
                    width: module,
                    height: module,
                });
            }
        }
        self.page.height = top + (modules + QUIET) * module;
    }

    fn picture(&mut self, picture: &Bitmap) {
        let left = self.page.width.saturating_sub(picture.width()) / 2;
        self.page.pictures.push((left, self.page.height, picture.clone()));
        self.page.height += picture.height();
    }

    /// A mark at each millimetre, 8 dots apart; longer ones at each centimetre.
    fn ruler(&mut self) {
        let top = self.page.height;
        for (millimetre, left) in (0..self.page.width).step_by(8).enumerate() {
            let height = if millimetre % 10 == 0 { 28 } else { 12 };
            self.page.bars.push(Bar { left, top, width: 2, height });
        }
        self.page.height += 34;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text { text, size, bold, align } => self.text(text, *size, *bold, *align, 0),
            Block::Framed(text) => self.framed(text),
            Block::Rows(rows) => rows.iter().for_each(|row| self.row(row)),
            Block::Rule => self.rule(),
            Block::Gap(dots) => self.page.height += dots,
            Block::Code(text) => self.code(text),
            Block::Picture(picture) => self.picture(picture),
            Block::Logo(logo) => {
                logo.dots(self.page.width).iter().for_each(|picture| self.picture(picture));
                self.page.height += LOGO_ROOM;
            }
            Block::Ruler => self.ruler(),
        }
    }
}

impl Page {
    /// Lays a sheet out on paper of `width` dots.
    pub fn of(sheet: &Sheet, width: u32) -> Page {
        let mut faces = faces();
        let page = Page { width, ..Page::default() };
        let mut pen = Pen { faces: &mut faces, page };
        sheet.blocks.iter().for_each(|block| pen.block(block));
        pen.page
    }
}
