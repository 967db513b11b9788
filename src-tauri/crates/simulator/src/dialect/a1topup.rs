//! A1Topup: GET or POST, and every answer as CSV, JSON or XML, whichever was asked for.

use hyper::Method;
use serde::Serialize;

use super::{Ask, Call, Dialect, JSON, Login, Misdirected, Reason, Told, Verdict, Wish, json, txid_callback};
use crate::amount::rupees_of;
use crate::callback::{Callback, Change};
use crate::credentials::{Caller, judge};
use crate::order::{Order, State};

/// The practice account's.
pub(super) const LOGIN: Login = &[("username", "practice"), ("pwd", "practice-pwd")];
pub(super) const DIALECT: &dyn Dialect = &A1topup::Csv;

/// Transaction ids count up from here.
const FIRST_TXID: u64 = 7_300;

/// The A1Topup dialect, in each of the three forms of its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum A1topup {
    /// The default, when `format` is left out or none of the paper's.
    Csv,
    Json,
    Xml,
}

/// The six fields of an answer, in the order of their positions in CSV.
#[derive(Debug, Default, Serialize)]
struct Six<'a> {
    txid: &'a str,
    status: &'static str,
    opid: &'a str,
    number: &'a str,
    amount: &'a str,
    orderid: &'a str,
}

#[derive(Serialize)]
struct BalanceAnswer<'a> {
    status: &'static str,
    balance: &'a str,
}

impl A1topup {
    fn write(self, six: &Six<'_>) -> String {
        let named = [
            ("txid", six.txid),
            ("status", six.status),
            ("opid", six.opid),
            ("number", six.number),
            ("amount", six.amount),
            ("orderid", six.orderid),
        ];
        match self {
            A1topup::Csv => csv(&named),
            A1topup::Json => json(six),
            A1topup::Xml => xml(&named),
        }
    }

    /// What is said about the call when there is no order to speak of. In CSV that is no row but bare text, as the provider is known
    /// to answer.
    fn notice(self, reason: &str) -> String {
        match self {
            A1topup::Csv => reason.to_owned(),
            A1topup::Json | A1topup::Xml => self.write(&Six { status: "Failure", opid: reason, ..Six::default() }),
        }
    }
}

