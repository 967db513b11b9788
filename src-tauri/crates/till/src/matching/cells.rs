//! What the cells of a statement say: amounts, numbers, ids.

use domain::Paise;

/// What may stand around an amount.
const AROUND: [&str; 6] = ["₹", "rs.", "rs", "inr", "/-", "rupees"];

/// An amount as companies print it: `₹ 1,299.00`, `(299.00)`, `299 Dr`, `-299`. Debits and brackets are below zero.
pub(crate) fn amount(text: &str) -> Option<Paise> {
    let mut plain = text.to_lowercase();
    for part in AROUND {
        plain = plain.replace(part, "");
    }
    let mut plain: String = plain.chars().filter(|sign| !sign.is_whitespace() && *sign != ',').collect();
    let mut is_below = false;
    for (end, below) in [("dr", true), ("cr", false), ("-", true), ("+", false)] {
        if let Some(rest) = plain.strip_suffix(end) {
            is_below = below;
            plain = rest.trim_end_matches('.').to_owned();
            break;
        }
    }
    if let Some(inside) = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (is_below, plain) = (true, inside.to_owned());
    }
    let plain = plain.replace('−', "-");
    let (plain, is_below) = match plain.strip_prefix(['-', '+']) {
        Some(rest) => (rest, is_below || plain.starts_with('-')),
        None => (plain.as_str(), is_below),
    };
    let begins = if plain.starts_with('.') { format!("0{plain}") } else { plain.to_owned() };
    let paise = Paise::from_wire(begins.trim_end_matches('.'))?;
    if is_below { paise.checked_neg() } else { Some(paise) }
}

/// Whether a cell is a number that Excel has ruined: `9.81E+09`. Its digits are gone.
pub(crate) fn is_ruined(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent) && exponent.len() <= 3
}

/// An id as it is compared: capitals and digits. `None`: nothing stands there, or only a sign for nothing.
pub(crate) fn id(text: &str) -> Option<String> {
    let id: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let is_nothing = id.is_empty()
        || id.bytes().all(|byte| byte == b'0')
        || matches!(id.as_str(), "NA" | "NULL" | "NIL" | "NONE" | "NAN");
    if is_nothing || is_ruined(text) { None } else { Some(id) }
}

/// A number as it is compared: a mobile number without the country's.
pub(crate) fn number(text: &str) -> Option<String> {
    let id = id(text.strip_suffix(".0").unwrap_or(text))?;
    let is_digits = id.bytes().all(|byte| byte.is_ascii_digit());
    let bare = match id.len() {
        12 if is_digits => id.strip_prefix("91"),
        11 if is_digits => id.strip_prefix('0'),
        _ => None,
    };
    let is_mobile = |bare: &&str| bare.starts_with(['6', '7', '8', '9']);
    Some(bare.filter(is_mobile).map_or_else(|| id.clone(), str::to_owned))
}
