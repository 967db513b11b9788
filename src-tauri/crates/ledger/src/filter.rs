//! Which sales a list, a report or a file is of. All of them ask with the same condition, so that they agree.

use std::collections::HashMap;

use domain::{Days, Outcome, Paise, Payment, SaleState, Service};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};

use crate::row::{NEWEST, SaleRow, sales};
use crate::{Ledger, LedgerError};

/// Which sales: every condition holds. An empty list asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleFilter {
    /// Their business days.
    pub days: Days,
    /// How they ended.
    pub outcomes: Vec<Outcome>,
    /// Their services.
    pub services: Vec<Service>,
    /// Their operators' ids.
    pub operators: Vec<String>,
    /// The providers of their newest attempts.
    pub providers: Vec<String>,
    /// How they are paid.
    pub payments: Vec<Payment>,
    /// Whose they are.
    pub customer: Option<i64>,
    /// The least amount, without the service charge.
    pub least: Option<Paise>,
    /// The largest amount.
    pub most: Option<Paise>,
    /// Only those that somebody should look at.
    pub needs_attention: bool,
}

/// The order of a list. Sales that are equal in it stand newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the columns of the list")]
pub enum SaleOrder {
    Time,
    Number,
    Customer,
    Operator,
    Provider,
    Amount,
    Payment,
    Outcome,
    Earned,
}

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many rows stand before it.
    pub after: u32,
    /// How many it has at most.
    pub rows: u32,
}

/// The sums of the sales of a filter with one outcome and one way of paying. Loads of a wallet stand apart, because no customer
/// paid for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct FilterSum {
    pub outcome: Outcome,
    pub payment: Payment,
    pub is_load: bool,
    pub sales: i64,
    pub amount: Paise,
    pub charge: Paise,
    pub earned: Paise,
}

/// The conditions beside the days.
macro_rules! beside_days {
    () => {
        "(?3 IS NULL OR sale.state IN (SELECT value FROM json_each(?3)))
    AND (?4 IS NULL OR sale.service IN (SELECT value FROM json_each(?4)))
    AND (?5 IS NULL OR sale.operator IN (SELECT value FROM json_each(?5)))
    AND (?6 IS NULL OR attempt.provider IN (SELECT value FROM json_each(?6)))
    AND (?7 IS NULL OR sale.payment IN (SELECT value FROM json_each(?7)))
    AND (?8 IS NULL OR sale.customer_id = ?8)
    AND (?9 IS NULL OR sale.amount_paise >= ?9)
    AND (?10 IS NULL OR sale.amount_paise <= ?10)
    AND (NOT ?11 OR EXISTS (SELECT 1 FROM attempt AS loud
        WHERE loud.sale_id = sale.id AND loud.attention <> '' AND loud.dealt_at_ms IS NULL))"
    };
}

/// Sales with their newest attempts. `?1` to `?11` are the [`parameters`](SaleFilter::parameters).
pub(crate) const FILTERED: &str = concat!("sale.day >= ?1 AND sale.day <= ?2\n    AND ", beside_days!());

/// The same for sales of all other days.
pub(crate) const OF_OTHER_DAYS: &str = concat!("NOT (sale.day >= ?1 AND sale.day <= ?2)\n    AND ", beside_days!());

/// A list as JSON; `NULL` for an empty one, which asks for nothing.
fn list(words: Vec<&str>) -> Value {
    if words.is_empty() { Value::Null } else { Value::Text(serde_json::Value::from(words).to_string()) }
}

impl SaleFilter {
    /// All sales of some days.
    pub fn of(days: Days) -> SaleFilter {
        SaleFilter {
            days,
            outcomes: Vec::new(),
            services: Vec::new(),
            operators: Vec::new(),
            providers: Vec::new(),
            payments: Vec::new(),
            customer: None,
            least: None,
            most: None,
            needs_attention: false,
        }
    }

    /// The values of [`FILTERED`], in its order.
    pub(crate) fn parameters(&self) -> Vec<Value> {
        let states = self.outcomes.iter().flat_map(|outcome| outcome.states()).map(|state| state.as_str());
        let paise = |amount: Option<Paise>| amount.map_or(Value::Null, |amount| Value::Integer(amount.get()));
        vec![
            Value::Text(self.days.from.clone()),
            Value::Text(self.days.to.clone()),
            list(states.collect()),
            list(self.services.iter().map(|service| service.as_str()).collect()),
            list(self.operators.iter().map(String::as_str).collect()),
            list(self.providers.iter().map(String::as_str).collect()),
            list(self.payments.iter().map(|payment| payment.as_str()).collect()),
            self.customer.map_or(Value::Null, Value::Integer),
            paise(self.least),
            paise(self.most),
            Value::Integer(i64::from(self.needs_attention)),
        ]
    }
}

impl SaleOrder {
    /// Every order.
    pub const ALL: [SaleOrder; 9] = [
        SaleOrder::Time,
        SaleOrder::Number,
        SaleOrder::Customer,
        SaleOrder::Operator,
        SaleOrder::Provider,
        SaleOrder::Amount,
        SaleOrder::Payment,
        SaleOrder::Outcome,
        SaleOrder::Earned,
    ];

