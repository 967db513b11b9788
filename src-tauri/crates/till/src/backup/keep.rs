//! The daily backup: by the till's own task at the start when today's is missing, then at each change of day; after a
//! failure again in an hour.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

use domain::india_day;
use ledger::LedgerError;
use tokio::sync::broadcast;

use super::folder::{Named, Shelf, check_second, is_future, name_of, oldest_ms, problem_of, prune, read_name};
use super::report::Reports;
use super::view::{BackupPlace, BackupView, RestoreInput};
use crate::settings::BackupSettings;
use crate::till::{About, Notice, Till};
use crate::{Clock, Mode, Problem};

/// The start belongs to the customer who waits.
const FIRST_LOOK: Duration = Duration::from_secs(20);
/// How often it is looked whether a backup is due.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// After a failure, in ms.
const AGAIN_AFTER_MS: i64 = 3_600_000;
/// From this age on the newest good backup is old, in ms.
const OLD_MS: i64 = 48 * 3_600_000;
/// The log of orders begins so long before the oldest backup, in ms.
const LOG_BEFORE_MS: i64 = 24 * 3_600_000;
/// The shop's own files that a backup carries. No secret is in them.
pub(crate) const FILES: [&str; 2] = ["settings.json", "catalogue.json"];

/// Tells the tills that are open whenever it is called.
type OpenTills = Box<dyn Fn() -> Vec<Arc<Till>> + Send + Sync>;

/// What the last tries brought.
#[derive(Default)]
struct Standing {
    /// By mode; what is not there went well.
    failed: Vec<(Mode, Problem)>,
    second: Option<Problem>,
    looked_at: Vec<Mode>,
    again_ms: Option<i64>,
}

/// The backups of one data folder.
pub(crate) struct Backups {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    notices: broadcast::Sender<Notice>,
    tills: OpenTills,
    second: RwLock<BackupSettings>,
    standing: Mutex<Standing>,
    pub(crate) shelf: Shelf,
    pub(crate) reports: Reports,
    /// One backup or restore at a time.
    pub(crate) work: tokio::sync::Mutex<()>,
}

impl Backups {
    pub(crate) fn new(
        folder: &Path,
        second: &BackupSettings,
        clock: Arc<dyn Clock>,
        notices: broadcast::Sender<Notice>,
        tills: impl Fn() -> Vec<Arc<Till>> + Send + Sync + 'static,
        reports: Reports,
    ) -> Arc<Backups> {
        Arc::new(Backups {
            folder: folder.to_owned(),
            clock,
            notices,
            tills: Box::new(tills),
            second: RwLock::new(second.clone()),
            standing: Mutex::default(),
            shelf: Shelf::default(),
            reports,
            work: tokio::sync::Mutex::default(),
        })
    }

    /// The folder beside the ledger.
    pub(crate) fn own(&self) -> PathBuf {
        own_folder(&self.folder)
    }

    /// The second folder as typed; empty: none.
    pub(crate) fn second(&self) -> String {
        self.settings().folder
    }

    fn settings(&self) -> BackupSettings {
        self.second.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_second(&self, second: &BackupSettings) {
        *self.second.write().unwrap_or_else(PoisonError::into_inner) = second.clone();
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).second = None;
    }

    /// Why the second folder cannot be used now.
    pub(crate) fn second_problem(&self) -> Option<Problem> {
        let second = self.second();
        if second.is_empty() {
            return None;
        }
        let failed = self.standing.lock().unwrap_or_else(PoisonError::into_inner).second.clone();
        check_second(&self.folder, &second).err().or(failed)
    }

    /// Every backup, newest first.
    pub(crate) fn list(&self) -> Vec<BackupView> {
        self.listed(&self.settings(), |_| true)
    }

