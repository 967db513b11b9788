//! The shop's own files in a backup: taken when one of ours is broken, or when the shop moves to a new computer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::folder::Shelf;
use super::keep::own_folder;
use super::name::is_sign;
use super::swap::{Plan, Swap};
use crate::settings::file::SettingsFile;
use crate::settings::lists::CatalogueFile;
use crate::settings::store::Store;
use crate::{BackupPlace, BackupView, Mode, Problem, Settings};

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

/// A copy with a sign that somebody laid beside them may be another computer's, and which is ours stood in the broken file.
fn newest_in_backups<File: DeserializeOwned>(folder: &Path, name: &str, broken: &str, now_ms: i64) -> Option<File> {
    let (shelf, own) = (Shelf::default(), own_folder(folder));
    let mut good = shelf.list(&own, BackupPlace::Own, "", |named| named.sign.is_none());
    good.retain(|backup| backup.problem.is_none());
    good.sort_by_cached_key(|backup| (backup.rank(now_ms), std::cmp::Reverse(backup.made_at_ms)));
    let read = |backup: &BackupView| {
        let said = shelf.peek(&own.join(&backup.name), backup.mode).ok()?;
        serde_json::from_str(said.files.get(name)?).ok()
    };
    let files: Vec<Value> = good.iter().filter_map(read).collect();
    let sign = own_sign(broken, &files);
    files.into_iter().find_map(|mut file| {
        if let Some(theirs) = file.pointer_mut(SIGN) {
            *theirs = sign.as_str().into();
        }
        serde_json::from_value(file).ok()
    })
}

/// Where `settings.json` has the installation's sign.
pub(super) const SIGN: &str = "/backup/sign";

/// The sign that the broken settings still show, else the one that all backups tell. Where they disagree, one of them may be
/// another computer's, and a new sign is made: two computers of one sign would throw away each other's copies.
fn own_sign(broken: &str, files: &[Value]) -> String {
    let shown =
        broken.split_once(r#""sign""#).and_then(|(_, rest)| rest.split('"').nth(1)).filter(|text| is_sign(text));
    // Backups of earlier versions have none, and disagree with nobody.
    let signs = files.iter().filter_map(|file| file.pointer(SIGN).and_then(Value::as_str));
    let told: BTreeSet<&str> = signs.filter(|sign| !sign.is_empty()).collect();
    let agreed = told.first().filter(|_| told.len() == 1);
    shown.or(agreed.copied()).unwrap_or_default().to_owned()
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
