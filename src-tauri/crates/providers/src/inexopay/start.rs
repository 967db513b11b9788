//! What all calls that begin something have in common: a refusal must not be about another order, and words that an
//! order id was used before mean that the first request arrived.

use url::Url;

use super::status::{Refusal, Verdict, judge};
use super::wire::{Inner, Leaf};
use crate::agent::Start;
use crate::trouble::says_duplicate;
use crate::{Reply, Trouble};

/// Our ids, wherever an answer repeats them.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Ids {
    pub(super) orderid: Leaf,
    pub(super) order_id: Leaf,
    pub(super) txn_id: Leaf,
    pub(super) number: Leaf,
}

impl Ids {
    /// Whether an order id stands there that is not this one.
    pub(super) fn is_of_other(&self, order_id: &str) -> bool {
        self.orderid.is_other_than(order_id) || self.order_id.is_other_than(order_id)
    }

    /// Whether an order id stands there at all.
    pub(super) fn is_named(&self) -> bool {
        self.orderid.get().is_some() || self.order_id.get().is_some()
    }
}

/// The ids beside the envelope and those in `data`; none in `data` that is no object.
pub(super) fn ids(envelope: &super::wire::Envelope) -> [Ids; 2] {
    let outer = Ids {
        orderid: envelope.orderid.clone(),
        order_id: envelope.order_id.clone(),
        txn_id: envelope.txn_id.clone(),
        number: envelope.number.clone(),
    };
    let inner = match envelope.data::<Ids>() {
        Inner::Object(ids) => ids,
        Inner::Nothing | Inner::Unreadable => Ids::default(),
    };
    [outer, inner]
}

/// Reads the answer to a call that begins something under an order id of ours; `started` reads the good news.
pub(super) fn read_start<T>(
    reply: &Reply,
    order_id: &str,
    started: impl FnOnce(&super::wire::Envelope) -> Result<T, Trouble>,
) -> Start<T> {
    match judge(reply) {
        Verdict::Unclear(trouble) => Start::Unclear(trouble),
        Verdict::Good(envelope) if ids(&envelope).iter().any(|ids| ids.is_of_other(order_id)) => {
            Start::Unclear(Trouble::AnswerNotOurs)
        }
        Verdict::Good(envelope) => started(&envelope).map_or_else(Start::Unclear, Start::Started),
        Verdict::Refused(refusal) => match refused(refusal, order_id) {
            Ok((words, trouble)) => Start::Rejected { words, trouble },
            Err(trouble) => Start::Unclear(trouble),
        },
    }
}

/// A refusal that may be believed: words and trouble.
pub(super) fn refused(refusal: Refusal, order_id: &str) -> Result<(String, Trouble), Trouble> {
    if ids(&refusal.envelope).iter().any(|ids| ids.is_of_other(order_id)) {
        return Err(Trouble::AnswerNotOurs);
    }
    if says_duplicate(&refusal.words) {
        return Err(Trouble::DuplicateOrder);
    }
    Ok((refusal.words, refusal.trouble))
}

/// The hosts of the paper's samples: the bank's page for accounts, the sister company's for PAN applications.
pub(super) fn host_is_known(page: &Url) -> bool {
    let Some(host) = page.host_str() else { return false };
    let known = host == "nsdljiffy.co.in" || host == "inspay.in" || host.ends_with(".inspay.in");
    known && page.scheme() == "https" && page.port().is_none()
}

/// Reads the address of a page: https without credentials in it, or plain http on this computer, where practice is.
pub(super) fn page_url(leaf: &Leaf) -> Result<Url, Trouble> {
    let url = leaf.get().and_then(|text| Url::parse(text).ok()).ok_or(Trouble::AnswerUnreadable)?;
    let secure = url.scheme() == "https" || (url.scheme() == "http" && crate::client::is_loopback(&url));
    let plain = url.host().is_some() && url.username().is_empty() && url.password().is_none();
    if secure && plain { Ok(url) } else { Err(Trouble::AnswerUnreadable) }
}
