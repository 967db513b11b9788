//! The oracle: how an answer may be read, by the papers, with none of the program's code. It says two things of each
//! answer: the most that may be believed of it, and whether it is so plainly the paper's that it must be believed.

mod flat;
mod flat_form;
mod inexopay_calls;
mod inexopay_person;
mod noise;

use super::case::{Call, Dialect, Facts, Input, Told};
use super::json::{Fault, Node};

pub use noise::PAGE;

/// What is thought of an answer.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// The most that may be believed of it, with what must be read beside it.
    pub most: Told,
    pub facts: Facts,
    /// What may be read beside it, and need not.
    pub maybe: Facts,
    /// What else may be believed of it, where its words are dark.
    pub or: &'static [Told],
    /// Whether it must be believed.
    pub must: bool,
    /// It is beyond what is judged here: deeper than our own reader goes.
    pub unsure: bool,
    /// Which doubt it was. Answers that differ in it are worth keeping apart.
    pub why: &'static str,
}

impl Opinion {
    fn nothing(why: &'static str) -> Opinion {
        Opinion::may(Told::Nothing, Vec::new(), false, why)
    }

    fn may(most: Told, facts: Facts, must: bool, why: &'static str) -> Opinion {
        Opinion { most, facts, maybe: Vec::new(), or: &[], must, unsure: false, why }
    }

    fn unsure(why: &'static str) -> Opinion {
        Opinion { unsure: true, ..Opinion::nothing(why) }
    }
}

/// What a company's paper is to the proof: one in the file of each company.
struct Oracle {
    /// The calls whose answers the paper has.
    calls: &'static [Call],
    /// What is thought of an answer.
    judge: fn(&Input, &str) -> Read<Opinion>,
    /// What is thought of what the company sends by itself.
    callback: fn(&Form) -> Opinion,
}

macro_rules! oracles {
    (sellers { $($seller:ident::$selling:ident,)* } agents { $($agent:ident::$serving:ident,)* }) => {
        $(mod $seller;)*
        $(mod $agent;)*

        fn of(dialect: Dialect) -> &'static Oracle {
            match dialect {
                $(Dialect::$selling => &$seller::ORACLE,)*
                $(Dialect::$serving => &$agent::ORACLE,)*
            }
        }
    };
}

providers::every_company!(oracles);

impl Dialect {
    /// The calls whose answers it has a reader for.
    pub fn calls(self) -> &'static [Call] {
        of(self).calls
    }
}

/// The calls of a paper without a list of operators.
const FOUR: &[Call] = &[Call::Recharge, Call::Enquiry, Call::Balance, Call::Callback];

/// A form, decoded.
type Form = [(String, String)];

/// What a reader of ours brings: a value, or the opinion that there is none.
type Read<T> = Result<T, Opinion>;

fn no<T>(why: &'static str) -> Read<T> {
    Err(Opinion::nothing(why))
}

/// What is thought of an answer in a dialect.
pub fn judge(dialect: Dialect, input: &Input) -> Opinion {
    if input.call == Call::Callback {
        return (of(dialect).callback)(&form(&input.body));
    }
    // A part of an answer is none. The gate is heard under 400 to 422, and nothing else is; the agents' company has words of
    // its own under another HTTP status.
    let is_good = (200..300).contains(&input.status) && input.status != 206;
    let may_be_gate = (400..=422).contains(&input.status) && input.call == Call::Recharge;
    if !is_good && !may_be_gate && dialect != Dialect::Inexopay {
        return Opinion::nothing("http");
    }
    let text = input.text();
    let opinion = (of(dialect).judge)(input, &text).unwrap_or_else(|opinion| opinion);
    if is_good || dialect == Dialect::Inexopay {
        return opinion;
    }
    match opinion.why == GATE || opinion.unsure {
        true => Opinion { must: false, ..opinion },
        false => Opinion::nothing("http"),
    }
}

/// The doubt of a failure that may be one of the gate: under another HTTP status only that counts.
const GATE: &str = "gate";

