//! API status, balance, onboarding, callback.

use domain::Paise;
use serde_json::json;

use super::super::Inexopay;
use super::*;
use crate::{ApiStatus, Company, Fields, OnboardedAgent};

#[test]
fn the_api_status_is_read_as_printed() {
    let status = own::read_api_status(&reply(API_STATUS)).unwrap();
    let expected = ApiStatus {
        state: "ACTIVE".to_owned(),
        plan: "Basic Plan".to_owned(),
        balance: Some(Paise::new(231_075)),
        bound_address: "203.0.113.7".to_owned(),
        own_address: "203.0.113.7".to_owned(),
        addresses_match: Some(true),
    };
    assert_eq!(status, expected);
}

#[test]
fn what_the_api_status_leaves_out_is_empty() {
    let status = own::read_api_status(&reply(&changed(API_STATUS, &[("data", json!({ "api_status": "BLOCKED" }))])));
    let status = status.unwrap();
    assert_eq!((status.state.as_str(), status.plan.as_str(), status.balance), ("BLOCKED", "", None));
    assert_eq!((status.bound_address.as_str(), status.own_address.as_str(), status.addresses_match), ("", "", None));
    let odd = changed(API_STATUS, &[("data.plan_name", json!([])), ("data.bind_ip", json!(null))]);
    assert_eq!(own::read_api_status(&reply(&odd)).unwrap().plan, "");
}

#[test]
fn addresses_match_only_where_it_is_said() {
    for (printed, expected) in [
        (json!("MATCHED"), Some(true)),
        (json!(" matched "), Some(true)),
        (json!("NOT MATCHED"), Some(false)),
        (json!("NOT_MATCHED"), Some(false)),
        (json!("Mismatched"), Some(false)),
        (json!("UNMATCHED"), Some(false)),
        (json!("ANY"), None),
        (json!(""), None),
        (json!(null), None),
        (json!(1), None),
    ] {
        let body = changed(API_STATUS, &[("data.ip_status", printed.clone())]);
        assert_eq!(own::read_api_status(&reply(&body)).unwrap().addresses_match, expected, "{printed}");
    }
}

#[test]
fn money_is_read_as_it_is_printed_and_never_through_a_float() {
    for (printed, paise) in [
        ("1250.50", 125_050),
        ("107", 10_700),
        ("107.00", 10_700),
        ("0", 0),
        ("0.1", 10),
        ("\"29.31\"", 2_931),
        ("\" 29.3100 \"", 2_931),
        ("90071992547409.93", 9_007_199_254_740_993),
        ("-12", -1_200),
        ("1.009", 100),
        ("\"12150.5067\"", 1_215_050),
        ("7.1E-15", 0),
    ] {
        let body = format!("{{\"status\":\"SUCCESS\",\"error_code\":200,\"balance\":{printed}}}");
        assert_eq!(own::read_balance(&reply(&body)), Ok(Paise::new(paise)), "{printed}");
        let body = format!("{{\"status\":\"SUCCESS\",\"data\":{{\"api_balance\":{printed}}}}}");
        assert_eq!(own::read_api_status(&reply(&body)).unwrap().balance, Some(Paise::new(paise)), "{printed}");
    }
    for printed in [
        "1e3",
        "true",
        "[1]",
        "{}",
        "\"1,250.50\"",
        "\"₹ 5\"",
        "\"NaN\"",
        "\"one\"",
        "99999999999999999999",
        "\"0x10\"",
        "1E2",
        "\"--1\"",
    ] {
        let body = format!("{{\"status\":\"SUCCESS\",\"error_code\":200,\"balance\":{printed}}}");
        assert_eq!(own::read_balance(&reply(&body)), Err(Trouble::AnswerUnreadable), "{printed}");
        let body = format!("{{\"status\":\"SUCCESS\",\"data\":{{\"api_balance\":{printed}}}}}");
        assert_eq!(own::read_api_status(&reply(&body)), Err(Trouble::AnswerUnreadable), "{printed}");
    }
}

