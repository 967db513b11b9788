//! The companies' words, after their papers and written a second time: the simulator's dialects are not asked, so that
//! a mistake there is not repeated here.

use serde_json::{Value, json};

use super::habit::Habits;
use super::wire::SLUGS;

/// What a company says about an order, or about the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// It is done.
    Done,
    /// It waits.
    Pending,
    /// It failed.
    Failed,
    /// It was done, and the money went back.
    Refunded,
    /// The order id was used before.
    Duplicate,
    /// There is no such order.
    NoRecord,
    /// The caller is not let in.
    Refused,
    /// Done, and about another order.
    Another,
    /// A web page.
    Page,
    /// Nothing at all.
    Empty,
    /// A word that no paper has.
    Strange,
    /// "Failure", in words that say that nobody knows.
    LostTrack,
    /// An HTTP status that is none of the good ones.
    Status(u16),
}

/// What an answer repeats.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub serial: u64,
    pub order_id: String,
    pub number: String,
    pub amount: String,
    pub balance_paise: i64,
    pub habits: Habits,
}

/// Rupees with two decimals.
pub fn rupees(paise: i64) -> String {
    let size = paise.unsigned_abs();
    format!("{}{}.{:02}", if paise < 0 { "-" } else { "" }, size / 100, size % 100)
}

impl Facts {
    /// The facts of somebody else's order.
    fn astray(&self) -> Facts {
        let mut other = self.clone();
        if self.serial.is_multiple_of(2) {
            let first = if self.order_id.starts_with('Z') { 'Y' } else { 'Z' };
            other.order_id = std::iter::once(first).chain(self.order_id.chars().skip(1)).collect();
        } else {
            other.number = self.number.chars().rev().collect();
            other.order_id = format!("{}X", self.order_id);
        }
        other.serial += 1;
        other
    }
}

const PAGE: &str = "<html><head><title>504 Gateway Time-out</title></head><body><h1>504</h1></body></html>";

/// The answer to a recharge call.
pub fn recharge(firm: usize, facts: &Facts, say: Say) -> (u16, String) {
    answer(firm, facts, say, false)
}

/// The answer to an enquiry.
pub fn enquiry(firm: usize, facts: &Facts, say: Say) -> (u16, String) {
    answer(firm, facts, say, true)
}

fn answer(firm: usize, facts: &Facts, say: Say, asked: bool) -> (u16, String) {
    match say {
        Say::Status(status) => (status, "busy".to_owned()),
        Say::Page => (200, PAGE.to_owned()),
        Say::Empty => (200, String::new()),
        // The packed dialect repeats nothing, so an answer about another order would be its own.
        Say::Another if SLUGS[firm] == "rechargeopen" => (200, PAGE.to_owned()),
        Say::Another => (200, around(firm, facts, words(firm, &facts.astray(), Say::Done, asked))),
        say => (200, around(firm, facts, words(firm, facts, say, asked))),
    }
}

fn around(firm: usize, facts: &Facts, answer: String) -> String {
    facts.habits.around(answer, SLUGS[firm] != "rechargeopen")
}

fn words(firm: usize, facts: &Facts, say: Say, asked: bool) -> String {
    match SLUGS[firm] {
        "rechargeopen" => packed(facts, say, asked),
        "paygrt" => enveloped(facts, say, asked).to_string(),
        slug => flat(facts, say, asked, slug == "inspay").to_string(),
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

fn packed(facts: &Facts, say: Say, asked: bool) -> String {
    let standing =
        |code: u8, words: &str, operator: &str| format!("{code}={words}={}={operator}", 60_000 + facts.serial);
    match (say, asked) {
        (Say::Done | Say::Pending, false) => "0=Success".to_owned(),
        (Say::Failed | Say::Refunded, false) => "9006=Invalid Transaction Format".to_owned(),
        (Say::Done, true) => standing(1, "Success", &format!("GJ{:05}", facts.serial)),
        (Say::Pending, true) => standing(if facts.serial.is_multiple_of(2) { 4 } else { 6 }, "Hold", ""),
        (Say::Failed, true) => standing(if facts.serial.is_multiple_of(2) { 2 } else { 3 }, "Failed", ""),
        (Say::Refunded, true) => standing(5, "Refunded", ""),
        (Say::Duplicate, _) => "9009=Duplicate Transaction Reference Number".to_owned(),
        (Say::LostTrack, false) => "2=Request timeout=0".to_owned(),
        (Say::LostTrack, true) => standing(3, "Request Timeout", ""),
        (Say::NoRecord, _) if facts.habits.odd_no_record => {
            if facts.serial.is_multiple_of(2) { "3=Record not found=0=" } else { "2=Transaction not found=0" }
                .to_owned()
        }
        (Say::NoRecord, _) => "9008=Invalid Transaction Reference Number".to_owned(),
        (Say::Strange, _) => "7=Flarp".to_owned(),
        (_, false) => "9998=Internal Error".to_owned(),
        (_, true) => "9007=Invalid User ID or Password".to_owned(),
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

/// The answer to a balance call.
pub fn balance(firm: usize, facts: &Facts) -> String {
    let balance = rupees(facts.balance_paise);
    let answer = match SLUGS[firm] {
        "rechargeopen" => format!("0={balance}"),
        "paygrt" => {
            let data = json!({"merchant_id": "M", "merchant_name": "Shop", "balance": format!("{balance}00")});
            json!({"message": "Success", "data": data, "status": "0"}).to_string()
        }
        _ => json!({"status": "Success", "balance": balance}).to_string(),
    };
    around(firm, facts, answer)
}

/// A callback's query.
pub fn callback(firm: usize, order_id: &str, good_news: bool) -> String {
    match SLUGS[firm] {
        "rechargeopen" => {
            let (code, words) = if good_news { (1, "Success") } else { (2, "Failed") };
            format!("ID=S&TNO={order_id}&ST={code}&STMSG={words}&TID=61&OPRTID=GJ1&PRB=0&POB=0&DP=0&DR=0")
        }
        "paygrt" => {
            let word = if good_news { "Success" } else { "Fail" };
            format!("api_ref_id={order_id}&txn_id=51&operator_id=PG&recharge_status={word}")
        }
        _ => format!("txid={order_id}&status={}&opid=BR1", if good_news { "Success" } else { "Failure" }),
    }
}
