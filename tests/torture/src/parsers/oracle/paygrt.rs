//! An envelope around `data`. The word stands in up to three places, which must agree.

use super::{Opinion, Oracle, Read, about, held, is_plain, leaf, no, noise, object, shown};
use crate::parsers::case::{Asked, Call, Facts, Input, Told};
use crate::parsers::json::Node;
use crate::parsers::plain::{self, Sense, Status};

pub(super) const ORACLE: Oracle = Oracle {
    calls: &[Call::Recharge, Call::Enquiry, Call::Balance, Call::List, Call::Callback],
    judge,
    callback: |form| about(form, "api_ref_id", "recharge_status"),
};

fn judge(input: &Input, text: &str) -> Read<Opinion> {
    let (bare, _) = noise::answer(text)?;
    if !bare.starts_with(['{', '[', '<']) {
        let (line, _) = noise::line(text)?;
        return super::flat::bare(input, &line);
    }
    let (node, clean) = object(text)?;
    let (status, message) = (leaf(&node, "status")?, shown(&node, "message")?.unwrap_or_default());
    if !node.once(&["data"]) {
        return no("twice");
    }
    let clean = clean && is_envelope(&node);
    match input.call {
        Call::Balance => balance(&node, status.as_deref(), clean),
        Call::List => list(&node, status.as_deref(), clean),
        Call::Recharge | Call::Enquiry => {
            let sale = Sale::read(&node, status, message, clean)?;
            if input.call == Call::Enquiry {
                return sale.enquiry(input.asked());
            }
            sale.is_ours(input.asked())?;
            sale.recharge(input.asked())
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
    operator: Option<String>,
    balance: Option<String>,
    is_plain: bool,
}

impl Sale {
    fn read(node: &Node, outer: Option<String>, message: String, clean: bool) -> Read<Sale> {
        let empty = Node::Object(Vec::new());
        let data = match node.get("data") {
            None | Some(Node::Null) => None,
            Some(Node::List(items)) if items.is_empty() => None,
            Some(data @ Node::Object(_)) => Some(data),
            Some(_) => return no("no data"),
        };
        let (has_data, data) = (data.is_some(), data.unwrap_or(&empty));
        let facts = [("ref", shown(data, "txn_id")?)];
        let (balance, operator) = (shown(data, "remaining_balance")?, shown(data, "operator_id")?);
        Ok(Sale {
            outer,
            texts: [shown(data, "message")?.unwrap_or_default(), message],
            has_data,
            order: held(data, "api_ref_id")?,
            number: held(data, "recharge_number")?,
            amount: held(data, "recharge_amount")?,
            code: leaf(data, "status_code")?,
            word: leaf(data, "recharge_status")?,
            // A sentence in the place of the reference may take belief away.
            is_plain: clean && has_plain_leaves(data) && !operator.as_deref().unwrap_or("").contains(' '),
            operator,
            facts: facts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect(),
            balance,
        })
    }

    fn is_ours(&self, asked: &Asked) -> Read<()> {
        if self.order.as_ref().is_some_and(|order| order != asked.order_id) {
            return no("another order");
        }
        if self.number.as_ref().is_some_and(|number| !plain::is_number(number, asked.number)) {
            return no("another number");
        }
        match &self.amount {
            Some(amount) if plain::money(amount) != Some(asked.amount) => no("another amount"),
            _ => Ok(()),
        }
    }

    fn texts(&self) -> [&str; 2] {
        [&self.texts[0], &self.texts[1]]
    }

    /// What code and word say together.
    fn agreed(&self) -> Read<Option<Status>> {
        let of_word = match plain::status(self.word.as_deref().unwrap_or_default()) {
            Status::Missing => None,
            Status::Unknown => return no("unknown word"),
            Status::Dark => return Err(Opinion::unsure("dark word")),
            status => Some(status),
        };
        let of_code = match self.code.as_deref() {
            None => None,
            Some("0") => Some(Status::Done),
            Some("1") => Some(Status::Refused),
            Some("2") => Some(Status::Working),
            Some(_) => return no("unknown code"),
        };
        match (of_code, of_word) {
            (Some(one), Some(other)) if one != other => no("word and code"),
            (one, other) => Ok(one.or(other)),
        }
    }

    /// Whether it is an answer about our sale as they were recorded.
    fn is_sample(&self) -> bool {
        self.is_plain && self.order.is_some() && self.code.is_some()
    }

    fn opinion(&self, told: Told, must: bool, why: &'static str) -> Opinion {
        let mut opinion = Opinion::may(told, self.facts.clone(), must, why);
        if let Some(operator) = &self.operator {
            let plain =
                plain::is_plain_id(operator) && !plain::is_dark(&[operator]) && plain::sense(operator).is_none();
            let facts = if plain { &mut opinion.facts } else { &mut opinion.maybe };
            facts.push(("operator", operator.clone()));
        }
        opinion
    }

    fn recharge(&self, asked: &Asked) -> Read<Opinion> {
        let agreed = self.agreed()?;
        if self.order.is_none() && self.outer.as_deref() == Some("1") && matches!(agreed, None | Some(Status::Refused))
        {
            return self.gate();
        }
        if !self.has_data || self.code.is_none() {
            return no("no code");
        }
        let names_all = self.number.as_deref() == Some(asked.number) && self.amount.is_some() && self.word.is_some();
        let quiet = [Sense::Good, Sense::Waits, Sense::Neutral];
        let paise = self.balance.as_deref().and_then(plain::wallet);
        let good = |told: Told, why| {
            let must = self.is_sample() && names_all && plain::only(&self.texts(), &quiet);
            let mut opinion = self.opinion(told, must, why);
            opinion.facts.extend(paise.map(|paise| ("paise", paise.to_string())));
            opinion
        };
        let inner = &self.texts()[..1];
        let lost = plain::says(inner, &[Sense::Lost]);
        match (self.outer.as_deref(), agreed) {
            (Some("0"), _) if self.order.is_none() => no("good news of nothing"),
            (Some("0"), _) if lost => no("lost track"),
            (Some("0"), Some(Status::Done)) if is_denied_good(inner) => no("success denied"),
            (Some("0"), Some(Status::Done)) => Ok(good(Told::Succeeded, "success")),
            (Some("0"), Some(Status::Working)) => Ok(good(Told::Accepted, "pending")),
            (Some("1"), Some(Status::Refused)) => self.failed(),
            (Some("0" | "1"), _) => no("envelope and data"),
            _ => no("unknown envelope"),
        }
    }

    /// A refusal that names no order: the gate, or nothing.
    fn gate(&self) -> Read<Opinion> {
        let texts = self.texts();
        let may = plain::says(&texts, &[Sense::Caller, Sense::Request]) || plain::is_dark(&texts);
        if !may || plain::says(&texts, &[Sense::Twice, Sense::Lost]) && !plain::is_dark(&texts) {
            return no("failure of nothing");
        }
        Ok(Opinion::may(Told::Failed, Facts::new(), false, super::GATE))
    }

    fn failed(&self) -> Read<Opinion> {
        let texts = self.texts();
        if plain::says(&texts, &[Sense::Twice, Sense::Lost]) {
            return no("failure denied");
        }
        if !plain::fits_bad(&texts) {
            return no("failure denied");
        }
        let gate = plain::says(&texts, &[Sense::Caller, Sense::Request]) || plain::is_dark(&texts);
        if self.order.is_none() && !gate {
            return no("failure of nothing");
        }
        let inner = plain::only(&texts[..1], &[Sense::Bad, Sense::Caller, Sense::Request, Sense::Neutral]);
        let outer = texts[1].is_empty() || texts[1].eq_ignore_ascii_case("fail");
        let why = if gate { super::GATE } else { "failure" };
        Ok(Opinion::may(Told::Failed, Facts::new(), self.is_sample() && inner && outer, why))
    }

    fn enquiry(&self, asked: &Asked) -> Read<Opinion> {
        let texts = self.texts();
        let ours = self.is_ours(asked);
        let fails_or_nothing = matches!(self.code.as_deref(), None | Some("1"))
            && matches!(plain::status(self.word.as_deref().unwrap_or_default()), Status::Missing | Status::Refused);
        let order_may_be_ours = self.order.as_ref().is_none_or(|order| order == asked.order_id || order.len() < 5);
        let in_vain = plain::says(&texts, &[Sense::NoRecord]);
        let dark = plain::is_dark(&texts) && super::flat::mentions_no_record(&texts);
        let is_envelope = matches!(self.outer.as_deref(), Some("0" | "1"));
        if is_envelope
            && fails_or_nothing
            && order_may_be_ours
            && (in_vain || dark)
            && !plain::says(&texts, &[Sense::Lost])
        {
            let must =
                ours.is_ok() && self.is_plain && plain::only(&texts[..1], &[Sense::NoRecord]) && !texts[0].is_empty();
            let must = must && (texts[1].is_empty() || plain::word(texts[1]) == "fail");
            let opinion = Opinion::may(Told::NoRecord, Facts::new(), must, "no record");
            return Ok(Opinion { unsure: dark, ..opinion });
        }
        ours?;
        if is_envelope && (in_vain || dark) && plain::status(self.word.as_deref().unwrap_or_default()) == Status::Dark {
            return Err(Opinion::unsure("dark word"));
        }
        if self.order.is_none() || self.word.is_none() {
            return no("part");
        }
        let said = self.agreed()?;
        let inner = &texts[..1];
        if plain::says(inner, &[Sense::Lost]) || plain::says(&texts, &[Sense::NoRecord]) {
            return no("denied");
        }
        let is_about_the_call = plain::says(&texts, &[Sense::Caller]);
        let (told, senses): (Told, &[Sense]) = match (self.outer.as_deref(), said) {
            (Some("0"), Some(Status::Done)) if is_denied_good(inner) => return no("success denied"),
            (Some("0"), Some(Status::Done)) => (Told::Succeeded, &[Sense::Good, Sense::Neutral]),
            (Some("0"), Some(Status::Working)) => (Told::Accepted, &[Sense::Waits, Sense::Neutral]),
            (Some("0" | "1"), Some(Status::Refused)) if !plain::fits_bad(inner) => return no("failure denied"),
            (Some("0" | "1"), Some(Status::Refused)) if plain::says(&texts, &[Sense::Lost]) => return no("lost track"),
            (Some("0" | "1"), Some(Status::Refused)) => (Told::Failed, &[Sense::Bad, Sense::Neutral]),
            (Some("0"), Some(Status::Back)) if !plain::fits_bad(inner) => return no("denied"),
            (Some("0"), Some(Status::Back)) => (Told::Refunded, &[]),
            (Some("0" | "1"), _) => return no("envelope and data"),
            _ => return no("unknown envelope"),
        };
        let ours = self.number.as_deref().is_none_or(|number| number == asked.number);
        let outer = ["", "success"].contains(&plain::word(texts[1]).as_str()) && self.outer.as_deref() == Some("0");
        let must = self.is_plain && ours && outer && !is_about_the_call && plain::only(inner, senses);
        Ok(self.opinion(told, must, "says"))
    }
}

/// Whether a sentence surely speaks against good news.
fn is_denied_good(texts: &[&str]) -> bool {
    !plain::is_dark(texts)
        && ((plain::says(texts, &[Sense::Bad, Sense::Back]) && !plain::says(texts, &[Sense::Good]))
            || plain::says(texts, &[Sense::NoRecord]))
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
    match (status, plain::wallet(&printed)) {
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
