//! One copy of the program per data folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::LedgerError;
use crate::own_file::own_options;

/// Holds a data folder for this process. The operating system lets go of it even when the process is killed.
#[derive(Debug)]
pub struct FolderLock(#[expect(dead_code, reason = "held open for its lock")] File);

impl FolderLock {
    /// Takes the folder, making it when it is not there.
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

/// Whatever keeps us out of the folder, it cannot be written to; only where the fault is the path's own that is said.
fn refused(error: std::io::Error) -> LedgerError {
    let told = LedgerError::from(error);
    if matches!(told, LedgerError::PathTooLong | LedgerError::DiskFull) { told } else { LedgerError::ReadOnly }
}
