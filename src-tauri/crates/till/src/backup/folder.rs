//! The folders of backups: names, what lies there, and what is thrown away.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use domain::india_day_start_ms;
use ledger::{Backup, Kind, LedgerError, peek};

use super::swap::stem;
use super::view::{BackupPlace, BackupView};
use crate::settings::SettingsFile;
use crate::{Mode, Problem};

/// So many daily backups of a ledger are kept: a fortnight.
pub(crate) const KEPT: usize = 14;

pub(crate) fn kind_of(mode: Mode) -> Kind {
    match mode {
        Mode::Practice => Kind::Practice,
        Mode::Real => Kind::Real,
    }
}

/// The name of a day's backup.
pub(crate) fn name_of(mode: Mode, day: &str) -> String {
    format!("{}-{day}.db", stem(mode))
}

/// The mode and day of a name, when it is one of ours to the letter: nothing else is listed, restored or thrown away.
pub(crate) fn read_name(name: &str) -> Option<(Mode, &str)> {
    let day_of = |mode| name.strip_prefix(stem(mode))?.strip_prefix('-')?.strip_suffix(".db");
    let found = [Mode::Real, Mode::Practice].into_iter().find_map(|mode| Some((mode, day_of(mode)?)));
    found.filter(|(_, day)| day.len() == 10 && india_day_start_ms(day).is_some())
}

/// What a file said of itself, for as long as it is the same file: reading it costs a digest of all of it.
type Peeked = BTreeMap<PathBuf, (u64, Option<SystemTime>, Result<Backup, LedgerError>)>;

/// Reads backups, each only once.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Peeked>);

impl Shelf {
    /// What a backup says of itself, when no byte of it was changed.
    pub(crate) fn peek(&self, path: &Path, mode: Mode) -> Result<Backup, LedgerError> {
        let metadata = fs::metadata(path)?;
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

    /// The backups of a folder, newest day first. A folder that is not there has none.
    pub(crate) fn list(&self, folder: &Path, place: BackupPlace) -> Vec<BackupView> {
        let names = |entry: fs::DirEntry| entry.file_name().into_string().ok();
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut views: Vec<BackupView> =
            entries.filter_map(names).filter_map(|name| self.view(folder, place, &name)).collect();
        views.sort_by(|one, other| (&other.day, &other.name).cmp(&(&one.day, &one.name)));
        views
    }

    /// One backup; `None` for a name that is not ours.
    pub(crate) fn view(&self, folder: &Path, place: BackupPlace, name: &str) -> Option<BackupView> {
        let (mode, day) = read_name(name)?;
        let path = folder.join(name);
        let said = self.peek(&path, mode);
        let shop_name = said.as_ref().ok().and_then(|backup| shop_in(backup)?.shop).map(|shop| shop.shop_name);
        Some(BackupView {
            name: name.to_owned(),
            place,
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

/// Throws away a mode's backups beyond the newest fourteen, never the newest good one, never `written`. They are counted,
/// not dated: a clock that was wrong for an hour must not cost a fortnight of backups.
pub(crate) fn prune(shelf: &Shelf, folder: &Path, mode: Mode, written: &str) {
    let ours: Vec<BackupView> =
        shelf.list(folder, BackupPlace::Own).into_iter().filter(|backup| backup.mode == mode).collect();
    let last_good = ours.iter().filter(|backup| backup.problem.is_none()).max_by_key(|backup| backup.made_at_ms);
    let last_good = last_good.map(|backup| backup.name.clone());
    for old in ours.iter().skip(KEPT) {
        if old.name != written && Some(&old.name) != last_good.as_ref() {
            // One that cannot be deleted is tried again tomorrow.
            let _ = fs::remove_file(folder.join(&old.name));
        }
    }
}

/// The moment of the oldest good backup: what was sold since may still be asked for.
pub(crate) fn oldest_ms(shelf: &Shelf, folder: &Path, mode: Mode) -> Option<i64> {
    let ours = shelf.list(folder, BackupPlace::Own).into_iter().filter(|backup| backup.mode == mode);
    ours.filter_map(|backup| backup.made_at_ms).min()
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
    let trial = folder.join(".galla-may-write");
    fs::write(&trial, b"").and_then(|()| fs::remove_file(&trial)).map_err(|_| Problem::BackupFolderReadOnly)?;
    Ok(folder)
}
