//! How it is printed: echoes, noise, leaves, references.

use serde_json::{Value, json};

use super::super::Answered;
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
