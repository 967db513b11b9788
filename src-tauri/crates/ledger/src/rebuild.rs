//! Makes the tables of the books anew from the journal alone, and says where the books differ.

use std::path::Path;

use domain::{Entry, SaleState};
use rusqlite::Connection;

use crate::attempt::{follow, update_attempt};
use crate::carried::CarriedRows;
use crate::chain::{Sealed, sealed_rows, with_row};
use crate::commission::put_rules;
use crate::compare::{Difference, differences};
use crate::complaint::put_complaint;
use crate::customer::put_limit;
use crate::entry::{Attention, Begun, Wrote};
use crate::event::{EventDetail, EventKind};
use crate::open::{MIGRATIONS, migrate};
use crate::pacing::{Pacing, at_full_speed, is_paced_by};
use crate::posting::{Place, post, settled};
use crate::reading::{STATEMENTS, open_to_read};
use crate::rebooking::earn;
use crate::sql::AT_DESK;
use crate::step::Step;
use crate::tds::note_tds;
use crate::transaction::Transaction;
use crate::voucher::put_rule;
use crate::{Ledger, LedgerError};

/// Books of so many bytes are made anew in memory.
const IN_MEMORY: i64 = 64_000_000;

impl Ledger {
    /// Makes the books anew from the journal alone, and gives the first differences between them and the books. None: the journal
    /// is enough. Reads over a connection of its own, so that sales go on meanwhile.
    pub fn rebuild_differences(&self) -> Result<Vec<Difference>, LedgerError> {
        self.rebuild_differences_paced(&at_full_speed())
    }

    /// The same, at a pace. It may stand still at any time, and ends with [`LedgerError::Stopped`] as a backup does.
    pub fn rebuild_differences_paced(&self, pacing: &Pacing) -> Result<Vec<Difference>, LedgerError> {
        self.read(|_| Ok(()))?;
        let (pacing, is_stopped) = self.until_closed(pacing);
        let found = differences_of(self.path(), &pacing);
        // Where it was stopped, nothing is known, whatever was found.
        if is_stopped() { Err(LedgerError::Stopped) } else { found }
    }
}

/// The same of any ledger's file that has the schema of this version.
pub fn rebuild_differences(path: &Path) -> Result<Vec<Difference>, LedgerError> {
    differences_of(path, &at_full_speed())
}

fn differences_of(path: &Path, pacing: &Pacing) -> Result<Vec<Difference>, LedgerError> {
    let mut books = open_to_read(path)?;
    is_paced_by(&mut books, pacing)?;
    check_version(&books)?;
    // The journal and the tables are read as they are at one moment.
    books.execute_batch("BEGIN")?;
    let mut beside = beside(&books)?;
    is_paced_by(&mut beside, pacing)?;
    Transaction::around(&mut beside, |anew| match rebuild(&books, anew)? {
        None => differences(&books, anew),
        Some(stuck) => Ok(vec![stuck]),
    })
}

/// Refuses a file of another version, whose journal need not be enough.
fn check_version(books: &Connection) -> Result<(), LedgerError> {
    let version: i64 = books.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    let newest = i64::try_from(MIGRATIONS.len()).map_err(|_| LedgerError::OutOfRange)?;
    let is_carried = || books.query_row("SELECT is_carried FROM ledger WHERE id = 1", (), |row| row.get::<_, bool>(0));
    match version {
        1.. if version > newest => Err(LedgerError::Newer),
        1.. if version == newest && is_carried()? => Ok(()),
        1.. => Err(LedgerError::Unread("an earlier version wrote it; open it in Galla once".to_owned())),
        _ => Err(LedgerError::Corrupt),
    }
}

/// An empty ledger beside the books, which is gone when it is closed: in memory, or for large books in a temporary file of SQLite's
/// own. Nothing in it must survive anything.
fn beside(books: &Connection) -> Result<Connection, LedgerError> {
    let size = |name: &str| books.query_row(&format!("PRAGMA {name}"), (), |row| row.get::<_, i64>(0));
    let bytes = size("page_count")?.saturating_mul(size("page_size")?);
    let mut connection = if bytes > IN_MEMORY { Connection::open("")? } else { Connection::open_in_memory()? };
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "journal_mode", "OFF")?;
    // Rows of earlier versions stand before the row that carries their sales.
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    migrate(&mut connection)?;
    Ok(connection)
}

