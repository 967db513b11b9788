//! Counts what SQLite writes to its files: a thin layer in front of the platform's VFS. It changes nothing on the way.
#![expect(unsafe_code, reason = "a VFS is a table of C functions")]

use std::ffi::{c_int, c_void};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::ffi;

use super::Failure;

type Write = unsafe extern "C" fn(*mut ffi::sqlite3_file, *const c_void, c_int, i64) -> c_int;
type Sync = unsafe extern "C" fn(*mut ffi::sqlite3_file, c_int) -> c_int;

/// The smallest page that SQLite knows. What is shorter is a header.
const LEAST_PAGE: c_int = 512;

/// The platform's own functions. It has one of each for all its files.
static REAL: OnceLock<(Write, Sync)> = OnceLock::new();
static LOG_PAGES: AtomicU64 = AtomicU64::new(0);
static FILE_PAGES: AtomicU64 = AtomicU64::new(0);
static SYNCS: AtomicU64 = AtomicU64::new(0);

/// What was written to the disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Pages of write-ahead logs.
    pub log_pages: u64,
    /// Pages of the files themselves: only a check-point writes them.
    pub file_pages: u64,
    /// How often the disk was waited for.
    pub syncs: u64,
}

impl Written {
    /// Everything from the start until now.
    pub fn now() -> Written {
        let [log_pages, file_pages, syncs] =
            [&LOG_PAGES, &FILE_PAGES, &SYNCS].map(|count| count.load(Ordering::SeqCst));
        Written { log_pages, file_pages, syncs }
    }

    /// What was written since a moment.
    pub fn since(before: Written) -> Written {
        let now = Written::now();
        Written {
            log_pages: now.log_pages - before.log_pages,
            file_pages: now.file_pages - before.file_pages,
            syncs: now.syncs - before.syncs,
        }
    }
}

/// Counts a page that is written, and writes it.
fn write_page(count: &AtomicU64, file: *mut ffi::sqlite3_file, bytes: *const c_void, length: c_int, at: i64) -> c_int {
    if length >= LEAST_PAGE {
        count.fetch_add(1, Ordering::SeqCst);
    }
    let Some((write, _)) = REAL.get() else { return ffi::SQLITE_IOERR_WRITE };
    // SAFETY: the arguments are SQLite's own, and the file is the platform's.
    unsafe { write(file, bytes, length, at) }
}

unsafe extern "C" fn write_log(file: *mut ffi::sqlite3_file, bytes: *const c_void, length: c_int, at: i64) -> c_int {
    write_page(&LOG_PAGES, file, bytes, length, at)
}

unsafe extern "C" fn write_file(file: *mut ffi::sqlite3_file, bytes: *const c_void, length: c_int, at: i64) -> c_int {
    write_page(&FILE_PAGES, file, bytes, length, at)
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    SYNCS.fetch_add(1, Ordering::SeqCst);
    let Some((_, sync)) = REAL.get() else { return ffi::SQLITE_IOERR_FSYNC };
    // SAFETY: the arguments are SQLite's own, and the file is the platform's.
    unsafe { sync(file, flags) }
}

/// The platform's functions for a file, with ours in the place of two.
fn counted(real: &ffi::sqlite3_io_methods, flags: c_int) -> *const ffi::sqlite3_io_methods {
    if let (Some(write), Some(sync)) = (real.xWrite, real.xSync) {
        REAL.get_or_init(|| (write, sync));
    }
    let write = if flags & ffi::SQLITE_OPEN_WAL == 0 { write_file } else { write_log };
    let ours = ffi::sqlite3_io_methods { xWrite: Some(write), xSync: Some(sync), ..*real };
    // It must live as long as the file. The bench opens a handful.
    Box::leak(Box::new(ours))
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives the VFS that `count` registered, and room for a file of the platform's.
    unsafe {
        let real = (*vfs).pAppData.cast::<ffi::sqlite3_vfs>();
        let Some(open) = (*real).xOpen else { return ffi::SQLITE_CANTOPEN };
        let code = open(real, name, file, flags, out_flags);
        if let Some(methods) = (*file).pMethods.as_ref() {
            (*file).pMethods = counted(methods, flags);
        }
        code
    }
}

/// Counts from here on, in every file that is opened from here on.
pub fn count() -> Result<(), Failure> {
    static REGISTERED: OnceLock<c_int> = OnceLock::new();
    // SAFETY: the table lives as long as the process, and is not changed once it is registered.
    let code = REGISTERED.get_or_init(|| unsafe {
        let real = ffi::sqlite3_vfs_find(std::ptr::null());
        if real.is_null() {
            return ffi::SQLITE_ERROR;
        }
        let mut ours: ffi::sqlite3_vfs = std::ptr::read(real);
        // The other entries are the platform's own functions, and none of those looks at the table it came from.
        ours.zName = c"counted".as_ptr();
        ours.pAppData = real.cast();
        ours.pNext = std::ptr::null_mut();
        ours.xOpen = Some(open);
        ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1)
    });
    if *code == ffi::SQLITE_OK { Ok(()) } else { Err(format!("the counting VFS was refused: {code}").into()) }
}
