//! When what is not settled is asked about: soon at first, then ever more seldom, and a bounded number of times.

use domain::{AtDesk, DAY_MS, SaleState, Service};
use ledger::{EventRow, LedgerError, SaleRow};

use crate::{Mode, Till};

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
/// Seconds after a failure that an enquiry found, or that another attempt followed, at which it is asked about again.
const FAILURE_S: [i64; 2] = [600, 3_600];
/// Days after an application was closed at which it is asked about once more: the company keeps its page open for weeks.
const CLOSED_AFTER_DAYS: [i64; 9] = [6, 9, 12, 15, 18, 21, 24, 27, 30];
/// A success that is seen to stand so long after it was first known, both by sure times, is asked about no more, in ms. It is
/// six hours short of three days, because the look of the third day may come early.
const CARED_FOR_MS: i64 = 3 * DAY_MS - 6 * 3_600_000;
/// When a success is looked at again that was not looked at for days, in ms; and after a look that said nothing.
const CARE_AGAIN_MS: i64 = 3 * DAY_MS;
const REPEAT_CARE_MS: i64 = 6 * 3_600_000;

fn delays(service: Service) -> &'static [i64] {
    match service.at_desk() {
        Some(AtDesk::PanCard | AtDesk::BankAccount) => &APPLICATION_S,
        Some(AtDesk::WalletLoad) => &LOAD_S,
        None | Some(AtDesk::AadhaarCheck) => &SALE_S,
    }
}

/// Whether the schedule of a service ends with the enquiry after `checks` others.
pub(crate) fn is_last(service: Service, checks: u32) -> bool {
    checks as usize + 1 >= delays(service).len()
}

/// When to look again at a failure: it may have succeeded after all. In ms.
pub(crate) fn look_at_failure_ms(settled_at_ms: i64, now_ms: i64) -> Option<i64> {
    next_look_ms(&FAILURE_S, settled_at_ms, now_ms)
}

/// The first look that lies ahead, of those so many seconds after a sale was settled. One that was settled under a clock
/// that was ahead says nothing of when it was: it is looked at every few days until that time has come.
fn next_look_ms(after_s: &[i64], settled_at_ms: i64, now_ms: i64) -> Option<i64> {
    if settled_at_ms > now_ms {
        return Some(now_ms + CARE_AGAIN_MS);
    }
    after_s.iter().map(|after_s| settled_at_ms + after_s * 1_000).find(|at_ms| *at_ms > now_ms)
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
        next_look_ms(after_s, settled_at_ms, now_ms)
    }

    /// When to ask again about a success that has just been asked about, with a clear answer or none. The times after the
    /// success say little where they were the computer's, or the last look said nothing: then it goes on until it was seen to
    /// stand days later, by sure times.
    pub(crate) fn care_goes_on_ms(
        &self,
        success: &SaleRow,
        is_answered: bool,
        now_ms: i64,
    ) -> Result<Option<i64>, LedgerError> {
        let settled_ms = success.settled_at_ms.filter(|settled_ms| *settled_ms <= now_ms);
        let planned_ms = settled_ms.and_then(|settled_ms| self.aftercare_ms(success.service, settled_ms, now_ms));
        let again_ms = now_ms + if is_answered { CARE_AGAIN_MS } else { REPEAT_CARE_MS };
        if planned_ms.is_some() {
            return Ok(planned_ms);
        }
        let is_over = is_last(success.service, success.checks_by_schedule())
            || (is_answered && self.was_cared_for(success, now_ms)?);
        Ok((!is_over).then_some(again_ms))
    }

    /// Whether a sale that is seen to stand now was known to have succeeded days before. Practice has only the computer's
    /// clock, and nothing is at stake.
    fn was_cared_for(&self, success: &SaleRow, now_ms: i64) -> Result<bool, LedgerError> {
        let is_practice = self.mode == Mode::Practice;
        if !is_practice && !self.clock.is_sure() {
            return Ok(false);
        }
        let events = self.ledger.events(success.sale_id)?;
        let stood = |event: &&EventRow| event.to == Some(SaleState::Succeeded);
        let first = events.iter().filter(stood).find(|event| is_practice || event.detail.is_time_sure());
        Ok(first.is_some_and(|first| now_ms - first.at_ms >= CARED_FOR_MS))
    }

    /// When to ask again about a sale that a person ended, or an order of the desk that was closed: somebody may finish or
    /// pay it all the same, an application weeks later.
    pub(crate) fn care_after_closing_ms(&self, order: &SaleRow, closed_at_ms: i64, now_ms: i64) -> Option<i64> {
        if !order.can_be_asked() {
            return None;
        }
        let is_application = matches!(order.service, Service::PanCard | Service::BankAccount);
        let later_ms =
            || CLOSED_AFTER_DAYS.map(|days| closed_at_ms + days * DAY_MS).into_iter().find(|at| *at > now_ms);
        let soon_ms = self.aftercare_ms(order.service, closed_at_ms, now_ms);
        soon_ms.or_else(|| if is_application { later_ms() } else { None })
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
