//! Answers of our own, of each kind that was reported, in every dialect that can have it.

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
        words(),
        doubts(),
        boilerplate(),
        look_alikes(),
        contradictions(),
        no_records(),
        gates(),
        echoes(),
        noise(),
        leaves(),
        references(),
        http(),
        open_lines(),
        envelopes(),
        balances(),
    ]
    .concat()
}

/// Words that can mean one thing only, and words that nobody can know.
fn words() -> Vec<Answered> {
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
fn doubts() -> Vec<Answered> {
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
fn boilerplate() -> Vec<Answered> {
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
fn look_alikes() -> Vec<Answered> {
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
fn contradictions() -> Vec<Answered> {
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
fn no_records() -> Vec<Answered> {
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
fn gates() -> Vec<Answered> {
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

/// Whose answer it is.
fn echoes() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in [Dialect::Inspay, Dialect::A1Json, Dialect::A1Xml, Dialect::A1Csv, Dialect::Paygrt] {
        let mut add = |id: &str, parts: Parts, sold: &str, found: &str| {
            all.push(of(id, dialect, "recharge", dialect.print("recharge", &parts), sold));
            all.push(of(id, dialect, "enquiry", dialect.print("enquiry", &parts), found));
        };
        let good = || Parts::ours("Success", "");
        for number in [
            "919812300045",
            "+919812300045",
            "+91-9812300045",
            "+91 98123 00045",
            "09812300045",
            "98123-00045",
            "(+91) 9812300045",
            "9812300045.0",
        ] {
            add(number, Parts { number: number.to_owned(), ..good() }, "succeeded", "succeeded");
        }
        for amount in
            ["10", "10.0", "10.00", "10.0000", "Rs. 10", "Rs.10.00", "INR 10", "10/-", " 10 ", "₹10", "₹ 10.00"]
        {
            add(amount, Parts { amount: amount.to_owned(), ..good() }, "succeeded", "succeeded");
        }
        for number in ["9812300046", "929812300045", "98xxxxx045", "12300045", "981230004"] {
            add(number, Parts { number: number.to_owned(), ..good() }, "unclear", "says_nothing");
        }
        for amount in ["11", "1000", "10.01", "Rs. 11", "ten", "10,00", "0", "-10"] {
            add(amount, Parts { amount: amount.to_owned(), ..good() }, "unclear", "says_nothing");
        }
        for order in ["K7QX2M000018", "k7qx2m000017", "K7QX2M00001", "K7QX2M 000017", "0K7QX2M000017"] {
            for status in ["Success", "Failure", "Pending"] {
                add(order, Parts { order: order.to_owned(), ..Parts::ours(status, "") }, "unclear", "says_nothing");
            }
        }
        add("no order", Parts::without_echo("Success", ""), "unclear", "says_nothing");
        add("no order", Parts::without_echo("Pending", ""), "unclear", "says_nothing");
        add("no order", Parts::without_echo("Failure", "Recharge failed"), "unclear", "says_nothing");
    }
    all
}

const BEFORE: [&str; 10] = [
    "\u{feff}",
    "\r\n\r\n",
    "<br />\n<b>Warning</b>:  Undefined array key \"opcode\" in <b>/home/x/public_html/api.php</b> on line <b>41</b><br />\n",
    "<br />\n<b>Notice</b>:  Undefined index: circle in <b>/home/x/api.php</b> on line <b>7</b><br />\n",
    "<br />\n<b>Deprecated</b>:  Required parameter $b follows optional in <b>/home/x/api.php</b> on line <b>7</b><br />\n<br />\n<b>Warning</b>:  Division by zero in <b>/home/x/api.php</b> on line <b>9</b><br />\n",
    "Notice: Undefined index: circle in /home/x/api.php on line 7\n",
    "Warning: mysqli_query(): MySQL server has gone away in /home/x/api.php on line 7\n\n",
    "PHP Warning:  Undefined variable $status in /home/x/api.php on line 12\n",
    "<pre>",
    "Warning: json_decode() of {\"status\":\"Success\",\"orderid\":\"K7QX2M000018\"} in /home/x/api.php on line 7\n",
];
const BEHIND: [&str; 5] = [
    "\r\n",
    "</pre>",
    "\r\n\r\n<!DOCTYPE html>\r\n<html><head><title></title></head><body><form method=\"post\" action=\"./RechargeAPI.aspx\"></form></body></html>",
    "<html><body></body></html>\n",
    "<br />\n<b>Warning</b>:  session_start() in <b>/home/x/api.php</b> on line <b>90</b><br />\n",
];

/// What servers print around an answer.
fn noise() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for (status, words, sold, found) in [
            ("Success", "", "succeeded", "succeeded"),
            ("Failure", "Invalid number", "rejected", "failed"),
            ("Pending", "", "accepted", "accepted"),
        ] {
            let sale = match (dialect, status) {
                (Dialect::Open, "Failure") => "9002=Invalid Mobile Number".to_owned(),
                (Dialect::Open, _) => "0=Success".to_owned(),
                _ => dialect.print("recharge", &Parts::ours(status, words)),
            };
            let sold = if dialect == Dialect::Open && status != "Failure" { "accepted" } else { sold };
            let enquiry = dialect.print("enquiry", &Parts::ours(status, words));
            let empty = [""];
            for before in BEFORE.iter().chain(&empty) {
                for behind in BEHIND.iter().chain(&empty) {
                    all.push(of("noise", dialect, "recharge", format!("{before}{sale}{behind}"), sold));
                    all.push(of("noise", dialect, "enquiry", format!("{before}{enquiry}{behind}"), found));
                }
            }
            all.push(of("in quotes", dialect, "recharge", json!(sale).to_string(), sold));
            all.push(of("in quotes", dialect, "enquiry", json!(enquiry).to_string(), found));
            for (id, two) in
                [("twice", format!("{enquiry}{enquiry}")), ("in two lines", format!("{enquiry}\n{enquiry}"))]
            {
                all.push(of(id, dialect, "enquiry", two, "says_nothing"));
            }
            all.push(of("twice", dialect, "recharge", format!("{sale}\n{sale}"), "unclear"));
            if dialect != Dialect::Open {
                all.push(of("half of it", dialect, "recharge", sale[..sale.len() * 2 / 3].to_owned(), "unclear"));
            }
            all.push(of(
                "in a warning only",
                dialect,
                "recharge",
                format!("Warning: got {sale} in /x.php on line 3"),
                "unclear",
            ));
        }
        for page in [
            "<!DOCTYPE html><html><body><p>Success</p></body></html>",
            "<html><body>0=Success</body></html>",
            "<html><head><title>Just a moment...</title></head><body></body></html>",
            "",
            " ",
        ] {
            all.push(of("a page", dialect, "recharge", page.to_owned(), "unclear"));
            all.push(of("a page", dialect, "enquiry", page.to_owned(), "says_nothing"));
        }
    }
    all
}

fn changed(body: &str, pointer: &str, value: &str) -> String {
    let mut json: Value = serde_json::from_str(body).unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    // Numbers are put in as they are printed, which a JSON value would not keep.
    json.pointer_mut(parent).and_then(Value::as_object_mut).unwrap().insert(key.to_owned(), json!("@@"));
    json.to_string().replace("\"@@\"", value)
}

/// JSON leaves of any type.
fn leaves() -> Vec<Answered> {
    let mut all = Vec::new();
    for (dialect, unused, at) in [
        (Dialect::Inspay, &["/message", "/balance", "/opcode", "/txid", "/new"][..], ""),
        (Dialect::A1Json, &["/message", "/balance", "/txid", "/new"], ""),
        (Dialect::Paygrt, &["/data/message", "/data/remaining_balance", "/data/txn_id", "/data/new", "/new"], "/data"),
    ] {
        let (sale, enquiry) = (
            dialect.print("recharge", &Parts::ours("Success", "")),
            dialect.print("enquiry", &Parts::ours("Success", "")),
        );
        for pointer in unused {
            for value in [
                "null",
                "true",
                "false",
                "[]",
                "{}",
                "[1,\"a\"]",
                "{\"a\":{\"b\":[]}}",
                "0",
                "-1",
                "3310.25",
                "10.0",
                "1e5",
                "1234567890123456789012345",
                "0.1000000000000000055511151231257827",
                "\"\"",
                "\" \"",
            ] {
                all.push(of(
                    format!("{pointer} {value}"),
                    dialect,
                    "recharge",
                    changed(&sale, pointer, value),
                    "succeeded",
                ));
                all.push(of(
                    format!("{pointer} {value}"),
                    dialect,
                    "enquiry",
                    changed(&enquiry, pointer, value),
                    "succeeded",
                ));
            }
        }
        let (number, amount, order) = match dialect {
            Dialect::Paygrt => ("recharge_number", "recharge_amount", "api_ref_id"),
            _ => ("number", "amount", "orderid"),
        };
        for (name, value, sold) in [
            (number, "9812300045", "succeeded"),
            (number, "919812300045", "succeeded"),
            (number, "9812300045.0", "succeeded"),
            (number, "9812300046", "unclear"),
            (number, "[9812300045]", "unclear"),
            (amount, "10", "succeeded"),
            (amount, "10.0", "succeeded"),
            (amount, "10.00", "succeeded"),
            (amount, "10.5", "unclear"),
            (amount, "true", "unclear"),
            (amount, "{\"value\":10}", "unclear"),
            (order, "null", "unclear"),
            (order, "{}", "unclear"),
            (order, "[\"K7QX2M000017\"]", "unclear"),
            (order, "true", "unclear"),
        ] {
            all.push(of(
                format!("{name} {value}"),
                dialect,
                "recharge",
                changed(&sale, &format!("{at}/{name}"), value),
                sold,
            ));
        }
        let status = if dialect == Dialect::Paygrt { "/data/recharge_status" } else { "/status" };
        for value in ["true", "1", "[\"Success\"]", "{}"] {
            all.push(of(
                format!("status {value}"),
                dialect,
                "enquiry",
                changed(&enquiry, status, value),
                "says_nothing",
            ));
        }
    }
    all
}

/// A sentence is no operator's reference.
fn references() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for opid in [
            "Order is under process",
            "Request in process",
            "NA",
            "0",
            "N/A",
            "null",
            "-",
            "Recharge done",
            "Your order 1234 is accepted",
            "Success",
        ] {
            let parts = Parts { reference: opid.to_owned(), ..Parts::ours("Success", "") };
            all.push(of(opid, dialect, "enquiry", dialect.print("enquiry", &parts), "succeeded:no_operator_ref"));
            if dialect != Dialect::Open {
                all.push(of(opid, dialect, "recharge", dialect.print("recharge", &parts), "succeeded:no_operator_ref"));
            }
        }
    }
    all
}

/// Other statuses of HTTP.
fn http() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        let sale = match dialect {
            Dialect::Open => "0=Success".to_owned(),
            _ => dialect.print("recharge", &Parts::ours("Success", "")),
        };
        let sold = if dialect == Dialect::Open { "accepted" } else { "succeeded" };
        let enquiry = dialect.print("enquiry", &Parts::ours("Success", ""));
        for status in [200, 201, 202, 203] {
            all.push(Answered { http: status, ..of("2xx", dialect, "recharge", sale.clone(), sold) });
            all.push(Answered { http: status, ..of("2xx", dialect, "enquiry", enquiry.clone(), "succeeded") });
        }
        let failed = dialect.print("enquiry", &Parts::ours("Failure", "Operator rejected"));
        for status in [301, 302, 307, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504, 520] {
            all.push(Answered { http: status, ..of("no 2xx", dialect, "recharge", sale.clone(), "unclear") });
            all.push(Answered { http: status, ..of("no 2xx", dialect, "enquiry", enquiry.clone(), "says_nothing") });
            all.push(Answered { http: status, ..of("no 2xx", dialect, "enquiry", failed.clone(), "says_nothing") });
            all.push(Answered {
                http: status,
                ..of("no 2xx", dialect, "recharge", "<html><body>Error</body></html>".to_owned(), "unclear")
            });
        }
    }
    all
}

