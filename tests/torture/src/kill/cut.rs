//! Where the child is to die: at a step of its own that is counted, by a signal it cannot catch.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// A place at which the child kills itself. Counted from the moment it is armed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Nowhere.
    None,
    /// When this many bytes of recharge calls have gone into their sockets; 0: when the first one would.
    Out(u64),
    /// When this many bytes of their answers have been read.
    In(u64),
    /// At this operation on the ledger's files, before or after it is carried out.
    Disk { at: u64, after: bool },
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cut::None => write!(f, "none"),
            Cut::Out(at) => write!(f, "out {at}"),
            Cut::In(at) => write!(f, "in {at}"),
            Cut::Disk { at, after } => write!(f, "disk {at} {}", if *after { "after" } else { "before" }),
        }
    }
}

impl Cut {
    /// Reads what [`Cut`]'s `Display` wrote.
    pub fn read(text: &str) -> Option<Cut> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["none"] => Some(Cut::None),
            ["out", at] => Some(Cut::Out(at.parse().ok()?)),
            ["in", at] => Some(Cut::In(at.parse().ok()?)),
            ["disk", at, when] => Some(Cut::Disk { at: at.parse().ok()?, after: *when == "after" }),
            _ => None,
        }
    }
}

/// A limit that nothing reaches.
const NEVER: u64 = u64::MAX;

/// Something that is counted, and the count at which the process dies.
pub struct Gauge {
    count: AtomicU64,
    limit: AtomicU64,
}

impl Gauge {
    const fn new() -> Gauge {
        Gauge { count: AtomicU64::new(0), limit: AtomicU64::new(NEVER) }
    }

    fn set(&self, limit: u64) {
        self.limit.store(NEVER, Ordering::SeqCst);
        self.count.store(0, Ordering::SeqCst);
        self.limit.store(limit, Ordering::SeqCst);
    }

    /// How often it happened since the last [`arm`].
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    /// Counts `more`, and gives the count by now.
    pub fn add(&self, more: u64) -> u64 {
        self.count.fetch_add(more, Ordering::SeqCst) + more
    }

    /// How much may still happen before the process has to die; `None`: it need not.
    pub fn left(&self) -> Option<u64> {
        let limit = self.limit.load(Ordering::SeqCst);
        (limit != NEVER).then(|| limit.saturating_sub(self.count()))
    }

    fn is_at(&self, count: u64) -> bool {
        self.limit.load(Ordering::SeqCst) == count
    }
}

/// Bytes of recharge calls written to a socket.
pub static OUT: Gauge = Gauge::new();
/// Bytes of their answers read.
pub static IN: Gauge = Gauge::new();
/// Operations on the ledger's files, those that come first.
static BEFORE: Gauge = Gauge::new();
static AFTER: Gauge = Gauge::new();
/// Syncs among them.
pub static SYNCS: Gauge = Gauge::new();

/// Counts anew from here on, and dies at the cut.
pub fn arm(cut: Cut) {
    let at = |wanted: Option<u64>| wanted.unwrap_or(NEVER);
    let disk = |when: bool| match cut {
        Cut::Disk { at, after } if after == when => Some(at),
        Cut::Disk { .. } | Cut::None | Cut::Out(_) | Cut::In(_) => None,
    };
    SYNCS.set(NEVER);
    OUT.set(at(if let Cut::Out(at) = cut { Some(at) } else { None }));
    IN.set(at(if let Cut::In(at) = cut { Some(at) } else { None }));
    BEFORE.set(at(disk(false)));
    AFTER.set(at(disk(true)));
}

/// Operations on the ledger's files since the last [`arm`].
pub fn disk_count() -> u64 {
    BEFORE.count()
}

/// Counts an operation on the ledger's files, and dies before or after it when it is the one.
pub fn disk_step<T>(operation: impl FnOnce() -> T) -> T {
    let place = BEFORE.add(1);
    if BEFORE.is_at(place) {
        die();
    }
    let value = operation();
    if AFTER.is_at(place) {
        die();
    }
    value
}

/// Dies at once, as by `kill -9`: no handler runs, no buffer is flushed, no other thread goes on.
pub fn die() -> ! {
    #[expect(unsafe_code, reason = "a signal to this process, which has no memory to lose")]
    // SAFETY: both calls take and give plain numbers.
    unsafe {
        libc::kill(libc::getpid(), libc::SIGKILL);
    }
    loop {
        std::thread::park();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_read_as_it_is_written() {
        for cut in [Cut::None, Cut::Out(0), Cut::In(12), Cut::Disk { at: 3, after: true }] {
            assert_eq!(Cut::read(&cut.to_string()), Some(cut));
        }
        assert_eq!(Cut::read("out"), None);
    }
}
