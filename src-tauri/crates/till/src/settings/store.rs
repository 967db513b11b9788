//! Reads and writes one file of the data folder.

use std::fs;
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Problem;

/// Reads and writes one file of the data folder. A write replaces it whole or not at all.
pub(crate) struct Store<File> {
    path: PathBuf,
    file: PhantomData<fn() -> File>,
}

impl<File: Default + Serialize + DeserializeOwned> Store<File> {
    pub(crate) fn new(folder: &Path, name: &str) -> Store<File> {
        Store { path: folder.join(name), file: PhantomData }
    }

    /// The file; `None` when it is not there.
    pub(crate) fn load(&self) -> Result<Option<File>, Problem> {
        match fs::read_to_string(&self.path) {
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(|_| Problem::SettingsUnreadable),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(Problem::SettingsUnreadable),
        }
    }

    pub(crate) fn save(&self, file: &File) -> Result<(), Problem> {
        let text = serde_json::to_string_pretty(file).map_err(|_| Problem::SettingsNotWritten)?;
        let draft = self.path.with_extension("json.new");
        ledger::write_whole(&self.path, &draft, text.as_bytes())
            .map_err(|error| if ledger::is_disk_full(&error) { Problem::DiskFull } else { Problem::SettingsNotWritten })
    }
}
