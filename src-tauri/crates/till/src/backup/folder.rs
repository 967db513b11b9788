//! The folders of backups: what lies there, and what is thrown away.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use domain::{DAY_MS, india_day_start_ms};
use ledger::{Backup, LedgerError, Pacing, create_new, glance_at_backup, is_disk_full, peek_paced};

use super::name::{BEFORE_UPGRADE, Named, Rank, read_name};
use super::swap::stem;
use crate::settings::file::SettingsFile;
use crate::{BackupPlace, BackupView, Mode, Problem, Random, SystemRandom};

/// So many daily backups of a ledger are kept: a fortnight.
pub(crate) const KEPT: usize = 14;

/// How the names begin of files that are being written in a folder that others may write to.
const DRAFT: &str = ".galla-draft-";

/// What a file said of itself, for as long as it is the same file: reading it costs a digest of all of it.
type Peeked = BTreeMap<PathBuf, Said>;
type Said = (u64, Option<SystemTime>, Result<Backup, LedgerError>);

/// Reads backups, each only once.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Peeked>);

impl Shelf {
    /// What a backup says of itself, when no byte of it was changed.
    pub(crate) fn peek_paced(&self, path: &Path, mode: Mode, pacing: &Pacing) -> Result<Backup, LedgerError> {
        let metadata = fs::symlink_metadata(path)?;
        if let Some(said) = self.known(path, &metadata) {
            return said;
        }
        let said = peek_paced(path, mode, pacing);
        if said != Err(LedgerError::Stopped) {
            self.keep(path, (metadata.len(), metadata.modified().ok(), said.clone()));
        }
        said
    }

    /// What was found out about a file, while it is the same one.
    fn known(&self, path: &Path, metadata: &Metadata) -> Option<Result<Backup, LedgerError>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        let (length, changed, said) = known?;
        ((length, changed) == (metadata.len(), metadata.modified().ok()) && changed.is_some()).then_some(said)
    }

    /// Notes what a backup says that was verified a moment ago, so that nobody reads it once more.
    pub(crate) fn know(&self, path: &Path, said: &Backup) {
        if let Ok(metadata) = fs::symlink_metadata(path) {
            self.keep(path, (metadata.len(), metadata.modified().ok(), Ok(said.clone())));
        }
    }

    fn keep(&self, path: &Path, said: Said) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), said);
    }

    /// The backups of a folder as they are listed. A folder that is not there has none. `own` is the sign of this installation.
    pub(crate) fn list(&self, folder: &Path, place: BackupPlace, own: &str) -> Vec<BackupView> {
        all_names(folder).filter_map(|name| self.view(folder, place, own, &name)).collect()
    }

    /// The newest backup of a mode beside the ledger, by names and times alone, passing over what was read and found bad:
    /// when it was made, in ms since 1970. No file is opened, so a start costs the same whatever lies there.
    pub(crate) fn glance(&self, folder: &Path, mode: Mode, now_ms: i64) -> Option<i64> {
        let names = names_of(folder, mode, now_ms);
        names.iter().find_map(|name| self.glance_at(&folder.join(name), read_name(name)?.day, now_ms))
    }

    /// When a backup was made: as it said when it was read, else by its file's time, and where that is of another day than
    /// its name (it was copied), by its name.
    fn glance_at(&self, path: &Path, day: &str, now_ms: i64) -> Option<i64> {
        if let Some((_, _, said)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return said.as_ref().ok().map(|backup| backup.made_at_ms);
        }
        let changed = fs::metadata(path).and_then(|metadata| metadata.modified()).ok()?;
        let changed_ms = changed.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_millis();
        let changed_ms = i64::try_from(changed_ms).ok()?;
        let start_ms = india_day_start_ms(day)?;
        let is_of_day = (start_ms..start_ms + DAY_MS).contains(&changed_ms);
        // A day that is ahead is told as it is: it was written under a wrong clock.
        let at_last_ms = (start_ms + DAY_MS - 1).min(now_ms.max(start_ms));
        Some(if is_of_day { changed_ms } else { at_last_ms })
    }

    /// One backup as it is listed; `None` for a name that is not ours. Of one that nobody has checked only a few pages are read.
    pub(crate) fn view(&self, folder: &Path, place: BackupPlace, own: &str, name: &str) -> Option<BackupView> {
        let (mode, path) = (read_name(name)?.mode, folder.join(name));
        let known = fs::symlink_metadata(&path).ok().and_then(|metadata| self.known(&path, &metadata));
        let is_checked = known.is_some();
        let said = known.unwrap_or_else(|| glance_at_backup(&path, mode));
        seen(folder, (place, own, name), is_checked, said)
    }

    /// The same of one that is read to its end. If that is stopped, it says so as its problem.
    pub(crate) fn checked(
        &self,
        folder: &Path,
        (place, own, name): (BackupPlace, &str, &str),
        pacing: &Pacing,
    ) -> Option<BackupView> {
        let said = self.peek_paced(&folder.join(name), read_name(name)?.mode, pacing);
        seen(folder, (place, own, name), true, said)
    }
}

