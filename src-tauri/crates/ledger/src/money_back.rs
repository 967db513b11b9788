//! The customer's money of a sale that came to nothing, also if it went back too soon and was lost.

use domain::flaw::{self, Flaw};
use domain::{Account, Entry, Paise, Payment, SaleAccounts, SaleState, Service, on_giving_back};
use rusqlite::Connection;

use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::posting::{Place, account_of as posting_account, booked_of, post, settled};
use crate::record::AT_THE_COUNTER_MS;
use crate::row::{SaleRow, one_sale, sales};
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// The ways in which a customer's money of a failed sale can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyBack {
    /// It is given back as it came.
    GivenBack,
    /// It is given back in cash or by UPI, however it came.
    GivenBackBy(Payment),
    /// It was taken and not given back, though the books say otherwise: it is owed.
    StillOwed,
    /// It is turned into credit on the account of this customer.
    Credited(i64),
    /// The customer pays, in cash or by UPI, for what the shop had given up as lost.
    Collected(Payment),
}

/// SQL: nobody has said since it last came to nothing that the customer knows. Who says that the money was not given back has
/// the customer's matter in hand.
const UNTOLD: &str = "COALESCE((SELECT kind FROM sale_event WHERE sale_event.sale_id = sale.id
    AND kind IN ('reversed', 'rejected', 'not_sent', 'abandoned', 'person_said', 'customer_told', 'still_owed')
    ORDER BY seq DESC LIMIT 1), '') NOT IN ('customer_told', 'still_owed')";

impl MoneyBack {
    fn kind(self) -> EventKind {
        match self {
            MoneyBack::GivenBack | MoneyBack::GivenBackBy(_) => EventKind::GivenBack,
            MoneyBack::StillOwed => EventKind::StillOwed,
            MoneyBack::Credited(_) => EventKind::Credited,
            MoneyBack::Collected(_) => EventKind::Collected,
        }
    }

    /// `given_from`: out of which account it was given back last. `None` where a sum does not fit. No entries: there is nothing of
    /// the kind to do.
    fn entries(self, sale: &SaleRow, booked: &SaleAccounts, given_from: Account) -> Option<Vec<Entry>> {
        let moved = |from: Account, to: Account, amount: Paise| {
            let is_some = amount > Paise::ZERO;
            let out = amount.checked_neg()?;
            Some(if is_some { vec![(to, amount), (from, out)] } else { Vec::new() })
        };
        match self {
            MoneyBack::GivenBack => on_giving_back(&sale.priced(), booked),
            MoneyBack::GivenBackBy(_) if flaw::is_on(Flaw::GivenBackAsItCame) => on_giving_back(&sale.priced(), booked),
            MoneyBack::GivenBackBy(payment) => moved(account_of(payment), Account::Owed, booked.owed()?),
            MoneyBack::StillOwed => moved(Account::Owed, given_from, CustomersMoney::of(sale, booked)?.back),
            MoneyBack::Credited(customer) => moved(Account::Customer(customer), Account::Owed, booked.owed()?),
            MoneyBack::Collected(payment) => moved(Account::Lost, account_of(payment), booked.of(&Account::Lost)),
        }
    }
}

/// Udhaar is no money that can be given: what is said to be is cash.
fn account_of(payment: Payment) -> Account {
    match payment {
        Payment::Upi => Account::Upi,
        Payment::Cash | Payment::Udhaar => Account::Cash,
    }
}

/// The account out of which a sale's money was given back last, or would be: where it was said too soon that it was given, it is still
/// there. The sums do not tell it, because money may have come by UPI, gone back, come again in cash, and gone back.
fn given_from(connection: &Connection, sale: &SaleRow) -> Result<Account, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT account FROM sale_event CROSS JOIN posting ON event_seq = seq
         WHERE sale_id = ?1 AND account IN ('cash', 'upi') AND amount_paise < 0 ORDER BY seq DESC LIMIT 1",
    )?;
    let account: Option<String> = statement.query_map([sale.sale_id], |row| row.get(0))?.next().transpose()?;
    account.map_or_else(|| Ok(sale.priced().paid_into()), |account| posting_account(&account))
}

/// Where the customer's money of a sale is, beside what is owed to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CustomersMoney {
    /// Of a sale that came to nothing: what the customer has back, or never paid, as far as the books know.
    pub back: Paise,
    /// What the shop has lost, because the sale turned out done after the money had gone back.
    pub lost: Paise,
}

