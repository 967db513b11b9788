//! The shop's commission rates, table `rate`.

use domain::BasisPoints;

use crate::{Ledger, LedgerError};

/// One rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// The provider's slug.
    pub provider: String,
    /// The operator's id.
    pub operator: String,
    /// The rate.
    pub rate: BasisPoints,
}

impl Ledger {
    /// Every rate that was set.
    pub fn rates(&self) -> Result<Vec<RateRow>, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT provider, operator, basis_points FROM rate ORDER BY provider, operator")?;
            let mut rows = statement.query(())?;
            let mut rates = Vec::new();
            while let Some(row) = rows.next()? {
                let rate = BasisPoints::new(row.get(2)?).ok_or(LedgerError::Corrupt)?;
                rates.push(RateRow { provider: row.get(0)?, operator: row.get(1)?, rate });
            }
            Ok(rates)
        })
    }

    /// The rate for one operator at one provider, if it was set.
    pub fn rate(&self, provider: &str, operator: &str) -> Result<Option<BasisPoints>, LedgerError> {
        self.look_up(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT basis_points FROM rate WHERE provider = ?1 AND operator = ?2")?;
            let mut rows = statement.query((provider, operator))?;
            match rows.next()? {
                Some(row) => Ok(BasisPoints::new(row.get(0)?)),
                None => Ok(None),
            }
        })
    }

    /// Sets rates. Sales already sold keep what they earned.
    pub fn set_rates(&self, rates: &[RateRow]) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO rate (provider, operator, basis_points) VALUES (?1, ?2, ?3)
                 ON CONFLICT (provider, operator) DO UPDATE SET basis_points = excluded.basis_points",
            )?;
            for row in rates {
                insert.execute((&row.provider, &row.operator, row.rate.get()))?;
            }
            Ok(())
        })
    }
}
