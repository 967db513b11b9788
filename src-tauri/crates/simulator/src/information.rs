//! A company that tells and sells nothing: made-up plans, whose a number is, made-up bills, in Galla's information protocol.
//!
//! What it tells follows from the number alone, so that a test and a learner find the same again. It keeps nothing.

use hyper::Method;
use hyper::header::AUTHORIZATION;
use serde_json::{Value, json};

use crate::calendar::india_date;
use crate::dialect::Call;
use crate::reply::Reply;

/// The first segment of its path.
pub const INFORMATION_SLUG: &str = "information";
/// The login that it takes. It opens nothing anywhere else.
pub const INFORMATION_KEY: &str = "practice-information-key";

const DAY_MS: i64 = 86_400_000;
/// So many days a made-up bill is still good for.
const DUE_IN_DAYS: i64 = 9;
const MOST_RUPEES: u64 = 1_900;
const LEAST_RUPEES: u64 = 100;

/// Rupees, days, data, words in English and Hindi: of a mobile operator.
const MOBILE: [(u32, u32, &str, &str, &str); 6] = [
    (19, 1, "1 GB", "Data pack", "डेटा पैक"),
    (199, 24, "1.5 GB/day", "All calls, 100 SMS a day", "सारी कॉल, रोज़ 100 SMS"),
    (299, 28, "1.5 GB/day", "All calls, 100 SMS a day", "सारी कॉल, रोज़ 100 SMS"),
    (349, 28, "2 GB/day", "All calls, 100 SMS a day", "सारी कॉल, रोज़ 100 SMS"),
    (666, 84, "1.5 GB/day", "All calls, 100 SMS a day", "सारी कॉल, रोज़ 100 SMS"),
    (719, 84, "2 GB/day", "All calls, 100 SMS a day", "सारी कॉल, रोज़ 100 SMS"),
];
/// The same of a dish.
const DISH: [(u32, u32, &str, &str, &str); 3] = [
    (200, 30, "", "Hindi channels", "हिंदी चैनल"),
    (300, 30, "", "Hindi and sport", "हिंदी और खेल"),
    (450, 30, "", "All channels in HD", "सारे चैनल HD में"),
];

const PREPAID: [&str; 4] = ["airtel", "jio", "vi", "bsnl"];
const POSTPAID: [&str; 4] = ["airtel-postpaid", "jio-postpaid", "vi-postpaid", "bsnl-postpaid"];
const CIRCLES: [&str; 5] = ["mumbai", "delhi", "gujarat", "karnataka", "kolkata"];
const NAMES: [&str; 5] = ["Asha Patil", "Imran Shaikh", "Lakshmi Nair", "Harpreet Singh", "Dipak Das"];

/// Answers a call.
pub(crate) fn answer(call: &Call, now_ms: i64) -> Reply {
    let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
    let ask: fn(&Call, i64) -> Value = match path.as_slice() {
        ["v1", "plans"] => plans,
        ["v1", "number"] => number,
        ["v1", "bill"] => bill,
        _ => return Reply::NotFound,
    };
    if call.method != Method::POST {
        return Reply::WrongMethod;
    }
    let login = call.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if login != Some(format!("Bearer {INFORMATION_KEY}").as_str()) {
        let text = json!({ "status": "refused", "message": "Unknown key" }).to_string();
        return Reply::Coded { status: 401, text };
    }
    Reply::Whole(ask(call, now_ms).to_string())
}

fn unknown() -> Value {
    json!({ "status": "unknown" })
}

fn plans(call: &Call, _now_ms: i64) -> Value {
    let listed: &[(u32, u32, &str, &str, &str)] = match call.form.field("service") {
        "prepaid" | "data_card" => &MOBILE,
        "dth" => &DISH,
        _ => return unknown(),
    };
    let plan = |(rupees, days, data, en, hi): &(u32, u32, &str, &str, &str)| json!({ "amount": rupees.to_string(), "days": days, "data": data, "words": { "en": en, "hi": hi } });
    json!({ "status": "ok", "plans": listed.iter().map(plan).collect::<Vec<_>>() })
}

/// The digits of a number, as one; `None` where it has none.
fn digits(number: &str) -> Option<u64> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let tail = digits.len().saturating_sub(12);
    digits[tail..].parse().ok()
}

/// One of a list, chosen by a number.
fn one_of(list: &[&'static str], by: u64) -> &'static str {
    let place = usize::try_from(by).unwrap_or_default() % list.len();
    list[place]
}

/// With whom a number is. Of one that ends in 0 nothing is known.
fn number(call: &Call, _now_ms: i64) -> Value {
    let number = call.form.field("number");
    let operators = match call.form.field("service") {
        "prepaid" => PREPAID,
        "postpaid" => POSTPAID,
        _ => return unknown(),
    };
    match digits(number) {
        Some(digits) if !digits.is_multiple_of(10) => json!({
            "status": "ok",
            "number": number,
            "operator": one_of(&operators, digits % 10),
            "circle": one_of(&CIRCLES, digits / 10 % 10),
        }),
        Some(_) | None => unknown(),
    }
}

/// A bill. Of a number that ends in 0 nothing is known, and where it ends in 1 nothing is due.
fn bill(call: &Call, now_ms: i64) -> Value {
    let number = call.form.field("number");
    let Some(digits) = digits(number).filter(|digits| !digits.is_multiple_of(10)) else { return unknown() };
    let rupees = if digits % 10 == 1 { 0 } else { LEAST_RUPEES + digits % MOST_RUPEES };
    json!({
        "status": "ok",
        "number": number,
        "name": one_of(&NAMES, digits),
        "amount": rupees.to_string(),
        "due_date": india_date(now_ms + DUE_IN_DAYS * DAY_MS),
        "bill_number": format!("B{:06}", digits % 1_000_000),
        "period": india_date(now_ms)[..7],
    })
}
