//! The mark of the check of a ledger's whole file: where its round is, and how the last one ended. It lies beside the ledger and
//! belongs to this computer: no backup has it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::LedgerError;
use crate::chain::Link;
use crate::own_file::{open_plain, write_whole};

/// A mark has some hundred bytes. What is longer is none.
const LONGEST: u64 = 16_384;

/// The file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CheckMark {
    /// The newest row of the journal when this was written. By it the ledger is known again: the mark of another file says nothing.
    pub(crate) known_by: Link,
    /// The very file that was looked at; `None`: the mark is of an earlier version, or the system told nothing of the file.
    pub(crate) file: Option<FileId>,
    /// The round that is under way.
    pub(crate) round: Option<Round>,
    /// When the last round ended, in ms since 1970.
    pub(crate) ended_ms: Option<i64>,
    /// Where damage was found; `None`: nothing is known of any.
    pub(crate) damage: Option<String>,
    /// So many times one after another the disk did not give a part of the file.
    #[serde(default)]
    pub(crate) unread: u32,
    /// When it did not the last time, in ms since 1970.
    #[serde(default)]
    pub(crate) unread_ms: i64,
}

/// What a file system gives a file and no copy keeps. The device is not among it: many systems number their devices anew at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileId {
    /// Its number, where the system tells it.
    inode: Option<u64>,
    /// When it was made, in ns since 1970; `None`: this file system does not keep it.
    made_ns: Option<u64>,
}

impl FileId {
    /// The file that is at a path now; `None`: nothing tells it from another one.
    pub(crate) fn at(path: &Path) -> Option<FileId> {
        let metadata = std::fs::metadata(path).ok()?;
        let made = metadata.created().ok().and_then(|made| made.duration_since(UNIX_EPOCH).ok());
        let made_ns = made.and_then(|made| u64::try_from(made.as_nanos()).ok());
        #[cfg(unix)]
        let inode = Some(std::os::unix::fs::MetadataExt::ino(&metadata));
        #[cfg(not(unix))]
        let inode = None;
        Some(FileId { inode, made_ns }).filter(|file| file.inode.is_some() || file.made_ns.is_some())
    }
}

/// A walk over everything there is to check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Round {
    /// The schema that its steps are of.
    pub(crate) version: usize,
    /// So many steps are done.
    pub(crate) steps: usize,
    /// The last row of the journal whose seal was checked.
    pub(crate) sealed_to: Link,
}

impl CheckMark {
    /// The mark of a ledger. None where there is none, or none that can be read: then nothing is known of the file.
    pub(crate) fn read(ledger: &Path) -> Option<CheckMark> {
        let mut text = String::new();
        open_plain(&path_of(ledger)).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Whether it says something of a file. That a file is whole is believed of the very file that was looked at, and not of a copy of it.
    /// That it is damaged is believed of a copy, too, because damage is copied with the rest.
    pub(crate) fn is_of(&self, file: Option<&FileId>) -> bool {
        self.damage.is_some() || file.is_some() && self.file.as_ref() == file
    }

    /// Writes it whole or not at all, and tells whether it is written. One that is lost costs time: the file is looked at whole at the
    /// next start, and the round begins anew. Of an empty journal none is written, because nothing would know it again.
    pub(crate) fn write(&self, ledger: &Path) -> bool {
        let path = path_of(ledger);
        let Ok(text) = serde_json::to_string(self) else { return false };
        self.known_by.seq > 0 && write_whole(&path, &path.with_extension("json.new"), text.as_bytes()).is_ok()
    }
}

/// Forgets what is known of a ledger's file: another one takes its place, or its folder was brought here from elsewhere. What cannot be
/// read tells nothing, and may stay.
pub fn forget(ledger: &Path) -> Result<(), LedgerError> {
    match std::fs::remove_file(path_of(ledger)) {
        Err(error) if CheckMark::read(ledger).is_some() => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// `ledger.db` has `ledger-check.json`.
fn path_of(ledger: &Path) -> PathBuf {
    let stem = ledger.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    ledger.with_file_name(format!("{stem}-check.json"))
}

/// The write-ahead log of a ledger: `ledger.db-wal`.
pub(crate) fn log_of(ledger: &Path) -> PathBuf {
    let mut log = ledger.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log)
}

/// How long that is.
pub(crate) fn log_bytes(ledger: &Path) -> u64 {
    std::fs::metadata(log_of(ledger)).map_or(0, |metadata| metadata.len())
}
