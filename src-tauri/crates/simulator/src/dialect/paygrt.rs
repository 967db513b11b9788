//! Paygrt, version 1: a key in the header, the merchant in the path, form bodies, and an envelope around every answer.

use hyper::Method;
use serde::Serialize;

use super::{Ask, Call, Dialect, JSON, Login, Misdirected, Reason, Told, Verdict, Wish, json};
use crate::amount::rupees_of;
use crate::callback::{Callback, Change, Verb};
use crate::credentials::{Caller, judge};
use crate::order::{Order, State};

/// The practice account's.
pub(super) const LOGIN: Login = &[("api_key", "practice-key"), ("merchant_id", "PRACTICE")];
pub(super) const DIALECT: &dyn Dialect = &Paygrt;

/// Transaction ids count up from here.
const FIRST_TXN_ID: u64 = 5_001_000;

/// What the operators call lists: name, code and type. Against the recorded answer one company has left (Vodafone, `VF`) and a new
/// one has come (Vodafone Idea, `VI`), so that merging a changed list can be practised.
const OPERATORS: &[(&str, &str, &str)] = &[
    ("Home Credit", "HC", "Cash Drop"),
    ("Swiggy", "SW", "Cash Drop"),
    ("Bajaj Finserv", "BFC", "Cash Drop"),
    ("Airtel", "AT", "Mobile"),
    ("BSNL Special", "BS", "Mobile"),
    ("BSNL Top Up", "BT", "Mobile"),
    ("Idea", "ID", "Mobile"),
    ("MTNL Special", "MS", "Mobile"),
    ("MTNL Top Up", "TM", "Mobile"),
    ("Reliance Jio", "RJ", "Mobile"),
    ("Tata Docomo Special", "DS", "Mobile"),
    ("Tata Docomo Top Up", "DT", "Mobile"),
    ("Tata Indicom/ CDMA", "TI", "Mobile"),
    ("Uninor Special", "US", "Mobile"),
    ("Uninor Top Up", "UT", "Mobile"),
    ("Vodafone Idea", "VI", "Mobile"),
    ("Airtel DTH", "AH", "DTH"),
    ("BIG TV", "BG", "DTH"),
    ("Dish TV", "DH", "DTH"),
    ("Sun Direct", "SD", "DTH"),
    ("Tata Sky", "TS", "DTH"),
    ("Videocon D2h", "VD", "DTH"),
];

/// The Paygrt dialect.
pub(crate) struct Paygrt;

#[derive(Serialize)]
struct Envelope<T> {
    message: &'static str,
    data: T,
    status: &'static str,
}

#[derive(Serialize)]
struct RechargeData<'a> {
    api_ref_id: &'a str,
    txn_id: Option<String>,
    operator_id: Option<String>,
    recharge_number: Option<&'a str>,
    recharge_amount: Option<String>,
    recharge_status: Option<&'static str>,
    message: &'static str,
    remaining_balance: String,
    status_code: &'static str,
}

#[derive(Serialize)]
struct StatusData<'a> {
    api_ref_id: Option<&'a str>,
    txn_id: Option<String>,
    operator_id: Option<String>,
    recharge_status: Option<&'static str>,
}

#[derive(Serialize)]
struct BalanceData {
    merchant_id: &'static str,
    merchant_name: &'static str,
    balance: String,
}

#[derive(Serialize)]
struct Operator {
    operator_name: &'static str,
    operator_code: &'static str,
    r#type: &'static str,
}

