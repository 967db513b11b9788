//! A person's word: what the company's portal or helpline says of a sale that asking has not ended. It is written down with
//! who heard it, where it can be looked up and when it was said, and it stands whatever the company says later: that is
//! shown to a person, and moves no money by itself.

pub(crate) mod form;

use domain::{DAY_MS, Event, Reason, Said, SaleState, Service, Whose, declared, verdict};
use ledger::{Attention, LedgerError, PersonsWord, SaleRow, Step};

use self::form::Form;
use crate::screens::word::is_to_deal_with;
use crate::{About, DealtInput, Mode, Problem, SaleView, Seen, Till, WordField, WordInput};

/// A sale that the company says it is working on must have waited so long, in ms; in practice nobody waits a day.
const WORKED_ON_MS: i64 = DAY_MS;
const PRACTICE_WORKED_ON_MS: i64 = 60_000;
/// How many days a sale is asked about that somebody complained of.
const DISPUTE_DAYS: i64 = 10;

/// Whether a company can be asked about it by a person: an identity check is over when its window is, and a load of the
/// wallet shows in the wallet.
fn has_a_portal(sale: &SaleRow) -> bool {
    !matches!(sale.service, Service::AadhaarCheck | Service::WalletLoad)
}

impl Till {
    /// From when on a person may end an open sale, in ms since 1970; `None` for one that nobody can end so.
    pub(crate) fn may_say_from_ms(&self, sale: &SaleRow) -> Result<Option<i64>, LedgerError> {
        let waits_ms = match sale.state {
            _ if !has_a_portal(sale) => return Ok(None),
            SaleState::Unknown => self.settling_ms,
            SaleState::Pending if self.mode == Mode::Practice => PRACTICE_WORKED_ON_MS,
            SaleState::Pending => WORKED_ON_MS,
            SaleState::Intended
            | SaleState::Submitted
            | SaleState::NotSent
            | SaleState::Succeeded
            | SaleState::Failed
            | SaleState::Reversed => return Ok(None),
        };
        let is_schedule_over = sale.attention == Some(Attention::NeedsPerson);
        let sent_at_ms = self.sent_at_ms(sale)?;
        Ok(Some(if is_schedule_over { sent_at_ms } else { sent_at_ms.saturating_add(waits_ms) }))
    }

    /// When a sale was sent, in ms since 1970. One that was sent under a clock that was ahead counts from the first row of
    /// its journal that does not lie ahead, so that no wrong clock keeps it open.
    fn sent_at_ms(&self, sale: &SaleRow) -> Result<i64, LedgerError> {
        let now_ms = self.clock.now_ms();
        if sale.submitted_at_ms <= now_ms {
            return Ok(sale.submitted_at_ms);
        }
        let events = self.ledger.events(sale.sale_id)?;
        let first_ms = events.iter().map(|event| event.at_ms).find(|at_ms| *at_ms <= now_ms);
        Ok(first_ms.unwrap_or(now_ms))
    }

    /// Whether a person may say otherwise than a sale stands: it stands so by a person's word, or the company contradicted it;
    /// and the company does not say itself by now that it stands so. What counts as failed at the desk and is done by the
    /// company's word is booked there, with its fee.
    fn is_in_doubt(&self, sale: &SaleRow) -> Result<bool, LedgerError> {
        let is_booked_there = sale.service.is_at_desk() && sale.state == SaleState::Failed;
        let is_contradicted = sale.attention == Some(Attention::Contradicted) && !is_booked_there;
        Ok((is_contradicted || sale.whose() == Whose::Person) && !self.company_says_so(sale)?)
    }

    /// Whether the company has no record of a sale, by answers enough, so that a person may end it without a reference.
    fn is_without_record(&self, sale: &SaleRow) -> bool {
        verdict(sale.state, sale.doubt, self.settling_ms).1 == Reason::NoRecordConfirmed
    }

    /// What a person may say of a sale now, and which event each word would be.
    fn words_now(&self, sale: &SaleRow) -> Result<Vec<(Said, Event)>, LedgerError> {
        let is_time =
            !sale.state.is_open() || self.may_say_from_ms(sale)?.is_some_and(|from_ms| self.clock.now_ms() >= from_ms);
        let (may_say, may_fail) = (is_time && has_a_portal(sale), self.is_without_record(sale));
        if !may_say && !may_fail {
            return Ok(Vec::new());
        }
        let in_doubt = self.is_in_doubt(sale)?;
        let words = Said::ALL.into_iter().map(|(said, _)| said);
        let words = words
            .filter(|said| may_say || *said == Said::Failed)
            .filter_map(|said| Some((said, declared(sale.state, said, in_doubt)?)));
        Ok(words.collect())
    }

    /// What a person may say of a sale now.
    pub(crate) fn sayable(&self, sale: &SaleRow) -> Result<Vec<Said>, LedgerError> {
        Ok(self.words_now(sale)?.into_iter().map(|(said, _)| said).collect())
    }

