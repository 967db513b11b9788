//! INEXOPAY: JSON envelopes that agree on nothing. What is begun, asked about and looked up.

mod shapes;

use serde_json::{Value, json};

use super::agent::LOAD_ID;
use super::shared::lost;
use super::{Call, Case, ORDER_ID, case, fixture, raw, sample, set, spellings, unset};
use crate::server::answer;

const SLUG: &str = "inexopay";

fn pan_started() -> String {
    fixture(SLUG, "pan_request.json")
}

fn pan_status() -> String {
    fixture(SLUG, "pan_status.json")
}

fn load_started() -> String {
    fixture(SLUG, "load_request.json")
}

fn load_status() -> String {
    fixture(SLUG, "load_status.json")
}

fn account_started() -> String {
    fixture(SLUG, "account_open.json")
}

fn account() -> String {
    fixture(SLUG, "account.json")
}

fn api() -> String {
    fixture(SLUG, "api_status.json")
}

fn balance() -> String {
    fixture(SLUG, "balance.json")
}

fn refused(code: impl Into<Value>, words: &str) -> String {
    json!({ "status_code": code.into(), "status": "FAILED", "message": words }).to_string()
}

pub fn cases() -> Vec<Case> {
    [
        samples(),
        people(),
        doubtful(),
        words(),
        flags(),
        envelopes(),
        codes(),
        shapes::echoes(),
        shapes::leaves(),
        shapes::contradictions(),
        shapes::shapes(),
        shapes::balances(),
        callbacks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The answers of the paper, with made-up people.
fn samples() -> Vec<Case> {
    vec![
        sample(SLUG, "api_status.json", Call::ApiStatus, "231075 paise"),
        sample(SLUG, "balance.json", Call::Balance, "231075 paise"),
        sample(SLUG, "onboarding.json", Call::Onboard, "started"),
        sample(SLUG, "onboarding_refused.json", Call::Onboard, "rejected: already_onboarded"),
        sample(SLUG, "account_open.json", Call::OpenAccount, "started"),
        sample(SLUG, "account.json", Call::AccountStatus, "says succeeded"),
        sample(SLUG, "account.json", Call::AccountDetails, "says succeeded"),
        sample(SLUG, "account_no_record.json", Call::AccountStatus, "no record"),
        sample(SLUG, "account_no_record.json", Call::AccountDetails, "no record"),
        sample(SLUG, "account_link.json", Call::ResumeAccount, "a page"),
        sample(SLUG, "account_link_refused.json", Call::ResumeAccount, "refused: link_expired"),
        sample(SLUG, "load_request.json", Call::LoadWallet, "started"),
        sample(SLUG, "load_status.json", Call::LoadStatus, "says succeeded"),
        sample(SLUG, "pan_request.json", Call::ApplyForPan, "started"),
        sample(SLUG, "pan_refused.json", Call::ApplyForPan, "rejected: provider_says"),
        sample(SLUG, "pan_status.json", Call::PanStatus, "says succeeded"),
        sample(SLUG, "pan_resume.json", Call::ResumePan, "a page"),
        sample(SLUG, "pan_resume_refused.json", Call::ResumePan, "refused: link_expired"),
        sample(SLUG, "otp_sent.json", Call::SendOtp, "started"),
        sample(SLUG, "otp_verified.json", Call::VerifyOtp, "verified"),
        sample(SLUG, "callback.txt", Call::Callback, "about K7QX2M000017"),
    ]
}

/// The calls about a page or a person: another order, another person, a word the paper does not have.
fn people() -> Vec<Case> {
    let mut cases = Vec::new();
    let other = json!("K7QX2M000018");
    let (verified, link) = ("otp_verified.json", "account_link.json");
    for (call, file, pointer, value, told) in [
        (Call::ResumeAccount, link, "/order_id", other.clone(), "refused: answer_not_ours"),
        (Call::ResumeAccount, link, "/txn_id", json!("NSDLSAMPLE0418"), "refused: answer_not_ours"),
        (Call::ResumeAccount, link, "/order_id", Value::Null, "refused: answer_not_ours"),
        (Call::ResumeAccount, link, "/status_in_db", json!("failed"), "refused: answer_contradicts_itself"),
        (Call::ResumeAccount, link, "/account_url", json!("ftp://a.invalid"), "refused: answer_unreadable"),
        (Call::ResumePan, "pan_resume.json", "/data/orderid", other.clone(), "refused: answer_not_ours"),
        (Call::ResumePan, "pan_resume.json", "/data/orderid", Value::Null, "refused: answer_not_ours"),
        (Call::ResumePan, "pan_resume.json", "/data/url", json!(""), "refused: answer_unreadable"),
        (Call::Onboard, "onboarding.json", "/data/txn_id", json!("NSDLQ32"), "unclear: answer_contradicts_itself"),
        (Call::Onboard, "onboarding.json", "/data", Value::Null, "unclear: answer_unreadable"),
        (Call::SendOtp, "otp_sent.json", "/data/aadhaar", json!("999945016782"), "unclear: answer_not_ours"),
        (Call::SendOtp, "otp_sent.json", "/data/aadhaar", json!("XXXXXXXX6781"), "started"),
        (Call::SendOtp, "otp_sent.json", "/data/aadhaar", json!("XXXXXXXX6782"), "unclear: answer_not_ours"),
        (Call::SendOtp, "otp_sent.json", "/data/aadhaar", json!(12_345_006_782_i64), "unclear: answer_not_ours"),
        (Call::SendOtp, "otp_sent.json", "/data/request_id", Value::Null, "unclear: answer_unreadable"),
        (Call::SendOtp, "otp_sent.json", "/data/status", json!("failed"), "unclear: answer_word_unknown"),
        (Call::SendOtp, "otp_sent.json", "/orderid", other.clone(), "unclear: answer_not_ours"),
        (Call::VerifyOtp, verified, "/data/status", json!(" VERIFIED "), "verified"),
        (Call::VerifyOtp, verified, "/data/status", json!("success"), "unclear: answer_word_unknown"),
        (Call::VerifyOtp, verified, "/data/status", Value::Null, "unclear: answer_word_unknown"),
        (Call::VerifyOtp, verified, "/data/request_id", json!("ADHRSAMPLE_0418"), "unclear: answer_not_ours"),
        (Call::VerifyOtp, verified, "/data/request_id", Value::Null, "unclear: answer_not_ours"),
        (Call::VerifyOtp, verified, "/data/aadhaar_details", Value::Null, "unclear: answer_unreadable"),
        (Call::VerifyOtp, verified, "/data/aadhaar_details/full_name", json!(""), "unclear: answer_unreadable"),
        (Call::VerifyOtp, verified, "/orderid", other, "unclear: answer_not_ours"),
    ] {
        cases.push(case(format!("{pointer} is {value}"), call, &set(&fixture(SLUG, file), pointer, value), told));
    }
    cases.push(case("a wrong OTP", Call::VerifyOtp, &refused(400, "Invalid OTP"), "rejected: provider_says"));
    cases.push(case("an error inside", Call::VerifyOtp, &refused(500, "Internal error"), "unclear: provider_says"));
    cases.push(case("refused", Call::SendOtp, &refused(402, "Insufficient balance"), "rejected: wallet_empty"));
    cases
}

/// Refusals that give no reason, and answers that name two orders.
fn doubtful() -> Vec<Case> {
    let mut cases = Vec::new();
    // Neither a reason nor a code: whoever wrote it, the paper has no such refusal.
    for call in [Call::Onboard, Call::OpenAccount, Call::LoadWallet, Call::ApplyForPan, Call::SendOtp, Call::VerifyOtp]
    {
        for body in [r#"{"status":false}"#, r#"{"status":"failed","message":" ","error":"upstream timeout"}"#] {
            cases.push(case(format!("{body} is bare"), call, body, "unclear: answer_unreadable"));
        }
    }
    // An id that stands twice in `data`, and is another one once, does not vanish.
    for id in ["\"orderid\":\"K7QX2M000018\",", "\"number\":\"9812300046\","] {
        let twice = pan_status().replacen("\"orderid\":", &format!("{id}\"orderid\":"), 1);
        cases.push(case(format!("{id} too"), Call::PanStatus, &twice, "says nothing: answer_not_ours"));
    }
    cases
}

/// How an application stands, in the spellings of people.
fn words() -> Vec<Case> {
    let mut cases = Vec::new();
    for (word, told) in [
        ("Success", "says succeeded"),
        ("Failed", "says failed"),
        ("Refund", "says refunded"),
        ("Pending", "says accepted"),
    ] {
        for spelt in spellings(word) {
            cases.push(case(
                format!("{spelt:?}"),
                Call::PanStatus,
                &set(&pan_status(), "/data/status", spelt.as_str()),
                told,
            ));
            cases.push(case(
                format!("{spelt:?}"),
                Call::LoadStatus,
                &set(&load_status(), "/data/status", spelt.as_str()),
                told,
            ));
        }
    }
    for word in ["", "Done", "Verified", "Successful", "true", "1", "200"] {
        let told = "says nothing: answer_word_unknown";
        cases.push(case(
            format!("{word:?} is no word"),
            Call::PanStatus,
            &set(&pan_status(), "/data/status", word),
            told,
        ));
        cases.push(case(
            format!("{word:?} is no word"),
            Call::LoadStatus,
            &set(&load_status(), "/data/status", word),
            told,
        ));
    }
    cases
}

/// Every combination of the three flags of an account.
fn flags() -> Vec<Case> {
    let mut cases = Vec::new();
    for (completed, status, refunded, told) in [
        (1, 1, 0, "says succeeded"),
        (0, 1, 0, "says accepted"),
        (0, 0, 0, "says accepted"),
        (1, 0, 0, "says nothing: answer_contradicts_itself"),
        (1, 1, 1, "says refunded"),
        (0, 1, 1, "says refunded"),
        (1, 0, 1, "says refunded"),
        (0, 0, 1, "says refunded"),
        (2, 1, 0, "says nothing: answer_word_unknown"),
    ] {
        for call in [Call::AccountStatus, Call::AccountDetails] {
            let body = set(&set(&account(), "/data/is_completed", completed), "/data/status", status);
            let body = set(&body, "/data/is_refunded", refunded);
            cases.push(case(format!("completed {completed}, status {status}, refunded {refunded}"), call, &body, told));
            let bools = set(&account(), "/data/is_completed", completed == 1);
            let bools = set(&set(&bools, "/data/status", status == 1), "/data/is_refunded", refunded == 1);
            if completed < 2 {
                cases.push(case(format!("the same as booleans: {completed} {status} {refunded}"), call, &bools, told));
            }
        }
    }
    cases
}

/// The three ways in which an envelope says that a call was carried out, and what only looks like one.
fn envelopes() -> Vec<Case> {
    let mut cases = Vec::new();
    for value in [json!("SUCCESS"), json!("success"), json!(" Success "), json!(true), json!("true")] {
        let name = format!("status {value}");
        cases.push(case(name.clone(), Call::ApplyForPan, &set(&pan_started(), "/status", value.clone()), "started"));
        cases.push(case(name, Call::PanStatus, &set(&pan_status(), "/status", value), "says succeeded"));
    }
    for (value, began, found) in [
        (json!("FAILED"), "unclear: answer_contradicts_itself", "says nothing: answer_contradicts_itself"),
        (json!(false), "unclear: answer_contradicts_itself", "says nothing: answer_contradicts_itself"),
        (json!("OK"), "unclear: provider_says", "says nothing: provider_says"),
        (json!(1), "unclear: provider_says", "says nothing: provider_says"),
        (Value::Null, "unclear: provider_says", "says nothing: provider_says"),
        (json!({}), "unclear: answer_unreadable", "says nothing: answer_unreadable"),
    ] {
        let name = format!("status {value} with code 200");
        cases.push(case(name.clone(), Call::ApplyForPan, &set(&pan_started(), "/status", value.clone()), began));
        cases.push(case(name, Call::PanStatus, &set(&pan_status(), "/status", value), found));
    }
    cases
}

/// "Error Codes" in the body, as number and as text, under either name, and over HTTP.
fn codes() -> Vec<Case> {
    let mut cases = Vec::new();
    for (code, http, words, trouble) in [
        (400, "400 Bad Request", "Missing parameter", "provider_says"),
        (401, "401 Unauthorized", "Invalid API key or username", "credentials_refused"),
        (402, "402 Payment Required", "Insufficient balance", "wallet_empty"),
        (403, "403 Forbidden", "IP not whitelisted", "address_not_listed"),
        (405, "405 Method Not Allowed", "Wrong HTTP method", "provider_says"),
        (500, "500 Internal Server Error", "Internal server error", "provider_says"),
    ] {
        let began = if code == 500 { format!("unclear: {trouble}") } else { format!("rejected: {trouble}") };
        let nothing = format!("says nothing: {trouble}");
        for (form, value) in [("number", json!(code)), ("text", json!(code.to_string()))] {
            let body = refused(value, words);
            cases.push(case(format!("{code} as {form}"), Call::ApplyForPan, &body, began.as_str()));
            cases.push(case(format!("{code} as {form}"), Call::PanStatus, &body, nothing.as_str()));
            cases.push(case(format!("{code} as {form}"), Call::Balance, &body, format!("refused: {trouble}")));
        }
        let other_name = json!({ "status": false, "error_code": code, "message": words }).to_string();
        cases.push(case(format!("{code} as error_code"), Call::ApplyForPan, &other_name, began.as_str()));
        for call in [Call::ApplyForPan, Call::OpenAccount, Call::LoadWallet] {
            let said = answer(http, &refused(code, words));
            cases.push(raw(format!("{code} over HTTP"), call, said, began.as_str()));
        }
        for call in [Call::PanStatus, Call::LoadStatus, Call::AccountStatus, Call::AccountDetails] {
            let said = answer(http, &refused(code, words));
            cases.push(raw(format!("{code} over HTTP"), call, said, nothing.as_str()));
        }
        // Nothing of the paper's in the body: whoever answered, it is not known that nothing began.
        let page = answer(http, "<html><body>Success</body></html>");
        let of_page = match code {
            401 => "unclear: credentials_refused",
            402 => "unclear: wallet_empty",
            403 => "unclear: wall_between",
            _ => "unclear: provider_error",
        };
        cases.push(raw(format!("{code} over HTTP with a page"), Call::ApplyForPan, page, of_page));
        let denied = answer(http, &pan_started());
        cases.push(raw(
            format!("{code} over HTTP with good news"),
            Call::ApplyForPan,
            denied,
            "unclear: answer_contradicts_itself",
        ));
    }
    for (code, words) in [(403, "Account not approved"), (403, "Subscription expired")] {
        cases.push(case(words, Call::ApplyForPan, &refused(code, words), "rejected: provider_says"));
    }
    for code in [json!(201), json!(404), json!(0), json!("OK")] {
        let body = set(&pan_started(), "/status_code", code.clone());
        cases.push(case(format!("{code} is no code"), Call::ApplyForPan, &body, "unclear: provider_says"));
    }
    cases
}

fn callbacks() -> Vec<Case> {
    let call = |name: &str, fields: &str, told: &str| raw(name, Call::Callback, fields.as_bytes().to_vec(), told);
    let ours = "about K7QX2M000017";
    let rest = "remark=Transaction+Successful&datetime=2026-11-20+13:50:00&callback_type=global_webhook";
    vec![
        call("success", &format!("orderid=K7QX2M000017&order_id=K7QX2M000017&status=success&{rest}"), ours),
        call("failed", &format!("orderid=K7QX2M000017&status=failed&{rest}"), ours),
        call("refund", &format!("order_id=K7QX2M000017&status=refund&{rest}"), ours),
        call("pending", &format!("orderid=K7QX2M000017&status=Pending&{rest}"), ours),
        call("two orders", "orderid=K7QX2M000017&order_id=K7QX2M000018&status=success", "not theirs"),
        call("another word", "orderid=K7QX2M000017&status=done", "not theirs"),
        call("without an order", "status=success", "not theirs"),
        call("without a status", "orderid=K7QX2M000017", "not theirs"),
    ]
}
