//! Paygrt's answers, as they were recorded or wrong in every way.

mod arbitrary;
mod combinations;

use domain::{OrderId, Paise, Service, Word, india_day_start_ms};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Paygrt;
use crate::{Access, Answer, Company, EnquiryAnswer, Order, Particulars, Provider, Reply, Trouble};

const SUCCESS: &str = include_str!("fixtures/recharge_success.json");
const FAIL: &str = include_str!("fixtures/recharge_fail.json");
const PENDING: &str = include_str!("fixtures/recharge_pending.json");
const STATUS_SUCCESS: &str = include_str!("fixtures/status_success.json");
const BALANCE: &str = include_str!("fixtures/balance.json");
const OPERATORS: &str = include_str!("fixtures/operators.json");
const ALL: [&str; 6] = [SUCCESS, FAIL, PENDING, STATUS_SUCCESS, BALANCE, OPERATORS];

const NUMBER: &str = "9812300045";
const ORDER_ID: &str = "K7QX2M000017";

fn order() -> Order {
    Order {
        order_id: OrderId::parse(ORDER_ID).unwrap(),
        service: Service::Prepaid,
        code: "RJ".to_owned(),
        number: NUMBER.to_owned(),
        amount: Paise::new(1_000),
        circle_code: None,
        extras: Default::default(),
        special: false,
        submitted_at_ms: 1_795_170_000_000,
    }
}

fn reply(body: &str) -> Reply {
    Reply { status: 200, server_time_ms: None, body: body.to_owned() }
}

fn recharge(body: &str) -> Answer {
    Paygrt.read_recharge(&order(), &reply(body))
}

fn enquiry(body: &str) -> EnquiryAnswer {
    Paygrt.read_enquiry(&order(), &reply(body))
}

/// The recorded answer with some fields changed, `data.x` for inner ones.
fn changed(body: &str, fields: &[(&str, Value)]) -> String {
    let mut answer: Value = serde_json::from_str(body).unwrap();
    for (name, value) in fields {
        match name.strip_prefix("data.") {
            Some(inner) => answer["data"][inner] = value.clone(),
            None => answer[*name] = value.clone(),
        }
    }
    answer.to_string()
}

fn particulars(txn: Option<&str>, operator: Option<&str>, words: &str, balance: Option<i64>) -> Particulars {
    Particulars {
        provider_ref: txn.map(str::to_owned),
        operator_ref: operator.map(str::to_owned),
        words: Some(words.to_owned()),
        balance: balance.map(Paise::new),
    }
}

#[test]
fn answers_are_read_as_recorded() {
    let accepted = particulars(Some("6204417"), None, "Recharge Request Accepted", Some(331_025));
    assert_eq!(recharge(PENDING), Answer::Accepted(accepted));
    let succeeded = particulars(Some("6204417"), Some("PG60417ABC"), "Recharge Successful", Some(331_025));
    assert_eq!(recharge(SUCCESS), Answer::Succeeded(succeeded));
    let words = "Insufficient Merchant Balance";
    let trouble = Trouble::WalletEmpty { words: words.to_owned() };
    assert_eq!(recharge(FAIL), Answer::Rejected(particulars(None, None, words, Some(400)), trouble));
    // The envelope's "Success" is about the enquiry, and no word of the sale's.
    let told = Particulars { words: None, ..particulars(Some("6204417"), Some("PG60417ABC"), "", None) };
    assert_eq!(enquiry(STATUS_SUCCESS), EnquiryAnswer::Says(Word::Succeeded, told));
    assert_eq!(Paygrt.read_balance(&reply(BALANCE)), Ok(Paise::new(331_025)));
}

