//! The statement of an account: its entries in the journal's order, each with what stood in the account after it.
//!
//! No index finds the entries of an account, because every sale would pay for it. Instead each day of an account says between
//! which places of the journal its entries lie. So a statement walks those stretches alone.

use std::ops::RangeInclusive;

use domain::{Account, Paise, Service, Voucher};
use rusqlite::{Connection, Row};

use crate::event::{EventDetail, EventKind};
use crate::posting::Movement;
use crate::{Ledger, LedgerError};

/// Which part of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<'a> {
    /// From this business day on, `2026-11-20`; `None`: from the beginning.
    pub from: Option<&'a str>,
    /// Up to this business day; `None`: up to now.
    pub to: Option<&'a str>,
    /// Only places of the journal below this one: the next page. `None`: the first page.
    pub before: Option<i64>,
}

/// What moved an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mover {
    /// A row of a sale's journal.
    #[expect(missing_docs, reason = "the columns of sale and of its journal")]
    Sale { sale_id: i64, kind: EventKind, service: Service, operator: String, number: String },
    /// A voucher.
    Voucher {
        /// The voucher.
        voucher: Voucher,
        /// The place of the voucher that it takes back.
        mends: Option<i64>,
        /// The place of the correction that takes it back.
        mended_by: Option<i64>,
    },
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Its place in the journal.
    pub seq: i64,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// Debit positive, credit negative.
    pub amount: Paise,
    /// What stood in the account after it.
    pub after: Paise,
    /// What moved it.
    pub mover: Mover,
}

/// A page of the statement of an account. Its sums are those of the whole span.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// What stood in the account before the span.
    pub brought: Paise,
    /// What moved within it.
    pub moved: Movement,
    /// What stood in the account at its end.
    pub carried: Paise,
    /// The entries, newest first.
    pub rows: Vec<StatementRow>,
    /// The place that the next page is before; `None`: there is no more.
    pub more_before: Option<i64>,
}

/// A stretch of the journal in which entries of the account lie. It never overlaps another stretch of the account, so that its sums
/// are those of its places. Days overlap only where the clock was set in between: then they are one stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    places: RangeInclusive<i64>,
    moved: Movement,
}

/// The stretches of days, given by their first place: first place, last place, and what moved.
fn stretches(days: impl IntoIterator<Item = (i64, i64, Movement)>) -> Option<Vec<Stretch>> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (first, last, moved) in days {
        match stretches.last_mut().filter(|before| first <= *before.places.end()) {
            Some(before) => {
                before.places = *before.places.start()..=last.max(*before.places.end());
                before.moved = sum(before.moved, moved)?;
            }
            None => stretches.push(Stretch { places: first..=last, moved }),
        }
    }
    Some(stretches)
}

fn sum(one: Movement, other: Movement) -> Option<Movement> {
    Some(Movement { into: one.into.checked_add(other.into)?, out: one.out.checked_add(other.out)? })
}

fn net(moved: Movement) -> Result<Paise, LedgerError> {
    moved.into.checked_sub(moved.out).ok_or(LedgerError::OutOfRange)
}

/// The places of a span: those of its first day and its last. `None` where it has no entries.
fn places_of(
    connection: &Connection,
    account: &str,
    span: Span<'_>,
) -> Result<Option<RangeInclusive<i64>>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT MIN(first_seq), MAX(last_seq) FROM movement WHERE account = ?1 AND day >= ?2 AND day <= ?3",
    )?;
    // A letter stands behind every day.
    let known = (account, span.from.unwrap_or_default(), span.to.unwrap_or("z"));
    let (first, last): (Option<i64>, Option<i64>) = statement.query_row(known, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(first.zip(last).map(|(first, last)| first..=last))
}

fn all_stretches(connection: &Connection, account: &str) -> Result<Vec<Stretch>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT first_seq, last_seq, in_paise, out_paise FROM movement WHERE account = ?1 ORDER BY first_seq",
    )?;
    let day = |row: &Row<'_>| {
        let moved = Movement { into: Paise::new(row.get(2)?), out: Paise::new(row.get(3)?) };
        Ok((row.get(0)?, row.get(1)?, moved))
    };
    let days = statement.query_map([account], day)?.collect::<rusqlite::Result<Vec<_>>>()?;
    stretches(days).ok_or(LedgerError::OutOfRange)
}

/// What moved within these places.
fn moved_within(
    connection: &Connection,
    account: &str,
    stretches: &[Stretch],
    places: &RangeInclusive<i64>,
) -> Result<Movement, LedgerError> {
    let mut all = Movement::default();
    for stretch in stretches {
        let (first, last) = (*stretch.places.start().max(places.start()), *stretch.places.end().min(places.end()));
        let part = if (first..=last) == stretch.places {
            stretch.moved
        } else if first > last {
            continue;
        } else {
            let mut statement = connection.prepare_cached(
                "SELECT COALESCE(SUM(max(amount_paise, 0)), 0), COALESCE(SUM(max(-amount_paise, 0)), 0) FROM posting
                 WHERE event_seq BETWEEN ?1 AND ?2 AND account = ?3",
            )?;
            let sums = |row: &Row<'_>| Ok(Movement { into: Paise::new(row.get(0)?), out: Paise::new(row.get(1)?) });
            statement.query_row((first, last, account), sums)?
        };
        all = sum(all, part).ok_or(LedgerError::OutOfRange)?;
    }
    Ok(all)
}

