//! What stands around the raster of a job.

use super::escpos::{Cut, Density, Head, Manner, Pin, catch_up, job};
use super::*;

fn picture(width: u32, height: u32, dots: impl Fn(u32, u32) -> bool) -> Bitmap {
    let mut picture = Bitmap::white(width, height);
    for y in 0..height {
        (0..width).filter(|x| dots(*x, y)).for_each(|x| picture.blacken(x, y));
    }
    picture
}

fn bytes(picture: &Bitmap, manner: &Manner, drawer: Option<Pin>) -> Vec<u8> {
    job(picture, manner, drawer).into_iter().flat_map(|chunk| chunk.bytes).collect()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_job_is_the_commands_of_the_paper() {
    let manner = Manner { feed_dots: 300, cut: Cut::Partial, ..Manner::default() };
    let begin = [0x1B, 0x40, 0x1C, 0x2E];
    let drawer = [0x1B, 0x70, 1, 0x19, 0xFA];
    let band = [0x1D, 0x76, 0x30, 0, 2, 0, 1, 0, 0x80, 0x01];
    let end = [0x1B, 0x4A, 255, 0x1B, 0x4A, 45, 0x1D, 0x56, 1];
    let slip = picture(16, 1, |x, _| x == 0 || x == 15);
    assert_eq!(bytes(&slip, &manner, Some(Pin::Five)), [&begin[..], &drawer, &band, &end].concat());
}

#[test]
fn no_band_is_larger_than_a_cheap_printer_keeps() {
    let slip = picture(576, 1000, |x, y| x == y);
    for band_rows in [0, 1, 24, 128, 129, u16::MAX] {
        let chunks = job(&slip, &Manner { band_rows, pause_ms: 7, ..Manner::default() }, None);
        let bands: Vec<_> = chunks.iter().filter(|chunk| chunk.bytes.starts_with(&[0x1D, 0x76, 0x30])).collect();
        let rows: usize =
            bands.iter().map(|band| usize::from(u16::from_le_bytes([band.bytes[6], band.bytes[7]]))).sum();
        assert_eq!(rows, 1000);
        assert!(bands.iter().all(|band| band.bytes.len() <= 8 + 72 * 128 && band.pause_ms == 7));
    }
}

#[test]
fn how_dark_it_prints_is_said_only_when_asked_for() {
    let slip = picture(8, 1, |_, _| true);
    let of = |density, head| bytes(&slip, &Manner { density, head, ..Manner::default() }, None);
    let plain = bytes(&slip, &Manner::default(), None);
    assert_eq!(of(Density::Normal, Head::Small), plain);
    let said = |density, head| of(density, head)[4..of(density, head).len() - plain.len() + 4].to_vec();
    assert_eq!(said(Density::Lighter, Head::Usual), [0x1D, 0x28, 0x4B, 2, 0, 0x31, 253]);
    assert_eq!(said(Density::Darker, Head::Usual), [0x1D, 0x28, 0x4B, 2, 0, 0x31, 3]);
    assert_eq!(said(Density::Darker, Head::Small), [0x1B, 0x37, 7, 120, 2, 0x12, 0x23, 14]);
}

#[test]
fn dots_that_look_like_a_command_do_not_open_the_drawer() {
    // 10 14 01 00 05: pulse on the first contact, also in the middle of a picture.
    let dots = [0x10_u8, 0x14, 0x01, 0x00, 0x05];
    let dangerous = picture(40, 1, |x, _| dots[x as usize / 8] >> (7 - x % 8) & 1 == 1);
    let sent = bytes(&dangerous, &Manner::default(), None);
    let guard = [0x1D, 0x28, 0x44, 5, 0, 0x14, 1, 0, 2, 0];
    let at = |part: &[u8]| sent.windows(part.len()).position(|window| window == part).unwrap();
    assert!(at(&guard) < at(&dots));
    let harmless = picture(40, 1, |x, _| x == 3);
    assert!(!has(&bytes(&harmless, &Manner::default(), None), &[0x1D, 0x28, 0x44]));
}

#[test]
fn a_printer_that_waits_for_the_rest_of_a_band_gets_it() {
    let manner = Manner::default();
    let whole = job(&picture(576, 500, |_, _| true), &manner, None);
    let most = whole.iter().map(|chunk| chunk.bytes.len()).max().unwrap();
    assert!(catch_up(576, &manner).len() >= most - 8 && catch_up(576, &manner).iter().all(|byte| *byte == 0));
}

#[test]
fn a_manner_of_an_earlier_day_is_read() {
    let old = r#"{"band_rows":128,"pause_ms":3,"feed_dots":120,"cut":"full"}"#;
    let read: Manner = serde_json::from_str(old).unwrap();
    assert_eq!(read, Manner { pause_ms: 3, cut: Cut::Full, ..Manner::default() });
}