#[test]
fn small_differences_in_spelling_do_not_matter() {
    let spellings: &[&[(&str, Value)]] = &[
        &[("data.recharge_status", json!("SUCCESS"))],
        &[("data.recharge_status", json!(" success\r\n"))],
        &[("data.recharge_amount", json!("10"))],
        &[("data.recharge_amount", json!("10.0000"))],
        &[("data.recharge_amount", json!(10))],
        &[("data.recharge_number", json!(9_812_300_045_i64))],
        &[("data.status_code", json!(0)), ("status", json!(0))],
        &[("data.status_code", json!(" 0 ")), ("status", json!("0 "))],
        &[("data.remaining_balance", json!("soon"))],
        &[("data.new", json!([1])), ("new", json!({}))],
    ];
    for fields in spellings {
        assert!(matches!(recharge(&changed(SUCCESS, fields)), Answer::Succeeded(_)), "{fields:?}");
        let told = enquiry(&changed(STATUS_SUCCESS, fields));
        assert!(matches!(told, EnquiryAnswer::Says(Word::Succeeded, _)), "{fields:?}: {told:?}");
    }
}

#[test]
fn fields_that_contradict_each_other_are_said_to() {
    for fields in [
        [("status", json!("1")), ("data.status_code", json!("0"))],
        [("status", json!("0")), ("data.status_code", json!("1"))],
        [("status", json!("1")), ("data.status_code", json!("2"))],
        [("data.status_code", json!("0")), ("data.recharge_status", json!("Pending"))],
        [("data.status_code", json!("2")), ("data.recharge_status", json!("Fail"))],
    ] {
        let mut all = vec![("data.recharge_status", json!(null)), ("status", json!("0"))];
        all.extend(fields.clone());
        let answer = recharge(&changed(SUCCESS, &all));
        assert_eq!(answer, Answer::Unclear(Trouble::AnswerContradictsItself), "{fields:?}");
    }
}

#[test]
fn an_answer_about_something_else_is_not_believed() {
    let others: &[(&str, Value)] = &[
        ("data.api_ref_id", json!("K7QX2M000018")),
        ("data.api_ref_id", json!(12_345)),
        ("data.recharge_number", json!("9812300046")),
        ("data.recharge_amount", json!("10.01")),
        ("data.recharge_amount", json!("1000")),
        ("data.recharge_amount", json!("ten")),
    ];
    for other in others {
        for body in [SUCCESS, FAIL, PENDING] {
            assert_eq!(
                recharge(&changed(body, std::slice::from_ref(other))),
                Answer::Unclear(Trouble::AnswerNotOurs),
                "{other:?}"
            );
        }
        let nothing = EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs);
        assert_eq!(enquiry(&changed(STATUS_SUCCESS, std::slice::from_ref(other))), nothing, "{other:?}");
    }
}

#[test]
fn good_news_must_name_our_order() {
    for nameless in [json!(null), json!(""), json!("  ")] {
        for body in [SUCCESS, PENDING] {
            let answer = recharge(&changed(body, &[("data.api_ref_id", nameless.clone())]));
            assert_eq!(answer, Answer::Unclear(Trouble::AnswerNotOurs), "{nameless}");
        }
        let told = enquiry(&changed(STATUS_SUCCESS, &[("data.api_ref_id", nameless.clone())]));
        assert!(matches!(told, EnquiryAnswer::SaysNothing(_)), "{nameless}: {told:?}");
    }
}

#[test]
fn without_data_only_the_gate_is_heard() {
    for data in [json!(null), json!({})] {
        for (status, message) in
            [("0", "Success"), ("1", "Fail"), ("1", "Recharge failed"), ("0", "IP not whitelisted"), ("0", "")]
        {
            let body = json!({ "message": message, "data": data, "status": status }).to_string();
            assert!(matches!(recharge(&body), Answer::Unclear(_)), "{body}");
            assert!(matches!(enquiry(&body), EnquiryAnswer::SaysNothing(_)), "{body}");
        }
    }
    let listed = Trouble::AddressNotListed { words: "IP not whitelisted".to_owned() };
    let body = "{\"message\":\"IP not whitelisted\",\"data\":null,\"status\":\"1\"}";
    assert!(matches!(recharge(body), Answer::Rejected(_, trouble) if trouble == listed));
    assert_eq!(enquiry(body), EnquiryAnswer::SaysNothing(listed.clone()));
    assert_eq!(Paygrt.read_balance(&reply(body)), Err(listed));
}

