//! Paygrt's operator list and its callback.

use domain::Service;
use serde_json::{Value, json};

use super::{DESCRIPTOR, Paygrt};
use crate::{Access, BadField, Company, Fields, ListedOperator, Method, Provider, Reply, Trouble};

const OPERATORS: &str = include_str!("fixtures/operators.json");

fn list(body: &str) -> Result<Vec<ListedOperator>, Trouble> {
    Paygrt.read_list(&Reply { status: 200, server_time_ms: None, body: body.to_owned() })
}

fn row(name: impl Into<Value>, code: impl Into<Value>, kind: impl Into<Value>) -> Value {
    json!({ "operator_name": name.into(), "operator_code": code.into(), "type": kind.into() })
}

fn answer(rows: &[Value]) -> String {
    json!({ "message": "Success", "data": rows, "status": "0" }).to_string()
}

fn listed(code: &str, name: &str, service: Option<Service>) -> ListedOperator {
    ListedOperator { code: code.to_owned(), name: name.to_owned(), service }
}

#[test]
fn the_list_is_asked_for_below_the_merchant() {
    let access = |fields: &[(&str, &str)]| {
        let credentials = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned().into()));
        Access::new(&DESCRIPTOR, "https://api.example", false, credentials.collect()).unwrap()
    };
    let request = Paygrt.list_request(&access(&[("merchant_id", "MK/9901"), ("api_key", "k3y")])).unwrap().unwrap();
    assert_eq!(request.method, Method::Get);
    assert_eq!(request.address.as_str(), "https://api.example/v1/operators/MK%2F9901");
    assert_eq!(request.exposed_headers().collect::<Vec<_>>(), [("api-key", "k3y")]);
    assert_eq!(request.exposed_form(), "");
    let without = Paygrt.list_request(&access(&[("merchant_id", "MK9901")])).unwrap();
    assert_eq!(without.err(), Some(BadField { field: "api_key".to_owned() }));
}

#[test]
fn the_list_is_read_as_recorded() {
    let expected = [
        listed("AT", "Airtel", Some(Service::Prepaid)),
        listed("DH", "Dish TV", Some(Service::Dth)),
        listed("GF", "Gaon Finance", Some(Service::CashDrop)),
    ];
    assert_eq!(list(OPERATORS), Ok(expected.to_vec()));
    assert_eq!(list(&format!("\u{feff}{OPERATORS}")), Ok(expected.to_vec()));
}

#[test]
fn an_operator_of_an_unknown_service_is_listed_without_one() {
    for (kind, service) in [
        (json!("MOBILE "), Some(Service::Prepaid)),
        (json!("dth"), Some(Service::Dth)),
        (json!("cash drop"), Some(Service::CashDrop)),
        (json!("Postpaid"), None),
        (json!("CashDrop"), None),
        (json!(""), None),
        (json!(null), None),
        (json!(7), None),
    ] {
        assert_eq!(list(&answer(&[row("One", "ON", kind.clone())])), Ok(vec![listed("ON", "One", service)]), "{kind}");
    }
    let numbers = answer(&[row(" One ", 17, "DTH")]);
    assert_eq!(list(&numbers), Ok(vec![listed("17", "One", Some(Service::Dth))]));
}

#[test]
fn a_row_that_cannot_be_sold_is_left_out() {
    let good = row("One", "ON", "Mobile");
    for bad in [
        row("Two", "", "Mobile"),
        row("Two", Value::Null, "Mobile"),
        row("", "TW", "Mobile"),
        row(Value::Null, "TW", "Mobile"),
        row("Two", "ТW", "Mobile"),
        row("Two", "T W", "Mobile"),
        row("Two", "T\u{0}W", "Mobile"),
        json!({}),
        good.clone(),
    ] {
        let told = list(&answer(&[good.clone(), bad.clone()]));
        assert_eq!(told, Ok(vec![listed("ON", "One", Some(Service::Prepaid))]), "{bad}");
    }
    let two = [row("One", "ON", "Mobile"), row("Other", "ON", "Mobile"), row("Two", "TW", "DTH")];
    assert_eq!(list(&answer(&two)), Ok(vec![listed("TW", "Two", Some(Service::Dth))]), "one code for two companies");
    assert_eq!(list(&answer(&two[..2])), Err(Trouble::AnswerUnreadable));
}

#[test]
fn what_is_no_list_is_unreadable() {
    let good = row("One", "ON", "Mobile");
    let mut bodies: Vec<String> = [
        "",
        "null",
        "[]",
        "{}",
        include_str!("fixtures/balance.json"),
        include_str!("fixtures/recharge_success.json"),
        "[{\"operator_name\":\"One\",\"operator_code\":\"ON\",\"type\":\"Mobile\"}]",
        "{\"status\":\"0\",\"data\":[[\"One\",\"ON\",\"Mobile\"]]}",
        "{\"status\":\"0\",\"data\":[\"ON\"]}",
        "{\"status\":\"0\",\"data\":[null]}",
    ]
    .map(str::to_owned)
    .to_vec();
    for data in [json!([]), json!(null), good.clone(), json!([{ "operator_code": ["ON"] }]), json!("ON")] {
        bodies.push(json!({ "data": data, "status": "0" }).to_string());
    }
    for status in [json!("2"), json!("00"), json!(""), json!(null), json!("success"), json!(true)] {
        bodies.push(json!({ "data": [good], "status": status }).to_string());
    }
    bodies.extend((0..OPERATORS.trim_end().len()).map(|end| OPERATORS[..end].to_owned()));
    for body in bodies {
        assert_eq!(list(&body), Err(Trouble::AnswerUnreadable), "{body}");
    }
    let refused = json!({ "message": "Invalid api-key", "data": [good], "status": 1 }).to_string();
    assert_eq!(list(&refused), Err(Trouble::CredentialsRefused { words: "Invalid api-key".to_owned() }));
}

#[test]
fn a_callback_names_our_order() {
    let told = |text: &str| {
        let hint = Paygrt.read_callback(&Fields::read(text.as_bytes()))?;
        assert_eq!(hint.cost, Default::default(), "it tells nothing of the cost");
        Some(hint.order_id)
    };
    for status in ["Success", "Pending", "Fail", "whatever"] {
        let text = format!("api_ref_id=K7QX2M000017&txn_id=6204417&operator_id=PG60417ABC&recharge_status={status}");
        assert_eq!(told(&text).as_deref(), Some("K7QX2M000017"), "a callback only says: ask now");
    }
    assert_eq!(told("API_REF_ID=+K7QX2M000017&Recharge_Status=Fail").as_deref(), Some("K7QX2M000017"));
    for text in [
        "",
        "api_ref_id=K7QX2M000017",
        "api_ref_id=K7QX2M000017&recharge_status=",
        "recharge_status=Success",
        "api_ref_id=&recharge_status=Success",
        "txid=K7QX2M000017&status=Success",
        "TNO=K7QX2M000017&ST=1",
    ] {
        assert_eq!(told(text), None, "{text}");
    }
}
