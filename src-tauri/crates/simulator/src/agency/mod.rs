//! INEXOPAY: agent services by POST, with the login in headers or body, and answers that do not agree with each other.
//!
//! They are given here as the paper gives them: `status` is `"SUCCESS"`, `"success"` or a boolean, the code is `status_code` or
//! `error_code`. What is wrong with the call itself comes with the HTTP status of the paper's table; what is wrong with the
//! application comes with status 200 and says so inside.
//!
//! The paper has lost the paths; these are the ones the office takes for its defaults.

mod aadhaar;
mod account;
mod page;
mod pan;
mod wallet;

use std::io;

use hyper::Method;

use crate::amount::rupees_of;
use crate::application::{Application, Standing};
use crate::back_office::BackOffice;
use crate::book::{AGENT_SLUG, SeenRequest};
use crate::calendar::{india_stamp, now_ms};
use crate::callback::{Callback, Verb};
use crate::credentials::{Caller, judge, practice};
use crate::desk::{Load, Payment};
use crate::dialect::{Call, Login};
use crate::outcome::{Outcome, outcome_of};
use crate::reply::Reply;
use crate::said::{Said, object, rupees, text, whole};

pub use aadhaar::{TEST_AADHAAR, TestAadhaar, is_unreachable as aadhaar_is_unreachable};
pub use wallet::{TEST_LOADS, TestLoad};

/// The practice account's.
pub(crate) const LOGIN: Login = &[("api_key", "practice-key"), ("username", "practice")];
/// What the wallet holds at first.
pub(crate) const OPENING_PAISE: i64 = 215_050;
/// The paper's webhook is retried up to ten times; here three times are enough to be practised on.
const TRIES: u32 = 4;
/// Keys that are right, of accounts that may not use them.
const BARRED_KEYS: &[(&str, &str)] =
    &[("not-approved", "Account not approved"), ("plan-expired", "Subscription expired, please renew your plan")];

/// The practice account with something about it that API status tells, and all calls working.
const REMARKABLE_KEYS: &[(&str, Remark)] = &[("plan-paused", Remark::Paused), ("address-moved", Remark::Moved)];

/// What API status tells of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remark {
    /// The plan is not active.
    Paused,
    /// The bound address is another one than the shop's own.
    Moved,
}

/// One of the fourteen calls.
struct Service {
    path: &'static str,
    /// The field of the mobile number that chooses what happens.
    number: Option<&'static str>,
    /// Whether it starts something under an order id of the shop's.
    is_start: bool,
    run: fn(&BackOffice, &Call) -> io::Result<Reply>,
}

const fn service(path: &'static str, run: fn(&BackOffice, &Call) -> io::Result<Reply>) -> Service {
    Service { path, number: None, is_start: false, run }
}

const fn start(
    path: &'static str,
    number: Option<&'static str>,
    run: fn(&BackOffice, &Call) -> io::Result<Reply>,
) -> Service {
    Service { path, number, is_start: true, run }
}

const SERVICES: &[Service] = &[
    service("api/check_api_status", api_status),
    service("api/balance", balance),
    Service { number: Some("mobile"), ..service("api/nsdl/onboarding", account::onboard) },
    start("api/nsdl/account-open", Some("phone"), account::open),
    service("api/nsdl/account-status", account::status_by_pan),
    service("api/nsdl/account-details", account::details),
    service("api/nsdl/incomplete-url", account::incomplete_url),
    service("api/wallet/load_request", wallet::load),
    service("api/wallet/check_status", wallet::status),
    start("api/pan/request", Some("number"), pan::request),
    service("api/pan/status", pan::status),
    service("api/pan/incomplete", pan::resume),
    start("api/aadhaar/send-otp", None, aadhaar::send_otp),
    service("api/aadhaar/verify-otp", aadhaar::verify_otp),
];

/// Answers one call.
pub(crate) fn answer(office: &BackOffice, call: &Call) -> Reply {
    if let Some((first, rest)) = call.path.split_first()
        && first == "page"
    {
        return page::answer(office, &call.method, rest).unwrap_or(Reply::Broken);
    }
    let path = call.path.join("/");
    let Some(service) = SERVICES.iter().find(|service| service.path == path) else { return Reply::NotFound };
    if call.method != Method::POST {
        return refuse_call(405, "Method not allowed");
    }
    serve(office, call, service).unwrap_or(Reply::Broken)
}

