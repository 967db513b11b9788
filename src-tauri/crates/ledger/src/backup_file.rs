//! A backup as a file: the digest behind its last page, and its copies.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::pacing::Pacing;
use crate::{LedgerError, own_file};

/// The text between the last page and the digest.
const MARK: &[u8] = b"\ngalla backup, sha-256 ";
/// How many bytes stand behind the last page: mark, 64 hexadecimal digits, end of the line.
const TRAILER: u64 = MARK.len() as u64 + 65;
/// So many bytes at a time a backup is brought to the disk while it is written. All of it at once would take seconds, and a sale that is
/// made durable meanwhile would wait for that.
pub(crate) const AT_ONCE: u64 = 16 << 20;

/// So many bytes are read at once.
const BLOCK: usize = 1 << 16;

pub(crate) fn trailer_with(digest: &str) -> Vec<u8> {
    [MARK, digest.as_bytes(), b"\n"].concat()
}

/// How long a backup is without what stands behind its last page, and that.
pub(crate) fn trailer_in(path: &Path) -> Result<(u64, Vec<u8>), LedgerError> {
    let mut file = own_file::open_plain(path)?;
    let length = file.metadata()?.len().checked_sub(TRAILER).ok_or(LedgerError::Corrupt)?;
    let mut trailer = Vec::new();
    file.seek(SeekFrom::Start(length))?;
    file.read_to_end(&mut trailer)?;
    Ok((length, trailer))
}

/// Whether the mark of a backup stands behind the last page.
pub(crate) fn is_marked(path: &Path) -> Result<(), LedgerError> {
    if trailer_in(path)?.1.starts_with(MARK) { Ok(()) } else { Err(LedgerError::Corrupt) }
}

/// Whether a digest stands behind the last page.
pub(crate) fn is_sealed_by(path: &Path, digest: &str) -> Result<(), LedgerError> {
    if trailer_in(path)?.1 == trailer_with(digest) { Ok(()) } else { Err(LedgerError::Corrupt) }
}

/// SHA-256 of the first `length` bytes, in hexadecimal.
pub(crate) fn digest_of(path: &Path, length: u64, pacing: &Pacing) -> Result<String, LedgerError> {
    let mut bytes = own_file::open_plain(path)?.take(length);
    let (mut digest, mut block) = (Sha256::new(), vec![0; BLOCK]);
    while pacing() {
        match bytes.read(&mut block)? {
            0 => return Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            read => digest.update(&block[..read]),
        }
    }
    Err(LedgerError::Stopped)
}

/// Copies a backup without the mark and the digest behind its last page.
pub(crate) fn copy_pages(backup: &Path, to: &Path) -> Result<(), LedgerError> {
    let length = std::fs::metadata(backup)?.len().checked_sub(TRAILER).ok_or(LedgerError::Corrupt)?;
    let mut file = own_file::create_afresh(to)?;
    std::io::copy(&mut own_file::open_plain(backup)?.take(length), &mut file)?;
    file.sync_all()?;
    Ok(())
}

/// Copies a backup as it is, beside the sales, into a file that must not be there. When it returns, the copy is on the disk, and who
/// reads it reads what the disk has, where the system can be told so.
pub fn copy_paced(backup: &Path, to: &Path, pacing: &Pacing) -> Result<(), LedgerError> {
    let (mut from, mut copy) = (own_file::open_plain(backup)?, own_file::create_new(to)?);
    let (mut block, mut written, mut on_disk) = (vec![0; BLOCK], 0, 0);
    while pacing() {
        let read = from.read(&mut block)?;
        if read == 0 {
            copy.sync_all()?;
            // A file system that forgets nothing gives what it has in its memory.
            #[cfg(target_os = "linux")]
            let _ = rustix::fs::fadvise(&copy, 0, None, rustix::fs::Advice::DontNeed);
            return Ok(());
        }
        copy.write_all(&block[..read])?;
        written += read as u64;
        if written >= on_disk + AT_ONCE {
            copy.sync_data()?;
            on_disk = written;
        }
    }
    Err(LedgerError::Stopped)
}

/// How many bytes may still be written to the disk of a folder. `None`: it does not say.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    fs4::available_space(folder).ok()
}
