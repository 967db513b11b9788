//! The bounds of what a file unfolds to in memory.

use super::{MOST_CELLS, Unreadable};

/// The most bytes that the texts of all cells may take.
const MOST_TEXT: usize = 512 << 20;

/// What a file unfolds to, so far.
#[derive(Default)]
pub(super) struct Unfolded {
    cells: usize,
    bytes: usize,
}

impl Unfolded {
    pub(super) fn cells(&mut self, more: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.saturating_add(more);
        // Each cell is laid out as it is written, and once more in the rectangle of its sheet.
        if self.cells > 2 * MOST_CELLS { Err(Unreadable::TooLarge) } else { Ok(()) }
    }

    pub(super) fn bytes(&mut self, more: usize) -> Result<(), Unreadable> {
        self.bytes = self.bytes.saturating_add(more);
        if self.bytes > MOST_TEXT { Err(Unreadable::TooLarge) } else { Ok(()) }
    }
}
