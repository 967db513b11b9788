//! The folders of backups: names, what lies there, and what is thrown away.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use domain::{DAY_MS, india_day_start_ms};
use ledger::{Backup, Kind, LedgerError, create_new, peek};

use super::swap::stem;
use crate::settings::file::{BackupSettings, SettingsFile};
use crate::{BackupPlace, BackupView, Mode, Problem, Random, SystemRandom};

/// So many daily backups of a ledger are kept: a fortnight.
pub(crate) const KEPT: usize = 14;

pub(crate) fn kind_of(mode: Mode) -> Kind {
    match mode {
        Mode::Practice => Kind::Practice,
        Mode::Real => Kind::Real,
    }
}

/// How the names begin of files that are being written in a folder that others may write to.
const DRAFT: &str = ".galla-draft-";

/// What the sign of an installation is made of: nothing that is taken for another by eye or by a stick's file system.
const SIGNS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
const SIGN_LENGTH: usize = 6;

/// A sign for this installation, by which its copies are told from others' in a folder that computers share.
pub(crate) fn new_sign(random: &dyn Random) -> String {
    (0..SIGN_LENGTH).map(|_| char::from(SIGNS[random.bits() as usize % SIGNS.len()])).collect()
}

/// Whether it is a sign as `new_sign` makes them.
pub(crate) fn is_sign(text: &str) -> bool {
    text.len() == SIGN_LENGTH && text.bytes().all(|byte| SIGNS.contains(&byte))
}

/// The name of a day's backup; in the second folder with the installation's sign.
pub(crate) fn name_of(mode: Mode, day: &str, sign: Option<&str>) -> String {
    match sign {
        None => format!("{}-{day}.db", stem(mode)),
        Some(sign) => format!("{}-{day}-{sign}.db", stem(mode)),
    }
}

/// What a backup's name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) mode: Mode,
    /// `YYYY-MM-DD`.
    pub(crate) day: &'a str,
    /// The installation that made it; `None`: it lies beside its ledger, or a version made it that had no signs.
    pub(crate) sign: Option<&'a str>,
}

impl Named<'_> {
    /// Whether another installation made it; `own` is the sign of this one.
    pub(crate) fn is_elsewhere(&self, own: &str) -> bool {
        self.sign.is_some_and(|theirs| theirs != own)
    }
}

/// What a name tells, when it is one of ours to the letter: nothing else is listed, restored or thrown away.
pub(crate) fn read_name(name: &str) -> Option<Named<'_>> {
    let rest_of = |mode| name.strip_prefix(stem(mode))?.strip_prefix('-')?.strip_suffix(".db");
    let (mode, rest) = [Mode::Real, Mode::Practice].into_iter().find_map(|mode| Some((mode, rest_of(mode)?)))?;
    let (day, rest) = rest.split_at_checked(10).filter(|(day, _)| india_day_start_ms(day).is_some())?;
    let sign = if rest.is_empty() { None } else { Some(rest.strip_prefix('-').filter(|sign| is_sign(sign))?) };
    Some(Named { mode, day, sign })
}

/// What a file said of itself, for as long as it is the same file: reading it costs a digest of all of it.
type Peeked = BTreeMap<PathBuf, (u64, Option<SystemTime>, Result<Backup, LedgerError>)>;

/// Reads backups, each only once.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Peeked>);

impl Shelf {
    /// What a backup says of itself, when no byte of it was changed.
    pub(crate) fn peek(&self, path: &Path, mode: Mode) -> Result<Backup, LedgerError> {
        let metadata = fs::symlink_metadata(path)?;
        let (length, changed) = (metadata.len(), metadata.modified().ok());
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some((known_length, known_changed, said)) = known
            && (known_length, known_changed) == (length, changed)
            && changed.is_some()
        {
            return said;
        }
        let said = peek(path, kind_of(mode));
        let mut peeked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        peeked.insert(path.to_owned(), (length, changed, said.clone()));
        said
    }

