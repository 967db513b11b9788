//! A1Topup's answers as they stand on the wire: JSON, XML or one line of CSV, told apart by what arrived.

use domain::Paise;
use roxmltree::{Document, Node, ParsingOptions};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::status::Status;
use crate::Trouble;
use crate::flat_answer::FlatAnswer;
use crate::text::{Text, read_object};

/// The longest bare text that is read for its words, in signs. A fault is a sentence; what is longer is a page.
const LONGEST_SENTENCE: usize = 200;

/// The most nodes an XML answer may have; the paper's has seven elements with their texts.
const MOST_NODES: u32 = 64;

/// Reads the answer to `api` or `status`. What is not one of the paper's three formats is a trouble: a bare text decides
/// nothing, but may tell which one.
pub(super) fn read_sale(body: &str) -> Result<FlatAnswer, Trouble> {
    let answer = match Arrived::of(body) {
        Arrived::Json(text) => read_object(text),
        Arrived::Xml(text) => sale_of_xml(text),
        Arrived::Line(fields) if fields.len() == 6 => sale_of_line(&fields),
        Arrived::Line(_) => return Err(trouble_of_sentence(body)),
        Arrived::Nothing => None,
    };
    answer.ok_or(Trouble::AnswerUnreadable)
}

/// "Sample XML Response", whose tags are lost in the scan: the six names as child elements of any root.
fn sale_of_xml(text: &str) -> Option<FlatAnswer> {
    let names = ["txid", "status", "opid", "message", "number", "amount", "orderid"];
    let [txid, status, opid, message, number, amount, orderid] = leaves(text, names)?.map(Option::unwrap_or_default);
    status.get()?;
    Some(FlatAnswer { txid, status, opid, message, number, amount, orderid })
}

/// "Sample CSV Response": six fields by position. A line that names number or amount and not the order id, which
/// comes last, has lost its end.
fn sale_of_line(fields: &[String]) -> Option<FlatAnswer> {
    let [txid, status, opid, number, amount, orderid] = fields else { return None };
    let [txid, status, opid, number, amount, orderid] =
        [txid, status, opid, number, amount, orderid].map(|field| Text::from(field.as_str()));
    let cut = orderid.get().is_none() && (number.get().is_some() || amount.get().is_some());
    let answer = FlatAnswer { txid, status, opid, message: Text::default(), number, amount, orderid };
    (!cut).then_some(answer)
}

/// Answer to `balance`. The paper has no sample of it ("Balance API"), so every format is read in which it may come.
#[derive(Debug, Default)]
pub(super) struct BalanceAnswer {
    /// The status word; empty where only the balance stands.
    pub(super) status: Text,
    /// The balance.
    pub(super) balance: Option<Paise>,
    /// The reason of a refusal.
    pub(super) words: String,
}

/// The JSON of a balance. The balance may stand as a number with a fraction, which is read as it is printed: it
/// never becomes a float.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct BalanceJson {
    status: Text,
    message: Text,
    opid: Text,
    balance: Option<Box<RawValue>>,
}

impl BalanceAnswer {
    /// Reads a body.
    pub(super) fn read(body: &str) -> Result<BalanceAnswer, Trouble> {
        let answer = match Arrived::of(body) {
            Arrived::Json(text) => BalanceAnswer::of_json(text),
            Arrived::Xml(text) => BalanceAnswer::of_xml(text),
            Arrived::Line(fields) => return BalanceAnswer::of_line(&fields, body),
            Arrived::Nothing => None,
        };
        answer.ok_or(Trouble::AnswerUnreadable)
    }

    fn of_json(text: &str) -> Option<BalanceAnswer> {
        let answer: BalanceJson = read_object(text)?;
        let balance = match answer.balance {
            Some(raw) if raw.get().starts_with('"') => {
                Paise::from_wire(serde_json::from_str::<Text>(raw.get()).ok()?.get()?)
            }
            Some(raw) => Paise::from_wire(raw.get()),
            None => None,
        };
        let words = answer.message.owned().or(answer.opid.owned()).unwrap_or_default();
        Some(BalanceAnswer { status: answer.status, balance, words })
    }

