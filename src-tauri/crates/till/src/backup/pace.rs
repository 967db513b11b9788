//! The pace of work that reads whole files beside the sales.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ledger::Pacing;

/// It works so long, and then rests so long: most of the computer is left to whoever works at it.
const WORK: Duration = Duration::from_millis(5);
const REST: Duration = Duration::from_millis(10);
/// So long at once it stands still for the sales. Then it works one slice: who waits long for a company's answer needs no disk meanwhile, and
/// a shop that never rests is backed up, too.
const STAND_MOST: Duration = Duration::from_millis(300);

/// Where some work is between its rests.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    since: Instant,
    stood: Duration,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Work,
    Rest,
    /// Somebody sells.
    StandStill,
}

impl Pace {
    pub(super) fn new() -> Pace {
        Pace { since: Instant::now(), stood: Duration::ZERO }
    }

    /// Whether anybody sells is asked only between two slices of work.
    fn due(&self, now: Instant, is_selling: impl FnOnce() -> bool) -> Due {
        if now.duration_since(self.since) < WORK {
            Due::Work
        } else if self.stood < STAND_MOST && is_selling() {
            Due::StandStill
        } else {
            Due::Rest
        }
    }

    /// Rests when that is due, and stands still while somebody sells.
    pub(super) fn keep(&mut self, is_selling: impl Fn() -> bool) {
        loop {
            match self.due(Instant::now(), &is_selling) {
                Due::Work => return,
                Due::StandStill => self.stood += REST,
                Due::Rest => (self.since, self.stood) = (Instant::now() + REST, Duration::ZERO),
            }
            thread::sleep(REST);
        }
    }
}

/// A pace for work in several parts, on any thread. It stands still while `is_selling`, and ends when nobody wants it.
pub(super) fn beside_sales(
    is_selling: impl Fn() -> bool + Send + Sync + 'static,
    is_wanted: impl Fn() -> bool + Send + Sync + 'static,
) -> Pacing {
    let pace = Mutex::new(Pace::new());
    Arc::new(move || {
        // Who waits for the work to end does not wait for the sale.
        let stands = || is_wanted() && is_selling();
        pace.lock().unwrap_or_else(PoisonError::into_inner).keep(stands);
        is_wanted()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_works_a_little_and_rests_and_asks_for_sales_only_in_between() {
        let began = Instant::now();
        let pace = Pace { since: began, stood: Duration::ZERO };
        let unasked = || -> bool { panic!("nobody asks in the middle of a slice") };
        assert_eq!(pace.due(began + WORK / 2, unasked), Due::Work);
        assert_eq!(pace.due(began + WORK, || false), Due::Rest);
        assert_eq!(pace.due(began + WORK, || true), Due::StandStill);
    }

    #[test]
    fn it_stands_still_for_the_sales_and_goes_on_when_they_never_end() {
        let began = Instant::now();
        let mut pace = Pace { since: began, stood: STAND_MOST - REST };
        assert_eq!(pace.due(began + WORK, || true), Due::StandStill);
        pace.stood += REST;
        assert_eq!(pace.due(began + WORK, || true), Due::Rest);
        thread::sleep(WORK);
        pace.keep(|| true);
        assert_eq!(pace.stood, Duration::ZERO, "it worked, and stands still anew");
    }

    #[test]
    fn who_wants_it_to_end_need_not_wait_for_a_sale() {
        let pacing = beside_sales(|| true, || false);
        // Long enough that it would stand still otherwise, for minutes.
        let began = Instant::now();
        while began.elapsed() < 2 * WORK {
            assert!(!pacing());
        }
    }
}
