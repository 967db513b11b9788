//! How the customer pays for a sale, and what the shop takes beside the amount.

use domain::{Paise, Payment};

use crate::till::memory::Wanted;
use crate::{Problem, SaleInput, Till};

/// How a sale is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paying {
    pub(crate) payment: Payment,
    pub(crate) customer: Option<i64>,
    pub(crate) charge: Paise,
}

impl Till {
    /// Reads how a sale is paid, or says what keeps it from that.
    pub(crate) fn paying(&self, wanted: &Wanted, input: &SaleInput) -> Result<Paying, Problem> {
        let customer = match input.customer {
            Some(customer) => Some(customer),
            None => self.customer_of_number(&wanted.number)?.map(|customer| customer.id),
        };
        if input.payment == Payment::Udhaar && customer.is_none() {
            return Err(Problem::PaymentNoCustomer);
        }
        let charge = self.charge_of(&input.charge, &wanted.operator.id)?;
        let total = wanted.amount.checked_add(charge).ok_or(Problem::AmountTooLarge)?;
        self.check_udhaar(input.payment, customer, total)?;
        Ok(Paying { payment: input.payment, customer, charge })
    }
}