/// One JSON object; also whether there was nothing around it.
fn object(text: &str) -> Read<(Node, bool)> {
    let (bare, clean) = noise::answer(text)?;
    match Node::read_first(&bare) {
        Ok((node @ Node::Object(_), behind)) => {
            noise::ends(behind)?;
            Ok((node, clean && behind.trim().is_empty()))
        }
        Ok(_) => no("no object"),
        Err(Fault::NotJson) => no("no json"),
        Err(Fault::TooDeep) => Err(Opinion::unsure("too deep")),
    }
}

/// A leaf as it is printed: text, number, true or false; nothing where it is blank, null or missing, or no leaf.
fn leaf(node: &Node, name: &str) -> Read<Option<String>> {
    if node.all(name).count() > 1 {
        return no("twice");
    }
    Ok(match node.get(name) {
        Some(Node::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Some(Node::Raw(raw)) => Some(raw.clone()),
        Some(Node::Bool(yes)) => Some(yes.to_string()),
        Some(Node::Broken(_)) => return Err(Opinion::unsure("half a sign")),
        None | Some(Node::Null | Node::List(_) | Node::Object(_)) => None,
    })
}

/// A leaf that is only shown: a truth is no text.
fn shown(node: &Node, name: &str) -> Read<Option<String>> {
    match node.get(name) {
        Some(Node::Bool(_)) => Ok(None),
        _ => leaf(node, name),
    }
}

/// A leaf that is held against ours: a list or an object that is not empty stands there too.
fn held(node: &Node, name: &str) -> Read<Option<String>> {
    let printed = |node: &Node| Ok(Some(node.print()));
    match node.get(name) {
        Some(list @ Node::List(items)) if !items.is_empty() => printed(list),
        Some(object @ Node::Object(fields)) if !fields.is_empty() => printed(object),
        _ => leaf(node, name),
    }
}

/// Whether an object has exactly these fields, each once, and each is a text that has no blanks around it.
fn is_plain(node: &Node, names: &[&str], optional: &[&str]) -> bool {
    let Node::Object(fields) = node else { return false };
    let plain = |value: &Node| matches!(value, Node::Text(text) if text.trim() == text && text.is_ascii());
    let known = |name: &String| names.contains(&name.as_str()) || optional.contains(&name.as_str());
    names.iter().all(|name| node.get(name).is_some())
        && optional.iter().all(|name| node.all(name).count() < 2)
        && fields.iter().all(|(name, value)| known(name) && plain(value))
}

/// The first field of that name in a form, without regard to case.
fn field<'a>(form: &'a Form, name: &str) -> Option<&'a str> {
    let found = form.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// A form, decoded.
fn form(body: &[u8]) -> Vec<(String, String)> {
    let decoded = |part: &[u8]| {
        let (mut out, mut at) = (Vec::new(), 0);
        while at < part.len() {
            let hex = part.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
            let code = hex.filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
            match (part[at], code.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
                (b'%', Some(byte)) => {
                    out.push(byte);
                    at += 2;
                }
                (b'+', _) => out.push(b' '),
                (byte, _) => out.push(byte),
            }
            at += 1;
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    let parts = body.split(|byte| *byte == b'&').filter(|part| !part.is_empty());
    let pair = |part: &[u8]| {
        let end = part.iter().position(|byte| *byte == b'=').unwrap_or(part.len());
        (decoded(&part[..end]), decoded(part.get(end + 1..).unwrap_or_default()))
    };
    parts.map(pair).collect()
}

/// What a company sends by itself is about the order it names, and about nothing where a word of its paper is missing. `id`,
/// `status`: the names that the paper has for them.
fn about(form: &Form, id: &str, status: &str) -> Opinion {
    if field(form, status).is_none() {
        return Opinion::nothing("no status");
    }
    match field(form, id) {
        Some(order) => Opinion::may(Told::About, vec![("order", order.to_owned())], true, "callback"),
        None => Opinion::nothing("no order"),
    }
}
