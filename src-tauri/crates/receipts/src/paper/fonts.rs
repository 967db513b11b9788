//! The bundled fonts. They are loaded when the first paper is laid out, and no font of the system ever is, so that a slip
//! looks the same on every computer.

use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use cosmic_text::{Fallback, FontSystem, SwashCache, Weight, fontdb};
use unicode_script::Script;

const DEVANAGARI: &str = "Noto Sans Devanagari";

/// The family of Latin letters and figures; every line begins with it.
pub(super) const LATIN: &str = "Noto Sans";

/// Bytes of every face.
pub(super) static FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Bold.ttf"),
];

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

/// What lays out and draws letters.
pub(super) struct Faces {
    pub(super) system: FontSystem,
    pub(super) cache: SwashCache,
    /// The faces in the order of [`FILES`].
    pub(super) ids: Vec<fontdb::ID>,
}

static FACES: LazyLock<Mutex<Faces>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    let load = |file: &&'static [u8]| fonts.load_font_source(fontdb::Source::Binary(Arc::new(*file)));
    let ids = FILES.iter().flat_map(load).collect();
    let system = FontSystem::new_with_locale_and_db_and_fallback("en-IN".to_owned(), fonts, Bundled);
    Mutex::new(Faces { system, cache: SwashCache::new(), ids })
});

/// The faces, for one paper at a time.
pub(super) fn faces() -> MutexGuard<'static, Faces> {
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
