//! Backups of a ledger's file.
//!
//! A backup is a whole ledger, made by `VACUUM INTO`, with two more tables. One says when and of what it was made, the
//! other holds the shop's own files.
//!
//! Behind SQLite's last page stands a digest of every byte before it. SQLite reads only as many pages as its header says,
//! so every tool of SQLite's can open the file. The digest shows a changed byte that neither the page's structure nor the
//! chain would show.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use domain::{Mode, OrderId};
use rusqlite::Connection;

use crate::backup_file::{AT_ONCE, copy_pages, digest_of, is_marked, is_sealed_by, trailer_in, trailer_with};
use crate::chit::doubt_chits;
use crate::open::migrate;
use crate::pacing::{Pacing, asks, at_full_speed, is_paced_by};
use crate::print_job::forget_print_jobs;
use crate::reading::open_to_read;
use crate::verify::{check_mode, verify};
use crate::{Ledger, LedgerError, Opening, own_file};

/// The tables that only a backup has.
const NOTE: &str = "CREATE TABLE backup_note (id INTEGER PRIMARY KEY CHECK (id = 1), made_at_ms INTEGER NOT NULL,
        sales INTEGER NOT NULL, journal_rows INTEGER NOT NULL, newest_ms INTEGER, newest_attempt INTEGER NOT NULL) STRICT;
    CREATE TABLE backup_file (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;";
const NO_NOTE: &str = "DROP TABLE IF EXISTS backup_note; DROP TABLE IF EXISTS backup_file;";

/// The facts that a backup tells about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// When it was made, in ms since 1970.
    pub made_at_ms: i64,
    /// Sales in it.
    pub sales: i64,
    /// Rows of the journal in it.
    pub journal_rows: i64,
    /// The moment of the newest row of the journal, in ms since 1970.
    pub newest_ms: Option<i64>,
    /// The newest attempt's id; 0 before the first.
    pub newest_attempt: i64,
    /// The shop's own files that it carries, by name. No secret is in them.
    pub files: BTreeMap<String, String>,
}

impl Ledger {
    /// Writes a backup to a draft and verifies it. Only then the draft takes the place of a backup of the same name. Reads
    /// over a connection of its own, so that sales go on meanwhile.
    pub fn back_up(&self, to: &Path, at_ms: i64, files: &BTreeMap<String, String>) -> Result<Backup, LedgerError> {
        self.back_up_paced(to, at_ms, files, &at_full_speed())
    }

    /// The same, beside the sales: `pacing` may let it stand still at any time. It holds the moment at which it began to read. Until the copy is
    /// written, the write-ahead log cannot begin anew, so it grows by what is sold meanwhile. It ends with [`LedgerError::Stopped`]
    /// when `pacing` says so, or the ledger is being closed.
    pub fn back_up_paced(
        &self,
        to: &Path,
        at_ms: i64,
        files: &BTreeMap<String, String>,
        pacing: &Pacing,
    ) -> Result<Backup, LedgerError> {
        self.read(|_| Ok(()))?;
        let draft = to.with_extension("db.new");
        remove(&draft)?;
        let (pacing, is_stopped) = self.until_closed(pacing);
        let written = self.write_backup(&draft, at_ms, files, &pacing).and_then(|digest| {
            let backup = self.examine(&draft, &digest, &pacing)?;
            fs::rename(&draft, to)?;
            sync_folder_of(to)?;
            Ok(backup)
        });
        if written.is_err() {
            // The half-written file takes room that is needed. If it cannot be removed now, the next try removes it.
            let _ = remove(&draft);
        }
        // What SQLite says after it was stopped is no verdict.
        written.map_err(|error| if is_stopped() { LedgerError::Stopped } else { error })
    }

    /// Gives the digest that stands behind the last page.
    fn write_backup(
        &self,
        to: &Path,
        at_ms: i64,
        files: &BTreeMap<String, String>,
        pacing: &Pacing,
    ) -> Result<String, LedgerError> {
        let mut source = open_to_read(self.path())?;
        // SQLite writes into a file that is there and empty.
        let (draft, asked, mut on_disk) = (own_file::create_new(to)?, pacing.clone(), 0);
        let stops = move || {
            if !asked() {
                return true;
            }
            let written = draft.metadata().map_or(0, |metadata| metadata.len());
            if written < on_disk + AT_ONCE {
                return false;
            }
            on_disk = written;
            draft.sync_data().is_err()
        };
        asks(&mut source, stops)?;
        source.execute("VACUUM INTO ?1", [text_of(to)?])?;
        drop(source);
        let mut copy = Connection::open(to)?;
        is_paced_by(&mut copy, pacing)?;
        finish(copy, to, at_ms, files, pacing)
    }

    /// Verifies a backup of this version from beginning to end. It was written a moment ago: to digest it once more would read the same
    /// bytes from the system's memory, so it is enough that the digest stands behind them.
    fn examine(&self, path: &Path, digest: &str, pacing: &Pacing) -> Result<Backup, LedgerError> {
        is_sealed_by(path, digest)?;
        let backup = note_in(path, self.mode())?;
        let mut draft = open_to_read(path)?;
        is_paced_by(&mut draft, pacing)?;
        verify(&draft, &self.key())?;
        Ok(backup)
    }

    /// How long a backup would be now, in bytes.
    pub fn backup_bytes(&self) -> Result<u64, LedgerError> {
        let query = "SELECT (page_count - freelist_count) * page_size
            FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        let bytes: i64 = self.read(|connection| Ok(connection.query_row(query, (), |row| row.get(0))?))?;
        Ok(bytes.unsigned_abs())
    }

