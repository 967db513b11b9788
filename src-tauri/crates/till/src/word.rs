//! A person's word: what the company's portal or helpline says of a sale that asking has not ended. It is written down with
//! who heard it, where it can be looked up and when it was said, and it stands whatever the company says later: that is
//! shown to a person, and moves no money by itself.

use domain::{DAY_MS, Event, Said, SaleState, Service, declared, india_day_start_ms, parse_day, parse_time};
use ledger::{Asked, Attention, EventDetail, EventKind, PersonsWord, SaleRow, Step};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::desk::can_be_asked;
use crate::till::{About, Till};
use crate::view::SaleView;
use crate::{Mode, Problem};

/// The longest name, reference or note, in letters.
const TEXT_MAX: usize = 80;
/// A clock on the company's screen may be ahead of ours by so much, in ms.
const AHEAD_MS: i64 = 300_000;
/// A sale that the company says it is working on must have waited so long, in ms; in practice nobody waits a day.
const WORKED_ON_MS: i64 = DAY_MS;
const PRACTICE_WORKED_ON_MS: i64 = 60_000;
/// How many days a sale in dispute is asked about.
const DISPUTE_DAYS: i64 = 10;

/// A field of the form in which a person's word is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum WordField {
    Reference,
    By,
    Day,
    Time,
    LastFour,
    Note,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum WordFault {
    /// Nothing was typed.
    Missing,
    /// Longer than what is kept.
    TooLong,
    /// No such day, or no such time.
    WrongForm,
    /// A moment that is still to come.
    InFuture,
    /// A moment before the sale.
    BeforeSale,
    /// Not the last four signs of this sale's number.
    NotThisNumber,
}

/// What a person heard, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct WordInput {
    pub said: Said,
    /// The company's or the operator's reference.
    pub reference: String,
    /// Who heard it.
    pub by: String,
    /// When it was said, in India.
    pub told_day: String,
    pub told_time: String,
    /// The last four signs of the number.
    pub last_four: String,
}

/// A complaint to the company, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DisputeInput {
    /// The number of the complaint.
    pub reference: String,
    pub by: String,
    pub told_day: String,
    pub told_time: String,
}

/// What was done about a sale that contradicts itself, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DealtInput {
    pub by: String,
    pub note: String,
}

/// What a person wrote down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "PersonsWord")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct WordView {
    pub said: Option<Said>,
    pub by: String,
    pub reference: String,
    #[specta(type = Option<Number>)]
    pub told_at_ms: Option<i64>,
    pub note: String,
}

impl WordView {
    pub(crate) fn of(word: PersonsWord) -> WordView {
        let PersonsWord { said, by, reference, told_at_ms, note } = word;
        WordView { said, by, reference, told_at_ms, note }
    }
}

/// Reads the fields of a form and keeps every problem, so that all are told at once.
#[derive(Default)]
struct Form(Vec<Problem>);

impl Form {
    fn fault(&mut self, field: WordField, fault: WordFault) {
        self.0.push(Problem::Word { field, fault });
    }

    fn text(&mut self, field: WordField, typed: &str) -> String {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.chars().count() {
            0 => self.fault(field, WordFault::Missing),
            length if length > TEXT_MAX => self.fault(field, WordFault::TooLong),
            _ => {}
        }
        text
    }

    /// A moment in India between the sale and now, in ms since 1970.
    fn moment(&mut self, day: &str, time: &str, sale: &SaleRow, now_ms: i64) -> Option<i64> {
        let day_ms = self.part(WordField::Day, day, |day| india_day_start_ms(&parse_day(day)?));
        let time_ms = self.part(WordField::Time, time, parse_time);
        let at_ms = day_ms? + time_ms?;
        // The day is told as the wrong one where the time of day could not mend it.
        let field = |is_wrong_day| if is_wrong_day { WordField::Day } else { WordField::Time };
        if at_ms > now_ms + AHEAD_MS {
            self.fault(field(day_ms? > now_ms), WordFault::InFuture);
            return None;
        }
        // A minute is typed without its seconds.
        let was_clock_ahead = sale.submitted_at_ms > now_ms;
        if at_ms + AHEAD_MS < sale.submitted_at_ms && !was_clock_ahead {
            self.fault(field(day_ms? + DAY_MS <= sale.submitted_at_ms), WordFault::BeforeSale);
            return None;
        }
        Some(at_ms)
    }

    fn part(&mut self, field: WordField, typed: &str, read: impl FnOnce(&str) -> Option<i64>) -> Option<i64> {
        let read = read(typed);
        if read.is_none() {
            self.fault(field, if typed.trim().is_empty() { WordFault::Missing } else { WordFault::WrongForm });
        }
        read
    }