/// Takes every row of the journal once more, oldest first. Ends at a row that cannot be taken, and gives it.
fn rebuild(books: &Connection, anew: &Transaction<'_>) -> Result<Option<Difference>, LedgerError> {
    let mut statement = books.prepare(&sealed_rows("ORDER BY seq"))?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let stuck = with_row(row, |sealed, key_id, mac| {
            let taken = take(anew, &sealed).and_then(|posted| {
                copy(anew, &sealed, key_id, mac)?;
                let (seq, sale_id) = (sealed.seq, sealed.about.map(|(sale_id, _)| sale_id));
                post(anew, &Place { seq, sale_id, at_ms: sealed.at_ms }, &settled(posted)?)
            });
            match taken {
                Ok(()) => Ok(None),
                Err(LedgerError::DiskFull) => Err(LedgerError::DiskFull),
                Err(why) => Ok(Some(Difference::Stuck { seq: sealed.seq, why: why.to_string() })),
            }
        })?;
        if stuck.is_some() {
            return Ok(stuck);
        }
    }
    Ok(None)
}

/// Writes what a row of the journal decided, all but its entries, and gives those. A row of an earlier version does not say what it
/// decided; nothing is written of it.
fn take(anew: &Transaction<'_>, row: &Sealed<'_>) -> Result<Vec<Entry>, LedgerError> {
    let [kind, from, to, detail] = row.texts;
    let mut detail: EventDetail = serde_json::from_str(detail).map_err(|_| LedgerError::Corrupt)?;
    let posted = std::mem::take(&mut detail.posted);
    if let Some(change) = &detail.rule {
        put_rule(anew, change)?;
    }
    if let Some(carried) = &detail.carried {
        put_carried(anew, &carried.rows)?;
    }
    if let Some(change) = &detail.commission {
        put_rules(anew, change, row.seq, row.at_ms)?;
    }
    if let Some(change) = &detail.limit {
        know_customer(anew, change.customer, row.at_ms)?;
        put_limit(anew, change)?;
    }
    if detail.voucher.is_some() {
        note_tds(anew, &detail, &posted, row.at_ms)?;
    }
    let Some((sale_id, attempt_id)) = row.about else { return Ok(posted) };
    if let Some(kind) = EventKind::parse(kind) {
        put_complaint(anew, row.seq, (sale_id, attempt_id), row.at_ms, kind, &detail)?;
    }
    if let Some(told) = detail.told_earned {
        let mut tells = anew.prepare_cached("UPDATE attempt SET told_earned_paise = ?2 WHERE id = ?1")?;
        tells.execute((attempt_id, told.get()))?;
    }
    if let Some(earned) = detail.earned {
        earn(anew, attempt_id, earned)?;
    }
    if let Some(begun) = &detail.begun {
        put_sale(anew, sale_id, begun)?;
        put_attempt(anew, sale_id, attempt_id, begun)?;
    } else if let Some(wrote) = detail.wrote.take() {
        take_step(anew, row, (sale_id, attempt_id), detail, *wrote)?;
    } else if from != to {
        anew.prepare_cached("UPDATE attempt SET state = ?2 WHERE id = ?1")?.execute((attempt_id, to))?;
        follow(anew, sale_id, attempt_id, state_of(to)?)?;
    }
    Ok(posted)
}

/// Writes what earlier versions had written before the row.
fn put_carried(anew: &Transaction<'_>, rows: &CarriedRows) -> Result<(), LedgerError> {
    match rows {
        CarriedRows::Sales(sales) => sales.iter().try_for_each(|sale| sale.put(anew)),
        CarriedRows::Attempts(attempts) => attempts.iter().try_for_each(|attempt| attempt.put(anew)),
        CarriedRows::Postings(postings) => {
            postings.iter().try_for_each(|posting| posting.put(anew))?;
            let ends = postings.first().zip(postings.last());
            ends.map_or(Ok(()), |(first, last)| add_sums(anew, first.event_seq, last.event_seq))
        }
    }
}

