//! Logos: files that are read, fitted to the paper and refused.

use proptest::prelude::{ProptestConfig, any, prop, proptest};

use super::*;

/// Black above on the left and below on the right, white elsewhere. `black`, `white`: what eight dots of it take.
fn halves(colour: png::ColorType, depth: png::BitDepth, black: &[u8], white: &[u8]) -> Vec<u8> {
    let row = |left: &[u8], right: &[u8]| [left.repeat(2), right.repeat(2)].concat();
    png_of(32, 32, colour, depth, &[row(black, white).repeat(16), row(white, black).repeat(16)].concat())
}

fn quarters(logo: &Logo) -> [bool; 4] {
    let dots = logo.dots(384).unwrap();
    [(4, 4), (20, 4), (4, 20), (20, 20)].map(|(x, y)| dots.is_black(x, y))
}

#[test]
fn a_logo_is_read_from_every_kind_of_png() {
    use png::{BitDepth, ColorType};
    for (colour, depth, black, white) in [
        (ColorType::Grayscale, BitDepth::Eight, vec![0; 8], vec![255; 8]),
        (ColorType::Grayscale, BitDepth::Sixteen, vec![0; 16], vec![255; 16]),
        (ColorType::Grayscale, BitDepth::One, vec![0], vec![255]),
        (ColorType::GrayscaleAlpha, BitDepth::Eight, [0, 255].repeat(8), [0, 0].repeat(8)),
        (ColorType::Rgb, BitDepth::Eight, vec![0; 24], vec![255; 24]),
        (ColorType::Rgb, BitDepth::Sixteen, vec![0; 48], vec![255; 48]),
        // What cannot be seen is white paper, whatever colour it would have.
        (ColorType::Rgba, BitDepth::Eight, [0, 0, 0, 255].repeat(8), [9, 9, 9, 0].repeat(8)),
        (ColorType::Rgba, BitDepth::Sixteen, [0, 0, 0, 0, 0, 0, 255, 255].repeat(8), vec![0; 64]),
        (ColorType::Indexed, BitDepth::One, vec![0], vec![255]),
    ] {
        let logo = Logo::read(&halves(colour, depth, &black, &white)).unwrap();
        assert_eq!(quarters(&logo), [true, false, false, true], "{colour:?} {depth:?}");
    }
}

#[test]
fn a_palette_may_have_colours_that_cannot_be_seen() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 32, 32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    // The second one is dark and cannot be seen.
    encoder.set_palette(vec![10, 20, 60, 10, 20, 60]);
    encoder.set_trns(vec![255, 0]);
    let dots: Vec<u8> = (0..32 * 32).map(|at| u8::from((at % 32 < 16) != (at / 32 < 16))).collect();
    encoder.write_header().unwrap().write_image_data(&dots).unwrap();
    assert_eq!(quarters(&Logo::read(&file).unwrap()), [true, false, false, true]);
}

#[test]
fn of_a_picture_that_moves_the_first_one_is_printed() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 32, 32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_animated(2, 0).unwrap();
    let first: Vec<u8> = (0..32 * 32).map(|at| if (at % 32 < 16) == (at / 32 < 16) { 0 } else { 255 }).collect();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&first).unwrap();
    writer.write_image_data(&[0; 32 * 32]).unwrap();
    writer.finish().unwrap();
    assert_eq!(quarters(&Logo::read(&file).unwrap()), [true, false, false, true]);
}

/// From black on the left to white on the right: every eighth is lighter than the one before it, and none is plain black or white
/// but the ends.
#[test]
fn a_gradient_stays_a_gradient() {
    for (width, height) in [(288, 96), (2_880, 960)] {
        let file = grey_png(width, height, |x, _| (x * 231 / (width - 1)) as u8);
        let dots = Logo::read(&file).unwrap().dots(384).unwrap();
        assert_eq!((dots.width(), dots.height()), (288, 96));
        let ink =
            |from: u32| (from..from + 36).map(|x| (0..96).filter(|y| dots.is_black(x, *y)).count()).sum::<usize>();
        let eighths: Vec<usize> = (0..8).map(|place| ink(place * 36)).collect();
        assert!(eighths.windows(2).all(|pair| pair[0] > pair[1]), "{eighths:?}");
        let all = 36 * 96;
        assert!(eighths[0] > all * 9 / 10 && eighths[7] < all * 2 / 10, "{eighths:?}");
    }
}

