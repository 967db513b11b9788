//! INSPAY's answers as they stand on the wire.

use serde::Deserialize;

use crate::Trouble;
use crate::flat_answer::FlatAnswer;
use crate::text::{Text, read_object};

/// Reads the answer to `api` or `status`: one JSON object and nothing else.
pub(super) fn read_sale(body: &str) -> Result<FlatAnswer, Trouble> {
    read_object(body).ok_or(Trouble::AnswerUnreadable)
}

/// Answer to `balance`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct BalanceAnswer {
    pub(super) status: Text,
    pub(super) balance: Text,
    pub(super) message: Text,
}

impl BalanceAnswer {
    /// Reads a body.
    pub(super) fn read(body: &str) -> Option<BalanceAnswer> {
        read_object(body)
    }
}
