//! The answer of seven flat names: JSON at one company; JSON, XML or a line of CSV at the other.

use super::flat_form::{Arrived, Flat, fields, leaves, read};
use super::{Opinion, Read, is_plain, leaf, no, noise, object};
use crate::parsers::case::{Asked, Call, Dialect, Facts, Input, Told};
use crate::parsers::plain::{self, Sense, Status};

pub fn judge(dialect: Dialect, input: &Input, text: &str) -> Read<Opinion> {
    if input.call == Call::Balance {
        return balance(dialect, text);
    }
    let flat = match read(dialect, text)? {
        Arrived::Flat(flat) => flat,
        Arrived::Text(text) => return bare(input, &text),
    };
    let asked = input.asked();
    if input.call == Call::Enquiry
        && let Some(opinion) = no_record(&flat, asked)
    {
        return Ok(opinion);
    }
    if flat.orderid.as_ref().is_some_and(|id| id != asked.order_id) {
        return no("another order");
    }
    if flat.number.as_ref().is_some_and(|number| !plain::is_number(number, asked.number)) {
        return no("another number");
    }
    if flat.amount.as_ref().is_some_and(|amount| plain::money(amount) != Some(asked.amount)) {
        return no("another amount");
    }
    if input.call == Call::Recharge { recharge(&flat, asked) } else { enquiry(&flat, asked) }
}

/// A text without fields: the gate, or nothing.
pub fn bare(input: &Input, text: &str) -> Read<Opinion> {
    let may = plain::says(&[text], &[Sense::Caller, Sense::Request]) || plain::is_dark(&[text]);
    if input.call != Call::Recharge || !may || !text.starts_with(char::is_alphabetic) {
        return no("a bare text");
    }
    // What is much longer than a sentence need not be read as one.
    let is_sentence = text.chars().count() <= 120;
    let must = input.status == 200 && is_sentence && plain::only(&[text], &[Sense::Caller, Sense::Request]);
    Ok(Opinion::may(Told::Failed, Facts::new(), must, super::GATE))
}

impl Flat {
    fn status(&self) -> Status {
        plain::status(self.status.as_deref().unwrap_or_default())
    }

    /// The sentences; `0` in the place of an operator's id is nothing.
    fn texts(&self) -> Vec<&str> {
        let opid = self.opid.as_deref().filter(|opid| *opid != "0").unwrap_or_default();
        let more = self.more.iter().map(String::as_str);
        [opid, self.message.as_deref().unwrap_or_default()].into_iter().chain(more).collect()
    }

    /// What is read beside a word; of an operator's id only where it plainly is one.
    fn opinion(&self, told: Told, must: bool, why: &'static str) -> Opinion {
        let mut opinion = Opinion::may(told, self.txid.clone().map(|id| ("ref", id)).into_iter().collect(), must, why);
        if told == Told::Succeeded
            && let Some(opid) = &self.opid
        {
            let is_plain = plain::is_plain_id(opid) && !plain::is_dark(&[opid]) && plain::sense(opid).is_none();
            let facts = if is_plain { &mut opinion.facts } else { &mut opinion.maybe };
            facts.push(("operator", opid.clone()));
        }
        opinion
    }

    fn has_operator_ref(&self) -> bool {
        // Capitals may be a word: what is not plainly an id need not be read as one.
        self.opid.as_deref().is_none_or(|id| id == "0" || (plain::is_plain_id(id) && !plain::is_dark(&[id])))
    }

    fn names_all(&self) -> bool {
        self.orderid.is_some() && self.number.is_some() && self.amount.is_some()
    }

    /// Whether it is an answer about our sale as the paper prints them, but for its word and sentences.
    fn is_sample(&self, asked: &Asked) -> bool {
        let amount = self.amount.as_deref().is_some_and(plain::is_plain_amount);
        self.is_plain && self.names_all() && amount && self.number.as_deref() == Some(asked.number)
    }
}

const BAD: &[Sense] = &[Sense::Bad, Sense::Back, Sense::Caller, Sense::Request, Sense::Neutral];
const GOOD: &[Sense] = &[Sense::Good, Sense::Neutral];

fn dark(texts: &[&str]) -> bool {
    plain::is_dark(texts)
}

/// Good news, or that it is being worked on: what takes it away.
fn taken_away(texts: &[&str], is_good: bool) -> bool {
    if dark(texts) {
        return false;
    }
    let opposite = is_good && plain::says(texts, &[Sense::Bad, Sense::Back]) && !plain::says(texts, &[Sense::Good]);
    opposite || plain::says(texts, &[Sense::Lost]) || (is_good && plain::says(texts, &[Sense::NoRecord]))
}

