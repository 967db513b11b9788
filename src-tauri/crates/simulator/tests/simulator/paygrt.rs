//! Paygrt's words, outcome by outcome.

use serde_json::{Value, json};

use crate::line::{AT_ONCE, Heard, Line, NEVER};

const KEY: &str = "api-key: practice-key\r\n";

fn recharge(line: &Line, order_id: &str, number: &str) -> Heard {
    let form = format!("api_ref_id={order_id}&recharge_number={number}&recharge_amount=299&operator_code=AT");
    line.post("paygrt", "/v1/recharges/PRACTICE", KEY, &form)
}

/// The order's date in India, by way of the request's own time.
fn date_of(line: &Line, order_id: &str) -> String {
    let request = line.simulator.requests().into_iter().find(|request| request.order_id == order_id);
    let days = (request.unwrap().at + 19_800_000).div_euclid(86_400_000);
    date(days)
}

/// Counts days on from 2020 one by one: slow, and nothing like the simulator's own way.
fn date(days: i64) -> String {
    let (mut year, mut month, mut day) = (2020, 1, 1);
    for _ in 18_262..days {
        let is_leap = year % 4 == 0;
        let length = match month {
            2 => 28 + i64::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        day += 1;
        if day > length {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    format!("{year}-{month:02}-{day:02}")
}

fn enquiry_on(line: &Line, order_id: &str, date: &str) -> Value {
    let form = format!("api_ref_id={order_id}&txn_date={date}");
    line.post("paygrt", "/v1/recharges/status/PRACTICE", KEY, &form).json()
}

fn enquiry(line: &Line, order_id: &str) -> Value {
    let answer = enquiry_on(line, order_id, &date_of(line, order_id));
    assert_eq!((&answer["message"], &answer["status"]), (&json!("Success"), &json!("0")));
    assert_eq!(answer["data"]["api_ref_id"], order_id);
    answer["data"]["recharge_status"].clone()
}

fn balance(line: &Line) -> String {
    let answer = line.get("paygrt", "/v1/merchants/PRACTICE/balance", KEY).json();
    assert_eq!((&answer["message"], &answer["status"]), (&json!("Success"), &json!("0")));
    answer["data"]["balance"].as_str().unwrap().to_owned()
}

fn no_record() -> Value {
    json!({
        "message": "No record found",
        "data": {"api_ref_id": null, "txn_id": null, "operator_id": null, "recharge_status": null},
        "status": "1"
    })
}

fn assert_refused(heard: &Heard, order_id: &str, reason: &str, remaining: &str) {
    let expected = json!({
        "message": "Fail",
        "data": {
            "api_ref_id": order_id, "txn_id": null, "operator_id": null, "recharge_number": null,
            "recharge_amount": null, "recharge_status": null, "message": reason,
            "remaining_balance": remaining, "status_code": "1"
        },
        "status": "1"
    });
    assert_eq!(heard.json(), expected);
}

/// ₹ 8,002.75 less ₹ 299 and two percent of commission back.
const AFTER_ONE_SALE: &str = "7709.7300";
const AT_FIRST: &str = "8002.7500";

#[test]
fn success_has_the_recorded_fields_in_the_recorded_order() {
    let line = Line::open(NEVER);
    assert_eq!(
        recharge(&line, "G1", "9876500001").body,
        r#"{"message":"Success","data":{"api_ref_id":"G1","txn_id":"5001001","operator_id":"PG00001XYZ","recharge_number":"9876500001","recharge_amount":"299.00","recharge_status":"Success","message":"Recharge Successful","remaining_balance":"7709.73","status_code":"0"},"status":"0"}"#
    );
    let form = format!("api_ref_id=G1&txn_date={}", date_of(&line, "G1"));
    assert_eq!(
        line.post("paygrt", "/v1/recharges/status/PRACTICE", KEY, &form).body,
        r#"{"message":"Success","data":{"api_ref_id":"G1","txn_id":"5001001","operator_id":"PG00001XYZ","recharge_status":"Success"},"status":"0"}"#
    );
    assert_eq!(
        line.get("paygrt", "/v1/merchants/PRACTICE/balance", KEY).body,
        r#"{"message":"Success","data":{"merchant_id":"PRACTICE","merchant_name":"Practice Shop","balance":"7709.7300"},"status":"0"}"#
    );
}

#[test]
fn pending_sale_succeeds_later() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    let answer = recharge(&before, "G1", "9876500002").json();
    let data = &answer["data"];
    assert_eq!((&answer["status"], &data["status_code"]), (&json!("0"), &json!("2")));
    assert_eq!((&data["recharge_status"], &data["operator_id"]), (&json!("Pending"), &json!("")));
    assert_eq!(data["message"], "Recharge Request Accepted");
    assert_eq!(data["remaining_balance"], "7709.73");
    assert_eq!(enquiry(&before, "G1"), "Pending");
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(enquiry(&after, "G1"), "Success");
    assert_eq!(balance(&after), AFTER_ONE_SALE);
}

#[test]
fn pending_sale_fails_later_and_is_paid_back() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    assert_eq!(recharge(&before, "G1", "9876500003").json()["data"]["status_code"], "2");
    assert_eq!(balance(&before), AFTER_ONE_SALE);
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(enquiry(&after, "G1"), "Fail");
    assert_eq!(balance(&after), AT_FIRST);
}

#[test]
fn failure_gives_its_reason_among_nulls() {
    let line = Line::open(NEVER);
    assert_refused(&recharge(&line, "G1", "9876500004"), "G1", "Invalid number", "8002.75");
    assert_eq!(enquiry(&line, "G1"), "Fail");
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn success_is_reversed_later_and_paid_back() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    assert_eq!(recharge(&before, "G1", "9876500005").json()["data"]["status_code"], "0");
    assert_eq!(enquiry(&before, "G1"), "Success");
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(enquiry(&after, "G1"), "Fail");
    assert_eq!(balance(&after), AT_FIRST);
}

#[test]
fn silence_and_cut_answer_hide_sales_that_were_made() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500006").is_silence());
    assert_eq!(enquiry(&line, "G1"), "Success");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
    let heard = recharge(&line, "G2", "9876500007");
    assert_eq!((heard.status, heard.body.len()), (Some(200), heard.declared / 2));
    assert_eq!(enquiry(&line, "G2"), "Success");
}

