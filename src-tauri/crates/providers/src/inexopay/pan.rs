//! PAN applications: begun, resumed, asked about.

use domain::{OrderId, Paise};

use super::start::{Ids, Ours, ids, page_url, read_start};
use super::status::{Status, Verdict, fetched_page, judge};
use super::wire::{Envelope, Inner, Leaf, shown};
use crate::agent::{PanPage, PanParticulars, PanQuestion, Start};
use crate::standing::Standing;
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
fn page(envelope: &Envelope, ours: Ours<'_>) -> Result<PanPage, Trouble> {
    if ours.differ_in(envelope) || !ids(envelope).iter().any(Ids::names_order) {
        return Err(Trouble::AnswerNotOurs);
    }
    let Inner::Object(data) = envelope.data::<PageData>() else { return Err(Trouble::AnswerUnreadable) };
    Ok(PanPage { url: page_url(&data.url)?, txid: data.txid.owned() })
}

/// "Request PAN": "initiated successfully" is begun, not done.
pub(super) fn read_request(order_id: &OrderId, number: &str, reply: &Reply) -> Start<PanPage> {
    let ours = Ours { order_id: order_id.as_str(), number: Some(number), txn_id: None };
    read_start(reply, ours, |envelope| page(envelope, ours))
}

/// "Resume Incomplete PAN Application". A refusal ("URL Expired") is about the page, never about the application.
pub(super) fn read_resume(order_id: &OrderId, reply: &Reply) -> Result<PanPage, Trouble> {
    page(&fetched_page(reply)?, Ours { order_id: order_id.as_str(), ..Ours::default() })
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
    let ours = Ours { order_id: question.order_id.as_str(), number: Some(&question.number), txn_id: None };
    if ours.differ_in(&envelope) {
        return Standing::SaysNothing(Trouble::AnswerNotOurs);
    }
    let data = match envelope.data::<StatusData>() {
        Inner::Object(data) => data,
        Inner::Nothing | Inner::NoObject => StatusData::default(),
        Inner::Unreadable => return Standing::SaysNothing(Trouble::AnswerUnreadable),
    };
    match refusal {
        // A refused enquiry that nevertheless says how it stands says two things.
        Some(_) if data.status.get().is_some() && Status::read(&data.status) != Ok(Status::Failed) => {
            Standing::SaysNothing(Trouble::AnswerContradictsItself)
        }
        Some((true, words, _)) => Standing::NoRecord(words),
        Some((false, _, trouble)) => Standing::SaysNothing(trouble),
        None => read_standing(&envelope, &data)
            .map_or_else(Standing::SaysNothing, |(status, particulars)| Standing::Says(status.into(), particulars)),
    }
}

/// What a good answer says: it must name order and number, as the paper's does, and agree with itself.
fn read_standing(envelope: &Envelope, data: &StatusData) -> Result<(Status, PanParticulars), Trouble> {
    let standing = ids(envelope);
    if !standing.iter().any(Ids::names_order) || !standing.iter().any(Ids::names_number) {
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
