//! The bundled fonts. They are loaded when the first paper is laid out, and no font of the system ever is, so that a slip
//! looks the same on every computer.

use std::collections::HashMap;
use std::io::Read as _;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use cosmic_text::{CacheKey, CacheKeyFlags, Fallback, FontSystem, SwashCache, SwashImage, Weight, fontdb};
use flate2::read::ZlibDecoder;
use unicode_script::Script;

use crate::paper::{Bitmap, Placed};

const DEVANAGARI: &str = "Noto Sans Devanagari";

/// The family of Latin letters and figures; every line begins with it.
pub(super) const LATIN: &str = "Noto Sans";

/// Every face, as the build script packed it.
static PACKED: [&[u8]; 4] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/NotoSans-Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/NotoSans-Bold.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/NotoSansDevanagari-Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/NotoSansDevanagari-Bold.ttf")),
];
/// As many bytes as the largest face has, and a few more.
const UNPACKED: usize = 240 << 10;

/// Bytes of every face. Unpacking them takes a few milliseconds.
pub(super) static FILES: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| PACKED.map(unpacked));

#[expect(clippy::unwrap_used, reason = "the build script packed it")]
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(UNPACKED);
    ZlibDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The least and the most of [`ink`]: below, counters would be filled; above, thin strokes would break.
const INKS: (u32, u32) = (76, 150);
/// By face: the width of its upright stems, in thousandths of the letters' height.
const STEMS: [u32; 4] = [89, 150, 81, 134];
/// The most letters that are kept drawn, each in some hundred bytes. A slip has about 150.
const KEPT: usize = 2_000;

/// Where letters are looked for that the Latin face has not.
struct Bundled;

impl Fallback for Bundled {
    fn common_fallback(&self) -> &[&'static str] {
        &[LATIN, DEVANAGARI]
    }

    fn forbidden_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn script_fallback(&self, script: Script, _locale: &str) -> &[&'static str] {
        if script == Script::Devanagari { &[DEVANAGARI] } else { &[] }
    }
}

/// How much of a dot must lie within a letter, of 255, so that it is printed. A stem is hardly ever whole dots wide, and where it
/// begins within a dot differs from letter to letter. With this much, all stems of a face come out as the same count of dots: as
/// its width rounded, wherever they begin.
fn ink(face: usize, size: u32) -> u8 {
    let stem = STEMS.get(face).map_or(0, |stem| stem * size);
    let part = stem % 1_000;
    let least = if part < 500 { 1_000 + part } else { part };
    (least * 255 / 2_000).clamp(INKS.0, INKS.1) as u8
}

/// The dots of a letter.
pub(super) struct Stamp {
    /// From the letter's place to its leftmost dot.
    pub(super) left: i32,
    /// From the baseline to its topmost dot; above it is below nothing.
    pub(super) top: i32,
    pub(super) dots: Bitmap,
}

impl Stamp {
    /// Cut to its ink; `None` for a blank.
    fn of(image: &SwashImage, least: u8) -> Option<Stamp> {
        let width = image.placement.width.max(1);
        let inked = (0..).zip(&image.data).filter(|(_, ink)| **ink >= least);
        let dots: Vec<(u32, u32)> = inked.map(|(at, _)| (at % width, at / width)).collect();
        let (left, top) = (dots.iter().map(|dot| dot.0).min()?, dots.iter().map(|dot| dot.1).min()?);
        let (right, bottom) = (dots.iter().map(|dot| dot.0).max()?, dots.iter().map(|dot| dot.1).max()?);
        let mut cut = Bitmap::white(right - left + 1, bottom - top + 1);
        dots.iter().for_each(|(x, y)| cut.blacken(x - left, y - top));
        Some(Stamp { left: image.placement.left + left as i32, top: top as i32 - image.placement.top, dots: cut })
    }
}

/// What lays out and draws letters.
pub(crate) struct Faces {
    pub(super) system: FontSystem,
    /// The faces in the order of [`FILES`].
    pub(super) ids: Vec<fontdb::ID>,
    painter: SwashCache,
    /// By face, glyph and size.
    stamps: HashMap<(usize, u16, u32), Option<Arc<Stamp>>>,
}

impl Faces {
    /// The dots of a letter of `size`; `None` for a blank.
    pub(super) fn stamp(&mut self, glyph: &Placed, size: u32) -> Option<Arc<Stamp>> {
        let key = (glyph.face, glyph.glyph, size);
        if let Some(stamp) = self.stamps.get(&key) {
            return stamp.clone();
        }
        if self.stamps.len() >= KEPT {
            self.stamps.clear();
        }
        let stamp = self.paint(glyph, size).map(Arc::new);
        self.stamps.insert(key, stamp.clone());
        stamp
    }

    fn paint(&mut self, glyph: &Placed, size: u32) -> Option<Stamp> {
        let face = self.ids.get(glyph.face).copied()?;
        let weight = self.system.db().face(face).map_or(Weight::NORMAL, |face| face.weight);
        let (key, ..) = CacheKey::new(face, glyph.glyph, size as f32, (0.0, 0.0), weight, CacheKeyFlags::empty());
        Stamp::of(&self.painter.get_image_uncached(&mut self.system, key)?, ink(glyph.face, size))
    }
}

static FACES: LazyLock<Mutex<Faces>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    let load = |file: &'static Vec<u8>| fonts.load_font_source(fontdb::Source::Binary(Arc::new(file.as_slice())));
    let ids = FILES.iter().flat_map(load).collect();
    let system = FontSystem::new_with_locale_and_db_and_fallback("en-IN".to_owned(), fonts, Bundled);
    Mutex::new(Faces { system, ids, painter: SwashCache::new(), stamps: HashMap::new() })
});

/// By face: the glyph of the zero width space, which has neither ink nor width.
pub(super) fn enders() -> Vec<Option<u16>> {
    let mut faces = faces();
    let Faces { system, ids, .. } = &mut *faces;
    let glyph = |id: &fontdb::ID| {
        let weight = system.db().face(*id).map_or(Weight::NORMAL, |face| face.weight);
        let font = system.get_font(*id, weight)?;
        Some(font.as_swash().charmap().map('\u{200B}')).filter(|glyph| *glyph != 0)
    };
    ids.iter().map(glyph).collect()
}

/// The faces, for one paper at a time.
pub(crate) fn faces() -> MutexGuard<'static, Faces> {
    FACES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether one of the faces has the sign, so that it comes out as itself.
pub(crate) fn is_printable(sign: char) -> bool {
    let mut faces = faces();
    let ids = faces.ids.clone();
    ids.into_iter().any(|id| {
        let font = faces.system.get_font(id, Weight::NORMAL);
        font.is_some_and(|font| font.as_swash().charmap().map(sign) != 0)
    })
}
