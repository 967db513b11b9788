//! The flat dialect of INSPAY and A1Topup: seven names in one object.

use serde_json::{Value, json};

use super::{Ask, Facts, Field, Mouth, Say, Want, Wish, rupees};
use crate::parsers::Call;

/// One of the two that speak it.
pub struct Flat {
    /// Whether the answer to a recharge has a message of its own.
    pub has_message: bool,
}

const FLAT: &[&str] = &[
    "txid=@ID|status=@WF|opid=@OP|message=@SAY|opcode=RC|number=@NUMBER|amount=@AMOUNT|orderid=@ORDER",
    "txid=@ID|status=@WF|opid=@OP|number=@NUMBER|amount=@AMOUNT|orderid=@ORDER",
    "txid=|status=Failure|opid=@ANY|number=|amount=|orderid=",
    "txid=|status=Failure|opid=|message=@ANY",
];

impl Mouth for Flat {
    fn wants(&self, line: &str) -> Option<Want> {
        let has = |path: &str| line.contains(path);
        match () {
            () if has("/recharge/api ") => Some(Want::Begin),
            () if has("/recharge/status") => Some(Want::Enquiry),
            () if has("/recharge/balance") => Some(Want::Other),
            () => None,
        }
    }

    fn heard(&self, path: &[&str], field: Field<'_>) -> Option<Ask> {
        match path {
            [.., "recharge", "api"] => Some(Ask::Recharge(Wish {
                order_id: field("orderid")?,
                number: field("number")?,
                amount: field("amount")?,
            })),
            [.., "recharge", "status"] => Some(Ask::Enquiry { order_id: field("orderid")?, on: None }),
            [.., "recharge", "balance"] => Some(Ask::Balance),
            _ => None,
        }
    }

    fn recharge(&self, facts: &Facts, say: Say) -> String {
        flat(facts, say, false, self.has_message).to_string()
    }

    fn enquiry(&self, facts: &Facts, say: Say) -> String {
        flat(facts, say, true, self.has_message).to_string()
    }

    fn balance(&self, facts: &Facts) -> String {
        json!({"status": "Success", "balance": rupees(facts.balance_paise)}).to_string()
    }

    fn refusal(&self, facts: &Facts, words: &str) -> String {
        json!({
            "status": "Failure", "opid": words, "message": words, "txid": words, "orderid": facts.order_id,
            "number": facts.number, "amount": facts.amount,
        })
        .to_string()
    }

    fn callback(&self, order_id: &str, good_news: bool) -> String {
        format!("txid={order_id}&status={}&opid=BR1", if good_news { "Success" } else { "Failure" })
    }

    fn forms(&self, call: Call) -> &'static [&'static str] {
        match call {
            Call::Callback => &["txid=@ORDER|status=@WF|opid=@ID"],
            Call::Balance => &[
                "status=Success|balance=@MONEY",
                "status=@WF|balance=@MONEY",
                "balance=@MONEY",
                "status=Failure|message=@ANY",
            ],
            _ => FLAT,
        }
    }
}

fn flat(facts: &Facts, say: Say, asked: bool, has_message: bool) -> Value {
    let notice = |words: &str| json!({"txid": "", "status": "Failure", "opid": words, "message": words});
    let (status, opid, message) = match say {
        Say::Done => ("Success", format!("BR{:06}XW", facts.serial), "Recharge success"),
        Say::Pending => ("Pending", String::new(), "Recharge in process"),
        Say::Failed if asked => ("Failure", "0".to_owned(), "Recharge failed"),
        Say::Failed => ("Failure", "Invalid number".to_owned(), "Recharge failed"),
        Say::Refunded => ("Failure", "Refunded".to_owned(), "Amount refunded"),
        Say::Duplicate => ("Failure", "Duplicate orderid".to_owned(), "Duplicate orderid"),
        Say::Strange => ("Flarp", String::new(), "Flarp"),
        Say::LostTrack if facts.serial.is_multiple_of(2) => return notice("Request timeout"),
        Say::LostTrack => {
            ("Failure", "Operator response timed out".to_owned(), "Something went wrong, please check status")
        }
        Say::NoRecord if facts.habits.odd_no_record => {
            let what = ["Order id", "Txid", "Recharge", "Data"][(facts.serial % 4) as usize];
            return json!({"status": "Failure", "opid": format!("{what} not found")});
        }
        Say::NoRecord => return notice("No record found"),
        _ => return notice("IP not whitelisted"),
    };
    let mut answer = json!({
        "txid": (3_000_000 + facts.serial).to_string(), "status": status, "opid": opid,
        "number": facts.habits.number(&facts.number), "amount": facts.habits.amount(&facts.amount),
        "orderid": facts.order_id,
    });
    if has_message && !asked {
        answer["message"] = message.into();
    }
    answer
}
