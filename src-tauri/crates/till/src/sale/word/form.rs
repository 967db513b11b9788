//! Checks the forms in which a person's word is written down.

use domain::{DAY_MS, Said, india_day_start_ms, parse_day, parse_time};
use ledger::{PersonsWord, SaleRow};
use serde::Deserialize;

use crate::{Problem, Seen, WordFault, WordField};

/// The longest name, reference or note, in letters.
const TEXT_MAX: usize = 80;
/// A clock on the company's screen may be ahead of ours by so much, in ms.
const AHEAD_MS: i64 = 300_000;

/// What a person was told, as typed; of a complaint, when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ToldInput {
    /// The sale as it was seen.
    pub seen: Seen,
    /// The company's or the operator's reference, or the number of the complaint.
    pub reference: String,
    /// Who heard it, or complained.
    pub by: String,
    /// The day in India.
    pub told_day: String,
    /// The time of day in India.
    pub told_time: String,
}

/// What the company's portal or helpline says, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct WordInput {
    /// What it says.
    pub said: Said,
    /// Who heard it, where it can be looked up and when it was said.
    pub told: ToldInput,
    /// The last four signs of the number, or of the order id where there is no number.
    pub last_four: String,
}

/// What was done about a sale that contradicts itself, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct DealtInput {
    /// The sale as it was seen.
    pub seen: Seen,
    /// Who did it.
    pub by: String,
    /// What.
    pub note: String,
}

/// Reads the fields of a form and keeps every problem, so that all are told at once.
#[derive(Default)]
pub(crate) struct Form(Vec<Problem>);

impl Form {
    pub(crate) fn fault(&mut self, field: WordField, fault: WordFault) {
        self.0.push(Problem::Word { field, fault });
    }

    /// Everything that is wrong, or nothing.
    pub(crate) fn end(self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    pub(crate) fn text(&mut self, field: WordField, typed: &str) -> String {
        let text = self.text_or_none(field, typed);
        if text.is_empty() {
            self.fault(field, WordFault::Missing);
        }
        text
    }

    pub(crate) fn text_or_none(&mut self, field: WordField, typed: &str) -> String {
        let text = domain::typed_line(typed);
        if text.chars().count() > TEXT_MAX {
            self.fault(field, WordFault::TooLong);
        }
        text
    }

    /// What a person was told of a sale, by the time of `now_ms`. A reference may be missing where the company has no record.
    pub(crate) fn told(&mut self, input: &ToldInput, sale: &SaleRow, has_record: bool, now_ms: i64) -> PersonsWord {
        let reference = match has_record {
            true => self.text(WordField::Reference, &input.reference),
            false => self.text_or_none(WordField::Reference, &input.reference),
        };
        let by = self.text(WordField::By, &input.by);
        let told_at_ms = self.moment(&input.told_day, &input.told_time, sale, now_ms);
        PersonsWord { said: None, by, reference, told_at_ms, note: String::new() }
    }

    /// A moment in India between the sale and now, in ms since 1970.
    pub(crate) fn moment(&mut self, day: &str, time: &str, sale: &SaleRow, now_ms: i64) -> Option<i64> {
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

    pub(crate) fn part(
        &mut self,
        field: WordField,
        typed: &str,
        read: impl FnOnce(&str) -> Option<i64>,
    ) -> Option<i64> {
        let read = read(typed);
        if read.is_none() {
            self.fault(field, if typed.trim().is_empty() { WordFault::Missing } else { WordFault::WrongForm });
        }
        read
    }

    /// What a person types to confirm that this sale is meant. A load of the wallet is nobody's: it goes by its order id.
    pub(super) fn last_four(&mut self, typed: &str, sale: &SaleRow) {
        let number = if sale.number.is_empty() { sale.order_id.as_str() } else { &sale.number };
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
