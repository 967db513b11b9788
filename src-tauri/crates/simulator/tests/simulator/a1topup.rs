//! A1Topup's words, outcome by outcome and in each of the three forms.

use serde_json::{Value, json};

use crate::line::{AT_ONCE, Heard, Line, NEVER};

const KEYS: &str = "username=practice&pwd=practice-pwd";

fn ask(line: &Line, call: &str, fields: &str) -> Heard {
    line.post("a1topup", &format!("/recharge/{call}"), "", &format!("{KEYS}&{fields}"))
}

fn fields(order_id: &str, number: &str) -> String {
    format!("circlecode=13&operatorcode=A&number={number}&amount=299&orderid={order_id}")
}

fn recharge(line: &Line, order_id: &str, number: &str) -> Heard {
    ask(line, "api", &format!("{}&format=json", fields(order_id, number)))
}

fn enquiry(line: &Line, order_id: &str) -> Value {
    ask(line, "status", &format!("orderid={order_id}&format=json")).json()
}

fn balance(line: &Line) -> String {
    let answer = ask(line, "balance", "format=json").json();
    assert_eq!(answer["status"], "Success");
    answer["balance"].as_str().unwrap().to_owned()
}

fn notice(reason: &str) -> Value {
    json!({"txid": "", "status": "Failure", "opid": reason, "number": "", "amount": "", "orderid": ""})
}

/// ₹ 9,644.20 less ₹ 299 and two percent of commission back.
const AFTER_ONE_SALE: &str = "9351.18";
const AT_FIRST: &str = "9644.20";

#[test]
fn csv_comes_when_no_form_is_named() {
    let line = Line::open(NEVER);
    let six = "7301,Success,WB00000001,9876500001,299,G1";
    assert_eq!(ask(&line, "api", &fields("G1", "9876500001")).body, six);
    assert_eq!(ask(&line, "status", "orderid=G1").body, six);
    assert_eq!(ask(&line, "status", "orderid=G1&format=csv").body, six);
    assert_eq!(ask(&line, "balance", "").body, "Success,9351.18");
    assert_eq!(ask(&line, "api", &fields("G1", "9876500001")).body, ",Failure,Duplicate orderid,9876500001,299,G1");
    assert_eq!(ask(&line, "status", "orderid=G2").body, "No record found");
}

#[test]
fn json_has_the_six_names_in_the_papers_order() {
    let line = Line::open(NEVER);
    let six =
        r#"{"txid":"7301","status":"Success","opid":"WB00000001","number":"9876500001","amount":"299","orderid":"G1"}"#;
    assert_eq!(recharge(&line, "G1", "9876500001").body, six);
    assert_eq!(ask(&line, "status", "orderid=G1&format=json").body, six);
    assert_eq!(ask(&line, "balance", "format=json").body, r#"{"status":"Success","balance":"9351.18"}"#);
}

#[test]
fn xml_has_the_six_names_below_one_root() {
    let line = Line::open(NEVER);
    let six = "<?xml version=\"1.0\" encoding=\"utf-8\"?><recharge><txid>7301</txid><status>Success</status>\
               <opid>WB00000001</opid><number>9876500001</number><amount>299</amount><orderid>G1</orderid></recharge>";
    assert_eq!(ask(&line, "api", &format!("{}&format=xml", fields("G1", "9876500001"))).body, six);
    assert_eq!(ask(&line, "status", "orderid=G1&format=xml").body, six);
    let heard = ask(&line, "balance", "format=xml").body;
    assert!(heard.ends_with("<recharge><status>Success</status><balance>9351.18</balance></recharge>"), "{heard}");
    let heard = ask(&line, "status", "orderid=G2&format=xml").body;
    assert!(heard.contains("<txid></txid><status>Failure</status><opid>No record found</opid>"), "{heard}");
}

#[test]
fn get_is_understood_too() {
    let line = Line::open(NEVER);
    let path = format!("/recharge/api?{KEYS}&{}&format=json", fields("G1", "9876543210"));
    assert_eq!(line.get("a1topup", &path, "").json()["status"], "Success");
    assert_eq!(line.get("a1topup", &format!("/recharge/status?{KEYS}&orderid=G1"), "").status, Some(200));
    let heard = line.get("a1topup", &format!("/recharge/balance?{KEYS}&format=json"), "");
    assert_eq!(heard.json()["balance"], AFTER_ONE_SALE);
}

#[test]
fn pending_sales_end_either_way() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    for (order_id, number) in [("G1", "9876500002"), ("G2", "9876500003")] {
        let answer = recharge(&before, order_id, number).json();
        assert_eq!((&answer["status"], &answer["opid"]), (&json!("Pending"), &json!("")));
        assert_eq!(enquiry(&before, order_id)["status"], "Pending");
    }
    assert_eq!(balance(&before), "9058.16");
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(enquiry(&after, "G1")["status"], "Success");
    let failed = enquiry(&after, "G2");
    assert_eq!(
        (&failed["status"], &failed["opid"], &failed["orderid"]),
        (&json!("Failure"), &json!("0"), &json!("G2"))
    );
    assert_eq!(balance(&after), AFTER_ONE_SALE);
}

