//! Lays a sheet out for a width, once for all outputs: whole dots everywhere, because a printer has no halves.

use qrcode::{Color, EcLevel, QrCode};

use crate::both::{BELOW, BESIDE};
use crate::paper::fonts::{Faces, faces};
use crate::paper::line::{Line, Style, line, lines};
use crate::paper::page::Bar;
use crate::paper::{Align, Bitmap, Block, Page, Sheet, Size};
use crate::slip::Row;

/// The height of letters, and of the line that they stand in with its baseline, in dots.
#[derive(Clone, Copy)]
struct Metrics {
    size: u32,
    height: u32,
    baseline: u32,
}

/// A line has room for every vowel sign above and every conjunct below, and two white rows between it and the next one.
fn metrics(size: Size) -> Metrics {
    let (size, height, baseline) = match size {
        Size::Small => (20, 30, 21),
        Size::Body => (24, 34, 24),
        Size::Large => (32, 44, 31),
        Size::Huge => (52, 68, 50),
        Size::Giant => (72, 94, 69),
    };
    Metrics { size, height, baseline }
}

/// What is too wide is tried so much smaller, in dots.
const SMALLER: u32 = 4;
/// The smallest letters of a paper.
const SMALLEST: u32 = 20;
/// The narrowest and the widest paper, in dots. A row of dots fills whole bytes.
const WIDTHS: (u32, u32) = (160, 1_600);
/// Lines are as long as each other up to so many dots.
const BALANCE: u32 = 8;
/// Dots between a label and its value.
const COLUMN_GAP: u32 = 16;
/// A value of several lines begins so far to the right of its label.
const INDENT: u32 = 24;
const FRAME: u32 = 3;
/// White between a frame and what stands in it.
const FRAME_ROOM: u32 = 6;
/// White below a frame.
const FRAME_GAP: u32 = 8;
const RULE_ROOM: u32 = 22;
/// White below a logo.
const LOGO_ROOM: u32 = 12;
const RULE: u32 = 2;
const DASH: u32 = 6;
/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: u32 = 4;
/// A module is so large that a telephone reads it: at most, and at least.
const CODE_MODULES: (u32, u32) = (5, 3);

/// The paper so far.
struct Pen<'a> {
    faces: &'a mut Faces,
    page: Page,
    /// The first row below all ink.
    ink: u32,
}

