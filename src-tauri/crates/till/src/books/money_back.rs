//! The customer's money of a sale that came to nothing: a list that is never forgotten, and how it is ended.

use domain::{Payment, SaleState};
use ledger::{CustomerRow, LedgerError, MoneyBack, PersonsWord, SaleRow};
use serde::Deserialize;

use super::called::KnownCustomer;
use super::count::name_of;
use crate::{About, Problem, Till};

/// What becomes of a customer's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MoneyBackWhat {
    /// It was given back in cash.
    GivenBackCash,
    /// It was given back by UPI.
    GivenBackUpi,
    /// It was not given back, though the books say otherwise.
    StillOwed,
    /// It is kept as the customer's credit.
    Credited,
    /// The customer has paid after all, in cash.
    CollectedCash,
    /// The same by UPI.
    CollectedUpi,
}

/// How many signs the note of a UPI code has.
const NOTE_SIGNS: usize = 8;

/// The note of the code by which a sale may be paid: what its intent begins with, because the intent is drawn before the sale
/// begins, and kept with it. `None` where no window drew it.
pub(crate) fn note_of(intent: &str) -> Option<&str> {
    let (note, _) = intent.split_once('-')?;
    let is_sign = |sign: char| sign.is_ascii_digit() || sign.is_ascii_uppercase();
    Some(note).filter(|note| note.len() == NOTE_SIGNS && note.chars().all(is_sign))
}

impl Till {
    /// Writes what became of the customer's money of a sale. `by`: who says so, as typed, which may be nobody. `customer`: on whose
    /// account it is kept, as the window showed it; `None`: on that of whose sale it is.
    pub fn settle_money(
        &self,
        sale_id: i64,
        what: MoneyBackWhat,
        by: &str,
        customer: Option<i64>,
    ) -> Result<(), Problem> {
        let sale = self.ledger.sale(sale_id)?;
        let what = match what {
            MoneyBackWhat::GivenBackCash => MoneyBack::GivenBackBy(Payment::Cash),
            MoneyBackWhat::GivenBackUpi => MoneyBack::GivenBackBy(Payment::Upi),
            MoneyBackWhat::StillOwed => MoneyBack::StillOwed,
            MoneyBackWhat::Credited => {
                let whose = match customer {
                    Some(customer) => Some(self.ledger.customer(customer)?).filter(|row| !row.is_forgotten),
                    None => self.own_customer(&sale)?,
                };
                MoneyBack::Credited(whose.ok_or(Problem::CreditNoCustomer)?.id)
            }
            MoneyBackWhat::CollectedCash => MoneyBack::Collected(Payment::Cash),
            MoneyBackWhat::CollectedUpi => MoneyBack::Collected(Payment::Upi),
        };
        let person = PersonsWord { by: name_of(by)?, ..PersonsWord::default() };
        let written = self.ledger.move_money_back(sale_id, what, &person, self.clock.now_ms());
        written.map_err(|error| if error == LedgerError::MovedOn { Problem::MoneyMoved } else { error.into() })?;
        self.hand_backs.answer(sale_id);
        self.tell(About::Sale(sale_id));
        Ok(())
    }

    /// Somebody has seen that the customer's money of a sale goes back, and has given it.
    pub fn note_handed_back(&self, sale_id: i64) {
        self.hand_backs.answer(sale_id);
        self.tell(About::Sale(sale_id));
    }

    /// Somebody has told the customer, who had left, that a sale came to nothing. `by`: who says so, as typed, which may be nobody.
    pub fn note_customer_told(&self, sale_id: i64, by: &str) -> Result<(), Problem> {
        let person = PersonsWord { by: name_of(by)?, ..PersonsWord::default() };
        match self.ledger.note_customer_told(sale_id, &person, self.clock.now_ms()) {
            // Somebody else was quicker.
            Ok(()) | Err(LedgerError::MovedOn) => self.tell(About::Sale(sale_id)),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Whose sale it is: the customer it was sold to, whomever the number belongs to today. Where nobody was known then, or the
    /// customer was forgotten, it is the number's owner of today.
    pub(crate) fn customer_of_sale(&self, sale: &SaleRow) -> Result<Option<KnownCustomer>, Problem> {
        Ok(self.own_customer(sale)?.map(KnownCustomer::of))
    }

    fn own_customer(&self, sale: &SaleRow) -> Result<Option<CustomerRow>, LedgerError> {
        let own = sale.customer.map(|customer| self.ledger.customer(customer)).transpose()?;
        if let Some(own) = own.filter(|own| !own.is_forgotten) {
            return Ok(Some(own));
        }
        let known = self.ledger.customer_of_number(&sale.number)?;
        known.map(|known| self.ledger.customer(known.id)).transpose()
    }

    /// What the customer has back of a sale that came to nothing, or never paid; nothing of any other.
    pub(crate) fn back_paise(&self, sale: &SaleRow) -> Result<i64, LedgerError> {
        let came_to_nothing = matches!(sale.state, SaleState::Failed | SaleState::NotSent | SaleState::Reversed);
        if came_to_nothing { Ok(self.ledger.customers_money(sale)?.back.get()) } else { Ok(0) }
    }

    /// The note of the code by which a sale may have been paid.
    pub(crate) fn pay_note(&self, sale: &SaleRow) -> Result<Option<String>, LedgerError> {
        if sale.payment != Payment::Upi {
            return Ok(None);
        }
        Ok(note_of(&self.ledger.intent_of(sale.sale_id)?).map(str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_what_the_window_drew() {
        assert_eq!(note_of("7K3M9Q2D-0b5f3f0e-9c1a"), Some("7K3M9Q2D"));
        for intent in ["", "7K3M9Q2D", "7k3m9q2d-1", "7K3M9Q2-1", "7K3M9Q2DX-1", "0b5f3f0e-9c1a", "again 1-2"] {
            assert_eq!(note_of(intent), None, "{intent}");
        }
    }
}
