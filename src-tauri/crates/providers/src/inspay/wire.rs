//! INSPAY's answers as they stand on the wire.

use serde::Deserialize;

use crate::text::{Text, shown};

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
