//! The glue between SQLite and [`Drive`]: a VFS that is the default of the process. Paths that are not of a disk of ours
//! go to the operating system's VFS, whole: its `xOpen` fills the file with its own methods, and we never see that file
//! again.
//!
//! Nothing is decided here. A panic in one of these functions ends the process, as it must: it cannot cross C.
#![expect(unsafe_code, reason = "SQLite takes a file system only as C functions over pointers")]

mod file;

use std::ffi::{CStr, c_char, c_int};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Once};

use rusqlite::ffi;

use super::drive::{Drive, Opening};
use super::fault::Trouble;
use super::held::{find, is_ours};
use super::locks::Handle;

/// The operating system's VFS; set once, before ours is registered, and never freed by SQLite.
static SYSTEM: AtomicPtr<ffi::sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());

/// Registers the VFS as the default of the process, the first time it is called.
pub(super) fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: finding the default VFS has no conditions, and initializes SQLite. What it gives is static.
        let system = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        assert!(!system.is_null(), "SQLite has no file system of its own");
        SYSTEM.store(system, Ordering::Release);
        // SAFETY: it is not null, and is a table of numbers and functions that may be copied; SQLite never changes it
        // but for the link to the next one, which `sqlite3_vfs_register` sets anew.
        let theirs = unsafe { *system };
        let ours = ffi::sqlite3_vfs {
            szOsFile: theirs.szOsFile.max(size_of::<File>() as c_int),
            pNext: ptr::null_mut(),
            zName: c"disk-that-lies".as_ptr(),
            xOpen: Some(x_open),
            xDelete: Some(x_delete),
            xAccess: Some(x_access),
            xFullPathname: Some(x_full_pathname),
            ..theirs
        };
        // SAFETY: the table is leaked, so it lives as long as SQLite looks at it.
        let code = unsafe { ffi::sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 1) };
        assert_eq!(code, ffi::SQLITE_OK, "SQLite refuses the file system");
    });
}

/// What SQLite holds of an open file: its methods, and then ours to use.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    opened: *mut Opened,
}

struct Opened {
    drive: Arc<Drive>,
    handle: Handle,
    name: String,
    /// The first sync of a journal makes its name durable too.
    names_at_sync: bool,
}

/// SQLite's word for how it went; `io`: for an I/O error of that operation.
fn code(done: Result<(), Trouble>, io: c_int) -> c_int {
    match done {
        Ok(()) => ffi::SQLITE_OK,
        Err(Trouble::Full) => ffi::SQLITE_FULL,
        Err(Trouble::Io | Trouble::Absent | Trouble::Lost) => io,
    }
}

/// SQLite counts in signed numbers and never gives a negative one.
fn count(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(0)
}

/// A path as text; `None` for a file without a name.
///
/// SAFETY: `path` is null or ends with a zero and lives for the call.
unsafe fn text<'a>(path: *const c_char) -> Option<&'a str> {
    if path.is_null() {
        return None;
    }
    // SAFETY: as promised by the caller.
    unsafe { CStr::from_ptr(path) }.to_str().ok()
}

/// SAFETY: `file` was filled by [`x_open`] and is not closed. SQLite uses a file on one thread at a time.
unsafe fn opened<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Opened {
    // SAFETY: as promised by the caller: then it is a `File`, and `opened` came out of a box.
    unsafe { &mut *(*file.cast::<File>()).opened }
}

// SAFETY of all that follow: SQLite keeps the promises of its VFS interface. Pointers to results are valid for a write,
// buffers are as long as they are said to be, files are those that were opened here.

