//! The ledger's files, on a disk in memory that can be stopped at any operation.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::disk::Disk;

/// The ledger's file on a disk.
pub fn ledger(disk: &Disk) -> PathBuf {
    disk.path("ledger.db")
}

/// Every order id in a ledger.
pub fn order_ids(disk: &Disk) -> rusqlite::Result<BTreeSet<String>> {
    let connection = Connection::open(ledger(disk))?;
    let mut statement = connection.prepare("SELECT order_id FROM attempt")?;
    statement.query_map((), |row| row.get(0))?.collect()
}

/// The acts of persons that are about no sale, as a ledger has them.
pub fn intents(disk: &Disk) -> rusqlite::Result<BTreeSet<String>> {
    let connection = Connection::open(ledger(disk))?;
    let mut statement = connection.prepare(
        "SELECT detail ->> '$.intent' FROM sale_event WHERE sale_id IS NULL AND detail ->> '$.intent' IS NOT NULL",
    )?;
    statement.query_map((), |row| row.get(0))?.collect()
}

/// The references of everything that a person wrote down, as a ledger has them.
pub fn references(disk: &Disk) -> rusqlite::Result<BTreeSet<String>> {
    let connection = Connection::open(ledger(disk))?;
    let mut statement = connection.prepare(
        "SELECT detail ->> '$.person.reference' FROM sale_event WHERE detail ->> '$.person.reference' IS NOT NULL",
    )?;
    statement.query_map((), |row| row.get(0))?.collect()
}
