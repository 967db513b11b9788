//! What a company should have of a wallet by the books. There is one such sum: the close and every screen tell the same.

use domain::{Account, Paise, Reading, WalletTold};
use rusqlite::Connection;

use crate::posting::balance_of;
use crate::wallet::{Which, reading_of};
use crate::{Ledger, LedgerError};

/// What the wallet has spent on attempts after a reading that are done; loads that are done are taken off.
fn done_after(connection: &Connection, provider: &str, after_attempt: i64) -> Result<Paise, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT COALESCE(SUM(CASE WHEN service <> 'wallet_load' THEN amount_paise - earned_paise
                                  ELSE -COALESCE(paid_paise, amount_paise) END), 0)
         FROM attempt JOIN sale ON sale.id = attempt.sale_id
         WHERE attempt.id > ?2 AND provider = ?1 AND attempt.state = 'succeeded'",
    )?;
    Ok(Paise::new(statement.query_row((provider, after_attempt), |row| row.get(0))?))
}

/// What else moved the company's own wallet since a reading: a load, tax kept back, and what came back of a sale that the reading
/// may know. What mends the books alone moves no company's wallet. A wallet that did not move since costs nothing to ask about.
fn moved_after(connection: &Connection, account: &Account, reading: &Reading) -> Result<Paise, LedgerError> {
    let (name, row) = (account.to_string(), reading.after_row);
    let mut places = connection
        .prepare_cached("SELECT MIN(first_seq), MAX(last_seq) FROM movement WHERE account = ?1 AND last_seq > ?2")?;
    let places =
        places.query_row((&name, row), |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    let (Some(first), Some(last)) = places else { return Ok(Paise::ZERO) };
    // CROSS JOIN keeps SQLite from beginning with another table than the postings. The answer that brings a balance may bring the
    // sale's news as well: both have one time, and the balance has it in it.
    let mut statement = connection.prepare_cached(
        "SELECT COALESCE(SUM(amount_paise), 0) FROM posting CROSS JOIN sale_event ON sale_event.seq = event_seq
         WHERE event_seq BETWEEN ?2 AND ?3 AND account = ?1 AND
            CASE WHEN sale_id IS NULL THEN COALESCE((SELECT mended.detail ->> '$.voucher.kind' FROM sale_event AS mended
                WHERE mended.seq = sale_event.detail ->> '$.mends'), detail ->> '$.voucher.kind') IN ('wallet_loaded', 'tds_kept')
            ELSE attempt_id <= ?4 AND at_ms <> ?5 AND amount_paise > 0 AND kind <> 'commission_corrected' END",
    )?;
    let known = (&name, first.max(row.saturating_add(1)), last, reading.after_attempt, reading.at_ms);
    Ok(Paise::new(statement.query_row::<i64, _, _>(known, |row| row.get(0))?))
}

/// The newest reading of a wallet held against the books, each as of the same sales and loads. `None` while it was never read.
pub(crate) fn told_of(connection: &Connection, provider: &str) -> Result<Option<WalletTold>, LedgerError> {
    let Some(reading) = reading_of(connection, provider, Which::Newest)? else { return Ok(None) };
    let account = Account::Wallet(provider.to_owned());
    let spent = done_after(connection, provider, reading.after_attempt)?;
    let moved = moved_after(connection, &account, &reading)?;
    let company = reading.reported.checked_sub(spent).and_then(|left| left.checked_add(moved));
    let book = balance_of(connection, &account)?;
    let differs_paise = company.and_then(|left| left.checked_sub(book)).ok_or(LedgerError::OutOfRange)?;
    let (reported_paise, read_at_ms) = (reading.reported, reading.at_ms);
    Ok(Some(WalletTold { provider: provider.to_owned(), reported_paise, read_at_ms, differs_paise }))
}

/// The providers whose wallets were read.
pub(crate) fn were_read(connection: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT provider FROM wallet_reading ORDER BY provider")?;
    Ok(statement.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

impl Ledger {
    /// The newest reading of a wallet held against the books. `None` while it was never read.
    pub fn wallet_told(&self, provider: &str) -> Result<Option<WalletTold>, LedgerError> {
        self.read(|connection| told_of(connection, provider))
    }
}
