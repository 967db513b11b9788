//! The number a sale goes to: of a mobile, a subscriber, a consumer, a vehicle.

use crate::typed::{is_gap, to_ascii_digits, unwrapped};

/// Digits of an Indian mobile number without +91.
pub const MOBILE_DIGITS: usize = 10;

/// The digits of a text, whatever script they are in, and nothing else of it.
pub fn plain_digits(text: &str) -> String {
    to_ascii_digits(text).chars().filter(char::is_ascii_digit).collect()
}

/// Why a number as typed cannot be recharged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberProblem {
    /// Nothing was typed.
    #[error("no number")]
    Missing,
    /// Fewer digits than there must be.
    #[error("{digits} digits where {wanted} are needed")]
    TooShort {
        /// Digits typed.
        digits: usize,
        /// Least digits.
        wanted: usize,
    },
    /// More digits than there may be.
    #[error("{digits} digits where {wanted} are needed")]
    TooLong {
        /// Digits typed.
        digits: usize,
        /// Most digits.
        wanted: usize,
    },
    /// Something other than digits and the usual separators.
    #[error("letters in the number")]
    HasLetters,
    /// Ten digits that begin with 0 to 5: the number of a landline with its STD code.
    #[error("a landline number")]
    IsLandline,
    /// Ten digits that nobody has as a number, such as ten zeros.
    #[error("nobody's number")]
    IsNobodys,
    /// A country code other than +91.
    #[error("not an Indian number")]
    IsForeign,
    /// A sign that is neither letter, digit, `-` nor `/`.
    #[error("a strange sign in the number")]
    StrangeSign,
    /// Neither the registration number of a vehicle nor a mobile number.
    #[error("not a vehicle number")]
    NotAVehicle,
}

/// Digits of a number as typed or pasted, and whether it began with a plus sign. A web page links to a number as
/// `tel:+91-98765-43210`. A visiting card prints `(+91)`.
fn digits_of(text: &str) -> Result<(bool, String), NumberProblem> {
    let text = unwrapped(text);
    let is_link = text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"));
    let text = if is_link { text[4..].split(';').next().unwrap_or_default() } else { text.as_str() };
    let (mut plus, mut digits) = (false, String::new());
    for sign in text.chars() {
        match sign {
            '0'..='9' => digits.push(sign),
            '+' | '\u{ff0b}' if digits.is_empty() && !plus => plus = true,
            '-' | '.' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
            _ if is_gap(sign) => {}
            _ => return Err(NumberProblem::HasLetters),
        }
    }
    if digits.is_empty() { Err(NumberProblem::Missing) } else { Ok((plus, digits)) }
}

/// The digits that may stand before the ten: the country's code, however it is dialled, and the zero of a call within the
/// country.
const BEFORE: [&str; 8] = ["", "0", "91", "091", "910", "0091", "0910", "00910"];

/// The digits without the country's code and the zero, if ten are left then. Else the digits without the country's code.
fn national(plus: bool, digits: &str) -> Result<&str, NumberProblem> {
    if plus && !digits.starts_with("91") {
        return Err(NumberProblem::IsForeign);
    }
    let is_before = |before: &&&str| digits.len() == before.len() + MOBILE_DIGITS && digits.starts_with(**before);
    let before = BEFORE.iter().filter(|before| !plus || before.starts_with("91")).find(is_before);
    Ok(match before {
        Some(before) => &digits[before.len()..],
        None if plus => &digits[2..],
        None => digits,
    })
}

/// Reads a mobile number as typed or pasted: `98765 43210`, `+91-98765-43210`, `098765 43210`, `९८७६५…`.
/// Gives its ten digits.
pub fn parse_mobile(text: &str) -> Result<String, NumberProblem> {
    let (plus, digits) = digits_of(text)?;
    let national = national(plus, &digits)?;
    let count = national.len();
    if count < MOBILE_DIGITS {
        return Err(NumberProblem::TooShort { digits: count, wanted: MOBILE_DIGITS });
    }
    if count > MOBILE_DIGITS {
        return Err(NumberProblem::TooLong { digits: count, wanted: MOBILE_DIGITS });
    }
    if national.starts_with(['6', '7', '8', '9']) {
        return Ok(national.to_owned());
    }
    let is_one_digit = national.chars().all(|digit| national.starts_with(digit));
    Err(if is_one_digit || national.starts_with("00") { NumberProblem::IsNobodys } else { NumberProblem::IsLandline })
}

