//! May this be sent again? A shopkeeper asks this about a sale that did not end well.

use serde::{Deserialize, Serialize};

use crate::{Said, SaleState, Word};

/// How many "no record" answers in a row are needed before a person may declare an attempt failed. No paper says how an
/// enquiry about an unknown id is answered, so one such answer proves nothing.
pub const NO_RECORDS_NEEDED: u32 = 3;

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing was charged: it may be sold anew.
    Safe,
    /// It may have been charged: wait.
    NotYet,
    /// It was, or will be, charged.
    Never,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Safe: the provider said that it failed.
    FailedByProvider,
    /// Safe: the request never left.
    NeverLeft,
    /// Safe: a person declared it failed.
    DeclaredFailed,
    /// Safe: the money was given back, by a person's word.
    SaidGivenBack,
    /// Safe: an order of the services desk that was closed unfinished, by the shop or because it could not go on.
    Closed,
    /// Safe: the provider gave the money back.
    Reversed,
    /// Safe once a person says so: the provider has no record of it, said often enough and late enough.
    NoRecordConfirmed,
    /// Not yet: it is on the line.
    Sending,
    /// Not yet: no answer that could be understood.
    NoAnswer,
    /// Not yet: "no record", too few times or too early.
    NoRecordYet,
    /// Never: the provider has it.
    Accepted,
    /// Never: it succeeded.
    Done,
    /// Never: it succeeded, by a person's word.
    SaidDone,
    /// Never: a provider said that it came to nothing, and later something else that nobody wrote down.
    Contradicted,
    /// Never: a provider said that it came to nothing, and later that it succeeded.
    ContradictedDone,
    /// Never: a provider said that it came to nothing, and later that it is working on it.
    ContradictedWorking,
    /// Not yet: a provider said otherwise in between, and says again what stands here.
    AgreesAgain,
    /// Never: a person's word ended it, and the provider says otherwise.
    SaidOtherwise,
}

/// The last word of a provider that contradicted itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latest {
    /// Its word; `None` where nobody wrote it down.
    pub word: Option<Word>,
    /// Whether it agrees with the attempt's state.
    pub agrees: bool,
}

/// The facts that are known of an attempt beside its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubt {
    /// "No record" answers in a row.
    pub no_records: u32,
    /// Time from the first to the last of them, in ms.
    pub no_record_age_ms: i64,
    /// Whether it was declared failed: by a person, or as an order that was closed unfinished.
    pub declared_failed: bool,
    /// The last word of a person about it.
    pub said: Option<Said>,
    /// Whether a provider contradicted itself about any attempt of the sale.
    pub contradicted: bool,
    /// The provider's last word about that attempt, by the journal. `None` where nobody looked there.
    pub latest: Option<Latest>,
}

/// The verdict on an attempt that came to nothing and was contradicted. It may have been charged all the same.
fn contradicted(state: SaleState, doubt: Doubt) -> (Verdict, Reason) {
    let is_by_word = doubt.said.is_some_and(|said| said.holds(state));
    match doubt.latest {
        // A provider that changed its word twice is asked once more. So this is not safe either.
        Some(Latest { agrees: true, .. }) => (Verdict::NotYet, Reason::AgreesAgain),
        _ if is_by_word => (Verdict::Never, Reason::SaidOtherwise),
        Some(Latest { word: Some(Word::Succeeded), .. }) => (Verdict::Never, Reason::ContradictedDone),
        Some(Latest { word: Some(Word::Accepted), .. }) => (Verdict::Never, Reason::ContradictedWorking),
        Some(Latest { word: None | Some(Word::Failed | Word::Refunded), .. }) | None => {
            (Verdict::Never, Reason::Contradicted)
        }
    }
}

