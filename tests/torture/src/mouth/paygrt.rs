//! Paygrt's dialect: an envelope with a status, and the order in its data.

use serde_json::{Value, json};

use super::{Ask, Facts, Field, Mouth, Say, Want, Wish, rupees};
use crate::parsers::Call;

pub const MOUTH: &dyn Mouth = &Enveloped;

struct Enveloped;

const SALE: &[&str] = &[
    r#"{"message":"@WP","data":{"api_ref_id":"@ORDER","txn_id":"@ID","operator_id":"@ID","recharge_number":"@NUMBER","recharge_amount":"@AMOUNT","recharge_status":"@WP","message":"@SAY","remaining_balance":"@MONEY","status_code":"@C3"},"status":"@C2"}"#,
    r#"{"message":"Fail","data":{"api_ref_id":"@ORDER","txn_id":null,"operator_id":null,"recharge_number":null,"recharge_amount":null,"recharge_status":null,"message":"@ANY","remaining_balance":"@MONEY","status_code":"1"},"status":"1"}"#,
    r#"{"message":"Success","data":{"api_ref_id":"@ORDER","txn_id":"@ID","operator_id":"@ID","recharge_status":"@WP"},"status":"0"}"#,
    r#"{"message":"@ANY","data":null,"status":"1"}"#,
    r#"{"message":"Fail","data":{"api_ref_id":"@ORDER","message":"@ANY","recharge_status":"Fail"},"status":"1"}"#,
];

impl Mouth for Enveloped {
    fn wants(&self, line: &str) -> Option<Want> {
        let has = |path: &str| line.contains(path);
        match () {
            () if has("/v1/recharges/status/") => Some(Want::Enquiry),
            () if has("/v1/recharges/") => Some(Want::Begin),
            () if has("/v1/merchants/") && has("/balance") => Some(Want::Other),
            () => None,
        }
    }

    fn heard(&self, path: &[&str], field: Field<'_>) -> Option<Ask> {
        match path {
            [.., "v1", "recharges", "status", _] => {
                Some(Ask::Enquiry { order_id: field("api_ref_id")?, on: field("txn_date") })
            }
            [.., "v1", "recharges", _] => Some(Ask::Recharge(Wish {
                order_id: field("api_ref_id")?,
                number: field("recharge_number")?,
                amount: field("recharge_amount")?,
            })),
            [.., "v1", "merchants", _, "balance"] => Some(Ask::Balance),
            _ => None,
        }
    }

    fn recharge(&self, facts: &Facts, say: Say) -> String {
        enveloped(facts, say, false).to_string()
    }

    fn enquiry(&self, facts: &Facts, say: Say) -> String {
        enveloped(facts, say, true).to_string()
    }

    fn balance(&self, facts: &Facts) -> String {
        let balance = format!("{}00", rupees(facts.balance_paise));
        let data = json!({"merchant_id": "M", "merchant_name": "Shop", "balance": balance});
        json!({"message": "Success", "data": data, "status": "0"}).to_string()
    }

    fn refusal(&self, _facts: &Facts, words: &str) -> String {
        let data = json!({"message": words, "recharge_status": "Fail"});
        json!({"message": words, "data": data, "status": "0"}).to_string()
    }

    fn callback(&self, order_id: &str, good_news: bool) -> String {
        let word = if good_news { "Success" } else { "Fail" };
        format!("api_ref_id={order_id}&txn_id=51&operator_id=PG&recharge_status={word}")
    }

    fn forms(&self, call: Call) -> &'static [&'static str] {
        match call {
            Call::Callback => &["api_ref_id=@ORDER|txn_id=@ID|operator_id=@ID|recharge_status=@WP"],
            Call::Balance => &[
                r#"{"message":"Success","data":{"merchant_id":"open","merchant_name":"x","balance":"@MONEY"},"status":"0"}"#,
                r#"{"message":"@ANY","data":null,"status":"1"}"#,
            ],
            Call::List => &[
                r#"{"message":"Success","data":[{"operator_name":"Airtel","operator_code":"AT","type":"Mobile"},{"operator_name":"@ID","operator_code":"DH","type":"DTH"},{"operator_name":"Gaon","operator_code":"GF","type":"Cash Drop"}],"status":"0"}"#,
                r#"{"message":"Success","data":[],"status":"0"}"#,
            ],
            _ => SALE,
        }
    }
}

fn enveloped(facts: &Facts, say: Say, asked: bool) -> Value {
    let (word, code, message) = match say {
        Say::Done => ("Success", "0", "Recharge Successful"),
        Say::Pending => ("Pending", "2", "Recharge Request Accepted"),
        Say::Failed | Say::Refunded => ("Fail", "1", "Invalid number"),
        Say::Duplicate => ("Fail", "1", "Duplicate api_ref_id"),
        Say::Strange => ("Flarp", "7", "Flarp"),
        Say::LostTrack if asked => {
            return json!({"message": "Something went wrong", "data": null, "status": "1"});
        }
        Say::LostTrack => ("Fail", "1", "Internal Server Error"),
        Say::NoRecord if facts.habits.odd_no_record => {
            let data = json!({
                "api_ref_id": facts.order_id, "txn_id": null, "operator_id": null, "recharge_status": null,
                "message": "Invalid api_ref_id",
            });
            return json!({"message": "Fail", "data": data, "status": "1"});
        }
        Say::NoRecord => {
            let data = json!({"api_ref_id": null, "txn_id": null, "operator_id": null, "recharge_status": null});
            return json!({"message": "No record found", "data": data, "status": "1"});
        }
        _ => return json!({"message": "IP not whitelisted", "data": null, "status": "1"}),
    };
    let txn_id = (5_000_000 + facts.serial).to_string();
    let operator_id = if say == Say::Done { format!("PG{:05}XYZ", facts.serial) } else { String::new() };
    if asked {
        let data = json!({
            "api_ref_id": facts.order_id, "txn_id": txn_id, "operator_id": operator_id, "recharge_status": word,
        });
        return json!({"message": "Success", "data": data, "status": "0"});
    }
    if code == "1" {
        let data = json!({
            "api_ref_id": facts.order_id, "txn_id": null, "recharge_status": null, "message": message,
            "remaining_balance": rupees(facts.balance_paise), "status_code": code,
        });
        return json!({"message": "Fail", "data": data, "status": "1"});
    }
    let data = json!({
        "api_ref_id": facts.order_id, "txn_id": txn_id, "operator_id": operator_id,
        "recharge_number": facts.habits.number(&facts.number), "recharge_amount": facts.habits.amount(&facts.amount), "recharge_status": word, "message": message,
        "remaining_balance": rupees(facts.balance_paise), "status_code": code,
    });
    json!({"message": "Success", "data": data, "status": "0"})
}
