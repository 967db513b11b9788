//! INSPAY's words, outcome by outcome.

use serde_json::{Value, json};

use crate::line::{AT_ONCE, Heard, Line, NEVER};

const KEYS: &str = "username=practice&token=practice-token&format=json";

fn recharge(line: &Line, order_id: &str, number: &str) -> Heard {
    let form = format!("{KEYS}&opcode=RC&number={number}&amount=299&orderid={order_id}");
    line.post("inspay", "/v3/recharge/api", "", &form)
}

fn enquiry(line: &Line, order_id: &str) -> Value {
    line.post("inspay", "/v3/recharge/status", "", &format!("{KEYS}&orderid={order_id}")).json()
}

fn balance(line: &Line) -> String {
    let answer = line.post("inspay", "/v3/recharge/balance", "", KEYS).json();
    assert_eq!(answer["status"], "Success");
    answer["balance"].as_str().unwrap().to_owned()
}

fn no_record() -> Value {
    json!({"txid": "", "status": "Failure", "opid": "", "message": "No record found"})
}

/// ₹ 12,480.50 less ₹ 299 and two percent of commission back.
const AFTER_ONE_SALE: &str = "12187.48";
const AT_FIRST: &str = "12480.50";

#[test]
fn success_has_the_papers_fields_in_the_papers_order() {
    let line = Line::open(NEVER);
    assert_eq!(
        recharge(&line, "G1", "9876500001").body,
        r#"{"txid":"3124001","status":"Success","opid":"BR000001EW","message":"Recharge success","opcode":"RC","number":"9876500001","amount":"299","orderid":"G1"}"#
    );
    let status = line.post("inspay", "/v3/recharge/status", "", &format!("{KEYS}&orderid=G1")).body;
    assert_eq!(
        status,
        r#"{"txid":"3124001","status":"Success","opid":"BR000001EW","number":"9876500001","amount":"299","orderid":"G1"}"#
    );
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn number_without_a_meaning_succeeds() {
    let line = Line::open(NEVER);
    assert_eq!(recharge(&line, "G1", "9876543210").json()["status"], "Success");
}

#[test]
fn get_is_understood_too() {
    let line = Line::open(NEVER);
    let path = format!("/v3/recharge/api?{KEYS}&opcode=RC&number=9876543210&amount=10&orderid=G1");
    assert_eq!(line.get("inspay", &path, "").json()["status"], "Success");
    assert_eq!(line.get("inspay", &format!("/v3/recharge/balance?{KEYS}"), "").json()["balance"], "12470.70");
}

#[test]
fn pending_sale_succeeds_later() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    let answer = recharge(&before, "G1", "9876500002").json();
    assert_eq!((&answer["status"], &answer["opid"]), (&json!("Pending"), &json!("in process")));
    assert_eq!(answer["message"], "Recharge in process");
    assert_eq!(enquiry(&before, "G1")["status"], "Pending");
    assert_eq!(balance(&before), AFTER_ONE_SALE);
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(enquiry(&after, "G1")["status"], "Success");
    assert_eq!(balance(&after), AFTER_ONE_SALE);
}

#[test]
fn pending_sale_fails_later_and_is_paid_back() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    assert_eq!(recharge(&before, "G1", "9876500003").json()["status"], "Pending");
    assert_eq!(enquiry(&before, "G1")["status"], "Pending");
    assert_eq!(balance(&before), AFTER_ONE_SALE);
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    let answer = enquiry(&after, "G1");
    assert_eq!((&answer["status"], &answer["opid"]), (&json!("Failure"), &json!("0")));
    assert_eq!(answer["orderid"], "G1");
    assert_eq!(balance(&after), AT_FIRST);
}

#[test]
fn failure_gives_its_reason_and_costs_nothing() {
    let line = Line::open(NEVER);
    let answer = recharge(&line, "G1", "9876500004").json();
    assert_eq!((&answer["status"], &answer["opid"]), (&json!("Failure"), &json!("Invalid number")));
    assert_eq!(answer["message"], "recharge failed");
    assert_eq!(enquiry(&line, "G1")["status"], "Failure");
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn success_is_reversed_later_and_paid_back() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    assert_eq!(recharge(&before, "G1", "9876500005").json()["status"], "Success");
    assert_eq!(enquiry(&before, "G1")["status"], "Success");
    assert_eq!(balance(&before), AFTER_ONE_SALE);
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(enquiry(&after, "G1")["status"], "Failure");
    assert_eq!(balance(&after), AT_FIRST);
}

