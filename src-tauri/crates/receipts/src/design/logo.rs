//! The shop's own picture.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::DesignFault;
use super::grey::Grey;
use crate::paper::Bitmap;

/// The largest file that is read, in bytes.
const FILE_MAX: usize = 2 << 20;
/// So large a picture is kept, in dots: as wide as the paper of most shops, and three centimetres high.
const KEPT: (u32, u32) = (576, 240);
/// So high it is printed at most, in dots: 22 mm.
const HIGH: u32 = 176;
/// On the narrowest paper that is usual, in dots, a logo has at least so many of them in both directions: 2 mm.
const NARROW: u32 = 384;
const LEAST: u32 = 16;

/// The shop's picture as a grey PNG, in base64. It is small, because it was made so when it was chosen; so it is kept in the
/// settings themselves, which are written whole or not at all and stand in every backup.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct Logo(String);

/// Its size, and no picture: that is long.
impl fmt::Debug for Logo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Logo({} bytes)", self.0.len())
    }
}

fn written(grey: &Grey) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, grey.width, grey.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&grey.dots)?;
    Ok(file)
}

/// So wide it is printed at most on paper of `width` dots.
fn wide_on(width: u32) -> u32 {
    width / 4 * 3
}

impl Logo {
    /// Makes a logo of a file that somebody chose, or says why not.
    pub fn read(file: &[u8]) -> Result<Logo, DesignFault> {
        if file.len() > FILE_MAX {
            return Err(DesignFault::FileTooLarge);
        }
        let inked = Grey::read(file)?.trimmed().ok_or(DesignFault::Blank)?;
        let printed = inked.within(wide_on(NARROW), HIGH);
        if printed.width.min(printed.height) < LEAST {
            return Err(DesignFault::PictureTooSmall);
        }
        let kept = inked.within(KEPT.0, KEPT.1);
        Ok(Logo(STANDARD.encode(written(&kept).map_err(|_| DesignFault::NotAPicture)?)))
    }

    /// The same from a file as the window hands it over, in base64.
    pub fn read_base64(file: &str) -> Result<Logo, DesignFault> {
        if file.len() > FILE_MAX / 3 * 4 + 4 {
            return Err(DesignFault::FileTooLarge);
        }
        Logo::read(&STANDARD.decode(file).map_err(|_| DesignFault::NotAPicture)?)
    }

    /// The picture, if it is one that [`Logo::read`] made.
    fn grey(&self) -> Option<Grey> {
        if self.0.len() > FILE_MAX {
            return None;
        }
        Grey::read(&STANDARD.decode(&self.0).ok()?).ok().filter(|grey| grey.width <= KEPT.0 && grey.height <= KEPT.1)
    }

    pub(super) fn is_readable(&self) -> bool {
        self.grey().is_some()
    }

    /// Its dots on paper of `width` dots; `None`: it is no picture any more, because somebody changed the settings by hand.
    pub(crate) fn dots(&self, width: u32) -> Option<Bitmap> {
        Some(self.grey()?.within(wide_on(width), HIGH).dithered())
    }
}
