//! Readings of the wallets at the providers, table `wallet_reading`.

use std::collections::BTreeSet;

use domain::{Paise, Reading};
use rusqlite::{Connection, Row};

use crate::row::sales;
use crate::sql::{AMONG_OPEN, OPEN};
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError, SaleRow};

/// At most this many waiting loads are compared with a rise of the wallet.
const MOST_LOADS: usize = 16;

fn of_row(row: &Row<'_>) -> rusqlite::Result<Reading> {
    Ok(Reading {
        at_ms: row.get(0)?,
        reported: Paise::new(row.get(1)?),
        after_attempt: row.get(2)?,
        after_row: row.get(3)?,
    })
}

/// Which reading of a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first ever.
    First,
    /// The newest.
    Newest,
}

/// A reading of a wallet; `None` while it was never read.
pub(crate) fn reading_of(
    connection: &Connection,
    provider: &str,
    which: Which,
) -> Result<Option<Reading>, LedgerError> {
    let order = match which {
        Which::First => "ASC",
        Which::Newest => "DESC",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT at_ms, reported_paise, after_attempt, after_row FROM wallet_reading WHERE provider = ?1 ORDER BY id {order} LIMIT 1"
    ))?;
    Ok(statement.query_map([provider], of_row)?.next().transpose()?)
}

/// At most so many readings are compared.
const MOST_READINGS: u32 = 1_000;

/// The readings of a wallet since a moment, oldest first; at most the newest thousand.
pub(crate) fn readings_since(
    connection: &Connection,
    provider: &str,
    since_ms: i64,
) -> Result<Vec<Reading>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT at_ms, reported_paise, after_attempt, after_row FROM wallet_reading WHERE provider = ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((provider, MOST_READINGS), of_row)?;
    let mut readings = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    readings.retain(|reading| reading.at_ms >= since_ms);
    readings.reverse();
    Ok(readings)
}

/// Keeps a reading.
pub(crate) fn keep_reading(
    transaction: &Transaction<'_>,
    provider: &str,
    reading: &Reading,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached(
            "INSERT INTO wallet_reading (provider, at_ms, reported_paise, after_attempt, after_row) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((provider, reading.at_ms, reading.reported.get(), reading.after_attempt, reading.after_row))?;
    Ok(())
}

impl Ledger {
    /// Keeps a reading. One that came with an answer is kept with its step.
    pub fn add_reading(&self, provider: &str, reading: Reading) -> Result<(), LedgerError> {
        self.write(|transaction| keep_reading(transaction, provider, &reading))
    }

    /// A reading of a wallet; `None` while it was never read.
    pub fn reading(&self, provider: &str, which: Which) -> Result<Option<Reading>, LedgerError> {
        self.look_up(|connection| reading_of(connection, provider, which))
    }

    /// The newest reading of a wallet in which the attempt cannot be.
    pub fn reading_before(&self, provider: &str, attempt_id: i64) -> Result<Option<Reading>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT at_ms, reported_paise, after_attempt, after_row FROM wallet_reading
                 WHERE provider = ?1 AND after_attempt < ?2 ORDER BY id DESC LIMIT 1",
            )?;
            Ok(statement.query_map((provider, attempt_id), of_row)?.next().transpose()?)
        })
    }

    /// Could anything but this attempt have raised the wallet by `rise` since that reading? Yes in two cases. An earlier attempt
    /// was settled since the reading: its money may have come back. Or these add up to `rise`: other loads that are open; loads that the shop has closed,
    /// because somebody may pay them all the same; and open sales that we already subtract, because the company may not have
    /// taken their money yet.
    pub fn may_have_risen_by(&self, rise: Paise, attempt: &SaleRow, since: Reading) -> Result<bool, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT (SELECT COALESCE(SUM(amount_paise - earned_paise), 0)
                     FROM sale JOIN attempt ON attempt.sale_id = sale.id
                     WHERE {AMONG_OPEN} AND provider = ?1 AND attempt.id <> ?2 AND attempt.id > ?3 AND service <> 'wallet_load'),
                 EXISTS (SELECT 1 FROM attempt WHERE id > ?3 - 2000 AND provider = ?1 AND id <> ?2
                     AND id <= ?3 AND settled_at_ms > ?4)",
            ))?;
            let known = (&attempt.provider, attempt.attempt_id, since.after_attempt, since.at_ms);
            let (unpaid, is_given_back): (i64, bool) =
                statement.query_row(known, |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT amount_paise FROM sale JOIN attempt ON attempt.sale_id = sale.id
                 WHERE {AMONG_OPEN} AND provider = ?1 AND attempt.id <> ?2 AND service = 'wallet_load'
                 UNION ALL SELECT amount_paise FROM attempt JOIN sale ON sale.id = attempt.sale_id
                 WHERE attempt.id > ?3 - 2000 AND provider = ?1 AND attempt.id <> ?2 AND service = 'wallet_load'
                     AND declared_failed AND next_check_at_ms IS NOT NULL",
            ))?;
            let known = (&attempt.provider, attempt.attempt_id, since.after_attempt);
            let waiting = statement.query_map(known, |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            Ok(is_given_back || is_made_up_of(rise.get(), &waiting, unpaid))
        })
    }
}