impl CustomersMoney {
    /// `None` where a sum does not fit.
    fn of(sale: &SaleRow, booked: &SaleAccounts) -> Option<CustomersMoney> {
        let came_to_nothing = matches!(sale.state, SaleState::Failed | SaleState::NotSent | SaleState::Reversed);
        let taken = booked.of(&Account::Cash).checked_add(booked.of(&Account::Upi))?;
        let back = match came_to_nothing && sale.payment != Payment::Udhaar && sale.service != Service::WalletLoad {
            true => sale.priced().total()?.checked_sub(taken)?,
            false => Paise::ZERO,
        };
        Some(CustomersMoney { back, lost: booked.of(&Account::Lost) })
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
            self.move_money_back_in(transaction, sale_id, what, person, at_ms)?;
            one_sale(transaction, sale_id)
        })
    }

    pub(crate) fn move_money_back_in(
        &self,
        transaction: &Transaction<'_>,
        sale_id: i64,
        what: MoneyBack,
        person: &PersonsWord,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let sale = one_sale(transaction, sale_id)?;
        if sale.state.is_open() {
            return Err(LedgerError::MovedOn);
        }
        let booked = booked_of(transaction, sale_id)?;
        let given_from = given_from(transaction, &sale)?;
        let entries = settled(what.entries(&sale, &booked, given_from).ok_or(LedgerError::OutOfRange)?)?;
        if entries.is_empty() {
            return Err(LedgerError::MovedOn);
        }
        let person = Some(person.clone()).filter(|person| *person != PersonsWord::default());
        let detail = EventDetail { posted: entries.clone(), person, ..EventDetail::default() };
        let seq = self.append_aside(transaction, &sale, what.kind(), detail, at_ms)?;
        post(transaction, &Place { seq, sale_id: Some(sale_id), at_ms }, &entries)
    }

    /// The sales whose customers' money is still to be given back, oldest first.
    pub fn owed_sales(&self) -> Result<Vec<SaleRow>, LedgerError> {
        let rest =
            "WHERE owed_paise <> 0 AND sale.state IN ('failed', 'not_sent', 'reversed', 'succeeded') ORDER BY sale.id";
        self.read(|connection| sales(connection, rest, ()))
    }

    /// How many sales have a customer's money to be given back, and how much that is.
    pub fn owed_total(&self) -> Result<(i64, Paise), LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COUNT(*), COALESCE(SUM(owed_paise), 0) FROM sale
                 WHERE owed_paise <> 0 AND state IN ('failed', 'not_sent', 'reversed', 'succeeded')",
            )?;
            Ok(statement.query_row((), |row| Ok((row.get(0)?, Paise::new(row.get(1)?))))?)
        })
    }

    /// The sales that came to nothing after their customers had left, and of which nobody has said that the customer knows: those
    /// whose money the shop still has, and those since a day that were sold on credit. The newest first, and at most so many.
    pub fn sales_to_tell(&self, from_day: &str, most: u32) -> Result<Vec<SaleRow>, LedgerError> {
        let owed = format!(
            "WHERE owed_paise <> 0 AND sale.state IN ('failed', 'not_sent', 'reversed') AND {UNTOLD} ORDER BY sale.id DESC LIMIT ?1"
        );
        let on_credit = format!(
            "WHERE day >= ?2 AND sale.state IN ('failed', 'not_sent', 'reversed') AND payment = 'udhaar' AND owed_paise = 0
             AND (sale.state = 'reversed' OR settled_at_ms - created_at_ms > ?3) AND {UNTOLD} ORDER BY day DESC, sale.id DESC LIMIT ?1"
        );
        self.read(|connection| {
            let mut found = sales(connection, &owed, [most])?;
            found.extend(sales(connection, &on_credit, (most, from_day, AT_THE_COUNTER_MS))?);
            found.sort_by_key(|sale| std::cmp::Reverse(sale.sale_id));
            found.truncate(most as usize);
            Ok(found)
        })
    }

    /// Writes that the customer was told of a sale that came to nothing. `person`: who says so. Refused as
    /// [`LedgerError::MovedOn`] if there is nothing to tell by now.
    pub fn note_customer_told(&self, sale_id: i64, person: &PersonsWord, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let untold =
                format!("WHERE sale.id = ?1 AND sale.state IN ('failed', 'not_sent', 'reversed') AND {UNTOLD}");
            let sale = sales(transaction, &untold, [sale_id])?.pop().ok_or(LedgerError::MovedOn)?;
            let person = Some(person.clone()).filter(|person| *person != PersonsWord::default());
            let detail = EventDetail { person, ..EventDetail::default() };
            self.append_aside(transaction, &sale, EventKind::CustomerTold, detail, at_ms)?;
            Ok(())
        })
    }

    /// The sales since a day that failed before their customers' eyes, at or after `since_ms`, and of which nothing is owed:
    /// their money counts as given back. The newest first, and at most so many.
    pub fn failed_at_counter(&self, from_day: &str, since_ms: i64, most: u32) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = "WHERE day >= ?1 AND sale.state IN ('failed', 'not_sent') AND owed_paise = 0 AND payment <> 'udhaar'
             AND settled_at_ms >= ?2 AND settled_at_ms - created_at_ms <= ?3 ORDER BY day DESC, sale.id DESC LIMIT ?4";
        self.read(|connection| sales(connection, rest, (from_day, since_ms, AT_THE_COUNTER_MS, most)))
    }

    /// Where the customer's money of a sale is.
    pub fn customers_money(&self, sale: &SaleRow) -> Result<CustomersMoney, LedgerError> {
        let booked = self.read(|connection| booked_of(connection, sale.sale_id))?;
        CustomersMoney::of(sale, &booked).ok_or(LedgerError::OutOfRange)
    }
}
