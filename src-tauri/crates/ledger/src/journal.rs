//! The journal, `sale_event`: rows are appended, sealed and read.

use domain::SaleState;
use domain::flaw::{self, Flaw};
use rusqlite::OptionalExtension;
use serde::Deserialize;

use crate::chain::{Link, Sealed, newest_link};
use crate::event::{EventDetail, EventKind};
use crate::sql::columns;
use crate::time_mark::{TimeFrom, TimeMark, TimeTeller};
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// At least this many of the newest rows are searched for a sure time. The search also ends after this many rows in a row
/// that do not say how their time was known, because an earlier version wrote those.
const LOOKED_AT_LEAST: u32 = 1_000;
/// At most this many rows are searched, because a shop whose time was never sure must open quickly, too.
const LOOKED_AT_MOST: u32 = 200_000;

/// Only the time mark of a row's detail.
#[derive(Deserialize)]
struct Mark {
    clock: Option<TimeMark>,
}

/// One row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Place in the journal.
    pub seq: i64,
    /// Which of the sale's attempts it is about.
    pub attempt_id: i64,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// What.
    pub kind: EventKind,
    /// State before.
    pub from: Option<SaleState>,
    /// State after.
    pub to: Option<SaleState>,
    /// The evidence.
    pub detail: EventDetail,
}

columns! {
    /// What is read of a row of the journal.
    Column {
        Seq = "seq",
        At = "at_ms",
        Kind = "kind",
        From = "from_state",
        To = "to_state",
        Detail = "detail",
        AttemptId = "attempt_id",
    }
}

/// A row about to be written.
pub(crate) struct NewEvent {
    /// The sale and the attempt that it is about; `None`: money that is no sale, or a rule.
    pub(crate) about: Option<(i64, i64)>,
    pub(crate) at_ms: i64,
    /// The kind, as the database has it.
    pub(crate) kind: &'static str,
    pub(crate) from: Option<SaleState>,
    pub(crate) to: Option<SaleState>,
    pub(crate) detail: EventDetail,
}

impl Ledger {
    /// From now on each row says how its time was known.
    pub fn mark_times(&self, teller: TimeTeller) {
        // The first one stays, because a ledger has one till.
        let _ = self.teller.set(teller);
    }

    /// The newest sure time in the journal, in ms since 1970. If the newest rows have none, the search goes further back.
    /// It ends at the rows of an earlier version, because those do not say how their time was known.
    pub fn newest_sure_ms(&self) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            // A row that carries what an earlier version wrote is long, and tells no time of its own.
            let mut statement = connection.prepare_cached(
                "SELECT at_ms, CASE kind WHEN 'carried' THEN NULL ELSE detail END FROM sale_event ORDER BY seq DESC LIMIT ?1",
            )?;
            let mut rows = statement.query([LOOKED_AT_MOST])?;
            let (mut newest, mut looked_at, mut unmarked, mut corrected_ms) = (None, 0, 0, None);
            while let Some(row) = rows.next()? {
                let Some(detail) = row.get::<_, Option<String>>(1)? else { continue };
                let mark = serde_json::from_str(&detail).ok().and_then(|detail: Mark| detail.clock);
                unmarked = if mark.is_some() { 0 } else { unmarked + 1 };
                if let Some(mark) = mark.filter(|mark| mark.from == TimeFrom::Companies) {
                    if corrected_ms.is_some() && mark.corrected_ms != corrected_ms {
                        // The sure times before this row were corrected later. They do not count.
                        break;
                    }
                    corrected_ms = mark.corrected_ms;
                    newest = newest.max(Some(row.get(0)?));
                }
                looked_at += 1;
                // A row may be written a while after its moment. So the newest row need not have the newest time.
                if unmarked >= LOOKED_AT_LEAST || (newest.is_some() && looked_at >= LOOKED_AT_LEAST) {
                    break;
                }
            }
            Ok(newest)
        })
    }

    /// Appends a row and seals it. Gives its place in the journal.
    pub(crate) fn append(&self, transaction: &Transaction<'_>, event: NewEvent) -> Result<i64, LedgerError> {
        let Link { seq: newest, digest: mut before } = newest_link(transaction)?;
        if flaw::is_on(Flaw::SealBroken) {
            before.clear();
        }
        let clock = self.teller.get().map(|teller| teller(event.at_ms));
        let detail = EventDetail { clock, ..event.detail };
        let detail = serde_json::to_string(&detail).map_err(|error| LedgerError::Failed(error.to_string()))?;
        let sealed = Sealed {
            seq: newest + 1,
            about: event.about,
            at_ms: event.at_ms,
            texts: [
                event.kind,
                event.from.map_or("", SaleState::as_str),
                event.to.map_or("", SaleState::as_str),
                &detail,
            ],
        };
        let key = self.key();
        let mac = sealed.seal(&key, &before)?;
        let [kind, from, to, detail] = sealed.texts;
        transaction
            .prepare_cached(
                "INSERT INTO sale_event (seq, sale_id, attempt_id, at_ms, kind, from_state, to_state, detail, key_id, mac)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(rusqlite::params![
                sealed.seq,
                sealed.about.map(|(sale_id, _)| sale_id),
                sealed.about.map(|(_, attempt_id)| attempt_id),
                sealed.at_ms,
                kind,
                from,
                to,
                detail,
                &key.id,
                mac,
            ])?;
        Ok(sealed.seq)
    }

    /// The journal of one sale, oldest first.
    pub fn events(&self, sale_id: i64) -> Result<Vec<EventRow>, LedgerError> {
        self.look_up(|connection| {
            let columns = Column::SELECTED;
            let mut statement = connection
                .prepare_cached(&format!("SELECT {columns} FROM sale_event WHERE sale_id = ?1 ORDER BY seq"))?;
            let mut rows = statement.query([sale_id])?;
            let mut events = Vec::new();
            while let Some(row) = rows.next()? {
                let (kind, from, to, detail): (String, String, String, String) =
                    (Column::Kind.of(row)?, Column::From.of(row)?, Column::To.of(row)?, Column::Detail.of(row)?);
                events.push(EventRow {
                    seq: Column::Seq.of(row)?,
                    attempt_id: Column::AttemptId.of(row)?,
                    at_ms: Column::At.of(row)?,
                    kind: EventKind::parse(&kind).ok_or(LedgerError::Corrupt)?,
                    from: SaleState::parse(&from),
                    to: SaleState::parse(&to),
                    detail: serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?,
                });
            }
            Ok(events)
        })
    }

    /// When the company said that it has no record of a request that it had taken before, in ms since 1970; `None` unless that is its
    /// newest sentence about it.
    pub fn denied_at_ms(&self, sale_id: i64, attempt_id: i64) -> Result<Option<i64>, LedgerError> {
        self.look_up(|connection| {
            // A company that says how the request stands is heard by a word of ours, also where it only repeats itself.
            let newest: Option<(i64, bool)> = connection
                .prepare_cached(
                    "SELECT at_ms, kind = 'no_news' AND detail ->> '$.heard' IS NULL FROM sale_event
                     WHERE sale_id = ?1 AND attempt_id = ?2 AND detail ->> '$.words' IS NOT NULL ORDER BY seq DESC LIMIT 1",
                )?
                .query_row((sale_id, attempt_id), |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            Ok(newest.and_then(|(at_ms, is_denied)| is_denied.then_some(at_ms)))
        })
    }
}
