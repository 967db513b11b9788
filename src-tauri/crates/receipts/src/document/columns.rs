//! How wide the columns of a table are.

use crate::document::{Table, seen};
use crate::paper::Align;

/// How wide a text is on one line, bold or not.
pub(super) type Measure<'a> = &'a mut dyn FnMut(&str, bool) -> u32;

/// So many of a column's cells are measured, those with the most letters: to measure all would take as long as to write them.
const MEASURED: usize = 24;

/// A column at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) left: u32,
    pub(super) width: u32,
    pub(super) align: Align,
}

/// What a column would like, and what it can do with.
#[derive(Debug, Clone, Copy)]
struct Wish {
    most: u32,
    least: u32,
    weight: u32,
}

/// The cells of a column that are likely to be the widest, each once.
fn longest(table: &Table, at: usize) -> Vec<&str> {
    let mut cells: Vec<&str> = table.rows.iter().filter_map(|row| row.get(at)).map(String::as_str).collect();
    cells.sort_unstable_by_key(|cell| std::cmp::Reverse(cell.chars().count()));
    cells.dedup();
    cells.truncate(MEASURED);
    cells
}

fn wish(table: &Table, at: usize, room: u32, measure: Measure<'_>) -> Wish {
    let Some(column) = table.columns.get(at) else { return Wish { most: 0, least: 0, weight: 0 } };
    let mut widest = |text: &str, bold: bool| {
        let text = seen(text);
        let word = text.split_whitespace().map(|word| measure(word, bold)).max().unwrap_or_default();
        (text.lines().map(|line| measure(line, bold)).max().unwrap_or_default(), word)
    };
    let mut cells: Vec<(u32, u32)> = longest(table, at).into_iter().map(|cell| widest(cell, false)).collect();
    cells.extend(table.sum.iter().filter_map(|sum| sum.get(at)).map(|cell| widest(cell, true)));
    let title = widest(&column.title, true);
    let whole = cells.iter().map(|(whole, _)| *whole).max().unwrap_or_default();
    let word = cells.iter().map(|(_, word)| *word).max().unwrap_or_default();
    // A title is broken between its words before a column becomes wider for it.
    let most = whole.max(title.1);
    match column.weight {
        0 => Wish { most, least: most, weight: 0 },
        weight => Wish { most: whole.max(title.0), least: word.min(room / 5).max(title.1), weight },
    }
}

/// Divides `room` among the columns.
fn divided(wishes: &[Wish], room: u32) -> Vec<u32> {
    let most: u32 = wishes.iter().map(|wish| wish.most).sum();
    let least: u32 = wishes.iter().map(|wish| wish.least).sum();
    let share = |part: u32, all: u32, of: u32| match all {
        0 => 0,
        all => (u64::from(of) * u64::from(part) / u64::from(all)) as u32,
    };
    if most <= room {
        let weights: u32 = wishes.iter().map(|wish| wish.weight).sum();
        wishes.iter().map(|wish| wish.most + share(wish.weight, weights, room - most)).collect()
    } else if least <= room {
        wishes.iter().map(|wish| wish.least + share(wish.most - wish.least, most - least, room - least)).collect()
    } else {
        wishes.iter().map(|wish| share(wish.least, least, room).max(1)).collect()
    }
}

/// The columns of a table in a row of `width`, `gap` apart. The second: no word or figure has to be broken.
pub(super) fn places(table: &Table, width: u32, gap: u32, measure: Measure<'_>) -> (Vec<Place>, bool) {
    let count = table.columns.len();
    let room = width.saturating_sub(gap * (count as u32).saturating_sub(1));
    let wishes: Vec<Wish> = (0..count).map(|at| wish(table, at, room, measure)).collect();
    let is_roomy = wishes.iter().map(|wish| wish.least).sum::<u32>() <= room;
    let mut left = 0;
    let widths = divided(&wishes, room);
    let placed = table.columns.iter().zip(widths).map(|(column, width)| {
        let place = Place { left, width, align: column.align };
        left += width + gap;
        place
    });
    (placed.collect(), is_roomy)
}