#[test]
fn a_balance_that_is_refused_is_no_balance() {
    for message in ["IP not whitelisted", "Invalid API key or username", "Subscription expired"] {
        for body in [
            json!({ "status": "FAILED", "message": message, "balance": 5 }),
            json!({ "status": false, "error_code": 403, "message": message, "balance": "5" }),
        ] {
            let told = own::read_balance(&reply(&body.to_string()));
            assert_eq!(told, Err(Trouble::of_refusal(message)), "{body}");
        }
    }
}

#[test]
fn an_agent_is_onboarded_under_one_id() {
    let agent = |fields: &[(&str, serde_json::Value)]| own::read_onboarding(&reply(&changed(ONBOARDING, fields)));
    let words = "Agent verified successfully..!! Now you can create your agent account.".to_owned();
    let expected = OnboardedAgent { agent_id: "NSDLQ31".to_owned(), words };
    assert_eq!(agent(&[]), Start::Started(expected.clone()));
    assert_eq!(agent(&[("data.agent_id", json!(GONE))]), Start::Started(expected.clone()));
    assert_eq!(agent(&[("data.txn_id", json!(null))]), Start::Started(expected));
    let two = agent(&[("data.txn_id", json!("NSDLQ32"))]);
    assert_eq!(two, Start::Unclear(Trouble::AnswerContradictsItself));
    let none = agent(&[("data", json!({ "agent_id": "" }))]);
    assert_eq!(none, Start::Unclear(Trouble::AnswerUnreadable));
}

#[test]
fn a_number_that_is_registered_is_a_refusal_and_no_duplicate() {
    let words = "Agent not verified :: THE GIVEN MOBILENUMBER IS ALREADY REGISTER".to_owned();
    let trouble = Trouble::AlreadyOnboarded { words: words.clone() };
    assert_eq!(own::read_onboarding(&reply(ONBOARDING_REFUSED)), Start::Rejected { words, trouble });
    for (message, code, known) in [
        ("Agent already exists", 400, true),
        ("AGENTID ALREADY REGISTERED", 400, true),
        ("Mobile number is not registered", 400, false),
        ("PAN is not valid", 400, false),
        ("Agent already exists", 401, false),
        ("Account already exists but is not approved", 403, false),
    ] {
        let body = json!({ "status": false, "status_code": code, "message": message }).to_string();
        let told = own::read_onboarding(&reply(&body));
        let Start::Rejected { trouble, .. } = &told else { panic!("{message}: {told:?}") };
        assert_eq!(matches!(trouble, Trouble::AlreadyOnboarded { .. }), known, "{message}: {told:?}");
    }
}

#[test]
fn a_callback_is_a_hint_and_names_one_order() {
    let hint = |form: &str| Inexopay.read_callback(&Fields::read(form.as_bytes())).map(|hint| hint.order_id);
    let sample = include_str!("../fixtures/callback.txt").trim();
    assert_eq!(hint(sample).as_deref(), Some(ORDER_ID));
    for status in ["success", "FAILED", "Refund", " pending "] {
        assert_eq!(hint(&format!("orderid={ORDER_ID}&status={status}")).as_deref(), Some(ORDER_ID), "{status}");
        assert_eq!(hint(&format!("STATUS={status}&order_id={ORDER_ID}")).as_deref(), Some(ORDER_ID), "{status}");
    }
    for form in [
        "",
        "status=success",
        "orderid=&order_id=&status=success",
        "orderid=K7QX2M000017",
        "orderid=K7QX2M000017&status=",
        "orderid=K7QX2M000017&status=done",
        "orderid=K7QX2M000017&order_id=K7QX2M000018&status=success",
        "txid=K7QX2M000017&status=success",
    ] {
        assert_eq!(hint(form), None, "{form}");
    }
    assert_eq!(Inexopay.read_callback(&Fields::read(sample.as_bytes())).unwrap().cost, Default::default());
}

#[test]
fn it_sells_agent_services_only() {
    let company: &'static dyn Company = &Inexopay;
    assert!(company.seller().is_none() && company.agent().is_some());
}
