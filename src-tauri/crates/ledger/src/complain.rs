//! Opens a complaint, goes on with it and closes it. Each is a row of the journal; none moves the sale or money.

use crate::complaint::{ComplaintRow, complaints};
use crate::event::EventDetail;
use crate::record::Then;
use crate::row::one_attempt;
use crate::step::{Silent, Step};
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// Whether a person's act about a sale is written already. The window may deliver one twice.
fn is_written(transaction: &Transaction<'_>, sale_id: i64, detail: &EventDetail) -> Result<bool, LedgerError> {
    let intent = detail.intent.as_ref().filter(|intent| !intent.trim().is_empty()).ok_or(LedgerError::NamelessAct)?;
    let mut statement = transaction.prepare_cached(
        "SELECT 1 FROM sale_event WHERE sale_id = ?1 AND kind IN ('disputed', 'complaint_noted', 'complaint_closed')
         AND detail ->> '$.intent' = ?2",
    )?;
    Ok(statement.exists((sale_id, intent))?)
}

fn newest(transaction: &Transaction<'_>, sale_id: i64) -> Result<ComplaintRow, LedgerError> {
    let rest = "WHERE complaint.sale_id = ?1 ORDER BY complaint.id DESC LIMIT 1";
    complaints(transaction, rest, [sale_id])?.pop().ok_or(LedgerError::NoSuchSale)
}

impl Ledger {
    /// Opens a complaint about the attempt of a step that says *disputed*. [`LedgerError::MovedOn`]: the sale has an open one.
    pub fn open_complaint(&self, sale_id: i64, step: &Step) -> Result<ComplaintRow, LedgerError> {
        self.write(|transaction| {
            if !is_written(transaction, sale_id, &step.detail)? {
                let rest = "WHERE complaint.sale_id = ?1 AND closed_at_ms IS NULL";
                if !complaints(transaction, rest, [sale_id])?.is_empty() {
                    return Err(LedgerError::MovedOn);
                }
                self.record_in(transaction, step, Then::Ends)?;
            }
            newest(transaction, sale_id)
        })
    }

    /// Writes down what was said about an open complaint, and what comes next. `at_ms`: now, in ms since 1970.
    pub fn note_complaint(
        &self,
        complaint_id: i64,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<ComplaintRow, LedgerError> {
        self.go_on(complaint_id, Silent::ComplaintNoted, detail, at_ms)
    }

    /// Closes a complaint by the outcome in the detail. `at_ms`: now, in ms since 1970.
    pub fn close_complaint(
        &self,
        complaint_id: i64,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<ComplaintRow, LedgerError> {
        self.go_on(complaint_id, Silent::ComplaintClosed, detail, at_ms)
    }

    /// [`LedgerError::MovedOn`]: it is closed.
    fn go_on(
        &self,
        complaint_id: i64,
        kind: Silent,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<ComplaintRow, LedgerError> {
        self.write(|transaction| {
            let of_id = |transaction| complaints(transaction, "WHERE complaint.id = ?1", [complaint_id]);
            let complaint = of_id(transaction)?.pop().ok_or(LedgerError::NoSuchSale)?;
            if is_written(transaction, complaint.sale_id, &detail)? {
                return Ok(complaint);
            }
            if complaint.closed_at_ms.is_some() {
                return Err(LedgerError::MovedOn);
            }
            let attempt = one_attempt(transaction, complaint.attempt_id)?;
            self.record_in(transaction, &Step::silent(&attempt, kind, at_ms).evidence(detail), Then::Ends)?;
            of_id(transaction)?.pop().ok_or(LedgerError::NoSuchSale)
        })
    }
}
