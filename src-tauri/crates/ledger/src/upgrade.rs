//! A copy of the books, made before a new version of the program changes their file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::Mode;
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copying, StepResult};

use crate::backup::{finish, note_in, remove, sync_folder_of};
use crate::backup_file::is_sealed_by;
use crate::given::of_given;
use crate::open::MIGRATIONS;
use crate::pacing::at_full_speed;
use crate::reading::open_to_read;
use crate::verify::verify_sealed;
use crate::{ChainKey, LedgerError, Progress};

/// So many pages are copied at once.
const PAGES: i32 = 2_000;

/// How the copy is made.
pub struct CopyBefore<'a> {
    /// Practice or real.
    pub mode: Mode,
    /// The key that seals the journal.
    pub key: &'a ChainKey,
    /// Now, in ms since 1970.
    pub at_ms: i64,
    /// The shop's own files, by name.
    pub files: &'a BTreeMap<String, String>,
}

/// The version of a ledger's file that has sales and that this program upgrades when it opens it. `None` for any other file; whether
/// it can be opened is said by who opens it. A file that could not be read just now may be opened a moment later; so this is an
/// error, or it would be upgraded without a copy.
pub fn upgrade_due(path: &Path) -> Result<Option<i64>, LedgerError> {
    // Who opens a write-protected file says so, and changes nothing.
    if !path.is_file() || fs::metadata(path)?.permissions().readonly() {
        return Ok(None);
    }
    of_given(path, version_due(path))
}

fn version_due(path: &Path) -> Result<Option<i64>, LedgerError> {
    let connection = open_to_read(path)?;
    let version: i64 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    let is_old = version > 0 && usize::try_from(version).is_ok_and(|version| version < MIGRATIONS.len());
    let has_sales = is_old && connection.prepare("SELECT 1 FROM attempt LIMIT 1")?.exists(())?;
    Ok(Some(version).filter(|_| has_sales))
}

/// Copies a ledger's file as it is, verifies the copy as far as it can be without the newest schema, and makes a backup of it that
/// takes the name only then.
pub fn copy_before_upgrade(
    ledger: &Path,
    to: &Path,
    how: &CopyBefore<'_>,
    tell: &dyn Fn(Progress),
) -> Result<(), LedgerError> {
    let draft = to.with_extension("db.new");
    remove(&draft)?;
    let written = of_given(ledger, copy(ledger, &draft, how, tell)).and_then(|()| {
        fs::rename(&draft, to)?;
        sync_folder_of(to)
    });
    if written.is_err() {
        // The half-written file takes room that is needed.
        let _ = remove(&draft);
    }
    written
}

fn copy(ledger: &Path, draft: &Path, how: &CopyBefore<'_>, tell: &dyn Fn(Progress)) -> Result<(), LedgerError> {
    let source = open_to_read(ledger)?;
    let mut copy = Connection::open(draft)?;
    let copying = Copying::new(&source, &mut copy)?;
    // The second half is for verifying.
    let half = |done: i64, all: i64, half: u64| Progress {
        done: done.unsigned_abs() + half * all.unsigned_abs(),
        of: 2 * all.unsigned_abs(),
    };
    loop {
        let step = copying.step(PAGES)?;
        let at = copying.progress();
        tell(half((at.pagecount - at.remaining).into(), at.pagecount.into(), 0));
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            StepResult::Busy | StepResult::Locked => return Err(LedgerError::Busy),
            // SQLite may add another.
            _ => return Err(LedgerError::Failed("the copy stopped".to_owned())),
        }
    }
    drop(copying);
    let last: i64 = copy.query_row("SELECT COALESCE(MAX(seq), 0) FROM sale_event", (), |row| row.get(0))?;
    verify_sealed(&copy, how.key, &|seq| tell(half(seq, last, 1)))?;
    tell(half(last, last, 1));
    // It is verified, and what was digested a moment ago is not read once more.
    let digest = finish(copy, draft, how.at_ms, how.files, &at_full_speed())?;
    is_sealed_by(draft, &digest)?;
    note_in(draft, how.mode).map(drop)
}
