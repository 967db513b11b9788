//! Whole-house tests: `journeys/` runs everywhere, `e2e/` drives the real window.

use std::path::PathBuf;

/// The workspace's folder.
pub fn root() -> PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
