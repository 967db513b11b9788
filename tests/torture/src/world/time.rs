//! Time in the simulated world. The shop's clock need not agree with it.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use till::{Clock, Till};
use tokio::time::Instant;

use crate::word::say_unrecorded;

/// The true time. While the program runs it passes with the runtime's paused clock; in between, and while the computer
/// sleeps, it is put forward by hand.
#[derive(Debug, Default)]
pub struct Time {
    base_ms: AtomicI64,
    began: Mutex<Option<Instant>>,
    skew_ms: AtomicI64,
}

impl Time {
    /// Begins at a moment, in ms since 1970.
    pub fn new(at_ms: i64) -> Time {
        Time { base_ms: AtomicI64::new(at_ms), ..Time::default() }
    }

    fn began(&self) -> Option<Instant> {
        *self.began.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Now, in ms since 1970.
    pub fn now_ms(&self) -> i64 {
        let passed = self.began().map_or(0, |began| began.elapsed().as_millis() as i64);
        self.base_ms.load(Ordering::Relaxed) + passed
    }

    /// A runtime has begun to run; to be called inside it.
    pub fn begin(&self) {
        *self.began.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// The runtime is about to end; to be called inside it.
    pub fn end(&self) {
        self.base_ms.store(self.now_ms(), Ordering::Relaxed);
        *self.began.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Time passes while the program does not run, or the computer sleeps.
    pub fn pass(&self, ms: i64) {
        self.base_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// Sets the shop's clock wrong by so much.
    pub fn set_skew(&self, ms: i64) {
        self.skew_ms.store(ms, Ordering::Relaxed);
    }

    /// What the shop's clock shows.
    pub fn shown_ms(&self) -> i64 {
        self.now_ms() + self.skew_ms.load(Ordering::Relaxed)
    }
}

/// The shop's clock as the till's port. Reading it is also where another thread of the real program may come in
/// between: the till runs on several, and everything that it does between two awaits can be interrupted there.
#[derive(Default)]
pub struct ShopClock {
    time: Arc<Time>,
    intruder: Mutex<Option<(Weak<Till>, i64)>>,
    is_armed: AtomicBool,
}

impl ShopClock {
    /// A clock that shows this time.
    pub fn new(time: Arc<Time>) -> ShopClock {
        ShopClock { time, ..ShopClock::default() }
    }

    /// At the next reading, somebody else declares this sale failed.
    pub fn interrupt(&self, till: &Weak<Till>, sale_id: i64) {
        *self.intruder.lock().unwrap_or_else(PoisonError::into_inner) = Some((till.clone(), sale_id));
        self.is_armed.store(true, Ordering::Relaxed);
    }
}

impl Clock for ShopClock {
    fn now_ms(&self) -> i64 {
        if self.is_armed.swap(false, Ordering::Relaxed) {
            let intruder = self.intruder.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some((till, sale_id)) = intruder.and_then(|(till, sale_id)| Some((till.upgrade()?, sale_id))) {
                // Refused unless the till itself allows it: that is what is tried here.
                let _ = say_unrecorded(&till, sale_id);
            }
        }
        self.time.shown_ms()
    }

    fn steady_ms(&self) -> i64 {
        self.time.now_ms()
    }
}
