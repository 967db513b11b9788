//! Identity checks by Aadhaar.

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::*;
use crate::{AadhaarPerson, OtpRefusal, OtpSent};

fn sent(fields: &[(&str, Value)]) -> Start<OtpSent> {
    aadhaar::read_send_otp(&order_id(), &aadhaar_number(), &reply(&changed(OTP_SENT, fields)))
}

fn verified(fields: &[(&str, Value)]) -> Verification {
    aadhaar::read_verify_otp(&otp_answer(), &reply(&changed(OTP_VERIFIED, fields)))
}

fn unclear(verification: Verification) -> Trouble {
    match verification {
        Verification::Unclear(trouble) => trouble,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_otp_that_was_sent_has_the_inner_request_id() {
    let expected = OtpSent { request_id: REQUEST_ID.to_owned() };
    assert_eq!(sent(&[]), Start::Started(expected.clone()));
    for own in [json!("•••"), json!(GONE), json!(null), json!(""), json!("9999 4501 6781"), json!("XXXXXXXX6781")]
    {
        assert_eq!(sent(&[("data.aadhaar", own.clone())]), Start::Started(expected.clone()), "{own}");
    }
    for without in [json!(GONE), json!(null), json!("")] {
        let told = sent(&[("data.request_id", without.clone())]);
        assert_eq!(told, Start::Unclear(Trouble::AnswerUnreadable), "{without}: that of meta is another one");
    }
    let told = sent(&[("data.status", json!("failed"))]);
    assert_eq!(told, Start::Unclear(Trouble::AnswerWordUnknown { words: "failed".to_owned() }));
}

#[test]
fn an_otp_for_another_number_is_not_ours() {
    for other in [
        ("data.aadhaar", json!("999945016799")),
        ("data.aadhaar", json!(112_345_006_781_i64)),
        ("data.aadhaar", json!("XXXXXXXX6799")),
        ("data.aadhaar_number", json!("9999 4501 6799")),
        ("orderid", json!(OTHER_ID)),
        ("data.orderid", json!(OTHER_ID)),
        ("data.order_id", json!(OTHER_ID)),
    ] {
        let told = sent(std::slice::from_ref(&other));
        assert_eq!(told, Start::Unclear(Trouble::AnswerNotOurs), "{other:?}");
        let told = unclear(verified(std::slice::from_ref(&other)));
        assert_eq!(told, Trouble::AnswerNotOurs, "{other:?}");
    }
}

#[test]
fn a_verified_person_is_told_once_and_never_printed() {
    let Verification::Verified(person) = verified(&[]) else { panic!() };
    let told = [&person.full_name, &person.date_of_birth, &person.gender, &person.address];
    assert_eq!(
        told.map(|text| text.expose_secret()),
        ["Sample Customer", "02-03-1990", "Female", "1, Sample Street, Sampletown, 282001"]
    );
    let shown = format!("{person:?} {person:#?} {:?}", Verification::Verified(person.clone()));
    assert!(!shown.contains("Sample") && !shown.contains("1990") && !shown.contains("Female"), "{shown}");
}

#[test]
fn only_a_verified_status_for_our_request_with_a_name_is_a_person() {
    for status in ["", "pending", "success", "failed", "not verified", "verified?"] {
        let told = unclear(verified(&[("data.status", json!(status))]));
        assert_eq!(told, Trouble::AnswerWordUnknown { words: status.to_owned() }, "{status}");
    }
    for request_id in [json!("ADHRSAMPLE_0418"), json!(null), json!(GONE), json!(7)] {
        let told = unclear(verified(&[("data.request_id", request_id.clone())]));
        assert_eq!(told, Trouble::AnswerNotOurs, "{request_id}");
    }
    for details in [json!(GONE), json!(null), json!([]), json!({}), json!("x"), json!({ "full_name": " " })] {
        let told = unclear(verified(&[("data.aadhaar_details", details.clone())]));
        assert_eq!(told, Trouble::AnswerUnreadable, "{details}");
    }
    let bare = verified(&[("data.aadhaar_details", json!({ "full_name": "Sample", "dob": null, "address": ["x"] }))]);
    let Verification::Verified(AadhaarPerson { date_of_birth, gender, address, .. }) = bare else { panic!("{bare:?}") };
    assert!([date_of_birth, gender, address].iter().all(|text| text.expose_secret().is_empty()));
    assert!(matches!(verified(&[("data.status", json!(" VERIFIED "))]), Verification::Verified(_)));
}

#[test]
fn a_wrong_otp_is_a_refusal_in_the_companys_words() {
    for (message, expected) in [
        ("Invalid OTP", OtpRefusal::Wrong),
        ("OTP does not match", OtpRefusal::Wrong),
        ("Wrong one time password", OtpRefusal::Wrong),
        ("Incorrect OTP, 2 attempts left", OtpRefusal::Wrong),
        ("Invalid OTP. Attempts remaining: 1", OtpRefusal::Wrong),
        ("OTP expired", OtpRefusal::Expired),
        ("This request has expired, please send the OTP again", OtpRefusal::Expired),
        ("Maximum attempts exceeded", OtpRefusal::TriesOver),
        ("Invalid OTP, no attempts left", OtpRefusal::TriesOver),
        ("Too many wrong OTPs", OtpRefusal::TriesOver),
        ("OTP limit reached, blocked for 24 hours", OtpRefusal::TriesOver),
        ("OTP already used", OtpRefusal::Other),
        ("Subscription expired", OtpRefusal::Other),
        ("Account blocked", OtpRefusal::Other),
        ("Invalid details", OtpRefusal::Other),
    ] {
        let body = json!({ "status": "failed", "status_code": 400, "message": message }).to_string();
        let told = aadhaar::read_verify_otp(&otp_answer(), &reply(&body));
        let Verification::Rejected { words, why, trouble } = told else { panic!("{message}") };
        assert_eq!((words.as_str(), trouble), (message, Trouble::ProviderSays { words: message.to_owned() }));
        assert_eq!(why, expected, "{message}");
        let told = aadhaar::read_send_otp(&order_id(), &aadhaar_number(), &reply(&body));
        assert!(matches!(told, Start::Rejected { .. }), "{message}: {told:?}");
    }
}

#[test]
fn a_refusal_of_the_caller_says_nothing_of_the_otp() {
    for (code, message) in [
        (401, "Invalid OTP"),
        (402, "OTP limit exceeded: insufficient balance"),
        (403, "Invalid IP, OTP expired"),
        (405, "Invalid OTP"),
        (400, "Invalid API key for OTP"),
        (400, "Insufficient balance for OTP, limit exceeded"),
    ] {
        let body = json!({ "status": "failed", "status_code": code, "message": message }).to_string();
        let told = aadhaar::read_verify_otp(&otp_answer(), &reply(&body));
        assert!(matches!(told, Verification::Rejected { why: OtpRefusal::Other, .. }), "{message}: {told:?}");
    }
}