fn seen(
    folder: &Path,
    (place, own, name): (BackupPlace, &str, &str),
    is_checked: bool,
    said: Result<Backup, LedgerError>,
) -> Option<BackupView> {
    let named = read_name(name)?;
    let shop_name = said.as_ref().ok().and_then(|backup| shop_in(backup)?.shop).map(|shop| shop.shop_name);
    Some(BackupView {
        name: name.to_owned(),
        place,
        elsewhere: named.is_elsewhere(own),
        mode: named.mode,
        day: named.day.to_owned(),
        bytes: fs::metadata(folder.join(name)).map_or(0, |metadata| metadata.len()),
        made_at_ms: said.as_ref().ok().map(|backup| backup.made_at_ms),
        sales: said.as_ref().map_or(0, |backup| backup.sales),
        newest_ms: said.as_ref().ok().and_then(|backup| backup.newest_ms),
        shop_name: shop_name.unwrap_or_default(),
        is_checked,
        problem: said.err().map(problem_of),
    })
}

/// The names of the backups of a folder that are wanted. No file is read.
pub(crate) fn names_where(folder: &Path, is_wanted: impl Fn(Named<'_>) -> bool) -> Vec<String> {
    all_names(folder).filter(|name| read_name(name).is_some_and(&is_wanted)).collect()
}

/// The names of a mode's own backups beside the ledger, the one that was made last first.
pub(crate) fn names_of(folder: &Path, mode: Mode, now_ms: i64) -> Vec<String> {
    names_signed(folder, mode, None, now_ms)
}

/// The names of a mode's backups that have a sign or have none, the one that was made last first.
pub(crate) fn names_signed(folder: &Path, mode: Mode, sign: Option<&str>, now_ms: i64) -> Vec<String> {
    let mut names = names_where(folder, |named| named.mode == mode && named.sign == sign);
    names.sort_by_cached_key(|name| read_name(name).map(|named| named.rank(now_ms)));
    names
}

/// The names of the files of a folder. A link, a pipe or a device that somebody laid there is no backup.
fn all_names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files.filter_map(|entry| entry.file_name().into_string().ok())
}

/// The highest number that a backup of either mode has in a folder, by its name; those with another's sign do not count.
pub(crate) fn highest_number(folder: &Path, own: &str) -> Option<u32> {
    let number =
        |name: String| read_name(&name).filter(|named| !named.is_elsewhere(own)).and_then(|named| named.number);
    all_names(folder).filter_map(number).max()
}

/// The shop's settings in a backup.
pub(crate) fn shop_in(backup: &Backup) -> Option<SettingsFile> {
    serde_json::from_str(backup.files.get("settings.json")?).ok()
}

/// What is wrong with a backup, in words about a backup.
pub(crate) fn problem_of(error: LedgerError) -> Problem {
    if error == LedgerError::Newer {
        Problem::BackupNewer
    } else if matches!(error, LedgerError::Corrupt | LedgerError::OtherKind) {
        Problem::BackupBad
    } else {
        error.into()
    }
}

/// Throws away a mode's backups of that sign beyond the fourteen that were made last, never `written`, which was verified a moment ago:
/// so a good one is always left, and none of them is read. They are counted in the order in which they were made and not dated: a clock
/// that was wrong for a fortnight must not cost a fortnight of backups. `from`: this number and those above it stay, because another data
/// folder of the same sign may count between ours.
pub(crate) fn prune(folder: &Path, (mode, sign): (Mode, Option<&str>), from: Option<u32>, written: &str, now_ms: i64) {
    let stays = |name: &str| from.is_some() && read_name(name).is_some_and(|named| named.number >= from);
    for old in names_signed(folder, mode, sign, now_ms).iter().skip(KEPT) {
        if old != written && !stays(old) {
            // One that cannot be deleted is tried again tomorrow.
            let _ = fs::remove_file(folder.join(old));
        }
    }
}

impl BackupView {
    /// Where it stands among those of its installation.
    pub(crate) fn rank(&self, now_ms: i64) -> Option<Rank> {
        Some(read_name(&self.name)?.rank(now_ms))
    }
}

