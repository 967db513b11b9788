//! The journal, `sale_event`.

use std::sync::Arc;

use domain::flaw::{self, Flaw};
use domain::{Said, SaleState, Word};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::chain::{Sealed, newest_link};
use crate::{Ledger, LedgerError};

/// So many of the newest rows are looked through for a sure time, and so many in a row that say nothing of their time end it:
/// they are an earlier version's.
const LOOKED_AT_LEAST: u32 = 1_000;
/// So many at most: a shop whose time was never sure must open all the same.
const LOOKED_AT_MOST: u32 = 200_000;

/// What a journal row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// The shopkeeper wants it.
    Intended,
    /// It is about to be handed to the line.
    Submitted,
    /// It provably never left.
    NotSent,
    /// The provider works on it.
    Accepted,
    /// The provider says it succeeded.
    Succeeded,
    /// The provider says it failed.
    Rejected,
    /// Nobody knows.
    LostTrack,
    /// The provider took a success back.
    Reversed,
    /// The provider knows no such order.
    NoRecord,
    /// An enquiry that said nothing, or nothing new.
    NoNews,
    /// The provider contradicts what is settled.
    Contradicted,
    /// A person declared it failed, in an earlier version; now this is said like every other word of a person's.
    DeclaredFailed,
    /// A slip was printed.
    Printed,
    /// The shop closed an order that nobody finished.
    Abandoned,
    /// A person accepted as done what counted as failed.
    Admitted,
    /// A load of the wallet that was done turned out to have been paid once more.
    PaidAgain,
    /// Put back after a loss of the books, from the log of orders or from what a damaged ledger still gave.
    Recovered,
    /// A person wrote down what the company's portal or helpline says.
    PersonSaid,
    /// A person has complained to the company: it is asked about for some days more.
    Disputed,
    /// A person has dealt with what contradicts itself.
    DealtWith,
}

impl EventKind {
    const ALL: [(EventKind, &'static str); 20] = [
        (EventKind::Intended, "intended"),
        (EventKind::Submitted, "submitted"),
        (EventKind::NotSent, "not_sent"),
        (EventKind::Accepted, "accepted"),
        (EventKind::Succeeded, "succeeded"),
        (EventKind::Rejected, "rejected"),
        (EventKind::LostTrack, "lost_track"),
        (EventKind::Reversed, "reversed"),
        (EventKind::NoRecord, "no_record"),
        (EventKind::NoNews, "no_news"),
        (EventKind::Contradicted, "contradicted"),
        (EventKind::DeclaredFailed, "declared_failed"),
        (EventKind::Printed, "printed"),
        (EventKind::Abandoned, "abandoned"),
        (EventKind::Admitted, "admitted"),
        (EventKind::PaidAgain, "paid_again"),
        (EventKind::Recovered, "recovered"),
        (EventKind::PersonSaid, "person_said"),
        (EventKind::Disputed, "disputed"),
        (EventKind::DealtWith, "dealt_with"),
    ];

    /// The word for it in the database.
    pub fn as_str(self) -> &'static str {
        EventKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    pub(crate) fn parse(word: &str) -> Option<EventKind> {
        EventKind::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// Where an order was found that was put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundIn {
    /// In the log of orders.
    Log,
    /// In the ledger that was set aside, and not in the log.
    Ledger,
}

/// What a person wrote down of a sale.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonsWord {
    /// What the company's portal or helpline says; `None` where it was not about that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
    /// Who.
    pub by: String,
    /// The company's or the operator's reference, or the number of the complaint.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// When the company said it, in ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at_ms: Option<i64>,
    /// What was done about it, in the person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The part of an answer that was too long to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// Its length in bytes.
    pub bytes: usize,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// So much of an answer is kept, in bytes.
const EVIDENCE_MAX: usize = 4_096;

/// Whose clock a row's time is by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeFrom {
    /// Companies', borne out by a second one or by the computer.
    Companies,
    /// One company's alone.
    OneCompany,
    /// The computer's: no company had told the time yet.
    Computer,
}

/// How a row's time was known, sealed beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMark {
    /// Whose clock it is by.
    pub from: TimeFrom,
    /// What the computer's own clock showed, in ms since 1970.
    pub computer_ms: i64,
    /// Of a sure time: since when the sure time is another than that of the rows before, which was ahead of it, in ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_ms: Option<i64>,
}

/// The mark alone of a row's detail.
#[derive(Deserialize)]
struct Mark {
    clock: Option<TimeMark>,
}

/// Tells of a moment, in ms since 1970, how it was known.
pub type TimeTeller = Arc<dyn Fn(i64) -> TimeMark + Send + Sync>;

/// The evidence of an event. Secrets were taken out before it came here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDetail {
    /// What the sale is, with the event that begins it: so number, amount and order id are under the seal too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
    /// What was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// What came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// What the provider said in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What went wrong, in the till's own form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<serde_json::Value>,
    /// Where the order was found, with the event that puts it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_in: Option<FoundIn>,
    /// With what a person wrote and was put back: when it was written first, in ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at_ms: Option<i64>,
    /// What came back beyond what is kept of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
    /// What a person wrote down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonsWord>,
    /// In rows of earlier versions: that the company says itself what stands by a person's word.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agrees: bool,
    /// What the company says with an answer that changed nothing; `None` in rows of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Word>,
    /// Of a "no record" after another: for how long at least it had been so since, in ms, by a count that nobody can set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited_ms: Option<i64>,
    /// How the row's time was known; written with the row. `None` in rows of earlier versions, whose time is the computer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<TimeMark>,
}