/// Reads the number of a landline of `least` to `most` digits. In India STD code and number have ten digits together. If
/// the code stands in a field of its own, it is taken off the number, so that it goes out only once.
pub fn parse_landline(text: &str, std_code: &str, least: usize, most: usize) -> Result<String, NumberProblem> {
    let (plus, digits) = digits_of(text)?;
    let whole = national(plus, &digits)?;
    let code = digits_of(std_code).map(|(_, code)| code.trim_start_matches('0').to_owned()).unwrap_or_default();
    let local = whole.strip_prefix(code.as_str()).filter(|_| !code.is_empty() && whole.len() == MOBILE_DIGITS);
    // A code that is not taken off stays as it was typed, with its zero.
    in_width(local.map_or_else(|| if plus { whole.to_owned() } else { digits.clone() }, str::to_owned), least, most)
}

fn in_width(digits: String, least: usize, most: usize) -> Result<String, NumberProblem> {
    match digits.len() {
        count if count < least => Err(NumberProblem::TooShort { digits: count, wanted: least }),
        count if count > most => Err(NumberProblem::TooLong { digits: count, wanted: most }),
        _ => Ok(digits),
    }
}

/// Reads a subscriber's number (DTH and the like) of `least` to `most` digits. Leading zeros belong to it.
pub fn parse_subscriber(text: &str, least: usize, most: usize) -> Result<String, NumberProblem> {
    let (plus, digits) = digits_of(text)?;
    if plus {
        return Err(NumberProblem::HasLetters);
    }
    in_width(digits, least, most)
}

/// Reads a number of `least` to `most` letters and digits, also `-` and `/`: a consumer number, a policy number. Blanks are
/// left out. Capitals and small letters stay as they are typed.
pub fn parse_reference(text: &str, least: usize, most: usize) -> Result<String, NumberProblem> {
    let plain: String = unwrapped(text).chars().filter(|sign| !is_gap(*sign)).collect();
    let signs = plain.chars().count();
    if signs == 0 {
        return Err(NumberProblem::Missing);
    }
    if !plain.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '/'))
        || !plain.contains(|sign: char| sign.is_ascii_alphanumeric())
    {
        return Err(NumberProblem::StrangeSign);
    }
    if signs < least {
        return Err(NumberProblem::TooShort { digits: signs, wanted: least });
    }
    if signs > most {
        return Err(NumberProblem::TooLong { digits: signs, wanted: most });
    }
    Ok(plain)
}

/// The registration number of a vehicle in capitals, without blanks and hyphens: `UP80BT4471`, `DL1CAB1234`, of the BH
/// series `22BH1234AA`. `None` when the text does not have this form.
pub fn parse_vehicle(text: &str) -> Option<String> {
    let signs = unwrapped(text).to_ascii_uppercase();
    let plain: String = signs.chars().filter(|sign| !is_gap(*sign) && !matches!(sign, '-' | '.')).collect();
    // The runs of letters and of digits in their sequence, each with its length.
    let mut runs: Vec<(bool, usize)> = Vec::new();
    for sign in plain.chars() {
        if !sign.is_ascii_alphanumeric() {
            return None;
        }
        match runs.last_mut() {
            Some((is_digit, length)) if *is_digit == sign.is_ascii_digit() => *length += 1,
            _ => runs.push((sign.is_ascii_digit(), 1)),
        }
    }
    let is_vehicle = match runs.as_slice() {
        [(false, 2), (true, 1..=2), (false, 1..=3), (true, 1..=4)] => true,
        // Old numbers have no series (`UP801234`) or no district (`MHA1234`).
        [(false, 2), (true, 3..=6)] | [(false, 3), (true, 1..=4)] => true,
        [(true, 2), (false, 2), (true, 4), (false, 1..=2)] => &plain[2..4] == "BH",
        _ => false,
    };
    is_vehicle.then_some(plain)
}

/// Reads the number by which a toll tag is found: the vehicle's registration number, or the mobile number of the tag.
pub fn parse_vehicle_or_mobile(text: &str) -> Result<String, NumberProblem> {
    let typed = unwrapped(text);
    if typed.is_empty() {
        return Err(NumberProblem::Missing);
    }
    if typed.contains(|sign: char| sign.is_alphabetic()) {
        return parse_vehicle(&typed).ok_or(NumberProblem::NotAVehicle);
    }
    match parse_mobile(&typed) {
        Err(NumberProblem::HasLetters) => Err(NumberProblem::NotAVehicle),
        read => read,
    }
}

#[cfg(test)]
mod tests;
