//! Which amounts are sold here: to a number, and of each operator.

use domain::{Paise, Service};

use crate::sql::AT_DESK;
use crate::{Ledger, LedgerError};

/// At most so many of the newest sales tell what is sold here, so that a large shop waits no longer for the answer than a small one.
const SALES_AT_MOST: i64 = 6_000;
/// At most so many of the newest sales to one number are looked at.
const OF_NUMBER_AT_MOST: u32 = 200;

/// An amount of an operator that was sold here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountSold {
    /// The operator's id.
    pub operator: String,
    /// The amount.
    pub amount: Paise,
    /// How often it was done.
    pub sales: i64,
    /// To how many different numbers.
    pub numbers: i64,
}

impl Ledger {
    /// The amounts of the newest sales of a service to a number that are done.
    pub fn amounts_of_number(&self, service: Service, number: &str) -> Result<Vec<Paise>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT amount_paise FROM sale WHERE number = ?1 AND service = ?2 AND state = 'succeeded'
                 ORDER BY id DESC LIMIT ?3",
            )?;
            let amounts = statement.query_map((number, service.as_str(), OF_NUMBER_AT_MOST), |row| row.get(0))?;
            Ok(amounts.map(|amount| amount.map(Paise::new)).collect::<Result<_, _>>()?)
        })
    }

    /// Which amounts of which operator are done among the newest sales, the most frequent first.
    pub fn amounts_sold(&self) -> Result<Vec<AmountSold>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT operator, amount_paise, COUNT(*), COUNT(DISTINCT number) FROM sale
                 WHERE sale.id > (SELECT MAX(id) FROM sale) - ?1 AND state = 'succeeded' AND service NOT IN {AT_DESK}
                 GROUP BY operator, amount_paise ORDER BY 3 DESC, operator, amount_paise"
            ))?;
            let rows = statement.query_map([SALES_AT_MOST], |row| {
                Ok(AmountSold {
                    operator: row.get(0)?,
                    amount: Paise::new(row.get(1)?),
                    sales: row.get(2)?,
                    numbers: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
