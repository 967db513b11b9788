//! Answers of every kind as the papers print them, for our orders: what the mutations begin with.

use super::case::{AADHAAR, ASKED, Asked, Call, Dialect, OTP, PAN, PIN, REQUEST_ID, SECRET};
use super::dice::Dice;
use super::json::Node;
use super::oracle::PAGE;
use super::plain::{SENTENCES, Sense};
use crate::mouth::forms;

/// An answer before it is printed.
#[derive(Debug, Clone)]
pub enum Draft {
    Json(Node),
    Fields(Format, Vec<(String, String)>),
    Text(String),
}

/// How flat fields are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Xml,
    Csv,
    Form,
}

impl Draft {
    /// As bytes.
    pub fn print(&self) -> Vec<u8> {
        match self {
            Draft::Json(node) => node.print(),
            Draft::Text(text) => text.clone(),
            Draft::Fields(Format::Json, fields) => {
                let fields = fields.iter().map(|(name, value)| (name.clone(), Node::Text(value.clone())));
                Node::Object(fields.collect()).print()
            }
            Draft::Fields(Format::Csv, fields) => {
                let values = fields.iter().filter(|(name, _)| name != "message" && name != "opcode");
                values.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(",")
            }
            Draft::Fields(Format::Xml, fields) => {
                let leaf = |(name, value): &(String, String)| format!("<{name}>{value}</{name}>");
                let leaves: String = fields.iter().filter(|(name, _)| name != "opcode").map(leaf).collect();
                format!("<?xml version=\"1.0\"?><response>{leaves}</response>")
            }
            Draft::Fields(Format::Form, fields) => {
                let pair = |(name, value): &(String, String)| format!("{name}={}", value.replace(' ', "+"));
                fields.iter().map(pair).collect::<Vec<_>>().join("&")
            }
        }
        .into_bytes()
    }

    /// What an input that was kept may have been.
    pub fn of(body: &[u8]) -> Draft {
        let text = String::from_utf8_lossy(body);
        Node::read(text.trim_start_matches('\u{feff}')).map_or_else(|_| Draft::Text(text.into_owned()), Draft::Json)
    }
}

/// Which outcome an answer is about; its words follow from it, most of the time.
const OUTCOMES: usize = 4;

const REFUSALS: &[&str] = &[
    r#"{"status_code":@CODE,"status":"FAILED","message":"@ANY"}"#,
    r#"{"status":false,"message":"@ANY"}"#,
    r#"{"status":false,"message":"@ANY","data":{"response":"@ANY","respcode":"99"}}"#,
];

/// A sentence that fits the outcome, most of the time.
fn sentence(dice: &mut Dice, outcome: usize) -> &'static str {
    let fitting: &[Sense] = match outcome {
        0 => &[Sense::Good, Sense::Neutral],
        1 => &[Sense::Bad, Sense::Caller, Sense::Request, Sense::Neutral, Sense::Back, Sense::Lost, Sense::NoRecord],
        2 => &[Sense::Waits, Sense::Neutral],
        _ => &[Sense::Back],
    };
    let any = dice.once_in(6);
    for _ in 0..40 {
        let (text, sense) = *dice.of(SENTENCES);
        if any || fitting.contains(&sense) {
            return text;
        }
    }
    ""
}

const ERRORS: [&str; 11] = [
    "9001=Invalid Message Format",
    "9002=Invalid Mobile Number",
    "9003=Invalid SMS Password",
    "9004=Invalid Transaction Amount",
    "9005=Invalid Member Type",
    "9006=Invalid Transaction Format",
    "9007=Invalid User ID or Password",
    "9008=Invalid Transaction Reference Number",
    "9009=Duplicate Transaction Reference Number",
    "9998=Internal Error",
    "9999=Invalid Access",
];

const MONEY: [&str; 13] = [
    "29.31",
    "0.0000",
    "3310.2500",
    "1000.00",
    "0",
    "12",
    "1250.5",
    "-5.00",
    "99999999.99",
    "12150.5067",
    "1234.4999999998",
    "-47.155",
    "7.105427357601E-15",
];

/// Rupees as they are printed: whole, or with two decimals.
pub fn printed_amount(paise: i64, always: bool) -> String {
    if paise % 100 == 0 && !always { (paise / 100).to_string() } else { format!("{}.{:02}", paise / 100, paise % 100) }
}

