//! Writes what happened to an attempt.

use domain::flaw::{self, Flaw};
use domain::{
    AtDesk, Entry, Event, Moment, Paise, SaleState, apply, on_giving_back, on_load, on_success, on_undoing, on_waiting,
    opposite,
};

use crate::attempt::{follow, update_attempt};
use crate::complaint::put_complaint;
use crate::entry::Attention;
use crate::entry::Booked;
use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::journal::NewEvent;
use crate::posting::{Place, booked_of, post, settled};
use crate::row::{SaleRow, all_attempts, one_attempt, one_sale};
use crate::step::{Silent, Step};
use crate::transaction::Transaction;
use crate::wallet::keep_reading;
use crate::{Ledger, LedgerError};

impl Ledger {
    /// Writes what happened: state of attempt and sale, journal and postings, in one durable step.
    pub fn record(&self, step: &Step) -> Result<SaleRow, LedgerError> {
        self.write(|transaction| {
            let sale_id = self.record_in(transaction, step, Then::Ends)?;
            one_sale(transaction, sale_id)
        })
    }

    /// The same, without reading the sale back. The watcher does this thousands of times a day, and does not need the sale.
    pub fn record_only(&self, step: &Step) -> Result<(), LedgerError> {
        self.write(|transaction| self.record_in(transaction, step, Then::Ends).map(drop))
    }

    /// Gives the sale's id.
    pub(crate) fn record_in(&self, transaction: &Transaction<'_>, step: &Step, then: Then) -> Result<i64, LedgerError> {
        let (sale_id, provider): (i64, String) = transaction
            .prepare_cached("SELECT sale_id, provider FROM attempt WHERE id = ?1")?
            .query_row([step.attempt_id], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|_| LedgerError::NoSuchSale)?;
        if let Some(told) = step.told_earned {
            self.tell_earned(transaction, step.attempt_id, told, step.at_ms)?;
        }
        if let Some(reading) = &step.reading {
            keep_reading(transaction, &provider, reading)?;
        }
        let next = match step.event() {
            Some(event) => apply(step.expected, event)?,
            None => step.expected,
        };
        let more = paid_more(transaction, step)?;
        update_attempt(transaction, step, next)?;
        if next != step.expected {
            follow(transaction, sale_id, step.attempt_id, next)?;
        }
        let entries = settled(entries_of(transaction, step, next, sale_id, more, then)?)?;
        let detail =
            EventDetail { wrote: Some(Box::new(step.wrote())), posted: entries.clone(), ..step.detail.clone() };
        let (kind, from, to) = (step.kind().as_str(), Some(step.expected), Some(next));
        let about = (sale_id, step.attempt_id);
        let seq =
            self.append(transaction, NewEvent { about: Some(about), at_ms: step.at_ms, kind, from, to, detail })?;
        put_complaint(transaction, seq, about, step.at_ms, step.kind(), &step.detail)?;
        post(transaction, &Place { seq, sale_id: Some(sale_id), at_ms: step.at_ms }, &entries)?;
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
                self.record_in(transaction, &step, Then::Ends)?;
            }
            one_sale(transaction, sale_id)
        })
    }

    /// Appends a row about a sale that moves no state. Gives its place in the journal.
    pub(crate) fn append_aside(
        &self,
        transaction: &Transaction<'_>,
        sale: &SaleRow,
        kind: EventKind,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<i64, LedgerError> {
        let (about, state) = (Some((sale.sale_id, sale.attempt_id)), Some(sale.state));
        self.append(transaction, NewEvent { about, at_ms, kind: kind.as_str(), from: state, to: state, detail })
    }

    /// Keeps what a provider told of the commission of an attempt. The first word stays: a callback that is repeated
    /// with other figures changes nothing. `at_ms`: when, in ms since 1970.
    pub fn note_told_earned(&self, attempt_id: i64, told: Paise, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| self.tell_earned(transaction, attempt_id, told, at_ms))
    }

    fn tell_earned(
        &self,
        transaction: &Transaction<'_>,
        attempt_id: i64,
        told: Paise,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let is_news = transaction
            .prepare_cached("UPDATE attempt SET told_earned_paise = ?2 WHERE id = ?1 AND told_earned_paise IS NULL")?
            .execute((attempt_id, told.get()))?;
        if is_news > 0 {
            let attempt = one_attempt(transaction, attempt_id)?;
            let detail = EventDetail { told_earned: Some(told), ..EventDetail::default() };
            self.append_aside(transaction, &attempt, EventKind::CommissionTold, detail, at_ms)?;
        }
        Ok(())
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

/// What becomes of a sale after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It stands as the step leaves it.
    Ends,
    /// The next provider is tried: the customer waits on.
    TriesNext,
}

