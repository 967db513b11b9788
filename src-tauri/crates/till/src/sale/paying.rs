//! How the customer pays for a sale, and what the shop takes beside the amount.

use domain::{Paise, Payment};
use ledger::LedgerError;
use receipts::{Qr, qr_code};
use serde::Serialize;
use specta_typescript::Number;

use crate::books::money_back::note_of;
use crate::till::memory::Wanted;
use crate::{KnownCustomer, Problem, SaleInput, Till};

/// How a sale is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paying {
    pub(crate) payment: Payment,
    pub(crate) customer: Option<i64>,
    pub(crate) charge: Paise,
}

/// What the strip knows of how the customer may pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PayView {
    /// How the strip begins: as this number paid last.
    pub payment: Payment,
    /// Who would owe it; `None`: no udhaar.
    pub customer: Option<KnownCustomer>,
    /// The service charge that the strip begins with.
    #[specta(type = Number)]
    pub charge_take_paise: i64,
    /// The most that the shop allows itself; 0: it takes none.
    #[specta(type = Number)]
    pub charge_most_paise: i64,
    /// The shop has said where it is paid by UPI, so that a code can be shown.
    pub has_code: bool,
}

/// A code to pay a sale by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PayCode {
    /// What is drawn.
    pub qr: Qr,
    /// The address that is paid.
    pub payee: String,
    /// The exact amount that it asks for.
    #[specta(type = Number)]
    pub total_paise: i64,
    /// What comes back with the payment; the sale is found by it.
    pub note: String,
}

impl Till {
    /// Reads how a sale is paid, or says what keeps it from that.
    pub(crate) fn paying(&self, wanted: &Wanted, input: &SaleInput) -> Result<Paying, Problem> {
        let customer = match input.customer {
            Some(customer) => Some(self.ledger.customer(customer)?.id),
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

    /// What the strip begins with.
    pub(crate) fn pay_view(&self, wanted: &Wanted) -> Result<PayView, Problem> {
        let customer = self.customer_of_number(&wanted.number)?;
        let rule = self.charge_rule(&wanted.operator.id)?;
        let last = self.ledger.last_payment(&wanted.number)?.unwrap_or_default();
        let total = wanted.amount.checked_add(rule.take).ok_or(Problem::AmountTooLarge)?;
        let payment = match (last, &customer) {
            (Payment::Udhaar, Some(known)) if self.may_owe(known.id, total)? => Payment::Udhaar,
            (Payment::Udhaar, _) => Payment::Cash,
            (Payment::Cash | Payment::Upi, _) => last,
        };
        Ok(PayView {
            payment,
            customer,
            charge_take_paise: rule.take.get(),
            charge_most_paise: rule.most.get(),
            has_code: self.rules().upi.is_some(),
        })
    }

    /// Whether a customer may owe so much more, charge and all. Beyond the limit udhaar is asked for by hand, and then told.
    fn may_owe(&self, customer: i64, amount: Paise) -> Result<bool, Problem> {
        match self.ledger.check_udhaar(customer, amount) {
            Ok(()) => Ok(true),
            Err(LedgerError::NoUdhaar { .. } | LedgerError::OverLimit { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The code by which a sale is paid before it is sent: what is still to be taken for it, and a note by which it is found later.
    pub fn pay_code(&self, input: &SaleInput) -> Result<PayCode, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let mut problems = Vec::new();
        let wanted = self.wanted(input, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let paying = self.paying(&wanted, input).map_err(one)?;
        let total = wanted.amount.checked_add(paying.charge).ok_or(Problem::AmountTooLarge).map_err(one)?;
        // What the shop has of the customer already is not paid a second time.
        let kept = input.instead_of.map(|old| self.ledger.sale(old).map(|old| old.owed)).transpose();
        let kept = kept.map_err(|error| one(error.into()))?.unwrap_or_default();
        let due = total.checked_sub(kept).ok_or(Problem::AmountTooLarge).map_err(one)?;
        self.code_of(due, &input.intent).map_err(one)
    }

    /// A code that asks for so much, for the deliberate act that carries its note.
    pub(crate) fn code_of(&self, due: Paise, intent: &str) -> Result<PayCode, Problem> {
        let payable = Some(due).filter(|due| *due > Paise::ZERO);
        let (Some(payee), Some(note), Some(due)) = (self.rules().upi.clone(), note_of(intent), payable) else {
            return Err(Problem::NotAllowedNow);
        };
        let link = payee.address.link(&payee.name, due, note);
        let qr = qr_code(&link).ok_or(Problem::QrMissing)?;
        let payee = payee.address.as_str().to_owned();
        Ok(PayCode { qr, payee, total_paise: due.get(), note: note.to_owned() })
    }
}
