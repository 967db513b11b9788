//! Asks about every sale that is not settled, on a fixed schedule. When the schedule ends, a person has to look. A success is
//! asked about a few times more, because providers take successes back.

pub(crate) mod hint;
mod step;

use std::sync::Arc;
use std::time::Duration;

use domain::SaleState;
use ledger::{LedgerError, SaleRow};
use providers::Trouble;
use providers::call::{self, Finding, Told};

use crate::sale::enquired::Enquired;
use crate::sale::send::order_of;
use crate::till::marks::Mark;
use crate::{About, Connection, Mode, Problem, SaleView, Till};

/// While the line is down: ms to the next try. It is no enquiry and does not count.
const OFFLINE_MS: i64 = 15_000;
/// At least so long between two enquiries to one provider: at most two or three a second, since no paper names a limit.
const GAP: Duration = Duration::from_millis(400);
/// At least so long between two *Check now* of one sale, in ms.
const CHECK_NOW_GAP_MS: i64 = 2_000;
/// The watcher looks at least so often, should a wake-up be missed.
const LOOK_AT_LEAST: Duration = Duration::from_secs(20);
/// Due enquiries of one provider taken up at once.
const BATCH: u32 = 16;

impl Till {
    /// The watcher's task.
    pub(crate) async fn watch(self: Arc<Till>) {
        while !self.is_closed() {
            let now_ms = self.clock.now_ms();
            // Set back, the times of the schedule lie in a future that may be hours away. What could not be written is tried
            // again at the next look.
            self.heed_books(self.clock.when_set_back(|| self.ledger.make_open_due(now_ms)));
            let next = self.start_rounds(now_ms);
            let wait =
                next.map_or(LOOK_AT_LEAST, |at_ms| Duration::from_millis(u64::try_from(at_ms - now_ms).unwrap_or(0)));
            let _ = tokio::time::timeout(wait.clamp(GAP / 4, LOOK_AT_LEAST), self.wake.notified()).await;
        }
    }

    /// Starts a round for every connected provider that has something due and none under way: one that answers slowly
    /// holds up only its own. Tells when the next enquiry of the others is due; the end of a round wakes the watcher.
    fn start_rounds(self: &Arc<Till>, now_ms: i64) -> Option<i64> {
        let mut next: Option<i64> = None;
        for connection in self.connections() {
            let provider = connection.slug();
            let Some(round) = self.rounds.set(provider.to_owned()) else { continue };
            // What cannot be read now stays due, and is read at the next look.
            let next_ms = self.heed_books(self.ledger.next_due_ms(provider, now_ms)).flatten();
            let due = match next_ms {
                Some(next_ms) if next_ms <= now_ms => self.ledger.due_attempts(provider, now_ms, BATCH),
                // Each sale wakes the watcher, and after most of them nothing is due.
                Some(_) | None => Ok(Vec::new()),
            };
            let due = self.heed_books(due).unwrap_or_default();
            if due.is_empty() {
                next = next.into_iter().chain(next_ms).min();
                round.quietly();
            } else {
                let till = self.clone();
                self.runtime.spawn(async move { till.ask_round(due, round).await });
            }
        }
        next
    }

    async fn ask_round(self: Arc<Till>, due: Vec<SaleRow>, _round: Mark<String>) {
        for (place, attempt) in due.into_iter().enumerate() {
            if self.is_closed() {
                return;
            }
            // While the ones before were asked about, somebody else may have asked about this one.
            let moved_on = place > 0 && !self.is_still_due(attempt.attempt_id);
            if moved_on {
                continue;
            }
            let by_schedule = !self.hinted.take(attempt.attempt_id);
            if self.heed_books(self.ask(&attempt, by_schedule).await).is_none() {
                // The books could not be read or written, and it stays due: leave the disk alone for a moment.
                tokio::time::sleep(GAP * 5).await;
            }
            tokio::time::sleep(GAP).await;
        }
    }

    fn is_still_due(&self, attempt_id: i64) -> bool {
        // Where that cannot be read it is passed over in this round, and stays due for the next one.
        self.heed_books(self.ledger.is_due(attempt_id, self.clock.now_ms())).unwrap_or(false)
    }