    fn last_four(&mut self, typed: &str, number: &str) {
        let sign =
            |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
        let (typed, number) = (sign(typed), sign(number));
        if typed.is_empty() {
            self.fault(WordField::LastFour, WordFault::Missing);
        } else if typed != number[number.len().saturating_sub(4)..] {
            self.fault(WordField::LastFour, WordFault::NotThisNumber);
        }
    }
}

/// Whether a company can be asked about it by a person: an identity check is over when its window is, and a load of the
/// wallet shows in the wallet.
fn has_a_portal(sale: &SaleRow) -> bool {
    !matches!(sale.service, Service::AadhaarCheck | Service::WalletLoad)
}

/// Whether a person may say that it succeeded although it counts as failed.
fn is_in_doubt(sale: &SaleRow) -> bool {
    let is_said = sale.doubt.said.is_some_and(|said| said.holds(sale.state));
    !sale.service.is_at_desk() && (is_said || sale.attention == Some(Attention::Contradicted))
}

impl Till {
    /// From when on a person may end an open sale, in ms since 1970; `None` for one that nobody can end so.
    pub(crate) fn may_say_from_ms(&self, sale: &SaleRow) -> Option<i64> {
        let waits_ms = match sale.state {
            _ if !has_a_portal(sale) => return None,
            SaleState::Unknown => self.settling_ms,
            SaleState::Pending if self.mode == Mode::Practice => PRACTICE_WORKED_ON_MS,
            SaleState::Pending => WORKED_ON_MS,
            SaleState::Intended
            | SaleState::Submitted
            | SaleState::NotSent
            | SaleState::Succeeded
            | SaleState::Failed
            | SaleState::Reversed => return None,
        };
        let is_schedule_over = sale.attention == Some(Attention::NeedsPerson);
        let sent_at_ms = self.sent_at_ms(sale);
        Some(if is_schedule_over { sent_at_ms } else { sent_at_ms.saturating_add(waits_ms) })
    }

    /// When a sale was sent, in ms since 1970. One that was sent under a clock that was ahead counts from the first row of
    /// its journal that does not lie ahead, so that no wrong clock keeps it open.
    fn sent_at_ms(&self, sale: &SaleRow) -> i64 {
        let now_ms = self.clock.now_ms();
        if sale.submitted_at_ms <= now_ms {
            return sale.submitted_at_ms;
        }
        // What cannot be read leaves the sale waiting; the books are told to be damaged elsewhere.
        let events = self.ledger.events(sale.sale_id).unwrap_or_default();
        events.iter().map(|event| event.at_ms).find(|at_ms| *at_ms <= now_ms).unwrap_or(now_ms)
    }

    /// What a person may say of a sale now.
    pub(crate) fn sayable(&self, sale: &SaleRow) -> Vec<Said> {
        let is_time =
            !sale.state.is_open() || self.may_say_from_ms(sale).is_some_and(|from_ms| self.clock.now_ms() >= from_ms);
        let may =
            |said: &Said| is_time && has_a_portal(sale) && declared(sale.state, *said, is_in_doubt(sale)).is_some();
        Said::ALL.into_iter().map(|(said, _)| said).filter(may).collect()
    }

