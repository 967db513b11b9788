//! An envelope around `data`, and a word in up to three places that must agree.

use super::{Opinion, Read, is_plain, leaf, no, object};
use crate::parsers::case::{Asked, Call, Facts, Input, Told};
use crate::parsers::json::Node;
use crate::parsers::plain::{self, Sense};

pub fn judge(input: &Input, text: &str) -> Read<Opinion> {
    let (node, clean) = object(text)?;
    let (status, message) = (leaf(&node, "status")?, leaf(&node, "message")?.unwrap_or_default());
    if !node.once(&["data"]) {
        return no("twice");
    }
    let clean = clean && is_envelope(&node);
    match input.call {
        Call::Balance => balance(&node, status.as_deref(), clean),
        Call::List => list(&node, status.as_deref(), clean),
        Call::Recharge | Call::Enquiry => {
            let sale = Sale::read(&node, status, message, clean)?;
            sale.is_ours(input.asked())?;
            if input.call == Call::Recharge { sale.recharge(input.asked()) } else { sale.enquiry(input.asked()) }
        }
        _ => no("no call of theirs"),
    }
}

fn is_envelope(node: &Node) -> bool {
    let Node::Object(fields) = node else { return false };
    let plain = |name: &str| matches!(node.get(name), Some(Node::Text(text)) if text.trim() == text);
    fields.len() == 3 && plain("status") && plain("message") && node.get("data").is_some()
}

/// `data` of an answer about a sale, with what stands around it.
struct Sale {
    outer: Option<String>,
    texts: [String; 2],
    has_data: bool,
    order: Option<String>,
    number: Option<String>,
    amount: Option<String>,
    code: Option<String>,
    word: Option<String>,
    facts: Facts,
    balance: Option<String>,
    is_plain: bool,
}

impl Sale {
    fn read(node: &Node, outer: Option<String>, message: String, clean: bool) -> Read<Sale> {
        let empty = Node::Object(Vec::new());
        let data = match node.get("data") {
            None | Some(Node::Null) => None,
            Some(data @ Node::Object(_)) => Some(data),
            Some(_) => return no("no data"),
        };
        let (has_data, data) = (data.is_some(), data.unwrap_or(&empty));
        let text = |name| leaf(data, name);
        let facts = [("ref", text("txn_id")?), ("operator", text("operator_id")?)];
        let balance = text("remaining_balance")?;
        Ok(Sale {
            outer,
            texts: [text("message")?.unwrap_or_default(), message],
            has_data,
            order: text("api_ref_id")?,
            number: text("recharge_number")?,
            amount: text("recharge_amount")?,
            code: text("status_code")?,
            word: text("recharge_status")?,
            facts: facts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect(),
            balance,
            is_plain: clean && has_plain_leaves(data),
        })
    }

    fn is_ours(&self, asked: &Asked) -> Read<()> {
        let other = |text: &Option<String>, ours: &str| text.as_ref().is_some_and(|text| text != ours);
        if other(&self.order, asked.order_id) {
            return no("another order");
        }
        if other(&self.number, asked.number) {
            return no("another number");
        }
        match &self.amount {
            Some(amount) if plain::paise(amount) != Some(asked.amount) => no("another amount"),
            _ => Ok(()),
        }
    }

    fn texts(&self) -> [&str; 2] {
        [&self.texts[0], &self.texts[1]]
    }