impl Pen<'_> {
    /// Puts lines on one baseline, each at its left edge. They move down where a letter would touch what stands above.
    fn put(&mut self, lines: Vec<(u32, Line)>, metrics: Metrics) {
        let above = lines.iter().map(|(_, line)| line.above).max().unwrap_or_default();
        let below = lines.iter().map(|(_, line)| line.below).max().unwrap_or_default();
        let free = if self.ink == 0 { 0 } else { self.ink + 1 };
        let wanted = self.page.height + metrics.baseline;
        let baseline = wanted.max(free + above.unsigned_abs());
        for (left, mut line) in lines {
            for glyph in &mut line.run.glyphs {
                glyph.x += left as i32;
                glyph.y += baseline as i32;
            }
            self.page.runs.push(line.run);
        }
        self.ink = self.ink.max(baseline + below.unsigned_abs());
        self.page.height += metrics.height + baseline - wanted;
    }

    /// Ends the lines so far below all their ink.
    fn close(&mut self) {
        self.page.height = self.page.height.max(self.ink);
        self.ink = self.page.height;
    }

    fn lines(&mut self, text: &str, metrics: Metrics, bold: bool, width: u32) -> Vec<Line> {
        lines(self.faces, text, Style { size: metrics.size, bold }, width)
    }

    fn one_line(&mut self, text: &str, metrics: Metrics, bold: bool) -> Option<Line> {
        line(self.faces, text, Style { size: metrics.size, bold })
    }

    fn place(&mut self, line: Line, metrics: Metrics, align: Align, inset: u32) {
        let room = self.page.width.saturating_sub(2 * inset + line.width);
        let left = match align {
            Align::Left => 0,
            Align::Centre => room / 2,
            Align::Right => room,
        };
        self.put(vec![(inset + left, line)], metrics);
    }

    /// Centred lines that are about as long as each other: no word is left alone on the last.
    fn balanced(&mut self, text: &str, metrics: Metrics, bold: bool, width: u32) -> Vec<Line> {
        let mut lines = self.lines(text, metrics, bold, width);
        let (mut least, mut most) = (width / 2, width);
        while lines.len() > 1 && most - least > BALANCE {
            let middle = (least + most) / 2;
            let narrow = self.lines(text, metrics, bold, middle);
            if narrow.len() == lines.len() {
                (lines, most) = (narrow, middle);
            } else {
                least = middle;
            }
        }
        lines
    }

    fn text(&mut self, text: &str, metrics: Metrics, bold: bool, (align, inset): (Align, u32)) {
        let width = self.page.width.saturating_sub(2 * inset);
        let lines = match align {
            Align::Centre => self.balanced(text, metrics, bold, width),
            Align::Left | Align::Right => self.lines(text, metrics, bold, width),
        };
        lines.into_iter().for_each(|line| self.place(line, metrics, align, inset));
    }

    /// The same in several languages: beside each other where they fit, else below each other, in the largest letters in which
    /// each is whole.
    fn said(&mut self, text: &str, inset: u32) {
        let width = self.page.width.saturating_sub(2 * inset);
        for size in [Size::Large, Size::Body] {
            let metrics = metrics(size);
            let beside = text.replace(BELOW, BESIDE);
            let choices = [vec![beside.as_str()], text.split(BELOW).collect()];
            for choice in choices {
                let lines: Vec<Line> = choice.iter().filter_map(|text| self.one_line(text, metrics, true)).collect();
                if lines.iter().all(|line| line.width <= width) {
                    return lines.into_iter().for_each(|line| self.place(line, metrics, Align::Centre, inset));
                }
            }
        }
        text.split(BELOW).for_each(|text| self.text(text, metrics(Size::Large), true, (Align::Centre, inset)));
    }

    /// One line, in the largest letters that fit. What fits in none is broken.
    fn whole(&mut self, text: &str, size: Size) {
        let most = metrics(size);
        let mut tried = most;
        while tried.size >= SMALLEST {
            match self.one_line(text, tried, true) {
                Some(line) if line.width <= self.page.width => return self.place(line, tried, Align::Centre, 0),
                _ => {}
            }
            let size = tried.size - SMALLER;
            let scaled = |dots: u32| (dots * size).div_ceil(most.size);
            tried = Metrics { size, height: scaled(most.height), baseline: scaled(most.baseline) };
        }
        self.text(text, metrics(Size::Small), true, (Align::Centre, 0));
    }

    /// A label that is too long: each of its languages on a line of its own, if that is enough.
    fn label(&mut self, label: &str, metrics: Metrics, bold: bool, width: u32) -> Vec<Line> {
        let parts = label.split_inclusive(BESIDE).map(str::trim_end);
        let lines: Vec<Line> = parts.filter_map(|part| self.one_line(part, metrics, bold)).collect();
        let is_enough = lines.last().is_some_and(|last| last.width <= width);
        if is_enough && lines.iter().all(|line| line.width <= self.page.width) {
            lines
        } else {
            self.lines(label, metrics, bold, width)
        }
    }

    /// A label and its value: on one line where both fit. A longer label is broken beside the value, which stands on its last
    /// line; a value that leaves it no room stands on lines of its own, so that neither is broken for the other.
    fn row(&mut self, row: &Row, (bold_label, bold_value): (bool, bool)) {
        let metrics = metrics(Size::Body);
        let width = self.page.width;
        let mut value = self.lines(&row.value, metrics, bold_value, width);
        let beside = match value.as_slice() {
            [only] => width.saturating_sub(only.width + COLUMN_GAP),
            _ => 0,
        };
        let whole = self.one_line(&row.label, metrics, bold_label).map_or(0, |line| line.width);
        let is_beside = whole <= beside || beside >= width * 2 / 5;
        let mut label = match is_beside && whole > beside {
            true => self.label(&row.label, metrics, bold_label, beside),
            false => self.lines(&row.label, metrics, bold_label, width),
        };
        let mut last = if is_beside { label.pop() } else { None };
        label.into_iter().for_each(|line| self.put(vec![(0, line)], metrics));
        let is_block = value.len() > 1;
        if is_block {
            value = self.lines(&row.value, metrics, bold_value, width - INDENT);
        }
        for line in value {
            let left = if is_block { INDENT } else { width.saturating_sub(line.width) };
            self.put(last.take().map(|label| (0, label)).into_iter().chain([(left, line)]).collect(), metrics);
        }
    }

    fn sum(&mut self, row: &Row) {
        self.close();
        let metrics = metrics(Size::Body);
        let value = self.one_line(&row.value, metrics, true).map(|line| line.width).unwrap_or_default();
        let width = (value + INDENT).min(self.page.width);
        self.page.bars.push(Bar { left: self.page.width - width, top: self.page.height + 2, width, height: RULE });
        self.page.height += 2 + RULE;
        self.ink = self.page.height;
        self.row(row, (true, true));
    }

    fn framed(&mut self, text: &str) {
        self.close();
        let top = self.page.height;
        self.page.height += FRAME + FRAME_ROOM - 2;
        self.ink = top + FRAME + 2;
        self.said(text, FRAME + FRAME_ROOM);
        self.close();
        self.page.height += FRAME_ROOM - 2 + FRAME;
        let (width, height) = (self.page.width, self.page.height - top);
        self.page.bars.extend([
            Bar { left: 0, top, width, height: FRAME },
            Bar { left: 0, top: top + height - FRAME, width, height: FRAME },
            Bar { left: 0, top, width: FRAME, height },
            Bar { left: width - FRAME, top, width: FRAME, height },
        ]);
        self.ink = self.page.height;
        self.page.height += FRAME_GAP;
    }

    /// Dashes from edge to edge.
    fn rule(&mut self) {
        self.close();
        let top = self.page.height + (RULE_ROOM - RULE) / 2;
        let count = (self.page.width + DASH) / (2 * DASH);
        let first = (self.page.width + DASH - count * 2 * DASH) / 2;
        let dash = |at| Bar { left: first + at * 2 * DASH, top, width: DASH, height: RULE };
        self.page.bars.extend((0..count).map(dash));
        self.page.height += RULE_ROOM;
        self.ink = top + RULE;
    }

    /// A text whose code no telephone could read on this paper is written out.
    fn code(&mut self, text: &str) {
        self.close();
        let (most, least) = CODE_MODULES;
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok();
        let room = code.as_ref().map_or(0, |code| self.page.width / (code.width() as u32 + 2 * QUIET));
        let Some(code) = code.filter(|_| room >= least) else {
            return self.text(text, metrics(Size::Small), false, (Align::Left, 0));
        };
        let module = room.min(most);
        let modules = code.width() as u32;
        let left = self.page.width.saturating_sub(modules * module) / 2;
        let top = self.page.height + QUIET * module;
        let dark = (0u32..).zip(code.into_colors()).filter(|(_, colour)| *colour == Color::Dark);
        self.page.bars.extend(dark.map(|(at, _)| Bar {
            left: left + at % modules * module,
            top: top + at / modules * module,
            width: module,
            height: module,
        }));
        self.page.height = top + (modules + QUIET) * module;
        self.ink = self.page.height;
    }

    /// A picture that is wider than the paper loses both its edges.
    fn picture(&mut self, picture: &Bitmap) {
        self.close();
        let picture = picture.narrowed(self.page.width);
        let left = (self.page.width - picture.width()) / 2;
        let top = self.page.height;
        self.page.height += picture.height();
        self.ink = self.page.height;
        self.page.pictures.push((left, top, picture));
    }

    /// A mark at each millimetre, 8 dots apart; longer ones at each centimetre.
    fn ruler(&mut self) {
        self.close();
        let top = self.page.height;
        for (millimetre, left) in (0..self.page.width).step_by(8).enumerate() {
            let height = if millimetre % 10 == 0 { 28 } else { 12 };
            self.page.bars.push(Bar { left, top, width: 2, height });
        }
        self.page.height += 34;
        self.ink = self.page.height;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text { text, size, bold, align } => self.text(text, metrics(*size), *bold, (*align, 0)),
            Block::Said(text) => self.said(text, 0),
            Block::Framed(text) => self.framed(text),
            Block::Whole(text, size) => self.whole(text, *size),
            Block::Rows(rows) => rows.iter().for_each(|row| self.row(row, (false, true))),
            Block::Figures(rows) => rows.iter().for_each(|row| self.row(row, (false, false))),
            Block::Sum(row) => self.sum(row),
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
    /// Lays a sheet out on paper of `width` dots, or of the next width below that fills whole bytes.
    pub fn of(sheet: &Sheet, width: u32) -> Page {
        let mut faces = faces();
        let width = width.clamp(WIDTHS.0, WIDTHS.1) / 8 * 8;
        let page = Page { width, ..Page::default() };
        let mut pen = Pen { faces: &mut faces, page, ink: 0 };
        sheet.blocks.iter().for_each(|block| pen.block(block));
        pen.close();
        pen.page
    }
}
