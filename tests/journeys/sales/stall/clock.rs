//! A clock that can be put forward, a browser that only notes pages.

use super::*;

/// Time that passes or stands still by hand, and the computer's clock, which may show another.
#[derive(Default)]
pub struct TestClock {
    ahead_ms: AtomicI64,
    wrong_ms: AtomicI64,
    /// 0 while it runs.
    stands_at_ms: AtomicI64,
}

impl TestClock {
    /// Lets so much time pass.
    pub fn forward(&self, by_ms: i64) {
        self.ahead_ms.fetch_add(by_ms, Ordering::SeqCst);
    }

    /// Stops it, and tells where.
    pub fn stop(&self) -> i64 {
        let now_ms = self.now_ms();
        self.stands_at_ms.store(now_ms, Ordering::SeqCst);
        now_ms
    }

    /// Lets it run again.
    pub fn run(&self) {
        self.stands_at_ms.store(0, Ordering::SeqCst);
    }

    /// Somebody sets the computer's clock wrong by so much.
    pub fn set_wrong(&self, by_ms: i64) {
        self.wrong_ms.store(by_ms, Ordering::SeqCst);
    }

    /// What it really is, in ms since 1970.
    pub fn true_ms(&self) -> i64 {
        match self.stands_at_ms.load(Ordering::SeqCst) {
            0 => SystemClock.now_ms() + self.ahead_ms.load(Ordering::SeqCst),
            stands_at_ms => stands_at_ms,
        }
    }
}

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.true_ms() + self.wrong_ms.load(Ordering::SeqCst)
    }

    fn steady_ms(&self) -> i64 {
        self.true_ms()
    }
}

/// A browser that opens nothing and remembers what it was to open.
#[derive(Default)]
pub struct Shelf(Mutex<Vec<Url>>);

impl Shelf {
    /// The pages so far.
    pub fn pages(&self) -> Vec<Url> {
        self.0.lock().expect("the shelf").clone()
    }
}

impl Browser for Shelf {
    fn open(&self, page: &Url) -> Result<(), Problem> {
        self.0.lock().expect("the shelf").push(page.clone());
        Ok(())
    }
}
