//! A disk that lies: a file system in memory under the real SQLite of the real ledger, which can be told to fail at any
//! operation, to be full, and to lose what was not synced when the power is cut.
//!
//! ```ignore
//! let disk = Disk::new();                              // an empty disk
//! let ledger = Ledger::open(&disk.path("ledger.db"), opening)?;
//! disk.break_at(disk.operations() + 3, 1, Fault::Error(Done::Half));  // the third from now fails half done
//! disk.set_room(Some(disk.used()));                    // full, until `mend`
//! disk.stop();                                         // from now on nothing works: killed, or the power is cut
//! drop(ledger);                                        // whatever it tries, nothing of it reaches the disk
//! let next = disk.after_kill();                        // every write is there
//! let next = disk.after_power_cut(seed, Loss::Some);   // what was synced is there, of the rest what chance left
//! ```
//!
//! [`Disk::new`] makes the VFS the default of the process, so `Ledger::open`, `Till::open`, `VACUUM INTO` and any
//! `rusqlite::Connection` need no change: a path that came from [`Disk::path`] is on that disk, every other path is the
//! operating system's, as before. SQLite's own temporary files have no name, and stay with the operating system. There
//! may be many disks at once, on many threads; each costs nothing but its bytes. `std::fs` does not see these files:
//! [`Disk::content`], [`Disk::put`] and [`Disk::remove`] stand in for copying and moving them.
//!
//! **What a power cut leaves** is what POSIX and a drive promise, and no more. Every sector of 512 bytes is as it was at
//! some moment since the last sync of its file, each at a moment of its own; so is the length of the file; a name (a file
//! made or deleted) is as it was at some moment since the last sync of the directory, which SQLite does with the first
//! sync of a journal and with deletions that ask for it. A killed program loses nothing that it has written.
//!
//! Shared memory (`-shm`) is in memory, goes with its last user and is made anew by whoever opens the file next, as
//! SQLite itself does after a crash.

// The stories told on the disk are to come.
#![allow(dead_code, unused_imports)]

mod drive;
mod fault;
mod locks;
mod node;
mod vfs;

use crate::Verdict;
use crate::args::Args;

pub use drive::Disk;
pub use fault::{Done, Fault, Op, Operation};
pub use node::Loss;

pub fn run(_args: &Args) -> Verdict {
    Err("not there yet".to_owned())
}

#[cfg(test)]
mod tests;
