//! One simulated world as its parts share it: the state behind a lock, the clocks, and the program that runs.

use std::fmt::Arguments;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use domain::Said;
use till::{Random, Till};
use tokio::sync::Notify;

use super::chance::Chance;
use super::state::State;
use super::time::{ShopClock, Time};
use crate::disk::Disk;

/// One simulated world.
pub struct World {
    pub time: Arc<Time>,
    pub clock: Arc<ShopClock>,
    /// Wakes whoever kills the program.
    pub kill: Notify,
    disk: Mutex<Option<Disk>>,
    state: Mutex<State>,
    drawn: Mutex<Chance>,
    till: Mutex<Weak<Till>>,
}

impl World {
    /// The world of a seed.
    pub fn new(seed: u64, prints: bool) -> World {
        let mut state = State::new(seed, prints);
        // Some day, at some time of it: midnight in India matters to one of the companies.
        let time = Arc::new(Time::new(1_780_000_000_000 + state.chance.below(40 * 86_400_000)));
        let drawn = Mutex::new(state.chance.fork());
        World {
            clock: Arc::new(ShopClock::new(time.clone())),
            time,
            kill: Notify::new(),
            disk: Mutex::default(),
            state: Mutex::new(state),
            drawn,
            till: Mutex::default(),
        }
    }

    /// Locked. Never held over an await, nor while the till is called.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a line into the trace.
    pub fn note(&self, words: Arguments<'_>) {
        let now_ms = self.time.now_ms();
        self.lock().trace.note(now_ms, words);
    }

    /// The program that runs now.
    pub fn set_till(&self, till: &Arc<Till>) {
        *self.till.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(till);
    }

    /// The disk that it runs on.
    pub fn set_disk(&self, disk: &Disk) {
        *self.disk.lock().unwrap_or_else(PoisonError::into_inner) = Some(disk.clone());
    }

    /// Whether the disk has stopped: the program is dead, and does not know it yet.
    pub fn is_dead(&self) -> bool {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(Disk::is_off)
    }

    /// At the clock's next reading, somebody declares failed what the sale of this order is.
    pub fn interrupt(&self, order_id: &str) {
        let sale_id = self.lock().sold.iter().rev().find(|sold| sold.order_id == order_id).map(|sold| sold.sale_id);
        if let Some(sale_id) = sale_id {
            self.lock().note_said(order_id, Said::Failed.as_str());
            self.clock.interrupt(&self.till.lock().unwrap_or_else(PoisonError::into_inner), sale_id);
        }
    }
}

/// The till's own chance comes from the seed too.
impl Random for World {
    fn fill(&self, bytes: &mut [u8]) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&drawn.bits().to_le_bytes()[..chunk.len()]);
        }
    }
}
