//! How large things are on a page of A4.

/// Places are whole numbers of this: as fine as a good printer's dots.
pub(super) const UNITS_OF_MM: u32 = 24;

pub(super) const fn mm(tenths: u32) -> u32 {
    tenths * UNITS_OF_MM / 10
}

/// Short and long side of a page.
pub(super) const A4: (u32, u32) = (mm(2_100), mm(2_970));
/// White edge at the left and right, and at the top and bottom.
pub(super) const EDGE: (u32, u32) = (mm(140), mm(140));
/// Height of letters: of the title, of a heading, of text.
pub(super) const TITLE: u32 = mm(56);
pub(super) const HEADING: u32 = mm(40);
pub(super) const TEXT: u32 = mm(32);
pub(super) const SMALL: u32 = mm(28);
/// Letters of a table: the first in which no word is broken, else the last.
pub(super) const TABLE: [u32; 4] = [mm(30), mm(27), mm(24), mm(21)];
/// White between columns.
pub(super) const GAP: u32 = mm(30);
/// White above a heading and between parts.
pub(super) const ROOM: u32 = mm(35);
/// White above and below the line between two rows.
pub(super) const RULE_ROOM: u32 = mm(6);
pub(super) const HAIR: u32 = 2;
pub(super) const RULE: u32 = 6;
/// Lines of a text are at least so many at the end of a page, with the heading above them.
pub(super) const KEPT_LINES: u32 = 4;
/// So many laid out texts are remembered: most cells of a table are in it many times.
pub(super) const KEPT_TEXTS: usize = 8_192;

/// Room for vowel signs above and conjuncts below.
pub(super) fn line_height(size: u32) -> u32 {
    size * 142 / 100
}

pub(super) fn baseline(size: u32) -> u32 {
    size * 106 / 100
}