fn serve(office: &BackOffice, call: &Call, service: &Service) -> io::Result<Reply> {
    let number = service.number.map(|name| call.form.field(name)).unwrap_or_default();
    if outcome_of(number) == Outcome::Unreachable || aadhaar::is_unreachable(call.form.field("aadhaar_number")) {
        return Ok(Reply::Close);
    }
    if service.is_start {
        let order_id = call.form.field("orderid").to_owned();
        let (slug, number) = (AGENT_SLUG.to_owned(), number.to_owned());
        office.book().see(SeenRequest { slug, order_id, number, amount: String::new(), at: now_ms() })?;
    }
    if let Some((code, message)) = turned_away(call) {
        // The balance call names its code otherwise than all the others.
        let name = if service.path == "api/balance" { "error_code" } else { "status_code" };
        return Ok(coded(code, &object([("status", text("FAILED")), (name, whole(code)), ("message", text(message))])));
    }
    (service.run)(office, call)
}

/// Headers or body, as the paper allows; a header counts before a field.
fn turned_away(call: &Call) -> Option<(u16, &'static str)> {
    let (key, username) = (given(call, "x-api-key", "api_key"), given(call, "x-api-username", "username"));
    if let Some((_, message)) = BARRED_KEYS.iter().find(|(barred, _)| *barred == key) {
        return Some((403, message));
    }
    let key = if remark_of(key).is_some() { practice(AGENT_SLUG, "api_key") } else { key };
    match judge(AGENT_SLUG, &["api_key"], &[("api_key", key), ("username", username)]) {
        Caller::Known => None,
        Caller::NotListed => Some((403, "IP not whitelisted")),
        Caller::Unknown | Caller::WrongPin => Some((401, "Invalid API key or username")),
    }
}

/// A credential, as it came.
fn given<'a>(call: &'a Call, header: &str, field: &'a str) -> &'a str {
    let header = call.headers.get(header).and_then(|value| value.to_str().ok());
    header.unwrap_or_else(|| call.form.field(field))
}

fn remark_of(key: &str) -> Option<Remark> {
    REMARKABLE_KEYS.iter().find(|(known, _)| *known == key).map(|(_, remark)| *remark)
}

fn api_status(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let remark = remark_of(given(call, "x-api-key", "api_key"));
    let state = if remark == Some(Remark::Paused) { "INACTIVE" } else { "ACTIVE" };
    let (own, matched) =
        if remark == Some(Remark::Moved) { ("203.0.113.99", "MISMATCHED") } else { ("203.0.113.7", "MATCHED") };
    let data = object([
        ("owner_name", text("Practice Shop")),
        ("api_balance", rupees(office.book().balance_paise(AGENT_SLUG, now_ms()))),
        ("api_status", text(state)),
        ("plan_name", text("Practice plan")),
        ("bind_ip", text("203.0.113.7")),
        ("your_ip", text(own)),
        ("ip_status", text(matched)),
    ]);
    Ok(succeed(Some("API Status Retrieved"), data))
}

fn balance(office: &BackOffice, _call: &Call) -> io::Result<Reply> {
    let said = object([
        ("status", text("SUCCESS")),
        ("error_code", whole(200_u16)),
        ("message", text("Balance fetched successfully")),
        ("balance", rupees(office.book().balance_paise(AGENT_SLUG, now_ms()))),
        ("username", text("practice")),
    ]);
    Ok(Reply::Whole(said.to_string()))
}

/// Good news in the words of the PAN and wallet calls.
fn succeed(message: Option<&str>, data: Said) -> Reply {
    Reply::Whole(success(message, data).to_string())
}

fn success(message: Option<&str>, data: Said) -> Said {
    let mut fields = vec![("status_code", whole(200_u16)), ("status", text("SUCCESS"))];
    fields.extend(message.map(|message| ("message", text(message))));
    fields.push(("data", data));
    Said::Object(fields)
}

/// What is wrong with the application, inside an answer of status 200.
fn refuse(message: &str) -> Reply {
    Reply::Whole(refusal(400, message).to_string())
}

