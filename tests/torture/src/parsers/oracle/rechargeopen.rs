//! One line, its parts divided by `=`.

use super::{FOUR, Form, Opinion, Oracle, Read, about, field, no, noise};
use crate::parsers::case::{Call, Facts, Input, Told};
use crate::parsers::plain::{self, Sense, Status};

/// "Error Codes", but for the two that say that the request arrived, or nothing.
const REFUSED: [(&str, &str); 9] = [
    ("9001", "invalid message format"),
    ("9002", "invalid mobile number"),
    ("9003", "invalid sms password"),
    ("9004", "invalid transaction amount"),
    ("9005", "invalid member type"),
    ("9006", "invalid transaction format"),
    ("9007", "invalid user id or password"),
    ("9008", "invalid transaction reference number"),
    ("9999", "invalid access"),
];

/// The paper's longest line has some forty signs.
const LONGEST: usize = 400;

pub(super) const ORACLE: Oracle = Oracle { calls: FOUR, judge, callback };

fn callback(form: &Form) -> Opinion {
    let mut opinion = about(form, "TNO", "ST");
    if opinion.most == Told::About {
        opinion.facts.extend(cost(form));
    }
    opinion
}

fn judge(input: &Input, text: &str) -> Read<Opinion> {
    let (line, clean) = noise::line(text)?;
    if line.is_empty()
        || line.len() > LONGEST
        || line.chars().any(char::is_control)
        || line.starts_with(['<', '{', '['])
    {
        return no("no line");
    }
    let clean = clean && line.is_ascii();
    let parts: Vec<&str> = line.split('=').map(str::trim).collect();
    let ids = |text: &str| {
        text.is_empty()
            || (text.bytes().all(|byte| byte.is_ascii_graphic()) && text.bytes().any(|byte| byte.is_ascii_digit()))
    };
    match (input.call, parts.as_slice()) {
        (Call::Recharge, [words]) => {
            let opinion = super::flat::bare(input, words)?;
            Ok(Opinion { must: opinion.must && clean, ..opinion })
        }
        (Call::Recharge | Call::Enquiry, [code, words, ..]) if code.is_empty() || words.is_empty() => no("no words"),
        (Call::Recharge, [_, _, theirs, ..]) if !ids(theirs) => no("no number of theirs"),
        (Call::Recharge, ["0", words]) => accepted(words, clean),
        (Call::Recharge, ["0", words, theirs] | ["0", words, theirs, ""]) if counts(theirs) => {
            let opinion = accepted(words, false)?;
            Ok(Opinion { maybe: vec![("ref", (*theirs).to_owned())], ..opinion })
        }
        (Call::Recharge, [code, words] | [code, words, _] | [code, words, _, ""]) if *code != "0" => {
            recharge(code, words, clean && parts.len() == 2)
        }
        (Call::Enquiry, [code, words]) => failed_enquiry(code, words, clean, true),
        (Call::Enquiry, [code, words, theirs]) => enquiry(code, words, theirs, None, clean),
        (Call::Enquiry, [code, words, theirs, operators]) => enquiry(code, words, theirs, Some(operators), clean),
        (Call::Balance, ["0", money]) => match plain::wallet(money).filter(|paise| *paise >= 0) {
            Some(paise) => {
                let must = clean && plain::is_plain_amount(money);
                Ok(Opinion::may(Told::Money, vec![("paise", paise.to_string())], must, "balance"))
            }
            None => no("no money"),
        },
        _ => no("other parts"),
    }
}

/// Whether the words are the beginning of those that are printed for the code: the line was cut.
fn is_cut(words: &str, printed: &str) -> bool {
    let lower = words.to_lowercase();
    lower.len() < printed.len() && printed.starts_with(&lower)
}

fn letters(words: &str) -> usize {
    words.chars().filter(|sign| sign.is_alphabetic()).count()
}

