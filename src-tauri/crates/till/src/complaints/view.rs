//! Complaints as the screens see them.

use domain::{ComplaintOutcome, ComplaintReason, india_day};
use ledger::{ComplaintFilter, ComplaintOrder, ComplaintRow, ComplaintsDue, EventKind, EventRow, Page, SaleRow};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::screens::sale::filled;
use crate::screens::word::{can_be_disputed, is_to_deal_with};
use crate::{Problem, SaleView, Till, WordView};

/// Rows that are given at once at most.
const MOST_ROWS: u32 = 100;

/// When the next step of a complaint is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintDue {
    /// Its day is over.
    Overdue,
    /// Today.
    Today,
    /// On a later day, or on no certain one.
    Later,
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ComplaintView {
    #[specta(type = Number)]
    pub id: i64,
    #[specta(type = Number)]
    pub sale_id: i64,
    /// The company.
    pub provider_name: String,
    /// The request that it is about.
    pub order_id: String,
    pub reason: ComplaintReason,
    #[specta(type = Number)]
    pub since_ms: i64,
    /// Whole days from its beginning until now, or until it was closed.
    #[specta(type = Number)]
    pub age_days: i64,
    /// The company's own number of it.
    pub reference: Option<String>,
    pub next_step: Option<String>,
    /// A day in India.
    pub next_day: Option<String>,
    /// When the next step is due; `None` once it is closed.
    pub due: Option<ComplaintDue>,
    pub outcome: Option<ComplaintOutcome>,
    #[specta(type = Option<Number>)]
    pub closed_at_ms: Option<i64>,
    /// Everything that was written down about it, oldest first. Empty in lists.
    pub steps: Vec<ComplaintStep>,
}

/// Something that was written down about a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ComplaintStep {
    #[specta(type = Number)]
    pub seq: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
    pub kind: EventKind,
    /// What a person wrote down; `None` where an earlier version of the program kept nothing.
    pub person: Option<WordView>,
    pub next_step: Option<String>,
    pub next_day: Option<String>,
}

/// A request that a complaint may be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ComplaintRequest {
    pub order_id: String,
    pub provider_name: String,
}

/// The complaints about a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SaleComplaints {
    /// The requests that a new one may be about, the likeliest first. Empty where none can be opened.
    pub requests: Vec<ComplaintRequest>,
    /// Those that there are, newest first.
    pub complaints: Vec<ComplaintView>,
}

/// Which part of which list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ComplaintsQuery {
    /// Which complaints, in which order.
    pub order: ComplaintOrder,
    /// What the list is narrowed to.
    pub filter: ComplaintFilter,
    /// How many rows stand before the part.
    pub after: u32,
    /// How many rows are wanted.
    pub rows: u32,
}

/// A complaint in a list, with its sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ComplaintLine {
    pub complaint: ComplaintView,
    pub sale: SaleView,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ComplaintsPage {
    pub due: ComplaintsDue,
    pub rows: Vec<ComplaintLine>,
    /// More rows stand behind it.
    pub has_more: bool,
}

/// The requests of a sale that a company may be asked about, the likeliest first: one that was contradicted, then the newest.
pub(super) fn requests(attempts: &[SaleRow]) -> Vec<&SaleRow> {
    let mut sent: Vec<&SaleRow> = attempts.iter().filter(|attempt| can_be_disputed(attempt)).rev().collect();
    sent.sort_by_key(|attempt| !is_to_deal_with(attempt));
    sent
}

/// The rows of a sale's journal that are about a complaint.
pub(super) fn rows_of<'a>(
    complaint: &'a ComplaintRow,
    events: &'a [EventRow],
) -> impl Iterator<Item = &'a EventRow> + Clone {
    let is_about = |event: &&EventRow| {
        let kinds = [EventKind::Disputed, EventKind::ComplaintNoted, EventKind::ComplaintClosed];
        event.attempt_id == complaint.attempt_id && event.seq >= complaint.complaint_id && kinds.contains(&event.kind)
    };
    events.iter().filter(is_about).scan(false, |is_over, event| {
        let was_over = *is_over;
        *is_over |= event.kind == EventKind::ComplaintClosed;
        (!was_over).then_some(event)
    })
}

