//! The number under which a shop pays goods and services tax.

use crate::typed::unwrapped;

const SIGNS: usize = 15;
/// What a sign counts: its place here.
const VALUES: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A GSTIN: the state, the PAN, which registration of it, a Z, and a check sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gstin(String);

/// What is wrong with a GSTIN as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GstinProblem {
    /// Not of the form that it has.
    #[error("it is no GSTIN")]
    WrongForm,
    /// The check sign does not fit: at least one sign is mistyped.
    #[error("a sign of it is mistyped")]
    Mistyped,
}

fn value(sign: u8) -> usize {
    VALUES.iter().position(|each| *each == sign).unwrap_or_default()
}

/// The last sign, of the fourteen before it: each is counted once or twice in turn, and of a product both places.
fn check_sign(head: &[u8]) -> u8 {
    let sum: usize = head
        .iter()
        .enumerate()
        .map(|(place, sign)| {
            let product = value(*sign) * (1 + place % 2);
            product / 36 + product % 36
        })
        .sum();
    VALUES[(36 - sum % 36) % 36]
}

/// Two digits of a state, five letters, four digits and a letter of a PAN, the registration, and the Z.
fn has_form(signs: &[u8]) -> bool {
    let is_state = |state: u8| matches!(state, 1..=38 | 97 | 99);
    let [tens, ones, pan @ .., registration, b'Z', check] = signs else { return false };
    let state = tens.is_ascii_digit() && ones.is_ascii_digit() && is_state((tens - b'0') * 10 + ones - b'0');
    let is_pan = matches!(pan, [letters @ .., a, b, c, d, last]
        if letters.len() == 5
            && letters.iter().all(u8::is_ascii_uppercase)
            && [a, b, c, d].iter().all(|sign| sign.is_ascii_digit())
            && last.is_ascii_uppercase());
    state && is_pan && *registration != b'0' && registration.is_ascii_alphanumeric() && check.is_ascii_alphanumeric()
}

impl Gstin {
    /// Reads a GSTIN as typed: blanks, small letters and Hindi digits are understood.
    pub fn parse(typed: &str) -> Result<Gstin, GstinProblem> {
        let signs = unwrapped(typed).split_whitespace().collect::<String>().to_ascii_uppercase();
        if signs.len() != SIGNS || !has_form(signs.as_bytes()) {
            return Err(GstinProblem::WrongForm);
        }
        let (head, check) = signs.as_bytes().split_at(SIGNS - 1);
        if check != [check_sign(head)] {
            return Err(GstinProblem::Mistyped);
        }
        Ok(Gstin(signs))
    }

    /// As it is printed and kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up one.
    const GOOD: &str = "27ABCDE1234F1Z?";

    fn good() -> String {
        let head = &GOOD[..SIGNS - 1];
        format!("{head}{}", char::from(check_sign(head.as_bytes())))
    }

    #[test]
    fn what_other_validators_hold_good_is_good() {
        for specimen in ["27AAPFU0939F1ZV", "29AAGCB7383J1Z4"] {
            assert_eq!(Gstin::parse(specimen).unwrap().as_str(), specimen);
        }
    }

    #[test]
    fn blanks_small_letters_and_hindi_digits_are_understood() {
        let typed = format!(" {} ", good().to_lowercase()).replace("27abcde", "२७ abcde ");
        assert_eq!(Gstin::parse(&typed).unwrap().as_str(), good());
    }

    #[test]
    fn each_mistyped_sign_and_each_swapped_pair_is_found() {
        let good = good();
        for place in 0..SIGNS {
            for sign in VALUES {
                let mut other = good.clone().into_bytes();
                other[place] = *sign;
                let other = String::from_utf8(other).unwrap();
                assert_eq!(Gstin::parse(&other).is_ok(), other == good, "{other}");
            }
        }
        for place in 0..SIGNS - 1 {
            let mut other = good.clone().into_bytes();
            other.swap(place, place + 1);
            let other = String::from_utf8(other).unwrap();
            assert!(other == good || Gstin::parse(&other).is_err(), "{other}");
        }
    }

    #[test]
    fn what_is_no_gstin_is_told_from_a_mistyped_one() {
        for (typed, problem) in [
            ("", GstinProblem::WrongForm),
            ("ABCDE1234F", GstinProblem::WrongForm),
            ("00ABCDE1234F1Z5", GstinProblem::WrongForm),
            ("39ABCDE1234F1Z5", GstinProblem::WrongForm),
            ("27ABCDE1234F0Z5", GstinProblem::WrongForm),
            ("27ABCDE1234F1A5", GstinProblem::WrongForm),
            ("27ABCD51234F1Z5", GstinProblem::WrongForm),
            ("27ABCDE1234F1Zé", GstinProblem::WrongForm),
        ] {
            assert_eq!(Gstin::parse(typed), Err(problem), "{typed}");
        }
        let wrong = if good().ends_with('0') { '1' } else { '0' };
        assert_eq!(Gstin::parse(&format!("{}{wrong}", &GOOD[..14])), Err(GstinProblem::Mistyped));
    }
}
