//! How companies in life answer otherwise than their papers say: habits that a practice or a test switches on. They are put on an answer
//! after it was made, so what happens to an order is the same with and without.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::dialect::Dialect;

/// One habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Habit {
    /// Warnings of PHP stand before the answer.
    PhpWarning,
    /// A page of ASP.NET stands behind the answer.
    HtmlBehind,
    /// A byte-order mark stands before the answer.
    Bom,
    /// The answer is one text in quotes.
    InQuotes,
    /// Leaves of JSON are numbers, lists and truths where the paper has texts.
    NumberLeaves,
    /// The number is repeated with the country code.
    CountryCode,
    /// The status is said in other words that can mean the same only.
    OtherWords,
    /// What is refused is refused in the words of somebody who lost track.
    LostTrack,
    /// An order that is not known is told under the code or word of a failure.
    NoRecord,
    /// A refused login is told as bare text.
    BareGate,
    /// Every answer is a web page to log in at.
    LoginPage,
}

impl Habit {
    /// Every habit with its name and what it is.
    pub const ALL: [(Habit, &'static str, &'static str); 11] = [
        (Habit::PhpWarning, "php-warning", "warnings of PHP before the answer"),
        (Habit::HtmlBehind, "html-behind", "a page of ASP.NET behind the answer"),
        (Habit::Bom, "bom", "a byte-order mark before the answer"),
        (Habit::InQuotes, "in-quotes", "the answer as one text in quotes"),
        (Habit::NumberLeaves, "number-leaves", "numbers, lists and truths where the paper has texts"),
        (Habit::CountryCode, "country-code", "the number repeated with its country code"),
        (Habit::OtherWords, "other-words", "Successful, Processing and FAILED for the paper's words"),
        (Habit::LostTrack, "lost-track", "a refusal that says \"Request timeout\""),
        (Habit::NoRecord, "no-record", "\"not found\" under the code of a failure"),
        (Habit::BareGate, "bare-gate", "a refused login as bare text"),
        (Habit::LoginPage, "login-page", "a web page to log in at instead of every answer"),
    ];

    /// The habit of that name.
    pub fn named(name: &str) -> Option<Habit> {
        Habit::ALL.iter().find(|(_, known, _)| *known == name).map(|(habit, ..)| *habit)
    }
}

const WARNING: &str = "<br />\n<b>Warning</b>:  Undefined array key \"circle\" in <b>/var/www/public_html/api.php</b> on line <b>41</b><br />\n";
const NOTICE: &str = "Notice: Undefined index: circle in /var/www/api.php on line 7\n";
const PAGE: &str = "\r\n\r\n<!DOCTYPE html>\r\n<html><head><title></title></head><body><form method=\"post\" action=\"./RechargeAPI.aspx\"></form></body></html>";
const LOGIN: &str = "<!DOCTYPE html><html><head><title>Login</title></head><body><form><input type=\"password\" name=\"pwd\"></form></body></html>";

/// What an answer is about, as far as a habit minds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The caller was turned away.
    Gate,
    /// There is no such order.
    NoRecord,
    /// Anything else.
    Other,
}

/// An answer as a company with these habits prints it.
pub(crate) fn dressed(habits: &[Habit], dialect: &dyn Dialect, kind: Kind, text: String) -> String {
    let has = |habit: Habit| habits.contains(&habit);
    if has(Habit::LoginPage) {
        return LOGIN.to_owned();
    }
    let mut text = match kind {
        Kind::Gate if has(Habit::BareGate) => "Authentication fail!".to_owned(),
        Kind::NoRecord if has(Habit::NoRecord) => dialect.answer_no_record_oddly().to_owned(),
        Kind::Gate | Kind::NoRecord | Kind::Other => text,
    };
    if has(Habit::LostTrack) {
        text = in_lost_words(&text);
    }
    if has(Habit::OtherWords) {
        text = in_other_words(&text);
    }
    if has(Habit::CountryCode) {
        text = with_country_code(&text);
    }
    if has(Habit::NumberLeaves) {
        text = with_odd_leaves(&text);
    }
    if has(Habit::InQuotes) {
        text = Value::from(text).to_string();
    }
    if has(Habit::PhpWarning) {
        let warning = if text.starts_with(['{', '<', '"']) { WARNING } else { NOTICE };
        text.insert_str(0, warning);
    }
    if has(Habit::HtmlBehind) {
        text.push_str(PAGE);
    }
    if has(Habit::Bom) {
        text.insert(0, '\u{feff}');
    }
    text
}

/// The reasons of the dialects, in the words of a gateway whose operator did not answer.
fn in_lost_words(text: &str) -> String {
    ["Invalid number", "Invalid Number", "2=Failed", "3=Failed"].iter().fold(text.to_owned(), |text, reason| {
        let said = if reason.ends_with("Failed") {
            format!("{}=Request timeout", &reason[..1])
        } else {
            "Request timeout".to_owned()
        };
        text.replace(reason, &said)
    })
}

