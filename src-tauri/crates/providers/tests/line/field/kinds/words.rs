//! What is said: words, sentences, doubts, "no such order", the gate.

use serde_json::json;

use super::super::{Answered, ORDER_ID};
use super::{BACK, DIALECTS, DONE, Dialect, FLAT, Parts, REFUSED, WORKING, class, of};

/// Words that can mean one thing only, and words that nobody can know.
pub(super) fn words() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for word in DONE.iter().chain(&WORKING).chain(&REFUSED).chain(&BACK) {
            let body = |call| dialect.print(call, &Parts::ours(word, ""));
            let found = class(word);
            all.push(of(format!("word {word:?}"), dialect, "enquiry", body("enquiry"), found));
            let sold = match found {
                "failed" => "rejected",
                "refunded" => "unclear",
                told => told,
            };
            if dialect != Dialect::Open {
                all.push(of(format!("word {word:?}"), dialect, "recharge", body("recharge"), sold));
            }
        }
        if dialect != Dialect::Open {
            for word in ["Flarp", "0", "7", "OK", "Succes", "Holder", "null"] {
                all.push(of(
                    format!("no word {word:?}"),
                    dialect,
                    "recharge",
                    dialect.print("recharge", &Parts::ours(word, "")),
                    "unclear",
                ));
                all.push(of(
                    format!("no word {word:?}"),
                    dialect,
                    "enquiry",
                    dialect.print("enquiry", &Parts::ours(word, "")),
                    "says_nothing",
                ));
            }
        }
    }
    all
}

const LOST_TRACK: [&str; 22] = [
    "Request timeout",
    "Timeout",
    "Operator response timed out",
    "Time out at operator",
    "No response from operator",
    "No Response",
    "Internal Server Error",
    "Internal error",
    "Unhandled exception",
    "Exception: Object reference not set to an instance of an object.",
    "Something went wrong, please check status",
    "Something went wrong",
    "Check status after some time",
    "Please check the status",
    "Please try after some time",
    "Try again later",
    "Unable to connect to operator",
    "Gateway Timeout",
    "Gateway error",
    "Server busy",
    "Technical error at operator",
    "Response not received",
];

/// A company that lost track of its own operator, whatever word stands before it.
pub(super) fn doubts() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for words in LOST_TRACK {
            for status in ["Failure", "Failed", "Success", "Pending"] {
                let parts = Parts::ours(status, words);
                all.push(of(
                    format!("{status}: {words}"),
                    dialect,
                    "enquiry",
                    dialect.print("enquiry", &parts),
                    "says_nothing",
                ));
                all.push(of(
                    format!("{status}: {words}"),
                    dialect,
                    "recharge",
                    dialect.print("recharge", &parts),
                    "unclear",
                ));
            }
            let bare = Parts::without_echo("Failure", words);
            all.push(of(
                format!("without echo: {words}"),
                dialect,
                "recharge",
                dialect.print("recharge", &bare),
                "unclear",
            ));
            all.push(of(format!("bare: {words}"), dialect, "recharge", words.to_owned(), "unclear"));
        }
    }
    for (code, words) in [("9998", "Internal Error"), ("9001", "Request timeout"), ("2", "Timeout"), ("0", "Timeout")] {
        all.push(of("code and doubt", Dialect::Open, "recharge", format!("{code}={words}"), "unclear"));
        all.push(of("code and doubt", Dialect::Open, "enquiry", format!("{code}={words}"), "says_nothing"));
    }
    all
}

/// General sentences take nothing away.
pub(super) fn boilerplate() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for words in [
            "Recharge done. Refund, if any, within 48 hours.",
            "Recharge Done, refund if failed",
            "In case of failure you get the refund within 2 working days.",
            "Thank you. If failed, amount will be refunded.",
            "Recharge success. Failed transactions are refunded within 24 hours",
            "Success. Amount will be refunded in case of failure",
        ] {
            let parts = Parts::ours("Success", words);
            all.push(of(words, dialect, "enquiry", dialect.print("enquiry", &parts), "succeeded"));
            if dialect != Dialect::Open {
                all.push(of(words, dialect, "recharge", dialect.print("recharge", &parts), "succeeded"));
            }
        }
    }
    all
}

/// Sentences that have the letters of a word and not its meaning.
pub(super) fn look_alikes() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for words in [
            "Invalid Processing Cycle",
            "Policy holder name mismatch",
            "No pending bill",
            "No pending bill found",
            "Bill not pending",
            "Account holder mismatch",
            "Invalid processing fee",
            "Shareholder account",
        ] {
            let parts = Parts::ours("Failure", words);
            all.push(of(words, dialect, "enquiry", dialect.print("enquiry", &parts), "failed"));
            if dialect != Dialect::Open {
                all.push(of(words, dialect, "recharge", dialect.print("recharge", &parts), "rejected"));
            }
        }
    }
    all
}

/// A sentence that says the opposite of the word about this order.
pub(super) fn contradictions() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for (status, words) in [
            ("Success", "Recharge failed"),
            ("Success", "Transaction has been rejected"),
            ("Success", "Amount refunded"),
            ("Success", "Reversed"),
            ("Failure", "Recharge success"),
            ("Failure", "Recharge successful"),
            ("Failure", "Recharge in process"),
            ("Failure", "Your request is pending"),
            ("Failure", "Transaction on hold"),
            ("Failed", "Under process"),
        ] {
            let parts = Parts::ours(status, words);
            all.push(of(
                format!("{status}: {words}"),
                dialect,
                "enquiry",
                dialect.print("enquiry", &parts),
                "says_nothing",
            ));
            all.push(of(
                format!("{status}: {words}"),
                dialect,
                "recharge",
                dialect.print("recharge", &parts),
                "unclear",
            ));
        }
        for words in
            ["Duplicate order id", "Order id already exists", "Transaction already done", "Duplicate Transaction"]
        {
            let body = match dialect {
                Dialect::Open => format!("9001={words}"),
                _ => dialect.print("recharge", &Parts::ours("Failure", words)),
            };
            all.push(of(words, dialect, "recharge", body, "unclear"));
        }
    }
    all
}

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
