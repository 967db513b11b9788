//! Complaints to the companies: opened, gone on with and closed by a person. They are kept until an outcome closes them, and move
//! neither a sale nor money.

pub(crate) mod form;
pub(crate) mod pack;
pub(crate) mod view;

use ledger::{ComplaintRow, EventDetail, LedgerError, SaleRow, Silent, Step};

use self::view::requests;
use crate::sale::word::form::Form;
use crate::sale::word::one;
use crate::{About, CloseComplaintInput, ComplaintInput, ComplaintNoteInput, Problem, SaleComplaints, Till};

impl Till {
    /// Opens a complaint about one request of a sale. From now on the company is asked about it daily, for ten days.
    pub fn open_complaint(&self, sale_id: i64, input: &ComplaintInput) -> Result<SaleComplaints, Vec<Problem>> {
        let (_, attempts) = self.as_seen(sale_id, &input.told.seen)?;
        let sent = requests(&attempts);
        let is_wanted = |attempt: &&&SaleRow| {
            input.order_id.as_ref().is_none_or(|order_id| attempt.order_id.as_str() == order_id.as_str())
        };
        let Some(attempt) = sent.iter().find(is_wanted) else {
            return Err(vec![Problem::NotAllowedNow]);
        };
        let now_ms = self.clock.now_ms();
        let mut form = Form::default();
        let detail = form.complaint(input, attempt, now_ms);
        form.end()?;
        let daily = SaleRow { disputed_at_ms: Some(now_ms), ..(*attempt).clone() };
        let step = Step::silent(attempt, Silent::Disputed, now_ms).evidence(detail);
        let step = step.ask_by(self.dispute_ms(&daily, now_ms));
        self.written(self.ledger.open_complaint(sale_id, &step))
    }

    /// Writes down what was said about a complaint, and what comes next.
    pub fn note_complaint(
        &self,
        complaint_id: i64,
        input: &ComplaintNoteInput,
    ) -> Result<SaleComplaints, Vec<Problem>> {
        let attempt = self.complained_of(complaint_id)?;
        let now_ms = self.clock.now_ms();
        let mut form = Form::default();
        let detail = form.complaint_note(input, &attempt, now_ms);
        form.end()?;
        self.written(self.ledger.note_complaint(complaint_id, detail, now_ms))
    }

    /// Closes a complaint by its outcome.
    pub fn close_complaint(
        &self,
        complaint_id: i64,
        input: &CloseComplaintInput,
    ) -> Result<SaleComplaints, Vec<Problem>> {
        self.complained_of(complaint_id)?;
        let mut form = Form::default();
        let detail: EventDetail = form.complaint_end(input);
        form.end()?;
        self.written(self.ledger.close_complaint(complaint_id, detail, self.clock.now_ms()))
    }

    /// The request that a complaint is about.
    fn complained_of(&self, complaint_id: i64) -> Result<SaleRow, Vec<Problem>> {
        let complaint = self.ledger.complaint(complaint_id).map_err(one)?;
        let complaint = complaint.ok_or_else(|| vec![Problem::SaleNotFound])?;
        self.ledger.attempt(complaint.attempt_id).map_err(one)
    }

    /// Tells everybody of what was written, and gives how the complaints of its sale stand.
    fn written(&self, written: Result<ComplaintRow, LedgerError>) -> Result<SaleComplaints, Vec<Problem>> {
        let complaint = written.map_err(|error| {
            // The sale has an open complaint already, or this one is closed: the form was of what stood before.
            if error == LedgerError::MovedOn { vec![Problem::ComplaintMovedOn] } else { one(error) }
        })?;
        self.log_order(complaint.attempt_id);
        self.tell(About::Sale(complaint.sale_id));
        self.wake.notify_one();
        self.sale_complaints(complaint.sale_id).map_err(|problem| vec![problem])
    }
}
