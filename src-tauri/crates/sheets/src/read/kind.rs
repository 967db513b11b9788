//! Which kind of file some bytes are.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use zip::ZipArchive;

use super::Unreadable;

/// What all parts of a packed file may unpack to, in bytes.
const MOST_UNPACKED: u64 = 512 << 20;
/// So many bytes tell in which signs a text is written.
const SAMPLE: usize = 4_096;
/// In the same form as a name in an old workbook: two bytes a sign.
const ENCRYPTED: &str = "EncryptedPackage";

/// A workbook of a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Book {
    Xls,
    Xlsx,
    Xlsb,
    Ods,
}

/// The kind of a file.
#[derive(Debug)]
pub(super) enum Kind {
    /// Values between commas and the like.
    Text(String),
    /// A page, whatever it calls itself.
    Html(String),
    Workbook(Book),
}

pub(super) fn kind_of(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes, MOST_UNPACKED).map(Kind::Workbook);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_locked = bytes.windows(name.len()).any(|part| part == name);
        return if is_locked { Err(Unreadable::Password) } else { Ok(Kind::Workbook(Book::Xls)) };
    }
    // An old workbook without a folder around it: the first record, of the versions 2 to 5.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04 | 0x06 | 0x08 | 0x10, 0x00, ..]) {
        return Ok(Kind::Workbook(Book::Xls));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Unreadable::Pdf);
    }
    if [b"Rar!".as_slice(), b"7z\xbc\xaf", b"\x1f\x8b"].iter().any(|mark| bytes.starts_with(mark)) {
        return Err(Unreadable::Archive);
    }
    let text = decoded(bytes);
    if is_binary(&text) {
        return Err(Unreadable::NoTable);
    }
    let start: String = text.trim_start().chars().take(2_000).collect::<String>().to_ascii_lowercase();
    let is_page = start.starts_with('<')
        && ["<table", "<html", "<!doctype html", "<tr", "<body"].iter().any(|tag| start.contains(tag));
    if is_page {
        return Ok(Kind::Html(text));
    }
    if start.starts_with("<?xml") { Err(Unreadable::NoTable) } else { Ok(Kind::Text(text)) }
}

/// Which workbook a packed file is, if it unpacks to at most so many bytes. It is unpacked once to nothing before: what it says of its
/// own size may be a lie.
pub(super) fn packed(bytes: &[u8], most: u64) -> Result<Book, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let names: Vec<String> =
        archive.file_names().flatten().map(|name| name.replace('\\', "/").to_ascii_lowercase()).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let known = [("xl/workbook.xml", Book::Xlsx), ("xl/workbook.bin", Book::Xlsb), ("content.xml", Book::Ods)];
    let book = known.into_iter().find(|(name, _)| has(name)).map(|(_, book)| book).ok_or(Unreadable::Archive)?;
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = match archive.by_index(index) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(Unreadable::Password);
            }
            Err(_) => return Err(Unreadable::Broken),
        };
        let mut bounded = part.take(most + 1 - unpacked);
        unpacked += std::io::copy(&mut bounded, &mut std::io::sink()).map_err(|_| Unreadable::Broken)?;
        if unpacked > most {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(book)
}

/// The signs of a text: by its mark, by its zeros, else UTF-8 where it is that, and else what Windows wrote.
fn decoded(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => by_zeros(bytes).unwrap_or(if is_utf_8(bytes) { UTF_8 } else { WINDOWS_1252 }),
    };
    encoding.decode(bytes).0.into_owned()
}

/// UTF-16 without a mark: every second byte of ordinary letters is zero.
fn by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 5;
    match (even > many, odd > many) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        (true, true) | (false, false) => None,
    }
}

/// A file may be cut in the middle of a letter.
fn is_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Whether a text is none: pictures and programs are full of signs that no text has.
fn is_binary(text: &str) -> bool {
    let sample = text.chars().take(SAMPLE);
    let (mut signs, mut strange) = (0_usize, 0_usize);
    for sign in sample {
        signs += 1;
        if sign == '\u{fffd}' || (sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}')) {
            strange += 1;
        }
    }
    strange * 50 > signs
}
