//! A person's word about a sale, as a screen shows it.

use domain::{Said, SaleState, Service, Word};
use ledger::{Attention, EventKind, EventRow, LedgerError, PersonsWord, SaleRow};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

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

/// Whether a person may complain to the company about it: it was sent. An identity check is over when its window is.
pub(crate) fn can_be_disputed(sale: &SaleRow) -> bool {
    let was_sent = !matches!(sale.state, SaleState::Intended | SaleState::Submitted | SaleState::NotSent);
    was_sent && sale.service != Service::AadhaarCheck
}

/// Whether an attempt was contradicted and nobody has dealt with that, whatever the company says since.
pub(crate) fn is_to_deal_with(attempt: &SaleRow) -> bool {
    attempt.attention == Some(Attention::Contradicted) && attempt.dealt_at_ms.is_none()
}

/// What a person sees of a sale when they open a form about it. It goes back with the form, so that nothing is written of a
/// sale that has become another one meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Seen {
    /// How it stands.
    pub state: SaleState,
    /// Its newest attempt.
    pub order_id: String,
    /// What the company says that contradicts it and that nobody has dealt with.
    pub contradictions: Vec<Contradiction>,
}

/// What the company said against how a request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Contradiction {
    /// Its word; many a company says no sentence with it.
    pub word: Option<Word>,
    /// Its own sentence.
    pub words: Option<String>,
}

impl Seen {
    /// `events` is the journal of the sale; it is asked for where something contradicts.
    pub(crate) fn of(
        sale: &SaleRow,
        attempts: &[SaleRow],
        events: impl Fn() -> Result<Vec<EventRow>, LedgerError>,
    ) -> Result<Seen, LedgerError> {
        let contradiction = |one: &SaleRow| {
            let is_its = |event: &EventRow| event.attempt_id == one.attempt_id && event.kind == EventKind::Contradicted;
            let detail = events()?.into_iter().rfind(is_its).map(|event| event.detail).unwrap_or_default();
            Ok(Contradiction { word: detail.heard, words: detail.words })
        };
        let contradictions = attempts.iter().filter(|one| is_to_deal_with(one)).map(contradiction);
        Ok(Seen {
            state: sale.state,
            order_id: sale.order_id.to_string(),
            contradictions: contradictions.collect::<Result<_, LedgerError>>()?,
        })
    }
}
