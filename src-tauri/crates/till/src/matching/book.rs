//! The book's side: what a statement can be held against of an attempt.

use domain::{Outcome, Paise};
use ledger::CompanyAttempt;

/// An attempt of the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Booked {
    pub(crate) attempt: CompanyAttempt,
    pub(crate) outcome: Outcome,
    /// The ids as they are compared.
    pub(crate) order_id: String,
    pub(crate) references: Vec<String>,
    pub(crate) number: Option<String>,
    /// What the sale earns: as the company told, else by the shop's rule.
    pub(crate) earned: Paise,
}

impl Booked {
    pub(crate) fn of(attempt: CompanyAttempt) -> Booked {
        let references = [&attempt.provider_ref, &attempt.operator_ref];
        Booked {
            outcome: Outcome::from(attempt.state),
            order_id: attempt.order_id.to_ascii_uppercase(),
            references: references.into_iter().filter_map(|text| super::cells::id(text)).collect(),
            number: super::cells::number(&attempt.number),
            earned: attempt.told_earned.unwrap_or(attempt.earned),
            attempt,
        }
    }

    pub(crate) fn at_ms(&self) -> i64 {
        self.attempt.submitted_at_ms
    }

    pub(crate) fn amount(&self) -> Paise {
        self.attempt.amount
    }
}
