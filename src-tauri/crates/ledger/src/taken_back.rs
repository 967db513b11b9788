//! Sales of other days that were taken back within some days. Both days show them: the one of the sale, and the one on which the money went
//! back.

use domain::{DAY_MS, Days, Paise, day_start_of, india_day_start_ms};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::filter::{OF_OTHER_DAYS, SaleFilter, sales_of};
use crate::posting::{DAY_START, rule_of};
use crate::row::{NEWEST, SaleRow};
use crate::{Ledger, LedgerError};

/// A sale that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// The sale.
    pub sale: SaleRow,
    /// The business day on which it was sold.
    pub day: String,
    /// When it was taken back, in ms since 1970.
    pub at_ms: i64,
}

/// What was taken back. Loads of a wallet are left out, because no customer paid for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct TakenBackSum {
    pub sales: i64,
    pub amount: Paise,
    pub charge: Paise,
    pub earned: Paise,
}

/// The last time that each sale was taken back, of those that are taken back still. `?12` and `?13`: from when on, and until when.
/// The first line is the condition of the index over them, word for word.
const GONE: &str = "gone.to_state = 'reversed' AND gone.from_state <> 'reversed'
    AND gone.at_ms >= ?12 AND gone.at_ms < ?13 AND sale.state = 'reversed' AND gone.attempt_id = attempt.id
    AND gone.seq = (SELECT MAX(last.seq) FROM sale_event AS last WHERE last.sale_id = gone.sale_id
        AND last.to_state = 'reversed' AND last.from_state <> 'reversed')";

/// From which moment on, and until which, some business days last, by the present start of the day.
fn moments(connection: &Connection, days: &Days) -> Result<(i64, i64), LedgerError> {
    let start_ms = day_start_of(rule_of(connection, DAY_START)?.as_deref()) * 60_000;
    let begins = |day: &str| india_day_start_ms(day).map(|midnight_ms| midnight_ms.saturating_add(start_ms));
    let until_ms = begins(&days.to).map(|last_ms| last_ms.saturating_add(DAY_MS));
    Ok((begins(&days.from).unwrap_or(i64::MIN), until_ms.unwrap_or(i64::MAX)))
}

fn parameters(connection: &Connection, filter: &SaleFilter) -> Result<Vec<Value>, LedgerError> {
    let (from_ms, until_ms) = moments(connection, &filter.days)?;
    let mut values = filter.parameters();
    values.extend([Value::Integer(from_ms), Value::Integer(until_ms)]);
    Ok(values)
}

fn joined(columns: &str) -> String {
    format!(
        "SELECT {columns} FROM sale_event AS gone JOIN sale ON sale.id = gone.sale_id
         JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST} WHERE {GONE} AND {OF_OTHER_DAYS}"
    )
}

fn newest(connection: &Connection, filter: &SaleFilter, limit: u32) -> Result<Vec<TakenBack>, LedgerError> {
    let sql = joined("sale.id, sale.day, gone.at_ms") + " ORDER BY gone.at_ms DESC, gone.seq DESC LIMIT ?14";
    let mut statement = connection.prepare_cached(&sql)?;
    let mut values = parameters(connection, filter)?;
    values.push(Value::Integer(limit.into()));
    let facts: Vec<(i64, String, i64)> = statement
        .query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let ids: Vec<i64> = facts.iter().map(|(sale_id, ..)| *sale_id).collect();
    let sales = sales_of(connection, &ids)?;
    Ok(sales.into_iter().zip(facts).map(|(sale, (_, day, at_ms))| TakenBack { sale, day, at_ms }).collect())
}

fn sum(connection: &Connection, filter: &SaleFilter) -> Result<TakenBackSum, LedgerError> {
    let columns = "COUNT(*), COALESCE(SUM(sale.amount_paise), 0), COALESCE(SUM(sale.charge_paise), 0),
        COALESCE(SUM(attempt.earned_paise), 0)";
    let mut statement = connection.prepare_cached(&(joined(columns) + " AND sale.service <> 'wallet_load'"))?;
    Ok(statement.query_row(params_from_iter(parameters(connection, filter)?), |row| {
        let [amount, charge, earned] = [row.get(1)?, row.get(2)?, row.get(3)?].map(Paise::new);
        Ok(TakenBackSum { sales: row.get(0)?, amount, charge, earned })
    })?)
}

impl Ledger {
    /// The sales of other days that fit a filter and were taken back on its days, the last one first, and their sums.
    pub fn taken_back(&self, filter: &SaleFilter, limit: u32) -> Result<(Vec<TakenBack>, TakenBackSum), LedgerError> {
        self.survey(|connection| Ok((newest(connection, filter, limit)?, sum(connection, filter)?)))
    }
}
