//! The customer's money of a sale that came to nothing, also if it went back too soon and was lost.

use domain::{Account, Entry, Paise, Payment, Priced, SaleAccounts, on_giving_back};
use rusqlite::Transaction;

use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::posting::{Place, booked_of, post, settled};
use crate::row::{SaleRow, one_sale, sales};
use crate::{Ledger, LedgerError};

/// The ways in which a customer's money of a failed sale can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyBack {
    /// It is given back as it came.
    GivenBack,
    /// It was not given back, though the books say so: it is owed again.
    StillOwed,
    /// It is turned into credit on the account of this customer.
    Credited(i64),
    /// The customer pays, in cash or by UPI, for what the shop had given up as lost.
    Collected(Payment),
}

impl MoneyBack {
    fn kind(self) -> EventKind {
        match self {
            MoneyBack::GivenBack => EventKind::GivenBack,
            MoneyBack::StillOwed => EventKind::StillOwed,
            MoneyBack::Credited(_) => EventKind::Credited,
            MoneyBack::Collected(_) => EventKind::Collected,
        }
    }

    /// `None` where a sum does not fit. No entries: there is nothing of the kind to do.
    fn entries(self, sale: &Priced, booked: &SaleAccounts) -> Option<Vec<Entry>> {
        let moved = |from: Account, to: Account, amount: Paise| {
            let is_some = amount > Paise::ZERO;
            let out = amount.checked_neg()?;
            Some(if is_some { vec![(to, amount), (from, out)] } else { Vec::new() })
        };
        match self {
            MoneyBack::GivenBack => on_giving_back(sale, booked),
            MoneyBack::StillOwed => moved(Account::Owed, sale.paid_into(), sale.total()?.checked_sub(booked.owed()?)?),
            MoneyBack::Credited(customer) => moved(Account::Customer(customer), Account::Owed, booked.owed()?),
            MoneyBack::Collected(payment) => {
                let into = if payment == Payment::Upi { Account::Upi } else { Account::Cash };
                moved(Account::Lost, into, booked.of(&Account::Lost))
            }
        }
    }
}

impl Ledger {
    /// Writes how a customer's money ended. `person`: who says so. Refused as [`LedgerError::MovedOn`] if there is no such
    /// money, because then somebody was quicker. While the sale waits, the money is kept for it.
    pub fn move_money_back(
        &self,
        sale_id: i64,
        what: MoneyBack,
        person: &PersonsWord,
        at_ms: i64,
    ) -> Result<SaleRow, LedgerError> {
        self.write(|transaction| {
            let sale = one_sale(transaction, sale_id)?;
            if sale.state.is_open() || (what == MoneyBack::StillOwed && !was_given_back(transaction, sale_id)?) {
                return Err(LedgerError::MovedOn);
            }
            let booked = booked_of(transaction, sale_id)?;
            let entries = what.entries(&sale.priced(), &booked).ok_or(LedgerError::OutOfRange)?;
            let entries = settled(entries)?;
            if entries.is_empty() {
                return Err(LedgerError::MovedOn);
            }
            let detail =
                EventDetail { posted: entries.clone(), person: Some(person.clone()), ..EventDetail::default() };
            let seq = self.append_aside(transaction, &sale, what.kind(), detail, at_ms)?;
            post(transaction, &Place { seq, sale_id: Some(sale_id), at_ms }, &entries)?;
            one_sale(transaction, sale_id)
        })
    }

    /// The sales whose customers' money is still to be given back, oldest first.
    pub fn owed_sales(&self) -> Result<Vec<SaleRow>, LedgerError> {
        let rest =
            "WHERE owed_paise <> 0 AND sale.state IN ('failed', 'not_sent', 'reversed', 'succeeded') ORDER BY sale.id";
        self.read(|connection| sales(connection, rest, ()))
    }
}

/// Whether money of the sale went out of the shop again, to the customer.
fn was_given_back(transaction: &Transaction<'_>, sale_id: i64) -> Result<bool, LedgerError> {
    let mut statement = transaction.prepare_cached(
        "SELECT 1 FROM posting JOIN sale_event ON sale_event.seq = posting.event_seq
         WHERE sale_event.sale_id = ?1 AND account IN ('cash', 'upi') AND posting.amount_paise < 0",
    )?;
    Ok(statement.exists([sale_id])?)
}
