//! The words that persons wrote about an order, as the log of orders has them.

use domain::SaleState;
use rusqlite::Connection;
use serde::{Deserialize, Deserializer, Serialize};

use crate::LedgerError;
use crate::entry::ComplaintEntry;
use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::row::SaleRow;
use crate::sql::{BY_PERSON, columns};

/// A row of the journal that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedWord {
    /// The row's kind, by the journal's word for it.
    pub kind: String,
    /// When it was written first, in ms since 1970.
    pub at_ms: i64,
    /// The state before it.
    pub from: SaleState,
    /// The state after it.
    pub to: SaleState,
    /// What the person wrote down. `None` where an earlier version kept only that the company has no record of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonsWord>,
    /// What a row about a complaint adds. `None` in lines of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<ComplaintEntry>,
    /// Only of a row *dealt with*: the company's last words when the person dealt with its contradiction. Anything else
    /// that it says is news. `None` if there was such news already, because the words of then are no longer known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
}

impl LoggedWord {
    /// Whether both are the same row, even if one of them was put back since. A word and the word that corrects it may have
    /// the same time, because a clock may be set back. So the words are compared, too. The states are not, because a word
    /// that came too late changes no state.
    pub(crate) fn is_same(&self, other: &LoggedWord) -> bool {
        let said = |word: &LoggedWord| word.person.as_ref().and_then(|person| person.said);
        let is_of_kind = (&self.kind, self.at_ms, said(self)) == (&other.kind, other.at_ms, said(other));
        // Two notes of a complaint at one moment are two. A line of an earlier version has nothing to compare.
        let has_both = self.complaint.is_some() && other.complaint.is_some();
        is_of_kind && (!has_both || (&self.complaint, &self.person) == (&other.complaint, &other.person))
    }
}

/// Reads the words of a line one by one. A word that a later version wrote in its own form is skipped, so that the order
/// itself is still read.
pub(crate) fn readable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<LoggedWord>, D::Error> {
    let found = Vec::<serde_json::Value>::deserialize(deserializer)?;
    Ok(found.into_iter().filter_map(|word| serde_json::from_value(word).ok()).collect())
}

columns! {
    /// The columns of a row that a person wrote.
    Column {
        Kind = "kind",
        At = "at_ms",
        From = "from_state",
        To = "to_state",
        Detail = "detail",
    }
}

/// The words that persons wrote about an attempt, oldest first.
pub(crate) fn said_of(connection: &Connection, attempt: &SaleRow) -> Result<Vec<LoggedWord>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {columns} FROM sale_event
         WHERE sale_id = ?1 AND attempt_id = ?2 AND kind IN {BY_PERSON} ORDER BY seq"
    ))?;
    let mut rows = statement.query((attempt.sale_id, attempt.attempt_id))?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        let (from, to, detail): (String, String, String) =
            (Column::From.of(row)?, Column::To.of(row)?, Column::Detail.of(row)?);
        let state = |word: &str| SaleState::parse(word).ok_or(LedgerError::Corrupt);
        let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
        let at_ms = detail.first_at_ms.unwrap_or(Column::At.of(row)?);
        let kind: String = Column::Kind.of(row)?;
        let is_dealt_with = kind == EventKind::DealtWith.as_str() && attempt.dealt_at_ms == Some(at_ms);
        let told = is_dealt_with.then(|| attempt.words.clone());
        let EventDetail { person, complaint, .. } = detail;
        said.push(LoggedWord { kind, at_ms, from: state(&from)?, to: state(&to)?, person, complaint, told });
    }
    Ok(said)
}

/// The same, taken from the attempt's own columns, for an attempt whose journal cannot be read.
pub(crate) fn said_in_columns(attempt: &SaleRow) -> Vec<LoggedWord> {
    let SaleRow { state, word, doubt, .. } = attempt;
    let row = |kind: EventKind, at_ms, from| LoggedWord {
        kind: kind.as_str().to_owned(),
        at_ms,
        from,
        to: *state,
        person: None,
        complaint: None,
        told: None,
    };
    let ended = doubt.said.filter(|said| said.holds(*state)).map(|_| {
        let kind = if word.is_some() { EventKind::PersonSaid } else { EventKind::DeclaredFailed };
        let from = if *state == SaleState::Reversed { SaleState::Succeeded } else { SaleState::Unknown };
        let at_ms = attempt.settled_at_ms.unwrap_or(attempt.submitted_at_ms);
        LoggedWord { person: word.clone(), ..row(kind, at_ms, from) }
    });
    let disputed = attempt.disputed_at_ms.map(|at_ms| row(EventKind::Disputed, at_ms, *state));
    let dealt = attempt
        .dealt_at_ms
        .map(|at_ms| LoggedWord { told: Some(attempt.words.clone()), ..row(EventKind::DealtWith, at_ms, *state) });
    ended.into_iter().chain(disputed).chain(dealt).collect()
}
