//! The pack of a complaint: what a company needs to look into an order, to paste into its portal or to send.

use std::path::Path;

use domain::{Service, india_day};
use ledger::{ComplaintRow, EventRow, PersonsWord, SaleRow};
use receipts::{ComplaintPack, PackAnswer, PackNote, PackRequest, document_pdf, document_text};
use serde::{Deserialize, Serialize};

use super::view::rows_of;
use crate::print::share::save_beside;
use crate::{Language, Problem, SavedSlip, Till};

/// What a pack is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum PackFormat {
    Pdf,
    Text,
}

/// A pack as text to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ComplaintPackView {
    /// As much as a company's form takes.
    pub short: String,
    /// All of it.
    pub whole: String,
}

fn request(attempt: &SaleRow) -> PackRequest {
    PackRequest {
        order_id: attempt.order_id.to_string(),
        provider_ref: attempt.provider_ref.clone(),
        operator_ref: attempt.operator_ref.clone(),
        sent_at_ms: attempt.submitted_at_ms,
        state: attempt.state,
    }
}

fn note(event: &EventRow) -> PackNote {
    let PersonsWord { by, reference, told_at_ms, note, .. } = event.detail.person.clone().unwrap_or_default();
    let at_ms = told_at_ms.or(event.detail.first_at_ms).unwrap_or(event.at_ms);
    PackNote { at_ms, by, reference, note }
}

/// What was sent and what came back, in a row that has either. Secrets were taken out before it was written.
fn answer(event: &EventRow) -> Option<PackAnswer> {
    let (sent, received) = (event.detail.sent.clone(), event.detail.received.clone());
    let rest = event.detail.rest.as_ref().map(|rest| (rest.bytes, rest.sha256.clone()));
    let has_any = sent.is_some() || received.is_some();
    has_any.then_some(PackAnswer { at_ms: event.at_ms, sent, received, rest })
}

impl Till {
    fn complaint_pack(&self, complaint: &ComplaintRow) -> Result<ComplaintPack, Problem> {
        let attempts = self.ledger.attempts(complaint.sale_id)?;
        let attempt = attempts.iter().find(|attempt| attempt.attempt_id == complaint.attempt_id);
        let attempt = attempt.ok_or(Problem::SaleNotFound)?;
        let events = self.ledger.events(complaint.sale_id)?;
        // Another company's requests and answers are none of this one's business.
        let theirs: Vec<&SaleRow> = attempts.iter().filter(|one| one.provider == attempt.provider).collect();
        let is_theirs = |event: &&EventRow| theirs.iter().any(|one| one.attempt_id == event.attempt_id);
        let shop = self.rules().print.shop.clone();
        let shop = shop.map(|shop| vec![shop.shop_name, shop.shop_phone]).unwrap_or_default();
        let is_load = attempt.service == Service::WalletLoad;
        Ok(ComplaintPack {
            practice: self.is_practice(),
            shop: shop.into_iter().filter(|line| !line.is_empty()).collect(),
            made_at_ms: self.clock.now_ms(),
            company: self.name_of(&attempt.provider),
            phone: self.phone_of(&attempt.provider),
            reason: complaint.reason,
            since_ms: complaint.since_ms,
            reference: complaint.reference.clone(),
            outcome: complaint.outcome,
            operator: self.names_of_sold(&attempt.operator),
            number: if is_load { String::new() } else { attempt.number.clone() },
            amount: attempt.amount,
            words: attempt.words.clone(),
            request: request(attempt),
            requests: theirs.iter().map(|one| request(one)).collect(),
            told: rows_of(complaint, &events).map(note).collect(),
            answers: events.iter().filter(is_theirs).filter_map(answer).collect(),
        })
    }

    fn pack_of(&self, complaint_id: i64) -> Result<ComplaintPack, Problem> {
        let complaint = self.ledger.complaint(complaint_id)?.ok_or(Problem::SaleNotFound)?;
        self.complaint_pack(&complaint)
    }

    /// A complaint's pack as text.
    pub fn complaint_text(&self, complaint_id: i64, language: Language) -> Result<ComplaintPackView, Problem> {
        let pack = self.pack_of(complaint_id)?;
        Ok(ComplaintPackView { short: pack.short_text(language), whole: document_text(&pack.document(language)) })
    }

    /// Saves a complaint's pack in a folder of the user's, and says under which name.
    pub fn save_complaint(
        &self,
        complaint_id: i64,
        language: Language,
        format: PackFormat,
        folder: &Path,
    ) -> Result<SavedSlip, Problem> {
        let pack = self.pack_of(complaint_id)?;
        let document = pack.document(language);
        let (bytes, ending) = match format {
            PackFormat::Pdf => (document_pdf(&document).ok_or(Problem::SlipNotMade)?, "pdf"),
            PackFormat::Text => (document_text(&document).into_bytes(), "txt"),
        };
        let name = format!("{} complaint {}", india_day(pack.made_at_ms), pack.request.order_id);
        save_beside(folder, &name, ending, &bytes)
    }
}
