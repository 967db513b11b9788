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

/// How dark it prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Saves the head, and an adapter that is too weak.
    Lighter,
    /// As the printer is set. Nothing is sent.
    #[default]
    Normal,
    /// For old paper.
    Darker,
}

/// By which command a printer is told how dark. One that does not know the command may print it as letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Head {
    /// `GS ( K`: Epson, and most printers with a knife.
    #[default]
    Usual,
    /// `ESC 7` and `DC2 #`: the small mechanisms for paper of 58 mm, in most cheap and portable printers.
    Small,
}

/// How one printer wants its jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Manner {
    /// The most rows of a band.
    pub band_rows: u16,
    /// A pause after each band, in ms, for printers whose buffer is small.
    pub pause_ms: u16,
    /// Empty paper below the slip, in dots, so that it can be torn off.
    pub feed_dots: u16,
    /// How it is cut.
    pub cut: Cut,
    /// How dark it prints.
    pub density: Density,
    /// How it is told so.
    pub head: Head,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            band_rows: BAND_MOST,
            pause_ms: 0,
            feed_dots: 120,
            cut: Cut::None,
            density: Density::Normal,
            head: Head::Usual,
        }
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

/// A cheap printer keeps a whole band before it prints the first row of it.
const BAND_MOST: u16 = 128;
/// The printer forgets what another program set, and leaves its Chinese mode, in which it would swallow bytes.
const BEGIN: [u8; 4] = [0x1B, 0x40, 0x1C, 0x2E];
/// `DLE DC4`: a command that a printer obeys at once, also when it lies among the dots of a picture.
const AT_ONCE: [u8; 2] = [0x10, 0x14];
/// `GS ( D`: the drawer is not opened and the printer not switched off by `DLE DC4`, until the next job begins.
const NOT_AT_ONCE: [u8; 10] = [0x1D, 0x28, 0x44, 0x05, 0x00, 0x14, 0x01, 0x00, 0x02, 0x00];

/// A job of one paper. `drawer`: the drawer is opened by this job, before it is printed.
pub fn job(picture: &Bitmap, manner: &Manner, drawer: Option<Pin>) -> Vec<Chunk> {
    let rows: Vec<&[u8]> = picture.rows().collect();
    let mut chunks = vec![Chunk { bytes: begin(manner, drawer), pause_ms: 0 }];
    // Dots hardly ever look so, and hardly any printer knows the command against it, so that it is sent only then.
    if rows.concat().windows(2).any(|pair| pair == AT_ONCE) {
        chunks[0].bytes.extend(NOT_AT_ONCE);
    }
    let width = (picture.row_bytes() as u16).to_le_bytes();
    for band in rows.chunks(band_rows(manner)) {
        let height = (band.len() as u16).to_le_bytes();
        let mut bytes = vec![0x1D, 0x76, 0x30, 0, width[0], width[1], height[0], height[1]];
        band.iter().for_each(|row| bytes.extend(*row));
        chunks.push(Chunk { bytes, pause_ms: manner.pause_ms });
    }
    chunks.push(Chunk { bytes: end(manner), pause_ms: 0 });
    chunks
}

/// What goes before a job when the job before it broke in the middle. The printer still waits for the rest of a band, and
/// would take the new job for dots. It takes these for white ones. A printer that waits for nothing passes over them.
pub fn catch_up(width_dots: u16, manner: &Manner) -> Vec<u8> {
    vec![0; usize::from(width_dots.div_ceil(8)) * band_rows(manner)]
}

fn band_rows(manner: &Manner) -> usize {
    usize::from(manner.band_rows.clamp(1, BAND_MOST))
}

/// The pulse for the drawer is whole: contact, 50 ms on, 510 ms off. A pulse without its last byte waits for it, and opens
/// the drawer with the next job.
fn begin(manner: &Manner, drawer: Option<Pin>) -> Vec<u8> {
    let mut bytes = BEGIN.to_vec();
    bytes.extend(darkness(manner));
    if let Some(pin) = drawer {
        bytes.extend([0x1B, 0x70, if pin == Pin::Two { 0 } else { 1 }, 0x19, 0xFA]);
    }
    bytes
}

/// `GS ( K` goes by steps of about 5 %. The small heads are told how long they heat (in 10 µs; usual are 80), and how strong
/// the print is (50 %, and 5 % for each step; usual are 10).
fn darkness(manner: &Manner) -> Vec<u8> {
    let by_steps = |steps: i8| vec![0x1D, 0x28, 0x4B, 0x02, 0x00, 0x31, steps as u8];
    let by_heat = |time: u8, strength: u8| vec![0x1B, 0x37, 7, time, 2, 0x12, 0x23, strength];
    match (manner.density, manner.head) {
        (Density::Normal, Head::Usual | Head::Small) => Vec::new(),
        (Density::Lighter, Head::Usual) => by_steps(-3),
        (Density::Darker, Head::Usual) => by_steps(3),
        (Density::Lighter, Head::Small) => by_heat(60, 6),
        (Density::Darker, Head::Small) => by_heat(120, 14),
    }
}

/// A feed is given in dots, at most 255 in a command. It brings the slip's end past the knife. So the paper is cut where it
/// is (`GS V 0`, `GS V 1`), which also printers know that do not know the cut with a feed of its own (`GS V 65`, `GS V 66`).
/// A knife that can only leave a thread does so for both.
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
