//! The methods of an open file.
#![expect(unsafe_code, reason = "SQLite takes a file only as C functions over pointers")]

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::atomic::{Ordering, fence};

use rusqlite::ffi;

use super::{File, code, count, opened};
use crate::disk::fault::Trouble;
use crate::disk::locks::Level;
use crate::disk::node::SECTOR;

pub(super) static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(x_close),
    xRead: Some(x_read),
    xWrite: Some(x_write),
    xTruncate: Some(x_truncate),
    xSync: Some(x_sync),
    xFileSize: Some(x_file_size),
    xLock: Some(x_lock),
    xUnlock: Some(x_unlock),
    xCheckReservedLock: Some(x_check_reserved_lock),
    xFileControl: Some(x_file_control),
    xSectorSize: Some(x_sector_size),
    xDeviceCharacteristics: Some(x_device_characteristics),
    xShmMap: Some(x_shm_map),
    xShmLock: Some(x_shm_lock),
    xShmBarrier: Some(x_shm_barrier),
    xShmUnmap: Some(x_shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

// SAFETY of all that follow: as in the module above.

unsafe extern "C" fn x_close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: see above. After this SQLite does not use the file any more.
    let opened = unsafe { Box::from_raw((*file.cast::<File>()).opened) };
    unsafe { (*file).pMethods = ptr::null() };
    opened.drive.close(opened.handle);
    ffi::SQLITE_OK
}

unsafe extern "C" fn x_read(file: *mut ffi::sqlite3_file, buffer: *mut c_void, amount: c_int, at: i64) -> c_int {
    // SAFETY: see above.
    let (opened, buffer) = unsafe { (opened(file), std::slice::from_raw_parts_mut(buffer.cast(), count(amount))) };
    match opened.drive.read(opened.handle, &opened.name, count(at), buffer) {
        Ok(length) if length == buffer.len() => ffi::SQLITE_OK,
        Ok(length) => {
            // SQLite asks for zeros where the file has ended.
            buffer[length..].fill(0);
            ffi::SQLITE_IOERR_SHORT_READ
        }
        // As SQLite's own file system has it on unix.
        Err(Trouble::Lost) => ffi::SQLITE_IOERR_CORRUPTFS,
        Err(_) => ffi::SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn x_write(file: *mut ffi::sqlite3_file, bytes: *const c_void, amount: c_int, at: i64) -> c_int {
    // SAFETY: see above.
    let (opened, bytes) = unsafe { (opened(file), std::slice::from_raw_parts(bytes.cast(), count(amount))) };
    code(opened.drive.write(opened.handle, &opened.name, count(at), bytes), ffi::SQLITE_IOERR_WRITE)
}

unsafe extern "C" fn x_truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    code(opened.drive.truncate(opened.handle, &opened.name, count(size)), ffi::SQLITE_IOERR_TRUNCATE)
}

unsafe extern "C" fn x_sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    let done = opened.drive.sync(opened.handle, &opened.name, opened.names_at_sync);
    if done.is_ok() {
        opened.names_at_sync = false;
    }
    code(done, ffi::SQLITE_IOERR_FSYNC)
}

unsafe extern "C" fn x_file_size(file: *mut ffi::sqlite3_file, result: *mut i64) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    match opened.drive.size(opened.handle, &opened.name) {
        Ok(size) => {
            // SAFETY: see above.
            unsafe { *result = size as i64 };
            ffi::SQLITE_OK
        }
        Err(_) => ffi::SQLITE_IOERR_FSTAT,
    }
}

fn level(lock: c_int) -> Level {
    match lock {
        ffi::SQLITE_LOCK_NONE => Level::None,
        ffi::SQLITE_LOCK_SHARED => Level::Shared,
        ffi::SQLITE_LOCK_RESERVED => Level::Reserved,
        ffi::SQLITE_LOCK_PENDING => Level::Pending,
        _ => Level::Exclusive,
    }
}

fn lock_code(taken: Result<bool, Trouble>, io: c_int) -> c_int {
    match taken {
        Ok(true) => ffi::SQLITE_OK,
        Ok(false) => ffi::SQLITE_BUSY,
        Err(_) => io,
    }
}

unsafe extern "C" fn x_lock(file: *mut ffi::sqlite3_file, lock: c_int) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    lock_code(opened.drive.lock(opened.handle, level(lock)), ffi::SQLITE_IOERR_LOCK)
}

unsafe extern "C" fn x_unlock(file: *mut ffi::sqlite3_file, lock: c_int) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    opened.drive.unlock(opened.handle, level(lock));
    ffi::SQLITE_OK
}

unsafe extern "C" fn x_check_reserved_lock(file: *mut ffi::sqlite3_file, result: *mut c_int) -> c_int {
    // SAFETY: see above.
    unsafe {
        let opened = opened(file);
        *result = c_int::from(opened.drive.is_reserved(opened.handle));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn x_file_control(_file: *mut ffi::sqlite3_file, _op: c_int, _arg: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn x_sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    SECTOR as c_int
}

/// As SQLite's own file systems have it: a write spoils nothing beside itself.
unsafe extern "C" fn x_device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn x_shm_map(
    file: *mut ffi::sqlite3_file,
    place: c_int,
    size: c_int,
    extend: c_int,
    result: *mut *mut c_void,
) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    let region = opened.drive.map(opened.handle, &opened.name, (count(place), count(size)), extend != 0);
    let (region, code) = match region {
        Ok(region) => (region, ffi::SQLITE_OK),
        Err(Trouble::Full) => (None, ffi::SQLITE_IOERR_SHMSIZE),
        Err(Trouble::Io | Trouble::Absent | Trouble::Lost) => (None, ffi::SQLITE_IOERR_SHMMAP),
    };
    // The memory stays where it is until the last user has unmapped it, and atomic numbers may be written through a
    // pointer that is not exclusive.
    let pointer = region.map_or(ptr::null_mut(), |region| region.as_ptr().cast_mut().cast());
    // SAFETY: see above.
    unsafe { *result = pointer };
    code
}

unsafe extern "C" fn x_shm_lock(file: *mut ffi::sqlite3_file, first: c_int, amount: c_int, flags: c_int) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    let (first, amount) = (count(first), count(amount));
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        opened.drive.unlock_memory(opened.handle, first, amount);
        return ffi::SQLITE_OK;
    }
    let alone = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    lock_code(opened.drive.lock_memory(opened.handle, first, amount, alone), ffi::SQLITE_IOERR_SHMLOCK)
}

unsafe extern "C" fn x_shm_barrier(_file: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

unsafe extern "C" fn x_shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    opened.drive.unmap(opened.handle);
    ffi::SQLITE_OK
}