    /// The backups of a folder whose names are wanted, newest day first; no other file is read. A folder that is not there
    /// has none. `own` is the sign of this installation.
    pub(crate) fn list(
        &self,
        folder: &Path,
        place: BackupPlace,
        own: &str,
        is_wanted: impl Fn(Named<'_>) -> bool,
    ) -> Vec<BackupView> {
        let names = |entry: fs::DirEntry| entry.file_name().into_string().ok();
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        // A link, a pipe or a device that somebody laid there is no backup.
        let entries = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let wanted = entries.filter_map(names).filter(|name| read_name(name).is_some_and(&is_wanted));
        let mut views: Vec<BackupView> = wanted.filter_map(|name| self.view(folder, place, own, &name)).collect();
        views.sort_by(|one, other| (&other.day, &other.name).cmp(&(&one.day, &one.name)));
        views
    }

    /// The newest backup of a mode beside the ledger, by names and times alone, passing over what was read and found bad:
    /// when it was made, in ms since 1970. No file is opened, so a start costs the same whatever lies there.
    pub(crate) fn glance(&self, folder: &Path, mode: Mode, now_ms: i64) -> Option<i64> {
        names_of(folder, mode).iter().find_map(|name| self.glance_at(&folder.join(name), read_name(name)?.day, now_ms))
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

    /// One backup; `None` for a name that is not ours. `own` is the sign of this installation.
    pub(crate) fn view(&self, folder: &Path, place: BackupPlace, own: &str, name: &str) -> Option<BackupView> {
        let named = read_name(name)?;
        let Named { mode, day, .. } = named;
        let path = folder.join(name);
        let said = self.peek(&path, mode);
        let shop_name = said.as_ref().ok().and_then(|backup| shop_in(backup)?.shop).map(|shop| shop.shop_name);
        Some(BackupView {
            name: name.to_owned(),
            place,
            elsewhere: named.is_elsewhere(own),
            mode,
            day: day.to_owned(),
            bytes: fs::metadata(&path).map_or(0, |metadata| metadata.len()),
            made_at_ms: said.as_ref().ok().map(|backup| backup.made_at_ms),
            sales: said.as_ref().map_or(0, |backup| backup.sales),
            newest_ms: said.as_ref().ok().and_then(|backup| backup.newest_ms),
            shop_name: shop_name.unwrap_or_default(),
            problem: said.err().map(problem_of),
        })
    }
}

/// The names of a mode's own backups beside the ledger, the newest first.
pub(crate) fn names_of(folder: &Path, mode: Mode) -> Vec<String> {
    let names = |entry: fs::DirEntry| entry.file_name().into_string().ok();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |name: &String| read_name(name).is_some_and(|named| named.mode == mode && named.sign.is_none());
    let mut names: Vec<String> = entries.filter_map(names).filter(is_ours).collect();
    names.sort_unstable_by(|one, other| other.cmp(one));
    names
}

/// Whether a backup is dated more than a day ahead: it was written under a wrong clock, and may be older than all others.
pub(crate) fn is_future(made_at_ms: Option<i64>, now_ms: i64) -> bool {
    made_at_ms.is_some_and(|made_ms| made_ms > now_ms + DAY_MS)
}

/// The shop's settings in a backup.
pub(crate) fn shop_in(backup: &Backup) -> Option<SettingsFile> {
    serde_json::from_str(backup.files.get("settings.json")?).ok()
}

/// What is wrong with a backup, in words about a backup.
pub(crate) fn problem_of(error: LedgerError) -> Problem {
    match error {
        LedgerError::Newer => Problem::BackupNewer,
        LedgerError::Corrupt | LedgerError::OtherKind => Problem::BackupBad,
        error => error.into(),
    }
}

/// Throws away a mode's backups of that sign beyond the newest fourteen, never the newest good one, never `written`. They
/// are counted, not dated: a clock that was wrong for an hour must not cost a fortnight of backups.
pub(crate) fn prune(shelf: &Shelf, folder: &Path, mode: Mode, sign: Option<&str>, written: &str) {
    let is_ours = |named: Named<'_>| named.mode == mode && named.sign == sign;
    let ours = shelf.list(folder, BackupPlace::Own, sign.unwrap_or_default(), is_ours);
    let last_good = ours.iter().filter(|backup| backup.problem.is_none()).max_by_key(|backup| backup.made_at_ms);
    let last_good = last_good.map(|backup| backup.name.clone());
    for old in ours.iter().skip(KEPT) {
        if old.name != written && Some(&old.name) != last_good.as_ref() {
            // One that cannot be deleted is tried again tomorrow.
            let _ = fs::remove_file(folder.join(&old.name));
        }
    }
}

/// The moment of the oldest good backup of those that are made here and thrown away again: what was sold since may still be
/// asked for. A copy with a sign that somebody laid beside them stays for ever, and would keep the log as long.
pub(crate) fn oldest_ms(shelf: &Shelf, folder: &Path, mode: Mode) -> Option<i64> {
    let ours = shelf.list(folder, BackupPlace::Own, "", |named| named.mode == mode && named.sign.is_none());
    ours.into_iter().filter_map(|backup| backup.made_at_ms).min()
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
    tried.map_err(|_| Problem::BackupFolderReadOnly)?;
    Ok(folder)
}

/// Gives this installation its sign when it has none; tells whether it did.
pub(crate) fn sign(settings: &mut BackupSettings, random: &dyn Random) -> bool {
    let is_missing = !is_sign(&settings.sign);
    if is_missing {
        settings.sign = new_sign(random);
    }
    is_missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;

    #[test]
    fn a_name_is_read_as_it_was_made() {
        for mode in [Mode::Real, Mode::Practice] {
            let sign = new_sign(&SystemRandom);
            assert!(is_sign(&sign), "{sign}");
            for sign in [None, Some(sign.as_str())] {
                let name = name_of(mode, "2026-11-21", sign);
                assert_eq!(read_name(&name), Some(Named { mode, day: "2026-11-21", sign }), "{name}");
            }
        }
    }

    /// A file of a gigabyte on a slow stick is read only when it is asked for.
    #[test]
    fn only_what_is_wanted_by_its_name_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["ledger-2026-11-21.db", "ledger-2026-11-21-abcdef.db", "ledger-2026-11-21-ghjkmn.db"];
        for name in names {
            fs::write(folder.path().join(name), b"what of it").unwrap();
        }
        let read_after = |look: fn(&Shelf, &Path)| {
            let shelf = Shelf::default();
            look(&shelf, folder.path());
            let read = shelf.0.into_inner().unwrap();
            read.into_keys().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let ours = read_after(|shelf, folder| prune(shelf, folder, Mode::Real, Some("abcdef"), "x"));
        assert_eq!(ours, [names[1]]);
        assert_eq!(read_after(|shelf, folder| assert_eq!(oldest_ms(shelf, folder, Mode::Real), None)), [names[0]]);
        assert_eq!(read_after(|shelf, folder| assert_eq!(oldest_ms(shelf, folder, Mode::Practice), None)), [""; 0]);
    }

    #[test]
    fn what_is_no_name_of_ours_is_nobodys() {
        for name in [
            "ledger-2026-11-21-.db",
            "ledger-2026-11-21-abcde.db",
            "ledger-2026-11-21-abcdefg.db",
            "ledger-2026-11-21-abcde0.db",
            "ledger-2026-11-21-ABCDEF.db",
            "ledger-2026-11-21-../..x.db",
            "ledger-2026-11-21abcdef.db",
            "ledger-2026-11-21 (2).db",
            "ledger-2026-13-21-abcdef.db",
            "ledger-2026-1-2१.db",
            "ledger-2026-11-21-abcdef.db.new",
        ] {
            assert_eq!(read_name(name), None, "{name}");
        }
    }
}
