//! Checks the forms of a complaint.

use domain::{ComplaintOutcome, ComplaintReason, DAY_MS, india_day, india_day_start_ms, parse_day, typed_lines};
use ledger::{ComplaintEntry, EventDetail, PersonsWord, SaleRow};
use serde::Deserialize;

use crate::sale::word::form::Form;
use crate::{ToldInput, WordFault, WordField};

/// The longest note, in letters: a letter of the company's fits.
const NOTE_MAX: usize = 2_000;
/// The furthest next day, in ms from now. A year that was mistyped would hide the complaint for ever.
const FURTHEST_MS: i64 = 366 * DAY_MS;
/// The longest intent, in bytes: room for a UUID.
const INTENT_MAX: usize = 64;

/// A new complaint, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ComplaintInput {
    /// Drawn by the window for every deliberate act: the same one delivered twice is one complaint.
    pub intent: String,
    /// Which request of the sale; `None`: the likeliest.
    pub order_id: Option<String>,
    /// Why.
    pub reason: ComplaintReason,
    /// Who complained, when, and the company's number of the complaint, which may be missing.
    pub told: ToldInput,
    /// What was said; it may be empty.
    pub note: String,
    /// What comes next; it may be empty.
    pub next_step: String,
    /// The day of that; it may be empty.
    pub next_day: String,
}

/// What was said about a complaint, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ComplaintNoteInput {
    /// Drawn by the window for every deliberate act: the same one delivered twice is one note.
    pub intent: String,
    /// The company's number of the complaint; empty: it stays.
    pub reference: String,
    /// Who heard it.
    pub by: String,
    /// The day in India.
    pub told_day: String,
    /// The time of day in India.
    pub told_time: String,
    /// What was said.
    pub note: String,
    /// What comes next; it may be empty.
    pub next_step: String,
    /// The day of that; it may be empty.
    pub next_day: String,
}

/// The end of a complaint, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct CloseComplaintInput {
    /// Drawn by the window for every deliberate act.
    pub intent: String,
    /// How it ended.
    pub outcome: Option<ComplaintOutcome>,
    /// Who closes it.
    pub by: String,
    /// In the person's own words; it may be empty.
    pub note: String,
}

/// What goes with every act.
fn detail(intent: &str, person: PersonsWord, complaint: ComplaintEntry) -> EventDetail {
    // What no window draws is no name, and an act without one is not written.
    let intent = Some(intent.to_owned()).filter(|intent| !intent.is_empty() && intent.len() <= INTENT_MAX);
    EventDetail { person: Some(person), complaint: Some(complaint), intent, ..EventDetail::default() }
}

impl Form {
    fn note(&mut self, typed: &str) -> String {
        let note = typed_lines(typed);
        if note.chars().count() > NOTE_MAX {
            self.fault(WordField::Words, WordFault::TooLong);
        }
        note
    }

    /// What comes next, and when. `now_ms` in ms since 1970.
    fn next(&mut self, step: &str, day: &str, now_ms: i64) -> ComplaintEntry {
        let next_step = self.text_or_none(WordField::NextStep, step);
        let next_day = if day.trim().is_empty() { None } else { self.next_day(day, now_ms) };
        ComplaintEntry { next_step, next_day, ..ComplaintEntry::default() }
    }

    fn next_day(&mut self, typed: &str, now_ms: i64) -> Option<String> {
        let start_ms = self.part(WordField::NextDay, typed, |day| india_day_start_ms(&parse_day(day)?))?;
        let day = india_day(start_ms);
        if day < india_day(now_ms) {
            self.fault(WordField::NextDay, WordFault::InPast);
            return None;
        }
        if start_ms > now_ms + FURTHEST_MS {
            self.fault(WordField::NextDay, WordFault::TooFar);
            return None;
        }
        Some(day)
    }

    /// A new complaint about a request.
    pub(super) fn complaint(&mut self, input: &ComplaintInput, attempt: &SaleRow, now_ms: i64) -> EventDetail {
        let person = self.told(&input.told, attempt, false, now_ms);
        let person = PersonsWord { note: self.note(&input.note), ..person };
        let next = self.next(&input.next_step, &input.next_day, now_ms);
        detail(&input.intent, person, ComplaintEntry { reason: Some(input.reason), ..next })
    }

