//! Puts back the words that persons wrote about an order. They would be lost for good otherwise, because no company can be
//! asked for them.

use std::path::Path;

use domain::flaw::{self, Flaw};
use domain::{DAY_MS, Event, Said, SaleState, apply};
use rusqlite::Connection;

use crate::entry::Attention;
use crate::event::{EventDetail, EventKind, PersonsRow};
use crate::order::{LoggedOrder, LostOrder, logged_order};
use crate::pacing::{Pacing, is_paced_by};
use crate::reading::open_to_read;
use crate::record::Then;
use crate::row::{SaleRow, attempt_of, newest_row, one_attempt, one_sale};
use crate::sql::BY_PERSON;
use crate::step::{Silent, Step};
use crate::transaction::Transaction;
use crate::word::{LoggedWord, said_of};
use crate::{Ledger, LedgerError};

/// What a company may have done to an order before a person wrote something down.
const BY_COMPANY: [Event; 4] = [Event::Accept, Event::Succeed, Event::Reject, Event::Reverse];

/// The words of an order that the ledger lacks: those after the newest one that it has. Earlier ones are not put back,
/// because they came to nothing or were said again.
fn lacking<'a>(
    connection: &Connection,
    attempt_id: i64,
    order: &'a LoggedOrder,
) -> Result<&'a [LoggedWord], LedgerError> {
    if order.said.is_empty() {
        return Ok(&[]);
    }
    let known = said_of(connection, &one_attempt(connection, attempt_id)?)?;
    let newest = order.said.iter().rposition(|word| known.iter().any(|known| known.is_same(word)));
    Ok(&order.said[newest.map_or(0, |newest| newest + 1)..])
}

/// Whether a person's row of this kind can stand for that event.
fn is_said_by(kind: EventKind, event: Event) -> bool {
    match event {
        Event::DeclareFailed => matches!(kind, EventKind::PersonSaid | EventKind::DeclaredFailed),
        Event::DeclareSucceeded | Event::DeclareReversed | Event::Admit => kind == EventKind::PersonSaid,
        Event::Submit
        | Event::NeverLeave
        | Event::Accept
        | Event::Succeed
        | Event::Reject
        | Event::LoseTrack
        | Event::Reverse
        | Event::Abandon => false,
    }
}

/// The event by which a person's word leads from one state to another.
fn event_of(kind: EventKind, from: SaleState, to: SaleState) -> Option<Event> {
    Event::ALL.into_iter().find(|event| is_said_by(kind, *event) && apply(from, *event) == Ok(to))
}

/// The events by which a company can have led an order from one state to another, two at most.
fn way(from: SaleState, to: SaleState) -> Vec<Event> {
    let steps = |state| BY_COMPANY.into_iter().filter_map(move |event| Some((event, apply(state, event).ok()?)));
    if from == to {
        return Vec::new();
    }
    let direct = steps(from).find(|(_, next)| *next == to).map(|(event, _)| vec![event]);
    let round = || {
        steps(from).find_map(|(first, next)| steps(next).find(|(_, end)| *end == to).map(|(then, _)| vec![first, then]))
    };
    direct.or_else(round).unwrap_or_default()
}

