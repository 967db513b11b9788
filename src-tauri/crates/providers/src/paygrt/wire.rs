//! Paygrt's answers as they were recorded from the service.

use domain::Paise;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::echo::Echo;
use crate::provider::Particulars;
use crate::text::{Text, object_or_null, read_object};

/// What stands around every answer.
#[derive(Debug, Deserialize)]
#[serde(bound = "Data: Deserialize<'de>")]
pub(super) struct Envelope<Data> {
    #[serde(default)]
    pub(super) message: Text,
    #[serde(default = "nothing", deserialize_with = "object_or_null")]
    pub(super) data: Option<Data>,
    #[serde(default)]
    pub(super) status: Text,
}

fn nothing<Data>() -> Option<Data> {
    None
}

impl<Data: DeserializeOwned> Envelope<Data> {
    /// Reads a body; `None` when it is not such an envelope.
    pub(super) fn read(body: &str) -> Option<Envelope<Data>> {
        read_object(body)
    }
}

impl Envelope<SaleData> {
    /// The reason stands in `data.message`; the outer one only says "Fail".
    pub(super) fn words(&self) -> String {
        let inner = self.data.as_ref().and_then(|data| data.message.get());
        inner.or(self.message.get()).unwrap_or_default().to_owned()
    }

    /// Whether either message says it.
    pub(super) fn says(&self, it: impl Fn(&str) -> bool) -> bool {
        it(&self.words()) || it(self.message.get().unwrap_or_default())
    }
}

/// `data` of a recharge or status answer. On failure most of it is null; the status answer leaves half of it out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SaleData {
    pub(super) api_ref_id: Text,
    pub(super) txn_id: Text,
    pub(super) operator_id: Text,
    pub(super) recharge_number: Text,
    pub(super) recharge_amount: Text,
    pub(super) recharge_status: Text,
    pub(super) message: Text,
    pub(super) remaining_balance: Text,
    pub(super) status_code: Text,
}

impl SaleData {
    pub(super) fn echo(&self) -> Echo<'_> {
        Echo { order_id: self.api_ref_id.get(), number: self.recharge_number.get(), amount: self.recharge_amount.get() }
    }

    pub(super) fn particulars(&self, words: &str) -> Particulars {
        Particulars {
            provider_ref: self.txn_id.owned(),
            operator_ref: self.operator_id.owned(),
            words: Some(words.to_owned()).filter(|words| !words.is_empty()),
            balance: self.remaining_balance.get().and_then(Paise::from_wire),
        }
    }
}

/// `data` of a balance answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct BalanceData {
    pub(super) balance: Text,
}
