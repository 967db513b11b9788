//! Orders outside a ledger, complete enough to be put back.

use domain::{OrderId, Payment, SaleState, Service};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::entry::{is_cash, is_zero};
use crate::event::FoundIn;
use crate::row::one_attempt;
use crate::sql::columns;
use crate::word::{LoggedWord, readable, said_of};
use crate::{Ledger, LedgerError};

/// An order, with everything that is needed to put it back and to ask about it. Money in paise, moments in ms since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the columns of sale and attempt, told in migrations")]
pub struct LoggedOrder {
    pub order_id: OrderId,
    /// The order id of the sale's first attempt. By this id the attempts of one sale are joined again.
    pub first_order_id: OrderId,
    pub attempt_id: i64,
    pub service: String,
    pub operator: String,
    pub number: String,
    pub circle: String,
    pub amount_paise: i64,
    pub fields: String,
    pub provider: String,
    pub code: String,
    pub account: String,
    pub earned_paise: i64,
    pub created_at_ms: i64,
    pub submitted_at_ms: i64,
    pub day: String,
    pub intent: String,
    /// How the customer pays; lines of earlier versions do not say, and mean cash.
    #[serde(default, skip_serializing_if = "is_cash")]
    pub payment: Payment,
    /// The customer, where one was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<i64>,
    /// What the shop takes beside the amount.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub charge_paise: i64,
    /// What the company calls it, where that was known when the line was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provider_ref: String,
    /// What persons had written about the order when the line was written, oldest first. An earlier version of the program
    /// ignores this field, and reads the line as the same order again.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "readable")]
    pub said: Vec<LoggedWord>,
}

impl LoggedOrder {
    /// The service; `None` for a word that this version does not know.
    pub fn service(&self) -> Option<Service> {
        Service::parse(&self.service)
    }

    /// Whether the company can be asked about the order. `false` if this version does not know the service.
    pub fn can_be_asked(&self) -> bool {
        self.service().is_some_and(|service| service.can_be_asked(!self.provider_ref.is_empty()))
    }

    /// When the order was sent, or when a person last wrote something about it. The later of the two, in ms since 1970.
    pub(crate) fn last_ms(&self) -> i64 {
        self.said.iter().map(|word| word.at_ms).fold(self.submitted_at_ms, i64::max)
    }

    /// Adds the persons' words that another line or ledger has of the same order. A line has every word up to the moment it
    /// was written. So a word that it lacks is newer than the words it has.
    pub fn add_said(&mut self, other: &[LoggedWord]) {
        for word in other {
            match self.said.iter_mut().find(|known| known.is_same(word)) {
                Some(known) if known.told.is_none() => known.told.clone_from(&word.told),
                Some(_) => {}
                None => self.said.push(word.clone()),
            }
        }
    }

    /// Whether `other` has every word that persons wrote about this order.
    pub fn is_told_by(&self, other: &LoggedOrder) -> bool {
        self.said.iter().all(|word| other.said.iter().any(|known| known.is_same(word)))
    }

    /// Whether the last word that changed the order's state led to `state`.
    pub fn is_ended_by_word(&self, state: SaleState) -> bool {
        self.said.iter().rfind(|word| word.from != word.to).is_some_and(|word| word.to == state)
    }
}

/// An order with the words that persons wrote about it.
pub(crate) fn logged_order(connection: &Connection, attempt_id: i64) -> Result<LoggedOrder, LedgerError> {
    let said = said_of(connection, &one_attempt(connection, attempt_id)?)?;
    Ok(LoggedOrder { said, ..order_alone(connection, attempt_id)? })
}

columns! {
    /// What is read of an order.
    Column {
        OrderId = "order_id",
        FirstOrderId =
            "(SELECT order_id FROM attempt AS first WHERE first.sale_id = sale.id ORDER BY first.id LIMIT 1)",
        AttemptId = "attempt.id",
        Service = "service",
        Operator = "operator",
        Number = "number",
        Circle = "circle",
        Amount = "amount_paise",
        Fields = "fields",
        Provider = "provider",
        Code = "code",
        Account = "account",
        Earned = "earned_paise",
        CreatedAt = "created_at_ms",
        SubmittedAt = "submitted_at_ms",
        Day = "day",
        Intent = "intent",
        ProviderRef = "provider_ref",
        Payment = "payment",
        Customer = "customer_id",
        Charge = "charge_paise",
    }
}

/// An order without the words that persons wrote about it.
pub(crate) fn order_alone(connection: &Connection, attempt_id: i64) -> Result<LoggedOrder, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {columns} FROM attempt JOIN sale ON sale.id = attempt.sale_id WHERE attempt.id = ?1"
    ))?;
    let mut rows = statement.query([attempt_id])?;
    let row = rows.next()?.ok_or(LedgerError::NoSuchSale)?;
    let id = |text: String| OrderId::parse(&text).map_err(|_| LedgerError::Corrupt);
    Ok(LoggedOrder {
        order_id: id(Column::OrderId.of(row)?)?,
        first_order_id: id(Column::FirstOrderId.of(row)?)?,
        attempt_id: Column::AttemptId.of(row)?,
        service: Column::Service.of(row)?,
        operator: Column::Operator.of(row)?,
        number: Column::Number.of(row)?,
        circle: Column::Circle.of(row)?,
        amount_paise: Column::Amount.of(row)?,
        fields: Column::Fields.of(row)?,
        provider: Column::Provider.of(row)?,
        code: Column::Code.of(row)?,
        account: Column::Account.of(row)?,
        earned_paise: Column::Earned.of(row)?,
        created_at_ms: Column::CreatedAt.of(row)?,
        submitted_at_ms: Column::SubmittedAt.of(row)?,
        day: Column::Day.of(row)?,
        intent: Column::Intent.of(row)?,
        provider_ref: Column::ProviderRef.of(row)?,
        payment: Payment::parse(&Column::Payment.of::<String>(row)?).ok_or(LedgerError::Corrupt)?,
        customer_id: Column::Customer.of(row)?,
        charge_paise: Column::Charge.of(row)?,
        said: Vec::new(),
    })
}

impl Ledger {
    /// An attempt as the log of orders has it.
    pub fn logged_order(&self, attempt_id: i64) -> Result<LoggedOrder, LedgerError> {
        self.look_up(|connection| logged_order(connection, attempt_id))
    }

    /// The same of an attempt that has just begun: nobody can have written anything about it.
    pub fn new_order(&self, attempt_id: i64) -> Result<LoggedOrder, LedgerError> {
        self.look_up(|connection| order_alone(connection, attempt_id))
    }
}

/// An order that may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostOrder {
    /// The order.
    pub order: LoggedOrder,
    /// Whether the company can be asked about it. If not, a person has to look at it.
    pub can_be_asked: bool,
    /// Where it was found.
    pub found_in: FoundIn,
}
