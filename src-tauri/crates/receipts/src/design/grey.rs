//! A picture of grey dots, from a PNG to dots of a printer.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, Transformations};

use super::DesignFault;
use crate::paper::Bitmap;

/// The largest side of a picture that is read, in dots.
const SIDE_MAX: u32 = 3_000;
/// What a decoder may take in memory beside the picture itself.
const MEMORY_MAX: usize = 8 << 20;
/// Lighter than this is nothing on paper.
const INK: u8 = 232;
const BLACK_BELOW: i32 = 128;

/// Dots, row by row; 0 is black, 255 is white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grey {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) dots: Vec<u8>,
}

/// How bright a colour is, on white paper.
fn brightness(colour: &[u8]) -> u8 {
    let (light, alpha) = match *colour {
        [grey] => (u32::from(grey), 255),
        [grey, alpha] => (u32::from(grey), u32::from(alpha)),
        [red, green, blue] => (mixed(red, green, blue), 255),
        [red, green, blue, alpha] => (mixed(red, green, blue), u32::from(alpha)),
        _ => (255, 255),
    };
    (255 - (255 - light) * alpha / 255) as u8
}

/// As an eye weighs the three (ITU-R BT.601).
fn mixed(red: u8, green: u8, blue: u8) -> u32 {
    (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1_000
}

impl Grey {
    /// Reads a PNG of any kind. Its size is looked at before any memory is taken for it.
    pub(super) fn read(file: &[u8]) -> Result<Grey, DesignFault> {
        let mut decoder = Decoder::new_with_limits(Cursor::new(file), Limits { bytes: MEMORY_MAX });
        decoder.set_transformations(Transformations::normalize_to_color8());
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        let (width, height) = decoder.read_header_info().map_err(|_| DesignFault::NotAPicture)?.size();
        if width > SIDE_MAX || height > SIDE_MAX {
            return Err(DesignFault::PictureTooLarge);
        }
        let mut reader = decoder.read_info().map_err(|_| DesignFault::NotAPicture)?;
        let size = reader.output_buffer_size().ok_or(DesignFault::PictureTooLarge)?;
        let mut bytes = vec![0; size];
        let frame = reader.next_frame(&mut bytes).map_err(|_| DesignFault::NotAPicture)?;
        let each = match frame.color_type {
            ColorType::Grayscale => 1,
            ColorType::GrayscaleAlpha => 2,
            ColorType::Rgb => 3,
            ColorType::Rgba => 4,
            ColorType::Indexed => return Err(DesignFault::NotAPicture),
        };
        let dots: Vec<u8> = bytes.chunks_exact(each).take((width * height) as usize).map(brightness).collect();
        // A moving picture may begin with a smaller frame.
        let is_whole = (frame.width, frame.height) == (width, height) && dots.len() == (width * height) as usize;
        if is_whole { Ok(Grey { width, height, dots }) } else { Err(DesignFault::NotAPicture) }
    }

    fn dot(&self, x: u32, y: u32) -> u8 {
        self.dots.get((y * self.width + x) as usize).copied().unwrap_or(255)
    }

    /// Without the white around it; `None` when nothing of it would be seen.
    pub(super) fn trimmed(&self) -> Option<Grey> {
        let is_inked = |place: &usize| self.dots[*place] < INK;
        let inked: Vec<usize> = (0..self.dots.len()).filter(is_inked).collect();
        let width = self.width as usize;
        let (left, right) = (inked.iter().map(|at| at % width).min()?, inked.iter().map(|at| at % width).max()?);
        let (top, bottom) = (inked.first()? / width, inked.last()? / width);
        let rows = self.dots.chunks(width).take(bottom + 1).skip(top);
        let dots = rows.flat_map(|row| row[left..=right].iter().copied()).collect();
        Some(Grey { width: (right - left + 1) as u32, height: (bottom - top + 1) as u32, dots })
    }

    /// Made smaller until it fits, and never larger.
    pub(super) fn within(&self, width: u32, height: u32) -> Grey {
        let (own_width, own_height) = (u64::from(self.width), u64::from(self.height));
        let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
        if own_width <= width && own_height <= height {
            return self.clone();
        }
        let is_wide = own_width * height > own_height * width;
        let (width, height) = match is_wide {
            true => (width, (own_height * width / own_width).max(1)),
            false => ((own_width * height / own_height).max(1), height),
        };
        self.shrunk(width as u32, height as u32)
    }

    /// Each dot is the mean of those it stands for.
    fn shrunk(&self, width: u32, height: u32) -> Grey {
        let span = |at: u32, small: u32, large: u32| {
            let begin = u64::from(at) * u64::from(large) / u64::from(small);
            let end = (u64::from(at) + 1) * u64::from(large) / u64::from(small);
            begin as u32..(end.max(begin + 1) as u32).min(large)
        };
        let mean = |x: u32, y: u32| {
            let (columns, rows) = (span(x, width, self.width), span(y, height, self.height));
            let count = (columns.len() * rows.len()).max(1) as u32;
            let sum: u32 =
                rows.flat_map(|y| columns.clone().map(move |x| (x, y))).map(|(x, y)| u32::from(self.dot(x, y))).sum();
            (sum / count) as u8
        };
        let dots = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect();
        Grey { width, height, dots }
    }

    /// Black and white dots that look as grey (Floyd and Steinberg): what a dot is too dark or too light, its neighbours make
    /// up for. Every other row goes from right to left, so that nothing drifts.
    pub(super) fn dithered(&self) -> Bitmap {
        let mut picture = Bitmap::white(self.width, self.height);
        let width = self.width as usize;
        // A dot of room on both sides.
        let (mut row, mut next) = (vec![0_i32; width + 2], vec![0_i32; width + 2]);
        for y in 0..self.height {
            let is_back = y % 2 == 1;
            for step in 0..width {
                let x = if is_back { width - 1 - step } else { step };
                let (ahead, behind) = if is_back { (x, x + 2) } else { (x + 2, x) };
                let wanted = i32::from(self.dot(x as u32, y)) + row[x + 1] / 16;
                let is_black = wanted < BLACK_BELOW;
                if is_black {
                    picture.blacken(x as u32, y);
                }
                let left = wanted - if is_black { 0 } else { 255 };
                row[ahead] += 7 * left;
                next[behind] += 3 * left;
                next[x + 1] += 5 * left;
                next[ahead] += left;
            }
            row = std::mem::replace(&mut next, vec![0; width + 2]);
        }
        picture
    }
}
