//! The shop's own account at INEXOPAY: API status, balance, onboarding.

use domain::Paise;

use super::status::fetched;
use super::wire::{Inner, Leaf, shown};
use crate::provider::{ApiStatus, Balance};
use crate::{Reply, Trouble};

/// "Balance Check": `balance` stands beside the envelope, with `error_code` for the code.
pub(super) fn read_balance(reply: &Reply) -> Result<Balance, Trouble> {
    let envelope = fetched(reply)?;
    envelope.balance.get().and_then(Paise::from_wire).ok_or(Trouble::AnswerUnreadable)
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
        Some(printed) => Some(Paise::from_wire(printed).ok_or(Trouble::AnswerUnreadable)?),
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
