//! When what is not settled is asked about: soon at first, then ever more seldom, and a bounded number of times.

use std::collections::BTreeMap;
use std::sync::{MutexGuard, PoisonError};

use domain::{DAY_MS, SaleState, Service};
use ledger::{LedgerError, SaleRow};

use crate::till::Till;

/// Seconds to the next enquiry after the n-th; after the last one a person is needed. About 26 hours in all.
const SALE_S: [i64; 22] = [
    3, 5, 8, 12, 20, 30, 60, 120, 180, 300, 300, 600, 600, 900, 1_800, 1_800, 3_600, 3_600, 7_200, 14_400, 28_800,
    28_800,
];
/// The same for an application, which the customer may finish days later: daily, for four weeks more.
const APPLICATION_S: [i64; 50] = {
    let mut delays = [86_400; 50];
    let mut place = 0;
    while place < SALE_S.len() {
        delays[place] = SALE_S[place];
        place += 1;
    }
    delays
};
/// The same for a load of the wallet: closely while its code is on the screen, for five minutes, and then for a day.
const LOAD_S: [i64; 34] = [
    3, 3, 4, 4, 5, 5, 5, 6, 6, 8, 8, 10, 10, 15, 15, 20, 20, 20, 30, 30, 30, 30, 30, 60, 120, 300, 600, 900, 1_800,
    3_600, 7_200, 14_400, 28_800, 28_800,
];
/// Seconds after a success at which it is asked about again, and after an order was closed by the shop.
const AFTERCARE_S: [i64; 4] = [600, 21_600, 86_400, 259_200];
/// The same for a load: whoever pays twice does so at once.
const LOAD_AFTERCARE_S: [i64; 7] = [10, 30, 90, 600, 21_600, 86_400, 259_200];
/// When a success is asked about again that was missed, in ms: the clock was wrong, or the program closed.
const CARE_AGAIN_MS: i64 = 3 * DAY_MS;
/// A look that comes later than planned by more than this was missed, in ms: no schedule looks further ahead.
const MISSED_MS: i64 = 4 * DAY_MS;
/// When a look at a success that said nothing is repeated, in ms, and for how long after the success.
const REPEAT_CARE_MS: i64 = 6 * 3_600_000;
const REPEAT_CARE_FOR_MS: i64 = 6 * DAY_MS;

fn delays(service: Service) -> &'static [i64] {
    match service {
        Service::PanCard | Service::BankAccount => &APPLICATION_S,
        Service::WalletLoad => &LOAD_S,
        _ => &SALE_S,
    }
}

/// Whether the schedule of a service ends with the enquiry after `checks` others.
pub(crate) fn is_last(service: Service, checks: u32) -> bool {
    checks as usize + 1 >= delays(service).len()
}

impl Till {
    /// When an attempt that is being submitted is first asked about, should its answer never be written.
    pub(crate) fn first_check_ms(&self, now_ms: i64) -> i64 {
        now_ms + SALE_S[0] * 1_000
    }

    /// When to ask next after `checks` enquiries, with a fifth of jitter either way.
    pub(crate) fn next_check_ms(&self, service: Service, now_ms: i64, checks: u32) -> i64 {
        let delays = delays(service);
        let delay_ms = delays[(checks as usize).min(delays.len() - 1)] * 1_000;
        let spread = delay_ms * 2 / 5;
        now_ms + delay_ms - spread / 2 + i64::from(self.random.bits()) % spread.max(1)
    }

    /// When to ask again about a success.
    pub(crate) fn aftercare_ms(&self, service: Service, settled_at_ms: i64, now_ms: i64) -> Option<i64> {
        let after_s: &[i64] = if service == Service::WalletLoad { &LOAD_AFTERCARE_S } else { &AFTERCARE_S };
        after_s.iter().map(|after| settled_at_ms + after * 1_000).find(|at_ms| *at_ms > now_ms)
    }

    /// When to ask again about a success that has just been asked about, with a clear answer or none. A last look that
    /// said nothing is repeated. One that was missed is followed by another: the clock was behind, and has skipped the days
    /// after the success, or ahead, and has put them off for as long.
    pub(crate) fn care_goes_on_ms(&self, success: &SaleRow, is_answered: bool, now_ms: i64) -> Option<i64> {
        let (settled_ms, planned_ms) = (success.settled_at_ms.unwrap_or(now_ms), self.planned_ms(success));
        let is_missed = planned_ms.is_some_and(|planned_ms| now_ms - planned_ms > MISSED_MS);
        if settled_ms > now_ms || is_missed {
            return (!is_last(success.service, success.checks)).then_some(now_ms + CARE_AGAIN_MS);
        }
        let is_repeated = !is_answered && planned_ms.is_some() && now_ms - settled_ms < REPEAT_CARE_FOR_MS;
        let next_ms = self.aftercare_ms(success.service, settled_ms, now_ms);
        let next_ms = next_ms.or_else(|| is_repeated.then_some(now_ms + REPEAT_CARE_MS));
        // Asked before its time, by a person or a callback: the look that was planned is not the less due.
        next_ms.into_iter().chain(planned_ms.filter(|planned_ms| *planned_ms > now_ms)).min()
    }

    /// Asks at another time than the schedule has it: a callback came, or the line is down. For a success the time that was
    /// planned is remembered until it was asked about; should the program end before, one of several looks is lost.
    pub(crate) fn put_off(&self, attempt: &SaleRow, until_ms: i64) -> Result<(), LedgerError> {
        let planned_ms = self.planned_ms(attempt);
        self.ledger.put_off(attempt.attempt_id, until_ms)?;
        if attempt.state == SaleState::Succeeded {
            self.lock_put_off().insert(attempt.attempt_id, (until_ms, planned_ms));
        }
        Ok(())
    }

    /// It was asked about, and what comes next is written.
    pub(crate) fn forget_put_off(&self, attempt_id: i64) {
        self.lock_put_off().remove(&attempt_id);
    }

    fn planned_ms(&self, attempt: &SaleRow) -> Option<i64> {
        match self.lock_put_off().get(&attempt.attempt_id) {
            Some((until_ms, planned_ms)) if attempt.next_check_at_ms == Some(*until_ms) => *planned_ms,
            _ => attempt.next_check_at_ms,
        }
    }

    fn lock_put_off(&self) -> MutexGuard<'_, BTreeMap<i64, (i64, Option<i64>)>> {
        self.put_off.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When to ask again about an order of the desk that the shop closed: somebody may finish or pay it all the same.
    pub(crate) fn care_after_closing_ms(&self, order: &SaleRow, closed_at_ms: i64, now_ms: i64) -> Option<i64> {
        if crate::desk::can_be_asked(order) { self.aftercare_ms(order.service, closed_at_ms, now_ms) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schedule_ends_and_none_goes_faster_in_time() {
        for (service, word) in Service::ALL {
            let delays = delays(service);
            assert!(delays.windows(2).all(|two| two[0] <= two[1]), "{word}");
            assert!(!is_last(service, 0) && is_last(service, delays.len() as u32), "{word}");
        }
        let mut asked_s = 0;
        let times: Vec<i64> = LOAD_S.iter().map(|delay| (asked_s += delay, asked_s).1).collect();
        // The code is shown for five minutes: it is asked about all the while, and once more when it has just gone.
        assert!(times.iter().filter(|at_s| **at_s <= 300).count() >= 20);
        assert!(times.iter().any(|at_s| (301..=330).contains(at_s)), "{times:?}");
    }
}
