//! Identity checks by Aadhaar and OTP. Nothing here is kept: what is read goes to the screen once.

use domain::{Aadhaar, OrderId};
use secrecy::{ExposeSecret, SecretString};

use super::start::Ours;
use super::status::{Refusal, Verdict, judge};
use super::wire::{Envelope, Inner, Leaf, shown};
use crate::agent::{AadhaarPerson, OtpAnswer, OtpRefusal, OtpSent, Start, Verification};
use crate::{Reply, Trouble};

/// `data` of both calls.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct OtpData {
    request_id: Leaf,
    aadhaar: Leaf,
    aadhaar_number: Leaf,
    status: Leaf,
    aadhaar_details: Option<Box<serde_json::value::RawValue>>,
}

/// Whether a whole number stands there that is not ours; a shortened one (`XXXXXXXX1234`) must at least end as ours does.
fn is_of_other(leaf: &Leaf, aadhaar: &Aadhaar) -> bool {
    let Some(printed) = leaf.get() else { return false };
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0..4 => false,
        4 => digits != aadhaar.last_four(),
        _ => digits != aadhaar.expose().expose_secret(),
    }
}

/// `data` of an answer that must not be about another number or order.
fn data_about(envelope: &Envelope, order_id: &OrderId, aadhaar: &Aadhaar) -> Result<OtpData, Trouble> {
    let Inner::Object(data) = envelope.data::<OtpData>() else { return Err(Trouble::AnswerUnreadable) };
    if ours(order_id).differ_in(envelope)
        || is_of_other(&data.aadhaar, aadhaar)
        || is_of_other(&data.aadhaar_number, aadhaar)
    {
        return Err(Trouble::AnswerNotOurs);
    }
    Ok(data)
}

/// What is ours of either call.
fn ours(order_id: &OrderId) -> Ours<'_> {
    Ours { order_id: order_id.as_str(), ..Ours::default() }
}

/// "Send Aadhaar OTP". The `request_id` that counts is the one in `data`; that of `meta` is about the call. "OTP already
/// sent" is an ordinary refusal: nothing is begun but the sending of an OTP, and only the customer can say that it came.
pub(super) fn read_send_otp(order_id: &OrderId, aadhaar: &Aadhaar, reply: &Reply) -> Start<OtpSent> {
    match judge(reply) {
        Verdict::Unclear(trouble) => Start::Unclear(trouble),
        Verdict::Refused(refusal) if ours(order_id).differ_in(&refusal.envelope) => {
            Start::Unclear(Trouble::AnswerNotOurs)
        }
        Verdict::Refused(refusal) => {
            let refusal = refusal.of_otp();
            Start::Rejected { words: refusal.words, trouble: refusal.trouble }
        }
        Verdict::Good(envelope) => read_sent(order_id, aadhaar, &envelope).map_or_else(Start::Unclear, Start::Started),
    }
}

fn read_sent(order_id: &OrderId, aadhaar: &Aadhaar, envelope: &Envelope) -> Result<OtpSent, Trouble> {
    let data = data_about(envelope, order_id, aadhaar)?;
    match data.status.word().as_str() {
        "" | "pending" | "sent" | "success" => {}
        _ => return Err(Trouble::AnswerWordUnknown { words: data.status.owned().unwrap_or_default() }),
    }
    Ok(OtpSent { request_id: data.request_id.owned().ok_or(Trouble::AnswerUnreadable)? })
}

/// `data.aadhaar_details` of "Verify Aadhaar OTP".
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Details {
    full_name: Leaf,
    #[serde(deserialize_with = "shown")]
    dob: Leaf,
    #[serde(deserialize_with = "shown")]
    gender: Leaf,
    #[serde(deserialize_with = "shown")]
    address: Leaf,
}

/// "Verify Aadhaar OTP": only `data.status` "verified", for our request, with a name, is a verified identity.
pub(super) fn read_verify_otp(answer: &OtpAnswer, reply: &Reply) -> Verification {
    match judge(reply) {
        Verdict::Unclear(trouble) => Verification::Unclear(trouble),
        Verdict::Refused(refusal) if ours(&answer.order_id).differ_in(&refusal.envelope) => {
            Verification::Unclear(Trouble::AnswerNotOurs)
        }
        Verdict::Refused(refusal) => {
            let refusal = refusal.of_otp();
            let why = why_refused(&refusal);
            Verification::Rejected { words: refusal.words, why, trouble: refusal.trouble }
        }
        Verdict::Good(envelope) => match read_person(answer, &envelope) {
            Ok(person) => Verification::Verified(person),
            Err(trouble) => Verification::Unclear(trouble),
        },
    }
}

/// The paper gives no words for it. They choose a sentence and nothing else: whether another try is worth the customer's
/// time. "Invalid OTP, 2 attempts left" is a wrong one.
fn why_refused(refusal: &Refusal) -> OtpRefusal {
    let Some(lower) = refusal.words_about_it() else { return OtpRefusal::Other };
    let any = |needles: &[&str]| needles.iter().any(|needle| lower.contains(needle));
    let tries_left = any(&["left", "remain"]) && !any(&["no attempt", "no more", "0 attempt", "0 tr"]);
    if any(&["subscription", "plan ", "account"]) {
        OtpRefusal::Other
    } else if any(&["expire"]) {
        OtpRefusal::Expired
    } else if !tries_left && any(&["maximum", "exceed", "attempt", "limit", "block", "too many"]) {
        OtpRefusal::TriesOver
    } else if any(&["otp", "one time password", "one-time password"])
        && any(&["invalid", "wrong", "incorrect", "mismatch", "not match"])
    {
        OtpRefusal::Wrong
    } else {
        OtpRefusal::Other
    }
}

fn read_person(answer: &OtpAnswer, envelope: &Envelope) -> Result<AadhaarPerson, Trouble> {
    let data = data_about(envelope, &answer.order_id, &answer.aadhaar)?;
    if data.request_id.get() != Some(answer.request_id.as_str()) {
        return Err(Trouble::AnswerNotOurs);
    }
    if data.status.word() != "verified" {
        return Err(Trouble::AnswerWordUnknown { words: data.status.owned().unwrap_or_default() });
    }
    let details: Option<Details> = data.aadhaar_details.as_deref().and_then(|raw| crate::text::read_object(raw.get()));
    let details = details.filter(|details| details.full_name.get().is_some()).ok_or(Trouble::AnswerUnreadable)?;
    let text = |leaf: &Leaf| SecretString::from(leaf.owned().unwrap_or_default());
    Ok(AadhaarPerson {
        full_name: text(&details.full_name),
        date_of_birth: text(&details.dob),
        gender: text(&details.gender),
        address: text(&details.address),
    })
}
