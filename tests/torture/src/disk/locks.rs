//! Who holds a file, among the connections of this process: the five levels of a database file and the eight slots of
//! its shared memory, as SQLite's own file system keeps them.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// An open file.
pub(super) type Handle = u64;

/// How tightly a file is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    None,
    Shared,
    Reserved,
    Pending,
    Exclusive,
}

/// The locks of a database file.
#[derive(Debug, Default)]
pub(super) struct FileLocks(Vec<(Handle, Level)>);

impl FileLocks {
    fn of_others(&self, who: Handle) -> Level {
        let levels = self.0.iter().filter(|(handle, _)| *handle != who).map(|(_, level)| *level);
        levels.max().unwrap_or(Level::None)
    }

    /// Whether somebody is about to write.
    pub(super) fn is_reserved(&self) -> bool {
        self.0.iter().any(|(_, level)| *level >= Level::Reserved)
    }

    /// Takes a level; `false`: another one is in the way.
    pub(super) fn take(&mut self, who: Handle, level: Level) -> bool {
        let others = self.of_others(who);
        let is_free = match level {
            Level::None => true,
            Level::Shared => others < Level::Pending,
            Level::Reserved | Level::Pending => others < Level::Reserved,
            Level::Exclusive if others == Level::Shared => {
                // No new reader may come while the last ones finish.
                self.set(who, Level::Pending);
                false
            }
            Level::Exclusive => others == Level::None,
        };
        if is_free {
            self.set(who, level);
        }
        is_free
    }

    /// Goes down to a level.
    pub(super) fn set(&mut self, who: Handle, level: Level) {
        self.0.retain(|(handle, _)| *handle != who);
        if level != Level::None {
            self.0.push((who, level));
        }
    }
}

/// A part of the shared memory. SQLite writes into it by itself; to us it is a heap of numbers that others may change.
pub(super) type Region = Arc<[AtomicU64]>;

/// The shared memory of a database file in WAL mode. It is no part of the disk: whoever opens the file first after a
/// crash makes it anew.
#[derive(Default)]
pub(super) struct SharedMemory {
    pub(super) regions: Vec<Region>,
    users: Vec<Handle>,
    slots: [Slot; 8],
}

#[derive(Debug, Default)]
struct Slot {
    shared: Vec<Handle>,
    exclusive: Option<Handle>,
}

impl SharedMemory {
    pub(super) fn join(&mut self, who: Handle) {
        if !self.users.contains(&who) {
            self.users.push(who);
        }
    }

    /// The last one out takes the memory away.
    pub(super) fn leave(&mut self, who: Handle) {
        self.users.retain(|user| *user != who);
        self.unlock(who, 0, self.slots.len());
        if self.users.is_empty() {
            self.regions.clear();
        }
    }

    /// Takes slots for oneself, or together with others; `false`: somebody is in the way.
    pub(super) fn lock(&mut self, who: Handle, first: usize, count: usize, alone: bool) -> bool {
        let slots = &mut self.slots[first..first + count];
        let is_taken = |slot: &Slot| {
            slot.exclusive.is_some_and(|holder| holder != who)
                || (alone && slot.shared.iter().any(|holder| *holder != who))
        };
        if slots.iter().any(is_taken) {
            return false;
        }
        for slot in slots {
            if alone {
                slot.exclusive = Some(who);
            } else if !slot.shared.contains(&who) {
                slot.shared.push(who);
            }
        }
        true
    }

    pub(super) fn unlock(&mut self, who: Handle, first: usize, count: usize) {
        for slot in &mut self.slots[first..first + count] {
            slot.shared.retain(|holder| *holder != who);
            slot.exclusive = slot.exclusive.filter(|holder| *holder != who);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_waits_for_readers_and_lets_no_new_one_in() {
        let mut locks = FileLocks::default();
        assert!(locks.take(1, Level::Shared) && locks.take(2, Level::Shared));
        assert!(locks.take(1, Level::Reserved) && locks.is_reserved());
        assert!(!locks.take(2, Level::Reserved));
        assert!(!locks.take(1, Level::Exclusive));
        assert!(!locks.take(3, Level::Shared));
        locks.set(2, Level::None);
        assert!(locks.take(1, Level::Exclusive));
        locks.set(1, Level::None);
        assert!(!locks.is_reserved() && locks.take(3, Level::Shared));
    }

    #[test]
    fn a_slot_is_for_one_or_for_readers() {
        let mut memory = SharedMemory::default();
        memory.join(1);
        memory.join(2);
        assert!(memory.lock(1, 3, 1, false) && memory.lock(2, 3, 1, false));
        assert!(!memory.lock(1, 3, 1, true));
        memory.unlock(2, 3, 1);
        memory.unlock(1, 3, 1);
        assert!(memory.lock(1, 3, 2, true) && !memory.lock(2, 4, 1, false));
        memory.leave(1);
        assert!(memory.lock(2, 4, 1, true));
    }
}
