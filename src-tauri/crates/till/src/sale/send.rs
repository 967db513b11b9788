//! The sending task: one request for a sale that is durable as submitted, and the record of how it ended.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::flaw::{self, Flaw};
use domain::{Event, SaleState};
use ledger::{EventDetail, LedgerError, LoggedOrder, Pacing, SaleRow, Step, orders_with_words};
use providers::call::{self, Submission, Told};
use providers::{Order, Particulars, Trouble};

use super::journal::detail_of;
use crate::problem::stored::StoredProblem;
use crate::{About, Closing, Till};

/// Between two tries to write an answer down (the disk is full, say), and how many tries there are: a day's.
const WRITE_AGAIN: Duration = Duration::from_secs(5);
const WRITE_TRIES: u32 = 17_280;

/// The order of an attempt, as an enquiry needs it: what only the recharge call carries is not in it.
pub fn order_of(sale: &SaleRow) -> Order {
    Order {
        order_id: sale.order_id.clone(),
        service: sale.service,
        code: sale.code.clone(),
        number: sale.number.clone(),
        amount: sale.amount,
        circle_code: None,
        extras: Default::default(),
        special: false,
        submitted_at_ms: sale.submitted_at_ms,
    }
}

/// A sale whose one request is on the line. Should its task end without an answer written (a panic in a dialect), the
/// sale must not look for ever as if it were still being sent.
pub(crate) struct OnTheLine {
    pub(crate) till: Arc<Till>,
    pub(crate) sale: SaleRow,
    answered: bool,
}

impl OnTheLine {
    pub(crate) fn put(till: Arc<Till>, sale: SaleRow) -> OnTheLine {
        till.line.put();
        till.log(till.ledger.new_order(sale.attempt_id));
        OnTheLine { till, sale, answered: false }
    }

    pub(crate) fn answered(mut self) {
        self.answered = true;
    }
}

impl Drop for OnTheLine {
    fn drop(&mut self) {
        // A task dropped because the program ends is left to the next start, like a crash.
        if !self.answered && std::thread::panicking() {
            let lost = Told { outcome: Submission::Unknown(Trouble::AnswerUnreadable), sent: None, received: None };
            // When even this cannot be written, the next start does it.
            let lost = self.till.ledger.record_only(&self.till.step_of(&self.sale, lost));
            let end = self.till.step_without_a_way_on(&self.sale, Some(StoredProblem::AnswerUnreadable));
            if let Some(end) = end.filter(|_| self.till.heed_books(lost).is_some()) {
                self.till.heed_books(self.till.ledger.record_only(&end));
            }
        }
        self.till.line.take_off();
        // Who is woken last runs next on this thread: that is the window, which waits for the answer.
        self.till.wake.notify_one();
        self.till.tell(About::Sale(self.sale.sale_id));
    }
}

impl Till {
    /// Writes an order down beside the ledger, with all that persons wrote of it. The ledger has it already; this is for the
    /// day on which the ledger is lost, and a line that cannot be written stops nothing.
    pub(crate) fn log_order(&self, attempt_id: i64) {
        self.log(self.ledger.logged_order(attempt_id));
    }

    fn log(&self, order: Result<LoggedOrder, LedgerError>) {
        if let Some(order) = self.heed_books(order) {
            self.heed_books(self.orders.note(&[order]));
        }
    }

    /// Writes what the log of orders lacks of what persons wrote since a moment (ms since 1970), by a backup that was made
    /// just now: the disk was full then, or an earlier version did not write it.
    pub(crate) fn log_words_of(&self, backup: &Path, since_ms: i64, pacing: &Pacing) {
        let (Ok(orders), Ok(log)) = (orders_with_words(backup, since_ms, pacing), self.orders.read()) else { return };
        let logged: BTreeMap<_, _> = log.orders.iter().map(|order| (&order.order_id, order)).collect();
        let lacks = |order: &&LoggedOrder| logged.get(&order.order_id).is_none_or(|known| !order.is_told_by(known));
        let _ = self.orders.note(&orders.iter().filter(lacks).cloned().collect::<Vec<_>>());
    }

