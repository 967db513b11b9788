//! What providers say their wallets hold, `wallet_reading`.

use domain::Paise;
use rusqlite::Row;

use crate::{Ledger, LedgerError};

/// One reading of a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// When it was asked for, in ms since 1970.
    pub at_ms: i64,
    /// What the provider said.
    pub reported: Paise,
    /// The newest attempt at that moment: up to it, attempts may be in the reading; later ones cannot be.
    pub after_attempt: i64,
}

impl Reading {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Reading> {
        Ok(Reading { at_ms: row.get(0)?, reported: Paise::new(row.get(1)?), after_attempt: row.get(2)? })
    }
}

/// Which reading of a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first ever.
    First,
    /// The newest.
    Newest,
}

impl Ledger {
    /// Keeps a reading.
    pub fn add_reading(&self, provider: &str, reading: Reading) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("INSERT INTO wallet_reading (provider, at_ms, reported_paise, after_attempt) VALUES (?1, ?2, ?3, ?4)")?
                .execute((provider, reading.at_ms, reading.reported.get(), reading.after_attempt))?;
            Ok(())
        })
    }

    /// A reading of a wallet; `None` while it was never read.
    pub fn reading(&self, provider: &str, which: Which) -> Result<Option<Reading>, LedgerError> {
        let order = match which {
            Which::First => "ASC",
            Which::Newest => "DESC",
        };
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT at_ms, reported_paise, after_attempt FROM wallet_reading WHERE provider = ?1 ORDER BY id {order} LIMIT 1"
            ))?;
            Ok(statement.query_map([provider], Reading::of_row)?.next().transpose()?)
        })
    }

    /// What attempts at a provider after a given one cost its wallet: those that succeeded, and those still open, for
    /// which it may have paid already.
    pub fn spent_after(&self, provider: &str, attempt: i64) -> Result<Paise, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COALESCE(SUM(amount_paise - earned_paise), 0) FROM attempt JOIN sale ON sale.id = attempt.sale_id
                 WHERE attempt.id > ?2 AND provider = ?1
                   AND attempt.state IN ('intended', 'submitted', 'pending', 'unknown', 'succeeded')",
            )?;
            Ok(Paise::new(statement.query_row((provider, attempt), |row| row.get(0))?))
        })
    }
}
