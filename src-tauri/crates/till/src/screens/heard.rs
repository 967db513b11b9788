//! What the company itself says of a sale, as the sale's journal has it.

use domain::{Latest, SaleState, Whose, Word};
use ledger::{Attention, EventKind, EventRow, LedgerError, SaleRow};
use serde::Serialize;
use specta_typescript::Number;

use super::word::is_to_deal_with;
use crate::problem::stored::problem_in_text;
use crate::{Problem, Till};

/// What a company last said of a request that it contradicted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CompanySays {
    /// The company.
    pub provider_name: String,
    /// Which request of the sale.
    pub order_id: String,
    /// Its word; `None` where an earlier version did not write it down.
    pub word: Option<Word>,
    /// Its own sentence with it.
    pub words: Option<String>,
    /// The operator's reference, or else the company's own id.
    pub reference: Option<String>,
    /// When it said so, in ms since 1970.
    #[specta(type = Number)]
    pub at_ms: i64,
    /// It says again what the request stands as.
    pub agrees: bool,
}

/// One request to one provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct AttemptView {
    pub provider: String,
    pub provider_name: String,
    pub order_id: String,
    pub state: SaleState,
    pub words: Option<String>,
    pub problem: Option<Problem>,
    #[specta(type = Number)]
    pub submitted_at_ms: i64,
}

/// The company's word in a row of the journal, where the row tells how the request ended; `Some(None)`: something else than it
/// stood as, in a row of an earlier version.
fn word_in(event: &EventRow) -> Option<Option<Word>> {
    match event.kind {
        EventKind::Succeeded => Some(Some(Word::Succeeded)),
        EventKind::Rejected => Some(Some(Word::Failed)),
        EventKind::Reversed => Some(Some(Word::Refunded)),
        EventKind::Contradicted => Some(event.detail.heard),
        EventKind::NoNews | EventKind::PaidAgain => {
            let before = event.to.filter(|_| event.detail.agrees).and_then(end_of);
            // Who goes on working on what a person has ended says nothing of the end.
            event.detail.heard.filter(|word| *word != Word::Accepted).or(before).map(Some)
        }
        EventKind::Intended
        | EventKind::Submitted
        | EventKind::NotSent
        | EventKind::Accepted
        | EventKind::LostTrack
        | EventKind::NoRecord
        | EventKind::DeclaredFailed
        | EventKind::Printed
        | EventKind::Abandoned
        | EventKind::Admitted
        | EventKind::Recovered
        | EventKind::PersonSaid
        | EventKind::Disputed
        | EventKind::ComplaintNoted
        | EventKind::ComplaintClosed
        | EventKind::DealtWith
        | EventKind::CommissionTold
        | EventKind::CommissionCorrected
        | EventKind::GivenBack
        | EventKind::StillOwed
        | EventKind::KeptForNext
        | EventKind::Credited
        | EventKind::Collected
        | EventKind::CustomerTold => None,
    }
}

/// The word for how a request ended.
fn end_of(state: SaleState) -> Option<Word> {
    match state {
        SaleState::Succeeded => Some(Word::Succeeded),
        SaleState::Failed => Some(Word::Failed),
        SaleState::Reversed => Some(Word::Refunded),
        SaleState::Intended | SaleState::Submitted | SaleState::NotSent | SaleState::Pending | SaleState::Unknown => {
            None
        }
    }
}

/// Whether the row turned one end of a request into another.
fn turns(event: &EventRow) -> bool {
    event.from.is_some_and(|from| !from.is_open()) && event.to != event.from
}

impl Till {
    /// When the company of an order that it works on last had no record of it, in ms since 1970; `None` unless that is its newest sentence.
    pub(crate) fn denied_at_ms(&self, sale: &SaleRow) -> Result<Option<i64>, LedgerError> {
        let may_be_denied = sale.state == SaleState::Pending && sale.checks > 0 && !sale.words.is_empty();
        if may_be_denied { self.ledger.denied_at_ms(sale.sale_id, sale.attempt_id) } else { Ok(None) }
    }

    /// The company's last sentence of a request. `None` where it belongs to an end that was turned into another since: beside the
    /// present one it would contradict it. The journal still has it.
    pub(crate) fn words_of(&self, attempt: &SaleRow) -> Result<Option<String>, LedgerError> {
        let words = Some(attempt.words.clone()).filter(|words| !words.is_empty());
        let may_be_turned = attempt.state == SaleState::Reversed || attempt.whose() == Whose::Person;
        if words.is_none() || !may_be_turned {
            return Ok(words);
        }
        let events = self.ledger.events(attempt.sale_id)?;
        let mut of_attempt = events.iter().rev().filter(|event| event.attempt_id == attempt.attempt_id);
        let newest = of_attempt.find(|event| event.detail.words.is_some() || turns(event));
        Ok(words.filter(|_| newest.is_none_or(|event| event.detail.words.is_some())))
    }

