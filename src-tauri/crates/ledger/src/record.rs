//! Writes what happened to an attempt.

use domain::flaw::{self, Flaw};
use domain::{AtDesk, Event, Paise, SaleState, apply};
use rusqlite::Transaction;

use crate::attempt::update_attempt;
use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::journal::NewEvent;
use crate::row::{Attention, SaleRow, all_attempts, one_attempt, one_sale};
use crate::step::{Booked, Silent, Step};
use crate::{Ledger, LedgerError, posting};

impl Ledger {
    /// Writes what happened: state of attempt and sale, journal and postings, in one durable step.
    pub fn record(&self, step: &Step) -> Result<SaleRow, LedgerError> {
        self.write(|transaction| {
            let sale_id = self.record_in(transaction, step)?;
            one_sale(transaction, sale_id)
        })
    }

    /// The same, without reading the sale back. The watcher does this thousands of times a day, and does not need the sale.
    pub fn record_only(&self, step: &Step) -> Result<(), LedgerError> {
        self.write(|transaction| self.record_in(transaction, step).map(drop))
    }

    /// Writes a step within a transaction. Gives the sale's id.
    pub(crate) fn record_in(&self, transaction: &Transaction<'_>, step: &Step) -> Result<i64, LedgerError> {
        let sale_id: i64 = transaction
            .prepare_cached("SELECT sale_id FROM attempt WHERE id = ?1")?
            .query_row([step.attempt_id], |row| row.get(0))
            .map_err(|_| LedgerError::NoSuchSale)?;
        let next = match step.event() {
            Some(event) => apply(step.expected, event)?,
            None => step.expected,
        };
        let more = paid_more(transaction, step)?;
        update_attempt(transaction, step, next)?;
        if next != step.expected {
            // A sale has the state of its newest attempt. News of an older attempt goes into the journal only.
            transaction
                .prepare_cached(
                    "UPDATE sale SET state = ?2 WHERE id = ?1 AND state <> ?2
                     AND ?3 = (SELECT MAX(id) FROM attempt WHERE attempt.sale_id = sale.id)",
                )?
                .execute((sale_id, next.as_str(), step.attempt_id))?;
        }
        let (from, to) = (Some(step.expected), Some(next));
        let event = NewEvent {
            sale_id,
            attempt_id: step.attempt_id,
            at_ms: step.at_ms,
            kind: step.kind(),
            from,
            to,
            detail: &step.detail,
        };
        let seq = self.append(transaction, &event)?;
        let entries = entries_of(transaction, step, sale_id, more)?;
        posting::post(transaction, seq, &entries)?;
        Ok(sale_id)
    }

    /// Writes that a person has dealt with every contradiction in a sale's attempts. The sale stays in doubt.
    pub fn deal_with(&self, sale_id: i64, person: &PersonsWord, at_ms: i64) -> Result<SaleRow, LedgerError> {
        self.write(|transaction| {
            let loud = all_attempts(transaction, sale_id)?.into_iter();
            for attempt in
                loud.filter(|one| one.attention == Some(Attention::Contradicted) && one.dealt_at_ms.is_none())
            {
                let detail = EventDetail { person: Some(person.clone()), ..EventDetail::default() };
                let step = Step::silent(&attempt, Silent::DealtWith, at_ms).evidence(detail);
                self.record_in(transaction, &step)?;
            }
            one_sale(transaction, sale_id)
        })
    }

    /// Writes into the journal that a slip was printed, and nothing else.
    pub fn note_printed(&self, sale_id: i64, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let sale = one_sale(transaction, sale_id)?;
            let (from, to) = (Some(sale.state), Some(sale.state));
            let (kind, detail) = (EventKind::Printed, &EventDetail::default());
            self.append(
                transaction,
                &NewEvent { sale_id, attempt_id: sale.attempt_id, at_ms, kind, from, to, detail },
            )?;
            Ok(())
        })
    }

    /// Keeps the commission that a provider told for an attempt. The first figure stays, so that a repeated callback with
    /// another figure changes nothing.
    pub fn note_told_earned(&self, attempt_id: i64, told: Paise) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "UPDATE attempt SET told_earned_paise = ?2 WHERE id = ?1 AND told_earned_paise IS NULL",
                )?
                .execute((attempt_id, told.get()))?;
            Ok(())
        })
    }
}

/// The money that a step says was paid into a wallet beyond the amount in the books, with its provider. A load may be paid
/// a second time.
fn paid_more(transaction: &Transaction<'_>, step: &Step) -> Result<Option<(String, Paise)>, LedgerError> {
    let Some(Booked::Paid(paid)) = step.booked else { return Ok(None) };
    if step.event().is_some() || step.expected != SaleState::Succeeded {
        return Ok(None);
    }
    let load = one_attempt(transaction, step.attempt_id)?;
    let more = paid.checked_sub(load.paid.unwrap_or(load.amount)).ok_or(LedgerError::OutOfRange)?;
    Ok(Some((load.provider, more)))
}

/// The entries of a step. It must be written before this is called.
fn entries_of(
    transaction: &Transaction<'_>,
    step: &Step,
    sale_id: i64,
    more: Option<(String, Paise)>,
) -> Result<Vec<(String, Paise)>, LedgerError> {
    match step.event() {
        Some(Event::Succeed | Event::Admit | Event::DeclareSucceeded) => {
            let sale = one_attempt(transaction, step.attempt_id)?;
            match sale.service.at_desk() {
                Some(AtDesk::WalletLoad) => posting::of_load(&sale.provider, sale.paid.unwrap_or(sale.amount)),
                None | Some(AtDesk::PanCard | AtDesk::BankAccount | AtDesk::AadhaarCheck) => {
                    posting::of_success(&sale.provider, sale.amount, sale.earned)
                }
            }
        }
        Some(Event::Reverse | Event::DeclareReversed) if flaw::is_on(Flaw::ReversalNotPosted) => Ok(Vec::new()),
        // If the sale was never booked, this undoes nothing.
        Some(Event::Reverse | Event::DeclareReversed | Event::DeclareFailed) => {
            posting::opposite_of(transaction, sale_id)
        }
        Some(Event::Submit | Event::NeverLeave | Event::Accept | Event::Reject | Event::LoseTrack | Event::Abandon)
        | None => more.map_or_else(|| Ok(Vec::new()), |(provider, more)| posting::of_load(&provider, more)),
    }
}
