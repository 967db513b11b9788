//! What is said of the order or the caller and not of the sale: "no such order", the gate.

use serde_json::json;

use super::super::{Answered, ORDER_ID};
use super::{DIALECTS, Dialect, FLAT, Parts, of};

const NO_ORDER: [&str; 24] = [
    "Order id not found",
    "Txid not found",
    "Recharge not found",
    "Data not found",
    "Record not found",
    "Record Not Found",
    "No record found",
    "No Records Found",
    "Transaction not found",
    "Transaction does not exist",
    "Order does not exist",
    "Order doesn't exist",
    "No such order",
    "No such transaction",
    "Invalid order id",
    "Invalid orderid",
    "Invalid transaction id",
    "Invalid reference number",
    "No data",
    "No data found",
    "Not found",
    "No transaction found",
    "Reference id not found",
    "Details not found",
];

/// "No such order" under any word or code.
pub(super) fn no_records() -> Vec<Answered> {
    let mut all = Vec::new();
    for words in NO_ORDER {
        for dialect in FLAT {
            for parts in [
                Parts::without_echo("Failure", words),
                Parts::without_echo("FAILED", words),
                Parts::ours("Failure", words),
                Parts { order: ORDER_ID.to_owned(), ..Parts::without_echo("Failure", words) },
                Parts {
                    number: "0".to_owned(),
                    amount: "0".to_owned(),
                    order: ORDER_ID.to_owned(),
                    ..Parts::ours("Failure", words)
                },
            ] {
                // A line that has lost its end is none.
                all.push(of(
                    format!("no order: {words}"),
                    dialect,
                    "enquiry",
                    dialect.print("enquiry", &parts),
                    "no_record",
                ));
            }
            for status in ["Success", "Pending"] {
                let body = dialect.print("enquiry", &Parts::ours(status, words));
                all.push(of(format!("{status}, no order: {words}"), dialect, "enquiry", body, "says_nothing"));
            }
        }
        for code in ["2", "3"] {
            for body in [
                format!("{code}={words}=0="),
                format!("{code}={words}=0"),
                format!("{code}={words}=="),
                format!("{code}={words}"),
                format!("{code} = {words} = 0 = "),
                format!("{code}={words}=7001="),
            ] {
                all.push(of("no order", Dialect::Open, "enquiry", body, "no_record"));
            }
        }
        all.push(of("no order", Dialect::Open, "enquiry", format!("9008={words}"), "no_record"));
        all.push(of("no order", Dialect::Open, "enquiry", format!("1={words}=7001=GJ7001"), "says_nothing"));
        for data in [
            json!({ "api_ref_id": ORDER_ID, "txn_id": null, "operator_id": null, "recharge_status": null, "message": words }),
            json!({ "api_ref_id": ORDER_ID, "txn_id": null, "operator_id": null, "recharge_status": "Fail", "message": words }),
            json!({ "api_ref_id": null, "message": words }),
        ] {
            for envelope in ["0", "1"] {
                let body = json!({ "message": "Fail", "data": data, "status": envelope }).to_string();
                all.push(of("no order", Dialect::Paygrt, "enquiry", body, "no_record"));
            }
        }
        let body = json!({ "message": words, "data": null, "status": "1" }).to_string();
        all.push(of("no order", Dialect::Paygrt, "enquiry", body, "no_record"));
    }
    all
}

const GATES: [(&str, &str); 21] = [
    ("Invalid token", "error:credentials"),
    ("Invalid username", "error:credentials"),
    ("Invalid Username or Password", "error:credentials"),
    ("Invalid password", "error:credentials"),
    ("Invalid PIN", "error:credentials"),
    ("Authentication failed", "error:credentials"),
    ("Authentication fail!", "error:credentials"),
    ("Unauthorized user", "error:credentials"),
    ("Login failed", "error:credentials"),
    ("IP not whitelisted", "error:listed"),
    ("IP not authorised", "error:listed"),
    ("IP address not allowed", "error:listed"),
    ("Invalid IP", "error:listed"),
    ("Your IP 103.21.58.9 is not whitelisted", "error:listed"),
    ("Parameter missing", "error"),
    ("Parameter is missing", "error"),
    ("Required parameter missing", "error"),
    ("Account is inactive", "error"),
    ("Insufficient balance", "error"),
    ("Low wallet balance", "error"),
    ("Insufficient wallet balance", "error"),
];

/// The gate: whole sentences, in the dialect's form or bare.
pub(super) fn gates() -> Vec<Answered> {
    let mut all = Vec::new();
    for (words, kind) in GATES {
        for dialect in DIALECTS {
            let form = match dialect {
                Dialect::Open => format!("2={words}=0"),
                Dialect::Paygrt => json!({ "message": words, "data": null, "status": "1" }).to_string(),
                _ => dialect.print("recharge", &Parts::without_echo("Failure", words)),
            };
            let bare = words.to_owned();
            let quoted = json!(words).to_string();
            for (id, body) in [("form", &form), ("bare", &bare), ("quoted", &quoted)] {
                all.push(of(format!("gate, {id}: {words}"), dialect, "recharge", body.clone(), "rejected"));
                all.push(of(format!("gate, {id}: {words}"), dialect, "enquiry", body.clone(), "says_nothing"));
                all.push(of(format!("gate, {id}: {words}"), dialect, "balance", body.clone(), kind));
            }
            for status in [400, 401, 403, 422] {
                all.push(Answered {
                    http: status,
                    ..of(format!("gate: {words}"), dialect, "recharge", form.clone(), "rejected")
                });
                all.push(Answered {
                    http: status,
                    ..of(format!("gate: {words}"), dialect, "enquiry", form.clone(), "says_nothing")
                });
            }
            for status in [302, 429, 500, 502, 503] {
                all.push(Answered {
                    http: status,
                    ..of(format!("gate: {words}"), dialect, "recharge", form.clone(), "unclear")
                });
            }
        }
    }
    for dialect in DIALECTS {
        for words in [
            "Success",
            "Failure",
            "Recharge failed",
            "Pending",
            "OK",
            "1",
            "Invalid token. Recharge is pending",
            "Insufficient balance at operator",
        ] {
            all.push(of("no gate", dialect, "recharge", words.to_owned(), "unclear"));
        }
        for reason in ["Unauthorized", "Forbidden", "Bad Request", "Access Denied"] {
            for status in [400, 401, 403] {
                all.push(Answered {
                    http: status,
                    ..of("a server's own words", dialect, "recharge", reason.to_owned(), "unclear")
                });
            }
        }
    }
    all
}
