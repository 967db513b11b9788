//! Asks about every sale that is not settled, on a fixed schedule. When the schedule ends, a person has to look. A success is
//! asked about a few times more, because providers take successes back.

pub(crate) mod hint;

use std::sync::Arc;
use std::time::Duration;

use domain::flaw::{self, Flaw};
use domain::{Event, Heard, SaleState, Service, Whose, Word, hear};
use ledger::{Asked, Attention, Booked, EventDetail, EventKind, EventRow, LedgerError, SaleRow, Silent, Step};
use providers::call::{self, Finding, Told};
use providers::{Particulars, Trouble};

use crate::sale::enquired::Enquired;
use crate::sale::journal::detail_of;
use crate::sale::send::order_of;
use crate::till::marks::Mark;
use crate::till::schedule::{is_last, look_at_failure_ms};
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
            let _ = self.clock.when_set_back(|| self.ledger.make_open_due(now_ms));
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
            let due = self.ledger.due_attempts(provider, now_ms, BATCH).unwrap_or_default();
            if due.is_empty() {
                let at_ms = self.ledger.next_due_ms(provider).ok().flatten();
                next = next.into_iter().chain(at_ms).min();
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
            if self.ask(&attempt, by_schedule).await.is_err() {
                // The books could not be written: leave the disk alone for a moment.
                tokio::time::sleep(GAP * 5).await;
            }
            tokio::time::sleep(GAP).await;
        }
    }

    fn is_still_due(&self, attempt_id: i64) -> bool {
        self.ledger.is_due(attempt_id, self.clock.now_ms()).unwrap_or(false)
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
            None => Ok(self.view(&self.ledger.sale(sale_id)?)),
        }
    }

    /// One enquiry and its record. Gives the trouble when the enquiry itself brought nothing. What a person or a callback
    /// causes does not use up the schedule.
    pub(crate) async fn ask(self: &Arc<Till>, sale: &SaleRow, by_schedule: bool) -> Result<Option<Trouble>, Problem> {
        let Some(_asking) = self.asking.set(sale.attempt_id) else { return Ok(None) };
        let due_ms = self.ledger.attempt(sale.attempt_id)?.next_check_at_ms;
        let enquired = Enquired { by_schedule, ..self.enquire(sale).await };
        self.keep(sale, due_ms, &enquired)
    }

    /// Keeps what an enquiry brought that was made beside the schedule.
    pub(crate) fn keep_finding(
        self: &Arc<Till>,
        sale: &SaleRow,
        enquired: Enquired,
    ) -> Result<Option<Trouble>, Problem> {
        self.keep(sale, self.ledger.attempt(sale.attempt_id)?.next_check_at_ms, &enquired)
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

    async fn enquire(&self, sale: &SaleRow) -> Enquired {
        let connection = self.connection(&sale.provider);
        if sale.service.is_at_desk() {
            let enquired = self.enquire_order(sale).await;
            return match connection {
                Some(connection) => {
                    self.heed_enquiry(&connection, &enquired.told.outcome);
                    Enquired { told: self.believed_of(sale, &connection, enquired.told), ..enquired }
                }
                None => enquired,
            };
        }
        Enquired::of(self.enquire_sale(sale, connection).await)
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
                outcome: Finding::Offline(Trouble::FieldRefused { field: sale.provider.clone() }),
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
        self.tell_readiness(connection, is_changed);
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
            let mut step = self.step_of_finding(&attempt, enquired);
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

    /// The step of an enquiry that no schedule asked for: it counts for nothing there, and of an open sale the next one
    /// stays where it was. One whose schedule is over stays a person's matter.
    fn beside_schedule(&self, sale: &SaleRow, step: Step) -> Step {
        let step = step.asked(Asked::Beside);
        let stays_open = match step.event() {
            None | Some(Event::Accept) => sale.state.is_open(),
            Some(_) => false,
        };
        if !stays_open {
            return step;
        }
        let due_ms = sale.next_check_at_ms.map(|due_ms| {
            if due_ms > step.at_ms() {
                due_ms
            } else {
                self.next_check_ms(sale.service, step.at_ms(), sale.checks_by_schedule())
            }
        });
        step.ask_next(due_ms).flag(sale.attention)
    }

    fn step_of_finding(&self, sale: &SaleRow, enquired: &Enquired) -> Step {
        let told = &enquired.told;
        let detail = |problem| detail_of(told.sent.clone(), told.received.clone(), problem);
        match &told.outcome {
            Finding::Says(word, particulars) => {
                let after_attempt = enquired.after_attempt.unwrap_or(sale.attempt_id);
                let step = self.step_of_word(sale, *word, particulars, after_attempt, detail(None));
                // What it cost or brought is booked with the success and with nothing else; it is kept with the word of one
                // that only a person may book.
                let is_success = matches!(step.event(), Some(Event::Succeed | Event::Admit));
                let may_be_admitted = sale.state == SaleState::Failed && step.kind() == EventKind::Contradicted;
                let booked =
                    enquired.booked.filter(|booked| is_success || may_be_admitted || is_more(sale, *word, *booked));
                let is_paid_again = booked.is_some() && step.kind() == EventKind::NoNews;
                let step = if is_paid_again { step.told_as(Silent::PaidAgain) } else { step };
                step.booked(booked)
            }
            Finding::NoRecord(_) if flaw::is_on(Flaw::NoRecordMeansFailed) => {
                self.step_of_word(sale, Word::Failed, &Particulars::default(), sale.attempt_id, detail(None))
            }
            Finding::NoRecord(words) => {
                let kind = if sale.state == SaleState::Unknown { Silent::NoRecord } else { Silent::NoNews };
                let waited_ms = (kind == Silent::NoRecord).then(|| self.waited_ms(sale));
                let detail = EventDetail { words: Some(words.clone()), waited_ms, ..detail(None) };
                self.on_schedule(sale, Step::silent(sale, kind, self.clock.now_ms())).evidence(detail)
            }
            Finding::SaysNothing(trouble) | Finding::Offline(trouble) => {
                let step = self.on_schedule(sale, Step::silent(sale, Silent::NoNews, self.clock.now_ms()));
                let step = step.evidence(detail(Some(trouble.clone().into())));
                let next_check_at_ms = match sale.state {
                    SaleState::Succeeded => self.care_goes_on_ms(sale, false, step.at_ms()),
                    _ => step.next_check_at_ms().or_else(|| self.ask_failed_again_ms(sale, false)),
                };
                step.ask_next(next_check_at_ms)
            }
        }
    }

    /// For how long at least there has been no record of a sale since that was said last, in ms. Between two sure times it
    /// is their span. Otherwise the clock may have been set in between: then only what passed in this run counts.
    fn waited_ms(&self, sale: &SaleRow) -> i64 {
        let (now_ms, steady_ms) = (self.clock.now_ms(), self.clock.steady_ms());
        let heard_ms = self.no_records.hear(sale.attempt_id, steady_ms);
        let passed_ms = steady_ms - heard_ms.unwrap_or_else(|| self.clock.began_ms());
        let is_before = |event: &&EventRow| event.kind == EventKind::NoRecord;
        // What cannot be read counts for nothing.
        let events = self.ledger.events(sale.sale_id).unwrap_or_default();
        let Some(before) = events.iter().rfind(is_before) else { return 0 };
        let span_ms = now_ms - before.at_ms;
        let are_sure = before.detail.is_time_sure() && self.clock.is_sure();
        if are_sure { span_ms } else { span_ms.min(passed_ms) }.max(0)
    }

    /// When to ask again about a failure that was asked about: it may turn out to have succeeded, and the customer, or the
    /// attempt that followed, would have paid twice. What a person has ended is asked about like a success. An answer before
    /// its time does not take the place of the later one, and the last one must not be lost to a bad line.
    fn ask_failed_again_ms(&self, sale: &SaleRow, answered: bool) -> Option<i64> {
        let now_ms = self.clock.now_ms();
        let settled_at_ms =
            sale.settled_at_ms.filter(|_| matches!(sale.state, SaleState::Failed | SaleState::Reversed))?;
        let planned_ms = match sale.whose() {
            _ if sale.state == SaleState::Failed && sale.doubt.declared_failed => {
                self.care_after_closing_ms(sale, settled_at_ms, now_ms)
            }
            Whose::Person => self.aftercare_ms(sale.service, settled_at_ms, now_ms),
            Whose::Company if sale.state == SaleState::Reversed || sale.service.is_at_desk() => return None,
            Whose::Company => look_at_failure_ms(settled_at_ms, now_ms),
        };
        let is_used_up = answered || is_last(sale.service, sale.checks_by_schedule());
        planned_ms
            .or_else(|| (!is_used_up).then(|| self.next_check_ms(sale.service, now_ms, sale.checks_by_schedule() + 1)))
    }

    /// Whether the company only repeats what a person knew when they ended the sale by their word, and mended it since: it
    /// was working on it.
    fn goes_on_saying(&self, sale: &SaleRow, word: Word) -> bool {
        if sale.whose() != Whose::Person || word != Word::Accepted {
            return false;
        }
        let events = self.ledger.events(sale.sale_id).unwrap_or_default();
        let moves = events.iter().rev().filter(|event| event.attempt_id == sale.attempt_id && event.from != event.to);
        let by_word = moves.take_while(|event| event.kind == EventKind::PersonSaid);
        by_word.last().is_some_and(|first| first.from == Some(SaleState::Pending))
    }

    pub(crate) fn step_of_word(
        &self,
        sale: &SaleRow,
        word: Word,
        particulars: &Particulars,
        after_attempt: i64,
        detail: EventDetail,
    ) -> Step {
        let heard = hear(sale.state, sale.whose(), word);
        let now_ms = self.clock.now_ms();
        let silent = |kind| Step::silent(sale, kind, now_ms);
        let step = match heard {
            // A load that the shop closed has no customer who could have been told otherwise: paid late, it is paid.
            Heard::Contradiction if is_load_paid_late(sale, word) => Step::of(sale, Event::Admit, now_ms),
            // The company goes on waiting for the customer of an order that the shop has closed.
            Heard::Contradiction if is_still_waited_for(sale, word) || self.goes_on_saying(sale, word) => {
                silent(Silent::NoNews)
            }
            Heard::NothingNew => silent(Silent::NoNews),
            Heard::Contradiction => silent(Silent::Contradicted),
            Heard::Event(event) => Step::of(sale, event, now_ms),
        };
        let step = self.on_schedule(sale, step);
        self.note_balance(sale, particulars, after_attempt, now_ms);
        let (event, kind) = (step.event(), step.kind());
        let step = match event {
            Some(Event::Succeed | Event::Admit) => step.ask_next(self.aftercare_ms(sale.service, now_ms, now_ms)),
            Some(Event::Reject) if !sale.service.is_at_desk() => step.ask_next(look_at_failure_ms(now_ms, now_ms)),
            Some(Event::Reject | Event::Reverse) => step.ask_next(None),
            _ => step,
        };
        let step = match (event, kind) {
            (Some(Event::Succeed | Event::Admit | Event::Reject | Event::Reverse), _) => step.flag(None),
            (_, EventKind::Contradicted) => step.flag(Some(Attention::Contradicted)),
            // Only at the services desk: if the company now says *failed* again, the contradiction is over. For a recharge it
            // stays, because the customer may really have been recharged.
            _ if sale.service.is_at_desk() && matches!(word, Word::Failed | Word::Refunded) => step.flag(None),
            _ => step,
        };
        // What changed something is told by the kind of its row.
        let unchanged = event.is_none().then_some(word);
        let detail = EventDetail { words: particulars.words.clone(), heard: unchanged, ..detail };
        step.evidence(detail).refs(particulars.provider_ref.clone(), particulars.operator_ref.clone())
    }

    /// The step of an enquiry that the schedule asked for, with the next one by the schedule.
    fn on_schedule(&self, sale: &SaleRow, step: Step) -> Step {
        let now_ms = step.at_ms();
        let exhausted = sale.state.is_open() && is_last(sale.service, sale.checks_by_schedule());
        let next_check_at_ms = if sale.state == SaleState::Succeeded {
            self.care_goes_on_ms(sale, true, now_ms)
        } else if sale.state.is_open() && !exhausted {
            Some(self.next_check_ms(sale.service, now_ms, sale.checks_by_schedule() + 1))
        } else {
            self.ask_failed_again_ms(sale, true)
        };
        let step = step.asked(Asked::BySchedule).ask_next(next_check_at_ms);
        if exhausted { step.flag(Some(Attention::NeedsPerson)) } else { step }
    }
}

/// Whether a load that was paid was paid a second time.
fn is_more(sale: &SaleRow, word: Word, booked: Booked) -> bool {
    let is_paid = sale.service == Service::WalletLoad && sale.state == SaleState::Succeeded && word == Word::Succeeded;
    is_paid && matches!(booked, Booked::Paid(paid) if paid > sale.paid.unwrap_or(sale.amount))
}

/// Whether the company has not finished an order of the desk that counts as failed here. Nothing was done, so there is
/// nothing for a person to book.
fn is_still_waited_for(sale: &SaleRow, word: Word) -> bool {
    sale.service.is_at_desk() && sale.state == SaleState::Failed && word == Word::Accepted
}

/// Whether it is a load that the shop closed and that was paid all the same.
fn is_load_paid_late(sale: &SaleRow, word: Word) -> bool {
    let closed = sale.state == SaleState::Failed && sale.doubt.declared_failed;
    sale.service == Service::WalletLoad && closed && word == Word::Succeeded
}
