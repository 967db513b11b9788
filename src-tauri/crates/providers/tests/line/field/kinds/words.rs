//! What is said: words, sentences, doubts.

use super::super::Answered;
use super::{BACK, DIALECTS, DONE, Dialect, Parts, REFUSED, WORKING, class, of};

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
