//! What a till makes of a callback.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::flaw::{self, Flaw};
use domain::{SaleState, Word};
use ledger::EventDetail;
use providers::{CostEvidence, Hint, Particulars};

use crate::Problem;
use crate::desk::can_be_asked;
use crate::sale::wallet::inferred_commission;
use crate::till::{About, Till};

/// At least so long between two enquiries that callbacks cause about one attempt, in ms.
const GAP_MS: i64 = 15_000;
/// So many enquiries may callbacks cause about one attempt, until [`FORGET_MS`] have passed since the first.
const MOST: u32 = 12;
/// When an attempt's count begins anew, in ms.
const FORGET_MS: i64 = 86_400_000;
/// Attempts remembered. One that had to be forgotten earlier may be asked about a few times more, no harm.
const REMEMBERED: usize = 4_096;

/// What came of a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The sale is asked about now.
    AsksNow,
    /// It is one of ours, and was asked about a moment ago, or needs no asking.
    Enough,
    /// No sale of this till at that provider.
    NotOurs,
}

/// How often callbacks were heeded, by attempt.
pub(crate) type Heeded = Mutex<BTreeMap<i64, Count>>;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Count {
    first_ms: i64,
    last_ms: i64,
    heeded: u32,
}

impl Till {
    /// Hears a callback: brings the next enquiry forward, and keeps what it tells of the cost. It changes no state and
    /// moves no money, whatever it says.
    pub fn hear_callback(self: &Arc<Till>, provider: &str, hint: &Hint) -> Result<Heard, Problem> {
        let Some(attempt) = self.ledger.attempt_of_order(provider, &hint.order_id)? else { return Ok(Heard::NotOurs) };
        if let Some(told) = earned_of(attempt.amount, &hint.cost) {
            self.note_told_earned(&attempt, told);
        }
        if flaw::is_on(Flaw::TrustCallback) {
            let (told, detail) = (Particulars::default(), EventDetail::default());
            let step = self.step_of_word(&attempt, Word::Succeeded, &told, attempt.attempt_id, detail);
            self.ledger.record_only(&step)?;
        }
        // What is on the line is answered there; what never left has nothing to answer.
        let was_sent = !matches!(attempt.state, SaleState::Intended | SaleState::Submitted | SaleState::NotSent);
        let can_change = was_sent && can_be_asked(&attempt);
        if !can_change || !self.may_heed(attempt.attempt_id) {
            return Ok(Heard::Enough);
        }
        self.ledger.put_off(attempt.attempt_id, self.clock.now_ms())?;
        self.hinted.lock().unwrap_or_else(PoisonError::into_inner).insert(attempt.attempt_id);
        self.tell(About::Sale(attempt.sale_id));
        self.wake.notify_one();
        Ok(Heard::AsksNow)
    }

    fn may_heed(&self, attempt_id: i64) -> bool {
        let now_ms = self.clock.now_ms();
        let mut heeded = self.heeded.lock().unwrap_or_else(PoisonError::into_inner);
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

/// The commission a callback tells of: in rupees, or in percent, or by the wallet before and after.
fn earned_of(amount: domain::Paise, cost: &CostEvidence) -> Option<domain::Paise> {
    let by_wallet = || inferred_commission(amount, cost.balance_before?.checked_sub(cost.balance_after?)?);
    cost.discount.or_else(|| amount.commission(cost.discount_rate?)).or_else(by_wallet)
}

#[cfg(test)]
mod tests {
    use domain::{BasisPoints, Paise};

    use super::*;

    #[test]
    fn the_commission_is_read_from_what_there_is() {
        let amount = Paise::new(29_900);
        let told = |cost: CostEvidence| earned_of(amount, &cost).map(Paise::get);
        let nothing = CostEvidence::default();
        assert_eq!(told(nothing), None);
        assert_eq!(told(CostEvidence { discount: Some(Paise::new(410)), ..nothing }), Some(410));
        assert_eq!(told(CostEvidence { discount_rate: BasisPoints::new(200), ..nothing }), Some(598));
        let wallet = CostEvidence {
            balance_before: Some(Paise::new(100_000)),
            balance_after: Some(Paise::new(70_510)),
            ..nothing
        };
        assert_eq!(told(wallet), Some(410));
        let filled = CostEvidence { balance_after: Some(Paise::new(99_000)), ..wallet };
        assert_eq!(told(filled), None, "the wallet was filled meanwhile");
        assert_eq!(told(CostEvidence { balance_before: Some(Paise::new(1)), ..nothing }), None);
    }
}