impl Dialect for A1topup {
    fn slug(&self) -> &'static str {
        "a1topup"
    }

    fn tuned(&'static self, call: &Call) -> &'static dyn Dialect {
        match call.form.field("format") {
            "json" => &A1topup::Json,
            "xml" => &A1topup::Xml,
            _ => &A1topup::Csv,
        }
    }

    fn content_type(&self) -> &'static str {
        match self {
            A1topup::Csv => "text/html; charset=UTF-8",
            A1topup::Json => JSON,
            A1topup::Xml => "text/xml; charset=UTF-8",
        }
    }

    fn opening_paise(&self) -> i64 {
        964_420
    }

    fn read(&self, call: &Call) -> Result<(Caller, Ask), Misdirected> {
        let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
        let field = |name| call.form.field(name).to_owned();
        let ask = match path.as_slice() {
            ["recharge", "api"] => {
                let circle = call.form.field("circlecode");
                let is_circle = !circle.is_empty() && circle.bytes().all(|b| b.is_ascii_digit());
                Ask::Recharge(Wish {
                    order_id: field("orderid"),
                    operator: field("operatorcode"),
                    number: field("number"),
                    amount: field("amount"),
                    flaw: (!is_circle).then_some(Reason::Circle),
                })
            }
            ["recharge", "status"] => Ask::Enquiry { order_id: field("orderid"), on: None },
            ["recharge", "balance"] => Ask::Balance,
            _ => return Err(Misdirected::Path),
        };
        if call.method != Method::GET && call.method != Method::POST {
            return Err(Misdirected::Method);
        }
        let given = [("username", call.form.field("username")), ("pwd", call.form.field("pwd"))];
        Ok((judge(self.slug(), &["pwd"], &given), ask))
    }

    fn turn_away(&self, caller: Caller) -> String {
        self.notice(match caller {
            Caller::NotListed => "IP not whitelisted",
            Caller::Known | Caller::Unknown | Caller::WrongPin => "Invalid username or password",
        })
    }

    fn answer_recharge(&self, told: &Told<'_>) -> String {
        let serial = told.serial.unwrap_or_default();
        let (status, opid) = match told.verdict {
            Verdict::Succeeded => ("Success", operator_reference(serial)),
            Verdict::Pending => ("Pending", String::new()),
            Verdict::Refused(reason) => ("Failure", words(reason).to_owned()),
        };
        self.write(&Six {
            txid: &told.serial.map(txid).unwrap_or_default(),
            status,
            opid: &opid,
            number: told.number,
            amount: told.amount,
            orderid: told.order_id,
        })
    }

    fn answer_astray(&self, told: &Told<'_>) -> String {
        self.answer_recharge(told)
    }

    fn answer_enquiry(&self, order: &Order, state: State) -> String {
        let (status, opid) = match state {
            State::Succeeded => ("Success", operator_reference(order.serial)),
            State::Pending => ("Pending", String::new()),
            State::Failed => ("Failure", "0".to_owned()),
        };
        self.write(&Six {
            txid: &txid(order.serial),
            status,
            opid: &opid,
            number: &order.number,
            amount: &order.amount,
            orderid: &order.order_id,
        })
    }

    fn callback(&self, change: &Change<'_>) -> Callback {
        let opid = match change.state {
            State::Succeeded => operator_reference(change.order.serial),
            State::Pending | State::Failed => "0".to_owned(),
        };
        txid_callback(change, opid)
    }

    fn answer_no_record(&self) -> String {
        self.notice("No record found")
    }

    fn answer_no_record_oddly(&self) -> &'static str {
        r#"{"status":"Failure","opid":"Order id not found"}"#
    }

    /// The paper has no sample of it.
    fn answer_balance(&self, paise: i64) -> String {
        let balance = rupees_of(paise);
        let named = [("status", "Success"), ("balance", balance.as_str())];
        match self {
            A1topup::Csv => csv(&named),
            A1topup::Json => json(&BalanceAnswer { status: "Success", balance: &balance }),
            A1topup::Xml => xml(&named),
        }
    }
}

fn csv(named: &[(&str, &str)]) -> String {
    let quoted = |value: &str| {
        let is_plain = !value.contains([',', '"', '\r', '\n']);
        if is_plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', "\"\"")) }
    };
    named.iter().map(|(_, value)| quoted(value)).collect::<Vec<_>>().join(",")
}

/// The paper's sample has lost its tags: the six names as children of a root are the plainest reading of it.
fn xml(named: &[(&str, &str)]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?><recharge>");
    for (name, value) in named {
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.push_str(&format!("<{name}>{value}</{name}>"));
    }
    text.push_str("</recharge>");
    text
}

fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Number => "Invalid number",
        Reason::Wallet => "Insufficient balance",
        Reason::Repeated => "Duplicate orderid",
        Reason::Amount => "Invalid amount",
        Reason::Operator => "Invalid operatorcode",
        Reason::Circle => "Invalid circlecode",
        Reason::Missing | Reason::Kind => "Missing parameter",
    }
}

fn txid(serial: u64) -> String {
    (FIRST_TXID + serial).to_string()
}

fn operator_reference(serial: u64) -> String {
    format!("WB{serial:08}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_escaped_in_every_form() {
        let named = [("number", "a,b\"c"), ("orderid", "<&>")];
        assert_eq!(csv(&named), "\"a,b\"\"c\",<&>");
        assert!(xml(&named).ends_with("<orderid>&lt;&amp;&gt;</orderid></recharge>"));
    }
}