    /// Hands a sale to a task of its own. Closing the window, reloading the page or dropping the caller's future does
    /// not touch it.
    pub(crate) fn hand_over(self: &Arc<Till>, sale: SaleRow, order: Order) {
        let on_the_line = OnTheLine::put(self.clone(), sale);
        self.runtime.spawn(async move {
            let till = on_the_line.till.clone();
            let told = till.send(&on_the_line.sale, &order).await;
            till.write_step(&on_the_line.sale, till.step_of(&on_the_line.sale, told)).await;
            on_the_line.answered();
        });
    }

    async fn send(&self, sale: &SaleRow, order: &Order) -> Told<Submission> {
        let connection = self.connection(&sale.provider);
        match connection.and_then(|connection| Some((connection.seller()?, connection))) {
            Some((seller, connection)) => {
                let told = call::submit(self.http.as_ref(), seller, &connection.access, order).await;
                self.heed_trouble(&connection, trouble_in(&told.outcome));
                if is_answered(&told.outcome) {
                    self.ready.was_answered(&connection);
                }
                if flaw::is_on(Flaw::RetryUnknown) && matches!(told.outcome, Submission::Unknown(_)) {
                    return call::submit(self.http.as_ref(), seller, &connection.access, order).await;
                }
                told
            }
            None => Told {
                outcome: Submission::NotSent(Trouble::NotConnected { provider: sale.provider.clone() }),
                sent: None,
                received: None,
            },
        }
    }

    /// Writes the answer down. While the disk is full it is kept in memory and written again and again; should the
    /// program end before, the attempt is unknown at the next start, and is asked about.
    pub(crate) async fn write_step(self: &Arc<Till>, sale: &SaleRow, step: Step) {
        for _ in 0..WRITE_TRIES {
            match self.record_or_try_next(sale, &step) {
                Ok(()) => return,
                Err(LedgerError::MovedOn | LedgerError::Illegal(_) | LedgerError::Closed) => return,
                Err(error) => {
                    self.heed_books::<()>(Err(error));
                    tokio::time::sleep(WRITE_AGAIN).await;
                }
            }
        }
    }

    fn step_of(&self, sale: &SaleRow, told: Told<Submission>) -> Step {
        let now_ms = self.clock.now_ms();
        let next_check = sale.can_be_asked().then(|| self.next_check_ms(sale.service, now_ms, 0));
        let aftercare = self.aftercare_ms(sale.service, now_ms, now_ms);
        let (event, particulars, trouble, next_check_at_ms) = match told.outcome {
            Submission::NotSent(trouble) => (Event::NeverLeave, None, Some(trouble), None),
            Submission::Accepted(particulars) => (Event::Accept, Some(particulars), None, next_check),
            Submission::Succeeded(particulars) => (Event::Succeed, Some(particulars), None, aftercare),
            Submission::Rejected(particulars, trouble) => (Event::Reject, Some(particulars), Some(trouble), None),
            Submission::Unknown(trouble) => (Event::LoseTrack, None, Some(trouble), next_check),
        };
        let particulars = particulars.unwrap_or_default();
        let step = self.with_balance(Step::of(sale, event, now_ms), sale, &particulars, sale.attempt_id);
        let Particulars { provider_ref, operator_ref, words, balance: _ } = particulars;
        let detail = EventDetail { words, ..detail_of(told.sent, told.received, trouble.map(StoredProblem::from)) };
        step.expecting(SaleState::Submitted)
            .evidence(detail)
            .refs(provider_ref, operator_ref)
            .ask_next(next_check_at_ms)
            .flag(None)
    }
}

/// Whether the company itself has answered, behind whatever stands before it.
fn is_answered(outcome: &Submission) -> bool {
    match outcome {
        Submission::Accepted(_) | Submission::Succeeded(_) => true,
        Submission::Rejected(..) => trouble_in(outcome).and_then(Closing::of).is_none(),
        Submission::NotSent(_) | Submission::Unknown(_) => false,
    }
}

/// What went wrong with a submission, if anything did.
fn trouble_in(outcome: &Submission) -> Option<&Trouble> {
    match outcome {
        Submission::NotSent(trouble) | Submission::Unknown(trouble) => Some(trouble),
        // What is said of one customer's number closes nothing.
        Submission::Rejected(_, trouble) => Some(trouble).filter(|trouble| trouble.is_of_the_gate()),
        Submission::Accepted(_) | Submission::Succeeded(_) => None,
    }
}
