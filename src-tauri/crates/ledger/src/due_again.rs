//! What numbers took on days past, and which of them a person put away, table `due_dismissed`: for the list of who is due again.

use domain::{Paise, SaleState, Service};
use rusqlite::Connection;
use serde::Deserialize;

use crate::sql::{OPEN, columns};
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// At most so many of the newest sales to a number are looked at.
const OF_NUMBER_AT_MOST: u32 = 120;

columns! {
    /// What is read of a sale to a number.
    Column {
        Id = "sale.id",
        Service = "service",
        Operator = "operator",
        Circle = "circle",
        Day = "day",
        Amount = "amount_paise",
        State = "state",
        Forgotten = "coalesce((SELECT forgotten FROM customer WHERE customer.id = sale.customer_id), 0)",
    }
}

/// A sale to a number that is done, or may still be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleToNumber {
    /// The sale's id.
    pub sale_id: i64,
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: String,
    /// The circle's id, or empty.
    pub circle: String,
    /// The business day, `2026-11-20`.
    pub day: String,
    /// The amount.
    pub amount: Paise,
    /// Its state.
    pub state: SaleState,
    /// Its customer was forgotten since.
    pub is_of_forgotten: bool,
}

/// A number that somebody was sold to on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberOfDay {
    /// The sale's id.
    pub sale_id: i64,
    /// The number.
    pub number: String,
    /// The service.
    pub service: Service,
}

/// A line of the list that is put away.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct DueDismissed {
    /// The number.
    pub number: String,
    /// The service.
    pub service: Service,
    /// The day on which it was due, `2026-11-20`.
    pub due_day: String,
}

fn service_of(word: &str) -> Result<Service, LedgerError> {
    Service::parse(word).ok_or(LedgerError::Corrupt)
}

fn sales_to(connection: &Connection, number: &str) -> Result<Vec<SaleToNumber>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {columns} FROM sale WHERE number = ?1 AND (state = 'succeeded' OR {OPEN}) ORDER BY id DESC LIMIT ?2"
    ))?;
    let mut rows = statement.query((number, OF_NUMBER_AT_MOST))?;
    let mut sales = Vec::new();
    while let Some(row) = rows.next()? {
        let (service, state): (String, String) = (Column::Service.of(row)?, Column::State.of(row)?);
        sales.push(SaleToNumber {
            sale_id: Column::Id.of(row)?,
            service: service_of(&service)?,
            operator: Column::Operator.of(row)?,
            circle: Column::Circle.of(row)?,
            day: Column::Day.of(row)?,
            amount: Paise::new(Column::Amount.of(row)?),
            state: SaleState::parse(&state).ok_or(LedgerError::Corrupt)?,
            is_of_forgotten: Column::Forgotten.of(row)?,
        });
    }
    sales.reverse();
    Ok(sales)
}

fn write_dismissed(transaction: &Transaction<'_>, row: &DueDismissed, at_ms: i64) -> Result<(), LedgerError> {
    transaction
        .prepare_cached(
            "INSERT INTO due_dismissed (number, service, due_day, at_ms) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (number, service, due_day) DO NOTHING",
        )?
        .execute((&row.number, row.service.as_str(), &row.due_day, at_ms))?;
    Ok(())
}

/// Takes away what was put away of a customer's numbers. The table is emptied and filled again, because SQLite leaves behind what it
/// only moved to another page.
pub(crate) fn forget_dismissed(transaction: &Transaction<'_>, customer: i64) -> Result<(), LedgerError> {
    let mut statement = transaction.prepare_cached(
        "SELECT number, service, due_day, at_ms FROM due_dismissed
         WHERE number NOT IN (SELECT number FROM customer_number WHERE customer_id = ?1)",
    )?;
    let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(String, String, String, i64)> { row.try_into() };
    let others = statement.query_map([customer], read)?.collect::<Result<Vec<_>, _>>()?;
    transaction.execute("DELETE FROM due_dismissed", ())?;
    for (number, service, due_day, at_ms) in others {
        write_dismissed(transaction, &DueDismissed { number, service: service_of(&service)?, due_day }, at_ms)?;
    }
    Ok(())
}

impl Ledger {
    /// To whom something was sold on a day that is done, in the order of the sales: the next so many after a sale's id.
    pub fn numbers_of_day(&self, day: &str, after: i64, rows: u32) -> Result<Vec<NumberOfDay>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, number, service FROM sale WHERE day = ?1 AND id > ?2 AND state = 'succeeded'
                 ORDER BY id LIMIT ?3",
            )?;
            let mut rows = statement.query((day, after, rows))?;
            let mut numbers = Vec::new();
            while let Some(row) = rows.next()? {
                let service = service_of(&row.get::<_, String>(2)?)?;
                numbers.push(NumberOfDay { sale_id: row.get(0)?, number: row.get(1)?, service });
            }
            Ok(numbers)
        })
    }

    /// The newest sales to each of some numbers, a few hundred at most: those that are done or may still be, the oldest first.
    pub fn sales_to_numbers(&self, numbers: &[String]) -> Result<Vec<Vec<SaleToNumber>>, LedgerError> {
        self.read(|connection| numbers.iter().map(|number| sales_to(connection, number)).collect())
    }

    /// Everything that a person put away and that is still kept.
    pub fn due_dismissed(&self) -> Result<Vec<DueDismissed>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT number, service, due_day FROM due_dismissed ORDER BY number, service, due_day",
            )?;
            let mut rows = statement.query(())?;
            let mut dismissed = Vec::new();
            while let Some(row) = rows.next()? {
                let service = service_of(&row.get::<_, String>(1)?)?;
                dismissed.push(DueDismissed { number: row.get(0)?, service, due_day: row.get(2)? });
            }
            Ok(dismissed)
        })
    }

    /// Puts a number away; once more is the same. What was due before `keep_from`, a day, is not kept any longer.
    pub fn dismiss_due(&self, row: &DueDismissed, keep_from: &str, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction.prepare_cached("DELETE FROM due_dismissed WHERE due_day < ?1")?.execute([keep_from])?;
            write_dismissed(transaction, row, at_ms)
        })
    }

    /// Puts it back into the list.
    pub fn heed_due(&self, row: &DueDismissed) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("DELETE FROM due_dismissed WHERE number = ?1 AND service = ?2 AND due_day = ?3")?
                .execute((&row.number, row.service.as_str(), &row.due_day))?;
            Ok(())
        })
    }
}
