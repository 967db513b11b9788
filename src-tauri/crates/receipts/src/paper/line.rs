//! Lines of letters: shaped, broken where the paper ends, and measured by their ink.

use cosmic_text::{Attrs, Buffer, Family, Hinting, LayoutGlyph, LayoutRun, Metrics, Shaping, Weight, Wrap};

use crate::paper::fonts::{Faces, LATIN};
use crate::paper::{Placed, Run};

/// How letters look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Their height in dots.
    pub(crate) size: u32,
    pub(crate) bold: bool,
}

/// A line that was laid out and not yet put anywhere. Its baseline is at 0.
pub(crate) struct Line {
    pub(crate) run: Run,
    /// Dots that it takes, ink and advances.
    pub(crate) width: u32,
    /// Rows of ink above the baseline.
    pub(crate) above: i32,
    /// Rows of ink from the baseline down.
    pub(crate) below: i32,
}

/// Attempts to break a text so that no line is too wide.
const ATTEMPTS: u32 = 8;
/// A sign of no width, at which a line may end.
const BREAK: &str = "\u{200B}";

/// Lays a text out in lines of at most `width` dots. A word that is wider is broken between its letters.
pub(crate) fn lines(faces: &mut Faces, text: &str, style: Style, width: u32) -> Vec<Line> {
    let laid = fitted(faces, text, style, width);
    if !is_letter_torn(&laid) {
        return laid;
    }
    let marked = marked(faces, text, style, width);
    let mut laid = fitted(faces, &marked, style, width);
    laid.iter_mut().for_each(|line| unmark(&mut line.run));
    laid
}

/// Where a line ends is decided before advances are rounded to whole dots, so a line can come out too wide. Then it is laid out
/// for less.
fn fitted(faces: &mut Faces, text: &str, style: Style, width: u32) -> Vec<Line> {
    let mut room = width;
    let mut laid = lay(faces, text, style, Some(room));
    for _ in 0..ATTEMPTS {
        let over = laid.iter().map(|line| line.width.saturating_sub(width)).max().unwrap_or_default();
        if over == 0 || over >= room {
            break;
        }
        room -= over;
        laid = lay(faces, text, style, Some(room));
    }
    laid
}

/// The text with a break after every letter of a word that is too wide. A letter is a consonant with its vowel sign.
fn marked(faces: &mut Faces, text: &str, style: Style, width: u32) -> String {
    let mut marked = String::new();
    for word in text.split_inclusive([' ', '\n']) {
        let line = line(faces, word.trim_end(), style);
        let Some(line) = line.filter(|line| line.width > width) else {
            marked.push_str(word);
            continue;
        };
        let mut starts: Vec<usize> = line.run.glyphs.iter().map(|glyph| glyph.text.start).collect();
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([word.len()]);
        let letters: Vec<&str> = starts.iter().zip(ends).filter_map(|(start, end)| word.get(*start..end)).collect();
        marked.push_str(&letters.join(BREAK));
    }
    marked
}

/// Takes the breaks out again.
fn unmark(run: &mut Run) {
    let text = std::mem::take(&mut run.text);
    let place = |at: usize| text.get(..at).map_or(0, |before| before.replace(BREAK, "").len());
    run.glyphs.retain(|glyph| text.get(glyph.text.clone()) != Some(BREAK));
    run.glyphs.iter_mut().for_each(|glyph| glyph.text = place(glyph.text.start)..place(glyph.text.end));
    run.text = text.replace(BREAK, "");
}

/// Lays a text out on one line, however wide.
pub(crate) fn line(faces: &mut Faces, text: &str, style: Style) -> Option<Line> {
    lay(faces, text, style, None).into_iter().next()
}

/// Whether a line ends within a letter that has several glyphs, as a consonant and its vowel sign.
fn is_letter_torn(lines: &[Line]) -> bool {
    lines.windows(2).any(|pair| {
        let (last, first) = (pair[0].run.glyphs.last(), pair[1].run.glyphs.first());
        let is_same_text = pair[0].run.text == pair[1].run.text;
        is_same_text && last.zip(first).is_some_and(|(last, first)| first.text.start < last.text.end)
    })
}

/// The text with blanks in the place of signs that end a paragraph and no line, as many as the sign has bytes. Two paragraphs in a line that are
/// read in different directions would end the program within cosmic-text.
fn one_paragraph(text: &str) -> String {
    let blank = |sign: char| match sign {
        '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2029}' => " ".repeat(sign.len_utf8()),
        sign => sign.to_string(),
    };
    text.chars().map(blank).collect()
}

fn lay(faces: &mut Faces, text: &str, style: Style, width: Option<u32>) -> Vec<Line> {
    let size = style.size as f32;
    let mut buffer = Buffer::new(&mut faces.system, Metrics::new(size, size));
    buffer.set_hinting(Hinting::Enabled);
    buffer.set_wrap(if width.is_some() { Wrap::WordOrGlyph } else { Wrap::None });
    buffer.set_size(width.map(|width| width as f32), None);
    let weight = if style.bold { Weight::BOLD } else { Weight::NORMAL };
    let attrs = Attrs::new().family(Family::Name(LATIN)).weight(weight);
    buffer.set_text(&one_paragraph(text), &attrs, Shaping::Advanced, None);
    buffer.shape_until_scroll(&mut faces.system, false);
    buffer.layout_runs().map(|run| measured(faces, &run, style.size)).collect()
}

fn measured(faces: &mut Faces, run: &LayoutRun<'_>, size: u32) -> Line {
    let placed = |glyph: &LayoutGlyph| Placed {
        glyph: glyph.glyph_id,
        face: faces.ids.iter().position(|id| *id == glyph.font_id).unwrap_or_default(),
        x: (glyph.x + glyph.x_offset * glyph.font_size).round() as i32,
        y: (glyph.y - glyph.y_offset * glyph.font_size).round() as i32,
        advance: glyph.w.round() as i32,
        text: glyph.start..glyph.end,
    };
    let mut glyphs: Vec<Placed> = run.glyphs.iter().map(placed).collect();
    // Blanks at the end of a wrapped line take no room.
    while glyphs.last().is_some_and(|glyph| run.text[glyph.text.clone()].trim().is_empty()) {
        glyphs.pop();
    }
    let (mut left, mut right) = (0, glyphs.iter().map(|glyph| glyph.x + glyph.advance).max().unwrap_or_default());
    let (mut above, mut below) = (0, 0);
    for glyph in &glyphs {
        let Some(stamp) = faces.stamp(glyph, size) else { continue };
        let (x, y) = (glyph.x + stamp.left, glyph.y + stamp.top);
        (left, right) = (left.min(x), right.max(x + stamp.dots.width() as i32));
        (above, below) = (above.max(-y), below.max(y + stamp.dots.height() as i32));
    }
    // A letter that reaches to the left of its place is moved onto the paper.
    glyphs.iter_mut().for_each(|glyph| glyph.x -= left);
    let run = Run { text: run.text.to_owned(), size, glyphs };
    Line { run, width: (right - left).unsigned_abs(), above, below }
}
