//! What stands around an answer: the Open API's lines, Paygrt's envelopes.

use super::super::{Answered, ORDER_ID};
use super::{Dialect, of};
use serde_json::{Value, json};

/// The Open API's lines.
pub(super) fn open_lines() -> Vec<Answered> {
    let open = |call: &str, body: &str, right: &str| of("line", Dialect::Open, call, body.to_owned(), right);
    let mut all = Vec::new();
    for (body, right) in [
        ("0=Success", "accepted"),
        ("0 = Success", "accepted"),
        (" 0 =Success ", "accepted"),
        ("0=Successfully Inserted", "accepted"),
        ("0=Request Accepted", "accepted"),
        ("0=Transaction Successful", "accepted"),
        ("0=Success=12345", "accepted"),
        ("0=Recharge Request Accepted=12345", "accepted"),
        ("\"0=Success\"", "accepted"),
        ("0=Failed", "unclear"),
        ("0=Invalid Login", "unclear"),
        ("0=Suc", "unclear"),
        ("0=", "unclear"),
        ("0=1", "unclear"),
        ("0=Success=abc", "unclear"),
        ("1=Success=7001=GJ7001", "unclear"),
        ("1=Success", "unclear"),
        ("2=Recharge Failed=0", "unclear"),
        ("3=Failed", "unclear"),
        ("2=Insufficient Balance=0", "rejected"),
        ("2=Insufficient Balance=0\r\n", "rejected"),
        ("3=Insufficient Balance", "rejected"),
        ("2 = Low Balance = 0", "rejected"),
        ("2=Insufficient Balance=0=", "rejected"),
        ("-1=Invalid Login", "rejected"),
        ("1=Insufficient Balance=0", "unclear"),
        ("4=Insufficient Balance=0", "unclear"),
        ("9001=Invalid Message Format", "rejected"),
        ("9004 = Invalid Transaction Amount", "rejected"),
        ("9007=Invalid User ID or Password=0", "rejected"),
        ("9009=Duplicate Transaction Reference Number", "unclear"),
        ("9001=Success", "unclear"),
    ] {
        all.push(open("recharge", body, right));
    }
    all.extend(open_standings());
    all
}

fn open_standings() -> Vec<Answered> {
    let open = |call: &str, body: &str, right: &str| of("line", Dialect::Open, call, body.to_owned(), right);
    let mut all = Vec::new();
    for (body, right) in [
        ("1=Success=7001=GJ7001", "succeeded"),
        ("1 =Success=7001=GJ7001", "succeeded"),
        ("1 = Success = 7001 = GJ7001", "succeeded"),
        ("1=Success=70001", "succeeded"),
        ("1=Success=70001=", "succeeded:no_operator_ref"),
        ("1=Done and well=7001=GJ7001", "succeeded"),
        ("1=Flarp=7001", "says_nothing"),
        ("1=Success", "says_nothing"),
        ("1=Success==", "says_nothing"),
        ("1=Success=0=", "says_nothing"),
        ("3=Failed==", "failed"),
        ("3=Failed=0=", "failed"),
        ("2=Failed=7001=", "failed"),
        ("2=Failed=7001", "failed"),
        ("2=Recharge Failed=0", "failed"),
        ("3=Flarp==", "says_nothing"),
        ("3=Insufficient Balance=7001=", "failed"),
        ("3=Insufficient Balance=0=", "says_nothing"),
        ("2=Invalid Login=0=", "says_nothing"),
        ("2=IP not whitelisted=7001=", "says_nothing"),
        ("4=Pending=7001=", "accepted"),
        ("4=Pending==", "accepted"),
        ("6=Hold=7001", "accepted"),
        ("5=Refunded=7001=GJ7001", "refunded"),
        ("5=Refunded=7001", "refunded"),
        ("5=Refund Successful=7001=", "refunded"),
        ("1=Success=7001=GJ7001=x", "says_nothing"),
        ("9001=Invalid Message Format", "says_nothing"),
        ("9008=Invalid Transaction Reference Number", "no_record"),
        ("7=Success=7001=GJ7001", "says_nothing"),
    ] {
        all.push(open("enquiry", body, right));
    }
    all
}

/// Paygrt's envelope and what stands inside.
pub(super) fn envelopes() -> Vec<Answered> {
    let mut all = Vec::new();
    for (envelope, word, right) in [
        ("0", "Success", "succeeded"),
        ("0", "Fail", "failed"),
        ("0", "Failed", "failed"),
        ("0", "Pending", "accepted"),
        ("0", "Refunded", "refunded"),
        ("1", "Fail", "failed"),
        ("1", "Failed", "failed"),
        ("1", "Success", "says_nothing"),
        ("1", "Pending", "says_nothing"),
        ("1", "Refunded", "says_nothing"),
        ("2", "Success", "says_nothing"),
        ("", "Fail", "says_nothing"),
    ] {
        let data = json!({ "api_ref_id": ORDER_ID, "txn_id": "6204417", "operator_id": null, "recharge_status": word });
        let message = if envelope == "0" { "Success" } else { "Fail" };
        let body = json!({ "message": message, "data": data, "status": envelope }).to_string();
        all.push(of(format!("{envelope} {word}"), Dialect::Paygrt, "enquiry", body, right));
    }
    let refused = |words: &str, code: Value| {
        let data = json!({ "api_ref_id": ORDER_ID, "txn_id": null, "operator_id": null, "recharge_number": null, "recharge_amount": null, "recharge_status": null, "message": words, "status_code": code });
        json!({ "message": "Fail", "data": data, "status": "1" }).to_string()
    };
    for words in [
        "Insufficient Merchant Balance",
        "Policy holder name mismatch",
        "Invalid number",
        "Operator not available",
        "Recharge failed",
    ] {
        all.push(of(words, Dialect::Paygrt, "recharge", refused(words, json!("1")), "rejected"));
        all.push(of(words, Dialect::Paygrt, "recharge", refused(words, json!(1)), "rejected"));
        all.push(of(words, Dialect::Paygrt, "recharge", refused(words, json!("0")), "unclear"));
    }
    all
}
