//! What the papers' leaves mean, read by rules of our own and not by the program's.

/// The word: without blanks around it, in small letters.
pub fn word(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

/// Rupees in paise, as the papers print them: digits, perhaps a point and digits, of which all but the first two are
/// nought.
pub fn paise(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut sum: i128 = 0;
    for byte in whole.bytes() {
        sum = sum.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    sum = sum.checked_mul(100)?;
    for (place, byte) in fraction.bytes().enumerate() {
        let digit = i128::from(byte - b'0');
        sum += match place {
            0 => digit * 10,
            1 => digit,
            _ if digit == 0 => 0,
            _ => return None,
        };
    }
    i64::try_from(sign * sum).ok()
}

/// Whether an amount is printed as the papers' samples are: digits, and perhaps a point and one to four more.
pub fn is_plain_amount(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    whole.len() <= 9 && digits(whole) && fraction.is_none_or(|part| digits(part) && part.len() <= 4)
}

/// Whether a text is an id as the papers' samples are: capitals and digits, at least one of them a digit.
pub fn is_plain_id(text: &str) -> bool {
    let signs = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    (4..=24).contains(&text.len()) && signs && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// What a sentence says beside the word or code it stands with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// That it went well.
    Good,
    /// That it is on its way.
    Waits,
    /// That it failed.
    Bad,
    /// That the money went back.
    Back,
    /// That the order id was used before.
    Twice,
    /// That there is no such order.
    NoRecord,
    /// Something about the caller: address, login, wallet.
    Caller,
    /// Nothing about how the sale stands.
    Neutral,
}

/// Sentences as companies print them, with what each says. Made up, but for the few of one or two words that everybody
/// prints.
pub const SENTENCES: &[(&str, Sense)] = &[
    ("Recharge success", Sense::Good),
    ("Recharge Successful", Sense::Good),
    ("Transaction is successful", Sense::Good),
    ("Success", Sense::Good),
    ("in process", Sense::Waits),
    ("Recharge in process", Sense::Waits),
    ("Your request is pending", Sense::Waits),
    ("Under process", Sense::Waits),
    ("Transaction is on hold", Sense::Waits),
    ("Queued at the operator", Sense::Waits),
    ("recharge failed", Sense::Bad),
    ("Transaction failed at operator", Sense::Bad),
    ("Request rejected by operator", Sense::Bad),
    ("Declined", Sense::Bad),
    ("Amount refunded", Sense::Back),
    ("Transaction reversed", Sense::Back),
    ("Duplicate order id", Sense::Twice),
    ("Order id already exists", Sense::Twice),
    ("This transaction was already done", Sense::Twice),
    ("Order id is not unique", Sense::Twice),
    ("DUPLICATE TRANSACTION", Sense::Twice),
    ("Repeated order id", Sense::Twice),
    ("Order not found", Sense::NoRecord),
    ("No record found", Sense::NoRecord),
    ("No such transaction", Sense::NoRecord),
    ("Record Not Found", Sense::NoRecord),
    ("Transaction does not exist", Sense::NoRecord),
    ("IP not whitelisted", Sense::Caller),
    ("Invalid username or token", Sense::Caller),
    ("Insufficient balance", Sense::Caller),
    ("Invalid api-key", Sense::Caller),
    ("Invalid number", Sense::Neutral),
    ("Invalid operator code", Sense::Neutral),
    ("Operator is down", Sense::Neutral),
    ("Amount not allowed", Sense::Neutral),
];

/// What a sentence says; `None` where it is none of those that are known.
pub fn sense(text: &str) -> Option<Sense> {
    let text = text.trim();
    let known = SENTENCES.iter().find(|(sentence, _)| sentence.eq_ignore_ascii_case(text));
    known.map(|(_, sense)| *sense)
}

/// Whether any of the texts says one of these.
pub fn says(texts: &[&str], senses: &[Sense]) -> bool {
    texts.iter().filter_map(|text| sense(text)).any(|sense| senses.contains(&sense))
}

/// Whether one of the texts is none of the known sentences and yet may say how it went.
pub fn is_dark(texts: &[&str]) -> bool {
    const HINTS: [&str; 12] =
        ["fail", "reject", "declin", "cancel", "refund", "revers", "succe", "not", "pend", "hold", "queue", "proc"];
    texts.iter().filter(|text| sense(text).is_none()).any(|text| {
        let lower = text.to_lowercase();
        HINTS.iter().any(|hint| lower.contains(hint))
    })
}

/// Whether nothing in the texts speaks against good news, as far as that is known.
pub fn fits_good(texts: &[&str]) -> bool {
    !says(texts, &[Sense::Bad, Sense::Back]) || says(texts, &[Sense::Good]) || is_dark(texts)
}

/// Whether nothing in the texts speaks against a failure: a repetition, good news, or that it is on its way.
pub fn fits_bad(texts: &[&str]) -> bool {
    !says(texts, &[Sense::Good, Sense::Waits]) || says(texts, &[Sense::Bad, Sense::Back]) || is_dark(texts)
}

/// Whether each of the texts is one that is known and says nothing else than `senses`, or empty.
pub fn only(texts: &[&str], senses: &[Sense]) -> bool {
    texts.iter().all(|text| text.is_empty() || sense(text).is_some_and(|sense| senses.contains(&sense)))
}
