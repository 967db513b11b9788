//! The answer of seven flat names: JSON at one company; JSON, XML or a line of CSV at the other.

use super::{Opinion, Read, is_plain, leaf, no, object};
use crate::parsers::case::{Asked, Call, Dialect, Facts, Input, Told};
use crate::parsers::json::Node;
use crate::parsers::plain::{self, Sense};
use crate::parsers::xml;

/// The seven names; what is blank is nothing.
#[derive(Debug, Default)]
struct Flat {
    txid: Option<String>,
    status: Option<String>,
    opid: Option<String>,
    message: Option<String>,
    number: Option<String>,
    amount: Option<String>,
    orderid: Option<String>,
    /// Whether it has the very shape of the paper's samples.
    is_plain: bool,
}

pub fn judge(dialect: Dialect, input: &Input, text: &str) -> Read<Opinion> {
    if input.call == Call::Balance {
        return balance(dialect, text);
    }
    let flat = read(dialect, text)?;
    let asked = input.asked();
    if let Some(id) = &flat.orderid
        && id != asked.order_id
    {
        return no("another order");
    }
    if flat.number.as_ref().is_some_and(|number| number != asked.number) {
        return no("another number");
    }
    if flat.amount.as_ref().is_some_and(|amount| plain::paise(amount) != Some(asked.amount)) {
        return no("another amount");
    }
    if input.call == Call::Recharge { recharge(&flat, asked) } else { enquiry(&flat, asked) }
}

impl Flat {
    fn word(&self) -> String {
        plain::word(self.status.as_deref().unwrap_or_default())
    }

    /// The two sentences; `0` in the place of an operator's id is nothing.
    fn texts(&self) -> [&str; 2] {
        let opid = self.opid.as_deref().filter(|opid| *opid != "0").unwrap_or_default();
        [opid, self.message.as_deref().unwrap_or_default()]
    }

    fn facts(&self, succeeded: bool) -> Facts {
        let operator = self.opid.clone().filter(|id| succeeded && id != "0");
        let both = [("ref", self.txid.clone()), ("operator", operator)];
        both.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
    }

    fn names_all(&self) -> bool {
        self.orderid.is_some() && self.number.is_some() && self.amount.is_some()
    }

    /// Whether it is an answer about our sale as the paper prints them, but for its word and sentences.
    fn is_sample(&self, asked: &Asked) -> bool {
        let amount = self.amount.as_deref().is_some_and(plain::is_plain_amount);
        self.is_plain && self.names_all() && amount && self.number.as_deref() == Some(asked.number)
    }

    fn has_operator_ref(&self) -> bool {
        // Capitals may be a word: what is not plainly an id need not be read as one.
        self.opid.as_deref().is_none_or(|id| id == "0" || (plain::is_plain_id(id) && !plain::is_dark(&[id])))
    }
}

const BAD: &[Sense] = &[Sense::Bad, Sense::Back, Sense::Caller, Sense::Neutral];

fn recharge(flat: &Flat, asked: &Asked) -> Read<Opinion> {
    let texts = flat.texts();
    let message = [texts[1]];
    match flat.word().as_str() {
        "success" if flat.orderid.is_none() => no("success of nothing"),
        "success" if !plain::fits_good(&texts) => no("success denied"),
        "success" => {
            let sample = flat.is_sample(asked) && flat.has_operator_ref();
            let must = sample && plain::only(&message, &[Sense::Good, Sense::Neutral]);
            Ok(Opinion::may(Told::Succeeded, flat.facts(true), must, "success"))
        }
        "pending" if flat.orderid.is_none() => no("pending of nothing"),
        "pending" => {
            let must = flat.is_sample(asked) && plain::only(&texts, &[Sense::Waits, Sense::Neutral]);
            Ok(Opinion::may(Told::Accepted, flat.facts(false), must, "pending"))
        }
        "failure" if plain::says(&texts, &[Sense::Twice]) => no("failure: sent before"),
        "failure" if !plain::fits_bad(&texts) => no("failure denied"),
        // "On failure the reason is in `opid` and `message`": one that names neither our order nor a reason is none.
        "failure" if flat.orderid.is_none() && texts.iter().all(|text| text.is_empty()) => no("failure of nothing"),
        "failure" => {
            let about_the_call = flat.is_plain && flat.orderid.is_none() && plain::says(&texts, &[Sense::Caller]);
            let must = (flat.is_sample(asked) || about_the_call) && plain::only(&texts, BAD);
            Ok(Opinion::may(Told::Failed, Facts::new(), must, "failure"))
        }
        "" => no("no word"),
        _ => no("unknown word"),
    }
}

