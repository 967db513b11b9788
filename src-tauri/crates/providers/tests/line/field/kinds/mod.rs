//! Answers of our own, of each kind that was reported, in every dialect that can have it.

mod gates;
mod lines;
mod shapes;
mod wallet;
mod words;

use serde_json::{Value, json};

use super::{Answered, NUMBER, ORDER_ID};

/// The dialects; A1Topup's three formats apart.
const DIALECTS: [Dialect; 6] =
    [Dialect::Inspay, Dialect::A1Json, Dialect::A1Xml, Dialect::A1Csv, Dialect::Open, Dialect::Paygrt];
const FLAT: [Dialect; 4] = [Dialect::Inspay, Dialect::A1Json, Dialect::A1Xml, Dialect::A1Csv];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Inspay,
    A1Json,
    A1Xml,
    A1Csv,
    Open,
    Paygrt,
}

/// What an answer is made of.
#[derive(Debug, Clone)]
struct Parts {
    status: String,
    words: String,
    reference: String,
    order: String,
    number: String,
    amount: String,
}

impl Parts {
    fn ours(status: &str, words: &str) -> Parts {
        let text = str::to_owned;
        Parts {
            status: text(status),
            words: text(words),
            reference: text("BR00071KX42A"),
            order: text(ORDER_ID),
            number: text(NUMBER),
            amount: text("10"),
        }
    }

    fn without_echo(status: &str, words: &str) -> Parts {
        let none = String::new;
        Parts { order: none(), number: none(), amount: none(), ..Parts::ours(status, words) }
    }
}

impl Dialect {
    fn slug(self) -> &'static str {
        match self {
            Dialect::Inspay => "inspay",
            Dialect::A1Json | Dialect::A1Xml | Dialect::A1Csv => "a1topup",
            Dialect::Open => "rechargeopen",
            Dialect::Paygrt => "paygrt",
        }
    }

    /// The answer in this dialect's form. Where there is one place for a reference and a reason, the reason takes it.
    fn print(self, call: &str, parts: &Parts) -> String {
        let Parts { status, words, reference, order, number, amount } = parts;
        let opid = if words.is_empty() { reference } else { words };
        match self {
            Dialect::Inspay => json!({ "txid": "7730012045", "status": status, "opid": opid, "number": number, "amount": amount, "orderid": order }).to_string(),
            Dialect::A1Json => json!({ "txid": "5804", "status": status, "opid": opid, "number": number, "amount": amount, "orderid": order }).to_string(),
            Dialect::A1Xml => format!(
                "<?xml version=\"1.0\"?><response><txid>5804</txid><status>{status}</status><opid>{opid}</opid><number>{number}</number><amount>{amount}</amount><orderid>{order}</orderid></response>"
            ),
            Dialect::A1Csv => format!("5804,{status},\"{opid}\",{number},\"{amount}\",{order}"),
            Dialect::Open => {
                let (code, word) = code(status);
                let said = if words.is_empty() { word } else { words };
                match call {
                    "recharge" => format!("{code}={said}"),
                    _ => format!("{code}={said}=7001={reference}"),
                }
            }
            Dialect::Paygrt => {
                let code = match class(status) {
                    "failed" => "1",
                    "accepted" => "2",
                    _ => "0",
                };
                let envelope = if class(status) == "failed" && call == "recharge" { "1" } else { "0" };
                let message = if envelope == "1" { "Fail" } else { "Success" };
                let mut data = json!({ "api_ref_id": order, "txn_id": "6204417", "operator_id": reference, "recharge_number": number, "recharge_amount": amount, "recharge_status": status, "message": words });
                if call == "recharge" {
                    data["status_code"] = Value::from(code);
                    data["remaining_balance"] = Value::from("3310.25");
                }
                json!({ "message": message, "data": data, "status": envelope }).to_string()
            }
        }
    }
}

const DONE: [&str; 7] = ["Success", "SUCCESS", "success", "Successful", "Completed", "Done", " Success "];
const WORKING: [&str; 15] = [
    "Pending",
    "PENDING",
    "Process",
    "Processing",
    "In Process",
    "InProcess",
    "In-Process",
    "Under Process",
    "Initiated",
    "Queued",
    "Hold",
    "On Hold",
    "Accepted",
    "Suspense",
    "In Progress",
];
const REFUSED: [&str; 10] =
    ["Failure", "FAILURE", "Failed", "FAILED", "Fail", "Rejected", "Declined", "Cancelled", "Canceled", "Unsuccessful"];
const BACK: [&str; 5] = ["Refund", "Refunded", "REFUNDED", "Reversed", "Reversal"];

fn class(status: &str) -> &'static str {
    let is = |words: &[&str]| words.iter().any(|word| word.trim() == status.trim());
    if is(&DONE) {
        "succeeded"
    } else if is(&WORKING) {
        "accepted"
    } else if is(&REFUSED) {
        "failed"
    } else if is(&BACK) {
        "refunded"
    } else {
        "?"
    }
}

/// The Open API's code for a word in answer to an enquiry, and a word that goes with it.
fn code(status: &str) -> (&'static str, &str) {
    let code = match class(status) {
        "succeeded" => "1",
        "accepted" => "4",
        "failed" => "3",
        "refunded" => "5",
        _ => "7",
    };
    (code, status.trim())
}

fn of(id: impl Into<String>, dialect: Dialect, call: &str, body: String, right: &str) -> Answered {
    Answered {
        id: id.into(),
        provider: dialect.slug().to_owned(),
        call: call.to_owned(),
        http: 200,
        body,
        right: right.to_owned(),
    }
}

pub(super) fn all() -> Vec<Answered> {
    [
        words::words(),
        words::doubts(),
        words::boilerplate(),
        words::look_alikes(),
        words::contradictions(),
        gates::no_records(),
        gates::gates(),
        shapes::echoes(),
        shapes::noise(),
        shapes::leaves(),
        shapes::references(),
        shapes::http(),
        lines::open_lines(),
        lines::envelopes(),
        wallet::balances(),
    ]
    .concat()
}
