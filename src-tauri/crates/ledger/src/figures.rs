//! What was posted between two rows of the journal, with how the sales stand and what the companies say.

use std::collections::BTreeMap;

use domain::{Account, Entry, Figures, Outcomes, Paise, Reading, SaleState, SalesSum, Tally, VoucherKind, WalletTold};
use rusqlite::{Connection, Row};

use crate::LedgerError;
use crate::posting::{account_of, balances_of};
use crate::sql::OPEN;
use crate::wallet::{Which, reading_of};

/// One row of the journal with its entries.
pub(crate) struct Posted {
    pub(crate) seq: i64,
    pub(crate) at_ms: i64,
    /// The sale and the attempt; `None`: it is about no sale.
    pub(crate) about: Option<(i64, i64)>,
    /// The kind of a voucher.
    pub(crate) voucher: Option<VoucherKind>,
    /// Whether the company's own wallet moved with it. What mends the books alone moves no wallet.
    pub(crate) is_companys: bool,
    pub(crate) entries: Vec<Entry>,
}

/// Hands on every row of the journal from `from_row` on that posted something, oldest first.
pub(crate) fn with_posted(
    connection: &Connection,
    from_row: i64,
    mut take: impl FnMut(&Posted) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    // CROSS JOIN keeps SQLite from beginning with another table than the postings.
    let mut statement = connection.prepare_cached(
        "SELECT seq, at_ms, sale_id, attempt_id, CASE WHEN sale_id IS NULL THEN detail ->> '$.voucher.kind' END, account, amount_paise,
            CASE WHEN sale_id IS NULL THEN COALESCE((SELECT mended.detail ->> '$.voucher.kind' FROM sale_event AS mended
                WHERE mended.seq = sale_event.detail ->> '$.mends'), detail ->> '$.voucher.kind') IN ('wallet_loaded', 'tds_kept')
            ELSE kind <> 'commission_corrected' END
         FROM posting CROSS JOIN sale_event ON sale_event.seq = event_seq WHERE event_seq >= ?1 ORDER BY event_seq",
    )?;
    let mut rows = statement.query([from_row])?;
    let mut open: Option<Posted> = None;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        if let Some(whole) = open.take_if(|posted| posted.seq != seq) {
            take(&whole)?;
        }
        let entry = (account_of(&row.get::<_, String>(5)?)?, Paise::new(row.get(6)?));
        match &mut open {
            Some(posted) => posted.entries.push(entry),
            None => {
                let voucher = row.get::<_, Option<String>>(4)?.map(|word| voucher_kind(&word)).transpose()?;
                let about = row.get::<_, Option<i64>>(2)?.zip(row.get(3)?);
                let is_companys = row.get::<_, Option<bool>>(7)?.unwrap_or_default();
                open = Some(Posted { seq, at_ms: row.get(1)?, about, voucher, is_companys, entries: vec![entry] });
            }
        }
    }
    open.as_ref().map_or(Ok(()), take)
}

fn voucher_kind(word: &str) -> Result<VoucherKind, LedgerError> {
    serde_json::from_value(serde_json::Value::from(word)).map_err(|_| LedgerError::Corrupt)
}

fn sum_of(row: &Row<'_>) -> rusqlite::Result<SalesSum> {
    Ok(SalesSum { sales: row.get(0)?, paise: Paise::new(row.get(1)?) })
}

fn outcomes(connection: &Connection, after_sale: i64) -> Result<Outcomes, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT COUNT(*), COALESCE(SUM(amount_paise + charge_paise), 0), state FROM sale
         WHERE id > ?1 AND service <> 'wallet_load' GROUP BY state",
    )?;
    let mut rows = statement.query([after_sale])?;
    let mut all = Outcomes::default();
    while let Some(row) = rows.next()? {
        let state = SaleState::parse(&row.get::<_, String>(2)?).ok_or(LedgerError::Corrupt)?;
        let part = match state {
            SaleState::Succeeded => &mut all.done,
            SaleState::Intended | SaleState::Submitted | SaleState::Pending | SaleState::Unknown => &mut all.waiting,
            SaleState::Failed | SaleState::NotSent => &mut all.failed,
            SaleState::Reversed => &mut all.taken_back,
        };
        let more = sum_of(row)?;
        part.sales += more.sales;
        part.paise = part.paise.checked_add(more.paise).ok_or(LedgerError::OutOfRange)?;
    }
    Ok(all)
}

