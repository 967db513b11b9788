//! The shop's own files in a backup: taken when one of ours is broken, or when the shop moves to a new computer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ledger::{glance_at_backup, peek};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::folder::names_where;
use super::keep::own_folder;
use super::name::{is_sign, read_name};
use super::swap::{Plan, Swap};
use crate::settings::file::SettingsFile;
use crate::settings::lists::CatalogueFile;
use crate::settings::store::Store;
use crate::{Mode, Problem, Settings};

/// What became of the shop's own files at the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FilesAtStart {
    /// Taken from a backup: they were broken, or gone.
    pub(crate) taken_back: Vec<String>,
    /// Made anew: they were broken, or gone over books that are there, and no backup had them.
    pub(crate) made_anew: Vec<String>,
    /// Could not be read: one of a backup stands in for it, or an empty one, and it was left as it is.
    pub(crate) unread: Vec<String>,
}

/// Reads a file of the shop's. One that cannot be understood is set aside; it is taken from the newest good backup that has
/// it, as one that is gone is, and without such a backup it is made anew: nothing of this keeps the shop shut. One that
/// cannot be read (the disk fails, another program holds it, it is a folder) may be whole: what would be taken in its place
/// stands in for it in memory, and it stays as it is until a person saves something.
pub(crate) fn load_or_take_back<File: Default + Serialize + DeserializeOwned>(
    folder: &Path,
    name: &str,
    now_ms: i64,
    at_start: &mut FilesAtStart,
) -> Result<(Store<File>, File), Problem> {
    let store = Store::new(folder, name);
    let was_broken = match store.load() {
        Ok(Some(file)) => return Ok((store, file)),
        Ok(None) => None,
        Err(_) => match fs::read(folder.join(name)) {
            Ok(broken) => Some(broken),
            Err(_) => {
                store.stand_in();
                at_start.unread.push(name.to_owned());
                return Ok((store, newest_in_backups(folder, name, "", now_ms).unwrap_or_default()));
            }
        },
    };
    let broken = String::from_utf8_lossy(was_broken.as_deref().unwrap_or_default());
    let found = newest_in_backups(folder, name, &broken, now_ms);
    if was_broken.is_some() {
        let aside = folder.join(format!("{name}.broken-{now_ms}"));
        fs::rename(folder.join(name), aside).map_err(|_| Problem::SettingsNotWritten)?;
    }
    let is_found = found.is_some();
    let file = found.unwrap_or_default();
    // One that is there is no more looked for in the backups. A disk that takes nothing keeps nobody from looking.
    let _ = store.save(&file);
    match (is_found, was_broken.is_some()) {
        (true, _) => at_start.taken_back.push(name.to_owned()),
        (false, true) => at_start.made_anew.push(name.to_owned()),
        // It is the first start, or a shop that never had one.
        (false, false) => {}
    }
    Ok((store, file))
}

/// Settings that know no shop, over a real ledger that is there: real money was moved here, so this is no first start. The
/// ledger is opened, its open sales are shown, and the shop's name and logins are asked for.
pub(crate) fn stand_in(folder: &Path, file: &mut SettingsFile, at_start: &mut FilesAtStart) -> bool {
    let is_first_start = Swap::new(folder, Mode::Real).is_gone();
    if file.shop.is_some() || is_first_start {
        return false;
    }
    file.shop = Some(Settings { mode: Mode::Real, ..Settings::default() });
    let name = "settings.json".to_owned();
    if !at_start.made_anew.contains(&name) && !at_start.unread.contains(&name) {
        at_start.made_anew.push(name);
    }
    true
}

