//! What a till makes of a callback.

use std::sync::Arc;

use domain::flaw::{self, Flaw};
use domain::{SaleState, Word};
use ledger::EventDetail;
use providers::{CostEvidence, Hint, Particulars};

use crate::sale::wallet::inferred_commission;
use crate::{About, Problem, Till};

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
            let step = self.step_of_word(&attempt, Word::Succeeded, &told, attempt.attempt_id, detail)?;
            self.ledger.record_only(&step)?;
        }
        // What is on the line is answered there; what never left has nothing to answer.
        let was_sent = !matches!(attempt.state, SaleState::Intended | SaleState::Submitted | SaleState::NotSent);
        let can_change = was_sent && attempt.can_be_asked();
        if !can_change || !self.heeded.may_heed(attempt.attempt_id, self.clock.now_ms()) {
            return Ok(Heard::Enough);
        }
        self.ledger.put_off(attempt.attempt_id, self.clock.now_ms())?;
        self.hinted.add(attempt.attempt_id);
        self.tell(About::Sale(attempt.sale_id));
        self.wake.notify_one();
        Ok(Heard::AsksNow)
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