    /// Makes a backup ready to take the ledger's place. Copies it to `staged`, brings the copy up to date, verifies it from
    /// beginning to end, and syncs it to the disk. The backup itself stays as it is.
    pub fn stage(&self, backup: &Path, staged: &Path) -> Result<Backup, LedgerError> {
        let known = peek(backup, self.mode())?;
        remove(staged)?;
        let ready = copy_pages(backup, staged).and_then(|()| {
            let mut copy = Connection::open(staged)?;
            migrate(&mut copy)?;
            verify(&copy, &self.key())?;
            copy.execute_batch(NO_NOTE)?;
            forget_print_jobs(&copy)?;
            doubt_chits(&copy)?;
            copy.close().map_err(|(_, error)| error)?;
            File::open(staged)?.sync_all()?;
            Ok(())
        });
        if let Err(error) = ready {
            let _ = remove(staged);
            return Err(error);
        }
        Ok(known)
    }

    /// Makes an empty ledger ready to take this one's place, for a shop that has no backup.
    pub fn stage_empty(&self, staged: &Path, at_ms: i64) -> Result<(), LedgerError> {
        remove(staged)?;
        let opening = Opening { mode: self.mode(), key: self.key(), prefix: self.prefix.clone(), now_ms: at_ms };
        Ledger::open(staged, opening)?.close();
        File::open(staged)?.sync_all()?;
        Ok(())
    }
}

/// Makes a backup of a copy of the books: writes into it what it tells about itself, and behind it the digest, which it gives.
pub(crate) fn finish(
    copy: Connection,
    path: &Path,
    at_ms: i64,
    files: &BTreeMap<String, String>,
    pacing: &Pacing,
) -> Result<String, LedgerError> {
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.execute_batch(NO_NOTE)?;
    copy.execute_batch(NOTE)?;
    copy.execute(
        "INSERT INTO backup_note SELECT 1, ?1, (SELECT COUNT(*) FROM sale), (SELECT COUNT(*) FROM sale_event),
            (SELECT MAX(at_ms) FROM sale_event), (SELECT COALESCE(MAX(id), 0) FROM attempt)",
        [at_ms],
    )?;
    for (name, text) in files {
        copy.execute("INSERT INTO backup_file (name, text) VALUES (?1, ?2)", (name, text))?;
    }
    copy.close().map_err(|(_, error)| error)?;
    let digest = digest_of(path, fs::metadata(path)?.len(), pacing)?;
    let mut file = File::options().append(true).open(path)?;
    file.write_all(&trailer_with(&digest))?;
    file.sync_all()?;
    Ok(digest)
}

/// Reads what a backup tells about itself. Gives [`LedgerError::Corrupt`] if any byte was changed.
pub fn peek(path: &Path, mode: Mode) -> Result<Backup, LedgerError> {
    peek_paced(path, mode, &at_full_speed())
}

/// The same, beside the sales.
pub fn peek_paced(path: &Path, mode: Mode, pacing: &Pacing) -> Result<Backup, LedgerError> {
    let (length, trailer) = trailer_in(path)?;
    if trailer != trailer_with(&digest_of(path, length, pacing)?) {
        return Err(LedgerError::Corrupt);
    }
    note_in(path, mode)
}

/// Reads what a backup tells about itself out of a few of its pages, however large it is. Whether any other byte was changed is not known
/// then. A file that was cut off has no mark at its end, and is [`LedgerError::Corrupt`].
pub fn glance(path: &Path, mode: Mode) -> Result<Backup, LedgerError> {
    is_marked(path)?;
    note_in(path, mode)
}

/// What a backup tells about itself, whatever became of its bytes.
pub(crate) fn note_in(path: &Path, mode: Mode) -> Result<Backup, LedgerError> {
    let connection = open_to_read(path)?;
    check_mode(&connection, mode)?;
    let mut files = BTreeMap::new();
    let mut statement = connection.prepare("SELECT name, text FROM backup_file")?;
    for row in statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (name, text): (String, String) = row?;
        files.insert(name, text);
    }
    let query = "SELECT made_at_ms, sales, journal_rows, newest_ms, newest_attempt FROM backup_note WHERE id = 1";
    Ok(connection.query_row(query, (), |row| {
        Ok(Backup {
            made_at_ms: row.get(0)?,
            sales: row.get(1)?,
            journal_rows: row.get(2)?,
            newest_ms: row.get(3)?,
            newest_attempt: row.get(4)?,
            files,
        })
    })?)
}

/// The id of every order in a backup. The attempts' numbers would not do, because two ledgers may use the same ones.
pub fn orders_in(backup: &Path) -> Result<BTreeSet<OrderId>, LedgerError> {
    order_ids(&open_to_read(backup)?)
}

impl Ledger {
    /// The id of every order in it.
    pub fn orders(&self) -> Result<BTreeSet<OrderId>, LedgerError> {
        self.read(order_ids)
    }
}

fn order_ids(connection: &Connection) -> Result<BTreeSet<OrderId>, LedgerError> {
    let mut statement = connection.prepare("SELECT order_id FROM attempt")?;
    let mut rows = statement.query(())?;
    let mut ids = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        ids.insert(OrderId::parse(&id).map_err(|_| LedgerError::Corrupt)?);
    }
    Ok(ids)
}

fn text_of(path: &Path) -> Result<&str, LedgerError> {
    path.to_str().ok_or_else(|| LedgerError::Failed("a path that is no text".to_owned()))
}

/// Removes a database with all files that SQLite may have left beside it. Otherwise SQLite would read an old log as the log
/// of the next file of that name. It is no error if a file is not there.
pub fn remove(path: &Path) -> Result<(), LedgerError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Makes a rename durable. Windows has no way to ask for it, and needs none.
pub fn sync_folder_of(path: &Path) -> Result<(), LedgerError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
