//! The Recharge Open API's codes, outcome by outcome.

use std::time::Duration;

use crate::line::{AT_ONCE, Heard, Line, NEVER, send};

const KEYS: &str = "UserID=practice&Password=practice-password&MobileNo=9000012345";

fn say(line: &Line, keys: &str, message: &str) -> Heard {
    line.get("rechargeopen", &format!("/Admin/RechargeAPI.aspx?{keys}&Message={message}"), "")
}

fn recharge(line: &Line, order_id: &str, number: &str) -> Heard {
    say(line, KEYS, &format!("V${number}$299$2580$0${order_id}"))
}

fn enquiry(line: &Line, order_id: &str) -> String {
    say(line, KEYS, &format!("STATUS${order_id}$2580")).body
}

fn balance(line: &Line) -> String {
    say(line, KEYS, "BAL$2580").body
}

/// ₹ 5,321.00 less ₹ 299 and two percent of commission back.
const AFTER_ONE_SALE: &str = "0=5027.98";
const AT_FIRST: &str = "0=5321.00";
const NO_RECORD: &str = "9008=Invalid Transaction Reference Number";

#[test]
fn success_is_accepted_first_and_told_by_the_status_call() {
    let line = Line::open(NEVER);
    let heard = recharge(&line, "G1", "9876500001");
    assert_eq!((heard.status, heard.body.as_str()), (Some(200), "0=Success"));
    assert_eq!(enquiry(&line, "G1"), "1=Success=61001=GJ00001");
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn dollar_signs_may_be_encoded_and_the_page_has_no_capitals() {
    let line = Line::open(NEVER);
    let path = format!("/admin/rechargeapi.aspx?{KEYS}&Message=V%249876543210%2410%242580%24S%24G1");
    assert_eq!(line.get("rechargeopen", &path, "").body, "0=Success");
    assert_eq!(enquiry(&line, "G1"), "1=Success=61001=GJ00001");
}

#[test]
fn what_was_accepted_ends_either_way() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    for (order_id, number, status) in [
        ("G1", "9876500002", "4=Hold=61001="),
        ("G2", "9876500003", "6=Hold=61002="),
        ("G3", "9876500005", "1=Success=61003=GJ00003"),
    ] {
        assert_eq!(recharge(&before, order_id, number).body, "0=Success");
        assert_eq!(enquiry(&before, order_id), status);
    }
    assert_eq!(balance(&before), "0=4441.94");
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(enquiry(&after, "G1"), "1=Success=61001=GJ00001");
    assert_eq!(enquiry(&after, "G2"), "3=Failed=61002=");
    assert_eq!(enquiry(&after, "G3"), "5=Refunded=61003=");
    assert_eq!(balance(&after), AFTER_ONE_SALE);
}

#[test]
fn failures_are_accepted_and_told_later() {
    let line = Line::open(NEVER);
    assert_eq!(recharge(&line, "G1", "9876500004").body, "0=Success");
    assert_eq!(enquiry(&line, "G1"), "2=Failed=61001=");
    assert_eq!(recharge(&line, "G2", "9876500010").body, "0=Success");
    assert_eq!(enquiry(&line, "G2"), "2=Insufficient Balance=61002=");
    assert_eq!(balance(&line), AT_FIRST);
    line.simulator.set_balance("rechargeopen", 29_301);
    assert_eq!(recharge(&line, "G3", "9876543210").body, "0=Success");
    assert_eq!(enquiry(&line, "G3"), "2=Insufficient Balance=61003=");
    assert_eq!(balance(&line), "0=293.01");
}

#[test]
fn silence_and_cut_answer_hide_sales_that_were_made() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500006").is_silence());
    assert_eq!(enquiry(&line, "G1"), "1=Success=61001=GJ00001");
    let heard = recharge(&line, "G2", "9876500007");
    assert_eq!((heard.status, heard.declared, heard.body.as_str()), (Some(200), 9, "0=Su"));
    assert_eq!(enquiry(&line, "G2"), "1=Success=61002=GJ00002");
}