#[test]
fn a_logo_fits_its_paper_and_loses_the_white_around_it() {
    for (width, height) in [(3_000, 200), (200, 2_000), (2_000, 2_000), (16, 16), (64, 64)] {
        let logo = Logo::read(&grey_png(width, height, |_, _| 90)).unwrap();
        for paper in [200, 384, 576, 832] {
            let dots = logo.dots(paper).unwrap();
            assert!(dots.width() <= paper * 3 / 4 && dots.height() <= 176 && dots.width() > 0 && dots.height() > 0);
            assert!(dots.width() <= width && dots.height() <= height, "nothing is made larger");
        }
    }
    let framed =
        Logo::read(&grey_png(400, 300, |x, y| if (100..200).contains(&x) && (50..100).contains(&y) { 0 } else { 255 }));
    let dots = framed.unwrap().dots(576).unwrap();
    assert_eq!((dots.width(), dots.height()), (100, 50));
    assert!((0..100).all(|x| (0..50).all(|y| dots.is_black(x, y))), "black stays black");
}

#[test]
fn grey_is_as_dark_on_paper_as_in_the_picture() {
    for grey in [32_u8, 64, 128, 192, 224] {
        let dots = Logo::read(&grey_png(160, 160, |_, _| grey)).unwrap().dots(576).unwrap();
        let wanted = 160 * 160 * (255 - u32::from(grey)) / 255;
        assert!(black(&dots).abs_diff(wanted) < 160 * 160 / 50, "{grey}: {} of {wanted}", black(&dots));
    }
}

/// The head of a PNG, which says how large a picture it is. No dot of it is there.
fn head_only(width: u32, height: u32) -> Vec<u8> {
    let mut file = grey_png(8, 8, |_, _| 0);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let check = crc(&file[12..29]);
    file[29..33].copy_from_slice(&check.to_be_bytes());
    file
}

/// CRC-32, as every chunk of a PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_file_that_is_no_picture_is_refused_with_its_reason() {
    let good = grey_png(64, 64, |x, _| x as u8);
    let mut torn = good.clone();
    torn.truncate(good.len() / 2);
    let mut bent = good.clone();
    bent[45] ^= 0x55;
    for (file, fault) in [
        (Vec::new(), DesignFault::NotAPicture),
        (b"GIF89a".to_vec(), DesignFault::NotAPicture),
        (torn, DesignFault::NotAPicture),
        (bent, DesignFault::NotAPicture),
        (head_only(60_000, 60_000), DesignFault::PictureTooLarge),
        (head_only(3_001, 1), DesignFault::PictureTooLarge),
        (head_only(u32::MAX >> 1, u32::MAX >> 1), DesignFault::PictureTooLarge),
        (grey_png(4_000, 4_000, |x, _| x as u8), DesignFault::PictureTooLarge),
        (grey_png(1, 1, |_, _| 0), DesignFault::PictureTooSmall),
        (grey_png(15, 64, |_, _| 0), DesignFault::PictureTooSmall),
        // On paper it would be a thread.
        (grey_png(3_000, 40, |_, _| 0), DesignFault::PictureTooSmall),
        (grey_png(40, 3_000, |_, _| 0), DesignFault::PictureTooSmall),
        // A speck within much white.
        (grey_png(400, 400, |x, y| if (x, y) == (200, 200) { 0 } else { 255 }), DesignFault::PictureTooSmall),
        (head_only(2_000, 2_000), DesignFault::NotAPicture),
        (head_only(0, 8), DesignFault::NotAPicture),
        (vec![0; (2 << 20) + 1], DesignFault::FileTooLarge),
        (grey_png(64, 64, |_, _| 255), DesignFault::Blank),
        (grey_png(64, 64, |_, _| 250), DesignFault::Blank),
        (png_of(1, 1, png::ColorType::Rgba, png::BitDepth::Eight, &[0, 0, 0, 0]), DesignFault::Blank),
    ] {
        assert_eq!(Logo::read(&file).unwrap_err(), fault, "{} bytes", file.len());
    }
    assert_eq!(Logo::read_base64("no base64!").unwrap_err(), DesignFault::NotAPicture);
    assert_eq!(Logo::read_base64(&"A".repeat(3 << 20)).unwrap_err(), DesignFault::FileTooLarge);
}

#[test]
fn settings_that_were_changed_by_hand_print_a_slip_without_a_logo() {
    let broken: Logo = serde_json::from_str("\"AAAA\"").unwrap();
    let design = Design { logo: Some(broken), ..Design::default() };
    hold(&design, Outcome::Pending, &[Language::EN], 384);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in a file, it is read or refused.
    #[test]
    fn no_file_breaks_the_reader(place in any::<prop::sample::Index>(), byte in any::<u8>(), end in any::<prop::sample::Index>()) {
        let mut file = grey_png(48, 32, |x, y| (x * y) as u8);
        let at = place.index(file.len());
        file[at] = byte;
        file.truncate(end.index(file.len()) + 1);
        if let Ok(logo) = Logo::read(&file) {
            assert!(logo.dots(384).is_some());
        }
    }
}
