//! Another provider after a definite failure, or after a request that never left: a new attempt of the same sale. Never
//! while the sale is unknown or pending, never when it once had no answer, whatever an enquiry says later, never after the
//! customer may have gone, never when the shopkeeper picked the provider by hand.

use std::sync::Arc;

use domain::flaw::{self, Flaw};
use domain::{Event, SaleState, india_day};
use ledger::{LedgerError, SaleRow, Step};

use super::check::Ready;
use super::choice::Asked;
use crate::till::schedule::look_at_failure_ms;
use crate::{About, Problem, Till};

impl Till {
    /// Records a step. When it ends the sale's attempt in nothing and another provider can take the sale, that
    /// provider's attempt begins in the same transaction, and is handed over.
    pub(crate) fn record_or_try_next(self: &Arc<Till>, sale: &SaleRow, step: &Step) -> Result<(), LedgerError> {
        if sale.state == SaleState::Unknown || step.event() == Some(Event::LoseTrack) {
            self.retries.forget(sale.sale_id);
        }
        let impatient = flaw::is_on(Flaw::NextOnPending) && step.event() == Some(Event::Accept);
        let ends_in_nothing = matches!(step.event(), Some(Event::Reject | Event::NeverLeave)) || impatient;
        // Where the books cannot be read nobody else is tried: the sale ends at the one it was sent to.
        let next =
            if ends_in_nothing { self.heed_books(self.next_provider(sale, step.at_ms())).flatten() } else { None };
        if let Some(next) = next {
            let _beginning = self.line.begin();
            let ask_again = step.event() == Some(Event::Reject);
            // Should it have succeeded after all, the customer has been charged twice and somebody must know.
            let next_check_at_ms = look_at_failure_ms(step.at_ms(), step.at_ms()).filter(|_| ask_again);
            let step = if impatient { step.clone().instead(Event::Reject) } else { step.clone() };
            let step = step.ask_next(next_check_at_ms);
            let first_check = self.first_check_ms(step.at_ms());
            // What cannot be written together is tried below without the next attempt, which tells why.
            if let Ok(tried) = self.ledger.record_and_try(&step, &next.new_attempt(), first_check) {
                self.tell_balance(sale, &step);
                self.tell(About::Sale(tried.sale_id));
                let order = next.order(&tried);
                self.hand_over(tried, order);
                return Ok(());
            }
        }
        self.ledger.record_only(step)?;
        self.tell_balance(sale, step);
        Ok(())
    }

    /// Tells of the balance that came with an answer and was kept with it.
    fn tell_balance(&self, sale: &SaleRow, step: &Step) {
        if step.has_balance() {
            self.tell(About::Wallet(sale.provider.clone()));
        }
    }

    /// The provider to try next: one that was not tried for this sale, can have it, and whose wallet covers it.
    /// `at_ms`: when its attempt begins.
    fn next_provider(&self, sale: &SaleRow, at_ms: i64) -> Result<Option<Ready>, Problem> {
        if !self.rules().routes.try_next || !matches!(sale.state, SaleState::Submitted | SaleState::Pending) {
            return Ok(None);
        }
        let Some(wanted) = self.retries.wanted(sale.sale_id, self.clock.now_ms()) else { return Ok(None) };
        let tried = self.ledger.attempts(sale.sale_id)?;
        if tried.last().is_none_or(|newest| newest.attempt_id != sale.attempt_id) {
            return Ok(None);
        }
        let operator = &wanted.operator;
        let asked = Asked { operator: &operator.id, service: operator.service, amount: wanted.amount };
        for candidate in self.candidates(&asked, &india_day(at_ms))? {
            if tried.iter().any(|attempt| attempt.provider == candidate.slug()) {
                continue;
            }
            if let Ok(ready) = self.fit(&candidate, &wanted)
                && self.covers(&ready)?.is_none()
            {
                return Ok(Some(ready));
            }
        }
        Ok(None)
    }
}
