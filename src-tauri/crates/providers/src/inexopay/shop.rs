//! The shop's own account at INEXOPAY: API status, balance, onboarding.

use domain::Paise;

use super::status::{Verdict, fetched, judge};
use super::wire::{Envelope, Inner, Leaf, shown};
use crate::agent::{ApiStatus, OnboardedAgent, Start};
use crate::provider::Balance;
use crate::{Reply, Trouble};

/// "Balance Check": `balance` stands beside the envelope, with `error_code` for the code.
pub(super) fn read_balance(reply: &Reply) -> Result<Balance, Trouble> {
    let envelope = fetched(reply)?;
    envelope.balance.get().and_then(Paise::floor_from_wire).ok_or(Trouble::AnswerUnreadable)
}

/// `data` of "API Status Check".
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct StatusData {
    api_balance: Leaf,
    #[serde(deserialize_with = "shown")]
    api_status: Leaf,
    #[serde(deserialize_with = "shown")]
    plan_name: Leaf,
    #[serde(deserialize_with = "shown")]
    bind_ip: Leaf,
    #[serde(deserialize_with = "shown")]
    your_ip: Leaf,
    #[serde(deserialize_with = "shown")]
    ip_status: Leaf,
}

/// "API Status Check". What is missing is empty; a wallet that cannot be read makes the whole unreadable.
pub(super) fn read_api_status(reply: &Reply) -> Result<ApiStatus, Trouble> {
    let Inner::Object(data) = fetched(reply)?.data::<StatusData>() else { return Err(Trouble::AnswerUnreadable) };
    let balance = match data.api_balance.get() {
        None => None,
        Some(printed) => Some(Paise::floor_from_wire(printed).ok_or(Trouble::AnswerUnreadable)?),
    };
    let text = |leaf: &Leaf| leaf.owned().unwrap_or_default();
    Ok(ApiStatus {
        state: text(&data.api_status),
        plan: text(&data.plan_name),
        balance,
        bound_address: text(&data.bind_ip),
        own_address: text(&data.your_ip),
        addresses_match: addresses_match(&data.ip_status),
    })
}

/// The paper has only `MATCHED`; its opposite is taken in any of its usual spellings, and nothing else is guessed.
fn addresses_match(leaf: &Leaf) -> Option<bool> {
    let letters: String = leaf.word().chars().filter(char::is_ascii_alphabetic).collect();
    match letters.as_str() {
        "matched" | "match" => Some(true),
        "notmatched" | "notmatch" | "unmatched" | "mismatched" | "mismatch" => Some(false),
        _ => None,
    }
}

/// `data` of "Agent Onboarding".
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct AgentData {
    agent_id: Leaf,
    txn_id: Leaf,
}

/// "Agent Onboarding". Nothing is paid for it and it has no order id; a number that is registered already is an ordinary
/// refusal here, not a sign that a first request arrived.
pub(super) fn read_onboarding(reply: &Reply) -> Start<OnboardedAgent> {
    match judge(reply) {
        Verdict::Unclear(trouble) => Start::Unclear(trouble),
        Verdict::Refused(refusal) => {
            let is_known = refusal.words_about_it().is_some_and(|lower| says_registered(&lower));
            let words = refusal.words;
            let trouble = if is_known { Trouble::AlreadyOnboarded { words: words.clone() } } else { refusal.trouble };
            Start::Rejected { words, trouble }
        }
        Verdict::Good(envelope) => read_agent(&envelope).map_or_else(Start::Unclear, Start::Started),
    }
}

/// Whether small letters say that an agent is registered already: the paper has "THE GIVEN MOBILENUMBER IS ALREADY
/// REGISTER" ("Agent Onboarding").
fn says_registered(lower: &str) -> bool {
    lower.contains("already") && ["regist", "exist", "onboard"].iter().any(|needle| lower.contains(needle))
}

/// The id stands there twice.
fn read_agent(envelope: &Envelope) -> Result<OnboardedAgent, Trouble> {
    let Inner::Object(data) = envelope.data::<AgentData>() else { return Err(Trouble::AnswerUnreadable) };
    if data.agent_id.get().zip(data.txn_id.get()).is_some_and(|(one, other)| one != other) {
        return Err(Trouble::AnswerContradictsItself);
    }
    let agent_id = data.agent_id.owned().or_else(|| data.txn_id.owned()).ok_or(Trouble::AnswerUnreadable)?;
    Ok(OnboardedAgent { agent_id, words: envelope.words() })
}