/// A copy with a sign that somebody laid beside them may be another computer's, and which is ours stood in the broken file. Only the
/// newest that has the file and is good is read to its end.
fn newest_in_backups<File: DeserializeOwned>(folder: &Path, name: &str, broken: &str, now_ms: i64) -> Option<File> {
    let own = own_folder(folder);
    let mut backups = names_where(&own, |named| named.sign.is_none());
    // Of one day and both kinds of money, real money's comes first: it sorts so by its name.
    backups.sort_by_cached_key(|backup| (read_name(backup).map(|named| named.rank(now_ms)), backup.clone()));
    backups.iter().find_map(|backup| {
        let (path, mode) = (own.join(backup), read_name(backup)?.mode);
        noted_in(&path, mode, name)?;
        let mut file: Value = serde_json::from_str(peek(&path, mode).ok()?.files.get(name)?).ok()?;
        if let Some(theirs) = file.pointer_mut(SIGN) {
            *theirs = sign_in(broken).or_else(|| agreed_sign(&own, &backups)).unwrap_or_default().into();
        }
        serde_json::from_value(file).ok()
    })
}

/// A file of the shop's as a backup has it. Whether another byte of the backup was changed is not looked at.
fn noted_in(backup: &Path, mode: Mode, name: &str) -> Option<String> {
    glance_at_backup(backup, mode).ok()?.files.remove(name)
}

/// Where `settings.json` has the installation's sign.
pub(super) const SIGN: &str = "/backup/sign";

/// The sign that broken settings still show.
fn sign_in(broken: &str) -> Option<String> {
    let shown = broken.split_once(r#""sign""#).and_then(|(_, rest)| rest.split('"').nth(1));
    shown.filter(|text| is_sign(text)).map(str::to_owned)
}

/// The sign that all backups tell. Where they disagree, one of them may be another computer's, and a new sign is made: two computers
/// of one sign would throw away each other's copies.
fn agreed_sign(own: &Path, backups: &[String]) -> Option<String> {
    let told = backups.iter().filter_map(|backup| {
        let settings = noted_in(&own.join(backup), read_name(backup)?.mode, "settings.json")?;
        let file: Value = serde_json::from_str(&settings).ok()?;
        file.pointer(SIGN)?.as_str().map(str::to_owned)
    });
    // Backups of earlier versions have none, and disagree with nobody.
    let told: BTreeSet<String> = told.filter(|sign| !sign.is_empty()).collect();
    if told.len() == 1 { told.into_iter().next() } else { None }
}

/// The shop's own files, as they are held in memory.
pub(crate) struct Kept<'a> {
    pub(crate) settings: &'a mut SettingsFile,
    pub(crate) catalogue: &'a mut CatalogueFile,
}

/// Takes shop, addresses and own codes from the backup that is restored, where that was wanted. In the plan stands then how
/// it ended; where that cannot be written, the start after a kill takes them again.
pub(crate) fn take_wanted(folder: &Path, swap: &Swap, plan: &mut Plan, kept: Kept<'_>) {
    let Some(files) = plan.files.take() else { return };
    let is_taken = take(folder, &files, kept).is_ok();
    (plan.report.settings_taken, plan.report.settings_refused) = (is_taken, !is_taken);
    let _ = swap.decide(plan);
}

/// The mode and what belongs to this computer (callbacks, the second folder and the sign of its copies there) stay.
fn take(folder: &Path, files: &BTreeMap<String, String>, kept: Kept<'_>) -> Result<(), Problem> {
    let read = |name: &str| files.get(name).ok_or(Problem::SettingsUnreadable);
    let mut settings: SettingsFile =
        serde_json::from_str(read("settings.json")?).map_err(|_| Problem::SettingsUnreadable)?;
    let own: CatalogueFile = match read("catalogue.json") {
        Ok(text) => serde_json::from_str(text).map_err(|_| Problem::SettingsUnreadable)?,
        Err(_) => CatalogueFile::default(),
    };
    settings.callbacks = kept.settings.callbacks.clone();
    settings.backup = kept.settings.backup.clone();
    settings.logins_settled = kept.settings.logins_settled.clone();
    if let Some(shop) = &mut settings.shop {
        shop.mode = kept.settings.shop.as_ref().map(|present| present.mode).unwrap_or_default();
    }
    Store::new(folder, "settings.json").save(&settings)?;
    *kept.settings = settings;
    Store::new(folder, "catalogue.json").save(&own)?;
    *kept.catalogue = own;
    Ok(())
}
