//! What a restore or a repair brought, kept as a file until somebody has read it, and afterwards.

use std::fs;
use std::path::Path;

use ledger::LedgerError;

use super::swap::{Plan, Swap, write_whole};
use super::view::{BackupView, RepairReport};
use crate::{Mode, Problem};

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

/// The reports that nobody dismissed, the newest first.
pub(crate) fn reports(folder: &Path) -> Vec<RepairReport> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| is_report(name));
    let read = |name: String| serde_json::from_str(&fs::read_to_string(folder.join(name)).ok()?).ok();
    let mut found: Vec<RepairReport> = names.filter_map(read).collect();
    found.sort_by_key(|report| std::cmp::Reverse(report.at_ms));
    found
}

pub(crate) fn dismiss(folder: &Path, name: &str) -> Result<(), Problem> {
    if !is_report(name) {
        return Err(Problem::NotAllowedNow);
    }
    let path = folder.join(name);
    fs::rename(&path, folder.join(format!("{name}{SEEN}"))).map_err(|error| LedgerError::from(error).into())
}

/// Writes a report that belongs to no plan, or writes it anew.
pub(crate) fn keep_report(folder: &Path, report: &RepairReport) -> Result<RepairReport, LedgerError> {
    let name = if report.name.is_empty() { new_name(folder, report.at_ms) } else { report.name.clone() };
    let report = RepairReport { name, ..report.clone() };
    let text = serde_json::to_string_pretty(&report).map_err(|error| LedgerError::Failed(error.to_string()))?;
    write_whole(&folder.join(&report.name), &text)?;
    Ok(report)
}

pub(crate) fn plan_of(swap: &Swap, backup: Option<&BackupView>, mode: Mode, damaged: bool, now_ms: i64) -> Plan {
    let report = RepairReport {
        mode,
        at_ms: now_ms,
        damaged,
        backup: backup.map(|backup| backup.name.clone()),
        backup_made_at_ms: backup.and_then(|backup| backup.made_at_ms),
        sales_from_backup: backup.map_or(0, |backup| backup.sales),
        ..RepairReport::default()
    };
    Plan { set_aside: swap.set_aside_name(now_ms), report }
}

/// The report of a plan that is at its end: what was planned, and what was found.
pub(crate) fn finished(folder: &Path, plan: &Plan, found: RepairReport, was_set_aside: bool) -> RepairReport {
    let planned = plan.report.clone();
    RepairReport {
        name: new_name(folder, planned.at_ms),
        at_ms: planned.at_ms,
        damaged: planned.damaged,
        backup: planned.backup,
        backup_made_at_ms: planned.backup_made_at_ms,
        set_aside: was_set_aside.then(|| plan.set_aside.clone()),
        sales_from_backup: planned.sales_from_backup,
        ..found
    }
}
