//! INSPAY's answers, as the paper prints them or wrong in every way.

mod arbitrary;
mod calls;

use domain::{OrderId, Paise, Service, Word};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Inspay;
use crate::{Answer, Company, EnquiryAnswer, Fields, Order, Particulars, Provider, Reply, Trouble};

const SUCCESS: &str = include_str!("fixtures/recharge_success.json");
const FAILURE: &str = include_str!("fixtures/recharge_failure.json");
const PENDING: &str = include_str!("fixtures/recharge_pending.json");
const STATUS_SUCCESS: &str = include_str!("fixtures/status_success.json");
const STATUS_FAILURE: &str = include_str!("fixtures/status_failure.json");
const STATUS_PENDING: &str = include_str!("fixtures/status_pending.json");
const NOT_WHITELISTED: &str = include_str!("fixtures/not_whitelisted.json");
const BALANCE: &str = include_str!("fixtures/balance.json");
const ALL: [&str; 8] =
    [SUCCESS, FAILURE, PENDING, STATUS_SUCCESS, STATUS_FAILURE, STATUS_PENDING, NOT_WHITELISTED, BALANCE];

const NUMBER: &str = "9812300045";
const ORDER_ID: &str = "K7QX2M000017";

fn order() -> Order {
    Order {
        order_id: OrderId::parse(ORDER_ID).unwrap(),
        service: Service::Prepaid,
        code: "RC".to_owned(),
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
    Inspay.read_recharge(&order(), &reply(body))
}

fn enquiry(body: &str) -> EnquiryAnswer {
    Inspay.read_enquiry(&order(), &reply(body))
}

/// The paper's answer with some fields changed; null takes a field out.
fn changed(body: &str, fields: &[(&str, Value)]) -> String {
    let mut answer: Value = serde_json::from_str(body).unwrap();
    for (name, value) in fields {
        answer[*name] = value.clone();
    }
    answer.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    answer.to_string()
}

fn particulars(provider_ref: &str, operator_ref: Option<&str>, words: Option<&str>) -> Particulars {
    Particulars {
        provider_ref: Some(provider_ref.to_owned()),
        operator_ref: operator_ref.map(str::to_owned),
        words: words.map(str::to_owned),
        balance: None,
    }
}

#[test]
fn answers_are_read_as_printed() {
    let succeeded = particulars("7730012045", Some("BR00071KX42A"), Some("Recharge success"));
    assert_eq!(recharge(SUCCESS), Answer::Succeeded(succeeded));
    let words = "Invalid number · recharge failed";
    let trouble = Trouble::ProviderSays { words: words.to_owned() };
    assert_eq!(recharge(FAILURE), Answer::Rejected(particulars("773001204", None, Some(words)), trouble));
    let accepted = particulars("7730012", None, Some("in process · Recharge in process"));
    assert_eq!(recharge(PENDING), Answer::Accepted(accepted));

    let succeeded = particulars("5073001", Some("BR00071KX42A"), None);
    assert_eq!(enquiry(STATUS_SUCCESS), EnquiryAnswer::Says(Word::Succeeded, succeeded));
    assert_eq!(enquiry(STATUS_FAILURE), EnquiryAnswer::Says(Word::Failed, particulars("5073001", None, None)));
    let accepted = particulars("5073001", None, Some("in process"));
    assert_eq!(enquiry(STATUS_PENDING), EnquiryAnswer::Says(Word::Accepted, accepted));
    assert_eq!(Inspay.read_balance(&reply(BALANCE)), Ok(Paise::new(4_715)));
}

#[test]
fn small_differences_in_spelling_do_not_matter() {
    let spellings: &[&[(&str, Value)]] = &[
        &[("status", json!("SUCCESS"))],
        &[("status", json!("  success\t"))],
        &[("amount", json!("10.00"))],
        &[("amount", json!("10.0"))],
        &[("amount", json!(10))],
        &[("number", json!(9_812_300_045_i64))],
        &[("orderid", json!(" K7QX2M000017 "))],
        &[("txid", json!(7_730_012_045_i64))],
        &[("something", json!({ "new": [1, 2] }))],
    ];
    for fields in spellings {
        assert!(matches!(recharge(&changed(SUCCESS, fields)), Answer::Succeeded(_)), "{fields:?}");
        let told = enquiry(&changed(STATUS_SUCCESS, fields));
        assert!(matches!(told, EnquiryAnswer::Says(Word::Succeeded, _)), "{fields:?}");
    }
    assert!(matches!(recharge(&format!("\u{feff}\r\n{SUCCESS}\r\n")), Answer::Succeeded(_)));
}

#[test]
fn an_answer_about_something_else_is_not_believed() {
    let others: &[(&str, Value)] = &[
        ("orderid", json!("K7QX2M000018")),
        ("orderid", json!("54 5477")),
        ("orderid", json!("k7qx2m000017")),
        ("number", json!("9812300046")),
        ("number", json!("+929812300045")),
        ("number", json!("•••45")),
        ("amount", json!("11")),
        ("amount", json!("10.01")),
        ("amount", json!("1000")),
        ("amount", json!("ten")),
    ];
    for other in others {
        for body in [SUCCESS, FAILURE, PENDING] {
            assert_eq!(
                recharge(&changed(body, std::slice::from_ref(other))),
                Answer::Unclear(Trouble::AnswerNotOurs),
                "{other:?}"
            );
        }
        for body in [STATUS_SUCCESS, STATUS_FAILURE, STATUS_PENDING] {
            let nothing = EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs);
            assert_eq!(enquiry(&changed(body, std::slice::from_ref(other))), nothing, "{other:?}");
        }
    }
}

