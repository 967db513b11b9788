//! What a person wrote down of a sale, and what it makes of the sale on the screen.

use domain::{Said, SaleState};
use ledger::{Attention, PersonsWord, SaleRow};
use serde::Serialize;
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

/// Whether a person may be in dispute with the company about it.
pub(crate) fn can_be_disputed(sale: &SaleRow) -> bool {
    let was_sent = !matches!(sale.state, SaleState::Intended | SaleState::Submitted | SaleState::NotSent);
    was_sent && sale.can_be_asked()
}

/// Whether an attempt contradicts itself and nobody has dealt with it.
pub(crate) fn is_loud(attempt: &SaleRow) -> bool {
    attempt.attention == Some(Attention::Contradicted) && attempt.dealt_at_ms.is_none()
}
