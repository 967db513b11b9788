//! A picture as a PNG.

use crate::paper::Bitmap;

const DOTS_OF_M: u32 = 8_000;

/// A PNG of one bit a dot, with a white margin of `margin` dots around it.
pub fn png(picture: &Bitmap, margin: u32) -> Vec<u8> {
    let mut paper = Bitmap::white(picture.width() + 2 * margin, picture.height() + 2 * margin);
    paper.lay(picture, margin, margin);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, paper.width(), paper.height());
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    // Whoever prints it gets the slip's real size.
    let dims = png::PixelDimensions { xppu: DOTS_OF_M, yppu: DOTS_OF_M, unit: png::Unit::Meter };
    encoder.set_pixel_dims(Some(dims));
    // In a PNG 1 is white.
    let dots: Vec<u8> = paper.rows().flatten().map(|byte| !byte).collect();
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&dots));
    // Memory takes every byte, and the size is the picture's own.
    debug_assert!(written.is_ok(), "{written:?}");
    file
}
