//! Bytes for a thermal printer: the raster in bands, and the few commands around it that every such printer knows
//! (Epson, *ESC/POS Command Reference*).

use serde::{Deserialize, Serialize};

use crate::paper::Bitmap;

/// How the paper is cut below a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// The printer has no knife; the paper is torn off.
    None,
    /// But for a last thread.
    Partial,
    /// Through.
    Full,
}

/// The contact on which a printer opens the drawer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Pin {
    /// What most drawers listen to.
    Two,
    /// A second drawer.
    Five,
}

/// How one printer wants its jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Manner {
    /// The most rows of a band.
    pub band_rows: u16,
    /// A pause after each band, in ms, for printers whose buffer is small.
    pub pause_ms: u16,
    /// Empty paper below the slip, in dots, so that it can be torn off.
    pub feed_dots: u16,
    /// How it is cut.
    pub cut: Cut,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner { band_rows: 128, pause_ms: 0, feed_dots: 120, cut: Cut::None }
    }
}

/// Bytes that go out together, and the pause after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// To the printer.
    pub bytes: Vec<u8>,
    /// In ms.
    pub pause_ms: u16,
}

/// The printer forgets what another program set, and leaves its Chinese mode, in which it would swallow bytes.
const BEGIN: [u8; 4] = [0x1B, 0x40, 0x1C, 0x2E];

/// A job of one paper. `drawer`: the drawer is opened by this job, before it is printed.
pub fn job(picture: &Bitmap, manner: &Manner, drawer: Option<Pin>) -> Vec<Chunk> {
    let mut begin = BEGIN.to_vec();
    if let Some(pin) = drawer {
        begin.extend([0x1B, 0x70, if pin == Pin::Two { 0 } else { 1 }, 0x19, 0xFA]);
    }
    let mut chunks = vec![Chunk { bytes: begin, pause_ms: 0 }];
    let rows: Vec<&[u8]> = picture.rows().collect();
    let width = (picture.row_bytes() as u16).to_le_bytes();
    for band in rows.chunks(usize::from(manner.band_rows.max(1))) {
        let height = (band.len() as u16).to_le_bytes();
        let mut bytes = vec![0x1D, 0x76, 0x30, 0, width[0], width[1], height[0], height[1]];
        band.iter().for_each(|row| bytes.extend(*row));
        chunks.push(Chunk { bytes, pause_ms: manner.pause_ms });
    }
    chunks.push(Chunk { bytes: end(manner), pause_ms: 0 });
    chunks
}

/// A feed is given in dots, at most 255 in a command.
fn end(manner: &Manner) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut left = manner.feed_dots;
    while left > 0 {
        let dots = left.min(255);
        bytes.extend([0x1B, 0x4A, dots as u8]);
        left -= dots;
    }
    match manner.cut {
        Cut::None => {}
        Cut::Partial => bytes.extend([0x1D, 0x56, 1]),
        Cut::Full => bytes.extend([0x1D, 0x56, 0]),
    }
    bytes
}