impl Dialect for Paygrt {
    fn slug(&self) -> &'static str {
        "paygrt"
    }

    fn tuned(&'static self, _call: &Call) -> &'static dyn Dialect {
        self
    }

    fn content_type(&self) -> &'static str {
        JSON
    }

    fn opening_paise(&self) -> i64 {
        800_275
    }

    fn read(&self, call: &Call) -> Result<(Caller, Ask), Misdirected> {
        let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
        let field = |name| call.form.field(name).to_owned();
        let (method, merchant, ask) = match path.as_slice() {
            ["v1", "merchants", merchant, "balance"] => (Method::GET, *merchant, Ask::Balance),
            ["v1", "operators", merchant] => (Method::GET, *merchant, Ask::Known(operators())),
            ["v1", "recharges", "status", merchant] => {
                (Method::POST, *merchant, Ask::Enquiry { order_id: field("api_ref_id"), on: Some(field("txn_date")) })
            }
            ["v1", "recharges", merchant] => {
                let wish = Wish {
                    order_id: field("api_ref_id"),
                    operator: field("operator_code"),
                    number: field("recharge_number"),
                    amount: field("recharge_amount"),
                    flaw: None,
                };
                (Method::POST, *merchant, Ask::Recharge(wish))
            }
            _ => return Err(Misdirected::Path),
        };
        if call.method != method {
            return Err(Misdirected::Method);
        }
        let key = call.headers.get("api-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let given = [("api_key", key), ("merchant_id", merchant)];
        Ok((judge(self.slug(), &["api_key"], &given), ask))
    }

    fn turn_away(&self, caller: Caller) -> String {
        let message = match caller {
            Caller::NotListed => "IP not whitelisted",
            Caller::Known | Caller::Unknown | Caller::WrongPin => "Invalid api-key or merchant_id",
        };
        json(&Envelope { message, data: (), status: "1" })
    }

    fn answer_recharge(&self, told: &Told<'_>) -> String {
        match told.verdict {
            Verdict::Succeeded => accepted(told, "Success", "Recharge Successful", "0"),
            Verdict::Pending => accepted(told, "Pending", "Recharge Request Accepted", "2"),
            Verdict::Refused(reason) => refused(told, words(reason)),
        }
    }

    fn answer_astray(&self, told: &Told<'_>) -> String {
        self.answer_recharge(told)
    }

    fn answer_enquiry(&self, order: &Order, state: State) -> String {
        let (recharge_status, operator_id) = match state {
            State::Succeeded => ("Success", operator_reference(order.serial)),
            State::Pending => ("Pending", String::new()),
            State::Failed => ("Fail", String::new()),
        };
        let data = StatusData {
            api_ref_id: Some(&order.order_id),
            txn_id: Some(txn_id(order.serial)),
            operator_id: Some(operator_id),
            recharge_status: Some(recharge_status),
        };
        json(&Envelope { message: "Success", data, status: "0" })
    }

    fn callback(&self, change: &Change<'_>) -> Callback {
        let (recharge_status, operator_id) = match change.state {
            State::Succeeded => ("Success", operator_reference(change.order.serial)),
            State::Pending => ("Pending", String::new()),
            State::Failed => ("Fail", String::new()),
        };
        let fields = vec![
            ("api_ref_id", change.order.order_id.clone()),
            ("txn_id", txn_id(change.order.serial)),
            ("operator_id", operator_id),
            ("recharge_status", recharge_status.to_owned()),
        ];
        Callback { verb: Verb::Get, fields, header: None, tries: 1 }
    }

    fn answer_no_record(&self) -> String {
        let data = StatusData { api_ref_id: None, txn_id: None, operator_id: None, recharge_status: None };
        json(&Envelope { message: "No record found", data, status: "1" })
    }

    fn answer_no_record_oddly(&self) -> &'static str {
        r#"{"message":"Fail","data":{"api_ref_id":null,"txn_id":null,"recharge_status":"Fail","message":"Invalid api_ref_id"},"status":"1"}"#
    }

    fn answer_balance(&self, paise: i64) -> String {
        // The recorded answer has four decimals here, and two everywhere else.
        let balance = format!("{}00", rupees_of(paise));
        let data = BalanceData { merchant_id: "PRACTICE", merchant_name: "Practice Shop", balance };
        json(&Envelope { message: "Success", data, status: "0" })
    }
}

fn accepted(told: &Told<'_>, recharge_status: &'static str, message: &'static str, code: &'static str) -> String {
    let serial = told.serial.unwrap_or_default();
    let is_done = told.verdict == Verdict::Succeeded;
    let data = RechargeData {
        api_ref_id: told.order_id,
        txn_id: Some(txn_id(serial)),
        operator_id: Some(if is_done { operator_reference(serial) } else { String::new() }),
        recharge_number: Some(told.number),
        recharge_amount: Some(rupees_of(told.amount_paise)),
        recharge_status: Some(recharge_status),
        message,
        remaining_balance: rupees_of(told.balance_paise),
        status_code: code,
    };
    json(&Envelope { message: "Success", data, status: "0" })
}

fn refused(told: &Told<'_>, message: &'static str) -> String {
    let data = RechargeData {
        api_ref_id: told.order_id,
        txn_id: None,
        operator_id: None,
        recharge_number: None,
        recharge_amount: None,
        recharge_status: None,
        message,
        remaining_balance: rupees_of(told.balance_paise),
        status_code: "1",
    };
    json(&Envelope { message: "Fail", data, status: "1" })
}

fn operators() -> String {
    let data: Vec<Operator> = OPERATORS
        .iter()
        .map(|(name, code, kind)| Operator { operator_name: name, operator_code: code, r#type: kind })
        .collect();
    json(&Envelope { message: "Success", data, status: "0" })
}

fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Number => "Invalid number",
        Reason::Wallet => "Insufficient Merchant Balance",
        Reason::Repeated => "Duplicate api_ref_id",
        Reason::Amount => "Invalid Recharge Amount",
        Reason::Operator => "Invalid Operator Code",
        Reason::Missing | Reason::Circle | Reason::Kind => "Missing Parameter",
    }
}

fn txn_id(serial: u64) -> String {
    (FIRST_TXN_ID + serial).to_string()
}

fn operator_reference(serial: u64) -> String {
    format!("PG{serial:05}XYZ")
}