    /// Writes down what the company's portal or helpline says, and ends the sale by it. Refused while the company may
    /// still answer by itself.
    pub fn say(&self, sale_id: i64, input: &WordInput) -> Result<SaleView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let sale = self.ledger.sale(sale_id).map_err(|error| one(error.into()))?;
        let event = declared(sale.state, input.said, is_in_doubt(&sale)).ok_or_else(|| one(Problem::NotAllowedNow))?;
        if !self.sayable(&sale).contains(&input.said) {
            return Err(one(Problem::NotAllowedNow));
        }
        let now_ms = self.clock.now_ms();
        let mut form = Form::default();
        let reference = form.text(WordField::Reference, &input.reference);
        let by = form.text(WordField::By, &input.by);
        let told_at_ms = form.moment(&input.told_day, &input.told_time, &sale, now_ms);
        form.last_four(&input.last_four, &sale.number);
        if !form.0.is_empty() {
            return Err(form.0);
        }
        let person = PersonsWord { said: Some(input.said), by, reference, told_at_ms, note: String::new() };
        let step = Step {
            event: Some(event),
            attention: None,
            next_check_at_ms: self.care_after_word_ms(&sale, event, now_ms),
            ..self.note_step(&sale, EventKind::PersonSaid, person, now_ms)
        };
        let sale = self.ledger.record(&step).map_err(|error| one(error.into()))?;
        self.log_order(sale.attempt_id);
        self.tell(About::Sale(sale_id));
        Ok(self.view(&sale))
    }

    /// When to ask first about what a person has ended: the company may say otherwise. Money that was given back shows
    /// at the company a day later at best.
    pub(crate) fn care_after_word_ms(&self, sale: &SaleRow, event: Event, now_ms: i64) -> Option<i64> {
        let not_before_ms = if event == Event::DeclareReversed { now_ms + DAY_MS - 1 } else { now_ms };
        let planned_ms = self.aftercare_ms(sale.service, now_ms, not_before_ms).filter(|_| can_be_asked(sale));
        planned_ms.into_iter().chain(self.dispute_ms(sale, now_ms)).min()
    }

    /// When a sale in dispute is asked about next.
    pub(crate) fn dispute_ms(&self, sale: &SaleRow, now_ms: i64) -> Option<i64> {
        let since_ms = sale.disputed_at_ms?;
        (1..=DISPUTE_DAYS).map(|day| since_ms.saturating_add(day * DAY_MS)).find(|at_ms| *at_ms > now_ms)
    }

    /// Writes down that a person has complained to the company: every request of the sale that stands or is in doubt is
    /// asked about daily from now on.
    pub fn dispute(&self, sale_id: i64, input: &DisputeInput) -> Result<SaleView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let sale = self.ledger.sale(sale_id).map_err(|error| one(error.into()))?;
        if !can_be_disputed(&sale) {
            return Err(one(Problem::NotAllowedNow));
        }
        let now_ms = self.clock.now_ms();
        let mut form = Form::default();
        let reference = form.text(WordField::Reference, &input.reference);
        let by = form.text(WordField::By, &input.by);
        let told_at_ms = form.moment(&input.told_day, &input.told_time, &sale, now_ms);
        if !form.0.is_empty() {
            return Err(form.0);
        }
        let person = PersonsWord { said: None, by, reference, told_at_ms, note: String::new() };
        for attempt in self.ledger.attempts(sale_id).map_err(|error| one(error.into()))? {
            let is_newest = attempt.attempt_id == sale.attempt_id;
            if !is_newest && attempt.attention != Some(Attention::Contradicted) {
                continue;
            }
            let daily = SaleRow { disputed_at_ms: Some(now_ms), ..attempt.clone() };
            let next_check_at_ms = attempt.next_check_at_ms.into_iter().chain(self.dispute_ms(&daily, now_ms)).min();
            let step =
                Step { next_check_at_ms, ..self.note_step(&attempt, EventKind::Disputed, person.clone(), now_ms) };
            self.ledger.record_only(&step).map_err(|error| one(error.into()))?;
            self.log_order(attempt.attempt_id);
        }
        self.tell(About::Sale(sale_id));
        self.wake.notify_one();
        Ok(self.view(&self.ledger.sale(sale_id).map_err(|error| one(error.into()))?))
    }

    /// Writes down what a person has done about a sale that contradicts itself: it is not loud any more.
    pub fn deal_with(&self, sale_id: i64, input: &DealtInput) -> Result<SaleView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let mut form = Form::default();
        let by = form.text(WordField::By, &input.by);
        let note = form.text(WordField::Note, &input.note);
        if !form.0.is_empty() {
            return Err(form.0);
        }
        let attempts = self.ledger.attempts(sale_id).map_err(|error| one(error.into()))?;
        if !attempts.iter().any(is_loud) {
            return Err(one(Problem::NotAllowedNow));
        }
        let person = PersonsWord { by, note, ..PersonsWord::default() };
        let sale = self.ledger.deal_with(sale_id, &person, self.clock.now_ms());
        let sale = sale.map_err(|error| one(error.into()))?;
        attempts.iter().filter(|attempt| is_loud(attempt)).for_each(|attempt| self.log_order(attempt.attempt_id));
        self.tell(About::Sale(sale_id));
        Ok(self.view(&sale))
    }

    /// A journal row of a person's, which changes no state.
    fn note_step(&self, sale: &SaleRow, kind: EventKind, person: PersonsWord, now_ms: i64) -> Step {
        Step {
            attempt_id: sale.attempt_id,
            expected: sale.state,
            event: None,
            kind,
            at_ms: now_ms,
            detail: EventDetail { person: Some(person), ..EventDetail::default() },
            provider_ref: None,
            operator_ref: None,
            next_check_at_ms: sale.next_check_at_ms,
            asked: Asked::Not,
            attention: sale.attention,
            booked: None,
            link: None,
        }
    }
}

/// Whether a person may be in dispute with the company about it.
pub(crate) fn can_be_disputed(sale: &SaleRow) -> bool {
    let was_sent = !matches!(sale.state, SaleState::Intended | SaleState::Submitted | SaleState::NotSent);
    was_sent && can_be_asked(sale)
}

/// Whether an attempt contradicts itself and nobody has dealt with it.
pub(crate) fn is_loud(attempt: &SaleRow) -> bool {
    attempt.attention == Some(Attention::Contradicted) && attempt.dealt_at_ms.is_none()
}
