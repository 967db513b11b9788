//! A reply about a person as evidence: its JSON with the values of those fields that say nothing of anybody. It is a
//! list of what may be kept, not of what may not, because nobody knows what a company will print tomorrow.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::{Discreet, RawValue};
use crate::request::HIDDEN;

/// What a field may hold, which its value must also look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A status, a code or a flag.
    Word,
    /// An id of ours or the company's.
    Id,
    /// When something was.
    Time,
    /// Rupees.
    Amount,
    /// The company's words.
    Words,
    /// An id, or words in its place.
    Reference,
}

/// The fields that are kept, by their names in small letters.
const KEPT: [(Kind, &[&str]); 6] = [
    (
        Kind::Word,
        &[
            "status",
            "status_code",
            "error_code",
            "respcode",
            "status_in_db",
            "is_completed",
            "is_refunded",
            "account_type",
        ],
    ),
    (Kind::Id, &["id", "orderid", "order_id", "txid", "txn_id", "request_id", "agent_id", "bcagentid", "customer_id"]),
    (Kind::Time, &["date", "time", "date_time", "created_at", "updated_at"]),
    (Kind::Amount, &["amount", "balance"]),
    (Kind::Words, &["message", "response"]),
    (Kind::Reference, &["reference", "opid"]),
];

/// Objects inside objects that are looked into. No answer in the papers is deeper than three.
const DEPTH: usize = 8;

/// The skeleton of a body; `None` if it is no JSON object and no list.
pub(super) fn of(body: &str, discreet: &Discreet<'_>) -> Option<String> {
    let raw: &RawValue = serde_json::from_str(body.trim_start_matches('\u{feff}')).ok()?;
    if !raw.get().starts_with(['{', '[']) {
        return None;
    }
    Some(value("", raw.get(), discreet, DEPTH))
}

fn value(name: &str, raw: &str, discreet: &Discreet<'_>, depth: usize) -> String {
    let inner = depth.checked_sub(1);
    match (raw.as_bytes().first(), inner) {
        (Some(b'{'), Some(depth)) => {
            let fields = serde_json::from_str(raw).map_or_else(|_| Vec::new(), |Fields(fields)| fields);
            let kept = fields.into_iter().map(|(name, raw)| {
                format!("{}:{}", quoted(&field_name(&name)), value(&name, raw.get(), discreet, depth))
            });
            format!("{{{}}}", kept.collect::<Vec<_>>().join(","))
        }
        (Some(b'['), Some(depth)) => {
            let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
            let kept = items.into_iter().map(|raw| value(name, raw.get(), discreet, depth));
            format!("[{}]", kept.collect::<Vec<_>>().join(","))
        }
        (Some(b'"'), _) => match serde_json::from_str::<String>(raw) {
            Ok(text) => quoted(&leaf(name, &text, discreet)),
            Err(_) => quoted(HIDDEN),
        },
        (Some(b'n' | b't' | b'f'), _) => raw.to_owned(),
        (Some(b'0'..=b'9' | b'-'), _) if leaf(name, raw, discreet) == raw => raw.to_owned(),
        _ => quoted(HIDDEN),
    }
}

/// A value, if its field is one that is kept and it looks like what that field is for.
fn leaf(name: &str, text: &str, discreet: &Discreet<'_>) -> String {
    let name = name.to_ascii_lowercase();
    let Some((kind, _)) = KEPT.iter().find(|(_, names)| names.contains(&name.as_str())) else {
        return hidden(text);
    };
    let only = |signs: &str, most: usize| {
        text.len() <= most && text.chars().all(|sign| sign.is_ascii_alphanumeric() || signs.contains(sign))
    };
    let is_id = only("_-", 64);
    match kind {
        Kind::Word if only(" _-", 24) => discreet.words(text),
        Kind::Id | Kind::Reference if is_id => discreet.id(text),
        Kind::Time if only("-:/.+ ", 40) && text.contains(['-', ':', '/']) => discreet.exact(text),
        Kind::Amount if text.len() <= 16 && text.chars().all(|sign| sign.is_ascii_digit() || ".-".contains(sign)) => {
            discreet.exact(text)
        }
        Kind::Words | Kind::Reference => discreet.words(text),
        Kind::Word | Kind::Id | Kind::Time | Kind::Amount => hidden(text),
    }
}

/// Nothing stays nothing: that a field is empty says nothing of anybody, and much of the answer.
fn hidden(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { HIDDEN.to_owned() }
}

/// The name of a field, if it looks like one: a company may put a person's number in its place.
fn field_name(name: &str) -> String {
    let is_name =
        name.len() <= 32 && name.bytes().all(|sign| sign.is_ascii_alphabetic() || sign == b'_') && !name.is_empty();
    if is_name { name.to_owned() } else { HIDDEN.to_owned() }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The fields of an object in their order, also those that stand twice.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields<'de>, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = entries.next_entry::<String, &'de RawValue>()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
