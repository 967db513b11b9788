//! Answers what has come over a connection, whole or cut off, with as much of each dialect as a sale needs.

use crate::mouth::{self, Ask, Facts, Mouth, SLUGS, Say, Want, Wish};

/// What has come over a connection.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// A whole request.
    Whole(&'static str, Ask),
    /// The beginning of a recharge call, and the order in it as far as nothing of it is missing.
    Cut(Option<(&'static str, Wish)>),
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
    mouth::wants(&String::from_utf8_lossy(line)) == Some(Want::Begin)
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
    let asked = seller_of(head).and_then(|seller| Some((seller, asked_of(seller, head, &fields_of(head, body))?)));
    match asked {
        Some((seller, ask)) => Heard::Whole(seller, ask),
        None => Heard::Strange(text.into_owned()),
    }
}

/// Each seller's slug is the first segment of its base address's path.
fn seller_of(head: &str) -> Option<&'static str> {
    let path = head.split_whitespace().nth(1)?;
    SLUGS
        .into_iter()
        .find(|seller| path.strip_prefix('/').is_some_and(|path| path.split(['/', '?']).next() == Some(seller)))
}

fn fields_of(head: &str, body: &str) -> Vec<(String, String)> {
    let query = head.split_whitespace().nth(1).and_then(|path| path.split_once('?')).map_or("", |(_, query)| query);
    let both = url::form_urlencoded::parse(query.as_bytes()).chain(url::form_urlencoded::parse(body.as_bytes()));
    both.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn of(seller: &str) -> &'static dyn Mouth {
    mouth::of(seller).expect("every seller has a mouth")
}

/// What is asked for; an order whose id has lost its end is none.
fn asked_of(seller: &str, head: &str, fields: &[(String, String)]) -> Option<Ask> {
    let path = head.split([' ', '?']).nth(1)?;
    let path: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let mouth = of(seller);
    let is_whole = |ask: &Ask| match ask {
        Ask::Recharge(wish) => wish.order_id.len() == mouth.order_id_length(),
        Ask::Enquiry { .. } | Ask::Balance => true,
    };
    mouth.heard(&path, &field).filter(is_whole)
}

/// The order in a request that was cut off. Its last field may have lost its end, which of an order id can be told; of
/// all others it cannot, and they are left out.
fn order_so_far(head: &str, body: &str) -> Option<(&'static str, Wish)> {
    let seller = seller_of(head)?;
    let mut fields = fields_of(head, body);
    if !matches!(fields.last(), Some((key, _)) if key == "orderid" || key == "Message") {
        fields.pop();
    }
    match asked_of(seller, head, &fields)? {
        Ask::Recharge(wish) => Some((seller, wish)),
        Ask::Enquiry { .. } | Ask::Balance => None,
    }
}

/// Enough for every sale there is, in paise.
const BALANCE: i64 = 90_000_000;

fn facts(order: &Wish, serial: u64) -> Facts {
    let Wish { order_id, number, amount } = order.clone();
    Facts { serial, order_id, number, amount, balance_paise: BALANCE, ..Facts::default() }
}

fn say(standing: Standing) -> Say {
    match standing {
        Standing::Succeeded => Say::Done,
        Standing::Pending => Say::Pending,
        Standing::Failed => Say::Failed,
    }
}

/// The body of an answer to a recharge call. `Failed`: it is refused.
pub fn recharge_answer(seller: &str, order: &Wish, serial: u64, standing: Standing) -> String {
    of(seller).recharge(&facts(order, serial), say(standing))
}

/// The body of an answer to an enquiry about an order that there is.
pub fn enquiry_answer(seller: &str, order: &Wish, serial: u64, standing: Standing) -> String {
    of(seller).enquiry(&facts(order, serial), say(standing))
}

/// The body of an answer to an enquiry about an order that there is not.
pub fn no_record_answer(seller: &str) -> String {
    of(seller).enquiry(&Facts::default(), Say::NoRecord)
}

/// The body of an answer to a balance call.
pub fn balance_answer(seller: &str) -> String {
    of(seller).balance(&facts(&Wish::default(), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order() -> Wish {
        Wish { order_id: "K7QX2M000017".into(), number: "9812300045".into(), amount: "299".into() }
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
        let digits = Wish { order_id: "191440000013014".into(), ..order() };
        assert_eq!(hear(recharge.as_bytes()), Heard::Whole("rechargeopen", Ask::Recharge(digits)));
        let status = format!("{page}STATUS%24191440000013014%2425 HTTP/1.1\r\n\r\n");
        assert_eq!(
            hear(status.as_bytes()),
            Heard::Whole("rechargeopen", Ask::Enquiry { order_id: "191440000013014".into(), on: None })
        );
        let body = "api_ref_id=K7QX2M000017&recharge_number=9812300045&recharge_amount=299&operator_code=AC";
        let paygrt =
            |path: &str| format!("POST /paygrt/v1/recharges/{path} HTTP/1.1\r\nContent-Length: 87\r\n\r\n{body}");
        assert_eq!(hear(paygrt("PRACTICE").as_bytes()), Heard::Whole("paygrt", Ask::Recharge(order())));
        assert!(matches!(hear(paygrt("status/PRACTICE").as_bytes()), Heard::Whole("paygrt", Ask::Enquiry { .. })));
        assert!(!is_recharge(b"POST /inspay/v3/recharge/status HTTP/1.1") && !is_recharge(b""));
    }
}