    /// Asks about one sale now. Also about a settled one: it may have been taken back.
    pub async fn check_now(self: &Arc<Till>, sale_id: i64) -> Result<SaleView, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        let was_sent = !matches!(sale.state, SaleState::Intended | SaleState::Submitted | SaleState::NotSent);
        if !was_sent || !sale.can_be_asked() {
            return Err(Problem::NotAllowedNow);
        }
        let newest = self.ledger.events(sale_id)?.last().map_or(0, |event| event.at_ms);
        let was_asked = sale.checks > 0 || !sale.state.is_open();
        if was_asked && (0..CHECK_NOW_GAP_MS).contains(&(self.clock.now_ms() - newest)) {
            return Err(Problem::AskedTooSoon);
        }
        match self.ask(&sale, false).await? {
            Some(trouble) => Err(trouble.into()),
            None => Ok(self.view(&self.ledger.sale(sale_id)?)?),
        }
    }

    /// One enquiry and its record. Gives the trouble when the enquiry itself brought nothing. What a person or a callback
    /// causes does not use up the schedule.
    pub(crate) async fn ask(self: &Arc<Till>, sale: &SaleRow, by_schedule: bool) -> Result<Option<Trouble>, Problem> {
        let Some(_asking) = self.asking.set(sale.attempt_id) else { return Ok(None) };
        let due_ms = self.ledger.planned_ms(sale.attempt_id)?;
        let enquired = Enquired { by_schedule, ..self.enquire(sale).await? };
        self.keep(sale, due_ms, &enquired)
    }

    /// Keeps what an enquiry brought that was made beside the schedule.
    pub(crate) fn keep_finding(
        self: &Arc<Till>,
        sale: &SaleRow,
        enquired: Enquired,
    ) -> Result<Option<Trouble>, Problem> {
        self.keep(sale, self.ledger.planned_ms(sale.attempt_id)?, &enquired)
    }

    fn keep(
        self: &Arc<Till>,
        sale: &SaleRow,
        due_ms: Option<i64>,
        enquired: &Enquired,
    ) -> Result<Option<Trouble>, Problem> {
        let trouble = match &enquired.told.outcome {
            Finding::Offline(trouble) => {
                self.ledger.put_off(sale.attempt_id, self.clock.now_ms() + OFFLINE_MS)?;
                self.tell(About::Sale(sale.sale_id));
                return Ok(Some(trouble.clone()));
            }
            Finding::SaysNothing(trouble) => Some(trouble.clone()),
            Finding::Says(..) | Finding::NoRecord(_) => None,
        };
        self.write_finding(sale.attempt_id, due_ms, enquired)?;
        self.tell(About::Sale(sale.sale_id));
        Ok(trouble)
    }

    /// `Err`: the books could not be read. Nothing is kept of the answer then, and the sale is asked about again.
    async fn enquire(&self, sale: &SaleRow) -> Result<Enquired, LedgerError> {
        let connection = self.connection(&sale.provider);
        if sale.service.is_at_desk() {
            let enquired = self.enquire_order(sale).await?;
            return Ok(match connection {
                Some(connection) => {
                    self.heed_enquiry(&connection, &enquired.told.outcome);
                    Enquired { told: self.believed_of(sale, &connection, enquired.told), ..enquired }
                }
                None => enquired,
            });
        }
        Ok(Enquired::of(self.enquire_sale(sale, connection).await))
    }

    async fn enquire_sale(&self, sale: &SaleRow, connection: Option<Connection>) -> Told<Finding> {
        match connection.and_then(|connection| Some((connection.seller()?, connection))) {
            Some((seller, connection)) => {
                let (order, clocks) = (order_of(sale), self.clock.both_ms());
                let told = call::enquire_by(self.http.as_ref(), seller, &connection.access, &order, &clocks).await;
                self.heed_enquiry(&connection, &told.outcome);
                self.believed_of(sale, &connection, told)
            }
            // Disconnected meanwhile: the sale waits for the provider to come back.
            None => Told {
                outcome: Finding::Offline(Trouble::NotConnected { provider: sale.provider.clone() }),
                sent: None,
                received: None,
            },
        }
    }

    /// Heeds how an enquiry ended, for the sales to come.
    fn heed_enquiry(&self, connection: &Connection, outcome: &Finding) {
        let is_changed = match outcome {
            // "Not found" may be meant of the order.
            Finding::SaysNothing(Trouble::NothingAtAddress { .. }) => false,
            Finding::SaysNothing(trouble) | Finding::Offline(trouble) => {
                self.ready.turned_enquiry_away(connection, trouble)
            }
            Finding::Says(..) | Finding::NoRecord(_) => self.ready.enquiry_was_answered(connection),
        };
        let trouble = match outcome {
            Finding::SaysNothing(trouble) | Finding::Offline(trouble) => Some(trouble),
            Finding::Says(..) | Finding::NoRecord(_) => None,
        };
        let is_line_changed = self.heed_line(connection, trouble);
        self.tell_readiness(connection, is_changed || is_line_changed);
    }

    /// An account has no record of what was sold through another one, or at another address, and that says nothing
    /// about the sale. Where the answer does not repeat the order, nothing that is said there is about the sale for sure. In
    /// practice the address is another one at every start, and nothing is at stake.
    pub(crate) fn believed_of(&self, sale: &SaleRow, connection: &Connection, told: Told<Finding>) -> Told<Finding> {
        let is_elsewhere = self.mode == Mode::Real && !connection.access.is_account(&sale.account);
        let repeats_order = connection.company.descriptor().repeats_order;
        match told.outcome {
            Finding::NoRecord(_) if is_elsewhere => {
                Told { outcome: Finding::SaysNothing(Trouble::AnswerNotOurs), ..told }
            }
            Finding::Says(..) if is_elsewhere && !repeats_order => {
                Told { outcome: Finding::SaysNothing(Trouble::AnswerNotOurs), ..told }
            }
            Finding::NoRecord(_) | Finding::Says(..) | Finding::SaysNothing(_) | Finding::Offline(_) => told,
        }
    }

    /// Writes what an enquiry brought, in the light of the state the sale is in *now*: while it was asked, a callback
    /// or another enquiry may have settled it. `due_ms` is when the enquiry was due: where that has changed meanwhile, a
    /// callback wants a newer answer than this one.
    fn write_finding(
        self: &Arc<Till>,
        attempt_id: i64,
        due_ms: Option<i64>,
        enquired: &Enquired,
    ) -> Result<(), Problem> {
        for _ in 0..2 {
            let attempt = self.ledger.attempt(attempt_id)?;
            let mut step = self.step_of_finding(&attempt, enquired)?;
            if !enquired.by_schedule {
                step = self.beside_schedule(&attempt, step);
            }
            let disputed_ms = self.dispute_ms(&attempt, step.at_ms());
            step = step.ask_by(disputed_ms);
            if attempt.next_check_at_ms != due_ms {
                step = step.ask_by(attempt.next_check_at_ms);
            }
            match self.record_or_try_next(&attempt, &step) {
                Err(LedgerError::MovedOn) => {}
                Err(error) => return Err(error.into()),
                Ok(()) => return Ok(()),
            }
        }
        Ok(())
    }
}
