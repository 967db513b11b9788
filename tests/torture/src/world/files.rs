//! The ledger's files as they lie on the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rusqlite::Connection;

/// The ledger's file in a folder.
pub fn ledger(folder: &Path) -> PathBuf {
    folder.join("ledger.db")
}

/// Copies the ledger with its log, as it lies: nothing is written between two awaits of the program.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for name in ["ledger.db", "ledger.db-wal"] {
        match fs::copy(from.join(name), to.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            copied => drop(copied?),
        }
    }
    Ok(())
}

/// Every order id in a ledger.
pub fn order_ids(folder: &Path) -> rusqlite::Result<BTreeSet<String>> {
    let connection = Connection::open(ledger(folder))?;
    let mut statement = connection.prepare("SELECT order_id FROM attempt")?;
    statement.query_map((), |row| row.get(0))?.collect()
}