fn recharge(flat: &Flat, asked: &Asked) -> Read<Opinion> {
    let texts = flat.texts();
    match flat.status() {
        Status::Dark => Err(Opinion::unsure("dark word")),
        Status::Refused => refused(flat, asked),
        Status::Done | Status::Working | Status::Back if flat.orderid.is_none() => no("good news of nothing"),
        Status::Done | Status::Working if taken_away(&texts, flat.status() == Status::Done) => no("good news denied"),
        Status::Done => {
            let must =
                flat.is_sample(asked) && flat.has_operator_ref() && plain::only(&texts[1..], GOOD) && !dark(&texts);
            Ok(flat.opinion(Told::Succeeded, must, "success"))
        }
        Status::Working => {
            let must = flat.is_sample(asked) && plain::only(&texts, &[Sense::Waits, Sense::Neutral]);
            Ok(flat.opinion(Told::Accepted, must, "pending"))
        }
        Status::Missing if flat.orderid.is_none() && may_be_gate(&texts) => {
            Ok(Opinion::may(Told::Failed, Facts::new(), false, super::GATE))
        }
        Status::Back => no("given back at once"),
        Status::Missing => no("no word"),
        Status::Unknown => no("unknown word"),
    }
}

fn may_be_gate(texts: &[&str]) -> bool {
    plain::says(texts, &[Sense::Caller, Sense::Request]) || dark(texts)
}

/// Whether a sentence that surely speaks against a failure stands beside it.
fn is_no_failure(texts: &[&str]) -> bool {
    plain::says(texts, &[Sense::Twice, Sense::Lost])
        || (plain::says(texts, &[Sense::Good, Sense::Waits])
            && !plain::says(texts, &[Sense::Bad, Sense::Back])
            && !dark(texts))
}

fn refused(flat: &Flat, asked: &Asked) -> Read<Opinion> {
    let texts = flat.texts();
    if is_no_failure(&texts) {
        return no("failure denied");
    }
    if flat.orderid.is_none() && !may_be_gate(&texts) {
        return no("failure of nothing");
    }
    // What repeats the sale and not the order id may have lost a part.
    let about_the_call = flat.is_plain
        && [&flat.orderid, &flat.number, &flat.amount].iter().all(|leaf| leaf.is_none())
        && plain::says(&texts, &[Sense::Caller, Sense::Request]);
    let gate = [Sense::Caller, Sense::Request];
    let must = (flat.is_sample(asked) && plain::only(&texts, BAD)) || (about_the_call && plain::only(&texts, &gate));
    let why = if may_be_gate(&texts) { super::GATE } else { "failure" };
    Ok(Opinion::may(Told::Failed, Facts::new(), must, why))
}

/// What an answer that says "no such order" may be taken for; `None` where it does not say so.
fn no_record(flat: &Flat, asked: &Asked) -> Option<Opinion> {
    let mut texts = flat.texts();
    // A company may say it in the place of the word.
    let word = flat.status.as_deref().unwrap_or_default();
    if flat.status() == Status::Dark {
        texts.push(word);
    }
    let says = plain::says(&texts, &[Sense::NoRecord]);
    let may = says || (dark(&texts) && mentions_no_record(&texts));
    let is_ours = flat.orderid.as_ref().is_none_or(|id| id == asked.order_id || id.len() < 5);
    if !may || !matches!(flat.status(), Status::Refused | Status::Missing | Status::Dark) || !is_ours {
        return None;
    }
    // Two sentences may say two things, and dark words anything.
    if plain::says(&texts, &[Sense::Lost]) && !dark(&texts) {
        return Some(Opinion::nothing("no record, and lost track"));
    }
    let only = plain::only(&texts, &[Sense::NoRecord]);
    let names_nothing = [&flat.orderid, &flat.number, &flat.amount, &flat.txid].iter().all(|leaf| leaf.is_none());
    let must = flat.is_plain && only && names_nothing && flat.status() == Status::Refused;
    let mut opinion = Opinion::may(Told::NoRecord, Facts::new(), must, "no record");
    if !only {
        opinion.unsure = dark(&texts) || flat.status() == Status::Dark;
    }
    Some(opinion)
}

