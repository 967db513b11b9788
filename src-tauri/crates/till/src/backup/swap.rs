//! How a backup takes the ledger's place, so that a kill between any two steps leaves something that the next start
//! brings to its end.
//!
//! 1. The new ledger is staged beside the old one, verified and on the disk. Nothing is decided yet.
//! 2. The plan is written. From here on the restore happens, whatever happens to the program.
//! 3. The old ledger is set aside by renaming: first its write-ahead log, then itself.
//! 4. The staged one takes the name. Who finds no staged file knows that this is done.
//! 5. The shop's own files are taken from the backup, where that was wanted; the plan has their text.
//! 6. The ledger is opened. What the log of orders and the ledger that was set aside tell is added to the plan, and the
//!    orders that the ledger lacks are put back.
//! 7. The report is written, and the plan is taken away. Until that is done, every start does 6 again: it adds nothing, and
//!    counts from the journal what was put back beyond the backup's newest attempt.
//!
//! A start that puts orders back without a restore has a plan too, for the last two steps alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::india_day;
use ledger::{LedgerError, sync_folder_of};
use serde::{Deserialize, Serialize};

use crate::{Mode, Problem, RepairReport};

/// The name of a mode's ledger without its ending.
pub(crate) fn stem(mode: Mode) -> &'static str {
    match mode {
        Mode::Practice => "practice",
        Mode::Real => "ledger",
    }
}

/// What is going to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// The name under which the present ledger is kept.
    pub(crate) set_aside: String,
    /// The newest attempt of the backup, or of the ledger that orders are put back into; `None` in a plan of a version that
    /// did not write it down.
    #[serde(default)]
    pub(crate) newest_attempt: Option<i64>,
    /// The newest row that the journal had of itself: what persons wrote and was put back is counted beyond it. `None` until
    /// it was looked at.
    #[serde(default)]
    pub(crate) newest_row: Option<i64>,
    /// True once the report has the facts that can only be counted before orders are put back.
    #[serde(default)]
    pub(crate) has_looked: bool,
    /// The shop's own files in the backup, by name, as long as they are wanted and not taken.
    #[serde(default)]
    pub(crate) files: Option<BTreeMap<String, String>>,
    /// What is known of the report so far.
    pub(crate) report: RepairReport,
}

/// The files of one mode.
pub(crate) struct Swap {
    pub(super) folder: PathBuf,
    pub(crate) mode: Mode,
}

impl Swap {
    pub(crate) fn new(folder: &Path, mode: Mode) -> Swap {
        Swap { folder: folder.to_owned(), mode }
    }

    /// The ledger's own file.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.folder.join(format!("{}.db", stem(self.mode)))
    }

    /// The new ledger, ready to take the place.
    pub(crate) fn staged(&self) -> PathBuf {
        self.folder.join(format!("{}-restore.db", stem(self.mode)))
    }

    fn plan_file(&self) -> PathBuf {
        self.folder.join(format!("{}-restore.json", stem(self.mode)))
    }

    /// A name for the present ledger that no file has.
    pub(crate) fn set_aside_name(&self, now_ms: i64) -> String {
        let name = |more: i64| format!("{}-until-{}-{}.db", stem(self.mode), india_day(now_ms), now_ms + more);
        (0..).map(name).find(|name| !self.folder.join(name).exists()).unwrap_or_default()
    }

    /// Step 2, and in steps 5 and 6 with what was found.
    pub(crate) fn decide(&self, plan: &Plan) -> Result<(), LedgerError> {
        let text = serde_json::to_string_pretty(plan).map_err(|error| LedgerError::Failed(error.to_string()))?;
        write_whole(&self.plan_file(), &text)
    }

    /// The plan that was decided and is not at its end.
    pub(crate) fn decided(&self) -> Result<Option<Plan>, Problem> {
        match fs::read_to_string(self.plan_file()) {
            // It was written whole or not at all; whatever else it is, nothing may be moved by it.
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(|_| Problem::RestoreNoteUnreadable),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            // One that cannot be read is no better.
            Err(_) => Err(Problem::RestoreNoteUnreadable),
        }
    }

    /// Step 3, as far as it is not done.
    pub(crate) fn set_aside(&self, plan: &Plan) -> Result<(), LedgerError> {
        if !self.staged().exists() {
            return Ok(());
        }
        let (ledger, aside) = (self.ledger(), self.folder.join(&plan.set_aside));
        // What is known of this file is not true of the next one.
        ledger::forget_check(&ledger)?;
        rename_if_there(&beside(&ledger, "-wal"), &beside(&aside, "-wal"))?;
        // An index of the write-ahead log, made anew by whoever opens it.
        remove_if_there(&beside(&ledger, "-shm"))?;
        rename_if_there(&ledger, &aside)?;
        sync_folder_of(&ledger)
    }

    /// Step 4, as far as it is not done.
    pub(crate) fn take_place(&self) -> Result<(), LedgerError> {
        rename_if_there(&self.staged(), &self.ledger())?;
        sync_folder_of(&self.ledger())
    }

    /// The ledger that was set aside, when there was one.
    pub(crate) fn aside(&self, plan: &Plan) -> Option<PathBuf> {
        Some(self.folder.join(&plan.set_aside)).filter(|path| path.exists())
    }

    /// What the restores before it had set aside, whose ledgers could not be used.
    pub(crate) fn aside_before(&self, plan: &Plan) -> impl Iterator<Item = PathBuf> {
        let paths = plan.report.set_aside_before.iter().map(|name| self.folder.join(name));
        paths.filter(|path| path.exists())
    }

    /// Notes in a plan what the one before it had done, whose ledger could not be used.
    pub(crate) fn follow(&self, plan: &mut Plan, before: &Plan) {
        plan.report.set_aside_before = before.report.set_aside_before.clone();
        plan.report.set_aside_before.extend(self.aside(before).map(|_| before.set_aside.clone()));
        plan.report.settings_taken = before.report.settings_taken;
        plan.report.settings_refused = before.report.settings_refused;
    }

    /// Step 7. The report first: a plan without its report would be brought to its end again.
    pub(crate) fn end(&self, report: &RepairReport) -> Result<(), LedgerError> {
        let text = serde_json::to_string_pretty(report).map_err(|error| LedgerError::Failed(error.to_string()))?;
        write_whole(&self.folder.join(&report.name), &text)?;
        self.forget_plan()
    }

    /// Takes a plan away: it is at its end, came to nothing, or put a ledger in place that is repaired now.
    pub(crate) fn forget_plan(&self) -> Result<(), LedgerError> {
        remove_if_there(&self.plan_file())?;
        sync_folder_of(&self.plan_file())
    }

    /// Takes away what was staged and never decided on.
    pub(crate) fn forget_staged(&self) -> Result<(), LedgerError> {
        ledger::remove_database(&self.staged())
    }

    /// Whether the ledger's file is not there, or is empty: SQLite would make a new one without a word.
    pub(crate) fn is_gone(&self) -> bool {
        fs::metadata(self.ledger()).map_or(true, |metadata| metadata.len() == 0)
    }
}

/// `ledger.db` and `-wal` are `ledger.db-wal`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn rename_if_there(from: &Path, to: &Path) -> Result<(), LedgerError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn remove_if_there(path: &Path) -> Result<(), LedgerError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes a file whole or not at all, and durably.
pub(crate) fn write_whole(path: &Path, text: &str) -> Result<(), LedgerError> {
    let draft = beside(path, ".new");
    ledger::write_whole(path, &draft, text.as_bytes())?;
    sync_folder_of(path)
}
