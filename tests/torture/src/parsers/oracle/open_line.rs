//! One line, its parts divided by `=`.

use super::{Opinion, Read, no};
use crate::parsers::case::{Call, Facts, Input, Told};
use crate::parsers::plain::{self, Sense};

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

pub fn judge(input: &Input, text: &str) -> Read<Opinion> {
    let line = text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    if line.is_empty() || line.len() > LONGEST || line.chars().any(char::is_control) {
        return no("no line");
    }
    let clean = line.is_ascii() && !text.contains('\u{feff}');
    let parts: Vec<&str> = line.split('=').collect();
    match (input.call, parts.as_slice()) {
        (Call::Recharge, [code, words]) => recharge(code, words.trim(), clean),
        (Call::Enquiry, [code, words]) => failed_enquiry(code, words.trim(), clean),
        (Call::Enquiry, [code, words, theirs, operators]) => {
            enquiry(code, words.trim(), theirs.trim(), operators.trim(), clean)
        }
        (Call::Balance, ["0", money]) => match plain::paise(money).filter(|paise| *paise >= 0) {
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

fn recharge(code: &str, words: &str, clean: bool) -> Read<Opinion> {
    if words.is_empty() {
        return no("no words");
    }
    if code == "0" {
        if letters(words) < 2 || is_cut(words, "success") {
            return no("no description");
        }
        let must = clean && words.eq_ignore_ascii_case("success");
        return Ok(Opinion::may(Told::Accepted, vec![], must, "accepted"));
    }
    let Some((_, printed)) = REFUSED.iter().find(|(known, _)| *known == code) else { return no("unknown code") };
    if is_cut(words, printed) {
        return no("cut");
    }
    if plain::says(&[words], &[Sense::Twice]) {
        return no("failure: sent before");
    }
    if plain::says(&[words], &[Sense::Good, Sense::Waits]) {
        return no("failure denied");
    }
    let must = clean && words.eq_ignore_ascii_case(printed);
    Ok(Opinion::may(Told::Failed, Facts::new(), must, "refused"))
}

fn failed_enquiry(code: &str, words: &str, clean: bool) -> Read<Opinion> {
    let (_, printed) = REFUSED[7];
    if code != "9008" || words.is_empty() || is_cut(words, printed) {
        return no("failed enquiry");
    }
    if plain::says(&[words], &[Sense::Good, Sense::Waits]) {
        return no("no record denied");
    }
    let must = clean && words.eq_ignore_ascii_case(printed);
    Ok(Opinion::may(Told::NoRecord, Facts::new(), must, "no record"))
}

fn enquiry(code: &str, words: &str, theirs: &str, operators: &str, clean: bool) -> Read<Opinion> {
    let (told, printed, against): (Told, &str, &[Sense]) = match code {
        "1" => (Told::Succeeded, "success", &[Sense::Bad, Sense::Back, Sense::Waits]),
        "4" | "6" => (Told::Accepted, "hold", &[Sense::Bad, Sense::Back, Sense::Good]),
        "2" | "3" => (Told::Failed, "failed", &[Sense::Good, Sense::Waits]),
        "5" => (Told::Refunded, "refunded", &[Sense::Good, Sense::Waits]),
        _ => return no("unknown code"),
    };
    if letters(words) < 2 {
        return no("no description");
    }
    if !theirs.bytes().any(|byte| byte.is_ascii_digit()) || !theirs.is_ascii() || !operators.is_ascii() {
        return no("no number of theirs");
    }
    if plain::says(&[words], against) {
        return no("denied");
    }
    let mut facts = vec![("ref", theirs.to_owned())];
    facts.extend(Some(("operator", operators.to_owned())).filter(|(_, id)| !id.is_empty()));
    let plain_ids = theirs.bytes().all(|byte| byte.is_ascii_digit())
        && (operators.is_empty() || operators.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let must = clean && plain_ids && words.eq_ignore_ascii_case(printed);
    Ok(Opinion::may(told, facts, must, "says"))
}