/// A sale that fails so soon after it began, in ms, fails before its customer's eyes.
pub(crate) const AT_THE_COUNTER_MS: i64 = 120_000;

/// What a step, once it is written, does to the accounts.
fn entries_of(
    transaction: &Transaction<'_>,
    step: &Step,
    next: SaleState,
    sale_id: i64,
    more: Option<(String, Paise)>,
    then: Then,
) -> Result<Vec<Entry>, LedgerError> {
    let Some(event) = step.event() else {
        return more.map_or_else(|| Ok(Vec::new()), |(provider, more)| loaded(&provider, more));
    };
    let is_undone = matches!(event, Event::Reverse | Event::DeclareReversed);
    if is_undone && flaw::is_on(Flaw::ReversalNotPosted) {
        return Ok(Vec::new());
    }
    let sale = one_attempt(transaction, step.attempt_id)?;
    let booked = booked_of(transaction, sale_id)?;
    let is_load = sale.service.at_desk() == Some(AtDesk::WalletLoad);
    if is_load {
        return match next {
            SaleState::Succeeded => loaded(&sale.provider, sale.paid.unwrap_or(sale.amount)),
            // Where it was never booked, there is nothing to undo.
            SaleState::Failed | SaleState::Reversed => opposite(&booked).ok_or(LedgerError::OutOfRange),
            SaleState::Intended
            | SaleState::Submitted
            | SaleState::NotSent
            | SaleState::Pending
            | SaleState::Unknown => Ok(Vec::new()),
        };
    }
    let entries = match next {
        SaleState::Succeeded => {
            let moment = if event == Event::Admit { Moment::Late } else { Moment::InTime };
            on_success(&sale.priced(), &booked, moment)
        }
        SaleState::Pending | SaleState::Unknown => on_waiting(&sale.priced(), &booked),
        SaleState::Reversed if flaw::is_on(Flaw::OwedForgotten) => opposite(&booked),
        SaleState::Reversed => on_undoing(&booked),
        SaleState::Failed if step.expected == SaleState::Succeeded => on_undoing(&booked),
        SaleState::Failed if flaw::is_on(Flaw::CashAtFailure) => on_waiting(&sale.priced(), &booked),
        SaleState::Failed | SaleState::NotSent => {
            let age_ms = step.at_ms.saturating_sub(sale.created_at_ms);
            let is_told = matches!(step.kind(), EventKind::Rejected | EventKind::NotSent);
            let is_seen = is_told && then == Then::Ends && (0..=AT_THE_COUNTER_MS).contains(&age_ms);
            if is_seen && !was_kept(transaction, sale_id)? {
                on_giving_back(&sale.priced(), &booked)
            } else {
                Some(Vec::new())
            }
        }
        SaleState::Intended | SaleState::Submitted => Some(Vec::new()),
    };
    entries.ok_or(LedgerError::OutOfRange)
}

/// Whether the sale was begun with money that was owed before. Earlier versions wrote *still owed* of it. Nothing else of that kind
/// stands in the journal of a sale that has not ended.
fn was_kept(transaction: &Transaction<'_>, sale_id: i64) -> Result<bool, LedgerError> {
    let mut statement = transaction
        .prepare_cached("SELECT 1 FROM sale_event WHERE sale_id = ?1 AND kind IN ('kept_for_next', 'still_owed')")?;
    Ok(statement.exists([sale_id])?)
}

fn loaded(provider: &str, paid: Paise) -> Result<Vec<Entry>, LedgerError> {
    on_load(provider, paid).ok_or(LedgerError::OutOfRange)
}
