//! What a row of the journal says.

use domain::{Account, FinancialYear, Paise, Said, ShiftEntry, Voucher, Word};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::carried::Carried;
use crate::entry::{Begun, CommissionChange, ComplaintEntry, LimitChange, Printed, RuleChange, Wrote};
use crate::time_mark::{TimeFrom, TimeMark};

/// What a journal row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
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
    /// A person has complained to the company: the complaint is open, and it is asked about for some days more.
    Disputed,
    /// What was said about a complaint, or what comes next.
    ComplaintNoted,
    /// A complaint ended.
    ComplaintClosed,
    /// A person has dealt with what contradicts itself.
    DealtWith,
    /// What the company told of the commission.
    CommissionTold,
    /// It was booked again by another rule of commission.
    CommissionCorrected,
    /// The customer got the money back that was taken.
    GivenBack,
    /// The customer did not get it back, though the books said so. In rows of earlier versions also what is `KeptForNext` now.
    StillOwed,
    /// Money that was owed for another sale was there before this one began.
    KeptForNext,
    /// The customer's money was turned into credit on their account.
    Credited,
    /// The customer paid for it after all, after the shop had given the money back.
    Collected,
    /// The customer, who had left, was told that it came to nothing.
    CustomerTold,
}

impl EventKind {
    pub(crate) const ALL: [(EventKind, &'static str); 30] = [
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
        (EventKind::ComplaintNoted, "complaint_noted"),
        (EventKind::ComplaintClosed, "complaint_closed"),
        (EventKind::DealtWith, "dealt_with"),
        (EventKind::CommissionTold, "commission_told"),
        (EventKind::CommissionCorrected, "commission_corrected"),
        (EventKind::GivenBack, "given_back"),
        (EventKind::StillOwed, "still_owed"),
        (EventKind::KeptForNext, "kept_for_next"),
        (EventKind::Credited, "credited"),
        (EventKind::Collected, "collected"),
        (EventKind::CustomerTold, "customer_told"),
    ];

    /// The word for it in the database.
    pub fn as_str(self) -> &'static str {
        EventKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    pub(crate) fn parse(word: &str) -> Option<EventKind> {
        EventKind::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }

    /// Which kind of a person's row it is. `None` for a row that no person writes.
    pub(crate) fn by_person(self) -> Option<PersonsRow> {
        match self {
            EventKind::PersonSaid => Some(PersonsRow::Said),
            EventKind::DeclaredFailed => Some(PersonsRow::DeclaredFailed),
            EventKind::Disputed => Some(PersonsRow::Disputed),
            EventKind::ComplaintNoted => Some(PersonsRow::ComplaintNoted),
            EventKind::ComplaintClosed => Some(PersonsRow::ComplaintClosed),
            EventKind::DealtWith => Some(PersonsRow::DealtWith),
            EventKind::Intended
            | EventKind::Submitted
            | EventKind::NotSent
            | EventKind::Accepted
            | EventKind::Succeeded
            | EventKind::Rejected
            | EventKind::LostTrack
            | EventKind::Reversed
            | EventKind::NoRecord
            | EventKind::NoNews
            | EventKind::Contradicted
            | EventKind::Printed
            | EventKind::Abandoned
            | EventKind::Admitted
            | EventKind::PaidAgain
            | EventKind::Recovered
            | EventKind::CommissionTold
            | EventKind::CommissionCorrected
            | EventKind::GivenBack
            | EventKind::StillOwed
            | EventKind::KeptForNext
            | EventKind::Credited
            | EventKind::Collected
            | EventKind::CustomerTold => None,
        }
    }
}

/// A row that a person writes of a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PersonsRow {
    /// What the company's portal or helpline says.
    Said,
    /// That it failed, as an earlier version wrote it.
    DeclaredFailed,
    /// A complaint to the company.
    Disputed,
    /// What came of it so far.
    ComplaintNoted,
    /// How it ended.
    ComplaintClosed,
    /// What was done about a contradiction.
    DealtWith,
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

/// What a person wrote down about a sale.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Rest {
    /// Its length in bytes.
    #[specta(type = specta_typescript::Number)]
    pub bytes: usize,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// How much of an answer is kept, in bytes.
const EVIDENCE_MAX: usize = 4_096;

/// The evidence of an event. Secrets were taken out before it came here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDetail {
    /// In the row that begins an attempt: its facts. So number, amount and order id are under the seal, too.
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
    /// In a row that puts an order back: where the order was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_in: Option<FoundIn>,
    /// In a row that puts a person's word or a voucher back: when the person wrote it, in ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at_ms: Option<i64>,
    /// The part of the answer that was too long to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
    /// What a person wrote down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonsWord>,
    /// In a row about a complaint: what it adds to the person's word. `None` in rows of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<ComplaintEntry>,
    /// Only in rows of earlier versions: the company now says itself what before only a person had said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agrees: bool,
    /// The company's word in an answer that changed nothing. `None` in rows of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Word>,
    /// Of a "no record" that follows another: how many ms at least lie between the two. They are counted by a clock that
    /// nobody can set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited_ms: Option<i64>,
    /// How the row's time was known. It is set when the row is written. `None` in rows of earlier versions, whose time is
    /// the computer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<TimeMark>,
    /// What an attempt began with, in the row that begins it. `None` in rows of earlier versions, as all that follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Box<Begun>>,
    /// What a step wrote of its attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrote: Option<Box<Wrote>>,
    /// What was posted with the row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posted: Vec<(Account, Paise)>,
    /// What the provider told of the commission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_earned: Option<Paise>,
    /// What the attempt earns from now on, where it is booked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Paise>,
    /// Money that is no sale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<Voucher>,
    /// The deliberate act behind a row that is about no sale, or about a complaint: the same act delivered twice is one row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// In a correction: the place of the voucher that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mends: Option<i64>,
    /// A rule of money that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleChange>,
    /// A shift that was opened, counted or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Box<ShiftEntry>>,
    /// A customer's limit that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitChange>,
    /// What earlier versions wrote, in a row that carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<Box<Carried>>,
    /// Rules of commission that were set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commission: Option<CommissionChange>,
    /// The financial year that tax kept back is of, where it is not the one in which the row was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tds_year: Option<FinancialYear>,
    /// The slip that was printed. `None` in rows of earlier versions, which tell of a sale's slip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Printed>,
}

impl EventDetail {
    /// Whether several clocks confirm the row's time. Only the span between two such times can be trusted.
    pub fn is_time_sure(&self) -> bool {
        self.clock.is_some_and(|clock| clock.from == TimeFrom::Companies)
    }

    /// What was sent and what came back. Of a long answer, the beginning and a digest of the rest are kept, so that whoever
    /// has the whole answer can prove that it is the same.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Attention;

    #[test]
    fn the_window_and_the_books_have_one_word_for_each() {
        for (kind, word) in EventKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), word);
            assert_eq!(EventKind::parse(word), Some(kind));
        }
        for attention in [Attention::Contradicted, Attention::NeedsPerson] {
            assert_eq!(serde_json::to_value(attention).unwrap(), Attention::as_str(Some(attention)));
        }
    }
}
