//! Loading the wallet by UPI. The order id is the company's here; it makes it when it makes the link.

use domain::Paise;
use url::Url;

use super::start::{Ids, Ours, ids};
use super::status::{Status, Verdict, judge};
use super::wire::{Envelope, Inner, Leaf, shown};
use crate::agent::{LoadParticulars, LoadQuestion, Start, WalletLoad};
use crate::standing::Standing;
use crate::{Reply, Trouble};

/// `data` of "Generate UPI QR", without the address of a picture that would tell somebody else what is paid.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct LoadData {
    order_id: Leaf,
    amount: Leaf,
    upi_id: Leaf,
    tx_string: Leaf,
    status: Leaf,
}

/// "Generate UPI QR". The link is what the customer's money follows, so it must name exactly this load.
pub(super) fn read_request(amount: Paise, reply: &Reply) -> Start<WalletLoad> {
    match judge(reply) {
        Verdict::Unclear(trouble) => Start::Unclear(trouble),
        Verdict::Refused(refusal) => Start::Rejected { words: refusal.words, trouble: refusal.trouble },
        Verdict::Good(envelope) => read_load(amount, &envelope).map_or_else(Start::Unclear, Start::Started),
    }
}

fn read_load(amount: Paise, envelope: &Envelope) -> Result<WalletLoad, Trouble> {
    let Inner::Object(data) = envelope.data::<LoadData>() else { return Err(Trouble::AnswerUnreadable) };
    let order_id = data.order_id.owned().ok_or(Trouble::AnswerUnreadable)?;
    if data.amount.get().and_then(Paise::from_wire) != Some(amount)
        || (Ours { order_id: &order_id, ..Ours::default() }).differ_in(envelope)
    {
        return Err(Trouble::AnswerNotOurs);
    }
    if Status::read(&data.status)? != Status::Pending {
        return Err(Trouble::AnswerContradictsItself);
    }
    let upi_link = data.tx_string.owned().ok_or(Trouble::AnswerUnreadable)?;
    let payee = payee_of(&upi_link, amount, &order_id)?;
    if data.upi_id.get().is_some_and(|printed| printed != payee) {
        return Err(Trouble::AnswerContradictsItself);
    }
    Ok(WalletLoad { order_id, amount, upi_link, payee })
}

/// The longest link that is drawn, in signs: longer ones make a code that a telephone cannot read off a screen.
const UPI_LINK_LIMIT: usize = 512;

/// To whom a link pays, if it is a link to pay this amount for this order and nothing else. It is read as narrowly as
/// can be, because the customer's app reads it by rules of its own: plain signs, no field twice in any case, no
/// fragment.
fn payee_of(link: &str, amount: Paise, order_id: &str) -> Result<String, Trouble> {
    let plain = link.len() <= UPI_LINK_LIMIT && link.bytes().all(|sign| sign.is_ascii_graphic() || sign == b' ');
    let url = Url::parse(link).ok().filter(|url| plain && url.fragment().is_none() && link.starts_with("upi://pay?"));
    let url = url.ok_or(Trouble::AnswerUnreadable)?;
    let pairs = url.query_pairs().map(|(name, value)| (name.to_ascii_lowercase(), value.into_owned()));
    let mut fields: Vec<(String, String)> = pairs.collect();
    let count = fields.len();
    fields.sort();
    fields.dedup_by(|one, other| one.0 == other.0);
    if fields.len() != count {
        return Err(Trouble::AnswerContradictsItself);
    }
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let is_amount = |text: &str| Paise::from_wire(text) == Some(amount);
    // `mam` is the least that may be paid; another one would let the customer's app change the amount.
    let right_amount = field("am").is_some_and(is_amount) && field("mam").is_none_or(is_amount);
    let references = [field("tr"), field("tn")];
    let right_order =
        references.iter().flatten().all(|text| *text == order_id) && references.iter().flatten().count() > 0;
    if !right_amount || !right_order || field("cu").is_some_and(|currency| currency != "INR") {
        return Err(Trouble::AnswerNotOurs);
    }
    field("pa").filter(|payee| payee.contains('@')).map(str::to_owned).ok_or(Trouble::AnswerUnreadable)
}

/// `data` of "Check Payment Status".
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct StatusData {
    amount: Leaf,
    status: Leaf,
    new_balance: Leaf,
    #[serde(deserialize_with = "shown")]
    date_time: Leaf,
    #[serde(deserialize_with = "shown")]
    remark: Leaf,
}

/// "Check Payment Status".
pub(super) fn read_status(question: &LoadQuestion, reply: &Reply) -> Standing<LoadParticulars> {
    let ours = Ours { order_id: &question.order_id, ..Ours::default() };
    match judge(reply) {
        Verdict::Unclear(trouble) => Standing::SaysNothing(trouble),
        Verdict::Refused(refusal) if ours.differ_in(&refusal.envelope) => Standing::SaysNothing(Trouble::AnswerNotOurs),
        Verdict::Refused(refusal) if refusal.says_no_record() => Standing::NoRecord(refusal.words),
        Verdict::Refused(refusal) => Standing::SaysNothing(refusal.trouble),
        Verdict::Good(envelope) if ours.differ_in(&envelope) || !ids(&envelope).iter().any(Ids::names_order) => {
            Standing::SaysNothing(Trouble::AnswerNotOurs)
        }
        Verdict::Good(envelope) => read_paid(question, &envelope)
            .map_or_else(Standing::SaysNothing, |(status, particulars)| Standing::Says(status.into(), particulars)),
    }
}

/// What a good answer about our load says. The customer's app may change the amount, so one that was paid is believed
/// whatever its amount, and tells it; of any other the amount must be the one that was asked for.
fn read_paid(question: &LoadQuestion, envelope: &Envelope) -> Result<(Status, LoadParticulars), Trouble> {
    let Inner::Object(data) = envelope.data::<StatusData>() else { return Err(Trouble::AnswerUnreadable) };
    let status = Status::read(&data.status)?;
    let amount = data.amount.get().and_then(Paise::from_wire);
    let paid = match status {
        Status::Success => Some(amount.filter(|amount| *amount > Paise::ZERO).ok_or(Trouble::AnswerUnreadable)?),
        Status::Failed | Status::Refund | Status::Pending if amount != Some(question.amount) => {
            return Err(Trouble::AnswerNotOurs);
        }
        Status::Failed | Status::Refund | Status::Pending => None,
    };
    let words = data.remark.owned().or_else(|| envelope.message.owned());
    let new_balance = data.new_balance.get().and_then(Paise::floor_from_wire);
    Ok((status, LoadParticulars { paid, new_balance, date_time: data.date_time.owned(), words }))
}
