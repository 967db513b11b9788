//! The glue between SQLite and [`Drive`]: a VFS that is the default of the process. Paths that are not of a disk of ours
//! go to the operating system's VFS, whole: its `xOpen` fills the file with its own methods, and we never see that file
//! again.
//!
//! Nothing is decided here. A panic in one of these functions ends the process, as it must: it cannot cross C.
#![expect(unsafe_code, reason = "SQLite takes a file system only as C functions over pointers")]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Once};

use rusqlite::ffi;

use super::drive::{Drive, Opening, find, is_ours};
use super::fault::Trouble;
use super::locks::{Handle, Level};
use super::node::SECTOR;

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

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
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

/// SQLite's word for how it went; `io`: for an I/O error of that operation.
fn code(done: Result<(), Trouble>, io: c_int) -> c_int {
    match done {
        Ok(()) => ffi::SQLITE_OK,
        Err(Trouble::Full) => ffi::SQLITE_FULL,
        Err(Trouble::Io | Trouble::Absent) => io,
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
        Err(Trouble::Io | Trouble::Absent) => return ffi::SQLITE_CANTOPEN,
    };
    let is_journal = has(ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_SUPER_JOURNAL | ffi::SQLITE_OPEN_WAL);
    let opened = Opened { drive, handle, name, names_at_sync: opening.create && is_journal };
    // SAFETY: see above; the file has room for a `File`.
    unsafe {
        (*file.cast::<File>()).opened = Box::into_raw(Box::new(opened));
        (*file).pMethods = &METHODS;
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
        Err(Trouble::Io | Trouble::Absent) => (None, ffi::SQLITE_IOERR_SHMMAP),
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
    std::sync::atomic::fence(Ordering::SeqCst);
}

unsafe extern "C" fn x_shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: see above.
    let opened = unsafe { opened(file) };
    opened.drive.unmap(opened.handle);
    ffi::SQLITE_OK
}
