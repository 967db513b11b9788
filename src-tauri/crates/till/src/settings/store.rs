//! One file of the data folder, which is read whole or replaced whole.

use std::fs;
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Problem;

/// Reads and writes one file of the data folder. A write replaces it whole or not at all.
pub(crate) struct Store<File> {
    path: PathBuf,
    file: PhantomData<fn() -> File>,
    /// What stands there could not be read, and something else is used in its place.
    is_stood_in: AtomicBool,
}

impl<File: Default + Serialize + DeserializeOwned> Store<File> {
    pub(crate) fn new(folder: &Path, name: &str) -> Store<File> {
        Store { path: folder.join(name), file: PhantomData, is_stood_in: AtomicBool::new(false) }
    }

    /// The file; `None` when it is not there.
    pub(crate) fn load(&self) -> Result<Option<File>, Problem> {
        match fs::read_to_string(&self.path) {
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(|_| Problem::SettingsUnreadable),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(Problem::SettingsUnreadable),
        }
    }

    /// Something else is used from now on in the place of what stands there and could not be read.
    pub(crate) fn stand_in(&self) {
        self.is_stood_in.store(true, Ordering::Relaxed);
    }

    /// Saves what the program changes by itself. What could not be read is not written over: it may be whole, and newer than
    /// what stands in for it.
    pub(crate) fn save(&self, file: &File) -> Result<(), Problem> {
        let is_readable = || fs::read(&self.path).map_or_else(|error| error.kind() == ErrorKind::NotFound, |_| true);
        if self.is_stood_in.load(Ordering::Relaxed) || !is_readable() {
            return Err(Problem::SettingsNotWritten);
        }
        self.write(file)
    }

    /// Saves what a person changes. What could not be read is set aside before.
    pub(crate) fn save_for_person(&self, file: &File) -> Result<(), Problem> {
        if self.is_stood_in.load(Ordering::Relaxed) {
            self.set_aside()?;
            self.is_stood_in.store(false, Ordering::Relaxed);
        }
        self.save(file)
    }

    /// Gives what stands there a name that nothing has.
    fn set_aside(&self) -> Result<(), Problem> {
        let name = |number: u32| self.path.with_extension(format!("json.unread-{number}"));
        let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
        let aside = (1..=u32::MAX).map(name).find(is_free).ok_or(Problem::SettingsNotWritten)?;
        match fs::rename(&self.path, aside) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Problem::SettingsNotWritten),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn write(&self, file: &File) -> Result<(), Problem> {
        let text = serde_json::to_string_pretty(file).map_err(|_| Problem::SettingsNotWritten)?;
        let draft = self.path.with_extension("json.new");
        ledger::write_whole(&self.path, &draft, text.as_bytes())
            .map_err(|error| if ledger::is_disk_full(&error) { Problem::DiskFull } else { Problem::SettingsNotWritten })
    }
}
