//! How recent sales ended.

use domain::Service;

use crate::{Ledger, LedgerError};

/// How a provider's recent sales of a service ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// The provider's slug.
    pub provider: String,
    /// Attempts that succeeded.
    pub succeeded: u32,
    /// Attempts that failed, were taken back, or are without an answer.
    pub failed: u32,
}

/// How many of the newest attempts count as recent.
const RECENT_ATTEMPTS: i64 = 400;

impl Ledger {
    /// How the newest attempts of a service ended, by provider.
    pub fn recent_outcomes(&self, service: Service) -> Result<Vec<Outcomes>, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT provider, SUM(attempt.state = 'succeeded'), SUM(attempt.state IN ('failed', 'reversed', 'unknown'))
                 FROM attempt JOIN sale ON sale.id = attempt.sale_id
                 WHERE attempt.id > (SELECT MAX(id) FROM attempt) - ?1 AND service = ?2 GROUP BY provider",
            )?;
            let rows = statement.query_map((RECENT_ATTEMPTS, service.as_str()), |row| {
                Ok(Outcomes { provider: row.get(0)?, succeeded: row.get(1)?, failed: row.get(2)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
