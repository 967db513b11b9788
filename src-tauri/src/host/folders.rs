//! The data folder: its place if `--data-dir` does not say, its name by which a second program over it is known.

use std::env::var_os;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The platform's folder for a program's own data. It is asked for before Tauri runs, so that the counter can be
/// opened beside the window.
pub(crate) fn default_data_dir(identifier: &str) -> PathBuf {
    let home = || var_os("HOME").map(PathBuf::from);
    let here = || PathBuf::from(".");
    if cfg!(target_os = "windows") {
        let roaming = var_os("APPDATA").map_or_else(here, PathBuf::from).join(identifier);
        // The web view keeps its own things in the folder above.
        let local = var_os("LOCALAPPDATA").map(|base| PathBuf::from(base).join(identifier).join("data"));
        return local.map_or_else(|| roaming.clone(), |local| settle(&roaming, &local));
    }
    let base = if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(|| home().map(|home| home.join(".local/share")))
    };
    base.unwrap_or_else(here).join(identifier)
}

/// Which of the two folders of a Windows profile is the shop's. A version before this one kept everything in the roaming
/// profile, which is copied to other computers at every log-off, while the ledger is in use or not; it is moved into the
/// local one, once. Where that cannot be done (it is open in an older copy of the program) it is used where it is.
fn settle(roaming: &Path, local: &Path) -> PathBuf {
    if is_shop(local) || !is_shop(roaming) {
        return local.to_owned();
    }
    match move_folder(roaming, local) {
        Ok(()) => local.to_owned(),
        Err(_) => roaming.to_owned(),
    }
}

/// Whether a folder is a shop's: it was opened once.
fn is_shop(folder: &Path) -> bool {
    folder.join("galla.lock").exists()
}

/// Moves a folder whole or not at all.
fn move_folder(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(above) = to.parent() {
        fs::create_dir_all(above)?;
    }
    // Whatever is there is no shop: an empty folder that was made and never used.
    let _ = fs::remove_dir(to);
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    // The roaming profile may be on another disk. The copy takes its name only when it is whole, and the old folder loses its
    // own only then, so that no version ever finds half a shop.
    let draft = to.with_extension("moving");
    let _ = fs::remove_dir_all(&draft);
    let moved = hold(from).and_then(|_held| copy_folder(from, &draft)).and_then(|()| fs::rename(&draft, to));
    if let Err(error) = moved {
        let _ = fs::remove_dir_all(&draft);
        return Err(error);
    }
    // It stays under a name that nobody looks for, because it is the shop's books; a folder that cannot be renamed is passed
    // over from now on, since the other one is a shop.
    let _ = fs::rename(from, from.with_extension("moved"));
    Ok(())
}

/// Holds a shop's folder as a program that has it open would. `Err`: one does.
fn hold(folder: &Path) -> io::Result<fs::File> {
    let file = fs::File::options().write(true).open(folder.join("galla.lock"))?;
    file.try_lock().map_err(|_| io::Error::from(io::ErrorKind::ResourceBusy))?;
    Ok(file)
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (kind, target) = (entry.file_type()?, to.join(entry.file_name()));
        if kind.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if kind.is_file() && entry.file_name() != "galla.lock" {
            fs::copy(entry.path(), &target)?;
            fs::File::options().write(true).open(&target)?.sync_all()?;
        }
    }
    // Last: it is what makes a folder a shop's.
    if from.join("galla.lock").exists() {
        fs::File::create(to.join("galla.lock"))?.sync_all()?;
    }
    Ok(())
}

/// The name of a data folder among running programs: the program's own for the folder that it takes by itself.
pub(crate) fn instance_name(identifier: &str, folder: &Path, is_default: bool) -> String {
    if is_default {
        return identifier.to_owned();
    }
    // However it is written, it is one folder. One that is not there yet is made now: its name would be another one later.
    let _ = fs::create_dir_all(folder);
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    format!("{identifier}.f{:016x}", digest(real.as_os_str().as_encoded_bytes()))
}

/// FNV-1a: the same in every build of the program.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, byte| (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop(folder: &Path) {
        fs::create_dir_all(folder.join("backups")).unwrap();
        for (name, text) in [("galla.lock", ""), ("ledger.db", "books"), ("backups/ledger-2026-11-21.db", "copy")] {
            fs::write(folder.join(name), text).unwrap();
        }
    }

    #[test]
    fn a_shop_in_the_roaming_profile_is_moved_once() {
        let base = tempfile::tempdir().unwrap();
        let (roaming, local) = (base.path().join("roaming"), base.path().join("local/data"));
        assert_eq!(settle(&roaming, &local), local, "a new shop begins in the local profile");
        assert!(!local.exists(), "and nothing is made before it is opened");
        shop(&roaming);
        fs::create_dir_all(&local).unwrap();
        assert_eq!(settle(&roaming, &local), local);
        assert_eq!(fs::read(local.join("backups/ledger-2026-11-21.db")).unwrap(), b"copy");
        assert!(!roaming.exists());
        // An older version was started again and made a shop there: it is another one.
        shop(&roaming);
        fs::write(roaming.join("ledger.db"), "other books").unwrap();
        assert_eq!(settle(&roaming, &local), local);
        assert_eq!(fs::read(local.join("ledger.db")).unwrap(), b"books");
        assert_eq!(fs::read(roaming.join("ledger.db")).unwrap(), b"other books");
    }

    #[test]
    fn a_shop_that_cannot_be_moved_is_used_where_it_is() {
        let base = tempfile::tempdir().unwrap();
        let (roaming, local) = (base.path().join("roaming"), base.path().join("local/data"));
        shop(&roaming);
        // Something that is no folder has the name, so neither renaming nor copying can end well.
        fs::create_dir_all(base.path().join("local")).unwrap();
        fs::write(&local, "in the way").unwrap();
        assert_eq!(settle(&roaming, &local), roaming);
        assert_eq!(fs::read(roaming.join("ledger.db")).unwrap(), b"books");
        assert!(!local.with_extension("moving").exists());
    }

    #[test]
    fn over_to_another_disk_a_shop_is_copied_whole() {
        let base = tempfile::tempdir().unwrap();
        let (from, to) = (base.path().join("from"), base.path().join("to"));
        shop(&from);
        copy_folder(&from, &to).unwrap();
        assert!(is_shop(&to));
        assert_eq!(fs::read(to.join("backups/ledger-2026-11-21.db")).unwrap(), b"copy");
        let held = hold(&from).unwrap();
        assert!(hold(&from).is_err(), "one that is open in a program is not copied");
        drop(held);
    }

    #[test]
    fn one_folder_has_one_name_however_it_is_written() {
        let base = tempfile::tempdir().unwrap();
        let folder = base.path().join("shop");
        let name = |folder: &Path| instance_name("in.galla.counter", folder, false);
        assert_eq!(name(&folder), name(&base.path().join("./shop/../shop")));
        assert_ne!(name(&folder), name(&base.path().join("other")));
        assert_eq!(instance_name("in.galla.counter", &folder, true), "in.galla.counter");
        assert!(name(&folder).starts_with("in.galla.counter.f"));
    }
}
