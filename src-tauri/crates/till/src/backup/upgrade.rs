//! Upgrades the books of an earlier version: first they are copied, then they are brought up to date. It may take a minute, so it
//! tells how far it is.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use domain::india_day;
use ledger::{ChainKey, CopyBefore, LedgerError, Progress, close_entry, copy_before_upgrade, upgrade_due};
use serde::{Deserialize, Serialize};

use super::keep::own_folder;
use super::name::BEFORE_UPGRADE;
use super::swap::{Swap, stem};
use super::write::files_of;
use crate::Problem;

/// What an upgrade of the books is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum UpgradeStep {
    /// It copies the books, before anything in them is changed.
    Copying,
    /// It brings the books up to date.
    Updating,
}

/// How far an upgrade of the books is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Upgrade {
    /// What it is doing.
    pub step: UpgradeStep,
    /// How much of that is done, in percent.
    pub percent: u8,
}

/// Hears how far an upgrade of the books is.
pub type UpgradeHeard = Arc<dyn Fn(Upgrade) + Send + Sync>;

/// For who shows nothing of it.
pub(crate) fn nobody_hears() -> UpgradeHeard {
    Arc::new(|_| ())
}

/// Tells an upgrade's progress, each percent once.
pub(crate) fn telling(heard: &UpgradeHeard, step: UpgradeStep) -> impl Fn(Progress) {
    let last = std::cell::Cell::new(None);
    move |Progress { done, of }| {
        let percent = u8::try_from((done.saturating_mul(100) / of.max(1)).min(100)).unwrap_or(100);
        if last.replace(Some(percent)) != Some(percent) {
            heard(Upgrade { step, percent });
        }
    }
}

/// Copies the ledger of a mode into the folder of backups, when the program is about to upgrade it. Such a copy is a backup like
/// any other but for its name: no newer one takes its place, and it is never thrown away.
pub(crate) fn copy_before(
    folder: &Path,
    swap: &Swap,
    key: &ChainKey,
    now_ms: i64,
    heard: &UpgradeHeard,
) -> Result<(), Problem> {
    let ledger = swap.ledger();
    let Some(version) = upgrade_due(&ledger)? else { return Ok(()) };
    let own = own_folder(folder);
    fs::create_dir_all(&own).map_err(LedgerError::from)?;
    let name = format!("{}-{}{BEFORE_UPGRADE}{version}.db", stem(swap.mode), india_day(now_ms));
    let path = own.join(name);
    let how = CopyBefore { mode: swap.mode, key, at_ms: now_ms, files: &files_of(folder) };
    copy_before_upgrade(&ledger, &path, &how, &telling(heard, UpgradeStep::Copying)).map_err(|error| {
        if error == LedgerError::DiskFull {
            let bytes = fs::metadata(&ledger).map_or(0, |metadata| metadata.len());
            // The upgraded books are longer by half of what they were, at most.
            Problem::UpgradeNoRoom { megabytes: (bytes.saturating_mul(5) / 2).div_ceil(1_000_000) }
        } else {
            error.into()
        }
    })?;
    close_entry(&own);
    close_entry(&path);
    Ok(())
}
