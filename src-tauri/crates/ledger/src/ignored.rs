//! Leftovers of companies' statements that a person put aside, table `statement_ignored`.

use crate::{Ledger, LedgerError};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredRow {
    /// What tells the line, or the sale, from every other.
    pub fingerprint: String,
    /// Why it was put aside.
    pub reason: String,
    /// Who did it.
    pub by: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

impl Ledger {
    /// Everything of a company that was put aside.
    pub fn ignored_of(&self, provider: &str) -> Result<Vec<IgnoredRow>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT fingerprint, reason, by, at_ms FROM statement_ignored WHERE provider = ?1 ORDER BY fingerprint",
            )?;
            let rows = statement.query_map([provider], |row| {
                Ok(IgnoredRow { fingerprint: row.get(0)?, reason: row.get(1)?, by: row.get(2)?, at_ms: row.get(3)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Puts a leftover aside; the same once more only says it anew.
    pub fn ignore(&self, provider: &str, row: &IgnoredRow) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO statement_ignored (provider, fingerprint, reason, by, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (provider, fingerprint) DO UPDATE
                 SET reason = excluded.reason, by = excluded.by, at_ms = excluded.at_ms",
            )?;
            insert.execute((provider, &row.fingerprint, &row.reason, &row.by, row.at_ms))?;
            Ok(())
        })
    }

    /// Takes a leftover out again.
    pub fn heed_again(&self, provider: &str, fingerprint: &str) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let mut delete =
                transaction.prepare_cached("DELETE FROM statement_ignored WHERE provider = ?1 AND fingerprint = ?2")?;
            delete.execute((provider, fingerprint))?;
            Ok(())
        })
    }
}
