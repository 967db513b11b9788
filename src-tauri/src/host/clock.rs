//! The computer's clock, with a count beside it that nobody can set.

use till::{Clock, SystemClock};

/// The computer's clock.
pub(crate) struct ComputerClock;

impl Clock for ComputerClock {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms()
    }

    /// Rust's own count stands still on Linux and macOS while the computer sleeps: a shop that closes the lid at night would
    /// go on in the evening.
    #[cfg(unix)]
    fn steady_ms(&self) -> i64 {
        use rustix::time::{ClockId, clock_gettime};
        #[cfg(target_os = "linux")]
        let id = ClockId::Boottime;
        #[cfg(not(target_os = "linux"))]
        let id = ClockId::Monotonic;
        let count = clock_gettime(id);
        count.tv_sec * 1_000 + count.tv_nsec / 1_000_000
    }

    #[cfg(not(unix))]
    fn steady_ms(&self) -> i64 {
        SystemClock.steady_ms()
    }
}