    /// What code and word say together, as the code would.
    fn agreed(&self) -> Read<&'static str> {
        let of_word = match self.word.as_deref().map(plain::word).as_deref() {
            None => None,
            Some("success") => Some("0"),
            Some("fail") => Some("1"),
            Some("pending") => Some("2"),
            Some(_) => return no("unknown word"),
        };
        let of_code = match self.code.as_deref() {
            None => None,
            Some("0") => Some("0"),
            Some("1") => Some("1"),
            Some("2") => Some("2"),
            Some(_) => return no("unknown code"),
        };
        match (of_code, of_word) {
            (Some(one), Some(other)) if one != other => no("word and code"),
            (one, other) => one.or(other).map_or_else(|| no("no word"), Ok),
        }
    }

    /// Whether it is an answer about our sale as they were recorded.
    fn is_sample(&self) -> bool {
        self.is_plain && self.order.is_some() && self.code.is_some()
    }

    fn recharge(&self, asked: &Asked) -> Read<Opinion> {
        if !self.has_data || self.code.is_none() {
            return no("no code");
        }
        let mut facts = self.facts.clone();
        let paise = self.balance.as_deref().and_then(plain::paise);
        facts.extend(paise.map(|paise| ("paise", paise.to_string())));
        let names_all = self.number.as_deref() == Some(asked.number) && self.amount.is_some() && self.word.is_some();
        let quiet = [Sense::Good, Sense::Waits, Sense::Neutral];
        match (self.outer.as_deref(), self.agreed()?) {
            (Some("0"), _) if self.order.is_none() => no("good news of nothing"),
            (Some("0"), "0") if !plain::fits_good(&self.texts()[..1]) => no("success denied"),
            (Some("0"), "0") => {
                let must = self.is_sample() && names_all && plain::only(&self.texts(), &quiet);
                Ok(Opinion::may(Told::Succeeded, facts, must, "success"))
            }
            (Some("0"), "2") => {
                let must = self.is_sample() && names_all && plain::only(&self.texts(), &quiet);
                Ok(Opinion::may(Told::Accepted, facts, must, "pending"))
            }
            (Some("1"), "1") => self.failed(),
            (Some("0" | "1"), _) => no("envelope and data"),
            _ => no("unknown envelope"),
        }
    }

    fn failed(&self) -> Read<Opinion> {
        let texts = self.texts();
        if plain::says(&texts, &[Sense::Twice]) {
            return no("failure: sent before");
        }
        if !plain::fits_bad(&texts) {
            return no("failure denied");
        }
        // The recorded failure names our order and a reason; one that names neither is none.
        if self.order.is_none() && texts.iter().all(|text| text.is_empty()) {
            return no("failure of nothing");
        }
        let inner = plain::only(&texts[..1], &[Sense::Bad, Sense::Caller, Sense::Neutral]);
        let outer = texts[1].is_empty() || texts[1].eq_ignore_ascii_case("fail");
        Ok(Opinion::may(Told::Failed, Facts::new(), self.is_sample() && inner && outer, "failure"))
    }

    fn enquiry(&self, asked: &Asked) -> Read<Opinion> {
        let texts = self.texts();
        let nothing_else = matches!(self.code.as_deref(), None | Some("1"))
            && matches!(self.word.as_deref().map(plain::word).as_deref(), None | Some("fail"));
        if self.outer.as_deref() == Some("1") && nothing_else && super::flat::mentions_no_record(&texts) {
            let must = plain::says(&texts, &[Sense::NoRecord]) && plain::only(&texts[..1], &[Sense::NoRecord]);
            return Ok(Opinion::may(Told::NoRecord, Facts::new(), must && self.is_plain, "no record"));
        }
        if self.order.is_none() || self.word.is_none() {
            return no("part");
        }
        let said = self.agreed()?;
        match self.outer.as_deref() {
            Some("0") => {}
            Some("1") => return no("envelope of a failed enquiry"),
            _ => return no("unknown envelope"),
        }
        let (told, senses): (Told, &[Sense]) = match said {
            "0" if !plain::fits_good(&texts[..1]) => return no("success denied"),
            "1" if !plain::fits_bad(&texts[..1]) => return no("failure denied"),
            "1" if plain::says(&texts, &[Sense::NoRecord]) => return no("failure without a record"),
            "0" => (Told::Succeeded, &[Sense::Good, Sense::Neutral]),
            "1" => (Told::Failed, &[Sense::Bad, Sense::Neutral]),
            _ => (Told::Accepted, &[Sense::Waits, Sense::Neutral]),
        };
        let ours = self.number.as_deref().is_none_or(|number| number == asked.number);
        let outer = ["", "success"].contains(&plain::word(texts[1]).as_str());
        let must = self.is_plain && ours && outer && plain::only(&texts[..1], senses);
        Ok(Opinion::may(told, self.facts.clone(), must, "says"))
    }
}

const LEAVES: [&str; 9] = [
    "api_ref_id",
    "txn_id",
    "operator_id",
    "recharge_number",
    "recharge_amount",
    "recharge_status",
    "message",
    "remaining_balance",
    "status_code",
];

/// Whether the leaves are texts or null, each once, and none is unknown.
fn has_plain_leaves(data: &Node) -> bool {
    let Node::Object(fields) = data else { return false };
    let plain = |value: &Node| match value {
        Node::Null => true,
        Node::Text(text) => text.trim() == text && text.is_ascii(),
        _ => false,
    };
    data.once(&LEAVES) && fields.iter().all(|(name, value)| LEAVES.contains(&name.as_str()) && plain(value))
}

fn balance(node: &Node, status: Option<&str>, clean: bool) -> Read<Opinion> {
    let Some(data @ Node::Object(_)) = node.get("data") else { return no("no data") };
    let printed = leaf(data, "balance")?.unwrap_or_default();
    match (status, plain::paise(&printed)) {
        (Some("0"), Some(paise)) => {
            let plain = is_plain(data, &["balance"], &["merchant_id", "merchant_name"]);
            let must = clean && plain && plain::is_plain_amount(&printed);
            Ok(Opinion::may(Told::Money, vec![("paise", paise.to_string())], must, "balance"))
        }
        (Some("0"), None) => no("no money"),
        _ => no("no good word"),
    }
}

/// A code is sold only where it stands for one company, is plain, and has a name.
fn list(node: &Node, status: Option<&str>, clean: bool) -> Read<Opinion> {
    let rows: &[Node] = match node.get("data") {
        Some(Node::List(rows)) => rows,
        _ => return no("no list"),
    };
    let (mut read, mut is_plain_list): (Vec<(String, String, &str)>, bool) = (Vec::new(), clean);
    for row in rows {
        if !matches!(row, Node::Object(_)) {
            return no("no row");
        }
        is_plain_list &= is_plain(row, &["operator_name", "operator_code", "type"], &[]);
        let kind = match plain::word(&leaf(row, "type")?.unwrap_or_default()).as_str() {
            "mobile" => "Some(Prepaid)",
            "dth" => "Some(Dth)",
            "cash drop" => "Some(CashDrop)",
            _ => "None",
        };
        let (code, name) = (leaf(row, "operator_code")?, leaf(row, "operator_name")?);
        let code = code.filter(|code| code.bytes().all(|byte| (0x21..0x7f).contains(&byte)));
        if let (Some(code), Some(name)) = (code, name)
            && !read.contains(&(code.clone(), name.clone(), kind))
        {
            read.push((code, name, kind));
        }
    }
    let once = |code: &str| read.iter().filter(|(other, ..)| other == code).count() == 1;
    let sold = read.iter().filter(|(code, ..)| once(code)).map(|(code, name, kind)| format!("{code}|{name}|{kind}"));
    let sold: Vec<String> = sold.collect();
    if status != Some("0") || sold.is_empty() {
        return no("no list");
    }
    Ok(Opinion::may(Told::Listed, vec![("rows", sold.join("\n"))], is_plain_list, "list"))
}
