//! Logos: files that are read, fitted to the paper and refused.

use proptest::prelude::{ProptestConfig, any, prop, proptest};

use super::*;

#[test]
fn a_logo_is_read_from_every_kind_of_png() {
    use png::{BitDepth, ColorType};
    for (colour, depth, dots) in [
        (ColorType::Grayscale, BitDepth::Eight, vec![0, 255, 255, 0]),
        (ColorType::Grayscale, BitDepth::Sixteen, vec![0, 0, 255, 255, 255, 255, 0, 0]),
        (ColorType::Grayscale, BitDepth::One, vec![0b0100_0000, 0b1000_0000]),
        (ColorType::GrayscaleAlpha, BitDepth::Eight, vec![0, 255, 0, 0, 255, 255, 0, 255]),
        (ColorType::Rgb, BitDepth::Eight, vec![0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0]),
        (ColorType::Rgba, BitDepth::Eight, vec![0, 0, 0, 255, 9, 9, 9, 0, 255, 255, 255, 255, 0, 0, 0, 255]),
        (ColorType::Indexed, BitDepth::One, vec![0b0100_0000, 0b1000_0000]),
    ] {
        let logo = Logo::read(&png_of(2, 2, colour, depth, &dots)).unwrap();
        let dots = logo.dots(384).unwrap();
        let black = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| dots.is_black(x, y));
        assert_eq!(black, [true, false, false, true], "{colour:?} {depth:?}");
    }
}

#[test]
fn a_logo_fits_its_paper_and_loses_the_white_around_it() {
    for (width, height) in [(3_000, 40), (40, 3_000), (2_000, 2_000), (1, 1), (64, 64)] {
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