/// Only the words of a status, which stand alone between quotes, commas, brackets and equals signs.
fn in_other_words(text: &str) -> String {
    let others = [("Success", "Successful"), ("Pending", "Processing"), ("Failure", "FAILED"), ("Hold", "On Hold")];
    let mut out = text.to_owned();
    for (word, other) in others {
        for (before, after) in [("\"", "\""), (",", ","), (">", "<"), ("=", "=")] {
            out = out.replace(&format!("{before}{word}{after}"), &format!("{before}{other}{after}"));
        }
    }
    if out == "0=Success" { "0=Successfully Inserted".to_owned() } else { out }
}

/// The places in which the dialects repeat the number.
fn with_country_code(text: &str) -> String {
    let mut out = text.to_owned();
    for (before, after) in [("\"number\":\"", "\""), ("\"recharge_number\":\"", "\""), ("<number>", "<")] {
        let Some((head, rest)) = out.split_once(before) else { continue };
        let Some((number, tail)) = rest.split_once(after) else { continue };
        if is_mobile(number) {
            out = format!("{head}{before}+91-{number}{after}{tail}");
        }
    }
    let fields: Vec<&str> = out.split(',').collect();
    match fields.as_slice() {
        [txid, status, opid, number, rest @ ..] if rest.len() == 2 && is_mobile(number) => {
            format!("{txid},{status},{opid},91{number},{}", rest.join(","))
        }
        _ => out,
    }
}

fn is_mobile(number: &str) -> bool {
    number.len() == 10 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Leaves on which nothing hangs in odd types, and amounts as numbers with a fraction.
fn with_odd_leaves(text: &str) -> String {
    let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(text) else { return text.to_owned() };
    odd(&mut fields);
    if let Some(Value::Object(data)) = fields.get_mut("data") {
        odd(data);
    }
    Value::Object(fields).to_string()
}

fn odd(fields: &mut serde_json::Map<String, Value>) {
    for (name, value) in fields.iter_mut() {
        let number = value.as_str().and_then(|text| text.parse::<f64>().ok());
        match (name.as_str(), number) {
            ("amount" | "recharge_amount" | "balance" | "remaining_balance", Some(number)) => {
                *value = Value::from(number)
            }
            ("txid" | "txn_id", Some(number)) => *value = Value::from(number as u64),
            _ => {}
        }
    }
    fields.entry("is_test").or_insert(Value::Bool(true));
    fields.entry("tags").or_insert_with(|| Value::Array(Vec::new()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect;

    fn dressed(habits: &[Habit], slug: &str, kind: Kind, text: String) -> String {
        super::dressed(habits, dialect::of(slug).unwrap(), kind, text)
    }

    const GOOD: &str = r#"{"txid":"31","status":"Success","opid":"BR31EW","message":"Recharge success","number":"9876543210","amount":"299","orderid":"K7"}"#;

    #[test]
    fn every_habit_has_a_name_and_changes_an_answer() {
        for (habit, name, caption) in Habit::ALL {
            assert_eq!(Habit::named(name), Some(habit));
            assert_eq!(serde_json::to_value(habit).ok(), Some(Value::from(name)), "the screen calls it otherwise");
            assert!(!caption.is_empty());
            let kind = match habit {
                Habit::BareGate => Kind::Gate,
                Habit::NoRecord => Kind::NoRecord,
                Habit::PhpWarning
                | Habit::HtmlBehind
                | Habit::Bom
                | Habit::InQuotes
                | Habit::NumberLeaves
                | Habit::CountryCode
                | Habit::OtherWords
                | Habit::LostTrack
                | Habit::LoginPage => Kind::Other,
            };
            let text =
                if habit == Habit::LostTrack { GOOD.replace("BR31EW", "Invalid number") } else { GOOD.to_owned() };
            assert_ne!(dressed(&[habit], "inspay", kind, text.clone()), text, "{name}");
        }
        assert_eq!(Habit::named("unheard-of"), None);
        assert_eq!(dressed(&[], "inspay", Kind::Gate, GOOD.to_owned()), GOOD);
    }

    #[test]
    fn a_line_is_dressed_too() {
        let line = "5804,Success,RJ1,9876543210,10,K7".to_owned();
        let habits = [Habit::OtherWords, Habit::CountryCode];
        assert_eq!(dressed(&habits, "a1topup", Kind::Other, line), "5804,Successful,RJ1,919876543210,10,K7");
        assert_eq!(
            dressed(&[Habit::OtherWords], "rechargeopen", Kind::Other, "0=Success".to_owned()),
            "0=Successfully Inserted"
        );
        assert_eq!(
            dressed(&[Habit::LostTrack], "rechargeopen", Kind::Other, "2=Failed=61=".to_owned()),
            "2=Request timeout=61="
        );
    }
}
