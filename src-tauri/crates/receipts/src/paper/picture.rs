//! A picture as a PNG.

use crate::paper::Bitmap;

/// A PNG of one bit a dot, with a white margin of `margin` dots around it.
pub fn png(picture: &Bitmap, margin: u32) -> Vec<u8> {
    let mut paper = Bitmap::white(picture.width() + 2 * margin, picture.height() + 2 * margin);
    paper.lay(picture, margin, margin);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, paper.width(), paper.height());
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    // In a PNG 1 is white.
    let dots: Vec<u8> = paper.rows().flatten().map(|byte| !byte).collect();
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&dots));
    // Memory takes every byte, and the size is the picture's own.
    debug_assert!(written.is_ok(), "{written:?}");
    file
}
