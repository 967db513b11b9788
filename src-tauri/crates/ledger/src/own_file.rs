//! The program's own files, which only their owner may read.
//!
//! A folder may be shared (a stick, a synced folder, a network share). Whoever may write there could put a link in the
//! place of a file that we are going to write. Then we would overwrite the file that the link points to. So no link is
//! followed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Beginnings of the names that this program gives in a data folder.
const OURS: [&str; 9] = [
    "ready.json",
    "settings.json",
    "catalogue.json",
    "ledger",
    "practice",
    "repair-",
    "galla.lock",
    "backups",
    "simulator",
];
/// The folder of a data folder's backups.
const BACKUPS: &str = "backups";

/// Options for a file of our own. Only its owner may read it, and a link in its place is not followed.
pub fn own_options() -> OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Opening must not block, because a pipe in the place of a file would be waited for without end.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.mode(0o600).custom_flags(flags.bits().cast_signed());
    }
    options
}

/// Makes a file that was not there. A link or another file of that name is an error.
pub fn create_new(path: &Path) -> io::Result<File> {
    own_options().write(true).create_new(true).open(path)
}

/// Makes a file in the place of whatever has its name. What a link there points to stays as it is.
pub fn create_afresh(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    create_new(path)
}

/// Opens a file for reading. A link, a pipe or a device in its place is an error.
pub fn open_plain(path: &Path) -> io::Result<File> {
    let file = own_options().read(true).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::from(ErrorKind::InvalidInput)) }
}

/// Writes a file durably, whole or not at all. It is written as `draft` beside it, and then renamed.
pub fn write_whole(path: &Path, draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_afresh(draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(draft, path)
}

/// Closes a data folder to everybody but its owner, with everything in it that has a name of ours. If something cannot be
/// closed (a stick without owners), selling goes on all the same. The backups are looked at one by one only if their folder
/// was open. Nobody else gets into a closed one, and a start must not cost more with each backup.
pub fn close_to_others(folder: &Path) {
    set_mode(folder, 0o700);
    let backups = folder.join(BACKUPS);
    let was_open = !has_mode(&backups, 0o700);
    for path in entries(folder).filter(|path| is_ours(path)) {
        close_entry(&path);
    }
    if was_open {
        entries(&backups).for_each(|path| close_entry(&path));
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = std::path::PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

fn is_ours(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    OURS.iter().any(|ours| name.starts_with(ours))
}

/// Closes a file or folder to everybody but its owner. A link is left alone, because the file it points to is not ours.
pub fn close_entry(path: &Path) {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => set_mode(path, 0o700),
        Ok(metadata) if metadata.is_file() => set_mode(path, 0o600),
        _ => {}
    }
}

#[cfg(unix)]
fn has_mode(path: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o777 == mode)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    if !has_mode(path, mode) {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    }
}

/// Nothing to do on Windows: a profile's folder is closed to others already.
#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) {}

#[cfg(not(unix))]
fn has_mode(_path: &Path, _mode: u32) -> bool {
    true
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_data_folder_is_closed_with_what_is_ours_in_it() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("data");
        fs::create_dir_all(folder.join("backups")).unwrap();
        let elsewhere = outer.path().join("elsewhere");
        fs::write(&elsewhere, "not ours").unwrap();
        for name in ["settings.json", "ledger.db", "ledger.db-wal", "backups/ledger-2026-11-21.db", "holiday.jpg"] {
            fs::write(folder.join(name), "x").unwrap();
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o644)).unwrap();
        }
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o644)).unwrap();
        symlink(&elsewhere, folder.join("ledger-link")).unwrap();
        close_to_others(&folder);
        assert_eq!((mode(&folder), mode(&folder.join("backups"))), (0o700, 0o700));
        for name in ["settings.json", "ledger.db", "ledger.db-wal", "backups/ledger-2026-11-21.db"] {
            assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
        }
        assert_eq!(
            mode(&folder.join("holiday.jpg")),
            0o644,
            "somebody may have typed a folder with other things in it"
        );
        assert_eq!(mode(&elsewhere), 0o644, "what a link points to is not ours");
    }

    #[test]
    fn a_planted_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (victim, link) = (folder.path().join("victim"), folder.path().join("link"));
        fs::write(&victim, "precious").unwrap();
        symlink(&victim, &link).unwrap();
        assert!(create_new(&link).is_err());
        assert!(open_plain(&link).is_err());
        assert!(own_options().append(true).create(true).open(&link).is_err());
        create_afresh(&link).unwrap().write_all(b"ours").unwrap();
        assert_eq!((fs::read(&victim).unwrap(), fs::read(&link).unwrap()), (b"precious".to_vec(), b"ours".to_vec()));
        assert_eq!(mode(&link), 0o600);
        symlink(&victim, folder.path().join("draft")).unwrap();
        write_whole(&folder.path().join("file"), &folder.path().join("draft"), b"whole").unwrap();
        assert_eq!(fs::read(&victim).unwrap(), b"precious");
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(open_plain(folder.path()).is_err());
        assert!(open_plain(Path::new("/dev/zero")).is_err());
    }
}