impl EventDetail {
    /// Whether the row's time is one that several clocks bear out: only between such times is a span what it seems.
    pub fn is_time_sure(&self) -> bool {
        self.clock.is_some_and(|clock| clock.from == TimeFrom::Companies)
    }

    /// What was sent and what came back. Of a long answer the beginning is kept, and a digest of the rest, so that whoever
    /// has the whole can prove that it is the same.
    pub fn of_exchange(sent: Option<String>, received: Option<String>) -> EventDetail {
        let (received, rest) = match received {
            Some(whole) if whole.len() > EVIDENCE_MAX => {
                let kept = whole.floor_char_boundary(EVIDENCE_MAX);
                let rest = &whole[kept..];
                let digest = Sha256::digest(rest.as_bytes());
                let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                (Some(whole[..kept].to_owned()), Some(Rest { bytes: rest.len(), sha256 }))
            }
            short => (short, None),
        };
        EventDetail { sent, received, rest, ..EventDetail::default() }
    }
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

/// A row about to be written.
pub(crate) struct NewEvent<'a> {
    pub(crate) sale_id: i64,
    pub(crate) attempt_id: i64,
    pub(crate) at_ms: i64,
    pub(crate) kind: EventKind,
    pub(crate) from: Option<SaleState>,
    pub(crate) to: Option<SaleState>,
    pub(crate) detail: &'a EventDetail,
}

impl Ledger {
    /// From now on each row says how its time was known.
    pub fn mark_times(&self, teller: TimeTeller) {
        // Who came first stays: a ledger has one till.
        let _ = self.teller.set(teller);
    }

    /// The newest sure time that the journal holds, in ms since 1970. Where the newest rows have none it is looked for further
    /// back, as far as rows say how their time was known: an earlier version's do not.
    pub fn newest_sure_ms(&self) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT at_ms, detail FROM sale_event ORDER BY seq DESC LIMIT ?1")?;
            let mut rows = statement.query([LOOKED_AT_MOST])?;
            let (mut newest, mut looked_at, mut unmarked, mut corrected_ms) = (None, 0, 0, None);
            while let Some(row) = rows.next()? {
                let detail: String = row.get(1)?;
                let mark = serde_json::from_str(&detail).ok().and_then(|detail: Mark| detail.clock);
                unmarked = if mark.is_some() { 0 } else { unmarked + 1 };
                if let Some(mark) = mark.filter(|mark| mark.from == TimeFrom::Companies) {
                    if corrected_ms.is_some() && mark.corrected_ms != corrected_ms {
                        // What was sure before was taken back.
                        break;
                    }
                    corrected_ms = mark.corrected_ms;
                    newest = newest.max(Some(row.get(0)?));
                }
                looked_at += 1;
                // A row may be written a while after its moment, and so stand behind a newer one.
                if unmarked >= LOOKED_AT_LEAST || (newest.is_some() && looked_at >= LOOKED_AT_LEAST) {
                    break;
                }
            }
            Ok(newest)
        })
    }

    /// Appends a row and seals it. Gives its place in the journal.
    pub(crate) fn append(&self, transaction: &Transaction<'_>, event: &NewEvent<'_>) -> Result<i64, LedgerError> {
        let (newest, mut before) = newest_link(transaction)?;
        if flaw::is_on(Flaw::SealBroken) {
            before.clear();
        }
        let clock = self.teller.get().map(|teller| teller(event.at_ms));
        let detail = EventDetail { clock, ..event.detail.clone() };
        let detail = serde_json::to_string(&detail).map_err(|error| LedgerError::Failed(error.to_string()))?;
        let sealed = Sealed {
            seq: newest + 1,
            sale_id: event.sale_id,
            attempt_id: event.attempt_id,
            at_ms: event.at_ms,
            texts: [
                event.kind.as_str(),
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
            .execute((sealed.seq, sealed.sale_id, sealed.attempt_id, sealed.at_ms, kind, from, to, detail, &key.id, mac))?;
        Ok(sealed.seq)
    }

    /// The journal of one sale, oldest first.
    pub fn events(&self, sale_id: i64) -> Result<Vec<EventRow>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT seq, at_ms, kind, from_state, to_state, detail, attempt_id FROM sale_event WHERE sale_id = ?1
                 ORDER BY seq",
            )?;
            let mut rows = statement.query([sale_id])?;
            let mut events = Vec::new();
            while let Some(row) = rows.next()? {
                let (kind, from, to, detail): (String, String, String, String) =
                    (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
                events.push(EventRow {
                    seq: row.get(0)?,
                    attempt_id: row.get(6)?,
                    at_ms: row.get(1)?,
                    kind: EventKind::parse(&kind).ok_or(LedgerError::Corrupt)?,
                    from: SaleState::parse(&from),
                    to: SaleState::parse(&to),
                    detail: serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?,
                });
            }
            Ok(events)
        })
    }
}