#[test]
fn failure_gives_its_reason_and_costs_nothing() {
    let line = Line::open(NEVER);
    let answer = recharge(&line, "G1", "9876500004").json();
    assert_eq!((&answer["status"], &answer["opid"]), (&json!("Failure"), &json!("Invalid number")));
    assert_eq!((&answer["txid"], &answer["orderid"]), (&json!("7301"), &json!("G1")));
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
fn silence_and_cut_answers_hide_sales_that_were_made() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500006").is_silence());
    assert_eq!(enquiry(&line, "G1")["status"], "Success");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
    for (order_id, form) in [("G2", "csv"), ("G3", "json"), ("G4", "xml")] {
        let heard = ask(&line, "api", &format!("{}&format={form}", fields(order_id, "9876500007")));
        assert_eq!((heard.status, heard.body.len()), (Some(200), heard.declared / 2), "{form}");
        assert!(!heard.body.is_empty() && !heard.body.contains(order_id), "{heard:?}");
        assert_eq!(enquiry(&line, order_id)["status"], "Success");
    }
}

#[test]
fn unreachable_and_lost_numbers_are_never_executed() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500008").is_silence());
    assert!(line.simulator.requests().is_empty());
    assert!(recharge(&line, "G2", "9876500012").is_silence());
    assert_eq!(line.simulator.recharge_count("G2"), 1);
    for order_id in ["G1", "G2"] {
        assert_eq!(enquiry(&line, order_id), notice("No record found"));
    }
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn wrong_echo_names_another_number() {
    let line = Line::open(NEVER);
    let answer = recharge(&line, "G1", "9876500009").json();
    assert_eq!((&answer["status"], &answer["orderid"]), (&json!("Success"), &json!("G1")));
    assert_eq!(answer["number"], "9876500001");
    assert_eq!(enquiry(&line, "G1")["number"], "9876500009");
}

#[test]
fn slow_answer_is_a_success_in_the_end() {
    let line = Line::open(std::time::Duration::from_millis(40));
    assert_eq!(recharge(&line, "G1", "9876500011").json()["status"], "Success");
    assert_eq!(enquiry(&line, "G1")["status"], "Success");
}

#[test]
fn empty_wallet_refuses() {
    let line = Line::open(NEVER);
    line.simulator.set_balance("a1topup", 29_301);
    for (order_id, number) in [("G1", "9876500010"), ("G2", "9876543210")] {
        let answer = recharge(&line, order_id, number).json();
        assert_eq!((&answer["status"], &answer["opid"]), (&json!("Failure"), &json!("Insufficient balance")));
        assert_eq!(enquiry(&line, order_id)["status"], "Failure");
    }
    assert_eq!(balance(&line), "293.01");
}

#[test]
fn repeated_order_id_is_refused_and_counted() {
    let line = Line::open(NEVER);
    assert_eq!(recharge(&line, "G1", "9876543210").json()["status"], "Success");
    let again = recharge(&line, "G1", "9876543210").json();
    assert_eq!((&again["status"], &again["opid"]), (&json!("Failure"), &json!("Duplicate orderid")));
    assert_eq!(again["txid"], "");
    assert_eq!(line.simulator.recharge_count("G1"), 2);
    assert_eq!(enquiry(&line, "G1")["status"], "Success");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn strangers_are_turned_away_from_every_call_in_every_form() {
    let line = Line::open(NEVER);
    let cases = [
        ("username=practice&pwd=wrong", "Invalid username or password"),
        ("username=other&pwd=practice-pwd", "Invalid username or password"),
        ("", "Invalid username or password"),
        ("username=practice&pwd=not-listed", "IP not whitelisted"),
    ];
    for (keys, words) in cases {
        for call in ["api", "status", "balance"] {
            let path = format!("/recharge/{call}");
            let form = format!("{keys}&{}", fields("G1", "9876543210"));
            assert_eq!(line.post("a1topup", &path, "", &form).body, words);
            assert_eq!(line.post("a1topup", &path, "", &format!("{form}&format=json")).json(), notice(words));
            let heard = line.post("a1topup", &path, "", &format!("{form}&format=xml")).body;
            assert!(heard.contains(&format!("<status>Failure</status><opid>{words}</opid>")), "{heard}");
        }
    }
    assert_eq!(enquiry(&line, "G1"), notice("No record found"));
    assert_eq!(line.simulator.recharge_count("G1"), 3 * cases.len());
}

#[test]
fn what_cannot_be_an_order_is_refused() {
    let line = Line::open(NEVER);
    let cases = [
        ("circlecode=13&operatorcode=A&number=&amount=10&orderid=G1", "Missing parameter"),
        ("circlecode=13&operatorcode=A&number=9876543210&amount=10", "Missing parameter"),
        ("circlecode=13&operatorcode=A&number=9876543210&amount=ten&orderid=G1", "Invalid amount"),
        ("circlecode=13&operatorcode=%D0%90&number=9876543210&amount=10&orderid=G1", "Invalid operatorcode"),
        ("circlecode=13&operatorcode=%5C&number=9876543210&amount=10&orderid=G1", "Invalid operatorcode"),
        ("operatorcode=A&number=9876543210&amount=10&orderid=G1", "Invalid circlecode"),
        ("circlecode=Delhi&operatorcode=A&number=9876543210&amount=10&orderid=G1", "Invalid circlecode"),
    ];
    for (fields, words) in cases {
        let answer = ask(&line, "api", &format!("{fields}&format=json")).json();
        assert_eq!((&answer["status"], &answer["opid"]), (&json!("Failure"), &json!(words)), "{fields}");
    }
    assert_eq!(enquiry(&line, "G1"), notice("No record found"));
    assert_eq!(balance(&line), AT_FIRST);
}
