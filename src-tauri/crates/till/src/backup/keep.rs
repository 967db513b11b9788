//! The daily backup: by the till's own task at the start when today's is missing, then at each change of day; after a
//! failure again in an hour.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

use ledger::Pacing;
use tokio::sync::broadcast;

use super::folder::{Shelf, check_second, names_of, names_where};
use super::haste::Haste;
use super::name::{is_future, read_name};
use super::report::Reports;
use super::second::{LOOK, READ, Second};
use super::view::Thinned;
use crate::settings::file::BackupSettings;
use crate::{About, BackupPlace, BackupView, Clock, Mode, Notice, Ports, Problem, Till};

/// The start belongs to the customer who waits.
const FIRST_LOOK: Duration = Duration::from_secs(20);
/// How often it is looked whether a backup is due.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// After a failure, in ms.
const AGAIN_AFTER_MS: i64 = 3_600_000;
/// From this age on the newest good backup is old, in ms.
const OLD_MS: i64 = 48 * 3_600_000;
/// Tells the tills that are open whenever it is called.
type OpenTills = Box<dyn Fn() -> Vec<Arc<Till>> + Send + Sync>;

/// What the last tries brought.
#[derive(Default)]
pub(super) struct LastTries {
    /// By mode; what is not there went well.
    failed: Vec<(Mode, Problem)>,
    pub(super) second: Option<Problem>,
    pub(super) looked_at: Vec<Mode>,
    /// The newest backups were read since the program was started.
    is_examined: bool,
    again_ms: Option<i64>,
    /// Backups that went before their time when the last one was made.
    pub(super) thinned: Vec<(Mode, Thinned)>,
}

/// The backups of one data folder.
pub(crate) struct Backups {
    pub(super) folder: PathBuf,
    pub(super) clock: Arc<dyn Clock>,
    notices: broadcast::Sender<Notice>,
    tills: OpenTills,
    second: RwLock<BackupSettings>,
    pub(super) way: Second,
    pub(super) last_tries: Mutex<LastTries>,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) reports: Reports,
    /// One backup or restore at a time.
    pub(super) work: tokio::sync::Mutex<()>,
    /// So many persons wait for it.
    pub(super) waiting: Arc<AtomicUsize>,
}

impl Backups {
    pub(crate) fn new(
        folder: &Path,
        second: &BackupSettings,
        ports: &Ports,
        notices: broadcast::Sender<Notice>,
        tills: impl Fn() -> Vec<Arc<Till>> + Send + Sync + 'static,
        reports: Reports,
    ) -> Arc<Backups> {
        Arc::new(Backups {
            folder: folder.to_owned(),
            clock: ports.clock.clone(),
            notices,
            tills: Box::new(tills),
            second: RwLock::new(second.clone()),
            way: Second::new(ports.reach.clone()),
            last_tries: Mutex::default(),
            shelf: Arc::default(),
            reports,
            work: tokio::sync::Mutex::default(),
            waiting: Arc::default(),
        })
    }

    /// The tills that are open.
    pub(super) fn tills(&self) -> Vec<Arc<Till>> {
        (self.tills)()
    }

    /// The folder beside the ledger.
    pub(crate) fn own(&self) -> PathBuf {
        own_folder(&self.folder)
    }

    /// The second folder as typed; empty: none.
    pub(crate) fn second(&self) -> String {
        self.settings().folder
    }

