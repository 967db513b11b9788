//! What was posted between two rows of the journal, with how the sales stand and what the companies say.

use domain::{Cause, Entry, Figures, Outcomes, Paise, SaleState, SalesSum, Tally, VoucherKind};
use rusqlite::{Connection, Row};

use crate::LedgerError;
use crate::event::EventKind;
use crate::expected::{told_of, were_read};
use crate::posting::{account_of, balances_of};
use crate::row::newest_row;
use crate::sql::OPEN;

/// One row of the journal with its entries.
pub(crate) struct Posted {
    pub(crate) seq: i64,
    pub(crate) at_ms: i64,
    /// The sale and the attempt; `None`: it is about no sale.
    pub(crate) about: Option<(i64, i64)>,
    /// What moved the accounts, where the row tells it: a voucher does, and some kinds of a sale's rows.
    cause: Option<Cause>,
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
        "SELECT seq, at_ms, sale_id, attempt_id, CASE WHEN sale_id IS NULL THEN detail ->> '$.voucher.kind' END, account, amount_paise, kind
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
                let kind = EventKind::parse(&row.get::<_, String>(7)?);
                let cause = voucher.map(Cause::Voucher).or_else(|| kind.and_then(cause_of_sale));
                open = Some(Posted { seq, at_ms: row.get(1)?, about, cause, entries: vec![entry] });
            }
        }
    }
    open.as_ref().map_or(Ok(()), take)
}

fn voucher_kind(word: &str) -> Result<VoucherKind, LedgerError> {
    serde_json::from_value(serde_json::Value::from(word)).map_err(|_| LedgerError::Corrupt)
}

/// What moved the accounts, where the kind of a sale's row tells it. It must not look like one more sale.
fn cause_of_sale(kind: EventKind) -> Option<Cause> {
    let told =
        [(EventKind::StillOwed, Cause::NotGivenBack), (EventKind::Collected, Cause::Voucher(VoucherKind::Collected))];
    told.into_iter().find(|(known, _)| *known == kind).map(|(_, cause)| cause)
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

/// The sales after one sale and up to another.
fn begun_between(connection: &Connection, after: i64, until: i64) -> Result<SalesSum, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT COUNT(*), COALESCE(SUM(amount_paise + charge_paise), 0) FROM sale
         WHERE id > ?1 AND id <= ?2 AND service <> 'wallet_load'",
    )?;
    Ok(statement.query_row((after, until), sum_of)?)
}

/// Where the figures of a shift begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Since {
    /// The first row of the journal that counts.
    pub(crate) from_row: i64,
    /// The newest sale of an earlier shift.
    pub(crate) after_sale: i64,
    /// The newest sale before the shift was opened; `None`: nobody opened it.
    pub(crate) opened_after_sale: Option<i64>,
}

/// The figures up to the newest row.
pub(crate) fn figures_since(connection: &Connection, since: Since) -> Result<Figures, LedgerError> {
    let balances = balances_of(connection)?;
    let mut tally = Tally::default();
    with_posted(connection, since.from_row, |row| tally.add(row.cause, &row.entries).ok_or(LedgerError::OutOfRange))?;
    // A wallet that never moved in the books has a figure at its company all the same.
    let read = were_read(connection)?;
    let wallets = read.iter().filter_map(|provider| told_of(connection, provider).transpose());
    let before_opening = match since.opened_after_sale {
        Some(opened) => begun_between(connection, since.after_sale, opened)?,
        None => SalesSum::default(),
    };
    Ok(Figures {
        from_row: since.from_row,
        to_row: newest_row(connection)?,
        last_sale: last_sale(connection)?,
        flows: tally.flows(&balances).ok_or(LedgerError::OutOfRange)?,
        wallets: wallets.collect::<Result<_, _>>()?,
        sales: outcomes(connection, since.after_sale)?,
        before_opening,
        waiting: waiting(connection)?,
        owed: owed(connection)?,
    })
}

/// The newest sale.
pub(crate) fn last_sale(connection: &Connection) -> Result<i64, LedgerError> {
    Ok(connection.query_row("SELECT COALESCE(MAX(id), 0) FROM sale", (), |row| row.get(0))?)
}
