//! What the company itself says of a sale, as the sale's journal has it.

use domain::{SaleState, Whose, Word};
use ledger::{Attention, EventKind, EventRow, LedgerError, SaleRow};
use serde::Serialize;
use specta_typescript::Number;

use crate::Till;

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
        | EventKind::DealtWith => None,
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

impl Till {
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

    /// What a company last said of a request of the sale that it contradicted.
    pub(crate) fn says_now(&self, sale: &SaleRow, attempts: &[SaleRow]) -> Result<Option<CompanySays>, LedgerError> {
        let is_contradicted = |one: &&SaleRow| one.attention == Some(Attention::Contradicted);
        let contradicted: Vec<&SaleRow> = attempts.iter().filter(is_contradicted).collect();
        if contradicted.is_empty() {
            return Ok(None);
        }
        let events = self.ledger.events(sale.sale_id)?;
        let newest = events.iter().rev().find_map(|event| {
            let attempt = contradicted.iter().find(|one| one.attempt_id == event.attempt_id)?;
            let word = word_in(event)?;
            let references = [&attempt.operator_ref, &attempt.provider_ref];
            Some(CompanySays {
                provider_name: self.name_of(&attempt.provider),
                order_id: attempt.order_id.to_string(),
                word,
                words: event.detail.words.clone(),
                reference: references.into_iter().find(|reference| !reference.is_empty()).cloned(),
                at_ms: event.at_ms,
                agrees: word.is_some_and(|word| word.holds(attempt.state)),
            })
        });
        Ok(newest)
    }
}
