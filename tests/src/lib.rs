//! Whole-house tests: `journeys/` runs everywhere, `e2e/` drives the real window.

pub mod benches;
pub mod earlier;
pub mod month;

use std::path::PathBuf;

use till::{Browser, Problem};
use url::Url;

/// The workspace's folder.
pub fn root() -> PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A computer without a browser, for tills that open no page.
pub struct NoBrowser;

impl Browser for NoBrowser {
    fn open(&self, _page: &Url) -> Result<(), Problem> {
        Err(Problem::BrowserMissing)
    }
}
