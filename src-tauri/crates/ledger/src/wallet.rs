//! What providers say their wallets hold, `wallet_reading`.

use domain::Paise;
use rusqlite::Row;

use crate::{Ledger, LedgerError};

/// One reading of a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// What the provider said.
    pub reported: Paise,
}

impl Reading {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Reading> {
        Ok(Reading { at_ms: row.get(0)?, reported: Paise::new(row.get(1)?) })
    }
}

impl Ledger {
    /// Keeps a reading.
    pub fn add_reading(&self, provider: &str, reading: Reading) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("INSERT INTO wallet_reading (provider, at_ms, reported_paise) VALUES (?1, ?2, ?3)")?
                .execute((provider, reading.at_ms, reading.reported.get()))?;
            Ok(())
        })
    }

    /// The first and the newest reading of a wallet.
    pub fn readings(&self, provider: &str) -> Result<Option<(Reading, Reading)>, LedgerError> {
        let one = |connection: &rusqlite::Connection, order: &str| -> Result<Option<Reading>, LedgerError> {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT at_ms, reported_paise FROM wallet_reading WHERE provider = ?1 ORDER BY id {order} LIMIT 1"
            ))?;
            Ok(statement.query_map([provider], Reading::of_row)?.next().transpose()?)
        };
        self.read(|connection| Ok(one(connection, "ASC")?.zip(one(connection, "DESC")?)))
    }

    /// What sales submitted to a provider after a moment cost its wallet: those that succeeded, and those still open,
    /// for which it may have paid already.
    pub fn spent_since(&self, provider: &str, at_ms: i64) -> Result<Paise, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COALESCE(SUM(amount_paise - earned_paise), 0) FROM attempt JOIN sale ON sale.id = attempt.sale_id
                 WHERE provider = ?1 AND submitted_at_ms > ?2
                   AND attempt.state IN ('intended', 'submitted', 'pending', 'unknown', 'succeeded')",
            )?;
            Ok(Paise::new(statement.query_row((provider, at_ms), |row| row.get(0))?))
        })
    }
}