    pub(super) fn settings(&self) -> BackupSettings {
        self.second.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_second(&self, second: &BackupSettings) {
        *self.second.write().unwrap_or_else(PoisonError::into_inner) = second.clone();
        self.last_tries.lock().unwrap_or_else(PoisonError::into_inner).second = None;
    }

    /// Why the second folder cannot be used now.
    pub(crate) fn second_problem(&self) -> Option<Problem> {
        let second = self.second();
        if second.is_empty() {
            return None;
        }
        let failed = self.last_tries.lock().unwrap_or_else(PoisonError::into_inner).second.clone();
        self.check(&second).err().or(failed)
    }

    /// Whether backups can be put into a folder as typed. One that does not answer cannot be used.
    pub(crate) fn check(&self, typed: &str) -> Result<(), Problem> {
        let own = self.folder.clone();
        let looked = self
            .way
            .within(Path::new(typed), LOOK, move |folder| check_second(&own, &folder.to_string_lossy()).map(drop));
        looked?
    }

    /// Every backup: this installation's in the order in which they were made, the last first; then others', the newest day
    /// first.
    pub(crate) fn list(&self) -> Vec<BackupView> {
        let (settings, now_ms) = (self.settings(), self.clock.now_ms());
        let mut found = self.listed(&settings);
        found.sort_by_cached_key(|backup| {
            let is_others = backup.elsewhere || is_nobodys(backup.place, &backup.name);
            let rank = backup.rank(self.now_ms(backup.mode));
            let number = rank.filter(|_| !is_others);
            let day = backup.rank(now_ms).map(|(_, is_future, day)| (is_future, day));
            (is_others, number, day, backup.made_at_ms.map(std::cmp::Reverse), backup.place)
        });
        found
    }

    /// Now, by the shop's time where the till of that mode is open, in ms since 1970.
    fn now_ms(&self, mode: Mode) -> i64 {
        let till = (self.tills)().into_iter().find(|till| till.mode() == mode);
        till.map_or_else(|| self.clock.now_ms(), |till| till.clock.now_ms())
    }

    /// Those of both folders, beside the ledger first.
    fn listed(&self, settings: &BackupSettings) -> Vec<BackupView> {
        let BackupSettings { folder: second, sign, .. } = settings;
        let mut found = self.shelf.list(&self.own(), BackupPlace::Own, sign);
        if !second.is_empty() {
            let (shelf, sign) = (self.shelf.clone(), sign.clone());
            let list = move |folder: &Path| shelf.list(folder, BackupPlace::Second, &sign);
            // One that does not answer has none for now; that stands beside the folder.
            found.extend(self.way.within(Path::new(second), LOOK, list).unwrap_or_default());
        }
        found
    }

    /// The newest good backup of a mode. Those behind it are not read.
    pub(crate) fn newest_good(&self, mode: Mode) -> Option<BackupView> {
        let mut found = self.names(mode).into_iter().filter_map(|(place, name)| self.find(place, &name).ok());
        found.find(|backup| backup.problem.is_none())
    }

    /// When the newest good one beside the ledger was made, by what it says itself; those behind it are not read.
    fn newest_good_beside(&self, mode: Mode, pacing: &Pacing) -> Option<i64> {
        let own = self.own();
        let names = names_of(&own, mode, self.now_ms(mode));
        names.iter().find_map(|name| Some(self.shelf.peek_paced(&own.join(name), mode, pacing).ok()?.made_at_ms))
    }

    /// The backups of a mode, the one that was made last first; none of them is read. Those of other installations are not among them,
    /// wherever they lie: their books are other books, and only a person restores them.
    pub(crate) fn names(&self, mode: Mode) -> Vec<(BackupPlace, String)> {
        let (BackupSettings { folder: second, sign, .. }, now_ms) = (self.settings(), self.now_ms(mode));
        let names = move |folder: &Path| names_where(folder, |named| named.mode == mode && !named.is_elsewhere(&sign));
        let mut found: Vec<_> = names(&self.own()).into_iter().map(|name| (BackupPlace::Own, name)).collect();
        if !second.is_empty() {
            // One that does not answer has none for now.
            let there = self.way.within(Path::new(&second), LOOK, names).unwrap_or_default();
            found.extend(there.into_iter().map(|name| (BackupPlace::Second, name)));
        }
        // Whose a copy without a sign is cannot be told. A data folder that was copied to another computer has the same sign,
        // and counts on in the second folder: what was never beside this ledger may be the other one's.
        let last = names_of(&self.own(), mode, now_ms).first().and_then(|name| read_name(name)?.number);
        found.sort_by_cached_key(|(place, name)| {
            let (named, is_second) = (read_name(name), *place == BackupPlace::Second);
            let is_ahead = last.is_some() && named.and_then(|named| named.number) > last;
            let is_unsure = is_second && (is_nobodys(*place, name) || is_ahead);
            (is_unsure, named.map(|named| named.rank(now_ms)), *place)
        });
        found
    }

    /// The file of a backup.
    pub(crate) fn path_of(&self, place: BackupPlace, name: &str) -> PathBuf {
        match place {
            BackupPlace::Own => self.own().join(name),
            BackupPlace::Second => Path::new(&self.second()).join(name),
        }
    }

    /// The backup that is meant, read from beginning to end at full speed, because somebody waits for it.
    pub(crate) fn find(&self, place: BackupPlace, name: &str) -> Result<BackupView, Problem> {
        self.read(place, name, &Haste::awaited(), READ)
    }

    /// Reads a backup from beginning to end, beside the sales. The list has what was found.
    pub(crate) fn check_backup(self: &Arc<Backups>, place: BackupPlace, name: &str) -> Result<(), Problem> {
        let haste = self.beside_sales();
        self.read(place, name, &haste, haste.patience()).map(drop)
    }

    fn read(&self, place: BackupPlace, name: &str, haste: &Haste, patience: Duration) -> Result<BackupView, Problem> {
        let path = self.path_of(place, name);
        let folder = path.parent().ok_or(Problem::BackupMissing)?;
        let (shelf, sign, name, pacing) =
            (self.shelf.clone(), self.settings().sign, name.to_owned(), haste.pacing.clone());
        let look = move |folder: &Path| {
            fs::symlink_metadata(folder.join(&name)).ok().filter(fs::Metadata::is_file)?;
            shelf.checked(folder, (place, &sign, &name), &pacing)
        };
        let found = match place {
            BackupPlace::Own => look(folder),
            BackupPlace::Second => self.way.within_while(folder, patience, &|| haste.is_wanted(), look)?,
        };
        found.ok_or(Problem::BackupMissing)
    }

    /// When the newest backup of a mode was made, whether that is long ago, and why the last try failed. By names and times:
    /// whether it is good is found out by the task, later.
    pub(crate) fn state_of(&self, mode: Mode) -> (Option<i64>, bool, Option<Problem>) {
        let now_ms = self.now_ms(mode);
        let made_ms = self.shelf.glance(&self.own(), mode, now_ms);
        let last_tries = self.last_tries.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = last_tries.failed.iter().find(|(known, _)| *known == mode).map(|(_, problem)| problem.clone());
        let is_old = made_ms.is_some_and(|made_ms| now_ms - made_ms > OLD_MS) || is_future(made_ms, now_ms);
        (made_ms, is_old, failed)
    }

    /// What went before its time when the last backup of a mode was made.
    pub(crate) fn thinned(&self, mode: Mode) -> Vec<Thinned> {
        let last_tries = self.last_tries.lock().unwrap_or_else(PoisonError::into_inner);
        last_tries.thinned.iter().filter(|(known, _)| *known == mode).map(|(_, thinned)| *thinned).collect()
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
            backups.examine_once().await;
        }
    }

