//! The number a recharge goes to: a mobile number or a DTH subscriber's.

use crate::money::to_ascii_digits;

/// Digits of an Indian mobile number without +91.
pub const MOBILE_DIGITS: usize = 10;

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
    /// Ten digits that begin with 0 to 5: an STD code and a landline number.
    #[error("a landline number")]
    IsLandline,
    /// A country code other than +91.
    #[error("not an Indian number")]
    IsForeign,
}

/// Digits of a number as typed or pasted, and whether it began with a plus sign.
fn digits_of(text: &str) -> Result<(bool, String), NumberProblem> {
    let text = to_ascii_digits(text.trim());
    // Contact apps put invisible direction marks around a pasted number.
    let text = text.trim_matches(
        |sign: char| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
    );
    let (plus, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut digits = String::new();
    for sign in rest.chars() {
        match sign {
            '0'..='9' => digits.push(sign),
            ' ' | '-' | '.' | '(' | ')' | '\u{a0}' | '\u{2010}'..='\u{2013}' | '\t' => {}
            _ => return Err(NumberProblem::HasLetters),
        }
    }
    if digits.is_empty() { Err(NumberProblem::Missing) } else { Ok((plus, digits)) }
}

/// Reads a mobile number as typed or pasted: `98765 43210`, `+91-98765-43210`, `098765 43210`, `९८७६५…`.
/// Gives its ten digits.
pub fn parse_mobile(text: &str) -> Result<String, NumberProblem> {
    let (plus, digits) = digits_of(text)?;
    let national = match (plus, digits.as_str()) {
        (true, all) => all.strip_prefix("91").ok_or(NumberProblem::IsForeign)?,
        (false, all) if all.len() == 14 && all.starts_with("0091") => &all[4..],
        (false, all) if all.len() == 12 && all.starts_with("91") => &all[2..],
        (false, all) if all.len() == 11 && all.starts_with('0') => &all[1..],
        (false, all) => all,
    };
    let count = national.len();
    if count < MOBILE_DIGITS {
        return Err(NumberProblem::TooShort { digits: count, wanted: MOBILE_DIGITS });
    }
    if count > MOBILE_DIGITS {
        return Err(NumberProblem::TooLong { digits: count, wanted: MOBILE_DIGITS });
    }
    if national.starts_with(['6', '7', '8', '9']) { Ok(national.to_owned()) } else { Err(NumberProblem::IsLandline) }
}

/// Reads a subscriber's number (DTH and the like) of `least` to `most` digits. Leading zeros belong to it.
pub fn parse_subscriber(text: &str, least: usize, most: usize) -> Result<String, NumberProblem> {
    let (plus, digits) = digits_of(text)?;
    if plus {
        return Err(NumberProblem::HasLetters);
    }
    if digits.len() < least {
        return Err(NumberProblem::TooShort { digits: digits.len(), wanted: least });
    }
    if digits.len() > most {
        return Err(NumberProblem::TooLong { digits: digits.len(), wanted: most });
    }
    Ok(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mobile_numbers_as_typed_and_pasted() {
        for text in [
            "9876543210",
            "98765 43210",
            "+91 98765-43210",
            "0091 9876543210",
            "919876543210",
            "09876543210",
            "(98765) 43210",
            "९८७६५४३२१०",
            "\u{202a}+91 98765 43210\u{202c}",
        ] {
            assert_eq!(parse_mobile(text).as_deref(), Ok("9876543210"), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_mobile_number_says_why() {
        assert_eq!(parse_mobile(""), Err(NumberProblem::Missing));
        assert_eq!(parse_mobile("987654321"), Err(NumberProblem::TooShort { digits: 9, wanted: 10 }));
        assert_eq!(parse_mobile("98765432101"), Err(NumberProblem::TooLong { digits: 11, wanted: 10 }));
        assert_eq!(parse_mobile("98765abcde"), Err(NumberProblem::HasLetters));
        assert_eq!(parse_mobile("0562 2234567"), Err(NumberProblem::IsLandline));
        assert_eq!(parse_mobile("5622234567"), Err(NumberProblem::IsLandline));
        assert_eq!(parse_mobile("+1 212 555 0100"), Err(NumberProblem::IsForeign));
    }

    #[test]
    fn subscriber_numbers_keep_their_leading_zeros() {
        assert_eq!(parse_subscriber("0151 234 5678", 10, 11).as_deref(), Ok("01512345678"));
        assert_eq!(parse_subscriber("12345", 10, 11), Err(NumberProblem::TooShort { digits: 5, wanted: 10 }));
    }

    proptest! {
        #[test]
        fn any_text_gives_ten_mobile_digits_or_a_problem(text in "\\PC{0,24}") {
            if let Ok(number) = parse_mobile(&text) {
                prop_assert_eq!(number.len(), MOBILE_DIGITS);
                prop_assert!(number.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }
    }
}