    fn of_xml(text: &str) -> Option<BalanceAnswer> {
        let [status, balance, message, opid] = leaves(text, ["status", "balance", "message", "opid"])?;
        let words = [message, opid].into_iter().flatten().find_map(|text| text.owned()).unwrap_or_default();
        let balance = balance.and_then(|text| Paise::from_wire(text.get()?));
        Some(BalanceAnswer { status: status.unwrap_or_default(), balance, words })
    }

    fn of_line(fields: &[String], body: &str) -> Result<BalanceAnswer, Trouble> {
        match fields {
            // Bare money has a fraction. A bare whole number may as well be the code of a fault.
            [only] => match Paise::from_wire(only).filter(|_| only.contains('.')) {
                Some(balance) => Ok(BalanceAnswer { balance: Some(balance), ..BalanceAnswer::default() }),
                None => Err(trouble_of_sentence(body)),
            },
            [status, rest] => {
                let (status, rest) = (Text::from(status.as_str()), Text::from(rest.as_str()));
                // A sentence may have a comma too.
                Status::read(&status).ok_or_else(|| trouble_of_sentence(body))?;
                let words = rest.owned().unwrap_or_default();
                Ok(BalanceAnswer { status, balance: Paise::from_wire(&words), words })
            }
            // A refusal may come in the six fields of the other calls.
            _ => {
                let answer = read_sale(body)?;
                let words = answer.words();
                Ok(BalanceAnswer { status: answer.status, balance: None, words })
            }
        }
    }
}

/// What a body is, by its first sign: the format that was asked for proves nothing.
enum Arrived<'a> {
    Json(&'a str),
    Xml(&'a str),
    Line(Vec<String>),
    Nothing,
}

impl Arrived<'_> {
    fn of(body: &str) -> Arrived<'_> {
        let body = trimmed(body);
        match body.chars().next() {
            None | Some('[') => Arrived::Nothing,
            Some('{') => Arrived::Json(body),
            Some('<') => Arrived::Xml(body),
            Some(_) => line_fields(body).map_or(Arrived::Nothing, Arrived::Line),
        }
    }
}

fn trimmed(body: &str) -> &str {
    body.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}')
}

/// The trouble that a bare sentence is about, where its words are known; else it is nothing that can be read.
fn trouble_of_sentence(body: &str) -> Trouble {
    let sentence = trimmed(body);
    if sentence.chars().count() > LONGEST_SENTENCE {
        return Trouble::AnswerUnreadable;
    }
    match Trouble::of_refusal(sentence) {
        known @ (Trouble::AddressNotListed { .. }
        | Trouble::CredentialsRefused { .. }
        | Trouble::WalletEmpty { .. }) => known,
        _ => Trouble::AnswerUnreadable,
    }
}

/// The fields of exactly one line of CSV, quoted or not; `None` where a quote is out of place or never closed, so that
/// a line that was cut inside of a field is not read as a shorter one.
fn line_fields(line: &str) -> Option<Vec<String>> {
    if line.chars().any(char::is_control) {
        return None;
    }
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, after) = match rest.trim_start().strip_prefix('"') {
            Some(quoted) => quoted_field(quoted)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                let (field, after) = rest.split_at(end);
                (Some(field.to_owned()).filter(|field| !field.contains('"'))?, after)
            }
        };
        fields.push(field);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(fields),
        }
    }
}

/// A field after its opening quote, and what follows its closing one.
fn quoted_field(text: &str) -> Option<(String, &str)> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        field.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                field.push('"');
                rest = more;
            }
            None => return Some((field, after.trim_start())),
        }
    }
}

/// The texts of the children of the root that bear these names. `None` when it is no whole XML document, has a DTD
/// (nobody's entities are expanded), or one of the names stands twice or holds more than a text.
fn leaves<const N: usize>(text: &str, names: [&str; N]) -> Option<[Option<Text>; N]> {
    // The library reads `<:name>` and `</:name>` as if the colon were not there, so that they end one another.
    if text.contains("<:") || text.contains("</:") {
        return None;
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    let mut found = [const { None }; N];
    for child in document.root_element().children().filter(Node::is_element) {
        let Some(place) = names.iter().position(|name| *name == child.tag_name().name()) else { continue };
        if found[place].is_some() || !child.children().all(|inner| inner.is_text()) {
            return None;
        }
        found[place] = Some(Text::from(child.text().unwrap_or_default()));
    }
    Some(found)
}
