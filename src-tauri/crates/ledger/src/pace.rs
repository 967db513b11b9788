//! How quickly the wallets at the providers are spent.

use domain::Paise;

use crate::{Ledger, LedgerError};

/// What a wallet paid in one hour of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourSpent {
    /// The provider's slug.
    pub provider: String,
    /// The business day, `2026-11-20`.
    pub day: String,
    /// The hour in India, 0 to 23.
    pub hour: usize,
    /// The cost of the sales that were sent in it and are done.
    pub spent: Paise,
}

impl Ledger {
    /// What the wallets paid in each hour of the days from `from` on and before `before`. Loads are left out.
    pub fn spent_by_hour(&self, from: &str, before: &str) -> Result<Vec<HourSpent>, LedgerError> {
        self.survey(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT provider, day, (submitted_at_ms + 19800000) / 3600000 % 24, SUM(amount_paise - earned_paise)
                 FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id
                 WHERE day >= ?1 AND day < ?2 AND attempt.state = 'succeeded' AND service <> 'wallet_load' GROUP BY 1, 2, 3",
            )?;
            let mut rows = statement.query((from, before))?;
            let mut hours = Vec::new();
            while let Some(row) = rows.next()? {
                let (hour, spent): (i64, i64) = (row.get(2)?, row.get(3)?);
                let hour = usize::try_from(hour).map_err(|_| LedgerError::Corrupt)?;
                hours.push(HourSpent { provider: row.get(0)?, day: row.get(1)?, hour, spent: Paise::new(spent) });
            }
            Ok(hours)
        })
    }
}