impl Ledger {
    /// The cost of the open sales at a provider. Loads are left out.
    pub fn waiting_cost(&self, provider: &str) -> Result<Paise, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT COALESCE(SUM(amount_paise - earned_paise), 0)
                 FROM sale INDEXED BY sale_open_twin CROSS JOIN attempt ON attempt.sale_id = sale.id
                 WHERE {OPEN} AND attempt.state = sale.state AND provider = ?1 AND service <> 'wallet_load'"
            ))?;
            Ok(Paise::new(statement.query_row([provider], |row| row.get(0))?))
        })
    }

    /// The loads of a wallet at the services desk that were begun on a day, `2026-11-20`, or later.
    pub fn loads_since(&self, provider: &str, day: &str) -> Result<Vec<SaleRow>, LedgerError> {
        // Sorted apart from any index, so that the days are looked up.
        let rest = "WHERE day >= ?1 AND service = 'wallet_load' AND provider = ?2 ORDER BY +sale.id DESC";
        self.read(|connection| sales(connection, rest, (day, provider)))
    }
}

/// Whether some of these amounts, with any part of `beside`, can add up to `sum`. If there are too many amounts to try,
/// yes.
fn is_made_up_of(sum: i64, amounts: &[i64], beside: i64) -> bool {
    if amounts.len() > MOST_LOADS {
        return true;
    }
    let mut sums = BTreeSet::from([0]);
    for amount in amounts {
        let more: Vec<i64> = sums.iter().map(|known| known + amount).filter(|more| *more <= sum).collect();
        sums.extend(more);
    }
    sums.iter().any(|known| sum - known <= beside)
}

impl Ledger {
    /// The cost of one attempt: the wallet's newest reading less `after`, its balance after the attempt. `None` if
    /// something else may have moved the wallet between the two. A load that the shop has closed may have, because somebody
    /// may pay it all the same.
    pub fn told_cost(&self, attempt: &SaleRow, after: Paise) -> Result<Option<Paise>, LedgerError> {
        let Some(before) = self.reading(&attempt.provider, Which::Newest)? else { return Ok(None) };
        let moved: bool = self.look_up(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM attempt JOIN sale ON sale.id = attempt.sale_id
                 WHERE attempt.id > ?3 - 2000 AND provider = ?1 AND attempt.id <> ?2
                 AND (attempt.id > ?3 OR attempt.state IN ('submitted', 'pending', 'unknown') OR settled_at_ms > ?4
                      OR (declared_failed AND next_check_at_ms IS NOT NULL AND service = 'wallet_load')))",
            )?;
            let known = (&attempt.provider, attempt.attempt_id, before.after_attempt, before.at_ms);
            Ok(statement.query_row(known, |row| row.get(0))?)
        })?;
        Ok(if moved || before.after_attempt >= attempt.attempt_id { None } else { before.reported.checked_sub(after) })
    }
}
