//! The log of orders, as far as it tells what persons wrote. The program keeps it as a file of the computer's beside a disk in
//! memory; here it is carried from one life of the program to the next. Of orders that the ledger does not have it is not
//! shown: those are left to the journeys.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::disk::Disk;

/// What is in a line with words.
const WORDS: &str = "\"said\":[";

/// The lines of the log that tell what persons wrote.
#[derive(Default)]
pub struct Log(Vec<String>);

fn file(disk: &Disk) -> PathBuf {
    disk.path("ledger-orders.log")
}

impl Log {
    /// Lays the log beside a disk on which the program is about to run; of these orders only.
    pub fn lay(&self, disk: &Disk, orders: &BTreeSet<String>) -> io::Result<()> {
        let path = file(disk);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let is_known = |line: &&String| order_of(line).is_some_and(|order_id| orders.contains(&order_id));
        let lines: String = self.0.iter().filter(is_known).map(|line| format!("{line}\n")).collect();
        fs::write(path, lines)
    }

    /// Takes it back from there, with what was written meanwhile.
    pub fn take(&mut self, disk: &Disk) -> io::Result<()> {
        let path = file(disk);
        let text = fs::read_to_string(&path)?;
        for line in text.lines().filter(|line| line.contains(WORDS)) {
            if !self.0.iter().any(|known| known == line) {
                self.0.push(line.to_owned());
            }
        }
        path.parent().map_or(Ok(()), fs::remove_dir_all)
    }

    /// Whether nobody has written anything that is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a reference that a person wrote down is in it.
    pub fn has(&self, reference: &str) -> bool {
        let written = format!("\"reference\":\"{reference}\"");
        self.0.iter().any(|line| line.contains(&written))
    }

    /// It is lost.
    pub fn lose(&mut self) {
        self.0.clear();
    }
}

fn order_of(line: &str) -> Option<String> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    Some(line.get("order_id")?.as_str()?.to_owned())
}
