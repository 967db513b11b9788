//! A thin layer around the platform's own VFS. It counts the steps of SQLite on its files, so that the process can die at
//! any of them. It changes nothing on the way: the same bytes go to the same places in the same order.
#![expect(unsafe_code, reason = "a VFS is a table of C functions")]

use std::ffi::{c_char, c_int, c_void};

use rusqlite::ffi;

use super::cut::{SYNCS, disk_step};

/// An open file: ours in front, the platform's own right behind it in the same piece of memory.
#[repr(C)]
struct File {
    methods: *const ffi::sqlite3_io_methods,
    real: *mut ffi::sqlite3_file,
}

/// Calls one method of the file behind ours, which always has it: the layer claims no newer version than the platform's.
macro_rules! real {
    ($file:ident, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: SQLite gives a file that `open` below has filled in.
        let real = unsafe { (*$file.cast::<File>()).real };
        // SAFETY: its methods were filled in by the platform's `xOpen`.
        let method = unsafe { (*(*real).pMethods).$method };
        match method {
            // SAFETY: the arguments are SQLite's own.
            Some(method) => unsafe { method(real $(, $argument)*) },
            None => unreachable!("the platform's VFS has every method"),
        }
    }};
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    disk_step(|| real!(file, xClose))
}
unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, bytes: *mut c_void, length: c_int, at: i64) -> c_int {
    real!(file, xRead, bytes, length, at)
}
unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, length: c_int, at: i64) -> c_int {
    disk_step(|| real!(file, xWrite, bytes, length, at))
}
unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    disk_step(|| real!(file, xTruncate, length))
}
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    SYNCS.add(1);
    disk_step(|| real!(file, xSync, flags))
}
unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, length: *mut i64) -> c_int {
    real!(file, xFileSize, length)
}
unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    disk_step(|| real!(file, xLock, level))
}
unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    disk_step(|| real!(file, xUnlock, level))
}
unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, result: *mut c_int) -> c_int {
    real!(file, xCheckReservedLock, result)
}
unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, operation: c_int, argument: *mut c_void) -> c_int {
    real!(file, xFileControl, operation, argument)
}
unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    real!(file, xSectorSize)
}
unsafe extern "C" fn characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    real!(file, xDeviceCharacteristics)
}
unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    at: *mut *mut c_void,
) -> c_int {
    disk_step(|| real!(file, xShmMap, page, size, extend, at))
}
unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, first: c_int, count: c_int, flags: c_int) -> c_int {
    disk_step(|| real!(file, xShmLock, first, count, flags))
}
unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    disk_step(|| real!(file, xShmBarrier));
}
unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    disk_step(|| real!(file, xShmUnmap, delete))
}
unsafe extern "C" fn fetch(file: *mut ffi::sqlite3_file, at: i64, length: c_int, bytes: *mut *mut c_void) -> c_int {
    real!(file, xFetch, at, length, bytes)
}
unsafe extern "C" fn unfetch(file: *mut ffi::sqlite3_file, at: i64, bytes: *mut c_void) -> c_int {
    real!(file, xUnfetch, at, bytes)
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 3,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: Some(fetch),
    xUnfetch: Some(unfetch),
};

/// The platform's VFS behind ours.
unsafe fn behind(vfs: *mut ffi::sqlite3_vfs) -> *mut ffi::sqlite3_vfs {
    // SAFETY: the caller gives the VFS that `register` filled in.
    unsafe { (*vfs).pAppData.cast() }
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives room for `szOsFile` bytes, which is room for both files.
    unsafe {
        let ours = file.cast::<File>();
        let real = ours.add(1).cast::<ffi::sqlite3_file>();
        *ours = File { methods: std::ptr::null(), real };
        (*real).pMethods = std::ptr::null();
        let vfs = behind(vfs);
        let Some(open) = (*vfs).xOpen else { return ffi::SQLITE_CANTOPEN };
        let code = disk_step(|| open(vfs, name, real, flags, out_flags));
        if !(*real).pMethods.is_null() {
            (*ours).methods = &raw const METHODS;
        }
        code
    }
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: the arguments are SQLite's own.
    unsafe {
        let vfs = behind(vfs);
        let Some(delete) = (*vfs).xDelete else { return ffi::SQLITE_IOERR_DELETE };
        disk_step(|| delete(vfs, name, sync_folder))
    }
}

/// Puts the layer in front of the platform's VFS for every file opened from here on.
pub fn register() -> Result<(), String> {
    // SAFETY: the table lives as long as the process, and is not changed once it is registered.
    unsafe {
        let real = ffi::sqlite3_vfs_find(std::ptr::null());
        if real.is_null() {
            return Err("SQLite has no VFS".to_owned());
        }
        let mut ours: ffi::sqlite3_vfs = std::ptr::read(real);
        let room = c_int::try_from(size_of::<File>()).map_err(|error| error.to_string())?;
        // The other entries are the platform's own functions, and none of those looks at the table it came from.
        ours.szOsFile += room;
        ours.zName = c"counted".as_ptr();
        ours.pAppData = real.cast();
        ours.pNext = std::ptr::null_mut();
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        match ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1) {
            ffi::SQLITE_OK => Ok(()),
            code => Err(format!("the counting VFS was refused: {code}")),
        }
    }
}