#[test]
fn what_is_not_the_recorded_shape_is_unreadable() {
    let mut bodies: Vec<String> = ["", " ", "null", "1", "\"Success\"", "[]", OPERATORS].map(str::to_owned).to_vec();
    for body in [SUCCESS, FAIL, PENDING, STATUS_SUCCESS] {
        bodies.push(format!("[{body}]"));
        bodies.push(format!("{body}{body}"));
        bodies.push(body.replace("\"status\":", "\"status\": \"0\", \"status\":"));
        bodies.push(body.replace("\"api_ref_id\":", "\"api_ref_id\": \"K7QX2M000017\", \"api_ref_id\":"));
        bodies.push(body.replace("\"data\":", "\"data\": null, \"data\":"));
        for leaf in ["true", "0.0", "[\"0\"]", "{\"x\":\"0\"}"] {
            for name in ["status", "status_code"].iter().filter(|name| body.contains(**name)) {
                let body = body.replace(&format!("\"{name}\":"), &format!("\"{name}\": {leaf}, \"was\":"));
                assert!(matches!(recharge(&body), Answer::Unclear(_)), "{body}");
            }
        }
        bodies.push(changed(body, &[("data", json!("Success"))]));
    }
    assert_eq!(recharge("<html>Success</html>"), Answer::Unclear(Trouble::WebPageAtAddress));
    for body in bodies {
        assert_eq!(recharge(&body), Answer::Unclear(Trouble::AnswerUnreadable), "{body}");
        assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{body}");
        assert!(Paygrt.read_balance(&reply(&body)).is_err(), "{body}");
    }
}

