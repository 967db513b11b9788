//! What occurs among the sales of some days, so that a filter offers what there is.

use domain::{Days, Payment, Service};
use rusqlite::Connection;
use rusqlite::types::FromSql;

use crate::row::NEWEST;
use crate::{Ledger, LedgerError};

/// More than this is not offered.
const MOST: u32 = 300;

/// How often each value occurs, the most frequent first.
pub type Counts<T> = Vec<(T, i64)>;

/// What occurs among the sales of some days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// Services.
    pub services: Counts<Service>,
    /// Operators' ids.
    pub operators: Counts<String>,
    /// The providers of the newest attempts.
    pub providers: Counts<String>,
    /// How was paid.
    pub payments: Counts<Payment>,
    /// Customers' ids.
    pub customers: Counts<i64>,
}

fn counts<T: FromSql>(connection: &Connection, column: &str, days: &Days) -> Result<Counts<T>, LedgerError> {
    // The plus keeps a column out of the choice of an index, so that it is always the one over the days.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {column}, COUNT(*) FROM sale WHERE sale.day >= ?1 AND sale.day <= ?2 AND +{column} IS NOT NULL
         GROUP BY +{column} ORDER BY 2 DESC, 1 LIMIT {MOST}"
    ))?;
    let rows = statement.query_map([&days.from, &days.to], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The same of a column whose words have a meaning.
fn parsed<T>(
    connection: &Connection,
    column: &str,
    days: &Days,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Counts<T>, LedgerError> {
    let parsed = |(word, sales): (String, i64)| Ok((parse(&word).ok_or(LedgerError::Corrupt)?, sales));
    counts(connection, column, days)?.into_iter().map(parsed).collect()
}

fn providers(connection: &Connection, days: &Days) -> Result<Counts<String>, LedgerError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT attempt.provider, COUNT(*) FROM sale JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST}
         WHERE sale.day >= ?1 AND sale.day <= ?2 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}"
    ))?;
    let rows = statement.query_map([&days.from, &days.to], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Ledger {
    /// What occurs among the sales of some days.
    pub fn facets(&self, days: &Days) -> Result<Facets, LedgerError> {
        self.survey(|connection| {
            Ok(Facets {
                services: parsed(connection, "sale.service", days, Service::parse)?,
                operators: counts(connection, "sale.operator", days)?,
                providers: providers(connection, days)?,
                payments: parsed(connection, "sale.payment", days, Payment::parse)?,
                customers: counts(connection, "sale.customer_id", days)?,
            })
        })
    }

    /// The names of these customers; nobody who has none.
    pub fn customer_names(&self, ids: &[i64]) -> Result<Vec<(i64, String)>, LedgerError> {
        let list = serde_json::Value::from(ids).to_string();
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, name FROM customer WHERE id IN (SELECT value FROM json_each(?1)) AND name <> '' ORDER BY id",
            )?;
            let rows = statement.query_map([&list], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
