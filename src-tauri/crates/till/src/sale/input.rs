//! A sale as typed.

use domain::{Payment, Service};
use serde::Deserialize;
use specta_typescript::Number;

use crate::{FieldInput, Mode};

/// A sale as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SaleInput {
    /// Drawn by the window for every deliberate sale: the same one delivered twice is one sale.
    pub intent: String,
    /// The mode the window shows; a sale meant for practice never becomes a real one.
    pub mode: Mode,
    pub service: Service,
    pub number: String,
    pub operator: Option<String>,
    pub circle: Option<String>,
    pub amount: String,
    /// What else the operator needs.
    pub fields: Vec<FieldInput>,
    /// The provider on the strip; before there is a strip, the till chooses.
    pub provider: Option<String>,
    /// The shopkeeper picked that provider: no other one is to be tried.
    pub by_hand: bool,
    /// The shopkeeper was asked about the same sale minutes ago, and wants it.
    pub repeat_confirmed: bool,
    /// How the customer pays.
    pub payment: Payment,
    /// Whose sale it is, by the customer's id; `None`: whoever is known for the number.
    #[specta(type = Option<Number>)]
    pub customer: Option<i64>,
    /// The service charge beside the amount, as typed; empty: none.
    pub charge: String,
    /// The sale that came to nothing and whose customer's money pays for this one.
    #[specta(type = Option<Number>)]
    pub instead_of: Option<i64>,
    /// The chit that is sold by it.
    #[specta(type = Option<Number>)]
    pub chit: Option<i64>,
}

impl SaleInput {
    /// A prepaid sale for cash as it is typed when nothing else is.
    pub fn prepaid(intent: String, mode: Mode, number: String, operator: &str, amount: &str) -> SaleInput {
        SaleInput {
            intent,
            mode,
            service: Service::Prepaid,
            number,
            operator: Some(operator.to_owned()),
            circle: None,
            amount: amount.to_owned(),
            fields: Vec::new(),
            provider: None,
            by_hand: false,
            repeat_confirmed: false,
            payment: Payment::Cash,
            customer: None,
            charge: String::new(),
            instead_of: None,
            chit: None,
        }
    }
}
