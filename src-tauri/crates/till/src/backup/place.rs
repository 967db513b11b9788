//! A data folder's sign. A folder that was moved keeps its sign. A folder that was copied whole gets a new one.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use ledger::{create_new, open_plain};
use serde_json::Value;

use super::files::SIGN;
use super::folder::draft_in;
use super::keep::own_folder;
use super::name::{is_sign, new_sign};
use super::second::{LOOK, Second};
use super::swap::Swap;
use crate::backup::aside;
use crate::settings::entries::LEDGER;
use crate::settings::file::SettingsFile;
use crate::{Mode, Ports};

/// Whether nothing of a shop was ever kept in a folder.
pub(crate) fn is_new_folder(folder: &Path) -> bool {
    let is_gone = |mode| Swap::new(folder, mode).is_gone();
    let has_files = folder.join("settings.json").exists() || own_folder(folder).exists();
    !has_files && is_gone(Mode::Real) && is_gone(Mode::Practice)
}

/// Notes where the data folder is, and gives it a sign of its own when it is a copy of one that still is where this one was
/// opened last. Tells whether the settings have changed.
///
/// A copy's logins are those of the other folder: under the new sign there are none, and somebody is asked whether they are
/// used here too. A folder that is no more where it was has been moved, and keeps its sign. When the old place does not
/// answer (it was on a share), nobody can tell yet, and the next start looks again.
pub(crate) async fn settle_place(folder: &Path, file: &mut SettingsFile, ports: &Ports) -> bool {
    let Ok(here) = fs::canonicalize(folder).map(|here| here.to_string_lossy().into_owned()) else { return false };
    let (place, sign) = (file.backup.place.clone(), file.backup.sign.clone());
    if place == here {
        return false;
    }
    if !place.is_empty() {
        // Whether it was copied or moved: on another computer nobody can tell.
        file.backup.asks_slips = vec![Mode::Practice, Mode::Real];
    }
    if !place.is_empty() && is_sign(&sign) {
        let (way, own, theirs) = (Second::new(ports.reach.clone()), folder.to_owned(), sign.clone());
        let look = move |old: &Path| sign_at(old).is_some_and(|found| found == theirs) && !is_same_folder(&own, old);
        match aside(move || way.within(Path::new(&place), LOOK, look)).await {
            Ok(Ok(true)) => {
                file.backup.sign = new_sign(ports.random.as_ref());
                file.backup.copied_from = sign;
                file.logins_settled = BTreeSet::from([LEDGER.to_owned()]);
            }
            Ok(Ok(false)) => {}
            Ok(Err(_)) | Err(_) => return false,
        }
    }
    file.backup.place = here;
    true
}

/// The sign of the shop in a folder, where there is one.
fn sign_at(folder: &Path) -> Option<String> {
    let mut text = String::new();
    open_plain(&folder.join("settings.json")).ok()?.read_to_string(&mut text).ok()?;
    let file: Value = serde_json::from_str(&text).ok()?;
    Some(file.pointer(SIGN)?.as_str()?.to_owned())
}

/// Whether both are one folder that is reached in two ways: what is made in the one is in the other. One in which nothing can
/// be made is taken for the same: it is not given a new sign that cannot be kept.
fn is_same_folder(own: &Path, other: &Path) -> bool {
    let draft = draft_in(own);
    let Ok(_made) = create_new(&draft) else { return true };
    let is_same = draft.file_name().is_some_and(|name| other.join(name).exists());
    let _ = fs::remove_file(&draft);
    is_same
}
