//! What an enquiry makes of a sale: the step that the journal gets, and when the next enquiry is due.

use domain::flaw::{self, Flaw};
use domain::{Event, Heard, SaleState, Service, Whose, Word, hear};
use ledger::{Asked, Attention, Booked, EventDetail, EventKind, EventRow, LedgerError, SaleRow, Silent, Step};
use providers::Particulars;
use providers::call::Finding;

use crate::Till;
use crate::sale::enquired::Enquired;
use crate::sale::journal::detail_of;
use crate::till::schedule::{is_last, look_at_failure_ms};

impl Till {
    /// The step of an enquiry that no schedule asked for: it counts for nothing there, and of an open sale the next one
    /// stays where it was. One whose schedule is over stays a person's matter.
    pub(super) fn beside_schedule(&self, sale: &SaleRow, step: Step) -> Step {
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

    pub(super) fn step_of_finding(&self, sale: &SaleRow, enquired: &Enquired) -> Result<Step, LedgerError> {
        let told = &enquired.told;
        let detail = |problem| detail_of(told.sent.clone(), told.received.clone(), problem);
        match &told.outcome {
            Finding::Says(word, particulars) => {
                let after_attempt = enquired.after_attempt.unwrap_or(sale.attempt_id);
                let step = self.step_of_word(sale, *word, particulars, after_attempt, detail(None))?;
                // What it cost or brought is booked with the success and with nothing else; it is kept with the word of one
                // that only a person may book.
                let is_success = matches!(step.event(), Some(Event::Succeed | Event::Admit));
                let may_be_admitted = sale.state == SaleState::Failed && step.kind() == EventKind::Contradicted;
                let booked =
                    enquired.booked.filter(|booked| is_success || may_be_admitted || is_more(sale, *word, *booked));
                let is_paid_again = booked.is_some() && step.kind() == EventKind::NoNews;
                let step = if is_paid_again { step.told_as(Silent::PaidAgain) } else { step };
                Ok(step.booked(booked))
            }
            Finding::NoRecord(_) if flaw::is_on(Flaw::NoRecordMeansFailed) => {
                self.step_of_word(sale, Word::Failed, &Particulars::default(), sale.attempt_id, detail(None))
            }
            Finding::NoRecord(words) => {
                let kind = if sale.state == SaleState::Unknown { Silent::NoRecord } else { Silent::NoNews };
                let waited_ms = (kind == Silent::NoRecord).then(|| self.waited_ms(sale)).transpose()?;
                let detail = EventDetail { words: Some(words.clone()), waited_ms, ..detail(None) };
                Ok(self.on_schedule(sale, Step::silent(sale, kind, self.clock.now_ms()))?.evidence(detail))
            }
            Finding::SaysNothing(trouble) | Finding::Offline(trouble) => {
                let step = self.on_schedule(sale, Step::silent(sale, Silent::NoNews, self.clock.now_ms()))?;
                let step = step.evidence(detail(Some(trouble.clone().into())));
                let next_check_at_ms = if sale.state == SaleState::Succeeded {
                    self.care_goes_on_ms(sale, false, step.at_ms())?
                } else {
                    step.next_check_at_ms().or_else(|| self.ask_failed_again_ms(sale, false))
                };
                Ok(step.ask_next(next_check_at_ms))
            }
        }
    }

    /// For how long at least there has been no record of a sale since that was said last, in ms. Between two sure times it
    /// is their span. Otherwise the clock may have been set in between: then only what passed in this run counts.
    fn waited_ms(&self, sale: &SaleRow) -> Result<i64, LedgerError> {
        // Read before this one is heard: where the books cannot be read, nothing was heard.
        let events = self.ledger.events(sale.sale_id)?;
        let (now_ms, steady_ms) = (self.clock.now_ms(), self.clock.steady_ms());
        let heard_ms = self.no_records.hear(sale.attempt_id, steady_ms);
        let passed_ms = steady_ms - heard_ms.unwrap_or_else(|| self.clock.began_ms());
        let is_before = |event: &&EventRow| event.kind == EventKind::NoRecord;
        let Some(before) = events.iter().rfind(is_before) else { return Ok(0) };
        let span_ms = now_ms - before.at_ms;
        let are_sure = before.detail.is_time_sure() && self.clock.is_sure();
        Ok(if are_sure { span_ms } else { span_ms.min(passed_ms) }.max(0))
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
    fn goes_on_saying(&self, sale: &SaleRow, word: Word) -> Result<bool, LedgerError> {
        if sale.whose() != Whose::Person || word != Word::Accepted {
            return Ok(false);
        }
        let events = self.ledger.events(sale.sale_id)?;
        let moves = events.iter().rev().filter(|event| event.attempt_id == sale.attempt_id && event.from != event.to);
        let by_word = moves.take_while(|event| event.kind == EventKind::PersonSaid);
        Ok(by_word.last().is_some_and(|first| first.from == Some(SaleState::Pending)))
    }

    pub(crate) fn step_of_word(
        &self,
        sale: &SaleRow,
        word: Word,
        particulars: &Particulars,
        after_attempt: i64,
        detail: EventDetail,
    ) -> Result<Step, LedgerError> {
        let heard = hear(sale.state, sale.whose(), word);
        let now_ms = self.clock.now_ms();
        let silent = |kind| Step::silent(sale, kind, now_ms);
        let step = match heard {
            // A load that the shop closed has no customer who could have been told otherwise: paid late, it is paid.
            Heard::Contradiction if is_load_paid_late(sale, word) => Step::of(sale, Event::Admit, now_ms),
            // The company goes on waiting for the customer of an order that the shop has closed.
            Heard::Contradiction if is_still_waited_for(sale, word) || self.goes_on_saying(sale, word)? => {
                silent(Silent::NoNews)
            }
            Heard::NothingNew => silent(Silent::NoNews),
            Heard::Contradiction => silent(Silent::Contradicted),
            Heard::Event(event) => Step::of(sale, event, now_ms),
        };
        let step = self.with_balance(self.on_schedule(sale, step)?, sale, particulars, after_attempt);
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
        Ok(step.evidence(detail).refs(particulars.provider_ref.clone(), particulars.operator_ref.clone()))
    }

    /// The step of an enquiry that the schedule asked for, with the next one by the schedule.
    fn on_schedule(&self, sale: &SaleRow, step: Step) -> Result<Step, LedgerError> {
        let now_ms = step.at_ms();
        let exhausted = sale.state.is_open() && is_last(sale.service, sale.checks_by_schedule());
        let next_check_at_ms = if sale.state == SaleState::Succeeded {
            self.care_goes_on_ms(sale, true, now_ms)?
        } else if sale.state.is_open() && !exhausted {
            Some(self.next_check_ms(sale.service, now_ms, sale.checks_by_schedule() + 1))
        } else {
            self.ask_failed_again_ms(sale, true)
        };
        let step = step.asked(Asked::BySchedule).ask_next(next_check_at_ms);
        Ok(if exhausted { step.flag(Some(Attention::NeedsPerson)) } else { step })
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