fn enquiry(flat: &Flat, asked: &Asked) -> Read<Opinion> {
    let texts = flat.texts();
    if !flat.names_all() {
        let looks_in_vain = flat.word() == "failure" && mentions_no_record(&texts);
        let must = flat.is_plain && plain::only(&texts, &[Sense::NoRecord]) && flat.orderid.is_none();
        return if looks_in_vain {
            Ok(Opinion::may(Told::NoRecord, Facts::new(), must, "no record"))
        } else {
            no("part")
        };
    }
    match flat.word().as_str() {
        "success" if !plain::fits_good(&texts) => no("success denied"),
        "success" => {
            let must = flat.is_sample(asked)
                && flat.has_operator_ref()
                && plain::only(&texts[1..], &[Sense::Good, Sense::Neutral]);
            Ok(Opinion::may(Told::Succeeded, flat.facts(true), must, "success"))
        }
        "pending" => {
            let must = flat.is_sample(asked) && plain::only(&texts, &[Sense::Waits, Sense::Neutral]);
            Ok(Opinion::may(Told::Accepted, flat.facts(false), must, "pending"))
        }
        "failure" if !plain::fits_bad(&texts) => no("failure denied"),
        "failure" => {
            let must = flat.is_sample(asked) && plain::only(&texts, BAD);
            Ok(Opinion::may(Told::Failed, flat.facts(false), must, "failure"))
        }
        "" => no("no word"),
        _ => no("unknown word"),
    }
}

/// No paper has the words; whatever counts must at least have one of these.
pub fn mentions_no_record(texts: &[&str]) -> bool {
    let whole = texts.join(" ").to_lowercase();
    ["no ", "not ", "invalid"].iter().any(|word| whole.contains(word))
        && ["record", "order", "transaction", "txn", "data", "ref"].iter().any(|word| whole.contains(word))
}

const SIX: [&str; 6] = ["txid", "status", "opid", "number", "amount", "orderid"];

/// Reads what arrived; only one of the two companies has more than JSON.
fn read(dialect: Dialect, text: &str) -> Read<Flat> {
    if dialect == Dialect::Inspay {
        let (node, clean) = object(text)?;
        return of_json(&node, clean);
    }
    let bare = text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    match bare.chars().next() {
        Some('{') => object(bare).and_then(|(node, _)| of_json(&node, true)),
        Some('<') => of_xml(bare),
        Some(_) => of_line(bare),
        None => no("empty"),
    }
}

fn of_json(node: &Node, clean: bool) -> Read<Flat> {
    let text = |name| leaf(node, name);
    Ok(Flat {
        txid: text("txid")?,
        status: text("status")?,
        opid: text("opid")?,
        message: text("message")?,
        number: text("number")?,
        amount: text("amount")?,
        orderid: text("orderid")?,
        is_plain: clean
            && (is_plain(node, &SIX, &["message", "opcode"])
                || is_plain(node, &["txid", "status", "opid", "message"], &[])),
    })
}

/// The leaves of a document by their names, and whether these are all there is in it.
fn leaves<const N: usize>(text: &str, names: [&str; N]) -> Read<([Option<String>; N], bool)> {
    let Some(root) = xml::read(text) else { return no("no xml") };
    let mut found = [const { None }; N];
    for (place, name) in names.iter().enumerate() {
        match root.leaves(name).as_slice() {
            [] => {}
            [Some(text)] => found[place] = Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
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
    Ok(Flat { txid, status, opid, message, number, amount, orderid, is_plain })
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
    Ok(Flat { txid, status, opid, message: None, number, amount, orderid, is_plain })
}

/// The fields of one line, of which any may stand in quotes.
fn fields(line: &str) -> Option<Vec<String>> {
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

fn balance(dialect: Dialect, text: &str) -> Read<Opinion> {
    let money =
        |paise: i64, must: bool| Ok(Opinion::may(Told::Money, vec![("paise", paise.to_string())], must, "balance"));
    let good = |word: &Option<String>| match (word.as_deref().map(plain::word), dialect) {
        (None, Dialect::A1Topup) => true,
        (word, _) => word.as_deref() == Some("success"),
    };
    let bare = text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    let is_json = dialect == Dialect::Inspay || bare.starts_with('{');
    if is_json {
        let (node, clean) = object(if dialect == Dialect::Inspay { text } else { bare })?;
        if !node.once(&["status", "balance", "message"]) {
            return no("twice");
        }
        let printed = match node.get("balance") {
            Some(Node::Raw(raw)) if dialect == Dialect::A1Topup => Some(raw.clone()),
            _ => leaf(&node, "balance")?,
        };
        let Some(paise) = printed.as_deref().and_then(plain::paise) else { return no("no money") };
        let must = clean
            && is_plain(&node, &["status", "balance"], &[])
            && printed.is_some_and(|text| plain::is_plain_amount(&text));
        return if good(&leaf(&node, "status")?) { money(paise, must) } else { no("no good word") };
    }
    if bare.starts_with('<') {
        let ([status, balance], _) = leaves(bare, ["status", "balance"])?;
        let Some(paise) = balance.as_deref().and_then(plain::paise) else { return no("no money") };
        return if good(&status) { money(paise, false) } else { no("no good word") };
    }
    match fields(bare).unwrap_or_default().as_slice() {
        [only] if only.contains('.') => plain::paise(only).map_or_else(|| no("no money"), |paise| money(paise, false)),
        [status, rest] if plain::word(status) == "success" => {
            plain::paise(rest).map_or_else(|| no("no money"), |paise| money(paise, false))
        }
        _ => no("no line"),
    }
}
