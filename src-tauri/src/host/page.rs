//! Another page than the embedded one, for the test that has the window speak a language nobody speaks. No release has this.

use std::borrow::Cow;
use std::path::PathBuf;

use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::{Assets, Context, Runtime};

/// The folder of the page with the long language.
const LONG_PAGE: &str = "GALLA_LONG_PAGE";

struct Folder(PathBuf);

impl<R: Runtime> Assets<R> for Folder {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        let file = self.0.join(key.as_ref().trim_start_matches('/'));
        std::fs::read(file).ok().map(Cow::Owned)
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(std::iter::empty())
    }

    /// The page has no script and no style within it.
    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

/// Shows the page of that folder and speaks its language, where a test asks for it. To be called before anything else.
pub(crate) fn speak_long_if_asked<R: Runtime>(context: &mut Context<R>) {
    if let Some(folder) = std::env::var_os(LONG_PAGE) {
        domain::long::speak();
        context.set_assets(Box::new(Folder(folder.into())));
    }
}