    /// What goes with a form about a sale.
    pub(crate) fn seen(&self, sale: &SaleRow, attempts: &[SaleRow]) -> Result<Seen, LedgerError> {
        Seen::of(sale, attempts, || self.ledger.events(sale.sale_id))
    }

    /// The sale with its attempts, as the form saw it; refused where it has become another one meanwhile.
    pub(crate) fn as_seen(&self, sale_id: i64, seen: &Seen) -> Result<(SaleRow, Vec<SaleRow>), Vec<Problem>> {
        let read = || Ok((self.ledger.sale(sale_id)?, self.ledger.attempts(sale_id)?));
        let (sale, attempts) = read().map_err(one)?;
        if self.seen(&sale, &attempts).map_err(one)? == *seen {
            Ok((sale, attempts))
        } else {
            Err(vec![self.moved_on(&sale)])
        }
    }

    /// That a sale is another one by now than the form saw.
    fn moved_on(&self, sale: &SaleRow) -> Problem {
        let words = self.words_of(sale).ok().flatten().filter(|_| sale.whose() == Whose::Company);
        Problem::SaleMovedOn { state: sale.state, words }
    }

    /// What to tell of a step that could not be written.
    fn not_written(&self, sale_id: i64, error: LedgerError) -> Vec<Problem> {
        match (error, self.ledger.sale(sale_id)) {
            (LedgerError::MovedOn, Ok(sale)) => vec![self.moved_on(&sale)],
            (error, _) => one(error),
        }
    }

    /// Writes down what the company's portal or helpline says, and ends the sale by it, or mends what a person said of it by
    /// mistake. Refused while the company may still answer by itself, and where it has answered meanwhile.
    pub fn say(&self, sale_id: i64, input: &WordInput) -> Result<SaleView, Vec<Problem>> {
        let (sale, _) = self.as_seen(sale_id, &input.told.seen)?;
        let words = self.words_now(&sale).map_err(one)?;
        let Some((said, event)) = words.into_iter().find(|(said, _)| *said == input.said) else {
            return Err(vec![Problem::NotAllowedNow]);
        };
        let now_ms = self.clock.now_ms();
        let mut form = Form::default();
        let has_record = said != Said::Failed || !self.is_without_record(&sale);
        let person = form.told(&input.told, &sale, has_record, now_ms);
        form.last_four(&input.last_four, &sale);
        form.end()?;
        let step = Step::said(&sale, event, PersonsWord { said: Some(said), ..person }, now_ms)
            .ask_next(self.care_after_word_ms(&sale, event, now_ms))
            .flag(None);
        let sale = self.ledger.record(&step).map_err(|error| self.not_written(sale_id, error))?;
        self.log_order(sale.attempt_id);
        self.tell(About::Sale(sale_id));
        self.view(&sale).map_err(one)
    }

    /// When to ask first about what a person has ended: the company may say otherwise. Money that was given back shows
    /// at the company a day later at best.
    pub(crate) fn care_after_word_ms(&self, sale: &SaleRow, event: Event, now_ms: i64) -> Option<i64> {
        let not_before_ms = if event == Event::DeclareReversed { now_ms + DAY_MS - 1 } else { now_ms };
        let planned_ms = self.aftercare_ms(sale.service, now_ms, not_before_ms).filter(|_| sale.can_be_asked());
        planned_ms.into_iter().chain(self.dispute_ms(sale, now_ms)).min()
    }

    /// When a sale with a complaint is asked about next. Where the complaint lies ahead, the clock was ahead then.
    pub(crate) fn dispute_ms(&self, sale: &SaleRow, now_ms: i64) -> Option<i64> {
        let since_ms = sale.disputed_at_ms.filter(|_| sale.can_be_asked())?.min(now_ms);
        (1..=DISPUTE_DAYS).map(|day| since_ms.saturating_add(day * DAY_MS)).find(|at_ms| *at_ms > now_ms)
    }

    /// Writes down what a person has done about a sale that was contradicted: nobody needs to look at it any more.
    pub fn deal_with(&self, sale_id: i64, input: &DealtInput) -> Result<SaleView, Vec<Problem>> {
        let (_, attempts) = self.as_seen(sale_id, &input.seen)?;
        if !attempts.iter().any(is_to_deal_with) {
            return Err(vec![Problem::NotAllowedNow]);
        }
        let mut form = Form::default();
        let by = form.text(WordField::By, &input.by);
        let note = form.text(WordField::Note, &input.note);
        form.end()?;
        let person = PersonsWord { by, note, ..PersonsWord::default() };
        let sale = self.ledger.deal_with(sale_id, &person, self.clock.now_ms());
        let sale = sale.map_err(|error| self.not_written(sale_id, error))?;
        attempts
            .iter()
            .filter(|attempt| is_to_deal_with(attempt))
            .for_each(|attempt| self.log_order(attempt.attempt_id));
        self.tell(About::Sale(sale_id));
        self.view(&sale).map_err(one)
    }
}

pub(crate) fn one(error: LedgerError) -> Vec<Problem> {
    vec![error.into()]
}