    pub(crate) fn attempt_view(&self, attempt: &SaleRow) -> Result<AttemptView, LedgerError> {
        Ok(AttemptView {
            provider: attempt.provider.clone(),
            provider_name: self.name_of(&attempt.provider),
            order_id: attempt.order_id.to_string(),
            state: attempt.state,
            words: self.words_of(attempt)?,
            problem: problem_in_text(&attempt.problem),
            submitted_at_ms: attempt.submitted_at_ms,
        })
    }

    /// Whether the company itself says, by its newest word, how a sale stands.
    pub(crate) fn company_says_so(&self, sale: &SaleRow) -> Result<bool, LedgerError> {
        let events = self.ledger.events(sale.sale_id)?;
        let mut of_attempt = events.iter().rev().filter(|event| event.attempt_id == sale.attempt_id);
        Ok(of_attempt.find_map(word_in).flatten().is_some_and(|word| word.holds(sale.state)))
    }

    /// Whether the company itself says what a sale stands as by a person's word.
    pub(crate) fn company_agrees(&self, sale: &SaleRow) -> Result<bool, LedgerError> {
        Ok(sale.whose() == Whose::Person && self.company_says_so(sale)?)
    }

    /// What was said against the requests of a sale.
    pub(crate) fn against(&self, sale: &SaleRow, attempts: &[SaleRow]) -> Result<Against, LedgerError> {
        let is_contradicted = |one: &&SaleRow| one.attention == Some(Attention::Contradicted);
        let contradicted: Vec<&SaleRow> = attempts.iter().filter(is_contradicted).collect();
        if contradicted.is_empty() {
            return Ok(Against::default());
        }
        let events = self.ledger.events(sale.sale_id)?;
        let said = |attempt: &&SaleRow| {
            let of_attempt = events.iter().rev().filter(|event| event.attempt_id == attempt.attempt_id);
            let newest = of_attempt.filter_map(|event| Some((event, word_in(event)?))).next();
            // After a loss of the books the row may be missing that contradicted it: then nobody knows who agrees with what.
            let is_against = |event: &EventRow| event.kind == EventKind::Contradicted;
            let is_told = events.iter().any(|event| event.attempt_id == attempt.attempt_id && is_against(event));
            newest.map(|(event, word)| (event.seq, self.company_says(attempt, event, word, is_told)))
        };
        let said: Vec<_> = contradicted.iter().map(|one| (*one, said(one))).collect();
        let goes_on = |said: &Option<(i64, CompanySays)>| said.as_ref().is_none_or(|(_, says)| !says.agrees);
        let is_loud = said.iter().any(|(attempt, said)| is_to_deal_with(attempt) && goes_on(said));
        // Of several requests, the one that is still contradicted is the one to look at.
        let newest = said.into_iter().filter_map(|(_, said)| said).max_by_key(|(seq, says)| (!says.agrees, *seq));
        Ok(Against { says_now: newest.map(|(_, says)| says), is_loud })
    }

    fn company_says(&self, attempt: &SaleRow, event: &EventRow, word: Option<Word>, is_told: bool) -> CompanySays {
        let references = [&attempt.operator_ref, &attempt.provider_ref];
        CompanySays {
            provider_name: self.name_of(&attempt.provider),
            order_id: attempt.order_id.to_string(),
            word,
            words: event.detail.words.clone(),
            reference: references.into_iter().find(|reference| !reference.is_empty()).cloned(),
            at_ms: event.at_ms,
            agrees: is_told && word.is_some_and(|word| word.holds(attempt.state)),
        }
    }
}

/// What was said against the requests of a sale.
#[derive(Default)]
pub(crate) struct Against {
    /// What a company last said of a request that it contradicted.
    pub(crate) says_now: Option<CompanySays>,
    /// A company goes on saying otherwise than a request stands, and nobody has dealt with that.
    pub(crate) is_loud: bool,
}

impl Against {
    /// The same for the verdict.
    pub(crate) fn latest(&self) -> Option<Latest> {
        self.says_now.as_ref().map(|says| Latest { word: says.word, agrees: says.agrees })
    }
}
