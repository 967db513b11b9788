//! PAN applications: begun, resumed, asked about.

use domain::{OrderId, Paise};

use super::start::{Ids, ids, page_url, read_start};
use super::status::{Status, Verdict, fetched, judge};
use super::wire::{Envelope, Inner, Leaf, shown};
use crate::agent::{PanPage, PanParticulars, PanQuestion, Standing, Start};
use crate::trouble::says_no_record;
use crate::{Reply, Trouble};

/// `data` of "Request PAN" and "Resume Incomplete PAN Application".
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct PageData {
    url: Leaf,
    txid: Leaf,
}

/// The page, of an answer that must name our order.
fn page(envelope: &Envelope, order_id: &OrderId, number: Option<&str>) -> Result<PanPage, Trouble> {
    let standing = ids(envelope);
    let other =
        |ids: &Ids| ids.is_of_other(order_id.as_str()) || number.is_some_and(|own| ids.number.is_other_than(own));
    if standing.iter().any(other) || !standing.iter().any(Ids::is_named) {
        return Err(Trouble::AnswerNotOurs);
    }
    let Inner::Object(data) = envelope.data::<PageData>() else { return Err(Trouble::AnswerUnreadable) };
    Ok(PanPage { url: page_url(&data.url)?, txid: data.txid.owned() })
}

/// "Request PAN": "initiated successfully" is begun, not done.
pub(super) fn read_request(order_id: &OrderId, number: &str, reply: &Reply) -> Start<PanPage> {
    read_start(reply, order_id.as_str(), |envelope| page(envelope, order_id, Some(number)))
}

/// "Resume Incomplete PAN Application". A refusal ("URL Expired") is about the page, never about the application.
pub(super) fn read_resume(order_id: &OrderId, reply: &Reply) -> Result<PanPage, Trouble> {
    page(&fetched(reply)?, order_id, None)
}

/// `data` of "PAN Status Check". Most of it stands a second time beside the envelope.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct StatusData {
    status: Leaf,
    txid: Leaf,
    amount: Leaf,
    opid: Leaf,
    #[serde(deserialize_with = "shown")]
    updated_at: Leaf,
}

/// "PAN Status Check".
pub(super) fn read_status(question: &PanQuestion, reply: &Reply) -> Standing<PanParticulars> {
    let (envelope, refusal) = match judge(reply) {
        Verdict::Unclear(trouble) => return Standing::SaysNothing(trouble),
        Verdict::Good(envelope) => (envelope, None),
        Verdict::Refused(refusal) => {
            let no_record = refusal.says_no_record();
            (refusal.envelope, Some((no_record, refusal.words, refusal.trouble)))
        }
    };
    let standing = ids(&envelope);
    let other = |ids: &Ids| ids.is_of_other(question.order_id.as_str()) || ids.number.is_other_than(&question.number);
    if standing.iter().any(other) {
        return Standing::SaysNothing(Trouble::AnswerNotOurs);
    }
    let data = match envelope.data::<StatusData>() {
        Inner::Object(data) => data,
        Inner::Nothing => StatusData::default(),
        Inner::Unreadable => return Standing::SaysNothing(Trouble::AnswerUnreadable),
    };
    match refusal {
        // A refused enquiry that nevertheless says how it stands says two things.
        Some(_) if data.status.get().is_some() && Status::read(&data.status) != Ok(Status::Failed) => {
            Standing::SaysNothing(Trouble::AnswerContradictsItself)
        }
        Some((true, words, _)) => Standing::NoRecord(words),
        Some((false, _, trouble)) => Standing::SaysNothing(trouble),
        None => read_standing(&envelope, &standing, &data)
            .map_or_else(Standing::SaysNothing, |(status, particulars)| Standing::Says(status.into(), particulars)),
    }
}

/// What a good answer says: it must name order and number, as the paper's does, and agree with itself.
fn read_standing(
    envelope: &Envelope,
    standing: &[Ids; 2],
    data: &StatusData,
) -> Result<(Status, PanParticulars), Trouble> {
    if !standing.iter().any(Ids::is_named) || !standing.iter().any(|ids| ids.number.get().is_some()) {
        return Err(Trouble::AnswerNotOurs);
    }
    let status = Status::read(&data.status)?;
    let words = envelope.words();
    if says_no_record(&words) {
        return Err(Trouble::AnswerContradictsItself);
    }
    let fee = |leaf: &Leaf| match leaf.get() {
        None => Ok(None),
        Some(printed) => {
            Paise::from_wire(printed).filter(|fee| *fee >= Paise::ZERO).map(Some).ok_or(Trouble::AnswerUnreadable)
        }
    };
    let fee = match (fee(&envelope.amount)?, fee(&data.amount)?) {
        (Some(one), Some(other)) if one != other => return Err(Trouble::AnswerContradictsItself),
        (one, other) => other.or(one),
    };
    if envelope.reference.get().zip(data.opid.get()).is_some_and(|(one, other)| one != other) {
        return Err(Trouble::AnswerContradictsItself);
    }
    // As at the sister company, the place of the acknowledgement holds the reason of a failure.
    let opid = data.opid.owned().or_else(|| envelope.reference.owned()).filter(|opid| opid != "0");
    let (acknowledgement, reason) = if status == Status::Success { (opid, None) } else { (None, opid) };
    let words = [reason, Some(words).filter(|words| !words.is_empty())].into_iter().flatten().collect::<Vec<_>>();
    Ok((
        status,
        PanParticulars {
            fee,
            acknowledgement,
            txid: data.txid.owned(),
            updated_at: data.updated_at.owned().or_else(|| envelope.date_time.owned()),
            words: Some(words.join(" · ")).filter(|words| !words.is_empty()),
        },
    ))
}
