//! How long anything may take.

use std::time::Duration;

/// How long a printer is waited for. Nothing in this crate waits longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// For a network printer to accept the connection, all its addresses together.
    pub connect: Duration,
    /// For the printer to say how it is, all questions of one asking together.
    pub answer: Duration,
    /// For one more byte to be taken. A printer that prints a band takes nothing for a second or two.
    pub stall: Duration,
    /// The slowest printer, in bytes a second: a job may take `stall`, and its bytes at this pace.
    pub pace: u32,
    /// For one word with the system's spooler.
    pub spooler: Duration,
    /// For the spooler to hand a job on to the printer.
    pub queue: Duration,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds {
            connect: Duration::from_secs(3),
            answer: Duration::from_millis(300),
            stall: Duration::from_secs(8),
            pace: 400,
            spooler: Duration::from_secs(5),
            queue: Duration::from_secs(20),
        }
    }
}
