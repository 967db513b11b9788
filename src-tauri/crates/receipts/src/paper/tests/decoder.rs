//! A printer, written from Epson's *ESC/POS Command Reference*: it turns the bytes of a job back into dots.

use super::kinds::everywhere;
use crate::paper::Bitmap;
use crate::paper::escpos::{Cut, Manner, Pin, job};

/// The most rows of a raster that a cheap printer's buffer takes.
const BUFFER_ROWS: usize = 128;

/// What came out of the printer.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// Rows of dots, each as wide as its raster was.
    pub(super) rows: Vec<Vec<u8>>,
    /// Rows that were only fed, at the end.
    pub(super) fed: u32,
    /// Pulses for a drawer: the pin, how long on and how long off, and how many rows were printed before.
    pub(super) pulses: Vec<(u8, u8, u8, usize)>,
    /// Cuts: whether whole.
    pub(super) cuts: Vec<bool>,
}

impl Printed {
    /// As a picture.
    pub(super) fn picture(&self) -> Bitmap {
        let width = self.rows.iter().map(|row| row.len() as u32 * 8).max().unwrap_or_default();
        let mut picture = Bitmap::white(width, self.rows.len() as u32);
        for (y, row) in (0..).zip(&self.rows) {
            for x in (0..row.len() as u32 * 8).filter(|x| row[*x as usize / 8] & (0x80 >> (x % 8)) != 0) {
                picture.blacken(x, y);
            }
        }
        picture
    }
}

/// Reads the bytes of a job. A byte that is no command of the reference would come out as a letter: that is a fault.
pub(super) fn printed(bytes: &[u8]) -> Printed {
    let mut printed = Printed::default();
    let mut bytes = bytes;
    let mut begun = false;
    while !bytes.is_empty() {
        bytes = match *bytes {
            // ESC @: initialise. FS .: leave the Chinese mode.
            [0x1B, b'@', ref rest @ ..] => {
                begun = true;
                rest
            }
            [0x1C, b'.', ref rest @ ..] => rest,
            // ESC p m t1 t2: a pulse, times in steps of 2 ms.
            [0x1B, b'p', pin @ (0 | 1), on, off, ref rest @ ..] => {
                printed.pulses.push((pin, on, off, printed.rows.len()));
                rest
            }
            // ESC J n: feed by n rows.
            [0x1B, b'J', rows, ref rest @ ..] => {
                printed.fed += u32::from(rows);
                rest
            }
            // GS ( K: density and speed.
            [0x1D, b'(', b'K', low, high, ref rest @ ..] => &rest[usize::from(u16::from_le_bytes([low, high]))..],
            // GS V m: cut.
            [0x1D, b'V', how @ (0 | 1), ref rest @ ..] => {
                printed.cuts.push(how == 0);
                rest
            }
            // GS v 0 m xL xH yL yH: a raster of x bytes by y rows, each dot once.
            [0x1D, b'v', b'0', 0, x_low, x_high, y_low, y_high, ref rest @ ..] => {
                assert!(begun && printed.fed == 0, "a raster after the paper was fed");
                let (width, height) = (u16::from_le_bytes([x_low, x_high]), u16::from_le_bytes([y_low, y_high]));
                let (width, height) = (usize::from(width), usize::from(height));
                assert!((1..=BUFFER_ROWS).contains(&height), "{height} rows in a band");
                let (raster, rest) = rest.split_at(width * height);
                printed.rows.extend(raster.chunks(width).map(<[u8]>::to_vec));
                rest
            }
            _ => panic!("no command of the reference: {:02X?}", &bytes[..bytes.len().min(8)]),
        };
    }
    printed
}

/// The bytes of a job in one piece.
pub(super) fn bytes_of(picture: &Bitmap, manner: &Manner, drawer: Option<Pin>) -> Vec<u8> {
    job(picture, manner, drawer).into_iter().flat_map(|chunk| chunk.bytes).collect()
}

#[test]
fn the_bytes_print_the_preview_dot_by_dot() {
    let cheap = Manner { band_rows: 24, feed_dots: 300, cut: Cut::Partial, ..Manner::default() };
    everywhere(|name, _, page| {
        let picture = page.raster();
        for (manner, drawer) in [(Manner::default(), None), (cheap.clone(), Some(Pin::Five))] {
            let printed = printed(&bytes_of(&picture, &manner, drawer));
            assert_eq!(printed.picture(), picture, "{name}");
            assert_eq!(printed.fed, u32::from(manner.feed_dots));
            let pulse = drawer.map(|pin| (if pin == Pin::Two { 0 } else { 1 }, 0x19, 0xFA, 0));
            assert_eq!(printed.pulses, Vec::from_iter(pulse));
            let cut = match manner.cut {
                Cut::None => None,
                Cut::Partial => Some(false),
                Cut::Full => Some(true),
            };
            assert_eq!(printed.cuts, Vec::from_iter(cut));
        }
    });
}

#[test]
fn a_printer_sees_a_dot_that_is_wrong() {
    let mut picture = Bitmap::white(16, 200);
    picture.fill(3, 3, 5, 150);
    let mut bytes = bytes_of(&picture, &Manner::default(), None);
    assert_eq!(printed(&bytes).picture(), picture);
    bytes[20] ^= 1;
    assert_ne!(printed(&bytes).picture(), picture);
}
