//! INSPAY, version 3: GET or POST, flat JSON whose values are all texts.

use hyper::Method;
use serde::Serialize;

use super::{Ask, Call, Dialect, JSON, Login, Misdirected, Reason, Told, Verdict, Wish, json, txid_callback};
use crate::amount::rupees_of;
use crate::callback::{Callback, Change};
use crate::credentials::{Caller, judge};
use crate::order::{Order, State};

/// The practice account's.
pub(super) const LOGIN: Login = &[("username", "practice"), ("token", "practice-token")];
pub(super) const DIALECT: &dyn Dialect = &Inspay;

/// Transaction ids count up from here.
const FIRST_TXID: u64 = 3_124_000;

/// The INSPAY dialect.
pub(crate) struct Inspay;

#[derive(Serialize)]
struct RechargeAnswer<'a> {
    txid: String,
    status: &'static str,
    opid: String,
    message: &'static str,
    opcode: &'a str,
    number: &'a str,
    amount: &'a str,
    orderid: &'a str,
}

#[derive(Serialize)]
struct StatusAnswer<'a> {
    txid: String,
    status: &'static str,
    opid: String,
    number: &'a str,
    amount: &'a str,
    orderid: &'a str,
}

/// What is said about the call when there is no order to speak of.
#[derive(Serialize)]
struct Notice {
    txid: &'static str,
    status: &'static str,
    opid: &'static str,
    message: &'static str,
}

#[derive(Serialize)]
struct BalanceAnswer {
    status: &'static str,
    balance: String,
}

impl Dialect for Inspay {
    fn slug(&self) -> &'static str {
        "inspay"
    }

    fn tuned(&'static self, _call: &Call) -> &'static dyn Dialect {
        self
    }

    fn content_type(&self) -> &'static str {
        JSON
    }

    fn opening_paise(&self) -> i64 {
        1_248_050
    }

    fn read(&self, call: &Call) -> Result<(Caller, Ask), Misdirected> {
        let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
        let field = |name| call.form.field(name).to_owned();
        let ask = match path.as_slice() {
            ["v3", "recharge", "api"] => Ask::Recharge(Wish {
                order_id: field("orderid"),
                operator: field("opcode"),
                number: field("number"),
                amount: field("amount"),
                flaw: None,
            }),
            ["v3", "recharge", "status"] => Ask::Enquiry { order_id: field("orderid"), on: None },
            ["v3", "recharge", "balance"] => Ask::Balance,
            _ => return Err(Misdirected::Path),
        };
        if call.method != Method::GET && call.method != Method::POST {
            return Err(Misdirected::Method);
        }
        let given = [("username", call.form.field("username")), ("token", call.form.field("token"))];
        Ok((judge(self.slug(), &["token"], &given), ask))
    }

    fn turn_away(&self, caller: Caller) -> String {
        notice(match caller {
            Caller::NotListed => "IP not whitelisted",
            Caller::Known | Caller::Unknown | Caller::WrongPin => "Invalid username or token",
        })
    }

    fn answer_recharge(&self, told: &Told<'_>) -> String {
        let serial = told.serial.unwrap_or_default();
        let (status, opid, message) = match told.verdict {
            Verdict::Succeeded => ("Success", operator_reference(serial), "Recharge success"),
            Verdict::Pending => ("Pending", "in process".to_owned(), "Recharge in process"),
            Verdict::Refused(Reason::Number) => ("Failure", "Invalid number".to_owned(), "recharge failed"),
            Verdict::Refused(reason) => ("Failure", words(reason).to_owned(), words(reason)),
        };
        json(&RechargeAnswer {
            txid: told.serial.map(txid).unwrap_or_default(),
            status,
            opid,
            message,
            opcode: told.operator,
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
            State::Pending => ("Pending", "in process".to_owned()),
            State::Failed => ("Failure", "0".to_owned()),
        };
        json(&StatusAnswer {
            txid: txid(order.serial),
            status,
            opid,
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
        notice("No record found")
    }

    fn answer_no_record_oddly(&self) -> &'static str {
        r#"{"status":"Failure","opid":"Order id not found"}"#
    }

    fn answer_balance(&self, paise: i64) -> String {
        json(&BalanceAnswer { status: "Success", balance: rupees_of(paise) })
    }
}

fn notice(message: &'static str) -> String {
    json(&Notice { txid: "", status: "Failure", opid: "", message })
}

fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Number => "Invalid number",
        Reason::Wallet => "Insufficient balance",
        Reason::Repeated => "Duplicate orderid",
        Reason::Amount => "Invalid amount",
        Reason::Operator => "Invalid opcode",
        Reason::Missing | Reason::Circle | Reason::Kind => "Missing parameter",
    }
}

fn txid(serial: u64) -> String {
    (FIRST_TXID + serial).to_string()
}

fn operator_reference(serial: u64) -> String {
    format!("BR{serial:06}EW")
}
