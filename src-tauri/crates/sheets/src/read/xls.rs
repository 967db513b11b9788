//! How large an old workbook unfolds.
//!
//! A cell says in which row and column it stands, and its text may be the number of one that many cells share. Its reader lays out
//! the whole rectangle between the outermost cells before it gives the first, so this is asked before it is opened.

use super::folder::{number_2, number_4, workbook};
use super::unfolded::Unfolded;
use super::{MOST_CELLS, Unreadable};

const LOCKED: usize = 0x002f;
const BEGIN: usize = 0x0809;
const END: usize = 0x000a;
const SHEET: usize = 0x0085;
const SHARED_TEXTS: usize = 0x00fc;
const MORE: usize = 0x003c;
const EXTENT: usize = 0x0200;
const SHARED_TEXT: usize = 0x00fd;
const NUMBERS: usize = 0x00bd;
/// Formula, number, text, text with looks, yes or no, and a number in short.
const CELLS: [usize; 6] = [0x0006, 0x0203, 0x0204, 0x00d6, 0x0205, 0x027e];

/// A record: its kind, and what it says.
type Record<'a> = (usize, &'a [u8]);

/// The records from a place on. Where one is cut off they end; the reader says that the file is broken.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (kind, length) = (number_2(rest, 0).ok()?, number_2(rest, 2).ok()?);
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

/// Refuses a file that unfolds to more than is read.
pub(super) fn heed(bytes: &[u8]) -> Result<(), Unreadable> {
    let stream = workbook(bytes)?;
    let (mut sheets, mut shared, mut is_shared) = (Vec::new(), Vec::new(), false);
    for (kind, data) in records(&stream) {
        is_shared = kind == SHARED_TEXTS || is_shared && kind == MORE;
        match kind {
            SHARED_TEXTS => shared = vec![data.get(8..).unwrap_or_default()],
            MORE if is_shared => shared.push(data),
            LOCKED if number_2(data, 0)? != 0 => return Err(Unreadable::Password),
            SHEET => sheets.push(number_4(data, 0)?),
            END => break,
            // Every other record unfolds to nothing.
            _ => {}
        }
    }
    let mut book = Book { texts: lengths(&shared), unfolded: Unfolded::default(), records: stream.len() / 4 };
    for sheet in sheets {
        let from = usize::try_from(sheet).map_err(|_| Unreadable::Broken)?;
        book.sheet(stream.get(from..).ok_or(Unreadable::Broken)?)?;
    }
    Ok(())
}

/// The longest that each of the shared texts can be, in bytes. One that goes on in the next record says there once more in which signs.
fn lengths(parts: &[&[u8]]) -> Vec<usize> {
    let mut parts = parts.iter().copied();
    let (mut rest, mut lengths) = (parts.next().unwrap_or_default(), Vec::new());
    loop {
        while rest.is_empty() {
            let Some(next) = parts.next() else { return lengths };
            rest = next;
        }
        let Some((signs, after)) = text(rest, &mut parts) else { return lengths };
        // A sign takes three bytes at most; two halves of one take four.
        lengths.push(signs * 3);
        rest = after;
    }
}

/// The signs of the text that begins here, and what follows it.
fn text<'a>(start: &'a [u8], parts: &mut impl Iterator<Item = &'a [u8]>) -> Option<(usize, &'a [u8])> {
    let (signs, mut flags, mut rest) = (number_2(start, 0).ok()?, *start.get(2)?, &start[3..]);
    let (looks, spoken) = (flags & 8 != 0, flags & 4 != 0);
    let mut behind = 0_usize;
    if looks {
        behind = number_2(rest, 0).ok()? * 4;
        rest = &rest[2..];
    }
    if spoken {
        behind = behind.saturating_add(usize::try_from(number_4(rest, 0).ok()?).ok()?);
        rest = &rest[4..];
    }
    let mut left = signs;
    loop {
        let width = if flags & 1 == 0 { 1 } else { 2 };
        let here = left.min(rest.len() / width);
        (left, rest) = (left - here, &rest[here * width..]);
        if left == 0 {
            break;
        }
        let (first, next) = parts.next()?.split_first()?;
        (flags, rest) = (*first, next);
    }
    while behind > rest.len() {
        behind -= rest.len();
        rest = parts.next()?;
    }
    Some((signs, &rest[behind..]))
}