/// Where an entry comes from: place, moment, amount, and what moved it.
pub(crate) fn entry(row: &Row<'_>) -> Result<StatementRow, LedgerError> {
    let detail: String = row.get(4)?;
    let mover = match row.get::<_, Option<i64>>(5)? {
        Some(sale_id) => {
            let (kind, service): (String, String) = (row.get(3)?, row.get(6)?);
            Mover::Sale {
                sale_id,
                kind: EventKind::parse(&kind).ok_or(LedgerError::Corrupt)?,
                service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
                operator: row.get(7)?,
                number: row.get(8)?,
            }
        }
        None => {
            let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
            let voucher = detail.voucher.ok_or(LedgerError::Corrupt)?;
            Mover::Voucher { voucher, mends: detail.mends, mended_by: row.get(9)? }
        }
    };
    let after = Paise::ZERO;
    Ok(StatementRow { seq: row.get(0)?, at_ms: row.get(1)?, amount: Paise::new(row.get(2)?), after, mover })
}

/// The newest entries within these places, at most so many.
fn entries(
    connection: &Connection,
    account: &str,
    places: &RangeInclusive<i64>,
    limit: usize,
) -> Result<Vec<StatementRow>, LedgerError> {
    // CROSS JOIN keeps SQLite from beginning with another table than the postings.
    let mut statement = connection.prepare_cached(
        "SELECT sale_event.seq, at_ms, posting.amount_paise, kind, CASE WHEN sale_event.sale_id IS NULL THEN detail ELSE '' END,
             sale.id, service, operator, number,
             CASE WHEN sale_event.sale_id IS NULL THEN (SELECT mend.seq FROM sale_event AS mend
                 WHERE mend.sale_id IS NULL AND mend.detail ->> '$.mends' = sale_event.seq) END
         FROM posting CROSS JOIN sale_event ON sale_event.seq = event_seq LEFT JOIN sale ON sale.id = sale_event.sale_id
         WHERE event_seq BETWEEN ?1 AND ?2 AND account = ?3 ORDER BY event_seq DESC LIMIT ?4",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = statement.query((places.start(), places.end(), account, limit))?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(row)?);
    }
    Ok(entries)
}

fn read_statement(
    connection: &Connection,
    account: &str,
    span: Span<'_>,
    limit: usize,
) -> Result<Statement, LedgerError> {
    let mut balance = connection.prepare_cached("SELECT paise FROM balance WHERE account = ?1")?;
    let now = balance.query_map([account], |row| row.get(0))?.next().transpose()?;
    let now = Paise::new(now.unwrap_or_default());
    let stretches = all_stretches(connection, account)?;
    let Some(places) = places_of(connection, account, span)? else {
        let since = places_of(connection, account, Span { to: None, ..span })?;
        let moved = since.map(|since| moved_within(connection, account, &stretches, &since)).transpose()?;
        let stood = now.checked_sub(net(moved.unwrap_or_default())?).ok_or(LedgerError::OutOfRange)?;
        return Ok(Statement { brought: stood, carried: stood, ..Statement::default() });
    };
    // Backwards from what stands in the account now.
    let after = |place: i64| {
        let later = moved_within(connection, account, &stretches, &(place.saturating_add(1)..=i64::MAX))?;
        now.checked_sub(net(later)?).ok_or(LedgerError::OutOfRange)
    };
    let (first, last) = places.clone().into_inner();
    let page = first..=span.before.map_or(last, |before| last.min(before - 1));
    let mut stood = after(*page.end())?;
    let mut rows = Vec::new();
    for stretch in stretches.iter().rev() {
        let part = *stretch.places.start().max(page.start())..=*stretch.places.end().min(page.end());
        let wanted = limit + 1 - rows.len();
        if !part.is_empty() && wanted > 0 {
            rows.extend(entries(connection, account, &part, wanted)?);
        }
    }
    let is_more = rows.len() > limit;
    rows.truncate(limit);
    for row in &mut rows {
        row.after = stood;
        stood = stood.checked_sub(row.amount).ok_or(LedgerError::OutOfRange)?;
    }
    let more_before = rows.last().filter(|_| is_more).map(|row| row.seq);
    let moved = moved_within(connection, account, &stretches, &places)?;
    Ok(Statement { brought: after(first - 1)?, moved, carried: after(last)?, rows, more_before })
}

impl Ledger {
    /// The statement of an account, newest entry first, at most so many rows. The journal's order rules: where the clock was set, a
    /// span of days may begin or end with entries of the days beside it, and every sum in it is still right.
    pub fn statement(&self, account: &Account, span: Span<'_>, limit: usize) -> Result<Statement, LedgerError> {
        let account = account.to_string();
        self.survey(|connection| read_statement(connection, &account, span, limit))
    }
}
