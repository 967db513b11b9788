//! Paygrt's answers as they were recorded from the service.

use domain::{Paise, Service};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::status::Status;
use crate::echo::Echo;
use crate::provider::{ListedOperator, Particulars};
use crate::said::Said;
use crate::text::{Text, object_or_null, objects_or_null, read_object};

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

    /// Whether the sentence beside the word says the opposite. The envelope's is about the call.
    pub(super) fn is_denied(&self, status: Status) -> bool {
        let said = Said::of(self.message.get().unwrap_or_default());
        match status {
            Status::Success => said.denies_success(),
            Status::Fail => said.denies_failure(),
            Status::Pending => false,
        }
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

/// Answer to the operators call: the envelope around a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListAnswer {
    pub(super) message: Text,
    #[serde(deserialize_with = "objects_or_null")]
    pub(super) data: Vec<ListRow>,
    pub(super) status: Text,
}

impl ListAnswer {
    /// Reads a body; `None` when it is not such a list.
    pub(super) fn read(body: &str) -> Option<ListAnswer> {
        read_object(body)
    }
}

/// One operator of the list.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct ListRow {
    pub(super) operator_name: Text,
    pub(super) operator_code: Text,
    #[serde(rename = "type")]
    pub(super) kind: Text,
}

impl ListRow {
    /// The operator; `None` without a name, or with a code that is not plain ASCII: a letter that only looks like one
    /// leads a sale astray.
    pub(super) fn listed(&self) -> Option<ListedOperator> {
        let code = self.operator_code.owned().filter(|code| code.bytes().all(|sign| sign.is_ascii_graphic()))?;
        let service = match self.kind.word().as_str() {
            "mobile" => Some(Service::Prepaid),
            "dth" => Some(Service::Dth),
            "cash drop" => Some(Service::CashDrop),
            _ => None,
        };
        Some(ListedOperator { code, name: self.operator_name.owned()?, service })
    }
}
