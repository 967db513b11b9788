//! What happened in a run, line by line: hashed always, printed when a run is replayed.

use std::fmt::{Arguments, Write};

/// The trace of a run.
#[derive(Debug)]
pub struct Trace {
    hash: u64,
    line: String,
    prints: bool,
}

impl Trace {
    /// An empty trace.
    pub fn new(prints: bool) -> Trace {
        Trace { hash: 0xcbf2_9ce4_8422_2325, line: String::new(), prints }
    }

    /// One line more.
    pub fn note(&mut self, at_ms: i64, words: Arguments<'_>) {
        self.line.clear();
        // Writing into a text does not fail.
        let _ = write!(self.line, "{at_ms} {words}");
        for byte in self.line.bytes().chain([b'\n']) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        if self.prints {
            println!("{}", self.line);
        }
    }

    /// FNV-1a over all lines: two runs of one seed must have the same.
    pub fn hash(&self) -> u64 {
        self.hash
    }
}