/// The verdict on an attempt. `settling_ms`: how long the provider must have said "no record", from the first answer to the
/// last, in ms.
pub fn verdict(state: SaleState, doubt: Doubt, settling_ms: i64) -> (Verdict, Reason) {
    // Even these may have been charged, if the provider contradicted itself.
    let came_to_nothing =
        matches!(state, SaleState::Unknown | SaleState::NotSent | SaleState::Failed | SaleState::Reversed);
    if doubt.contradicted && came_to_nothing {
        return contradicted(state, doubt);
    }
    match state {
        SaleState::Intended | SaleState::Submitted => (Verdict::NotYet, Reason::Sending),
        SaleState::NotSent => (Verdict::Safe, Reason::NeverLeft),
        SaleState::Pending => (Verdict::Never, Reason::Accepted),
        SaleState::Unknown => {
            let confirmed = doubt.no_records >= NO_RECORDS_NEEDED && doubt.no_record_age_ms >= settling_ms;
            match (confirmed, doubt.no_records) {
                (true, _) => (Verdict::Safe, Reason::NoRecordConfirmed),
                (false, 0) => (Verdict::NotYet, Reason::NoAnswer),
                (false, _) => (Verdict::NotYet, Reason::NoRecordYet),
            }
        }
        SaleState::Succeeded => match doubt.said.filter(|said| said.holds(state)) {
            Some(_) => (Verdict::Never, Reason::SaidDone),
            None => (Verdict::Never, Reason::Done),
        },
        SaleState::Failed => match doubt.said.filter(|said| said.holds(state)) {
            Some(Said::GivenBack) => (Verdict::Safe, Reason::SaidGivenBack),
            Some(Said::Succeeded | Said::Failed) => (Verdict::Safe, Reason::DeclaredFailed),
            None if doubt.declared_failed => (Verdict::Safe, Reason::Closed),
            None => (Verdict::Safe, Reason::FailedByProvider),
        },
        SaleState::Reversed => match doubt.said.filter(|said| said.holds(state)) {
            Some(_) => (Verdict::Safe, Reason::SaidGivenBack),
            None => (Verdict::Safe, Reason::Reversed),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(no_records: u32, no_record_age_ms: i64) -> (Verdict, Reason) {
        verdict(SaleState::Unknown, Doubt { no_records, no_record_age_ms, ..Doubt::default() }, 60_000)
    }

    #[test]
    fn no_record_must_be_said_often_and_late() {
        assert_eq!(said(0, 0), (Verdict::NotYet, Reason::NoAnswer));
        assert_eq!(said(2, 600_000), (Verdict::NotYet, Reason::NoRecordYet));
        assert_eq!(said(9, 59_999), (Verdict::NotYet, Reason::NoRecordYet));
        assert_eq!(said(3, 60_000), (Verdict::Safe, Reason::NoRecordConfirmed));
    }

    #[test]
    fn what_a_provider_took_back_is_never_safe() {
        let words = [None, Some(Word::Accepted), Some(Word::Succeeded), Some(Word::Failed), Some(Word::Refunded)];
        let said = words.into_iter().flat_map(|word| [false, true].map(|agrees| Some(Latest { word, agrees })));
        for latest in said.chain([None]) {
            let (no_records, no_record_age_ms, contradicted) = (99, i64::MAX, true);
            let doubt = Doubt { no_records, no_record_age_ms, declared_failed: true, contradicted, said: None, latest };
            for (state, _) in SaleState::ALL {
                assert_ne!(verdict(state, doubt, 0).0, Verdict::Safe, "{state:?} {latest:?}");
            }
        }
    }

    #[test]
    fn the_reason_of_a_contradiction_follows_the_word_that_was_heard() {
        let (never, failed) = (Verdict::Never, Some(Said::Failed));
        let by = |said, word, agrees| {
            let latest = Some(Latest { word, agrees });
            verdict(SaleState::Failed, Doubt { said, contradicted: true, latest, ..Doubt::default() }, 60_000)
        };
        assert_eq!(by(None, Some(Word::Succeeded), false), (never, Reason::ContradictedDone));
        assert_eq!(by(None, Some(Word::Accepted), false), (never, Reason::ContradictedWorking));
        assert_eq!(by(None, None, false), (never, Reason::Contradicted), "an earlier version wrote no word down");
        assert_eq!(by(failed, Some(Word::Succeeded), false), (never, Reason::SaidOtherwise));
        for (said, word) in [(None, Word::Failed), (None, Word::Refunded), (failed, Word::Failed)] {
            assert_eq!(by(said, Some(word), true), (Verdict::NotYet, Reason::AgreesAgain));
        }
    }

    #[test]
    fn a_persons_word_is_told_as_one() {
        let by =
            |state, said, declared_failed| verdict(state, Doubt { said, declared_failed, ..Doubt::default() }, 60_000);
        let (succeeded, failed, back) = (Some(Said::Succeeded), Some(Said::Failed), Some(Said::GivenBack));
        assert_eq!(by(SaleState::Succeeded, succeeded, false), (Verdict::Never, Reason::SaidDone));
        assert_eq!(by(SaleState::Failed, failed, true), (Verdict::Safe, Reason::DeclaredFailed));
        assert_eq!(by(SaleState::Failed, back, true), (Verdict::Safe, Reason::SaidGivenBack));
        assert_eq!(by(SaleState::Reversed, back, false), (Verdict::Safe, Reason::SaidGivenBack));
        let otherwise = Doubt { said: failed, declared_failed: true, contradicted: true, ..Doubt::default() };
        assert_eq!(verdict(SaleState::Failed, otherwise, 60_000), (Verdict::Never, Reason::SaidOtherwise));
        // Nobody said anything about an order that was closed.
        assert_eq!(by(SaleState::Failed, None, true), (Verdict::Safe, Reason::Closed));
        // A person's word that no longer holds, because it was booked as done after all, and the company took it back.
        assert_eq!(by(SaleState::Succeeded, failed, true), (Verdict::Never, Reason::Done));
        assert_eq!(by(SaleState::Reversed, succeeded, false), (Verdict::Safe, Reason::Reversed));
    }

    #[test]
    fn an_open_sale_is_safe_only_without_a_record() {
        for (state, _) in SaleState::ALL {
            let (answer, reason) =
                verdict(state, Doubt { no_records: 99, no_record_age_ms: i64::MAX, ..Doubt::default() }, 0);
            if state.is_open() && answer == Verdict::Safe {
                assert_eq!((state, reason), (SaleState::Unknown, Reason::NoRecordConfirmed));
            }
        }
    }
}
