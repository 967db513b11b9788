//! Complaints to the companies, table `complaint`. They follow from the journal's rows *disputed*, *complaint noted* and *complaint
//! closed*. A complaint moves neither a sale nor money.

use domain::{ComplaintOutcome, ComplaintReason, DAY_MS};
use rusqlite::{Connection, Params, Row};
use serde::{Deserialize, Serialize};

use crate::event::{EventDetail, EventKind};
use crate::filter::Page;
use crate::sql::columns;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintRow {
    /// The place of the row that opened it.
    pub complaint_id: i64,
    /// The sale.
    pub sale_id: i64,
    /// The request that it is about, and with it the company.
    pub attempt_id: i64,
    /// Why.
    pub reason: ComplaintReason,
    /// When it was made, in ms since 1970.
    pub since_ms: i64,
    /// The company's own number of it; empty: none yet.
    pub reference: String,
    /// What the shop does next; empty: nothing is planned.
    pub next_step: String,
    /// On which day in India; `None`: on no certain one.
    pub next_day: Option<String>,
    /// How it ended; `None` while it is open.
    pub outcome: Option<ComplaintOutcome>,
    /// When it ended, in ms since 1970.
    pub closed_at_ms: Option<i64>,
}

/// Which complaints a list has, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintOrder {
    /// Those that are open, by the day of their next step. Those without a day come last.
    OpenByDay,
    /// Those that are open, the oldest first.
    OpenByAge,
    /// Those that ended, the newest first.
    Closed,
}

/// What a list of complaints is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct ComplaintFilter {
    /// The slug of the company; empty: of all companies.
    pub company: String,
    /// Whole days that a complaint has to be old, or had to be when it was closed.
    pub least_days: u32,
}

/// How many complaints are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, specta::Type)]
pub struct ComplaintsDue {
    /// All of them.
    pub open: u32,
    /// Those whose next step was due before the day that was asked about.
    pub overdue: u32,
    /// Those whose next step is due on that day.
    pub today: u32,
}

columns! {
    /// What is read of a complaint.
    Column {
        Id = "complaint.id",
        SaleId = "complaint.sale_id",
        AttemptId = "complaint.attempt_id",
        Reason = "reason",
        Since = "since_ms",
        Reference = "reference",
        NextStep = "next_step",
        NextDay = "next_day",
        Outcome = "outcome",
        Closed = "closed_at_ms",
    }
}

impl ComplaintRow {
    /// Whole days from its beginning until now, or until it was closed. `now_ms`: in ms since 1970.
    pub fn age_days(&self, now_ms: i64) -> i64 {
        self.closed_at_ms.unwrap_or(now_ms).saturating_sub(self.since_ms).max(0) / DAY_MS
    }

    fn of_row(row: &Row<'_>) -> Result<ComplaintRow, LedgerError> {
        let (reason, outcome): (String, Option<String>) = (Column::Reason.of(row)?, Column::Outcome.of(row)?);
        let outcome = outcome.map(|word| ComplaintOutcome::parse(&word).ok_or(LedgerError::Corrupt)).transpose()?;
        Ok(ComplaintRow {
            complaint_id: Column::Id.of(row)?,
            sale_id: Column::SaleId.of(row)?,
            attempt_id: Column::AttemptId.of(row)?,
            reason: ComplaintReason::parse(&reason).ok_or(LedgerError::Corrupt)?,
            since_ms: Column::Since.of(row)?,
            reference: Column::Reference.of(row)?,
            next_step: Column::NextStep.of(row)?,
            next_day: Column::NextDay.of(row)?,
            outcome,
            closed_at_ms: Column::Closed.of(row)?,
        })
    }
}

/// The complaints of a condition.
pub(crate) fn complaints(
    connection: &Connection,
    rest: &str,
    params: impl Params,
) -> Result<Vec<ComplaintRow>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!("SELECT {columns} FROM complaint {rest}"))?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(ComplaintRow::of_row(row)?);
    }
    Ok(found)
}

