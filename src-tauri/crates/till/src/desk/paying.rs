//! How the customer pays for an order of the desk, before it is begun.

use super::prices::parse_price;
use crate::{DeskField, PayCode, Problem, Till};

impl Till {
    /// The code by which an order is paid. `charge`: what the customer pays, as typed.
    pub fn desk_pay_code(&self, charge: &str, intent: &str) -> Result<PayCode, Vec<Problem>> {
        let charge = parse_price(DeskField::Charge, charge);
        charge.and_then(|charge| self.code_of(charge, intent)).map_err(|problem| vec![problem])
    }
}