#[test]
fn unreachable_and_lost_numbers_are_never_executed() {
    let line = Line::open(NEVER);
    assert!(recharge(&line, "G1", "9876500008").is_silence());
    assert!(line.simulator.requests().is_empty());
    assert!(recharge(&line, "G2", "9876500012").is_silence());
    assert_eq!(line.simulator.recharge_count("G2"), 1);
    assert_eq!((enquiry(&line, "G1").as_str(), enquiry(&line, "G2").as_str()), (NO_RECORD, NO_RECORD));
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn answer_that_went_astray_is_a_web_page() {
    let line = Line::open(NEVER);
    let heard = recharge(&line, "G1", "9876500009");
    assert_eq!(heard.status, Some(200));
    assert!(heard.body.starts_with("<html>") && !heard.body.contains('='), "{heard:?}");
    assert_eq!(enquiry(&line, "G1"), "1=Success=61001=GJ00001");
}

#[test]
fn slow_answer_is_accepted_in_the_end() {
    let line = Line::open(Duration::from_millis(40));
    assert_eq!(recharge(&line, "G1", "9876500011").body, "0=Success");
    assert_eq!(enquiry(&line, "G1"), "1=Success=61001=GJ00001");
}

#[test]
fn repeated_reference_is_refused_and_counted() {
    let line = Line::open(NEVER);
    assert_eq!(recharge(&line, "G1", "9876543210").body, "0=Success");
    assert_eq!(recharge(&line, "G1", "9876543210").body, "9009=Duplicate Transaction Reference Number");
    assert_eq!(line.simulator.recharge_count("G1"), 2);
    assert_eq!(balance(&line), AFTER_ONE_SALE);
}

#[test]
fn strangers_are_turned_away_from_every_call() {
    let line = Line::open(NEVER);
    let cases = [
        ("UserID=practice&Password=wrong&MobileNo=9000012345", "2580", "9007=Invalid User ID or Password"),
        ("UserID=other&Password=practice-password&MobileNo=9000012345", "2580", "9007=Invalid User ID or Password"),
        ("UserID=practice&Password=practice-password&MobileNo=9000012346", "2580", "9007=Invalid User ID or Password"),
        ("", "2580", "9007=Invalid User ID or Password"),
        ("UserID=practice&Password=wrong&MobileNo=9000012345", "1111", "9007=Invalid User ID or Password"),
        (KEYS, "1111", "9003=Invalid SMS Password"),
        (KEYS, "", "9003=Invalid SMS Password"),
        (KEYS, "not-listed", "9999=Invalid Access"),
        ("UserID=practice&Password=not-listed&MobileNo=9000012345", "2580", "9999=Invalid Access"),
    ];
    for (keys, pin, words) in cases {
        assert_eq!(say(&line, keys, &format!("V$9876543210$299${pin}$0$G1")).body, words);
        assert_eq!(say(&line, keys, &format!("STATUS$G1${pin}")).body, words);
        assert_eq!(say(&line, keys, &format!("BAL${pin}")).body, words);
    }
    assert_eq!(enquiry(&line, "G1"), NO_RECORD);
    assert_eq!(line.simulator.recharge_count("G1"), cases.len());
}

#[test]
fn what_cannot_be_an_order_is_refused_with_its_code() {
    let line = Line::open(NEVER);
    let cases = [
        ("V$9876543210$299$2580$G1", "9001=Invalid Message Format"),
        ("V$9876543210$299$2580$0$G1$more", "9001=Invalid Message Format"),
        ("BALANCE$2580", "9001=Invalid Message Format"),
        ("", "9001=Invalid Message Format"),
        ("V$98765x3210$299$2580$0$G1", "9002=Invalid Mobile Number"),
        ("V$$299$2580$0$G1", "9002=Invalid Mobile Number"),
        ("V$9876543210$ten$2580$0$G1", "9004=Invalid Transaction Amount"),
        ("V$9876543210$0$2580$0$G1", "9004=Invalid Transaction Amount"),
        ("V$9876543210$299$2580$STV$G1", "9006=Invalid Transaction Format"),
        ("V$9876543210$299$2580$$G1", "9006=Invalid Transaction Format"),
        ("%D0%92$9876543210$299$2580$0$G1", "9006=Invalid Transaction Format"),
        ("V$9876543210$299$2580$0$", NO_RECORD),
    ];
    for (message, words) in cases {
        assert_eq!(say(&line, KEYS, message).body, words, "{message}");
    }
    assert_eq!(enquiry(&line, "G1"), NO_RECORD);
    assert_eq!(balance(&line), AT_FIRST);
}

#[test]
fn only_get_is_answered() {
    let line = Line::open(NEVER);
    let path = format!("/Admin/RechargeAPI.aspx?{KEYS}&Message=BAL$2580");
    assert_eq!(send(&line.simulator.base_address("rechargeopen"), "POST", &path, "", "").status, Some(405));
    assert_eq!(line.get("rechargeopen", "/Admin/Other.aspx", "").status, Some(404));
}
