//! How it is printed: echoes, noise, leaves, lines, envelopes, the wallet.

use serde_json::{Value, json};

use super::super::{Answered, ORDER_ID};
use super::{DIALECTS, Dialect, Parts, of};

/// Whose answer it is.
pub(super) fn echoes() -> Vec<Answered> {
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
    "<br />\n<b>Warning</b>:  Undefined array key \"opcode\" in <b>/var/www/public_html/api.php</b> on line <b>41</b><br />\n",
    "<br />\n<b>Notice</b>:  Undefined index: circle in <b>/var/www/api.php</b> on line <b>7</b><br />\n",
    "<br />\n<b>Deprecated</b>:  Required parameter $b follows optional in <b>/var/www/api.php</b> on line <b>7</b><br />\n<br />\n<b>Warning</b>:  Division by zero in <b>/var/www/api.php</b> on line <b>9</b><br />\n",
    "Notice: Undefined index: circle in /var/www/api.php on line 7\n",
    "Warning: mysqli_query(): MySQL server has gone away in /var/www/api.php on line 7\n\n",
    "PHP Warning:  Undefined variable $status in /var/www/api.php on line 12\n",
    "<pre>",
    "Warning: json_decode() of {\"status\":\"Success\",\"orderid\":\"K7QX2M000018\"} in /var/www/api.php on line 7\n",
];
const BEHIND: [&str; 5] = [
    "\r\n",
    "</pre>",
    "\r\n\r\n<!DOCTYPE html>\r\n<html><head><title></title></head><body><form method=\"post\" action=\"./RechargeAPI.aspx\"></form></body></html>",
    "<html><body></body></html>\n",
    "<br />\n<b>Warning</b>:  session_start() in <b>/var/www/api.php</b> on line <b>90</b><br />\n",
];

/// What servers print around an answer.
pub(super) fn noise() -> Vec<Answered> {
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
pub(super) fn leaves() -> Vec<Answered> {
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
        all.extend(held_leaves(dialect, &sale, &enquiry, at));
    }
    all
}

/// Leaves that are held against ours, and the status.
fn held_leaves(dialect: Dialect, sale: &str, enquiry: &str, at: &str) -> Vec<Answered> {
    let mut all = Vec::new();
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
            changed(sale, &format!("{at}/{name}"), value),
            sold,
        ));
    }
    let status = if dialect == Dialect::Paygrt { "/data/recharge_status" } else { "/status" };
    for value in ["true", "1", "[\"Success\"]", "{}"] {
        all.push(of(format!("status {value}"), dialect, "enquiry", changed(enquiry, status, value), "says_nothing"));
    }
    all
}

/// A sentence is no operator's reference.
pub(super) fn references() -> Vec<Answered> {
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
pub(super) fn http() -> Vec<Answered> {
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

/// The wallet, in whatever writing.
pub(super) fn balances() -> Vec<Answered> {
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
            (r#"{"status":"Success","balance":"47.155"}"#, "4715"),
            (r#"{"status":"Success","balance":1234.4999999998}"#, "123449"),
            (r#"{"status":"Success","balance":7.105427357601E-15}"#, "0"),
            (r#"{"status":"Success","balance":4e3}"#, "error"),
            ("12150.5067", "1215050"),
            (r#"{"status":"Flarp","balance":"47.15"}"#, "error"),
            ("plenty", "error"),
            ("15 00", "error"),
            ("", "error"),
            ("<html><body>Login</body></html>", "error:address"),
        ] {
            all.push(of(body, dialect, "balance", body.to_owned(), right));
        }
    }
    all.extend(other_balances());
    all
}

fn other_balances() -> Vec<Answered> {
    let mut all = Vec::new();
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
        ("0=12150.5067", "1215050"),
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
        ("\"3310.2567\"", "331025"),
        ("3310.2499999999998", "331024"),
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