fn value(token: &str, asked: &Asked, dice: &mut Dice, outcome: usize) -> String {
    let outcome = if dice.once_in(20) { dice.below(OUTCOMES) } else { outcome };
    let word = |words: [&str; OUTCOMES]| words[outcome].to_owned();
    match token {
        "ORDER" => asked.order_id.to_owned(),
        "NUMBER" => asked.number.to_owned(),
        "AMOUNT" => printed_amount(asked.amount, dice.once_in(3)),
        "ID" => (*dice.of(&["BR00071KX42A", "7730012045", "PG60417ABC", "0", ""])).to_owned(),
        "OP" if outcome == 0 => "BR00071KX42A".to_owned(),
        "OP" if dice.once_in(4) => "0".to_owned(),
        "OP" | "SAY" => sentence(dice, outcome).to_owned(),
        "ANY" if dice.once_in(12) => format!("{} for {SECRET} and {PIN}, {PAN} {AADHAAR} {OTP}", dice.of(SENTENCES).0),
        "ANY" => dice.of(SENTENCES).0.to_owned(),
        "WF" => word(["Success", "Failure", "Pending", "Failure"]),
        "WP" => word(["Success", "Fail", "Pending", "Fail"]),
        "WX" => word(["Success", "Failed", "Pending", "Refund"]),
        "C3" => word(["0", "1", "2", "1"]),
        "C2" => word(["0", "1", "0", "1"]),
        "ST" => word(["1", "2", "4", "5"]),
        "STATE" => word(["1=Success", "2=Failed", "4=Hold", "5=Refunded"]),
        "GOOD" => (*dice.of(&["SUCCESS", "success", "SUCCESS", "Success"])).to_owned(),
        "FLAG" => (*dice.of(&["0", "1"])).to_owned(),
        "CODE" => (*dice.of(&["400", "400", "401", "402", "403", "405", "500", "9001", "0"])).to_owned(),
        "ERR" => (*dice.of(&ERRORS)).to_owned(),
        "MONEY" => (*dice.of(&MONEY)).to_owned(),
        "RATE" => (*dice.of(&["0", "2", "2.5", "101", "-1"])).to_owned(),
        "TXN" => asked.txn_id.unwrap_or("NSDLSAMPLE0419").to_owned(),
        "LOAD" => asked.load_id.to_owned(),
        "PAN" => (*dice.of(&[PAN, "XXXXX1234Q", "ZZZXZ****Q", "zzzxz1234q", "******1234"])).to_owned(),
        "AADHAAR" => (*dice.of(&[AADHAAR, "XXXXXXXX6781"])).to_owned(),
        "REQUEST" => REQUEST_ID.to_owned(),
        "URL" => {
            (*dice.of(&["https://nsdljiffy.co.in/x?t=1", "https://connect.inspay.in/p?x=1", "http://127.0.0.1/x"]))
                .to_owned()
        }
        _ => String::new(),
    }
}

/// A form with its tokens replaced.
fn filled(form: &str, asked: &Asked, dice: &mut Dice) -> String {
    let outcome = dice.below(OUTCOMES);
    let (mut out, mut rest) = (String::new(), form);
    while let Some((before, after)) = rest.split_once('@') {
        out.push_str(before);
        let end = after.find(|sign: char| !sign.is_ascii_uppercase() && !sign.is_ascii_digit()).unwrap_or(after.len());
        let (token, after) = after.split_at(end);
        // An address of e-mail or of a payee.
        let text = if token.is_empty() { "@".to_owned() } else { value(token, asked, dice, outcome) };
        let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
        out.push_str(if form.starts_with('{') { &quoted } else { &text });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// An answer of the paper to a call about one of our orders, now and then with what servers print around it.
pub fn good(dialect: Dialect, call: Call, asked: usize, dice: &mut Dice) -> Draft {
    let draft = plain(dialect, call, asked, dice);
    if call == Call::Callback || !dice.once_in(12) {
        return draft;
    }
    let text = String::from_utf8_lossy(&draft.print()).into_owned();
    let other = String::from_utf8_lossy(&plain(dialect, call, asked, dice).print()).into_owned();
    Draft::Text(match dice.below(6) {
        0 => format!("<br />\n<b>Warning</b>: Undefined index in <b>/x.php</b> on line <b>41</b><br />\n{text}"),
        1 => format!("Notice: Undefined index: circle in /x.php on line 7\n{text}"),
        // A warning may quote what the server was told.
        2 | 3 => format!("Warning: got {other} in /x.php on line 7\n{text}"),
        4 => format!("{text}{PAGE}"),
        _ => Node::Text(text).print(),
    })
}

/// An answer as the paper prints it.
fn plain(dialect: Dialect, call: Call, asked: usize, dice: &mut Dice) -> Draft {
    let mut all = forms(dialect.slug(), call);
    let can_refuse = dialect == Dialect::Inexopay && call != Call::Callback;
    if can_refuse && dice.once_in(4) {
        all = REFUSALS;
    }
    let form = *dice.of(all);
    let text = filled(form, &ASKED[asked], dice);
    if form.starts_with('{') {
        return Node::read(&text).map_or_else(|_| Draft::Text(text), Draft::Json);
    }
    if !form.contains('|') && dialect == Dialect::RechargeOpen {
        return Draft::Text(text);
    }
    let pair = |part: &str| part.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fields: Vec<(String, String)> = text.split('|').filter_map(pair).collect();
    let format = match (call, dialect) {
        (Call::Callback, _) => Format::Form,
        (_, Dialect::A1Topup) => *dice.of(&[Format::Json, Format::Xml, Format::Csv]),
        _ if dice.once_in(12) => *dice.of(&[Format::Xml, Format::Csv, Format::Form]),
        _ => Format::Json,
    };
    Draft::Fields(format, fields)
}
