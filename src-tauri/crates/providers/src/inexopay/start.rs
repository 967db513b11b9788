//! What all calls that begin something have in common: a refusal must not be about another order, and words that an
//! order id was used before mean that the first request arrived.

use url::Url;

use super::status::{Verdict, judge};
use super::wire::{Envelope, Inner, Leaf, compared};
use crate::agent::Start;
use crate::trouble::says_duplicate;
use crate::{Reply, Trouble};

/// What an answer may repeat of the thing it is about.
#[derive(Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(super) struct Ids {
    #[serde(deserialize_with = "compared")]
    orderid: Leaf,
    #[serde(deserialize_with = "compared")]
    order_id: Leaf,
    #[serde(deserialize_with = "compared")]
    pub(super) txn_id: Leaf,
    #[serde(deserialize_with = "compared")]
    number: Leaf,
}

impl Ids {
    /// Whether an order id stands there.
    pub(super) fn names_order(&self) -> bool {
        self.orderid.get().is_some() || self.order_id.get().is_some()
    }

    /// Whether a mobile number stands there.
    pub(super) fn names_number(&self) -> bool {
        self.number.get().is_some()
    }
}

/// The ids beside the envelope and those in `data`; none in `data` that is no object.
pub(super) fn ids(envelope: &Envelope) -> [Ids; 2] {
    let outer = Ids {
        orderid: envelope.orderid.clone(),
        order_id: envelope.order_id.clone(),
        txn_id: envelope.txn_id.clone(),
        number: envelope.number.clone(),
    };
    let inner = match envelope.data::<Ids>() {
        Inner::Object(ids) => ids,
        Inner::Nothing | Inner::NoObject | Inner::Unreadable => Ids::default(),
    };
    [outer, inner]
}

/// What is ours of a call; what was not asked about is not compared.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ours<'a> {
    pub(super) order_id: &'a str,
    pub(super) txn_id: Option<&'a str>,
    pub(super) number: Option<&'a str>,
}

impl Ours<'_> {
    /// Whether something stands there that is not ours. Both spellings of the order id count where both stand.
    pub(super) fn differ(&self, ids: &Ids) -> bool {
        let order = ids.orderid.is_other_than(self.order_id) || ids.order_id.is_other_than(self.order_id);
        let txn = self.txn_id.is_some_and(|txn_id| ids.txn_id.is_other_than(txn_id));
        order || txn || self.number.is_some_and(|number| ids.number.is_other_than(number))
    }

    /// Whether an answer is about something else. An id that stands twice in `data` is not ours twice.
    pub(super) fn differ_in(&self, envelope: &Envelope) -> bool {
        envelope.data::<Ids>() == Inner::Unreadable || ids(envelope).iter().any(|ids| self.differ(ids))
    }
}

/// Reads the answer to a call that begins something under an order id of ours; `started` reads the good news.
pub(super) fn read_start<T>(
    reply: &Reply,
    ours: Ours<'_>,
    started: impl FnOnce(&Envelope) -> Result<T, Trouble>,
) -> Start<T> {
    match judge(reply) {
        Verdict::Unclear(trouble) => Start::Unclear(trouble),
        Verdict::Good(envelope) if ours.differ_in(&envelope) => Start::Unclear(Trouble::AnswerNotOurs),
        Verdict::Good(envelope) => started(&envelope).map_or_else(Start::Unclear, Start::Started),
        Verdict::Refused(refusal) if ours.differ_in(&refusal.envelope) => Start::Unclear(Trouble::AnswerNotOurs),
        Verdict::Refused(refusal) if says_duplicate(&refusal.words) => Start::Unclear(Trouble::DuplicateOrder),
        Verdict::Refused(refusal) => Start::Rejected { words: refusal.words, trouble: refusal.trouble },
    }
}

/// The hosts of the paper's samples: the bank's page for accounts, the sister company's for PAN applications.
pub(super) fn host_is_known(page: &Url) -> bool {
    let Some(host) = page.host_str() else { return false };
    let known = host == "nsdljiffy.co.in" || host.ends_with(".inspay.in");
    known && page.scheme() == "https" && page.port().is_none()
}

/// Reads the address of a page: https without credentials in it, or plain http on this computer, where practice is.
pub(super) fn page_url(leaf: &Leaf) -> Result<Url, Trouble> {
    let url = leaf.get().and_then(|text| Url::parse(text).ok()).ok_or(Trouble::AnswerUnreadable)?;
    let secure = url.scheme() == "https" || (url.scheme() == "http" && crate::client::is_loopback(&url));
    let plain = url.host().is_some() && url.username().is_empty() && url.password().is_none();
    if secure && plain { Ok(url) } else { Err(Trouble::AnswerUnreadable) }
}