/// The beginning of the oldest day of the backups that are made here and thrown away again, by their names: what was sold since may
/// still be asked for. A copy with a sign that somebody laid beside them stays for ever, and would keep the log as long.
pub(crate) fn oldest_ms(folder: &Path, mode: Mode) -> Option<i64> {
    let starts = names_of(folder, mode, 0).into_iter().filter_map(|name| india_day_start_ms(read_name(&name)?.day));
    starts.min()
}

/// Takes away what a program that was killed was writing beside the ledger: nobody else writes there while one backup is made.
pub(crate) fn sweep_own(folder: &Path, mode: Mode) {
    let is_draft = |name: &str| {
        let Some(written) = name.strip_suffix(".new").or_else(|| name.strip_suffix(".new-journal")) else {
            return false;
        };
        let is_ours = read_name(written).is_some_and(|named| named.mode == mode);
        is_ours || written.starts_with(stem(mode)) && written.contains(BEFORE_UPGRADE)
    };
    for name in all_names(folder).filter(|name| is_draft(name)) {
        // It takes room, and nothing else.
        let _ = fs::remove_file(folder.join(name));
    }
}

/// A name for a file that is being written in a folder that others may write to: nobody can lay a link under it before.
pub(crate) fn draft_in(folder: &Path) -> PathBuf {
    folder.join(format!("{DRAFT}{:08x}{:08x}", SystemRandom.bits(), SystemRandom.bits()))
}

/// Takes away what a program that was killed was writing there, once it is a day old: it takes room.
pub(crate) fn sweep_drafts(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_draft = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(DRAFT);
    for entry in entries.filter(is_draft) {
        let changed = entry.metadata().and_then(|metadata| metadata.modified());
        let is_old = changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > Duration::from_secs(86_400)));
        if is_old {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether backups can be put into a folder as typed.
pub(crate) fn check_second(data_folder: &Path, typed: &str) -> Result<PathBuf, Problem> {
    let folder = PathBuf::from(typed);
    let real = fs::canonicalize(&folder).map_err(|_| Problem::BackupFolderMissing)?;
    if !folder.is_absolute() || !real.is_dir() {
        return Err(Problem::BackupFolderMissing);
    }
    if fs::canonicalize(data_folder).is_ok_and(|own| real.starts_with(own)) {
        return Err(Problem::BackupFolderOwn);
    }
    let trial = draft_in(&folder);
    let tried = create_new(&trial).and_then(|_| fs::remove_file(&trial));
    tried.map_err(|error| if is_disk_full(&error) { Problem::DiskFull } else { Problem::BackupFolderReadOnly })?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fourteen files of a gigabyte, some on a slow stick, are read only when somebody asks for them.
    #[test]
    fn what_is_thrown_away_is_found_by_its_name_alone() {
        let folder = tempfile::tempdir().unwrap();
        let lay = |name: &str| fs::write(folder.path().join(name), b"what of it").unwrap();
        (1..=20).for_each(|day| lay(&format!("ledger-2026-11-{day:02}.{day}.db")));
        (1..=20).for_each(|day| lay(&format!("ledger-2026-11-{day:02}.{day}-abcdef.db")));
        lay("practice-2026-10-01.db");
        let real = |sign| names_signed(folder.path(), Mode::Real, sign, 0);
        prune(folder.path(), (Mode::Real, None), None, "ledger-2026-11-01.1.db", 0);
        let left = real(None);
        assert_eq!((left.len(), left[0].as_str()), (15, "ledger-2026-11-20.20.db"), "and the one that was written");
        assert_eq!(left[14], "ledger-2026-11-01.1.db");
        prune(folder.path(), (Mode::Real, Some("abcdef")), Some(4), "", 0);
        assert_eq!(real(Some("abcdef")).len(), 17, "the fourth and those above it stay");
        assert_eq!(oldest_ms(folder.path(), Mode::Practice), india_day_start_ms("2026-10-01"));
        assert_eq!(oldest_ms(folder.path(), Mode::Real), india_day_start_ms("2026-11-01"));
    }

    #[test]
    fn what_a_killed_program_was_writing_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = [
            "ledger-2026-11-20.7.db.new",
            "ledger-2026-11-20.7.db.new-journal",
            "ledger-2026-11-20-before-upgrade-from-17.db.new",
        ];
        let others = [
            "ledger-2026-11-20.7.db",
            "practice-2026-11-20.7.db.new",
            "ledger-2026-11-20-before-upgrade-from-17.db",
            "holiday.new",
        ];
        for name in drafts.iter().chain(&others) {
            fs::write(folder.path().join(name), b"x").unwrap();
        }
        sweep_own(folder.path(), Mode::Real);
        assert!(drafts.iter().all(|name| !folder.path().join(name).exists()));
        assert!(others.iter().all(|name| folder.path().join(name).exists()));
    }
}