    /// Those whose names are wanted, newest first.
    fn listed(&self, settings: &BackupSettings, is_wanted: impl Fn(Named<'_>) -> bool) -> Vec<BackupView> {
        let BackupSettings { folder: second, sign } = settings;
        let mut found = self.shelf.list(&self.own(), BackupPlace::Own, sign, &is_wanted);
        if !second.is_empty() {
            found.extend(self.shelf.list(Path::new(second), BackupPlace::Second, sign, &is_wanted));
        }
        found.sort_by(|one, other| {
            (&other.day, other.made_at_ms, one.place).cmp(&(&one.day, one.made_at_ms, other.place))
        });
        found
    }

    /// The newest good backup of a mode.
    pub(crate) fn newest_good(&self, mode: Mode) -> Option<BackupView> {
        self.good(mode).into_iter().next()
    }

    /// The good backups of a mode, the newest first. Those of other installations are not among them, wherever they lie:
    /// their books are other books, and only a person restores them.
    pub(crate) fn good(&self, mode: Mode) -> Vec<BackupView> {
        let settings = self.settings();
        let mut good = self.listed(&settings, |named| named.mode == mode && !named.is_elsewhere(&settings.sign));
        good.retain(|backup| backup.problem.is_none());
        // Whose a copy without a sign is cannot be told. One from the future was written under a wrong clock, and its books
        // may be older than all others. A data folder that was copied whole has the same sign, and its copy of the day may
        // have taken the name of ours in the second folder: of one day the one beside the ledger comes first.
        let is_nobodys = |backup: &BackupView| backup.place == BackupPlace::Second && sign_of(backup).is_none();
        let day = |backup: &BackupView| backup.made_at_ms.map(india_day);
        good.sort_by_cached_key(|backup| {
            let is_unsure = (is_nobodys(backup), self.is_future(backup.made_at_ms));
            (is_unsure, Reverse(day(backup)), backup.place, Reverse(backup.made_at_ms))
        });
        good
    }

    fn is_future(&self, made_at_ms: Option<i64>) -> bool {
        is_future(made_at_ms, self.clock.now_ms())
    }

    /// The file of a backup.
    pub(crate) fn path_of(&self, place: BackupPlace, name: &str) -> PathBuf {
        match place {
            BackupPlace::Own => self.own().join(name),
            BackupPlace::Second => Path::new(&self.second()).join(name),
        }
    }

    /// The backup that is meant.
    pub(crate) fn find(&self, input: &RestoreInput) -> Result<BackupView, Problem> {
        let path = self.path_of(input.place, &input.name);
        let folder = path.parent().filter(|_| path.is_file()).ok_or(Problem::BackupMissing)?;
        self.shelf.view(folder, input.place, &self.settings().sign, &input.name).ok_or(Problem::BackupMissing)
    }

    /// When the newest good backup of a mode was made, whether that is long ago, and why the last try failed.
    pub(crate) fn standing(&self, mode: Mode) -> (Option<i64>, bool, Option<Problem>) {
        let made_ms = self.newest_good(mode).and_then(|backup| backup.made_at_ms);
        let standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = standing.failed.iter().find(|(known, _)| *known == mode).map(|(_, problem)| problem.clone());
        let is_old = made_ms.is_some_and(|made_ms| self.clock.now_ms() - made_ms > OLD_MS) || self.is_future(made_ms);
        (made_ms, is_old, failed)
    }

    /// The task.
    pub(crate) async fn keep(backups: Weak<Backups>) {
        let mut wait = FIRST_LOOK;
        loop {
            tokio::time::sleep(wait).await;
            wait = LOOK_EVERY;
            // The shop was closed.
            let Some(backups) = backups.upgrade() else { return };
            let _ = backups.reports.save();
            backups.back_up_when_due().await;
        }
    }

    /// Backs up every open till that has no good backup of today, unless that failed within the last hour.
    pub(crate) async fn back_up_when_due(self: &Arc<Backups>) {
        let now_ms = self.clock.now_ms();
        let again_ms = self.standing.lock().unwrap_or_else(PoisonError::into_inner).again_ms;
        // A clock that was set back must not put the next try off for ever.
        if again_ms.is_some_and(|again_ms| (1..=AGAIN_AFTER_MS).contains(&(again_ms - now_ms))) {
            return;
        }
        // What went wrong is kept, and shown.
        let _ = self.back_up(true).await;
    }

    /// Backs up the open tills. Tells the first problem; the others are backed up all the same.
    pub(crate) async fn back_up(self: &Arc<Backups>, only_when_missing: bool) -> Result<(), Problem> {
        let _working = self.work.lock().await;
        let mut first = Ok(());
        for till in (self.tills)() {
            let (backups, mode) = (self.clone(), till.mode());
            let work = tokio::task::spawn_blocking(move || backups.write(&till, only_when_missing));
            let done = work.await.unwrap_or(Err(Problem::LedgerFailed { words: "backup".to_owned() }));
            let changed = self.note(mode, done.as_ref().err().cloned());
            if changed || done.as_ref().is_ok_and(|written| *written) {
                // Nobody listening is no fault: the window may be closed.
                let _ = self.notices.send(Notice { mode, about: About::Books });
            }
            first = first.and(done.map(drop));
        }
        first
    }

    /// Keeps how a try ended; tells whether that is news.
    fn note(&self, mode: Mode, problem: Option<Problem>) -> bool {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = standing.failed.clone();
        standing.failed.retain(|(known, _)| *known != mode);
        standing.failed.extend(problem.map(|problem| (mode, problem)));
        let failed = !standing.failed.is_empty() || standing.second.is_some();
        standing.again_ms = failed.then(|| self.clock.now_ms() + AGAIN_AFTER_MS);
        standing.failed != before
    }

    /// Writes today's backup of a till, and tells whether it had to.
    fn write(&self, till: &Till, only_when_missing: bool) -> Result<bool, Problem> {
        let (now_ms, mode, own) = (self.clock.now_ms(), till.mode(), self.own());
        let day = india_day(now_ms);
        let name = name_of(mode, &day, None);
        let BackupSettings { folder: second, sign } = self.settings();
        let copy = name_of(mode, &day, Some(&sign));
        let is_there = |folder: &Path, name: &str| {
            folder.join(name).is_file() && self.shelf.peek(&folder.join(name), mode).is_ok()
        };
        let is_copied = || second.is_empty() || is_there(Path::new(&second), &copy);
        if only_when_missing && is_there(&own, &name) && is_copied() {
            // Damage that was found before the program ended must not be forgotten with it.
            if self.is_first_look(mode) {
                till.ledger.verify().map_err(|error| self.judge(till, error))?;
            }
            return Ok(false);
        }
        self.is_first_look(mode);
        fs::create_dir_all(&own).map_err(LedgerError::from)?;
        let path = own.join(&name);
        till.ledger.back_up(&path, now_ms, &self.files()).map_err(|error| self.judge(till, error))?;
        prune(&self.shelf, &own, mode, None, &name);
        let since_ms = oldest_ms(&self.shelf, &own, mode).unwrap_or(now_ms).min(now_ms) - LOG_BEFORE_MS;
        // A log that cannot be shortened is longer, and says no less.
        let _ = till.orders.keep_since(since_ms);
        let copied = if second.is_empty() { Ok(()) } else { self.copy(&path, Path::new(&second), mode, &copy) };
        if copied.is_ok() && !second.is_empty() {
            prune(&self.shelf, Path::new(&second), mode, Some(&sign), &copy);
        }
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).second = copied.err();
        Ok(true)
    }

