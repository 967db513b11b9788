//! Makes the books of a data folder anew from their journal, without opening the shop.

use std::path::{Path, PathBuf};

use ledger::{Difference, FolderLock, LedgerError, rebuild_differences};

use super::state::mode_of;
use crate::backup::swap::Swap;
use crate::settings::file::SettingsFile;
use crate::settings::store::Store;

/// Books that were made anew.
#[derive(Debug)]
pub struct Rebuilt {
    /// The ledger's file.
    pub ledger: PathBuf,
    /// The first differences between the books and what the journal makes of them.
    pub differences: Vec<Difference>,
}

/// Makes the books anew that the program would open in this folder, and compares. Nothing in the folder is changed. Refused while
/// the program has the folder open.
pub fn rebuild_books(folder: &Path) -> Result<Rebuilt, LedgerError> {
    let missing = |ledger: &Path| LedgerError::Unread(format!("there is no {}", ledger.display()));
    if !folder.is_dir() {
        return Err(missing(folder));
    }
    let _lock = FolderLock::take(folder)?;
    // Without settings that can be read, the shop practises.
    let file: SettingsFile = Store::new(folder, "settings.json").load().ok().flatten().unwrap_or_default();
    let ledger = Swap::new(folder, mode_of(&file)).ledger();
    if !ledger.is_file() {
        return Err(missing(&ledger));
    }
    let differences = rebuild_differences(&ledger)?;
    Ok(Rebuilt { ledger, differences })
}
