//! The seven flat names out of JSON, XML or a line of CSV.

use super::{Opinion, Read, held, is_plain, leaf, no, noise, object, shown};
use crate::parsers::case::Dialect;
use crate::parsers::json::Node;
use crate::parsers::xml;

/// The seven names; what is blank is nothing.
#[derive(Debug, Default)]
pub struct Flat {
    pub txid: Option<String>,
    pub status: Option<String>,
    pub opid: Option<String>,
    pub message: Option<String>,
    pub number: Option<String>,
    pub amount: Option<String>,
    pub orderid: Option<String>,
    /// What else may be a reason.
    pub more: Vec<String>,
    /// Whether it has the very shape of the paper's samples.
    pub is_plain: bool,
}

const SIX: [&str; 6] = ["txid", "status", "opid", "number", "amount", "orderid"];

/// What arrived: fields, or a text without.
pub enum Arrived {
    Flat(Flat),
    Text(String),
}

/// Reads what arrived; only one of the two companies has more than JSON.
pub fn read(dialect: Dialect, text: &str) -> Read<Arrived> {
    let (bare, clean) = noise::answer(text)?;
    match bare.chars().next() {
        Some('{') => object(text).and_then(|(node, clean)| of_json(&node, clean)).map(Arrived::Flat),
        Some('<') if dialect == Dialect::A1Topup => {
            of_xml(&bare).map(|flat| Arrived::Flat(Flat { is_plain: flat.is_plain && clean, ..flat }))
        }
        Some('<' | '[') => no("no object"),
        Some(_) => {
            let (line, clean) = noise::line(text)?;
            match dialect {
                Dialect::A1Topup => match of_line(&line) {
                    Ok(flat) => Ok(Arrived::Flat(Flat { is_plain: flat.is_plain && clean, ..flat })),
                    Err(opinion) if opinion.why == "not six fields" => Ok(Arrived::Text(line)),
                    Err(opinion) => Err(opinion),
                },
                _ => Ok(Arrived::Text(line)),
            }
        }
        None => no("empty"),
    }
}

const MORE: [&str; 4] = ["msg", "remark", "reason", "error"];

fn of_json(node: &Node, clean: bool) -> Read<Flat> {
    let mut more = Vec::new();
    for name in MORE {
        more.extend(shown(node, name)?);
    }
    Ok(Flat {
        txid: shown(node, "txid")?,
        status: leaf(node, "status")?,
        opid: shown(node, "opid")?,
        message: shown(node, "message")?,
        number: held(node, "number")?,
        amount: held(node, "amount")?,
        orderid: held(node, "orderid")?,
        more,
        is_plain: clean
            && (is_plain(node, &SIX, &["message", "opcode"])
                || is_plain(node, &["txid", "status", "opid", "message"], &[])),
    })
}

/// The leaves of a document by their names, and whether these are all there is in it.
pub fn leaves<const N: usize>(text: &str, names: [&str; N]) -> Read<([Option<String>; N], bool)> {
    let Some(root) = xml::read(text) else {
        let lower = text.to_lowercase();
        let may_have_more = [
            "<!d",
            "<html",
            "<br",
            "</p",
            "</b>",
            "</font",
            "</html",
            "</body",
            "</head",
            "<p",
            "<b>",
            "<body",
            "<head",
            "<form",
            "<div",
            "<table",
            "<center",
            "<h1",
            "<h2",
            "<h3",
            "<script",
            "<style",
            "<meta",
            "<link",
            "<title",
            "<iframe",
            "<noscript",
            "<hr",
            "<!--",
            "warning",
            "notice",
        ]
        .iter()
        .any(|mark| lower.rfind(mark).is_some_and(|at| at > 0));
        return if may_have_more { Err(Opinion::unsure("a document and more")) } else { no("no xml") };
    };
    let mut found = [const { None }; N];
    for (place, name) in names.iter().enumerate() {
        match root.leaves(name).as_slice() {
            [] => {}
            [Some(text)] => found[place] = Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            [None] if *name == "message" => {}
            [None] => return no("no leaf"),
            [_, _, ..] => return no("twice"),
        }
    }
    // What is not plainly leaf after leaf need not be read: asides, text between them, sections, entities, attributes.
    let declared = ["<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>"];
    let bare = declared.iter().find_map(|head| text.strip_prefix(head)).unwrap_or(text);
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_leaf = |piece: &xml::Piece| matches!(piece, xml::Piece::Element(child) if is_name(&child.name));
    let only_elements = is_name(&root.name) && root.inside.iter().all(is_leaf);
    let is_plain = bare.is_ascii() && !bare.contains(['&', '!', '?', '=', ':', '"', '\'', ']']) && only_elements;
    let is_plain = is_plain && !bare.chars().any(char::is_control);
    Ok((found, is_plain && root.inside.len() <= names.len()))
}

fn of_xml(text: &str) -> Read<Flat> {
    let ([txid, status, opid, message, number, amount, orderid], is_plain) =
        leaves(text, ["txid", "status", "opid", "message", "number", "amount", "orderid"])?;
    if status.is_none() {
        return no("no word");
    }
    Ok(Flat { txid, status, opid, message, number, amount, orderid, more: Vec::new(), is_plain })
}

fn of_line(line: &str) -> Read<Flat> {
    let Some(fields) = fields(line) else { return no("no line") };
    if fields.len() != SIX.len() {
        return no("not six fields");
    }
    let is_plain = line.starts_with(|sign: char| sign == ',' || sign.is_ascii_alphanumeric())
        && line.is_ascii()
        && !line.contains('"')
        && fields.iter().all(|field| field.trim() == field);
    let mut texts = fields.into_iter().map(|field| Some(field.trim().to_owned()).filter(|text| !text.is_empty()));
    let mut next = || texts.next().flatten();
    let [txid, status, opid, number, amount, orderid] = [next(), next(), next(), next(), next(), next()];
    if orderid.is_none() && (number.is_some() || amount.is_some()) {
        return no("cut line");
    }
    Ok(Flat { txid, status, opid, message: None, number, amount, orderid, more: Vec::new(), is_plain })
}

/// The fields of one line, of which any may stand in quotes.
pub fn fields(line: &str) -> Option<Vec<String>> {
    if line.chars().any(char::is_control) {
        return None;
    }
    let (mut fields, mut signs) = (Vec::new(), line.chars().peekable());
    loop {
        let mut field = String::new();
        while signs.peek().is_some_and(|sign| sign.is_whitespace()) {
            field.extend(signs.next());
        }
        if signs.peek() == Some(&'"') {
            field.clear();
            signs.next();
            loop {
                match signs.next()? {
                    '"' if signs.peek() == Some(&'"') => field.extend(signs.next()),
                    '"' => break,
                    sign => field.push(sign),
                }
            }
            while signs.peek().is_some_and(|sign| sign.is_whitespace()) {
                signs.next();
            }
        } else {
            while signs.peek().is_some_and(|sign| *sign != ',') {
                field.extend(signs.next());
            }
            if field.contains('"') {
                return None;
            }
        }
        fields.push(field);
        match signs.next() {
            None => return Some(fields),
            Some(',') => {}
            Some(_) => return None,
        }
    }
}
