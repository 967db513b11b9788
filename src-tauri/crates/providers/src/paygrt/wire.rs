//! Paygrt's answers as they were recorded from the service.

use domain::Service;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::VOCABULARY;
use super::status::Status;
use crate::echo::Echo;
use crate::provider::{ListedOperator, Particulars};
use crate::text::{Text, compared, object_or_null, objects_or_null, shown};
use crate::vocabulary::{BETWEEN_FIELDS, Said};
use crate::{money, references};

/// What stands around every answer.
#[derive(Debug, Deserialize)]
#[serde(bound = "Data: DeserializeOwned")]
pub(super) struct Envelope<Data> {
    #[serde(default, deserialize_with = "shown")]
    pub(super) message: Text,
    #[serde(default = "nothing", deserialize_with = "object_or_null")]
    pub(super) data: Option<Data>,
    #[serde(default)]
    pub(super) status: Text,
}

fn nothing<Data>() -> Option<Data> {
    None
}

impl Envelope<SaleData> {
    /// The reason stands in `data.message`; the outer one only says "Fail".
    pub(super) fn words(&self) -> String {
        let inner = self.data.as_ref().and_then(|data| data.message.get());
        inner.or(self.message.get()).unwrap_or_default().to_owned()
    }

    /// Whether the outer message says that it failed. The recorded good news says "Success" there.
    pub(super) fn denies_good_news(&self) -> bool {
        VOCABULARY.said(self.message.get().unwrap_or_default()).denies_success()
    }

    /// Both messages.
    pub(super) fn all_words(&self) -> String {
        let inner = self.data.as_ref().and_then(|data| data.message.get());
        [inner, self.message.get()].into_iter().flatten().collect::<Vec<_>>().join(BETWEEN_FIELDS)
    }
}

/// `data` of a recharge or status answer. On failure most of it is null; the status answer leaves half of it out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SaleData {
    #[serde(deserialize_with = "compared")]
    pub(super) api_ref_id: Text,
    #[serde(deserialize_with = "shown")]
    pub(super) txn_id: Text,
    #[serde(deserialize_with = "shown")]
    pub(super) operator_id: Text,
    #[serde(deserialize_with = "compared")]
    pub(super) recharge_number: Text,
    #[serde(deserialize_with = "compared")]
    pub(super) recharge_amount: Text,
    pub(super) recharge_status: Text,
    #[serde(deserialize_with = "shown")]
    pub(super) message: Text,
    #[serde(deserialize_with = "shown")]
    pub(super) remaining_balance: Text,
    pub(super) status_code: Text,
}

impl SaleData {
    pub(super) fn echo(&self) -> Echo<'_> {
        Echo { order_id: self.api_ref_id.get(), number: self.recharge_number.get(), amount: self.recharge_amount.get() }
    }

    /// What the sentence beside the word says. The envelope's is about the call.
    pub(super) fn said(&self) -> Said {
        VOCABULARY.said(self.message.get().unwrap_or_default())
    }

    /// What stands in the places of sentence and operator's reference.
    fn sentences(&self) -> String {
        [self.message.get(), self.operator_id.get()].into_iter().flatten().collect::<Vec<_>>().join(BETWEEN_FIELDS)
    }

    /// Whether that sentence says the opposite.
    pub(super) fn is_denied(&self, status: Status) -> bool {
        let said = self.said();
        match status {
            Status::Success => said.denies_success() || VOCABULARY.refuses_the_call(&self.sentences()),
            Status::Fail | Status::Refunded => said.denies_failure(),
            Status::Pending => false,
        }
    }

    pub(super) fn particulars(&self, words: &str) -> Particulars {
        let sentence = references::sentence(&self.operator_id, &VOCABULARY);
        let parts = [sentence, Some(words.to_owned()).filter(|words| !words.is_empty())];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(BETWEEN_FIELDS);
        Particulars {
            provider_ref: self.txn_id.owned(),
            operator_ref: references::operator_ref(&self.operator_id, &VOCABULARY),
            words: Some(words).filter(|words| !words.is_empty()),
            balance: self.remaining_balance.get().and_then(money::balance),
        }
    }
}

/// `data` of a balance answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct BalanceData {
    pub(super) balance: Text,
    #[serde(deserialize_with = "shown")]
    pub(super) message: Text,
}

/// Answer to the operators call: the envelope around a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListAnswer {
    #[serde(deserialize_with = "shown")]
    pub(super) message: Text,
    #[serde(deserialize_with = "objects_or_null")]
    pub(super) data: Vec<ListRow>,
    pub(super) status: Text,
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