    /// What is sorted by, the least first or last. Sales of one time are sorted by the index over the days, so that a page of a long list
    /// is found without sorting it.
    pub(crate) fn columns(self, is_rising: bool) -> String {
        let direction = if is_rising { "ASC" } else { "DESC" };
        let column = match self {
            SaleOrder::Time => return format!("sale.day {direction}, sale.id {direction}"),
            SaleOrder::Number => "sale.number",
            SaleOrder::Customer => {
                "(SELECT NULLIF(name, '') FROM customer WHERE customer.id = sale.customer_id) COLLATE NOCASE"
            }
            SaleOrder::Operator => "sale.operator",
            SaleOrder::Provider => "attempt.provider",
            SaleOrder::Amount => "sale.amount_paise",
            SaleOrder::Payment => "sale.payment",
            SaleOrder::Outcome => {
                "CASE sale.state WHEN 'succeeded' THEN 0 WHEN 'failed' THEN 2 WHEN 'not_sent' THEN 2 WHEN 'reversed' THEN 3 ELSE 1 END"
            }
            // Only what is done has earned anything.
            SaleOrder::Earned => "CASE sale.state WHEN 'succeeded' THEN attempt.earned_paise END",
        };
        format!("{column} {direction} NULLS LAST, sale.id DESC")
    }
}

/// The sales of these ids, in their order.
pub(crate) fn sales_of(connection: &Connection, ids: &[i64]) -> Result<Vec<SaleRow>, LedgerError> {
    let list = serde_json::Value::from(ids).to_string();
    let mut found = sales(connection, "WHERE sale.id IN (SELECT value FROM json_each(?1))", [list])?;
    let places: HashMap<i64, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    found.sort_by_key(|sale| places.get(&sale.sale_id));
    Ok(found)
}

/// The ids of the sales of a filter, in its order. `part`: which of them; `None` for all.
pub(crate) fn ids(
    connection: &Connection,
    filter: &SaleFilter,
    order: SaleOrder,
    is_rising: bool,
    part: Option<Page>,
) -> Result<Vec<i64>, LedgerError> {
    let columns = order.columns(is_rising);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT sale.id FROM sale JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST}
         WHERE {FILTERED} ORDER BY {columns} LIMIT ?12 OFFSET ?13"
    ))?;
    let mut values = filter.parameters();
    // A negative limit is none.
    let (rows, after) = part.map_or((-1, 0), |part| (part.rows.into(), part.after.into()));
    values.extend([Value::Integer(rows), Value::Integer(after)]);
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn count(connection: &Connection, filter: &SaleFilter) -> Result<i64, LedgerError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT COUNT(*) FROM sale JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST} WHERE {FILTERED}"
    ))?;
    Ok(statement.query_row(params_from_iter(filter.parameters()), |row| row.get(0))?)
}

fn sums(connection: &Connection, filter: &SaleFilter) -> Result<Vec<FilterSum>, LedgerError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT sale.state, sale.payment, sale.service = 'wallet_load', COUNT(*), SUM(sale.amount_paise), SUM(sale.charge_paise),
             SUM(attempt.earned_paise)
         FROM sale JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST} WHERE {FILTERED} GROUP BY 1, 2, 3"
    ))?;
    let mut rows = statement.query(params_from_iter(filter.parameters()))?;
    let mut sums = Vec::new();
    while let Some(row) = rows.next()? {
        let state = SaleState::parse(&row.get::<_, String>(0)?).ok_or(LedgerError::Corrupt)?;
        sums.push(FilterSum {
            outcome: Outcome::from(state),
            payment: Payment::parse(&row.get::<_, String>(1)?).ok_or(LedgerError::Corrupt)?,
            is_load: row.get(2)?,
            sales: row.get(3)?,
            amount: Paise::new(row.get(4)?),
            charge: Paise::new(row.get(5)?),
            earned: Paise::new(row.get(6)?),
        });
    }
    Ok(sums)
}

impl Ledger {
    /// A part of the sales of a filter.
    pub fn filtered_sales(
        &self,
        filter: &SaleFilter,
        order: SaleOrder,
        is_rising: bool,
        part: Page,
    ) -> Result<Vec<SaleRow>, LedgerError> {
        // Only the ids are sorted, because whole sales would make a sort of a long list slow.
        self.survey(|connection| sales_of(connection, &ids(connection, filter, order, is_rising, Some(part))?))
    }

    /// How many sales a filter has, loads of a wallet among them.
    pub fn count_filtered(&self, filter: &SaleFilter) -> Result<i64, LedgerError> {
        self.survey(|connection| count(connection, filter))
    }

    /// The sums of the sales of a filter, by outcome and way of paying. What a waiting or failed sale would have earned is in them; only
    /// that of a sale that is done was booked.
    pub fn filter_sums(&self, filter: &SaleFilter) -> Result<Vec<FilterSum>, LedgerError> {
        self.survey(|connection| sums(connection, filter))
    }
}
