//! INSPAY's answers as they stand on the wire.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::text::{Text, read_object, shown};
use crate::{Trouble, noise};

/// What came: the paper's one JSON object, or a bare text.
pub(super) enum Read<T> {
    Object(T),
    Text(String),
}

/// Reads a body.
pub(super) fn read<T: DeserializeOwned>(body: &str) -> Result<Read<T>, Trouble> {
    let answer = noise::answer(body)?;
    match answer.chars().next() {
        Some('{') => read_object(&answer).map(Read::Object).ok_or(Trouble::AnswerUnreadable),
        Some('[' | '<') | None => Err(Trouble::AnswerUnreadable),
        Some(_) => Ok(Read::Text(answer.into_owned())),
    }
}

/// Answer to `balance`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct BalanceAnswer {
    pub(super) status: Text,
    pub(super) balance: Text,
    #[serde(deserialize_with = "shown")]
    message: Text,
    #[serde(deserialize_with = "shown")]
    opid: Text,
}

impl BalanceAnswer {
    /// The reason of a refusal, which may stand where the other calls have it.
    pub(super) fn words(&self) -> String {
        self.message.owned().or_else(|| self.opid.owned()).unwrap_or_default()
    }
}