#[test]
fn unreachable_number_leaves_no_trace() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500008").is_silence());
    assert!(line.simulator.requests().is_empty());
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn wrong_echo_names_another_number() {
    let line = Line::open(NEVER);
    let answer = recharge(&line, "G1", "9876500009").json();
    assert_eq!((&answer["data"]["api_ref_id"], &answer["data"]["status_code"]), (&json!("G1"), &json!("0")));
    assert_eq!(answer["data"]["recharge_number"], "9876500001");
    assert_eq!(enquiry(&line, "G1"), "Success");
}

#[test]
fn empty_wallet_refuses() {
    let line = Line::open(NEVER);
    assert_refused(&recharge(&line, "G1", "9876500010"), "G1", "Insufficient Merchant Balance", "8002.75");
    line.simulator.set_balance("paygrt", 29_301);
    assert_refused(&recharge(&line, "G2", "9876543210"), "G2", "Insufficient Merchant Balance", "293.01");
    assert_eq!(enquiry(&line, "G2"), "Fail");
}

#[test]
fn lost_request_is_counted_but_never_executed() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500012").is_silence());
    assert_eq!(line.simulator.recharge_count("G1"), 1);
    assert_eq!(enquiry_on(&line, "G1", &date_of(&line, "G1")), no_record());
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn enquiry_wants_the_orders_own_date() {
    let line = Line::open(NEVER);
    recharge(&line, "G1", "9876543210").json();
    for date in ["2019-07-20", "", "20-07-2019"] {
        assert_eq!(enquiry_on(&line, "G1", date), no_record(), "{date}");
    }
    assert_eq!(enquiry_on(&line, "G2", &date_of(&line, "G1")), no_record());
}

#[test]
fn repeated_order_id_is_refused_and_counted() {
    let line = Line::open(NEVER);
    recharge(&line, "G1", "9876543210").json();
    assert_refused(&recharge(&line, "G1", "9876543210"), "G1", "Duplicate api_ref_id", "7709.73");
    assert_eq!(line.simulator.recharge_count("G1"), 2);
    assert_eq!(enquiry(&line, "G1"), "Success");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn strangers_are_turned_away_from_every_call() {
    let line = Line::open(NEVER);
    let cases = [
        ("", "PRACTICE", "Invalid api-key or merchant_id"),
        ("api-key: wrong\r\n", "PRACTICE", "Invalid api-key or merchant_id"),
        (KEY, "SOMEBODY", "Invalid api-key or merchant_id"),
        ("api-key: not-listed\r\n", "PRACTICE", "IP not whitelisted"),
    ];
    let form = "api_ref_id=G1&recharge_number=9876543210&recharge_amount=299&operator_code=AT";
    for (header, merchant, message) in cases {
        let expected = json!({"message": message, "data": null, "status": "1"});
        for path in [format!("/v1/recharges/{merchant}"), format!("/v1/recharges/status/{merchant}")] {
            assert_eq!(line.post("paygrt", &path, header, form).json(), expected, "{path}");
        }
        for path in [format!("/v1/merchants/{merchant}/balance"), format!("/v1/operators/{merchant}")] {
            assert_eq!(line.get("paygrt", &path, header).json(), expected, "{path}");
        }
    }
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn operators_call_lists_a_newcomer_and_no_longer_one_that_left() {
    let line = Line::open(NEVER);
    let answer = line.get("paygrt", "/v1/operators/PRACTICE", KEY).json();
    let operators = answer["data"].as_array().unwrap();
    assert_eq!(operators.len(), 22);
    assert_eq!(operators[3], json!({"operator_name": "Airtel", "operator_code": "AT", "type": "Mobile"}));
    assert!(operators.iter().all(|operator| operator["type"] != ""));
    let has = |code: &str| operators.iter().any(|operator| operator["operator_code"] == code);
    assert!(has("VI") && !has("VF"));
}

#[test]
fn methods_are_the_papers() {
    let line = Line::open(NEVER);
    assert_eq!(line.get("paygrt", "/v1/recharges/PRACTICE", KEY).status, Some(405));
    assert_eq!(line.post("paygrt", "/v1/operators/PRACTICE", KEY, "").status, Some(405));
}
