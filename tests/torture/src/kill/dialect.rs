//! What the four sellers are asked and what they answer, as their papers have it: so much of each as a sale needs.

use serde_json::json;

/// The sellers; each one's slug is the first segment of its base address's path.
pub const SELLERS: [&str; 4] = ["inspay", "a1topup", "rechargeopen", "paygrt"];

/// How long an order id is at a seller; a shorter one was cut off. The paper of the Open API wants digits only.
fn order_id_length(seller: &str) -> usize {
    if seller == "rechargeopen" { 15 } else { 12 }
}

/// A recharge as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub order_id: String,
    pub number: String,
    /// In rupees, as it was written.
    pub amount: String,
}

/// What a caller wants.
#[derive(Debug, PartialEq, Eq)]
pub enum Ask {
    Recharge(Order),
    Enquiry(String),
    Balance,
}

/// What has come over a connection.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// A whole request.
    Whole(&'static str, Ask),
    /// The beginning of a recharge call, and the order in it as far as nothing of it is missing.
    Cut(Option<(&'static str, Order)>),
    /// The beginning of anything else, or nothing.
    Nothing,
    /// A whole request that is none of the papers'.
    Strange(String),
}

/// How an order stands at its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Succeeded,
    Pending,
    Failed,
}

/// Whether bytes are the beginning of a recharge call, and of no other.
pub fn is_recharge(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let message = line.split_once("Message=").map(|(_, message)| message);
    line.contains("/recharge/api ")
        || line.contains("/v1/recharges/") && !line.contains("/v1/recharges/status/")
        || message.is_some_and(|message| !message.starts_with("STATUS") && !message.starts_with("BAL"))
}

/// Reads what has come so far.
pub fn hear(bytes: &[u8]) -> Heard {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return if is_recharge(bytes) { Heard::Cut(order_so_far(&text, "")) } else { Heard::Nothing };
    };
    let length = head.lines().filter_map(|line| line.split_once(':'));
    let length = length.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.filter_map(|(_, length)| length.trim().parse().ok()).next().unwrap_or(0);
    if body.len() < length {
        return if is_recharge(bytes) { Heard::Cut(order_so_far(head, body)) } else { Heard::Nothing };
    }
    let Some(seller) = seller_of(head) else { return Heard::Strange(text.into_owned()) };
    let fields = fields_of(head, body);
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let ask = match seller {
        _ if is_recharge(bytes) => order_of(seller, &field).map(Ask::Recharge),
        "rechargeopen" => field("Message").and_then(|message| {
            let parts: Vec<&str> = message.split('$').collect();
            match parts.as_slice() {
                ["STATUS", order_id, _] => Some(Ask::Enquiry((*order_id).to_owned())),
                ["BAL", _] => Some(Ask::Balance),
                _ => None,
            }
        }),
        _ if head.contains("/status") => field("orderid").or(field("api_ref_id")).map(Ask::Enquiry),
        _ if head.contains("/balance") => Some(Ask::Balance),
        _ => None,
    };
    match ask {
        Some(ask) => Heard::Whole(seller, ask),
        None => Heard::Strange(text.into_owned()),
    }
}

fn seller_of(head: &str) -> Option<&'static str> {
    let path = head.split_whitespace().nth(1)?;
    SELLERS.into_iter().find(|seller| path.strip_prefix('/').is_some_and(|path| path.starts_with(seller)))
}

