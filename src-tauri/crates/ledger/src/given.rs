//! Whether the disk gives a ledger's file at all. SQLite on unix calls a page damaged that it could not read, and such a page may be
//! whole: the disk may give it the next time.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use rusqlite::Connection;

use crate::LedgerError;
use crate::check_mark::log_of;
use crate::own_file::open_plain;
use crate::reading::open_to_read;

/// What one of SQLite's own checks says of a file. A page that the disk does not give is no damage of the books: it may give it the next
/// time, and the page may be whole.
pub(crate) fn judged(connection: &Connection, check: &str) -> Result<bool, LedgerError> {
    let verdict: String = connection.query_row(&format!("PRAGMA {check}"), (), |row| row.get(0))?;
    if is_of_disk(&verdict) { Err(LedgerError::DiskFault(verdict)) } else { Ok(verdict == "ok") }
}

/// Whether a verdict says that a page could not be read. It has SQLite's number of the error, whose last byte is the kind; of a page
/// that is the rest of a long row it has none.
pub(crate) fn is_of_disk(verdict: &str) -> bool {
    let number = verdict.split_once("unable to get the page. error code=").map(|(_, rest)| rest);
    let number = number.and_then(|rest| rest.split(|sign: char| !sign.is_ascii_digit()).next()?.parse::<i32>().ok());
    number.is_some_and(|number| number & 0xFF == rusqlite::ffi::SQLITE_IOERR) || verdict.contains("failed to get page")
}

/// Gives [`LedgerError::NotGiven`] if the disk does not give a page. SQLite looks over all pages for that, so it is asked only where
/// something was called damaged.
pub(crate) fn is_given(ledger: &Path) -> Result<(), LedgerError> {
    match open_to_read(ledger).and_then(|connection| judged(&connection, "quick_check(1)")) {
        Err(LedgerError::DiskFault(words)) => Err(LedgerError::NotGiven(words)),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// What came of opening or copying a ledger's file, told as the disk's where that does not give all of it. SQLite may not come as far as the
/// pages, so the system is asked for the bytes, too. Nobody may have the file open: whoever closes a file takes SQLite's locks of it away
/// from the whole program.
pub(crate) fn of_given<T>(ledger: &Path, done: Result<T, LedgerError>) -> Result<T, LedgerError> {
    match done {
        Err(error @ (LedgerError::Corrupt | LedgerError::DiskFault(_))) => is_given_at_all(ledger).and(Err(error)),
        done => done,
    }
}

fn is_given_at_all(ledger: &Path) -> Result<(), LedgerError> {
    is_given(ledger)?;
    for file in [ledger.to_owned(), log_of(ledger)] {
        match open_plain(&file).and_then(read_out) {
            Err(error) if is_the_disks(&error) => return Err(LedgerError::NotGiven(error.to_string())),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

fn read_out(mut file: File) -> io::Result<()> {
    let mut block = vec![0; 1 << 16];
    while file.read(&mut block)? > 0 {}
    Ok(())
}

/// Whether it is about the disk, and not about the file's name, its rights, or another program.
fn is_the_disks(error: &io::Error) -> bool {
    let others = [ErrorKind::NotFound, ErrorKind::PermissionDenied, ErrorKind::InvalidInput, ErrorKind::NotADirectory];
    error.raw_os_error().is_some() && !others.contains(&error.kind())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_disk_is_told_from_a_file_that_cannot_be_opened() {
        for (error, is_disk) in [
            (io::Error::from_raw_os_error(5), true),
            (io::Error::from(ErrorKind::NotFound), false),
            (io::Error::from(ErrorKind::PermissionDenied), false),
            (io::Error::other("nothing of the system"), false),
        ] {
            assert_eq!(is_the_disks(&error) && cfg!(unix), is_disk && cfg!(unix), "{error}");
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(is_given_at_all(&folder.path().join("nothing.db")), Ok(()));
        let rubbish = folder.path().join("rubbish.db");
        std::fs::write(&rubbish, b"no database").unwrap();
        assert_eq!(is_given_at_all(&rubbish), Ok(()), "the disk gives all of it");
    }
}