/// Whether a number of the company's is one.
fn counts(theirs: &str) -> bool {
    theirs.bytes().all(|byte| byte.is_ascii_graphic()) && theirs.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

fn accepted(words: &str, clean: bool) -> Read<Opinion> {
    if letters(words) < 2 || is_cut(words, "success") || !words.is_ascii() {
        return no("no description");
    }
    let against = [Sense::Bad, Sense::Back, Sense::NoRecord, Sense::Caller, Sense::Request, Sense::Lost, Sense::Twice];
    if plain::says(&[words], &against) {
        return no("accepted, denied");
    }
    let must = clean && words.eq_ignore_ascii_case("success");
    Ok(Opinion::may(Told::Accepted, vec![], must, "accepted"))
}

fn recharge(code: &str, words: &str, clean: bool) -> Read<Opinion> {
    let may_be_gate = plain::says(&[words], &[Sense::Caller, Sense::Request]) || plain::is_dark(&[words]);
    if plain::says(&[words], &[Sense::Twice, Sense::Lost]) {
        return no("failure denied");
    }
    let Some((_, printed)) = REFUSED.iter().find(|(known, _)| *known == code) else {
        let digits = code.strip_prefix('-').unwrap_or(code);
        let is_code = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.bytes().any(|byte| byte != b'0');
        let says_otherwise = ["1", "4", "5", "6", "9009", "9998"].contains(&code);
        return match is_code && !says_otherwise && may_be_gate {
            true => Ok(Opinion::may(Told::Failed, Facts::new(), false, super::GATE)),
            false => no("unknown code"),
        };
    };
    if is_cut(words, printed) {
        return no("cut");
    }
    if plain::says(&[words], &[Sense::Good, Sense::Waits]) {
        return no("failure denied");
    }
    let must = clean && words.eq_ignore_ascii_case(printed);
    Ok(Opinion::may(Told::Failed, Facts::new(), must, if may_be_gate || must { super::GATE } else { "refused" }))
}

/// Whether the code leaves it open that there is no such order.
fn may_be_none(code: &str) -> bool {
    !["1", "4", "5", "6"].contains(&code)
}

fn failed_enquiry(code: &str, words: &str, clean: bool, is_pair: bool) -> Read<Opinion> {
    let (_, printed) = REFUSED[7];
    let cut = REFUSED.iter().find(|(known, _)| *known == code).is_some_and(|(_, printed)| is_cut(words, printed));
    let in_vain = plain::says(&[words], &[Sense::NoRecord]);
    let by_code = code == "9008" && is_pair;
    let dark = plain::is_dark(&[words]) && super::flat::mentions_no_record(&[words]);
    if cut || !may_be_none(code) || !(in_vain || by_code || dark) {
        return no("failed enquiry");
    }
    if plain::says(&[words], &[Sense::Good, Sense::Waits, Sense::Lost]) {
        return no("no record denied");
    }
    let must = clean && by_code && words.eq_ignore_ascii_case(printed);
    Ok(Opinion::may(Told::NoRecord, Facts::new(), must, "no record"))
}

fn enquiry(code: &str, words: &str, theirs: &str, operators: Option<&str>, clean: bool) -> Read<Opinion> {
    let (told, printed, own, against): (Told, &str, Sense, &[Sense]) = match code {
        "1" => (Told::Succeeded, "success", Sense::Good, &[Sense::Bad, Sense::Back, Sense::Waits, Sense::NoRecord]),
        "4" | "6" => (Told::Accepted, "hold", Sense::Waits, &[Sense::Bad, Sense::Back, Sense::Good, Sense::NoRecord]),
        "2" | "3" => (Told::Failed, "failed", Sense::Bad, &[Sense::Good, Sense::Waits]),
        "5" => (Told::Refunded, "refunded", Sense::Back, &[Sense::Good, Sense::Waits]),
        _ => return failed_enquiry(code, words, clean, false),
    };
    if plain::says(&[words], &[Sense::Lost]) {
        return no("lost track");
    }
    let dark = plain::is_dark(&[words]);
    if told == Told::Failed && plain::says(&[words], &[Sense::NoRecord]) {
        return Ok(Opinion::may(Told::NoRecord, Facts::new(), false, "no record"));
    }
    let is_number = theirs.is_empty()
        || (theirs.bytes().all(|byte| byte.is_ascii_graphic()) && theirs.bytes().any(|byte| byte.is_ascii_digit()));
    if letters(words) < 2 || !is_number || !operators.unwrap_or_default().is_ascii() {
        return if dark && told == Told::Failed {
            Err(Opinion::unsure("dark words"))
        } else {
            no("no number of theirs")
        };
    }
    if plain::says(&[words], against) {
        return no("denied");
    }
    let numbered = counts(theirs);
    let about_the_call = plain::says(&[words], &[Sense::Caller, Sense::Request]);
    if about_the_call && told == Told::Failed && !numbered {
        return no("about the call");
    }
    let agrees = words.eq_ignore_ascii_case(printed)
        || plain::sense(words) == Some(own)
        || dark
        || !matches!(plain::status(words), Status::Unknown | Status::Missing);
    if (told == Told::Succeeded && !numbered) || ((!numbered || operators.is_none()) && !agrees) {
        return no("not plain enough");
    }
    let mut opinion = Opinion::may(told, Facts::new(), false, "says");
    opinion.facts.extend(Some(("ref", theirs.to_owned())).filter(|_| numbered));
    let operators = operators.unwrap_or_default();
    let plain_id = plain::is_plain_id(operators) && !plain::is_dark(&[operators]) && plain::sense(operators).is_none();
    let facts = if plain_id { &mut opinion.facts } else { &mut opinion.maybe };
    facts.extend(Some(("operator", operators.to_owned())).filter(|(_, id)| !id.is_empty()));
    let plain_ids = !theirs.is_empty()
        && theirs.bytes().all(|byte| byte.is_ascii_digit())
        && numbered
        && (operators.is_empty() || operators.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    opinion.must = clean && plain_ids && words.eq_ignore_ascii_case(printed);
    if dark && told == Told::Failed {
        opinion.or = &[Told::NoRecord];
    }
    Ok(opinion)
}

/// What a callback tells of the cost: four noughts are no evidence.
fn cost(form: &Form) -> Facts {
    let paise = |name: &str| field(form, name).and_then(plain::paise).filter(|paise| *paise >= 0);
    let (before, after) = (paise("PRB"), paise("POB"));
    let told = before.unwrap_or(0) > 0 || after.unwrap_or(0) > 0;
    let mut facts = Facts::new();
    let mut fact = |name, paise: Option<i64>| facts.extend(paise.map(|paise| (name, paise.to_string())));
    fact("before", before.filter(|_| told));
    fact("after", after.filter(|_| told));
    fact("discount", paise("DR").filter(|paise| *paise > 0));
    let rate = field(form, "DP").map(|text| text.trim_end_matches('%')).and_then(plain::paise);
    fact("rate", rate.filter(|rate| (1..=10_000).contains(rate)));
    facts
}