    /// Whether a till's books were not looked at yet since the program was started; from now on they were.
    fn is_first_look(&self, mode: Mode) -> bool {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = !standing.looked_at.contains(&mode);
        if is_first {
            standing.looked_at.push(mode);
        }
        is_first
    }

    /// A backup that turns out bad is the disk's fault, or that of a ledger which is damaged itself.
    fn judge(&self, till: &Till, error: LedgerError) -> Problem {
        if error != LedgerError::Corrupt {
            return error.into();
        }
        if till.ledger.verify() == Err(LedgerError::Corrupt) {
            till.ledger.note_damage();
            return Problem::LedgerCorrupt;
        }
        Problem::BackupBad
    }

    /// Copies a backup into the second folder, and reads there what was written before it takes the name.
    fn copy(&self, from: &Path, folder: &Path, mode: Mode, name: &str) -> Result<(), Problem> {
        check_second(&self.folder, &folder.to_string_lossy())?;
        let (to, draft) = (folder.join(name), folder.join(format!("{name}.new")));
        let copied = fs::copy(from, &draft).and_then(|_| File::open(&draft)?.sync_all()).map_err(LedgerError::from);
        let copied = copied.and_then(|()| self.shelf.peek(&draft, mode)).and_then(|_| {
            fs::rename(&draft, &to)?;
            ledger::sync_folder_of(&to)
        });
        if let Err(error) = copied {
            // What is left of it takes room that is needed.
            let _ = fs::remove_file(&draft);
            return Err(problem_of(error));
        }
        Ok(())
    }

    fn files(&self) -> BTreeMap<String, String> {
        let read = |name: &str| Some((name.to_owned(), fs::read_to_string(self.folder.join(name)).ok()?));
        FILES.into_iter().filter_map(read).collect()
    }
}

fn sign_of(backup: &BackupView) -> Option<&str> {
    read_name(&backup.name)?.sign
}

/// Where the backups of a data folder lie.
pub(crate) fn own_folder(data: &Path) -> PathBuf {
    data.join("backups")
}