struct Book {
    texts: Vec<usize>,
    unfolded: Unfolded,
    /// So many records may still be read: sheets that lie over each other would be read again and again.
    records: usize,
}

impl Book {
    fn sheet(&mut self, stream: &[u8]) -> Result<(), Unreadable> {
        let (mut extent, mut depth) = (Extent::default(), 0_usize);
        for (kind, data) in records(stream) {
            self.records = self.records.checked_sub(1).ok_or(Unreadable::Broken)?;
            match kind {
                BEGIN => depth += 1,
                // The first begin is the sheet's own; what is inside of it is a chart.
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                EXTENT => heed_extent(data)?,
                NUMBERS => {
                    let last = data.len().checked_sub(2).ok_or(Unreadable::Broken)?;
                    let (row, first, last) = (number_2(data, 0)?, number_2(data, 2)?, number_2(data, last)?);
                    self.take(&mut extent, row, first, data.len() / 6)?;
                    self.take(&mut extent, row, last, 0)?;
                }
                SHARED_TEXT => {
                    self.take(&mut extent, number_2(data, 0)?, number_2(data, 2)?, 1)?;
                    let text = usize::try_from(number_4(data, 6)?).map_err(|_| Unreadable::Broken)?;
                    self.unfolded.bytes(self.texts.get(text).copied().unwrap_or(0))?;
                }
                _ if CELLS.contains(&kind) => self.take(&mut extent, number_2(data, 0)?, number_2(data, 2)?, 1)?,
                // Every other record has no cell.
                _ => {}
            }
        }
        Ok(())
    }

    /// Cells, each once as it is written and once in the rectangle.
    fn take(&mut self, extent: &mut Extent, row: usize, column: usize, cells: usize) -> Result<(), Unreadable> {
        self.unfolded.cells(cells)?;
        let before = extent.cells();
        extent.take(row, column);
        self.unfolded.cells(extent.cells() - before)
    }
}

/// The rectangle that a sheet says it is. The reader takes memory for it, and rows are counted in 32 bits.
fn heed_extent(data: &[u8]) -> Result<(), Unreadable> {
    let wide = |at: usize| number_4(data, at).map(u64::from);
    let narrow = |at: usize| number_2(data, at).map(|number| number as u64);
    let (top, bottom, left, right) = if data.len() == 10 {
        (narrow(0)?, narrow(2)?, narrow(4)?, narrow(6)?)
    } else {
        (wide(0)?, wide(4)?, narrow(8)?, narrow(10)?)
    };
    // The reader begins at the first column where the left one is none.
    let left = if left > 0xff || right < left { 0 } else { left };
    let cells = bottom.saturating_sub(top).saturating_mul(right.saturating_sub(left));
    let is_turned = bottom > 0 && right > 0 && (top >= bottom || left >= right);
    match usize::try_from(cells) {
        Ok(_) if is_turned => Err(Unreadable::Broken),
        Ok(cells) if cells <= MOST_CELLS => Ok(()),
        Ok(_) | Err(_) => Err(Unreadable::TooLarge),
    }
}

/// The rectangle between the outermost cells.
#[derive(Default)]
struct Extent(Option<[usize; 4]>);

impl Extent {
    fn take(&mut self, row: usize, column: usize) {
        let [top, bottom, left, right] = self.0.unwrap_or([row, row, column, column]);
        self.0 = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
    }

    fn cells(&self) -> usize {
        self.0.map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1))
    }
}