/// The orders in a ledger's file about which a person wrote something since `since_ms` (ms since 1970). Each comes with all
/// its words. It goes over the whole journal, at a pace.
pub fn orders_with_words(path: &Path, since_ms: i64, pacing: &Pacing) -> Result<Vec<LoggedOrder>, LedgerError> {
    let mut connection = open_to_read(path)?;
    is_paced_by(&mut connection, pacing)?;
    let mut statement = connection.prepare(&format!(
        "SELECT DISTINCT attempt_id FROM sale_event WHERE kind IN {BY_PERSON} AND at_ms >= ?1 ORDER BY attempt_id"
    ))?;
    let attempts = statement.query_map([since_ms], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    attempts.into_iter().map(|attempt_id| logged_order(&connection, attempt_id)).collect()
}

impl Ledger {
    /// Whether the ledger has the order, but lacks a word that a person wrote about it.
    pub fn lacks_words_of(&self, order: &LoggedOrder) -> Result<bool, LedgerError> {
        if order.said.is_empty() {
            return Ok(false);
        }
        self.read(|connection| match attempt_of(connection, &order.order_id)? {
            Some(attempt_id) => Ok(!lacking(connection, attempt_id, order)?.is_empty()),
            None => Ok(false),
        })
    }

    /// The number of the newest row of the journal. 0 before the first.
    pub fn newest_row(&self) -> Result<i64, LedgerError> {
        self.read(newest_row)
    }

    /// Counts the sales whose words were put back in journal rows after `newest_row`. First: sales that a person's word had
    /// ended. Second: sales with a complaint, or with a contradiction that a person had dealt with.
    pub fn words_put_back(&self, newest_row: i64) -> Result<(u32, u32), LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COUNT(DISTINCT CASE WHEN kind IN ('person_said', 'declared_failed') THEN sale_id END),
                    COUNT(DISTINCT CASE WHEN kind IN ('disputed', 'dealt_with', 'complaint_noted', 'complaint_closed') THEN sale_id END)
                 FROM sale_event WHERE seq > ?1 AND detail ->> 'first_at_ms' IS NOT NULL",
            )?;
            Ok(statement.query_row([newest_row], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
    }

    /// Puts back the words about these orders. The ledger has all the orders by now. Words that it has already are skipped.
    pub(crate) fn put_words_back(
        &self,
        transaction: &Transaction<'_>,
        lost: &[&LostOrder],
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let lost = if flaw::is_on(Flaw::WordForgotten) { &[] } else { lost };
        for lost in lost.iter().filter(|lost| !lost.order.said.is_empty()) {
            let Some(attempt_id) = attempt_of(transaction, &lost.order.order_id)? else { continue };
            for word in lacking(transaction, attempt_id, &lost.order)? {
                self.put_word_back(transaction, attempt_id, lost, word, at_ms)?;
            }
        }
        Ok(())
    }

    fn put_word_back(
        &self,
        transaction: &Transaction<'_>,
        attempt_id: i64,
        lost: &LostOrder,
        word: &LoggedWord,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let Some((kind, silent)) = EventKind::parse(&word.kind).and_then(|kind| Some((kind, silent_of(kind)?))) else {
            return Ok(());
        };
        // A person dealt with the contradiction, and then the company said something else. Nobody has dealt with that, so
        // the mark is not put back. The company is asked again.
        if kind == EventKind::DealtWith && word.told.is_none() {
            return Ok(());
        }
        let mut attempt = one_attempt(transaction, attempt_id)?;
        // Earlier attempts of the sale came to nothing. A word does not change that.
        let is_newest = one_sale(transaction, attempt.sale_id)?.attempt_id == attempt_id;
        if is_newest && !is_of_complaint(kind) {
            // The person knew the company's answers up to then. Answers that came after the backup are written first, so
            // that the word fits.
            for event in way(attempt.state, word.from) {
                let step = Step::recovered(&attempt, event, at_ms).evidence(evidence(lost, word));
                self.record_in(
                    transaction,
                    &step.ask_next(next_check_ms(&attempt, Some(event), lost, word, at_ms)),
                    Then::Ends,
                )?;
                attempt = one_attempt(transaction, attempt_id)?;
            }
        }
        // If the order is in a state that the person did not see, the word does not change it.
        let is_as_seen = attempt.state == word.from || (attempt.state.is_open() && word.from.is_open());
        let event = if is_newest && is_as_seen { event_of(kind, attempt.state, word.to) } else { None };
        let step = match event {
            Some(_) if kind == EventKind::DeclaredFailed => Step::declared_failed(&attempt, at_ms),
            Some(event) => Step::by_person(&attempt, event, at_ms),
            None => Step::silent(&attempt, silent, at_ms),
        };
        let said = word.person.as_ref().and_then(|person| person.said);
        let stands = match event {
            Some(event) => apply(attempt.state, event)?,
            None => attempt.state,
        };
        let attention = if is_of_complaint(kind) {
            attempt.attention
        } else {
            // If the order's state does not fit the word, somebody has to look at it.
            let is_contradicted = kind == EventKind::DealtWith || !said.unwrap_or(Said::Failed).holds(stands);
            is_contradicted.then_some(Attention::Contradicted)
        };
        let (person, complaint) = (word.person.clone(), word.complaint.clone());
        let detail = EventDetail { person, complaint, words: word.told.clone(), ..evidence(lost, word) };
        let next_check_at_ms = next_check_ms(&attempt, event, lost, word, at_ms);
        self.record_in(transaction, &step.evidence(detail).ask_next(next_check_at_ms).flag(attention), Then::Ends)?;
        Ok(())
    }
}

/// Whether a row is about a complaint, which moves neither the sale nor its contradictions.
fn is_of_complaint(kind: EventKind) -> bool {
    matches!(kind, EventKind::Disputed | EventKind::ComplaintNoted | EventKind::ComplaintClosed)
}

/// The detail of a row that is put back: where it was found, and when the person wrote it.
fn evidence(lost: &LostOrder, word: &LoggedWord) -> EventDetail {
    EventDetail { found_in: Some(lost.found_in), first_at_ms: Some(word.at_ms), ..EventDetail::default() }
}

/// When to ask about an attempt after a word is put back. The company is asked at once, because it may say something else
/// by now. Money that was given back shows there a day later at best.
fn next_check_ms(
    attempt: &SaleRow,
    event: Option<Event>,
    lost: &LostOrder,
    word: &LoggedWord,
    at_ms: i64,
) -> Option<i64> {
    if !lost.can_be_asked {
        return None;
    }
    if event == Some(Event::DeclareReversed) {
        return Some(at_ms.max(word.at_ms.saturating_add(DAY_MS)));
    }
    match attempt.state {
        SaleState::Reversed => attempt.next_check_at_ms.or(Some(at_ms)),
        SaleState::Intended
        | SaleState::Submitted
        | SaleState::NotSent
        | SaleState::Pending
        | SaleState::Unknown
        | SaleState::Succeeded
        | SaleState::Failed => Some(at_ms),
    }
}

/// The kind of step for a person's row that no longer changes the state. `None` for a row that no person writes.
fn silent_of(kind: EventKind) -> Option<Silent> {
    Some(match kind.by_person()? {
        PersonsRow::Said => Silent::PersonSaid,
        PersonsRow::DeclaredFailed => Silent::DeclaredFailed,
        PersonsRow::Disputed => Silent::Disputed,
        PersonsRow::ComplaintNoted => Silent::ComplaintNoted,
        PersonsRow::ComplaintClosed => Silent::ComplaintClosed,
        PersonsRow::DealtWith => Silent::DealtWith,
    })
}