#[test]
fn a_list_is_not_read_as_if_its_values_had_names() {
    let data = json!([ORDER_ID, "6204417", "PG1", NUMBER, "10.00", "Success", "Recharge Successful", "5.00", "0"]);
    let failed = json!([null, null, null, null, null, null, "Insufficient balance", null, "1"]);
    for list in [
        json!({ "message": "Success", "data": data, "status": "0" }),
        json!({ "message": "Fail", "data": failed, "status": "1" }),
        json!(["Success", serde_json::from_str::<Value>(SUCCESS).unwrap()["data"], "0"]),
        json!(["Fail", serde_json::from_str::<Value>(FAIL).unwrap()["data"], "1"]),
    ] {
        assert_eq!(recharge(&list.to_string()), Answer::Unclear(Trouble::AnswerUnreadable), "{list}");
        assert_eq!(enquiry(&list.to_string()), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{list}");
    }
    let balance = "{\"message\":\"Success\",\"data\":[\"99.00\"],\"status\":\"0\"}";
    assert_eq!(Paygrt.read_balance(&reply(balance)), Err(Trouble::AnswerUnreadable));
}

#[test]
fn an_answer_cut_anywhere_says_nothing() {
    for body in ALL.map(str::trim_end) {
        for end in 0..body.len() {
            let cut = &body[..end];
            assert_eq!(recharge(cut), Answer::Unclear(Trouble::AnswerUnreadable), "{cut}");
            assert_eq!(enquiry(cut), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{cut}");
            assert_eq!(Paygrt.read_balance(&reply(cut)), Err(Trouble::AnswerUnreadable), "{cut}");
        }
    }
}

#[test]
fn a_duplicate_means_that_the_first_request_arrived() {
    for phrase in ["Duplicate api_ref_id", "api_ref_id already exists", "ALREADY USED", "Transaction already received"]
    {
        for field in ["data.message", "message"] {
            let answer = recharge(&changed(FAIL, &[(field, json!(phrase))]));
            assert_eq!(answer, Answer::Unclear(Trouble::DuplicateOrder), "{field}: {phrase}");
        }
    }
}

#[test]
fn no_record_is_believed_only_of_a_failed_enquiry_about_our_order() {
    let nothing = json!({ "api_ref_id": null, "txn_id": null, "operator_id": null, "recharge_status": null });
    let says = |status: &str, data: &Value, words: &str| {
        enquiry(&json!({ "message": words, "data": data, "status": status }).to_string())
    };
    for words in ["No record found", "Transaction not found", "No such api_ref_id", "record does not exist", "No data"]
    {
        for data in [nothing.clone(), json!(null), json!({ "api_ref_id": ORDER_ID }), json!({ "status_code": "1" })] {
            assert_eq!(says("1", &data, words), EnquiryAnswer::NoRecord(words.to_owned()), "{data}");
            assert!(matches!(says("0", &data, words), EnquiryAnswer::NoRecord(_)), "{data}");
            assert!(matches!(says("", &data, words), EnquiryAnswer::SaysNothing(_)), "{data}");
        }
        let repeated = json!({ "api_ref_id": ORDER_ID, "recharge_status": "Fail" });
        let told = says("1", &repeated, words);
        assert_eq!(told, EnquiryAnswer::NoRecord(words.to_owned()), "our own id repeated is no record, and no failure");
        assert!(matches!(says("0", &repeated, words), EnquiryAnswer::NoRecord(_)), "{words}");
        for data in [
            json!({ "api_ref_id": "K7QX2M000018" }),
            json!({ "recharge_number": "9812300046" }),
            json!({ "status_code": "0" }),
            json!({ "status_code": "2" }),
            json!({ "recharge_status": "Success" }),
            json!({ "recharge_status": "Pending" }),
            json!({ "recharge_status": "Refunded" }),
        ] {
            let told = says("1", &data, words);
            assert!(matches!(told, EnquiryAnswer::SaysNothing(_)), "{data}, {words}: {told:?}");
        }
    }
    for words in
        ["Merchant not found", "Invalid api-key or merchant_id", "IP not found", "No such page", "User does not exist"]
    {
        let told = says("1", &nothing, words);
        assert!(matches!(told, EnquiryAnswer::SaysNothing(_)), "{words} is not about the order: {told:?}");
    }
}

#[test]
fn near_midnight_in_india_both_dates_are_asked_about() {
    let credentials = [("merchant_id", "MK9901"), ("api_key", "made-up")];
    let credentials = credentials.map(|(key, value)| (key.to_owned(), value.to_owned().into())).into_iter().collect();
    let access = Access::new(Paygrt.descriptor(), "https://example.invalid", false, credentials).unwrap();
    let dates = |submitted_at_ms: i64| {
        let requests = Paygrt.enquiry_requests(&access, &Order { submitted_at_ms, ..order() }).unwrap();
        let date = |request: &crate::Request| {
            request.shown_parameters().find(|(name, _)| *name == "txn_date").map(|(_, date)| date.to_owned())
        };
        requests.iter().map(|request| date(request).unwrap()).collect::<Vec<_>>()
    };
    let midnight = india_day_start_ms("2026-11-20").unwrap();
    let minutes = |count: i64| count * 60_000;
    assert_eq!(dates(midnight + minutes(12 * 60)), ["2026-11-20"]);
    assert_eq!(dates(midnight), ["2026-11-20", "2026-11-19"]);
    assert_eq!(dates(midnight + minutes(600) - 1), ["2026-11-20", "2026-11-19"]);
    assert_eq!(dates(midnight + minutes(600)), ["2026-11-20"]);
    assert_eq!(dates(midnight - minutes(600) - 1), ["2026-11-19"]);
    assert_eq!(dates(midnight - minutes(600)), ["2026-11-19", "2026-11-20"]);
    assert_eq!(dates(midnight - 1), ["2026-11-19", "2026-11-20"]);
    let new_year = india_day_start_ms("2027-01-01").unwrap();
    assert_eq!(dates(new_year - 1), ["2026-12-31", "2027-01-01"]);
    assert_eq!(dates(new_year), ["2027-01-01", "2026-12-31"]);
}