#[test]
fn silence_hides_a_sale_that_was_made() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500006").is_silence());
    assert_eq!(enquiry(&line, "G1")["status"], "Success");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn cut_answer_hides_a_sale_that_was_made() {
    let line = Line::open(NEVER);
    let heard = recharge(&line, "G1", "9876500007");
    assert_eq!(heard.status, Some(200));
    assert_eq!(heard.body.len(), heard.declared / 2);
    assert!(heard.body.starts_with(r#"{"txid":"3124001","#), "{heard:?}");
    assert_eq!(enquiry(&line, "G1")["status"], "Success");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn unreachable_number_leaves_no_trace() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500008").is_silence());
    assert!(line.simulator.requests().is_empty());
    assert_eq!(enquiry(&line, "G1"), no_record());
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn wrong_echo_names_another_number() {
    let line = Line::open(NEVER);
    let answer = recharge(&line, "G1", "9876500009").json();
    assert_eq!((&answer["status"], &answer["orderid"]), (&json!("Success"), &json!("G1")));
    assert_eq!(answer["number"], "9876500001");
    let truth = enquiry(&line, "G1");
    assert_eq!((&truth["status"], &truth["number"]), (&json!("Success"), &json!("9876500009")));
}

#[test]
fn empty_wallet_refuses() {
    let line = Line::open(NEVER);
    let answer = recharge(&line, "G1", "9876500001").json();
    assert_eq!(answer["status"], "Success");
    line.simulator.set_balance("inspay", 29_301);
    for (order_id, number) in [("G2", "9876500010"), ("G3", "9876543210")] {
        let answer = recharge(&line, order_id, number).json();
        assert_eq!((&answer["status"], &answer["opid"]), (&json!("Failure"), &json!("Insufficient balance")));
        assert_eq!(enquiry(&line, order_id)["status"], "Failure");
    }
    line.simulator.set_balance("inspay", 29_302);
    assert_eq!(recharge(&line, "G4", "9876543210").json()["status"], "Success");
    assert_eq!(balance(&line), "0.00");
}

#[test]
fn lost_request_is_counted_but_never_executed() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500012").is_silence());
    assert_eq!(line.simulator.recharge_count("G1"), 1);
    assert_eq!(enquiry(&line, "G1"), no_record());
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn repeated_order_id_is_refused_and_counted() {
    let line = Line::open(NEVER);
    assert_eq!(recharge(&line, "G1", "9876543210").json()["status"], "Success");
    let again = recharge(&line, "G1", "9876543210").json();
    assert_eq!((&again["status"], &again["message"]), (&json!("Failure"), &json!("Duplicate orderid")));
    assert_eq!(again["txid"], "");
    assert_eq!(line.simulator.recharge_count("G1"), 2);
    assert_eq!(enquiry(&line, "G1")["status"], "Success");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn strangers_are_turned_away_from_every_call() {
    let line = Line::open(NEVER);
    let cases = [
        ("username=practice&token=wrong", "Invalid username or token"),
        ("username=other&token=practice-token", "Invalid username or token"),
        ("", "Invalid username or token"),
        ("username=practice&token=not-listed", "IP not whitelisted"),
    ];
    for (keys, message) in cases {
        for path in ["/v3/recharge/api", "/v3/recharge/status", "/v3/recharge/balance"] {
            let form = format!("{keys}&opcode=RC&number=9876543210&amount=299&orderid=G1");
            let answer = line.post("inspay", path, "", &form).json();
            assert_eq!(answer, json!({"txid": "", "status": "Failure", "opid": "", "message": message}), "{path}");
        }
    }
    assert_eq!(enquiry(&line, "G1"), no_record());
    assert_eq!(line.simulator.recharge_count("G1"), cases.len());
}

#[test]
fn what_cannot_be_an_order_is_refused() {
    let line = Line::open(NEVER);
    let cases = [
        ("opcode=RC&number=&amount=10&orderid=G1", "Missing parameter"),
        ("opcode=RC&number=9876543210&amount=10", "Missing parameter"),
        ("opcode=RC&number=9876543210&amount=ten&orderid=G1", "Invalid amount"),
        // A Cyrillic А, as the paper prints Airtel's code.
        ("opcode=%D0%90&number=9876543210&amount=10&orderid=G1", "Invalid opcode"),
    ];
    for (fields, message) in cases {
        let answer = line.post("inspay", "/v3/recharge/api", "", &format!("{KEYS}&{fields}")).json();
        assert_eq!((&answer["status"], &answer["message"]), (&json!("Failure"), &json!(message)));
    }
    assert_eq!(enquiry(&line, "G1"), no_record());
}
