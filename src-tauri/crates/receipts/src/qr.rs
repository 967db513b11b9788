//! A text as a code that a telephone reads off a screen or off paper.

use qrcode::{Color, EcLevel, QrCode};
use serde::{Deserialize, Serialize};

/// The quiet zone around a code, in modules, as its standard asks for (ISO/IEC 18004).
const QUIET: usize = 4;

/// A code to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Qr {
    /// Width and height in modules, the quiet zone included.
    #[specta(type = specta_typescript::Number)]
    pub size: usize,
    /// The dark modules as a path of SVG, one unit a module: a rectangle for every run in a row.
    pub path: String,
}

/// Draws a text as a code; `None` when it is too long for one.
pub fn qr_code(text: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colours = code.into_colors();
    let mut path = String::new();
    for (row, colours) in colours.chunks(width).enumerate() {
        let mut column = 0;
        for run in colours.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                path.push_str(&format!("M{} {}h{}v1h-{}z", column + QUIET, row + QUIET, run.len(), run.len()));
            }
            column += run.len();
        }
    }
    Some(Qr { size: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path painted: whether each module is dark.
    fn painted(qr: &Qr) -> Vec<Vec<bool>> {
        let mut dark = vec![vec![false; qr.size]; qr.size];
        for run in qr.path.split('z').filter(|run| !run.is_empty()) {
            let numbers = run.trim_start_matches('M').replace(['h', 'v'], " ");
            let numbers: Vec<usize> = numbers.split(' ').take(3).map(|number| number.parse().unwrap()).collect();
            dark[numbers[1]][numbers[0]..numbers[0] + numbers[2]].fill(true);
        }
        dark
    }

    #[test]
    fn another_program_reads_what_is_drawn() {
        let link =
            "upi://pay?pa=galla.practice@invalid&pn=PRACTICE&cu=INR&tn=WAL9000000000001&am=500.00&tr=WAL9000000000001";
        let qr = qr_code(link).unwrap();
        let dark = painted(&qr);
        let pixels = |module: usize| module / 4;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(qr.size * 4, qr.size * 4, |x, y| {
            if dark[pixels(y)][pixels(x)] { 0 } else { 255 }
        });
        let found = picture.detect_grids();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].decode().unwrap().1, link);
    }

    #[test]
    fn nothing_is_drawn_in_the_quiet_zone() {
        let dark = painted(&qr_code("upi://pay").unwrap());
        let size = dark.len();
        let inside = |place: usize| (QUIET..size - QUIET).contains(&place);
        for (row, modules) in dark.iter().enumerate() {
            for (column, module) in modules.iter().enumerate() {
                assert!(!module || (inside(row) && inside(column)), "{row} {column}");
            }
        }
    }

    #[test]
    fn a_text_too_long_for_a_code_is_refused() {
        assert_eq!(qr_code(&"x".repeat(3_000)), None);
    }
}