    /// What was said about a complaint of a request.
    pub(super) fn complaint_note(&mut self, input: &ComplaintNoteInput, attempt: &SaleRow, now_ms: i64) -> EventDetail {
        let reference = self.text_or_none(WordField::Reference, &input.reference);
        let by = self.text(WordField::By, &input.by);
        let told_at_ms = self.moment(&input.told_day, &input.told_time, attempt, now_ms);
        let note = self.note(&input.note);
        if note.is_empty() {
            self.fault(WordField::Words, WordFault::Missing);
        }
        let person = PersonsWord { said: None, by, reference, told_at_ms, note };
        let next = self.next(&input.next_step, &input.next_day, now_ms);
        detail(&input.intent, person, next)
    }

    /// The end of a complaint.
    pub(super) fn complaint_end(&mut self, input: &CloseComplaintInput) -> EventDetail {
        if input.outcome.is_none() {
            self.fault(WordField::Outcome, WordFault::Missing);
        }
        let (by, note) = (self.text(WordField::By, &input.by), self.note(&input.note));
        let person = PersonsWord { by, note, ..PersonsWord::default() };
        detail(&input.intent, person, ComplaintEntry { outcome: input.outcome, ..ComplaintEntry::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Problem;

    /// 20 November 2026, 15:50 in India.
    const NOW: i64 = 1_795_170_000_000;

    fn next_day(typed: &str) -> Result<Option<String>, Vec<Problem>> {
        let mut form = Form::default();
        let next = form.next("", typed, NOW);
        form.end().map(|()| next.next_day)
    }

    #[test]
    fn the_next_day_is_today_or_later_and_no_mistyped_year() {
        let fault = |fault| Err(vec![Problem::Word { field: WordField::NextDay, fault }]);
        for (typed, read) in [
            ("", Ok(None)),
            ("20-11-2026", Ok(Some("2026-11-20".to_owned()))),
            ("2026-12-01", Ok(Some("2026-12-01".to_owned()))),
            ("21/11/2027", Ok(Some("2027-11-21".to_owned()))),
            ("19-11-2026", fault(WordFault::InPast)),
            ("01-12-2062", fault(WordFault::TooFar)),
            ("31-11-2026", fault(WordFault::WrongForm)),
            ("tomorrow", fault(WordFault::WrongForm)),
        ] {
            assert_eq!(next_day(typed), read, "{typed}");
        }
    }

    #[test]
    fn a_note_keeps_its_lines() {
        assert_eq!(typed_lines("  they said:\r\n  by  Tuesday\n\nmoney back "), "they said:\nby Tuesday\n\nmoney back");
        let mut form = Form::default();
        form.note(&"x".repeat(NOTE_MAX + 1));
        assert_eq!(form.end(), Err(vec![Problem::Word { field: WordField::Words, fault: WordFault::TooLong }]));
    }

    #[test]
    fn a_complaint_does_not_end_without_an_outcome_and_a_name() {
        let mut form = Form::default();
        let input = CloseComplaintInput { intent: "a".into(), outcome: None, by: " ".into(), note: String::new() };
        form.complaint_end(&input);
        let missing = |field| Problem::Word { field, fault: WordFault::Missing };
        assert_eq!(form.end(), Err(vec![missing(WordField::Outcome), missing(WordField::By)]));
    }

    #[test]
    fn a_mark_of_direction_turns_nothing_around() {
        let mut form = Form::default();
        assert_eq!(form.text(WordField::By, "\u{202e}Asha\u{2069}"), "Asha");
        assert_eq!(form.note("they \u{202e}said\nby Tuesday"), "they said\nby Tuesday");
        assert_eq!(form.text(WordField::By, "\u{202e}"), "");
        assert_eq!(form.end(), Err(vec![crate::Problem::Word { field: WordField::By, fault: WordFault::Missing }]));
    }
}
