//! The daily backup: by the till's own task at the start when today's is missing, then at each change of day; after a
//! failure again in an hour.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

use domain::india_day;
use ledger::{LedgerError, close_to_others, create_new, open_plain};
use tokio::sync::broadcast;

use super::folder::{
    Named, Shelf, check_second, draft_in, highest_number, is_future, names_of, oldest_ms, problem_of, prune, read_name,
    sweep_drafts,
};
use super::report::Reports;
use super::second::{COPY, LOOK, READ, Second};
use crate::settings::file::BackupSettings;
use crate::{About, BackupPlace, BackupView, Clock, Mode, Notice, Ports, Problem, RestoreInput, Till};

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
    /// The newest backups were read since the program was started.
    is_examined: bool,
    again_ms: Option<i64>,
}

/// The backups of one data folder.
pub(crate) struct Backups {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    notices: broadcast::Sender<Notice>,
    tills: OpenTills,
    second: RwLock<BackupSettings>,
    way: Second,
    standing: Mutex<Standing>,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) reports: Reports,
    /// One backup or restore at a time.
    pub(crate) work: tokio::sync::Mutex<()>,
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
            standing: Mutex::default(),
            shelf: Arc::default(),
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
        let mut found = self.listed(&settings, |_| true);
        found.sort_by_cached_key(|backup| {
            let (is_others, rank) = (backup.elsewhere || is_nobodys(backup), backup.rank(self.now_ms(backup.mode)));
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

    /// Those whose names are wanted, beside the ledger first.
    fn listed(
        &self,
        settings: &BackupSettings,
        is_wanted: impl Fn(Named<'_>) -> bool + Send + Clone + 'static,
    ) -> Vec<BackupView> {
        let BackupSettings { folder: second, sign, .. } = settings;
        let mut found = self.shelf.list(&self.own(), BackupPlace::Own, sign, &is_wanted);
        if !second.is_empty() {
            let (shelf, sign) = (self.shelf.clone(), sign.clone());
            let list = move |folder: &Path| shelf.list(folder, BackupPlace::Second, &sign, is_wanted);
            // One that does not answer has none for now; that stands beside the folder.
            found.extend(self.way.within(Path::new(second), LOOK, list).unwrap_or_default());
        }
        found
    }

    /// The newest good backup of a mode.
    pub(crate) fn newest_good(&self, mode: Mode) -> Option<BackupView> {
        self.good(mode).into_iter().next()
    }

    /// When the newest good one beside the ledger was made, by what it says itself; those behind it are not read.
    fn newest_good_beside(&self, mode: Mode) -> Option<i64> {
        let own = self.own();
        let names = names_of(&own, mode, self.now_ms(mode));
        names.iter().find_map(|name| Some(self.shelf.peek(&own.join(name), mode).ok()?.made_at_ms))
    }

    /// The good backups of a mode, the one that was made last first. Those of other installations are not among them, wherever
    /// they lie: their books are other books, and only a person restores them.
    pub(crate) fn good(&self, mode: Mode) -> Vec<BackupView> {
        let (settings, now_ms) = (self.settings(), self.now_ms(mode));
        let sign = settings.sign.clone();
        let mut good = self.listed(&settings, move |named| named.mode == mode && !named.is_elsewhere(&sign));
        good.retain(|backup| backup.problem.is_none());
        // Whose a copy without a sign is cannot be told. A data folder that was copied to another computer has the same sign,
        // and counts on in the second folder: what was never beside this ledger may be the other one's.
        let last = names_of(&self.own(), mode, now_ms).first().and_then(|name| read_name(name)?.number);
        let is_unsure = |backup: &BackupView| {
            let number = read_name(&backup.name).and_then(|named| named.number);
            backup.place == BackupPlace::Second && (is_nobodys(backup) || last.is_some() && number > last)
        };
        good.sort_by_cached_key(|backup| (is_unsure(backup), backup.rank(now_ms), backup.place));
        good
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
        let folder = path.parent().ok_or(Problem::BackupMissing)?;
        let (shelf, sign, wanted) = (self.shelf.clone(), self.settings().sign, input.clone());
        let look = move |folder: &Path| match fs::symlink_metadata(folder.join(&wanted.name)) {
            Ok(metadata) if metadata.is_file() => shelf.view(folder, wanted.place, &sign, &wanted.name),
            _ => None,
        };
        let found = match input.place {
            BackupPlace::Own => look(folder),
            BackupPlace::Second => self.way.within(folder, READ, look)?,
        };
        found.ok_or(Problem::BackupMissing)
    }

    /// When the newest backup of a mode was made, whether that is long ago, and why the last try failed. By names and times:
    /// whether it is good is found out by the task, later.
    pub(crate) fn standing(&self, mode: Mode) -> (Option<i64>, bool, Option<Problem>) {
        let now_ms = self.now_ms(mode);
        let made_ms = self.shelf.glance(&self.own(), mode, now_ms);
        let standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = standing.failed.iter().find(|(known, _)| *known == mode).map(|(_, problem)| problem.clone());
        let is_old = made_ms.is_some_and(|made_ms| now_ms - made_ms > OLD_MS) || is_future(made_ms, now_ms);
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
            backups.examine_once().await;
        }
    }

    /// Reads the newest backups beside the ledger, once, and tells the window when one of them is bad after all.
    async fn examine_once(self: &Arc<Backups>) {
        if std::mem::replace(&mut self.standing.lock().unwrap_or_else(PoisonError::into_inner).is_examined, true) {
            return;
        }
        for till in (self.tills)() {
            let (backups, mode) = (self.clone(), till.mode());
            let examined = tokio::task::spawn_blocking(move || {
                let before = backups.standing(mode).0;
                backups.newest_good_beside(mode) != before
            });
            if examined.await.unwrap_or(false) {
                let _ = self.notices.send(Notice { mode, about: About::Books });
            }
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
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = standing.failed.clone();
        standing.failed.retain(|(known, _)| *known != mode);
        standing.failed.extend(problem.map(|problem| (mode, problem)));
        let failed = !standing.failed.is_empty() || standing.second.is_some();
        standing.again_ms = failed.then(|| self.clock.now_ms() + AGAIN_AFTER_MS);
        standing.failed != before
    }

    /// Writes today's backup of a till, and tells whether it had to. Today is the shop's: the computer's clock may be wrong.
    fn write(&self, till: &Till, only_when_missing: bool) -> Result<bool, Problem> {
        let (now_ms, mode, own) = (till.clock.now_ms(), till.mode(), self.own());
        let day = india_day(now_ms);
        let BackupSettings { folder: second, sign, .. } = self.settings();
        let before = todays(&names_of(&own, mode, now_ms), &day);
        let is_there = |name: &String| own.join(name).is_file() && self.shelf.peek(&own.join(name), mode).is_ok();
        let is_copied =
            |name: &String| second.is_empty() || self.is_copied(Path::new(&second), &signed(name, &sign), mode);
        if only_when_missing && before.first().is_some_and(|name| is_there(name) && is_copied(name)) {
            // Damage that was found before the program ended must not be forgotten with it.
            if self.is_first_look(mode) {
                till.ledger.verify().map_err(|error| self.judge(till, error))?;
            }
            return Ok(false);
        }
        self.is_first_look(mode);
        fs::create_dir_all(&own).map_err(LedgerError::from)?;
        let number = Some(self.last_number(Path::new(&second), &sign).saturating_add(1));
        let name = Named { mode, day: &day, number, sign: None }.file_name();
        let path = own.join(&name);
        till.ledger.back_up(&path, now_ms, &self.files()).map_err(|error| self.judge(till, error))?;
        close_to_others(&self.folder);
        take_the_place_of(&own, &before);
        prune(&self.shelf, &own, (mode, None), None, &name, now_ms);
        // Versions before this one dated backups by the computer's clock; the log's lines are dated by the shop's time.
        let ahead_ms = (self.clock.now_ms() - now_ms).max(0);
        let since_ms = oldest_ms(&self.shelf, &own, mode).unwrap_or(now_ms).min(now_ms) - ahead_ms - LOG_BEFORE_MS;
        till.log_words_of(&path, since_ms);
        // A log that cannot be shortened is longer, and says no less.
        let _ = till.orders.keep_since(since_ms);
        let copied = if second.is_empty() { Ok(()) } else { self.copy(&path, &second, mode, &before, now_ms) };
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).second = copied.err();
        Ok(true)
    }

    /// The highest number of a backup so far, here or in the second folder. One that does not answer is not waited for again.
    fn last_number(&self, second: &Path, sign: &str) -> u32 {
        let theirs = sign.to_owned();
        let look = move |folder: &Path| highest_number(folder, &theirs);
        let is_none = second.as_os_str().is_empty();
        let copied = if is_none { None } else { self.way.within(second, LOOK, look).ok().flatten() };
        highest_number(&self.own(), sign).max(copied).unwrap_or_default()
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

    /// Whether today's copy is in the second folder. One that does not answer is asked to take it, which tells why not.
    fn is_copied(&self, second: &Path, name: &str, mode: Mode) -> bool {
        let (shelf, name) = (self.shelf.clone(), name.to_owned());
        let look = move |folder: &Path| shelf.peek(&folder.join(name), mode).is_ok();
        self.way.within(second, READ, look).unwrap_or(false)
    }

    /// Copies a backup into the second folder in the place of those of the same day, and throws away there what is older than a
    /// fortnight.
    fn copy(&self, from: &Path, second: &str, mode: Mode, before: &[String], now_ms: i64) -> Result<(), Problem> {
        self.check(second)?;
        let (shelf, from, sign) = (self.shelf.clone(), from.to_owned(), self.settings().sign);
        let before: Vec<String> = before.iter().map(|name| signed(name, &sign)).collect();
        let own = names_of(&self.own(), mode, now_ms);
        let first = own.iter().filter_map(|name| read_name(name)?.number).min();
        let copied = self.way.within(Path::new(second), COPY, move |folder| {
            sweep_drafts(folder);
            let name = from.file_name().map(|name| signed(&name.to_string_lossy(), &sign)).unwrap_or_default();
            copy_into(&shelf, &from, folder, mode, &name)?;
            take_the_place_of(folder, &before);
            prune(&shelf, folder, (mode, Some(&sign)), first, &name, now_ms);
            Ok(())
        });
        copied?
    }

    fn files(&self) -> BTreeMap<String, String> {
        let read = |name: &str| Some((name.to_owned(), fs::read_to_string(self.folder.join(name)).ok()?));
        FILES.into_iter().filter_map(read).collect()
    }
}

/// Copies a backup into a folder that others may write to, and reads there what was written before it takes the name. The
/// draft's name cannot be foreseen, and a link in the place of the copy is replaced by it and not followed.
fn copy_into(shelf: &Shelf, from: &Path, folder: &Path, mode: Mode, name: &str) -> Result<(), Problem> {
    let (to, draft) = (folder.join(name), draft_in(folder));
    let written = create_new(&draft).and_then(|mut file| {
        std::io::copy(&mut open_plain(from)?, &mut file)?;
        file.sync_all()
    });
    let copied = written.map_err(LedgerError::from).and_then(|()| shelf.peek(&draft, mode)).and_then(|_| {
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

/// Whether nothing tells whose a copy is: it lies in a folder that computers share, and has no sign.
fn is_nobodys(backup: &BackupView) -> bool {
    backup.place == BackupPlace::Second && read_name(&backup.name).is_none_or(|named| named.sign.is_none())
}

/// Of names in the order in which they were made, the last first: those since this day began. One of the same day that others
/// follow was written under a clock that was wrong then, or is wrong now, and stays.
fn todays(names: &[String], day: &str) -> Vec<String> {
    let is_todays = |name: &&String| read_name(name).is_some_and(|named| named.day == day);
    names.iter().take_while(is_todays).cloned().collect()
}

/// The name of a backup in the second folder.
fn signed(name: &str, sign: &str) -> String {
    read_name(name).map(|named| Named { sign: Some(sign), ..named }.file_name()).unwrap_or_default()
}

/// Takes away what a newer backup of the same day stands for.
fn take_the_place_of(folder: &Path, before: &[String]) {
    for name in before {
        // One that cannot be deleted is one more that is kept.
        let _ = fs::remove_file(folder.join(name));
    }
}

/// Where the backups of a data folder lie.
pub(crate) fn own_folder(data: &Path) -> PathBuf {
    data.join("backups")
}