/// Writes what a row of the journal tells of a complaint; of any other row, nothing. `about`: the row's sale and attempt.
pub(crate) fn put_complaint(
    transaction: &Transaction<'_>,
    seq: i64,
    about: (i64, i64),
    at_ms: i64,
    kind: EventKind,
    detail: &EventDetail,
) -> Result<(), LedgerError> {
    let (person, told) = (detail.person.clone().unwrap_or_default(), detail.complaint.clone().unwrap_or_default());
    let at_ms = detail.first_at_ms.unwrap_or(at_ms);
    let (sale_id, attempt_id) = about;
    if kind == EventKind::Disputed {
        let since_ms = person.told_at_ms.unwrap_or(at_ms);
        let reason = told.reason.unwrap_or(ComplaintReason::Other).as_str();
        // Earlier versions complained again about what was open already.
        transaction
            .prepare_cached(
                "INSERT INTO complaint (id, sale_id, attempt_id, reason, since_ms, reference, next_step, next_day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (attempt_id) WHERE closed_at_ms IS NULL DO NOTHING",
            )?
            .execute((
                seq,
                sale_id,
                attempt_id,
                reason,
                since_ms,
                person.reference,
                told.next_step,
                told.next_day,
            ))?;
    } else if kind == EventKind::ComplaintNoted {
        transaction
            .prepare_cached(
                "UPDATE complaint SET reference = CASE WHEN ?2 = '' THEN reference ELSE ?2 END, next_step = ?3, next_day = ?4
                 WHERE attempt_id = ?1 AND closed_at_ms IS NULL",
            )?
            .execute((attempt_id, person.reference, told.next_step, told.next_day))?;
    } else if kind == EventKind::ComplaintClosed {
        let outcome = told.outcome.ok_or(LedgerError::Corrupt)?.as_str();
        transaction
            .prepare_cached(
                "UPDATE complaint SET outcome = ?2, closed_at_ms = ?3 WHERE attempt_id = ?1 AND closed_at_ms IS NULL",
            )?
            .execute((attempt_id, outcome, at_ms))?;
    }
    Ok(())
}

impl Ledger {
    /// The complaints about a sale, oldest first.
    pub fn complaints_of(&self, sale_id: i64) -> Result<Vec<ComplaintRow>, LedgerError> {
        self.look_up(|connection| {
            complaints(connection, "WHERE complaint.sale_id = ?1 ORDER BY complaint.id", [sale_id])
        })
    }

    /// One complaint; `None` where no complaint has that number.
    pub fn complaint(&self, complaint_id: i64) -> Result<Option<ComplaintRow>, LedgerError> {
        self.look_up(|connection| Ok(complaints(connection, "WHERE complaint.id = ?1", [complaint_id])?.pop()))
    }

    /// A part of a list of complaints. `now_ms`: in ms since 1970; the age of those that are open is counted to it.
    pub fn listed_complaints(
        &self,
        order: ComplaintOrder,
        filter: &ComplaintFilter,
        part: Page,
        now_ms: i64,
    ) -> Result<Vec<ComplaintRow>, LedgerError> {
        let (which, sorted) = match order {
            ComplaintOrder::OpenByDay => ("closed_at_ms IS NULL", "next_day IS NULL, next_day, since_ms, complaint.id"),
            ComplaintOrder::OpenByAge => ("closed_at_ms IS NULL", "since_ms, complaint.id"),
            ComplaintOrder::Closed => ("closed_at_ms >= 0", "closed_at_ms DESC, complaint.id DESC"),
        };
        let rest = format!(
            "WHERE {which} AND (?3 = 0 OR COALESCE(closed_at_ms, ?4) - since_ms >= ?3)
             AND (?5 = '' OR (SELECT provider FROM attempt WHERE attempt.id = complaint.attempt_id) = ?5)
             ORDER BY {sorted} LIMIT ?1 OFFSET ?2"
        );
        let least_ms = i64::from(filter.least_days) * DAY_MS;
        self.read(|connection| {
            complaints(connection, &rest, (part.rows, part.after, least_ms, now_ms, &filter.company))
        })
    }

    /// How many complaints are open, and of how many the next step is due. `today`: a day in India.
    pub fn complaints_due(&self, today: &str) -> Result<ComplaintsDue, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COUNT(*), COUNT(CASE WHEN next_day < ?1 THEN 1 END), COUNT(CASE WHEN next_day = ?1 THEN 1 END)
                 FROM complaint WHERE closed_at_ms IS NULL",
            )?;
            let sums =
                |row: &Row<'_>| Ok(ComplaintsDue { open: row.get(0)?, overdue: row.get(1)?, today: row.get(2)? });
            Ok(statement.query_row([today], sums)?)
        })
    }
}