unsafe extern "C" fn x_open(
    _vfs: *mut ffi::sqlite3_vfs,
    path: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: see above.
    let path_text = unsafe { text(path) };
    let Some(ours) = path_text.filter(|path| is_ours(path)) else {
        let system = SYSTEM.load(Ordering::Acquire);
        // SAFETY: `system` is the system's VFS, and the file has room for what it needs (`szOsFile`).
        return match unsafe { (*system).xOpen } {
            Some(open) => unsafe { open(system, path, file, flags, out_flags) },
            None => ffi::SQLITE_CANTOPEN,
        };
    };
    // SAFETY: see above. SQLite closes a file only when its methods are set.
    unsafe { (*file).pMethods = ptr::null() };
    let has = |flag: c_int| flags & flag != 0;
    let opening = Opening {
        create: has(ffi::SQLITE_OPEN_CREATE),
        exclusive: has(ffi::SQLITE_OPEN_EXCLUSIVE),
        delete_on_close: has(ffi::SQLITE_OPEN_DELETEONCLOSE),
    };
    let Some((drive, name)) = find(ours) else { return ffi::SQLITE_CANTOPEN };
    let handle = match drive.open(&name, opening) {
        Ok(handle) => handle,
        Err(Trouble::Full) => return ffi::SQLITE_FULL,
        Err(Trouble::Io | Trouble::Absent | Trouble::Lost) => return ffi::SQLITE_CANTOPEN,
    };
    let is_journal = has(ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_SUPER_JOURNAL | ffi::SQLITE_OPEN_WAL);
    let opened = Opened { drive, handle, name, names_at_sync: opening.create && is_journal };
    // SAFETY: see above; the file has room for a `File`.
    unsafe {
        (*file.cast::<File>()).opened = Box::into_raw(Box::new(opened));
        (*file).pMethods = &file::METHODS;
        if !out_flags.is_null() {
            *out_flags = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn x_delete(_vfs: *mut ffi::sqlite3_vfs, path: *const c_char, sync_names: c_int) -> c_int {
    // SAFETY: see above.
    let Some(ours) = (unsafe { text(path) }).filter(|path| is_ours(path)) else {
        let system = SYSTEM.load(Ordering::Acquire);
        // SAFETY: it is the system's VFS.
        return match unsafe { (*system).xDelete } {
            Some(delete) => unsafe { delete(system, path, sync_names) },
            None => ffi::SQLITE_IOERR_DELETE,
        };
    };
    match find(ours).map(|(drive, name)| drive.delete(&name, sync_names != 0)) {
        Some(Err(Trouble::Absent)) => ffi::SQLITE_IOERR_DELETE_NOENT,
        Some(done) => code(done, ffi::SQLITE_IOERR_DELETE),
        None => ffi::SQLITE_IOERR_DELETE,
    }
}

unsafe extern "C" fn x_access(
    _vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    flags: c_int,
    result: *mut c_int,
) -> c_int {
    // SAFETY: see above.
    let Some(ours) = (unsafe { text(path) }).filter(|path| is_ours(path)) else {
        let system = SYSTEM.load(Ordering::Acquire);
        // SAFETY: it is the system's VFS.
        return match unsafe { (*system).xAccess } {
            Some(access) => unsafe { access(system, path, flags, result) },
            None => ffi::SQLITE_IOERR_ACCESS,
        };
    };
    match find(ours).map(|(drive, name)| drive.is_there(&name)) {
        Some(Ok(is_there)) => {
            // SAFETY: see above.
            unsafe { *result = c_int::from(is_there) };
            ffi::SQLITE_OK
        }
        Some(Err(_)) | None => ffi::SQLITE_IOERR_ACCESS,
    }
}

unsafe extern "C" fn x_full_pathname(
    _vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: see above.
    let Some(ours) = (unsafe { text(path) }).filter(|path| is_ours(path)) else {
        let system = SYSTEM.load(Ordering::Acquire);
        // SAFETY: it is the system's VFS.
        return match unsafe { (*system).xFullPathname } {
            Some(full) => unsafe { full(system, path, room, out) },
            None => ffi::SQLITE_CANTOPEN,
        };
    };
    if ours.len() >= count(room) {
        return ffi::SQLITE_CANTOPEN;
    }
    // SAFETY: there is room for the text and the zero behind it, which it has.
    unsafe { ptr::copy_nonoverlapping(path, out, ours.len() + 1) };
    ffi::SQLITE_OK
}
