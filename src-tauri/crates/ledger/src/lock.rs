//! One copy of the program per data folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::LedgerError;
use crate::own_file::own_options;

/// Holds a data folder for this process. The operating system frees the folder even when the process is killed.
#[derive(Debug)]
pub struct FolderLock(#[expect(dead_code, reason = "held open for its lock")] File);

impl FolderLock {
    /// Takes the folder. Makes it first if it is not there.
    pub fn take(folder: &Path) -> Result<FolderLock, LedgerError> {
        std::fs::create_dir_all(folder).map_err(refused)?;
        let open = own_options().create(true).truncate(false).write(true).open(folder.join("galla.lock"));
        let file = open.map_err(refused)?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock(file)),
            Err(TryLockError::WouldBlock) => Err(LedgerError::InUse),
            Err(TryLockError::Error(error)) => Err(LedgerError::Failed(error.to_string())),
        }
    }
}

/// Every fault here means that the folder cannot be written to. Only a path that is too long and a full disk are told
/// apart.
fn refused(error: std::io::Error) -> LedgerError {
    let told = LedgerError::from(error);
    if matches!(told, LedgerError::PathTooLong | LedgerError::DiskFull) { told } else { LedgerError::ReadOnly }
}
