//! The report of a restore or a repair, as a file. It is kept even after somebody has read it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ledger::LedgerError;

use super::swap::{Plan, Swap};
use crate::{BackupView, Problem, RepairReport};

/// A report that was read has this behind its name.
const SEEN: &str = ".seen";

fn is_report(name: &str) -> bool {
    let number = name.strip_prefix("repair-").and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A name that no report has.
fn new_name(folder: &Path, now_ms: i64) -> String {
    let name = |more: i64| format!("repair-{}.json", now_ms + more);
    let is_free = |name: &String| !folder.join(name).exists() && !folder.join(format!("{name}{SEEN}")).exists();
    (0..).map(name).find(is_free).unwrap_or_default()
}

/// The reports of a data folder.
pub(crate) struct Reports {
    folder: PathBuf,
    /// Those that could not be written (the disk is full). They are shown all the same, and written when that can be done.
    unsaved: Mutex<Vec<RepairReport>>,
}

impl Reports {
    pub(crate) fn new(folder: &Path) -> Reports {
        Reports { folder: folder.to_owned(), unsaved: Mutex::default() }
    }

    /// Writes a report, and takes the plan away that led to it. What it tells of is done: one that cannot be written keeps
    /// nobody from selling, and its plan stays, so that the next start tells it again.
    pub(crate) fn keep(&self, report: RepairReport) -> RepairReport {
        let mut unsaved = self.unsaved();
        let name = if report.name.is_empty() { new_name(&self.folder, report.at_ms) } else { report.name.clone() };
        let report = RepairReport { name, ..report };
        unsaved.retain(|known| known.name != report.name);
        if self.write(&report).is_err() {
            unsaved.push(report.clone());
        }
        report
    }

    /// Tries again to write what could not be written.
    pub(crate) fn save(&self) -> Result<(), LedgerError> {
        let mut unsaved = self.unsaved();
        while let Some(report) = unsaved.first() {
            self.write(report)?;
            unsaved.remove(0);
        }
        Ok(())
    }

    fn write(&self, report: &RepairReport) -> Result<(), LedgerError> {
        Swap::new(&self.folder, report.mode).end(report)
    }

    fn unsaved(&self) -> MutexGuard<'_, Vec<RepairReport>> {
        self.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reports that nobody dismissed, the newest first.
    pub(crate) fn list(&self) -> Vec<RepairReport> {
        // What is in no file is in memory.
        let _ = self.save();
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| is_report(name));
        let read = |name: String| serde_json::from_str(&fs::read_to_string(self.folder.join(name)).ok()?).ok();
        let mut found: Vec<RepairReport> = names.filter_map(read).collect();
        let unsaved = self.unsaved().clone();
        found.retain(|report| unsaved.iter().all(|other| other.name != report.name));
        found.extend(unsaved);
        found.sort_by_key(|report| std::cmp::Reverse(report.at_ms));
        found
    }

    /// Takes a report from the screen; its file stays. One that has no file yet is dismissed only when it has one.
    pub(crate) fn dismiss(&self, name: &str) -> Result<(), Problem> {
        if !is_report(name) {
            return Err(Problem::NotAllowedNow);
        }
        self.save()?;
        let path = self.folder.join(name);
        fs::rename(&path, self.folder.join(format!("{name}{SEEN}"))).map_err(|error| LedgerError::from(error).into())
    }
}

/// `newest` is the newest attempt in the backup; without a backup, in the ledger that orders are put back into.
pub(crate) fn plan_of(swap: &Swap, backup: Option<&BackupView>, newest: i64, damaged: bool, now_ms: i64) -> Plan {
    let report = RepairReport {
        // From the beginning, so that it is written once however often it is brought to its end.
        name: new_name(&swap.folder, now_ms),
        mode: swap.mode,
        at_ms: now_ms,
        damaged,
        backup: backup.map(|backup| backup.name.clone()),
        backup_made_at_ms: backup.and_then(|backup| backup.made_at_ms),
        sales_from_backup: backup.map_or(0, |backup| backup.sales),
        // Nothing here knows what the other computer sold after it.
        later_unknown: backup.is_some_and(|backup| backup.elsewhere),
        ..RepairReport::default()
    };
    Plan {
        set_aside: swap.set_aside_name(now_ms),
        newest_attempt: Some(newest),
        newest_row: None,
        has_looked: false,
        files: None,
        report,
    }
}