fn fields_of(head: &str, body: &str) -> Vec<(String, String)> {
    let query = head.split_whitespace().nth(1).and_then(|path| path.split_once('?')).map_or("", |(_, query)| query);
    let both = url::form_urlencoded::parse(query.as_bytes()).chain(url::form_urlencoded::parse(body.as_bytes()));
    both.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn order_of(seller: &str, field: &dyn Fn(&str) -> Option<String>) -> Option<Order> {
    let (order_id, number, amount) = match seller {
        "rechargeopen" => {
            let message = field("Message")?;
            let parts: Vec<&str> = message.split('$').collect();
            let [_, number, amount, _, _, order_id] = parts.as_slice() else { return None };
            ((*order_id).to_owned(), (*number).to_owned(), (*amount).to_owned())
        }
        "paygrt" => (field("api_ref_id")?, field("recharge_number")?, field("recharge_amount")?),
        _ => (field("orderid")?, field("number")?, field("amount")?),
    };
    (order_id.len() == order_id_length(seller)).then_some(Order { order_id, number, amount })
}

/// The order in a request that was cut off. Its last field may have lost its end, which of an order id can be told; of
/// all others it cannot, and they are left out.
fn order_so_far(head: &str, body: &str) -> Option<(&'static str, Order)> {
    let seller = seller_of(head)?;
    let mut fields = fields_of(head, body);
    if seller != "rechargeopen" && !matches!(fields.last(), Some((key, _)) if key == "orderid") {
        fields.pop();
    }
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    order_of(seller, &field).map(|order| (seller, order))
}

/// The body of an answer to a recharge call. `Failed`: it is refused.
pub fn recharge_answer(seller: &str, order: &Order, serial: u64, standing: Standing) -> String {
    match seller {
        "rechargeopen" => match standing {
            Standing::Failed => "9006=Invalid Transaction Format".to_owned(),
            Standing::Succeeded | Standing::Pending => "0=Success".to_owned(),
        },
        "paygrt" => {
            let (outer, status, code, word, words) = match standing {
                Standing::Succeeded => ("Success", "0", "0", Some("Success"), "Recharge Successful"),
                Standing::Pending => ("Success", "0", "2", Some("Pending"), "Recharge Request Accepted"),
                Standing::Failed => ("Fail", "1", "1", None, "Invalid Operator Code"),
            };
            let good = word.is_some();
            let data = json!({
                "api_ref_id": order.order_id, "txn_id": good.then(|| txn_id(serial)),
                "operator_id": good.then(|| operator_ref(serial)), "recharge_number": good.then_some(&order.number),
                "recharge_amount": good.then_some(&order.amount), "recharge_status": word, "message": words,
                "remaining_balance": BALANCE, "status_code": code,
            });
            json!({ "message": outer, "data": data, "status": status }).to_string()
        }
        _ => flat_answer(order, serial, standing),
    }
}

/// The body of an answer to an enquiry about an order that there is.
pub fn enquiry_answer(seller: &str, order: &Order, serial: u64, standing: Standing) -> String {
    match seller {
        "rechargeopen" => {
            let (code, words, operator) = match standing {
                Standing::Succeeded => (1, "Success", operator_ref(serial)),
                Standing::Pending => (4, "Hold", String::new()),
                Standing::Failed => (2, "Failed", String::new()),
            };
            format!("{code}={words}={}={operator}", txn_id(serial))
        }
        "paygrt" => {
            let (word, operator) = match standing {
                Standing::Succeeded => ("Success", operator_ref(serial)),
                Standing::Pending => ("Pending", String::new()),
                Standing::Failed => ("Fail", String::new()),
            };
            let data = json!({ "api_ref_id": order.order_id, "txn_id": txn_id(serial), "operator_id": operator,
                "recharge_status": word });
            json!({ "message": "Success", "data": data, "status": "0" }).to_string()
        }
        _ => flat_answer(order, serial, standing),
    }
}

fn flat_answer(order: &Order, serial: u64, standing: Standing) -> String {
    let (word, operator) = match standing {
        Standing::Succeeded => ("Success", operator_ref(serial)),
        Standing::Pending => ("Pending", String::new()),
        Standing::Failed => ("Failure", "Invalid opcode".to_owned()),
    };
    json!({ "txid": txn_id(serial), "status": word, "opid": operator, "number": order.number, "amount": order.amount,
        "orderid": order.order_id })
    .to_string()
}

/// The body of an answer to an enquiry about an order that there is not.
pub fn no_record_answer(seller: &str) -> String {
    match seller {
        "rechargeopen" => "9008=Invalid Transaction Reference Number".to_owned(),
        "paygrt" => {
            let data = json!({ "api_ref_id": null, "txn_id": null, "operator_id": null, "recharge_status": null });
            json!({ "message": "No record found", "data": data, "status": "1" }).to_string()
        }
        _ => json!({ "txid": "", "status": "Failure", "opid": "", "message": "No record found" }).to_string(),
    }
}

/// Enough for every sale there is.
const BALANCE: &str = "900000.00";

/// The body of an answer to a balance call.
pub fn balance_answer(seller: &str) -> String {
    match seller {
        "rechargeopen" => format!("0={BALANCE}"),
        "paygrt" => {
            let data = json!({ "merchant_id": "PRACTICE", "merchant_name": "Practice Shop", "balance": BALANCE });
            json!({ "message": "Success", "data": data, "status": "0" }).to_string()
        }
        _ => json!({ "status": "Success", "balance": BALANCE }).to_string(),
    }
}

fn txn_id(serial: u64) -> String {
    (7_001_000 + serial).to_string()
}

fn operator_ref(serial: u64) -> String {
    format!("OP{serial:06}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order() -> Order {
        Order { order_id: "K7QX2M000017".into(), number: "9812300045".into(), amount: "299".into() }
    }

    #[test]
    fn a_request_is_heard_when_it_is_whole_and_no_sooner() {
        let body = "username=a&token=b&opcode=AC&number=9812300045&amount=299&orderid=K7QX2M000017&format=json";
        let head = format!("POST /inspay/v3/recharge/api HTTP/1.1\r\ncontent-length: {}\r\n\r\n", body.len());
        let whole = format!("{head}{body}");
        assert_eq!(hear(whole.as_bytes()), Heard::Whole("inspay", Ask::Recharge(order())));
        let known_from = whole.find("&format").unwrap();
        for at in 0..whole.len() {
            let known = Some(("inspay", order())).filter(|_| at >= known_from);
            match hear(&whole.as_bytes()[..at]) {
                Heard::Cut(cut) => assert_eq!(cut, known, "{at}"),
                Heard::Nothing => assert!(at <= head.find(" HTTP").unwrap(), "{at}"),
                heard => panic!("{at}: {heard:?}"),
            }
        }
    }

    #[test]
    fn every_seller_is_understood() {
        let page = "GET /rechargeopen/Admin/RechargeAPI.aspx?UserID=a&Message=";
        let recharge = format!("{page}AC%249812300045%24299%2425%240%24191440000013014 HTTP/1.1\r\n\r\n");
        let digits = Order { order_id: "191440000013014".into(), ..order() };
        assert_eq!(hear(recharge.as_bytes()), Heard::Whole("rechargeopen", Ask::Recharge(digits)));
        let status = format!("{page}STATUS%24191440000013014%2425 HTTP/1.1\r\n\r\n");
        assert_eq!(hear(status.as_bytes()), Heard::Whole("rechargeopen", Ask::Enquiry("191440000013014".into())));
        let body = "api_ref_id=K7QX2M000017&recharge_number=9812300045&recharge_amount=299&operator_code=AC";
        let paygrt =
            |path: &str| format!("POST /paygrt/v1/recharges/{path} HTTP/1.1\r\nContent-Length: 87\r\n\r\n{body}");
        assert_eq!(hear(paygrt("PRACTICE").as_bytes()), Heard::Whole("paygrt", Ask::Recharge(order())));
        assert!(matches!(hear(paygrt("status/PRACTICE").as_bytes()), Heard::Whole("paygrt", Ask::Enquiry(_))));
        assert!(!is_recharge(b"POST /inspay/v3/recharge/status HTTP/1.1") && !is_recharge(b""));
    }
}
