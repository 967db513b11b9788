//! A data folder for a test. When it is let go, its ledgers are made anew from their journals and compared: so every journey is a
//! test of the journal, too.

use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::{LedgerError, rebuild_differences};
use tempfile::TempDir;

/// The ledgers of a data folder.
const LEDGERS: [&str; 2] = ["ledger.db", "practice.db"];

/// A data folder.
pub struct BooksFolder {
    folder: TempDir,
    is_tampered_with: AtomicBool,
}

impl BooksFolder {
    /// A new one.
    pub fn new() -> BooksFolder {
        BooksFolder { folder: tempfile::tempdir().expect("a folder"), is_tampered_with: AtomicBool::new(false) }
    }

    /// The test changes the books by another program: they need not be what the journal tells.
    pub fn tamper(&self) {
        self.is_tampered_with.store(true, Ordering::Relaxed);
    }
}

impl Deref for BooksFolder {
    type Target = TempDir;

    fn deref(&self) -> &TempDir {
        &self.folder
    }
}

impl Drop for BooksFolder {
    fn drop(&mut self) {
        if std::thread::panicking() || self.is_tampered_with.load(Ordering::Relaxed) {
            return;
        }
        let ledgers = LEDGERS.map(|name| self.folder.path().join(name));
        ledgers.iter().filter(|path| path.is_file()).for_each(|path| check(path));
    }
}

fn check(ledger: &Path) {
    match rebuild_differences(ledger) {
        Ok(found) => assert_eq!(found, [], "{}", ledger.display()),
        // Tests of damaged books leave them so.
        Err(LedgerError::Corrupt | LedgerError::Unread(_)) => {}
        Err(error) => panic!("{}: {error}", ledger.display()),
    }
}