/// The answer to a call that comes to nothing at once; `None`: it goes on.
fn ended_at_once(outcome: Outcome, refused: Reply) -> Option<Reply> {
    match outcome {
        Outcome::Lost => Some(Reply::Close),
        Outcome::Failure => Some(refused),
        Outcome::EmptyWallet => Some(refuse_call(402, "Insufficient balance")),
        Outcome::Success
        | Outcome::PendingThenSuccess
        | Outcome::PendingThenFailure
        | Outcome::Reversed
        | Outcome::NoAnswer
        | Outcome::CutAnswer
        | Outcome::Unreachable
        | Outcome::WrongEcho
        | Outcome::Slow => None,
    }
}

/// What is wrong with the call, by the HTTP status too.
fn refuse_call(code: u16, message: &str) -> Reply {
    coded(code, &refusal(code, message))
}

fn refusal(code: u16, message: &str) -> Said {
    object([("status_code", whole(code)), ("status", text("FAILED")), ("message", text(message))])
}

fn coded(status: u16, said: &Said) -> Reply {
    Reply::Coded { status, text: said.to_string() }
}

/// The first of these fields that is missing.
fn missing<'a>(call: &Call, names: &[&'a str]) -> Option<&'a str> {
    names.iter().find(|name| call.form.field(name).trim().is_empty()).copied()
}

fn is_digits(value: &str, length: usize) -> bool {
    value.len() == length && value.bytes().all(|b| b.is_ascii_digit())
}

/// Five letters, four digits, a letter.
fn is_pan(value: &str) -> bool {
    let is = |at: usize, check: fn(&u8) -> bool| value.as_bytes().get(at).is_some_and(check);
    value.len() == 10
        && (0..5).all(|at| is(at, u8::is_ascii_uppercase))
        && (5..9).all(|at| is(at, u8::is_ascii_digit))
        && is(9, u8::is_ascii_uppercase)
}

/// An answer to something just started, with the fault its outcome asks for.
fn show(office: &BackOffice, outcome: Outcome, at_ms: i64, said: &Said, astray: &Said) -> Reply {
    match outcome {
        Outcome::NoAnswer | Outcome::Unreachable | Outcome::Lost => Reply::Close,
        Outcome::CutAnswer => Reply::Cut(said.to_string()),
        Outcome::WrongEcho => Reply::Whole(astray.to_string()),
        Outcome::Slow => Reply::Late { until_ms: at_ms.saturating_add(office.pace_ms()), text: said.to_string() },
        Outcome::Success
        | Outcome::PendingThenSuccess
        | Outcome::PendingThenFailure
        | Outcome::Failure
        | Outcome::Reversed
        | Outcome::EmptyWallet => Reply::Whole(said.to_string()),
    }
}

/// The webhook about an application.
pub(crate) fn application_callback(application: &Application, standing: Standing, at_ms: i64) -> Callback {
    let (status, remark) = match standing {
        Standing::Initiated => ("pending", "Transaction Pending"),
        Standing::Succeeded => ("success", "Transaction Successful"),
        Standing::Failed => ("failed", "Transaction Failed"),
        Standing::Refunded => ("refund", "Transaction Refunded"),
    };
    webhook(&application.order_id, status, remark.to_owned(), at_ms, !application.return_url.is_empty())
}

/// The webhook about a wallet load.
pub(crate) fn load_callback(load: &Load, at_ms: i64) -> Callback {
    let (status, remark) = match load.payment() {
        Payment::Failed => ("failed", "Online Wallet Load via API - Failed".to_owned()),
        Payment::Never | Payment::Unseen => ("pending", "Online Wallet Load via API - Pending".to_owned()),
        Payment::Once | Payment::Twice | Payment::Other | Payment::Late => {
            ("success", format!("Online Wallet Load via API - Rs {}", rupees_of(load.paid_paise())))
        }
    };
    webhook(&load.order_id(), status, remark, at_ms, false)
}

fn webhook(order_id: &str, status: &str, remark: String, at_ms: i64, is_own: bool) -> Callback {
    let kind = if is_own { "per_transaction" } else { "global_webhook" };
    Callback {
        verb: Verb::Post,
        fields: vec![
            ("orderid", order_id.to_owned()),
            ("order_id", order_id.to_owned()),
            ("status", status.to_owned()),
            ("remark", remark),
            ("datetime", india_stamp(at_ms)),
            ("callback_type", kind.to_owned()),
        ],
        header: Some(("X-Callback-Source", "INEXOPAY-API")),
        tries: TRIES,
    }
}
