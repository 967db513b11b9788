//! A1Topup's answers as they stand on the wire: JSON, XML or one line of CSV, told apart by what arrived.

use domain::Paise;
use roxmltree::{Document, Node, ParsingOptions};
use serde::Deserialize;

use crate::flat_answer::{self, FlatAnswer};
use crate::text::{Text, read_object, shown};
use crate::vocabulary::{Class, Vocabulary};
use crate::{Trouble, judge, money, noise};

/// The most nodes an XML answer may have; the paper's has seven elements with their texts.
const MOST_NODES: u32 = 64;

/// What came in answer to `api` or `status`.
pub(super) enum Sale {
    /// One of the paper's three formats.
    Fields(Box<FlatAnswer>),
    /// A bare text, which is how a fault is often answered.
    Text(String),
}

/// Reads the answer to `api` or `status`.
pub(super) fn read_sale(body: &str) -> Result<Sale, Trouble> {
    let body = noise::answer(body)?;
    let answer = match Arrived::of(&body) {
        Arrived::Json(text) => read_object(text),
        Arrived::Xml(text) => sale_of_xml(text),
        Arrived::Line(fields) if fields.len() == 6 => sale_of_line(&fields),
        Arrived::Line(_) => return Ok(Sale::Text(body.into_owned())),
        Arrived::Nothing => None,
    };
    answer.map(|answer| Sale::Fields(Box::new(answer))).ok_or(Trouble::AnswerUnreadable)
}

/// "Sample XML Response", whose tags are lost in the scan: the six names as child elements of any root.
fn sale_of_xml(text: &str) -> Option<FlatAnswer> {
    let names = ["txid", "status", "opid", "message", "number", "amount", "orderid"];
    let [txid, status, opid, message, number, amount, orderid] = leaves(text, names)?.map(Option::unwrap_or_default);
    status.get()?;
    Some(FlatAnswer { txid, status, opid, message, number, amount, orderid, ..FlatAnswer::default() })
}

/// "Sample CSV Response": six fields by position. A line that names number or amount and not the order id, which
/// comes last, has lost its end.
fn sale_of_line(fields: &[String]) -> Option<FlatAnswer> {
    let [txid, status, opid, number, amount, orderid] = fields else { return None };
    let [txid, status, opid, number, amount, orderid] =
        [txid, status, opid, number, amount, orderid].map(|field| Text::from(field.as_str()));
    let cut = orderid.get().is_none() && (number.get().is_some() || amount.get().is_some());
    let answer = FlatAnswer { txid, status, opid, number, amount, orderid, ..FlatAnswer::default() };
    (!cut).then_some(answer)
}

/// The JSON of a balance.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct BalanceJson {
    status: Text,
    #[serde(deserialize_with = "shown")]
    message: Text,
    #[serde(deserialize_with = "shown")]
    opid: Text,
    balance: Text,
}

/// Reads the answer to `balance`. The paper has no sample of it ("Balance API"), so every format is read in which it may
/// come.
pub(super) fn read_balance(vocabulary: &Vocabulary, body: &str) -> Result<Paise, Trouble> {
    let body = noise::answer(body)?;
    let of = |status: &Text, balance: &Text, words: Option<&Text>| {
        let words = words.and_then(Text::owned).unwrap_or_default();
        flat_answer::balance(vocabulary, status, balance.get().and_then(money::balance), &words)
    };
    let reason = |texts: [Text; 2]| texts.into_iter().find(|text| text.get().is_some());
    match Arrived::of(&body) {
        Arrived::Nothing => Err(Trouble::AnswerUnreadable),
        Arrived::Json(text) => {
            let answer: BalanceJson = read_object(text).ok_or(Trouble::AnswerUnreadable)?;
            of(&answer.status, &answer.balance, reason([answer.message, answer.opid]).as_ref())
        }
        Arrived::Xml(text) => {
            let names = ["status", "balance", "message", "opid"];
            let [status, balance, message, opid] =
                leaves(text, names).ok_or(Trouble::AnswerUnreadable)?.map(Option::unwrap_or_default);
            of(&status, &balance, reason([message, opid]).as_ref())
        }
        Arrived::Line(fields) => balance_of_line(vocabulary, &fields, &body, of),
    }
}

fn balance_of_line(
    vocabulary: &Vocabulary,
    fields: &[String],
    body: &str,
    of: impl Fn(&Text, &Text, Option<&Text>) -> Result<Paise, Trouble>,
) -> Result<Paise, Trouble> {
    // An amount may have a comma too, and so may a sentence.
    match fields {
        _ if money::balance(body).is_some() => judge::bare_balance(vocabulary, body),
        [only] => judge::bare_balance(vocabulary, only),
        [status, rest @ ..] if rest.len() < 5 && is_word(vocabulary, status) => {
            let rest = Text::from(rest.join(",").as_str());
            of(&Text::from(status.as_str()), &rest, Some(&rest))
        }
        // A refusal may come in the six fields of the other calls.
        _ => match sale_of_line(fields) {
            Some(answer) => flat_answer::balance(vocabulary, &answer.status, None, &answer.words()),
            None => Err(judge::bare_trouble(vocabulary, body)),
        },
    }
}

fn is_word(vocabulary: &Vocabulary, status: &str) -> bool {
    matches!(vocabulary.status(status), Some(Class::Done | Class::Refused | Class::Erred))
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
        match body.chars().next() {
            None | Some('[') => Arrived::Nothing,
            Some('{') => Arrived::Json(body),
            Some('<') => Arrived::Xml(body),
            Some(_) => line_fields(body).map_or(Arrived::Nothing, Arrived::Line),
        }
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
/// (nobody's entities are expanded), or one of the names stands twice or holds more than a text; only a message, on which
/// nothing hangs, is none then.
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
        let is_text = child.children().all(|inner| inner.is_text());
        if found[place].is_some() || !(is_text || names[place] == "message") {
            return None;
        }
        found[place] = Some(Text::from(child.text().filter(|_| is_text).unwrap_or_default()));
    }
    Some(found)
}