    /// Reads the newest backups beside the ledger, once, and tells the window when one of them is bad after all.
    async fn examine_once(self: &Arc<Backups>) {
        if std::mem::replace(&mut self.last_tries.lock().unwrap_or_else(PoisonError::into_inner).is_examined, true) {
            return;
        }
        for till in (self.tills)() {
            let (backups, mode) = (self.clone(), till.mode());
            let examined = tokio::task::spawn_blocking(move || {
                let before = backups.state_of(mode).0;
                backups.newest_good_beside(mode, &backups.beside_sales().pacing) != before
            });
            if examined.await.unwrap_or(false) {
                let _ = self.notices.send(Notice { mode, about: About::Books });
            }
        }
    }

    /// Backs up every open till that has no good backup of today, unless that failed within the last hour.
    pub(crate) async fn back_up_when_due(self: &Arc<Backups>) {
        let now_ms = self.clock.now_ms();
        let again_ms = self.last_tries.lock().unwrap_or_else(PoisonError::into_inner).again_ms;
        // A clock that was set back must not put the next try off for ever.
        if again_ms.is_some_and(|again_ms| (1..=AGAIN_AFTER_MS).contains(&(again_ms - now_ms))) {
            return;
        }
        let _working = self.work.lock().await;
        // What went wrong is kept, and shown.
        let _ = self.back_up_all(true, || self.beside_sales()).await;
    }

    /// Backs up the open tills at full speed, because somebody waits for it. Tells the first problem; the others are backed up all the
    /// same.
    pub(crate) async fn back_up(self: &Arc<Backups>, only_when_missing: bool) -> Result<(), Problem> {
        let _working = self.work_now().await;
        self.back_up_all(only_when_missing, Haste::awaited).await
    }

    async fn back_up_all(
        self: &Arc<Backups>,
        only_when_missing: bool,
        haste: impl Fn() -> Haste,
    ) -> Result<(), Problem> {
        let mut first = Ok(());
        for till in (self.tills)() {
            let (backups, mode, haste) = (self.clone(), till.mode(), haste());
            let work = tokio::task::spawn_blocking(move || backups.write(&till, only_when_missing, &haste));
            let done = work.await.unwrap_or_else(|error| Err(Problem::CounterFault { words: error.to_string() }));
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
        let mut last_tries = self.last_tries.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last_tries.failed.clone();
        last_tries.failed.retain(|(known, _)| *known != mode);
        last_tries.failed.extend(problem.map(|problem| (mode, problem)));
        let failed = !last_tries.failed.is_empty() || last_tries.second.is_some();
        last_tries.again_ms = failed.then(|| self.clock.now_ms() + AGAIN_AFTER_MS);
        last_tries.failed != before
    }
}

/// Whether nothing tells whose a copy is: it lies in a folder that computers share, and has no sign.
fn is_nobodys(place: BackupPlace, name: &str) -> bool {
    place == BackupPlace::Second && read_name(name).is_none_or(|named| named.sign.is_none())
}

/// Where the backups of a data folder lie.
pub(crate) fn own_folder(data: &Path) -> PathBuf {
    data.join("backups")
}
