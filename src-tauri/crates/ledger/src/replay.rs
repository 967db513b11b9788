//! What was sold, as far as it can be told what another company would have paid for it.

use domain::{Days, Paise, Service};

use crate::sql::{AT_DESK, TELLS_OF_OPERATOR};
use crate::{Ledger, LedgerError};

/// Attempts of one company that are equal to every rule of commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldSum {
    /// The provider's slug.
    pub provider: String,
    /// The operator's id.
    pub operator: String,
    /// The service.
    pub service: Service,
    /// The day in India on which they began, by which a rule is in force.
    pub day: String,
    /// The amount of each.
    pub amount: Paise,
    /// How many are done.
    pub done: i64,
    /// The commission that is booked of all that are done.
    pub earned: Paise,
    /// How many failed, or were taken back later.
    pub failed: i64,
}

impl Ledger {
    /// What came of the attempts of the sales of some days, by company, operator, day and amount. Those that wait or never left are
    /// left out, and so are those that the shop's empty wallet stopped, and the services desk.
    pub fn sold_sums(&self, days: &Days) -> Result<Vec<SoldSum>, LedgerError> {
        self.survey(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT provider, operator, service, date((submitted_at_ms + 19800000) / 1000, 'unixepoch'), amount_paise,
                     COUNT(*) FILTER (WHERE attempt.state = 'succeeded'),
                     COALESCE(SUM(earned_paise) FILTER (WHERE attempt.state = 'succeeded'), 0),
                     COUNT(*) FILTER (WHERE attempt.state <> 'succeeded')
                 FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id
                 WHERE day >= ?1 AND day <= ?2 AND service NOT IN {AT_DESK}
                     AND attempt.state IN ('succeeded', 'failed', 'reversed') AND {TELLS_OF_OPERATOR}
                 GROUP BY 1, 2, 3, 4, 5"
            ))?;
            let mut rows = statement.query((&days.from, &days.to))?;
            let mut sums = Vec::new();
            while let Some(row) = rows.next()? {
                sums.push(SoldSum {
                    provider: row.get(0)?,
                    operator: row.get(1)?,
                    service: Service::parse(&row.get::<_, String>(2)?).ok_or(LedgerError::Corrupt)?,
                    day: row.get(3)?,
                    amount: Paise::new(row.get(4)?),
                    done: row.get(5)?,
                    earned: Paise::new(row.get(6)?),
                    failed: row.get(7)?,
                });
            }
            Ok(sums)
        })
    }
}
