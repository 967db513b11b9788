//! Pictures that were looked at, and the commands that another program makes of a picture.
//!
//! `GALLA_WRITE_GOLDEN=1` writes the pictures anew: look at them beside each other before they are committed.

use std::path::PathBuf;

use super::decoder::bytes_of;
use super::kinds::{WIDTHS, all, both, english, hindi};
use crate::paper::escpos::Manner;
use crate::paper::{Bitmap, Page, png};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/paper/tests/golden")
}

/// A PNG without transparency.
pub(super) fn read(file: &[u8]) -> Bitmap {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut dots = vec![0; reader.output_buffer_size().expect("its size")];
    let info = reader.next_frame(&mut dots).expect("its dots");
    let mut picture = Bitmap::white(info.width, info.height);
    let samples = info.color_type.samples();
    for (y, row) in (0..info.height).zip(dots.chunks(info.line_size)) {
        (0..info.width).filter(|x| row[*x as usize * samples] < 128).for_each(|x| picture.blacken(x, y));
    }
    picture
}

/// The kinds that are kept as pictures, each in the language in which it is most often printed.
fn kept() -> Vec<(String, Page)> {
    let named = |name: &str| all().into_iter().find(|(kind, _)| *kind == name).expect("a kind").1;
    let sheets = [
        ("sale-en", named("sale")(&english())),
        ("sale-hi", named("sale")(&hindi())),
        ("sale-both", named("sale")(&both())),
        ("pending-both", named("pending")(&both())),
        ("account-hi", named("account")(&hindi())),
        ("statement-both", named("statement")(&both())),
        ("close-en", named("close")(&english())),
        ("close-both", named("close")(&both())),
        ("long-both", named("long")(&both())),
        ("chit-en", named("chit")(&english())),
        ("chit-both", named("chit")(&both())),
        ("trial", named("trial")(&english())),
    ];
    let page = |(name, sheet), width| (format!("{name}-{width}"), Page::of(sheet, width));
    sheets.iter().flat_map(|(name, sheet)| WIDTHS.map(|width| page((name, sheet), width))).collect()
}

#[test]
fn slips_look_as_they_were_looked_at() {
    let is_writing = std::env::var_os("GALLA_WRITE_GOLDEN").is_some();
    let mut differ = Vec::new();
    for (name, page) in kept() {
        let path = folder().join(format!("{name}.png"));
        let picture = page.raster();
        if is_writing {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, png(&picture, 0)).unwrap();
        }
        if std::fs::read(&path).map(|file| read(&file)).ok().as_ref() != Some(&picture) {
            differ.push(name);
        }
    }
    assert!(differ.is_empty(), "look at them, and write them anew with GALLA_WRITE_GOLDEN=1: {differ:?}");
}

/// `make.py` beside the pictures made the bytes, with python-escpos.
#[test]
fn python_escpos_makes_the_same_commands_of_a_picture() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/paper/tests/python_escpos");
    for name in ["narrow", "wide", "rows"] {
        let picture = read(&std::fs::read(folder.join(format!("{name}.png"))).unwrap());
        let theirs = std::fs::read(folder.join(format!("{name}.bin"))).unwrap();
        let manner = Manner { feed_dots: 0, ..Manner::default() };
        let ours = bytes_of(&picture, &manner, None);
        assert!(theirs.len() > 8 && ours.ends_with(&theirs), "{name}");
        assert_eq!(ours.len() - theirs.len(), 4, "before them only the beginning of a job");
    }
}