/// The Open API's lines.
fn open_lines() -> Vec<Answered> {
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
fn envelopes() -> Vec<Answered> {
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

/// The wallet, in whatever writing.
fn balances() -> Vec<Answered> {
    let mut all = Vec::new();
    for dialect in [Dialect::Inspay, Dialect::A1Json] {
        for (body, right) in [
            (r#"{"status":"Success","balance":47.15}"#, "4715"),
            (r#"{"status":"Success","balance":"47.15"}"#, "4715"),
            (r#"{"status":"SUCCESS","balance":1500}"#, "150000"),
            (r#"{"status":"Success","balance":"Rs. 1,500.00"}"#, "150000"),
            (r#"{"balance":"₹ 1500"}"#, "150000"),
            (r#"{"balance":1500.5,"message":[]}"#, "150050"),
            ("1500", "150000"),
            ("1500.50", "150050"),
            ("\"1500\"", "150000"),
            ("\"1,500.00\"", "150000"),
            ("Rs. 1,500.00", "150000"),
            ("\u{feff}1500\r\n", "150000"),
            (
                "<br />\n<b>Warning</b>: x in <b>/x.php</b> on line <b>41</b><br />\n{\"status\":\"Success\",\"balance\":\"47.15\"}",
                "4715",
            ),
            (r#"{"status":"Success","balance":"plenty"}"#, "error"),
            (r#"{"status":"Success","balance":null}"#, "error"),
            (r#"{"status":"Success","balance":{"main":47}}"#, "error"),
            (r#"{"status":"Success","balance":"47.155"}"#, "error"),
            (r#"{"status":"Flarp","balance":"47.15"}"#, "error"),
            ("plenty", "error"),
            ("15 00", "error"),
            ("", "error"),
            ("<html><body>Login</body></html>", "error:address"),
        ] {
            all.push(of(body, dialect, "balance", body.to_owned(), right));
        }
    }
    for (body, right) in [
        ("<r><status>Success</status><balance>Rs. 47.15</balance></r>", "4715"),
        ("Success,47.15", "4715"),
        ("Success,\"1,500.00\"", "150000"),
        ("Failure,Invalid password", "error:credentials"),
    ] {
        all.push(of(body, Dialect::A1Csv, "balance", body.to_owned(), right));
    }
    for (body, right) in [
        ("0=1000.00", "100000"),
        ("0 = 1000", "100000"),
        ("0=Rs. 1,000.00", "100000"),
        ("0=1000.00\r\n<!DOCTYPE html>\r\n<html><body></body></html>", "100000"),
        ("0=Success", "error"),
        ("9007=Invalid User ID or Password", "error:credentials"),
        ("2=Invalid Login=0", "error:credentials"),
        ("<html><body>404</body></html>", "error:address"),
    ] {
        all.push(of(body, Dialect::Open, "balance", body.to_owned(), right));
    }
    for (value, right) in [
        ("\"3310.2500\"", "331025"),
        ("3310.25", "331025"),
        ("\"₹ 3,310.25\"", "331025"),
        ("null", "error"),
        ("\"x\"", "error"),
    ] {
        let body = format!(
            "{{\"message\":\"Success\",\"data\":{{\"merchant_id\":\"AP\",\"balance\":{value}}},\"status\":\"0\"}}"
        );
        all.push(of(value, Dialect::Paygrt, "balance", body, right));
    }
    for dialect in DIALECTS {
        for (status, right) in [(401, "error:credentials"), (403, "error:wall"), (404, "error:address"), (500, "error")]
        {
            all.push(Answered {
                http: status,
                ..of("fault", dialect, "balance", "<html><body>x</body></html>".to_owned(), right)
            });
        }
    }
    all
}