#[test]
fn good_news_must_name_our_order() {
    for nameless in [json!(null), json!(""), json!("  ")] {
        for body in [SUCCESS, PENDING] {
            let answer = recharge(&changed(body, &[("orderid", nameless.clone())]));
            assert_eq!(answer, Answer::Unclear(Trouble::AnswerNotOurs), "{nameless}");
        }
    }
    let bare = changed(SUCCESS, &[("number", json!(null)), ("amount", json!(null)), ("opid", json!(null))]);
    assert!(
        matches!(recharge(&bare), Answer::Succeeded(_)),
        "order id and word are enough for an answer to the call itself"
    );
}

#[test]
fn a_word_that_nobody_can_know_decides_nothing() {
    for word in ["", "Flarp", "Succes", "Successor", "Success, Pending", "0", "true", "Ѕuccess", "SUCCESS FAILURE"] {
        for body in [SUCCESS, FAILURE, PENDING] {
            let answer = recharge(&changed(body, &[("status", json!(word))]));
            let unknown = Answer::Unclear(Trouble::AnswerWordUnknown { words: word.to_owned() });
            assert_eq!(answer, unknown, "{word}");
        }
        let told = enquiry(&changed(STATUS_SUCCESS, &[("status", json!(word))]));
        assert!(matches!(told, EnquiryAnswer::SaysNothing(Trouble::AnswerWordUnknown { .. })), "{word}: {told:?}");
    }
    assert!(matches!(recharge(&changed(FAILURE, &[("status", json!(null))])), Answer::Unclear(_)));
}

/// Bodies that are not one object of the paper's leaves.
fn unreadable() -> Vec<String> {
    let mut bodies: Vec<String> = [
        "",
        " ",
        "null",
        "true",
        "1",
        "\"Success\"",
        "\"Failure\"",
        "Success",
        "Failure",
        "[]",
        "<?xml version=\"1.0\"?><status>Failure</status>",
        "7730012045,Success,BR00071KX42A,9812300045,10,K7QX2M000017",
    ]
    .map(str::to_owned)
    .to_vec();
    for body in [SUCCESS, FAILURE, PENDING, STATUS_SUCCESS, STATUS_FAILURE] {
        bodies.push(format!("[{body}]"));
        bodies.push(format!("{body}{body}"));
        bodies.push(format!("{body} and more"));
        bodies.push(format!("<br />Warning: something{body}"));
        bodies.push(body.replace("\"status\"", "\"status\":\"Pending\",\"status\""));
        bodies.push(body.replace("\"orderid\"", "\"orderid\":\"K7QX2M000017\",\"orderid\""));
    }
    bodies
}

#[test]
fn a_status_that_is_no_text_is_no_word() {
    for body in [SUCCESS, FAILURE, PENDING, STATUS_SUCCESS, STATUS_FAILURE] {
        for leaf in ["true", "1.0", "1e3", "[\"Success\"]", "{\"word\":\"Success\"}", "[]", "{}"] {
            let body = body.replace("\"status\":", &format!("\"status\":{leaf},\"was\":"));
            assert!(matches!(recharge(&body), Answer::Unclear(Trouble::AnswerWordUnknown { .. })), "{body}");
            assert!(matches!(enquiry(&body), EnquiryAnswer::SaysNothing(_)), "{body}");
        }
    }
}

#[test]
fn what_is_not_one_object_of_the_paper_is_unreadable() {
    for body in unreadable() {
        assert_eq!(recharge(&body), Answer::Unclear(Trouble::AnswerUnreadable), "{body}");
        assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{body}");
    }
    for body in ["", "{\"status\":\"Success\"}", "{\"status\":\"Success\",\"balance\":\"\"}", "29.31 or so"] {
        assert_eq!(Inspay.read_balance(&reply(body)), Err(Trouble::AnswerUnreadable), "{body}");
    }
    for body in ["29.31", "{\"balance\":\"29.31\"}"] {
        assert_eq!(Inspay.read_balance(&reply(body)), Ok(Paise::new(2_931)), "{body}");
    }
    let page = "<html><body>Success</body></html>";
    assert_eq!(recharge(page), Answer::Unclear(Trouble::WebPageAtAddress));
    assert_eq!(enquiry(page), EnquiryAnswer::SaysNothing(Trouble::WebPageAtAddress));
    assert_eq!(Inspay.read_balance(&reply(page)), Err(Trouble::WebPageAtAddress));
}

#[test]
fn a_list_is_not_read_as_if_its_values_had_names() {
    for word in ["Success", "Failure", "Pending"] {
        for list in [
            format!("[\"\",\"{word}\"]"),
            format!("[\"1\",\"{word}\",\"0\",\"\",\"{NUMBER}\",\"10\",\"{ORDER_ID}\"]"),
            format!("[\"1\",\"{word}\",\"0\",\"no record\"]"),
        ] {
            assert_eq!(recharge(&list), Answer::Unclear(Trouble::AnswerUnreadable), "{list}");
            assert_eq!(enquiry(&list), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{list}");
        }
    }
    assert_eq!(Inspay.read_balance(&reply("[\"Success\",\"99\"]")), Err(Trouble::AnswerUnreadable));
}

#[test]
fn an_answer_cut_anywhere_says_nothing() {
    for body in ALL.map(str::trim_end) {
        for end in 0..body.len() {
            let cut = &body[..end];
            assert_eq!(recharge(cut), Answer::Unclear(Trouble::AnswerUnreadable), "{cut}");
            assert_eq!(enquiry(cut), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{cut}");
            assert_eq!(Inspay.read_balance(&reply(cut)), Err(Trouble::AnswerUnreadable), "{cut}");
        }
    }
}
