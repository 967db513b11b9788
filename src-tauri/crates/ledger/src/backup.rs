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
use std::io::{Read, Write};
use std::path::Path;

use domain::{Mode, OrderId};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::chit::doubt_chits;
use crate::open::migrate;
use crate::print_job::forget_print_jobs;
use crate::reading::open_to_read;
use crate::verify::{check_mode, verify};
use crate::{Ledger, LedgerError, Opening, own_file};

/// The text between the last page and the digest.
const MARK: &[u8] = b"\ngalla backup, sha-256 ";
/// How many bytes stand behind the last page: mark, 64 hexadecimal digits, end of the line.
const TRAILER: u64 = MARK.len() as u64 + 65;

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
        self.read(|_| Ok(()))?;
        let draft = to.with_extension("db.new");
        remove(&draft)?;
        let written = self.write_backup(&draft, at_ms, files).and_then(|()| self.examine(&draft)).and_then(|backup| {
            fs::rename(&draft, to)?;
            sync_folder_of(to)?;
            Ok(backup)
        });
        if written.is_err() {
            // The half-written file takes room that is needed. If it cannot be removed now, the next try removes it.
            let _ = remove(&draft);
        }
        written
    }

    fn write_backup(&self, to: &Path, at_ms: i64, files: &BTreeMap<String, String>) -> Result<(), LedgerError> {
        let source = open_to_read(self.path())?;
        source.execute("VACUUM INTO ?1", [text_of(to)?])?;
        drop(source);
        finish(Connection::open(to)?, to, at_ms, files)
    }

    /// Verifies a backup of this version from beginning to end.
    fn examine(&self, path: &Path) -> Result<Backup, LedgerError> {
        let backup = peek(path, self.mode())?;
        verify(&open_to_read(path)?, &self.key())?;
        Ok(backup)
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

/// Makes a backup of a copy of the books: writes into it what it tells about itself, and behind it the digest.
pub(crate) fn finish(
    copy: Connection,
    path: &Path,
    at_ms: i64,
    files: &BTreeMap<String, String>,
) -> Result<(), LedgerError> {
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
    let digest = digest_of(path, fs::metadata(path)?.len())?;
    let mut file = File::options().append(true).open(path)?;
    file.write_all(&[MARK, digest.as_bytes(), b"\n"].concat())?;
    file.sync_all()?;
    Ok(())
}

/// Reads what a backup tells about itself. Gives [`LedgerError::Corrupt`] if any byte was changed.
pub fn peek(path: &Path, mode: Mode) -> Result<Backup, LedgerError> {
    let mut file = own_file::open_plain(path)?;
    let length = file.metadata()?.len().checked_sub(TRAILER).ok_or(LedgerError::Corrupt)?;
    let mut trailer = Vec::new();
    std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(length))?;
    file.read_to_end(&mut trailer)?;
    let wanted = [MARK, digest_of(path, length)?.as_bytes(), b"\n"].concat();
    if trailer != wanted {
        return Err(LedgerError::Corrupt);
    }
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

/// SHA-256 of the first `length` bytes, in hexadecimal.
fn digest_of(path: &Path, length: u64) -> Result<String, LedgerError> {
    let mut rest = own_file::open_plain(path)?.take(length);
    let (mut digest, mut block) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match rest.read(&mut block)? {
            0 => break,
            read => digest.update(&block[..read]),
        }
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Copies a backup without the mark and the digest behind its last page.
fn copy_pages(backup: &Path, to: &Path) -> Result<(), LedgerError> {
    let length = fs::metadata(backup)?.len().checked_sub(TRAILER).ok_or(LedgerError::Corrupt)?;
    let mut file = own_file::create_afresh(to)?;
    std::io::copy(&mut own_file::open_plain(backup)?.take(length), &mut file)?;
    file.sync_all()?;
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
