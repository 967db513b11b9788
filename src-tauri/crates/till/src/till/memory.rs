//! Facts that the till holds in memory only. It forgets them when the program ends.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Field, Operator, Pace, Paise};

use crate::Problem;

/// The sale as typed, whoever carries it out.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) operator: Operator,
    pub(crate) number: String,
    pub(crate) amount: Paise,
    /// A circle of the list, or nothing.
    pub(crate) circle: Option<String>,
    /// As typed; each provider takes those it needs.
    pub(crate) fields: BTreeMap<Field, String>,
    pub(crate) today: String,
}

/// How long after the sale began another provider is still tried by itself: so long a customer waits. In ms.
const WITHIN_MS: i64 = 120_000;

struct Retry {
    wanted: Wanted,
    begun_at_ms: i64,
}

/// What is needed to try a sale elsewhere, by sale. After a restart nothing is tried by itself.
#[derive(Default)]
pub(crate) struct Retries(Mutex<BTreeMap<i64, Retry>>);

impl Retries {
    pub(crate) fn remember(&self, sale_id: i64, wanted: Wanted, begun_at_ms: i64) {
        let since_ms = begun_at_ms - WITHIN_MS;
        let mut retries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        retries.retain(|_, known| known.begun_at_ms > since_ms);
        retries.insert(sale_id, Retry { wanted, begun_at_ms });
    }

    /// Nobody else is tried for this sale by itself any more.
    pub(crate) fn forget(&self, sale_id: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&sale_id);
    }

    /// The sale as typed, while its customer still waits.
    pub(crate) fn wanted(&self, sale_id: i64, now_ms: i64) -> Option<Wanted> {
        let retries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let soon = |retry: &&Retry| (0..WITHIN_MS).contains(&(now_ms - retry.begun_at_ms));
        retries.get(&sale_id).filter(soon).map(|retry| retry.wanted.clone())
    }
}

/// At least so long between two enquiries that callbacks cause about one attempt, in ms.
const GAP_MS: i64 = 15_000;
/// So many enquiries may callbacks cause about one attempt, until [`FORGET_MS`] have passed since the first.
const MOST: u32 = 12;
/// When an attempt's count begins anew, in ms.
const FORGET_MS: i64 = 86_400_000;
/// Attempts remembered. One that had to be forgotten earlier may be asked about a few times more, no harm.
const REMEMBERED: usize = 4_096;

#[derive(Debug, Clone, Copy)]
struct Count {
    first_ms: i64,
    last_ms: i64,
    heeded: u32,
}

/// How often callbacks were heeded, by attempt.
#[derive(Default)]
pub(crate) struct Heeded(Mutex<BTreeMap<i64, Count>>);

impl Heeded {
    /// Whether one more callback about an attempt is heeded; it is counted then.
    pub(crate) fn may_heed(&self, attempt_id: i64, now_ms: i64) -> bool {
        let mut heeded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heeded.len() >= REMEMBERED {
            heeded.retain(|_, count| now_ms - count.last_ms < GAP_MS);
            if heeded.len() >= REMEMBERED {
                return false;
            }
        }
        let count = heeded.entry(attempt_id).or_insert(Count { first_ms: now_ms, last_ms: i64::MIN / 2, heeded: 0 });
        if now_ms - count.first_ms > FORGET_MS {
            *count = Count { first_ms: now_ms, last_ms: i64::MIN / 2, heeded: 0 };
        }
        // A clock that was set back must not silence callbacks until it has caught up.
        let too_soon = (0..GAP_MS).contains(&(now_ms - count.last_ms));
        if too_soon || count.heeded >= MOST {
            return false;
        }
        (count.last_ms, count.heeded) = (now_ms, count.heeded + 1);
        true
    }
}

/// Attempts whose next enquiry a callback brought forward.
#[derive(Default)]
pub(crate) struct Hinted(Mutex<BTreeSet<i64>>);

impl Hinted {
    pub(crate) fn add(&self, attempt_id: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(attempt_id);
    }

    /// Whether it was brought forward. It is told once.
    pub(crate) fn take(&self, attempt_id: i64) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&attempt_id)
    }
}

/// What is wrong with the books, as the till's own tasks found it, which nobody waits for. The counter shows it.
#[derive(Default)]
pub(crate) struct Refusal {
    /// What they last refused.
    last: Mutex<Option<(Problem, i64)>>,
    /// What is wrong until it is found to be right.
    standing: Mutex<Option<Problem>>,
}

/// So long it is shown after the last one, in ms: every task tries again within that time.
const SHOWN_MS: i64 = 60_000;

/// Whether it is the books that refused something, and not a rule.
fn is_of_books(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::DiskFull
            | Problem::LedgerReadOnly
            | Problem::LedgerCorrupt
            | Problem::LedgerBusy
            | Problem::LedgerNotGiven { .. }
            | Problem::LedgerUnread { .. }
            | Problem::LedgerFailed { .. }
    )
}

impl Refusal {
    /// Keeps it, at a moment of the count that nobody can set, in ms. What a rule refuses is no trouble of the books.
    pub(crate) fn keep(&self, problem: Problem, steady_ms: i64) {
        if is_of_books(&problem) {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((problem, steady_ms));
        }
    }

    /// What is shown of it now.
    pub(crate) fn shown(&self, steady_ms: i64) -> Option<Problem> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let last = last.filter(|(_, at_ms)| steady_ms - at_ms < SHOWN_MS).map(|(problem, _)| problem);
        last.or_else(|| self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Keeps what is wrong until this is called again; `None`: nothing is.
    pub(crate) fn stand(&self, problem: Option<Problem>) {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }
}

/// When this run heard last that there is no record of an attempt, by the count that nobody can set, in ms.
#[derive(Default)]
pub(crate) struct NoRecords(Mutex<BTreeMap<i64, i64>>);

impl NoRecords {
    /// Hears it at this moment, and tells when it was heard before in this run.
    pub(crate) fn hear(&self, attempt_id: i64, steady_ms: i64) -> Option<i64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(attempt_id, steady_ms)
    }
}

/// At which pace the wallets are spent, by provider, as worked out on a day, `2026-11-20`. The days before it do not change.
#[derive(Default)]
pub(crate) struct Paces(Mutex<(String, BTreeMap<String, Pace>)>);

impl Paces {
    /// The pace of a wallet on a day; `read` works out those of all wallets, once for each day.
    pub(crate) fn of<E>(
        &self,
        provider: &str,
        day: &str,
        read: impl FnOnce() -> Result<BTreeMap<String, Pace>, E>,
    ) -> Result<Option<Pace>, E> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != day {
            *known = (day.to_owned(), read()?);
        }
        Ok(known.1.get(provider).copied())
    }
}

/// What is worked out once for each day, because the days that it is worked out of are over.
pub(crate) struct OfDay<T>(Mutex<Option<(String, Arc<T>)>>);

impl<T> Default for OfDay<T> {
    fn default() -> OfDay<T> {
        OfDay(Mutex::new(None))
    }
}

impl<T> OfDay<T> {
    /// What is known on a day; `read` works it out.
    pub(crate) fn of<E>(&self, day: &str, read: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known_day, value)) = known.as_ref()
            && known_day == day
        {
            return Ok(value.clone());
        }
        let value = Arc::new(read()?);
        *known = Some((day.to_owned(), value.clone()));
        Ok(value)
    }
}