pub(crate) fn waiting(connection: &Connection) -> Result<SalesSum, LedgerError> {
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(amount_paise + charge_paise), 0) FROM sale
         WHERE {OPEN} AND service <> 'wallet_load'"
    );
    Ok(connection.prepare_cached(&sql)?.query_row((), sum_of)?)
}

pub(crate) fn owed(connection: &Connection) -> Result<SalesSum, LedgerError> {
    let sql = format!("SELECT COUNT(*), COALESCE(SUM(owed_paise), 0) FROM sale WHERE owed_paise <> 0 AND NOT ({OPEN})");
    Ok(connection.prepare_cached(&sql)?.query_row((), sum_of)?)
}

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

/// What stands in the books beside a reading: since it was made, a voucher or a sale that went back may have moved the wallet, too.
#[derive(Default)]
struct Since {
    reading: Option<Reading>,
    moved: Paise,
}

impl Since {
    fn heed(&mut self, row: &Posted, amount: Paise) -> Option<()> {
        let reading = self.reading?;
        let is_after = row.is_companys && row.at_ms > reading.at_ms;
        let counts = match row.about {
            None => is_after,
            // A sale that the reading may know: its cost may have been taken before, and what came back came after.
            Some((_, attempt_id)) => is_after && attempt_id <= reading.after_attempt && amount > Paise::ZERO,
        };
        if counts {
            self.moved = self.moved.checked_add(amount)?;
        }
        Some(())
    }
}

/// The figures from `from_row` to the newest row. `after_sale`: the newest sale that belongs to an earlier shift.
pub(crate) fn figures_from(connection: &Connection, from_row: i64, after_sale: i64) -> Result<Figures, LedgerError> {
    let balances = balances_of(connection)?;
    let mut wallets: BTreeMap<String, Since> = BTreeMap::new();
    for account in balances.keys() {
        if let Account::Wallet(slug) = account {
            let reading = reading_of(connection, slug, Which::Newest)?;
            wallets.insert(slug.clone(), Since { reading, moved: Paise::ZERO });
        }
    }
    let mut tally = Tally::default();
    with_posted(connection, from_row, |row| {
        tally.add(row.voucher, &row.entries).ok_or(LedgerError::OutOfRange)?;
        for (account, amount) in &row.entries {
            if let Account::Wallet(slug) = account
                && let Some(since) = wallets.get_mut(slug).filter(|since| since.reading.is_some())
            {
                since.heed(row, *amount).ok_or(LedgerError::OutOfRange)?;
            }
        }
        Ok(())
    })?;
    let mut told = Vec::new();
    for (provider, since) in wallets {
        let Some(reading) = since.reading else { continue };
        let book = balances.get(&Account::Wallet(provider.clone())).copied().unwrap_or_default();
        let spent = done_after(connection, &provider, reading.after_attempt)?;
        let company = reading.reported.checked_sub(spent).and_then(|left| left.checked_add(since.moved));
        let differs_paise = company.and_then(|left| left.checked_sub(book)).ok_or(LedgerError::OutOfRange)?;
        told.push(WalletTold { provider, reported_paise: reading.reported, read_at_ms: reading.at_ms, differs_paise });
    }
    Ok(Figures {
        from_row,
        to_row: connection.query_row("SELECT COALESCE(MAX(seq), 0) FROM sale_event", (), |row| row.get(0))?,
        last_sale: last_sale(connection)?,
        flows: tally.flows(&balances).ok_or(LedgerError::OutOfRange)?,
        wallets: told,
        sales: outcomes(connection, after_sale)?,
        waiting: waiting(connection)?,
        owed: owed(connection)?,
    })
}

/// The newest sale.
pub(crate) fn last_sale(connection: &Connection) -> Result<i64, LedgerError> {
    Ok(connection.query_row("SELECT COALESCE(MAX(id), 0) FROM sale", (), |row| row.get(0))?)
}
