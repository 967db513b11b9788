//! Whether an operator goes otherwise today than it usually does, and how long a sale that waits usually takes. From the books alone.

use std::sync::Arc;

use domain::{AttemptNow, DAY_MS, Days, Outcome, SaleState, Usual, Weather, weather};
use ledger::{AskedToday, LedgerError, UsualTime, UsualWait};

use crate::{Problem, Till};

/// So many days before today tell what is usual.
const USUAL_DAYS: i64 = 28;
/// A circle is judged by itself where it has so many attempts today.
const LEAST_OF_CIRCLE: usize = 6;
/// From fewer sales that waited, how long they did is chance.
const LEAST_WAITED: i64 = 20;

fn now(attempt: &AskedToday, now_ms: i64) -> AttemptNow {
    let outcome = Outcome::from(attempt.state);
    let took_ms = match attempt.state {
        SaleState::Intended | SaleState::Submitted | SaleState::Pending | SaleState::Unknown => Some(now_ms),
        SaleState::Succeeded | SaleState::Failed | SaleState::NotSent => attempt.settled_at_ms,
        // What is written of it is when it was taken back.
        SaleState::Reversed => None,
    };
    AttemptNow { outcome, took_ms: took_ms.map(|end_ms| (end_ms - attempt.submitted_at_ms).max(0)) }
}

fn usual_of(times: &[UsualTime], operator: &str, circle: Option<&str>) -> Option<Usual> {
    let found = times.iter().find(|time| time.operator == operator && time.circle.as_deref() == circle);
    found.map(|time| time.usual).filter(Usual::is_known)
}

impl Till {
    /// How an operator goes today, where that is unlike usual: in the circle of the sale, if enough is known of it.
    pub fn weather(&self, operator: &str, circle: Option<&str>) -> Result<Option<Weather>, Problem> {
        let now_ms = self.clock.now_ms();
        let today = self.ledger.business_day(now_ms)?;
        let times = self.usual_times.of(&today, || self.ledger.usual_times(&self.days_before(now_ms)?))?;
        let Some(in_all) = usual_of(&times, operator, None) else { return Ok(None) };
        let asked = self.ledger.asked_on(operator, &today)?;
        let attempts = |circle: Option<&str>| -> Vec<AttemptNow> {
            let asked = asked.iter().filter(|attempt| circle.is_none_or(|circle| attempt.circle == circle));
            asked.map(|attempt| now(attempt, now_ms)).collect()
        };
        let in_circle = circle.zip(circle.and_then(|circle| usual_of(&times, operator, Some(circle))));
        let in_circle = in_circle.map(|(circle, usual)| (attempts(Some(circle)), usual));
        let in_circle = in_circle.filter(|(attempts, _)| attempts.len() >= LEAST_OF_CIRCLE);
        Ok(match in_circle {
            Some((attempts, usual)) => weather(&attempts, usual),
            None => weather(&attempts(None), in_all),
        })
    }

    /// Within which time nine of ten ended of the sales of an operator through a company that had no clear answer at once; `None`: too
    /// little is known.
    pub fn usual_wait(&self, operator: &str, provider: &str) -> Result<Option<UsualWait>, Problem> {
        let now_ms = self.clock.now_ms();
        let today = self.ledger.business_day(now_ms)?;
        let waits: Arc<Vec<UsualWait>> =
            self.usual_waits.of(&today, || self.ledger.usual_waits(&self.days_before(now_ms)?))?;
        let is_it = |wait: &&UsualWait| wait.operator == operator && wait.provider == provider;
        let found = waits.iter().find(is_it).filter(|wait| wait.waited >= LEAST_WAITED);
        Ok(found.filter(|wait| wait.nine_of_ten_ms.is_some()).cloned())
    }

    /// The days by which today is judged.
    fn days_before(&self, now_ms: i64) -> Result<Days, LedgerError> {
        let from = self.ledger.business_day(now_ms - USUAL_DAYS * DAY_MS)?;
        Ok(Days { from, to: self.ledger.business_day(now_ms - DAY_MS)? })
    }
}