fn step(event: &EventRow) -> ComplaintStep {
    let complaint = event.detail.complaint.clone().unwrap_or_default();
    ComplaintStep {
        seq: event.seq,
        at_ms: event.detail.first_at_ms.unwrap_or(event.at_ms),
        kind: event.kind,
        person: event.detail.person.clone().map(WordView::of),
        next_step: filled(&complaint.next_step),
        next_day: complaint.next_day,
    }
}

impl Till {
    /// A complaint. `events`: the journal of its sale; empty for a list.
    fn complaint_view(&self, complaint: &ComplaintRow, attempt: &SaleRow, events: &[EventRow]) -> ComplaintView {
        let now_ms = self.clock.now_ms();
        let today = india_day(now_ms);
        let due = |day: &String| match day.cmp(&today) {
            std::cmp::Ordering::Less => ComplaintDue::Overdue,
            std::cmp::Ordering::Equal => ComplaintDue::Today,
            std::cmp::Ordering::Greater => ComplaintDue::Later,
        };
        ComplaintView {
            id: complaint.complaint_id,
            sale_id: complaint.sale_id,
            provider_name: self.name_of(&attempt.provider),
            order_id: attempt.order_id.to_string(),
            reason: complaint.reason,
            since_ms: complaint.since_ms,
            age_days: complaint.age_days(now_ms),
            reference: filled(&complaint.reference),
            next_step: filled(&complaint.next_step),
            next_day: complaint.next_day.clone(),
            due: (complaint.outcome.is_none()).then(|| complaint.next_day.as_ref().map_or(ComplaintDue::Later, due)),
            outcome: complaint.outcome,
            closed_at_ms: complaint.closed_at_ms,
            steps: rows_of(complaint, events).map(step).collect(),
        }
    }

    /// The complaints about a sale, and what a new one may be about.
    pub fn sale_complaints(&self, sale_id: i64) -> Result<SaleComplaints, Problem> {
        let (attempts, rows) = (self.ledger.attempts(sale_id)?, self.ledger.complaints_of(sale_id)?);
        let events = if rows.is_empty() { Vec::new() } else { self.ledger.events(sale_id)? };
        let is_open = rows.iter().any(|complaint| complaint.outcome.is_none());
        let request = |attempt: &SaleRow| ComplaintRequest {
            order_id: attempt.order_id.to_string(),
            provider_name: self.name_of(&attempt.provider),
        };
        let view = |complaint: &ComplaintRow| {
            let attempt = attempts.iter().find(|attempt| attempt.attempt_id == complaint.attempt_id);
            attempt.map(|attempt| self.complaint_view(complaint, attempt, &events))
        };
        Ok(SaleComplaints {
            requests: if is_open { Vec::new() } else { requests(&attempts).into_iter().map(request).collect() },
            complaints: rows.iter().rev().filter_map(view).collect(),
        })
    }

    /// A part of a list of complaints.
    pub fn complaints(&self, query: &ComplaintsQuery) -> Result<ComplaintsPage, Problem> {
        let rows = query.rows.min(MOST_ROWS);
        let part = Page { after: query.after, rows: rows + 1 };
        let mut found = self.ledger.listed_complaints(query.order, &query.filter, part, self.clock.now_ms())?;
        let has_more = found.len() > rows as usize;
        found.truncate(rows as usize);
        let line = |complaint: &ComplaintRow| -> Result<ComplaintLine, Problem> {
            let attempt = self.ledger.attempt(complaint.attempt_id)?;
            let sale = self.view(&self.ledger.sale(complaint.sale_id)?)?;
            Ok(ComplaintLine { complaint: self.complaint_view(complaint, &attempt, &[]), sale })
        };
        Ok(ComplaintsPage {
            due: self.complaints_due()?,
            rows: found.iter().map(line).collect::<Result<_, _>>()?,
            has_more,
        })
    }

    /// How many complaints are open, and of how many the next step is due.
    pub fn complaints_due(&self) -> Result<ComplaintsDue, Problem> {
        Ok(self.ledger.complaints_due(&india_day(self.clock.now_ms()))?)
    }
}
