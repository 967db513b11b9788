//! The decisions of a journal row, under its seal. So the journal alone is enough to make every other table anew.

use domain::{CommissionRule, ComplaintOutcome, ComplaintReason, Event, Paise, Payment};
use serde::{Deserialize, Serialize};

/// What a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// The provider contradicts what is settled.
    Contradicted,
    /// It was asked about as often as the schedule allows.
    NeedsPerson,
}

impl Attention {
    pub(crate) fn as_str(attention: Option<Attention>) -> &'static str {
        match attention {
            None => "",
            Some(Attention::Contradicted) => "contradicted",
            Some(Attention::NeedsPerson) => "needs_person",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Attention> {
        match word {
            "contradicted" => Some(Attention::Contradicted),
            "needs_person" => Some(Attention::NeedsPerson),
            _ => None,
        }
    }
}

/// The real figure that is known at the end of an order of the services desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Booked {
    /// The fee that the provider took. The rest of the charge is earned.
    Fee(Paise),
    /// The money paid into the wallet.
    Paid(Paise),
}

/// Who asked the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Nobody: it is no enquiry.
    #[default]
    Not,
    /// The schedule. The enquiry uses up one of its places.
    BySchedule,
    /// A person or a callback, beside the schedule.
    Beside,
}

/// In the row that begins an attempt: the figures it began with, beside the facts that never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the columns of sale and attempt, told in migrations")]
pub struct Begun {
    pub service: String,
    pub operator: String,
    pub number: String,
    pub circle: String,
    pub amount: Paise,
    pub fields: String,
    pub intent: String,
    pub day: String,
    pub created_at_ms: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub twin: i64,
    #[serde(default, skip_serializing_if = "is_cash")]
    pub payment: Payment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<i64>,
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub charge: Paise,
    pub provider: String,
    pub code: String,
    pub account: String,
    pub order_id: String,
    pub submitted_at_ms: i64,
    pub earned: Paise,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_check_at_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provider_ref: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<Attention>,
}

pub(crate) fn is_zero(number: &i64) -> bool {
    *number == 0
}

pub(crate) fn is_cash(payment: &Payment) -> bool {
    *payment == Payment::Cash
}

fn is_nothing(amount: &Paise) -> bool {
    *amount == Paise::ZERO
}

fn is_not_asked(asked: &Asked) -> bool {
    *asked == Asked::Not
}

/// The columns of the attempt that a step wrote, beside those that stand in the row's own columns and its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrote {
    /// The event of the state machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// The provider's id of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_ref: Option<String>,
    /// The operator's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_ref: Option<String>,
    /// When it is asked about next, in ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_check_at_ms: Option<i64>,
    /// Who asked.
    #[serde(default, skip_serializing_if = "is_not_asked")]
    pub asked: Asked,
    /// What a person should look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<Attention>,
    /// The real fee or payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked: Option<Booked>,
    /// The link by which a load is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// How much a customer may owe, from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitChange {
    /// The customer's id.
    pub customer: i64,
    /// How much; `None`: nothing is sold on credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Paise>,
    /// Who changed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// A rule of money that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChange {
    /// Which rule.
    pub name: String,
    /// Its value from now on.
    pub value: String,
    /// Who changed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// Rules of commission that were set together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommissionChange {
    /// The rules.
    pub rules: Vec<CommissionRule>,
    /// Who set them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// What a row of a complaint says beside the person's word in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintEntry {
    /// Why, in the row that opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ComplaintReason>,
    /// What the shop does next; empty where nothing was planned.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next_step: String,
    /// On which day in India, `2026-11-30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_day: Option<String>,
    /// How it ended, in the row that closes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ComplaintOutcome>,
}

/// A slip that was printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Of what it is a slip, in the till's own form: an id, and never what stands on the paper.
    pub slip: String,
    /// The codes of its languages with a blank between them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub languages: String,
    /// A person says that it is on paper: no printer told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_person: bool,
}
