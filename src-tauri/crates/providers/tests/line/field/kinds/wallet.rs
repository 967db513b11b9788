//! The wallet, as it is printed.

use super::super::Answered;
use super::{DIALECTS, Dialect, of};

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
