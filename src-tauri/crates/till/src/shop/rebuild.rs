//! Makes the books of a data folder anew from their journal, and checks its seals, without opening the shop.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::{ChainKey, ChainReport, Difference, FolderLock, LedgerError, check_seals, rebuild_differences};

use super::state::mode_of;
use crate::backup::swap::Swap;
use crate::settings::drawer::Drawer;
use crate::settings::entries::LEDGER;
use crate::settings::file::SettingsFile;
use crate::settings::logins::{chain_key, practice_key};
use crate::settings::store::Store;
use crate::{Mode, Vault};

/// Books that were made anew.
#[derive(Debug)]
pub struct Rebuilt {
    /// The ledger's file.
    pub ledger: PathBuf,
    /// The first differences between the books and what the journal makes of them.
    pub differences: Vec<Difference>,
    /// What a walk along the journal's seals found. `None`: the keychain did not give their key.
    pub seals: Option<ChainReport>,
}

impl Rebuilt {
    /// Whether the books are what the journal makes of them, and no seal is broken.
    pub fn is_the_same(&self) -> bool {
        self.differences.is_empty() && self.seals.is_none_or(|seals| seals.broken_at.is_none())
    }
}

/// Makes the books anew that the program would open in this folder, and compares. Nothing in the folder is changed, and nothing in
/// the keychain. Refused while the program has the folder open.
pub async fn rebuild_books(folder: &Path, vault: Arc<dyn Vault>) -> Result<Rebuilt, LedgerError> {
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
    let key = key_of(&file, vault).await;
    let seals = key.map(|key| check_seals(&ledger, &key)).transpose()?;
    Ok(Rebuilt { ledger, differences, seals })
}

/// The key that seals the journal of the mode; `None`: the keychain does not give it.
async fn key_of(file: &SettingsFile, vault: Arc<dyn Vault>) -> Option<ChainKey> {
    match mode_of(file) {
        Mode::Practice => Some(practice_key()),
        Mode::Real => {
            let drawer = Drawer {
                vault,
                pen: Arc::default(),
                sign: file.backup.sign.clone(),
                is_sign_kept: true,
                copied_from: file.backup.copied_from.clone(),
            };
            let key = drawer.journal_key_at_hand(!file.logins_settled.contains(LEDGER)).await;
            key.ok().flatten().map(|key| chain_key(&key))
        }
    }
}