/// Adds the postings of these rows of the journal to the sums, as the upgrade added them up.
fn add_sums(anew: &Transaction<'_>, first: i64, last: i64) -> Result<(), LedgerError> {
    anew.prepare_cached(
        "INSERT INTO balance (account, paise) SELECT account, SUM(amount_paise) FROM posting
         WHERE event_seq BETWEEN ?1 AND ?2 GROUP BY account
         ON CONFLICT (account) DO UPDATE SET paise = paise + excluded.paise",
    )?
    .execute((first, last))?;
    anew.prepare_cached(
        "INSERT INTO movement (account, day, in_paise, out_paise, first_seq, last_seq)
         SELECT account, date((at_ms + 19800000) / 1000, 'unixepoch'), SUM(max(amount_paise, 0)), SUM(max(-amount_paise, 0)),
            MIN(seq), MAX(seq) FROM posting JOIN sale_event ON seq = event_seq WHERE event_seq BETWEEN ?1 AND ?2 GROUP BY 1, 2
         ON CONFLICT (account, day) DO UPDATE
         SET in_paise = in_paise + excluded.in_paise, out_paise = out_paise + excluded.out_paise,
            first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq)",
    )?
    .execute((first, last))?;
    anew.prepare_cached(&format!(
        "INSERT INTO commission_month (provider, month, paise)
         SELECT attempt.provider, strftime('%Y-%m', (sale_event.at_ms + 19800000) / 1000, 'unixepoch'), SUM(-posting.amount_paise)
         FROM posting JOIN sale_event ON seq = event_seq JOIN attempt ON attempt.id = attempt_id JOIN sale ON sale.id = attempt.sale_id
         WHERE event_seq BETWEEN ?1 AND ?2 AND posting.account = 'commission' AND service NOT IN {AT_DESK} GROUP BY 1, 2
         ON CONFLICT (provider, month) DO UPDATE SET paise = paise + excluded.paise"
    ))?
    .execute((first, last))?;
    Ok(())
}

/// Writes a customer of whom the journal tells. Names are no part of it, because they are forgotten on request.
fn know_customer(anew: &Transaction<'_>, id: i64, at_ms: i64) -> Result<(), LedgerError> {
    anew.prepare_cached("INSERT OR IGNORE INTO customer (id, name, created_at_ms) VALUES (?1, '', ?2)")?
        .execute((id, at_ms))?;
    Ok(())
}

/// Writes the sale with its first attempt. With each further one, it is open once more.
fn put_sale(anew: &Transaction<'_>, sale_id: i64, begun: &Begun) -> Result<(), LedgerError> {
    if let Some(customer) = begun.customer {
        know_customer(anew, customer, begun.created_at_ms)?;
    }
    anew.prepare_cached(
        "INSERT INTO sale (id, service, operator, number, circle, amount_paise, state, created_at_ms, day, intent, fields, twin,
            payment, customer_id, charge_paise)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'intended', ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, twin = excluded.twin",
    )?
    .execute((
        sale_id,
        &begun.service,
        &begun.operator,
        &begun.number,
        &begun.circle,
        begun.amount.get(),
        begun.created_at_ms,
        &begun.day,
        &begun.intent,
        &begun.fields,
        begun.twin,
        begun.payment.as_str(),
        begun.customer,
        begun.charge.get(),
    ))?;
    Ok(())
}

fn put_attempt(anew: &Transaction<'_>, sale_id: i64, attempt_id: i64, begun: &Begun) -> Result<(), LedgerError> {
    anew.prepare_cached(
        "INSERT INTO attempt (id, sale_id, provider, code, account, order_id, state, submitted_at_ms, earned_paise,
            next_check_at_ms, provider_ref, attention)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'intended', ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute((
        attempt_id,
        sale_id,
        &begun.provider,
        &begun.code,
        &begun.account,
        &begun.order_id,
        begun.submitted_at_ms,
        begun.earned.get(),
        begun.next_check_at_ms,
        &begun.provider_ref,
        Attention::as_str(begun.attention),
    ))?;
    Ok(())
}

fn take_step(
    anew: &Transaction<'_>,
    row: &Sealed<'_>,
    (sale_id, attempt_id): (i64, i64),
    detail: EventDetail,
    wrote: Wrote,
) -> Result<(), LedgerError> {
    let [kind, from, to, _] = row.texts;
    let kind = EventKind::parse(kind).ok_or(LedgerError::Corrupt)?;
    let (from, to) = (state_of(from)?, state_of(to)?);
    let step = Step::taken_again(attempt_id, from, kind, row.at_ms, detail, wrote);
    update_attempt(anew, &step, to)?;
    if to != from {
        follow(anew, sale_id, attempt_id, to)?;
    }
    Ok(())
}

/// Copies a row of the journal with its seal. Later steps look back at it.
fn copy(anew: &Transaction<'_>, row: &Sealed<'_>, key_id: &str, mac: &[u8]) -> Result<(), LedgerError> {
    let [kind, from, to, detail] = row.texts;
    anew.prepare_cached(
        "INSERT INTO sale_event (seq, sale_id, attempt_id, at_ms, kind, from_state, to_state, detail, key_id, mac)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        row.seq,
        row.about.map(|(sale_id, _)| sale_id),
        row.about.map(|(_, attempt_id)| attempt_id),
        row.at_ms,
        kind,
        from,
        to,
        detail,
        key_id,
        mac,
    ))?;
    Ok(())
}

fn state_of(word: &str) -> Result<SaleState, LedgerError> {
    SaleState::parse(word).ok_or(LedgerError::Corrupt)
}
