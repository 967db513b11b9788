//! The C library's calls on sockets, with a counter in front: what Rust's standard library calls under these names is
//! found here first. They do what the originals do; in a child that is armed they hand the kernel exactly so many bytes
//! of a recharge call as it is to get, and then the process dies. A provider sees what it would see of a till killed
//! between two bytes, whatever the sizes of buffers are.
#![expect(unsafe_code, reason = "the C library's own functions are stood in for")]

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use libc::{c_int, c_void, iovec, size_t, ssize_t};

use super::cut::{IN, OUT, die};
use super::dialect::is_recharge;

/// The socket that a recharge call was written to.
static SOCKET: AtomicI32 = AtomicI32::new(-1);
/// Whether this process is a child. In every other one the calls are passed on as they are.
static COUNTS: AtomicBool = AtomicBool::new(false);

/// From here on everything is counted.
pub fn count() {
    COUNTS.store(true, Ordering::SeqCst);
}

fn counts() -> bool {
    COUNTS.load(Ordering::Relaxed)
}

fn send_now(socket: c_int, bytes: *const c_void, length: size_t, flags: c_int) -> ssize_t {
    // SAFETY: the arguments are the caller's own; the length is never larger than what the caller gave.
    let sent = unsafe {
        libc::syscall(libc::SYS_sendto, socket, bytes, length, flags, std::ptr::null::<c_void>(), 0 as libc::socklen_t)
    };
    sent as ssize_t
}

/// Writes to a recharge call's socket as much as may still be written; whoever has written the last of it dies.
fn write_up_to_the_cut(socket: c_int, bytes: &[u8], write: impl Fn(usize) -> ssize_t) -> ssize_t {
    if is_recharge(bytes) {
        SOCKET.store(socket, Ordering::SeqCst);
    }
    if SOCKET.load(Ordering::SeqCst) != socket {
        return write(bytes.len());
    }
    let left = OUT.left().and_then(|left| usize::try_from(left).ok());
    match left.filter(|left| *left <= bytes.len()) {
        Some(left) => {
            if left > 0 {
                write(left);
            }
            die()
        }
        None => {
            let written = write(bytes.len());
            OUT.add(u64::try_from(written).unwrap_or(0));
            written
        }
    }
}

/// `send(2)`.
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn send(socket: c_int, bytes: *const c_void, length: size_t, flags: c_int) -> ssize_t {
    if !counts() || bytes.is_null() || length == 0 {
        return send_now(socket, bytes, length, flags);
    }
    // SAFETY: the caller gives `length` bytes that can be read.
    let text = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length) };
    write_up_to_the_cut(socket, text, |so_many| send_now(socket, bytes, so_many, flags))
}

/// `writev(2)`.
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn writev(file: c_int, parts: *const iovec, count: c_int) -> ssize_t {
    // SAFETY: the arguments are the caller's own.
    let whole = || unsafe { libc::syscall(libc::SYS_writev, file, parts, count) as ssize_t };
    let Ok(count) = usize::try_from(count) else { return whole() };
    if !counts() || parts.is_null() {
        return whole();
    }
    // SAFETY: the caller gives `count` parts, each of so many bytes that can be read.
    let parts = unsafe { std::slice::from_raw_parts(parts, count) };
    let mut bytes = Vec::new();
    for part in parts.iter().filter(|part| part.iov_len > 0) {
        // SAFETY: as above.
        bytes.extend_from_slice(unsafe { std::slice::from_raw_parts(part.iov_base.cast::<u8>(), part.iov_len) });
    }
    if bytes.is_empty() {
        return whole();
    }
    let flat = bytes.as_ptr().cast::<c_void>();
    write_up_to_the_cut(file, &bytes, |so_many| {
        // SAFETY: `so_many` is at most the length of `bytes`.
        unsafe { libc::syscall(libc::SYS_write, file, flat, so_many) as ssize_t }
    })
}

/// `recv(2)`.
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn recv(socket: c_int, bytes: *mut c_void, length: size_t, flags: c_int) -> ssize_t {
    let ours = counts() && SOCKET.load(Ordering::SeqCst) == socket;
    let left = IN.left().filter(|_| ours).and_then(|left| usize::try_from(left).ok());
    let most = left.map_or(length, |left| left.min(length));
    // SAFETY: the arguments are the caller's own, but for a length that is not larger.
    let read = unsafe {
        libc::syscall(
            libc::SYS_recvfrom,
            socket,
            bytes,
            most,
            flags,
            std::ptr::null_mut::<c_void>(),
            std::ptr::null_mut::<c_void>(),
        ) as ssize_t
    };
    if ours {
        IN.add(u64::try_from(read).unwrap_or(0));
        if left.is_some() && IN.left() == Some(0) {
            die();
        }
    }
    read
}