fn enquiry(flat: &Flat, asked: &Asked) -> Read<Opinion> {
    let texts = flat.texts();
    if !flat.names_all() {
        return no("part");
    }
    let sample = flat.is_sample(asked);
    match flat.status() {
        Status::Dark => Err(Opinion::unsure("dark word")),
        Status::Done | Status::Working | Status::Back if taken_away(&texts, flat.status() == Status::Done) => {
            no("denied")
        }
        Status::Done => {
            let must = sample && flat.has_operator_ref() && plain::only(&texts[1..], GOOD) && !dark(&texts);
            Ok(flat.opinion(Told::Succeeded, must, "success"))
        }
        Status::Working if plain::says(&texts, &[Sense::NoRecord]) => no("denied"),
        Status::Working => {
            let must = sample && plain::only(&texts, &[Sense::Waits, Sense::Neutral]);
            Ok(flat.opinion(Told::Accepted, must, "pending"))
        }
        Status::Back if plain::says(&texts, &[Sense::NoRecord]) => no("denied"),
        Status::Back
            if plain::says(&texts, &[Sense::Good, Sense::Waits])
                && !plain::says(&texts, &[Sense::Bad, Sense::Back])
                && !dark(&texts) =>
        {
            no("denied")
        }
        Status::Back => Ok(flat.opinion(Told::Refunded, false, "given back")),
        // Whether the order id was used before says nothing against a failure that was asked about.
        Status::Refused if plain::says(&texts, &[Sense::Lost]) => no("failure denied"),
        Status::Refused
            if plain::says(&texts, &[Sense::Good, Sense::Waits])
                && !plain::says(&texts, &[Sense::Bad, Sense::Back])
                && !dark(&texts) =>
        {
            no("failure denied")
        }
        Status::Refused => {
            let must = sample && plain::only(&texts, BAD);
            Ok(flat.opinion(Told::Failed, must, "failure"))
        }
        Status::Missing => no("no word"),
        Status::Unknown => no("unknown word"),
    }
}

/// No paper has the words; whatever counts must at least have one of these.
pub fn mentions_no_record(texts: &[&str]) -> bool {
    let whole = texts.join(" ").to_lowercase().replace(['\'', '’'], "");
    ["no", "invalid", "wrong", "incorrect", "unknown", "missing", "mismatch", "find", "exist"]
        .iter()
        .any(|word| whole.contains(word))
}

fn balance(dialect: Dialect, text: &str) -> Read<Opinion> {
    let money =
        |paise: i64, must: bool| Ok(Opinion::may(Told::Money, vec![("paise", paise.to_string())], must, "balance"));
    let good = |word: &Option<String>| match plain::status(word.as_deref().unwrap_or_default()) {
        Status::Done | Status::Missing => Ok(true),
        Status::Dark => Err(Opinion::unsure("dark word")),
        Status::Working | Status::Refused | Status::Back | Status::Unknown => Ok(false),
    };
    let (bare, clean) = noise::answer(text)?;
    match bare.chars().next() {
        Some('{') => {
            let (node, clean) = object(text)?;
            if !node.once(&["status", "balance", "message", "opid"]) {
                return no("twice");
            }
            let printed = leaf(&node, "balance")?;
            let Some(paise) = printed.as_deref().and_then(plain::wallet) else { return no("no money") };
            let must = clean
                && is_plain(&node, &["status", "balance"], &[])
                && printed.is_some_and(|text| plain::is_plain_amount(&text));
            if good(&leaf(&node, "status")?)? { money(paise, must) } else { no("no good word") }
        }
        Some('<') if dialect == Dialect::A1Topup => {
            let ([status, balance], _) = leaves(&bare, ["status", "balance"])?;
            let Some(paise) = balance.as_deref().and_then(plain::wallet) else { return no("no money") };
            if good(&status)? { money(paise, false) } else { no("no good word") }
        }
        Some('<' | '[') | None => no("no object"),
        Some(_) => {
            let (line, _) = noise::line(text)?;
            if let Some(paise) = plain::wallet(&line) {
                return money(paise, clean && plain::is_plain_amount(&line));
            }
            let all = if dialect == Dialect::A1Topup { fields(&line).unwrap_or_default() } else { Vec::new() };
            match all.as_slice() {
                [only] => plain::wallet(only).map_or_else(|| no("no money"), |paise| money(paise, false)),
                [status, rest @ ..] if matches!(plain::status(status), Status::Done | Status::Dark) => {
                    plain::wallet(&rest.join(",")).map_or_else(|| no("no money"), |paise| money(paise, false))
                }
                _ => no("no line"),
            }
        }
    }
}
