//! Where data lives when `--data-dir` does not say.

use std::env::var_os;
use std::path::PathBuf;

/// The platform's folder for a program's own data. It is asked for before Tauri runs, so that the counter can be
/// opened beside the window.
pub(crate) fn default_data_dir(identifier: &str) -> PathBuf {
    let home = || var_os("HOME").map(PathBuf::from);
    let base = if cfg!(target_os = "windows") {
        var_os("APPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(|| home().map(|home| home.join(".local/share")))
    };
    base.unwrap_or_else(|| PathBuf::from(".")).join(identifier)
}
