//! The two numbers by which the state knows a person. Neither is ever shown whole, kept or printed: the types have no
//! `Display` and cannot be serialised.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// Signs of a PAN.
const PAN_LENGTH: usize = 10;

/// Digits of an Aadhaar number.
const AADHAAR_DIGITS: usize = 12;

/// Why a PAN or an Aadhaar number as typed cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityProblem {
    /// Nothing was typed.
    #[error("missing")]
    Missing,
    /// Not five letters, four digits and a letter; or not twelve digits.
    #[error("not of its form")]
    WrongForm,
    /// Twelve digits of which at least one is mistyped: the check digit does not fit.
    #[error("the check digit does not fit")]
    Mistyped,
}

/// A permanent account number of the income tax department: five letters, four digits, a letter.
#[derive(Clone)]
pub struct Pan(SecretString);

impl Pan {
    /// Reads a PAN as typed: blanks around it and small letters are tolerated.
    pub fn parse(typed: &str) -> Result<Pan, IdentityProblem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(IdentityProblem::Missing);
        }
        let fits = |(place, sign): (usize, u8)| match place {
            5..=8 => sign.is_ascii_digit(),
            _ => sign.is_ascii_alphabetic(),
        };
        if typed.len() != PAN_LENGTH || !typed.bytes().enumerate().all(fits) {
            return Err(IdentityProblem::WrongForm);
        }
        Ok(Pan(typed.to_ascii_uppercase().into()))
    }

    /// What may be shown: the four digits.
    pub fn masked(&self) -> String {
        format!("•••••{}•", &self.0.expose_secret()[5..9])
    }

    /// The whole number, for a request only.
    pub fn expose(&self) -> &SecretString {
        &self.0
    }
}

impl PartialEq for Pan {
    fn eq(&self, other: &Pan) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl Eq for Pan {}

impl fmt::Debug for Pan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pan({})", self.masked())
    }
}

/// An Aadhaar number whose check digit fits. The digits are wiped from memory when it is dropped.
#[derive(Clone)]
pub struct Aadhaar(SecretString);

impl Aadhaar {
    /// Reads a number as typed: in groups, with hyphens, in Devanagari digits.
    pub fn parse(typed: &str) -> Result<Aadhaar, IdentityProblem> {
        if typed.trim().is_empty() {
            return Err(IdentityProblem::Missing);
        }
        // As large as it gets from the start: a text that grows leaves copies behind that nobody wipes.
        let mut digits = String::with_capacity(AADHAAR_DIGITS);
        for sign in typed.trim().chars() {
            match sign {
                _ if digits.len() == AADHAAR_DIGITS => return Err(IdentityProblem::WrongForm),
                '0'..='9' => digits.push(sign),
                '०'..='९' => digits.push(char::from(b'0' + (u32::from(sign) - u32::from('०')) as u8)),
                ' ' | '-' | '\u{a0}' => {}
                _ => return Err(IdentityProblem::WrongForm),
            }
        }
        let aadhaar = Aadhaar(digits.into());
        let digits = aadhaar.0.expose_secret();
        if digits.len() != AADHAAR_DIGITS {
            return Err(IdentityProblem::WrongForm);
        }
        if !verhoeff_fits(digits) {
            return Err(IdentityProblem::Mistyped);
        }
        Ok(aadhaar)
    }

    /// All that may be shown or kept: the last four digits.
    pub fn last_four(&self) -> &str {
        &self.0.expose_secret()[AADHAAR_DIGITS - 4..]
    }

    /// The whole number, for a request only.
    pub fn expose(&self) -> &SecretString {
        &self.0
    }
}

/// Not even the last four digits: whoever shows them has to ask for them.
impl fmt::Debug for Aadhaar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Aadhaar(•••)")
    }
}

/// Multiplication in the dihedral group of order ten.
const PRODUCT: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/// The permutation of the first place; each further place applies it once more.
const PERMUTATION: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/// The checksum of Verhoeff (1969): every single wrong digit and every swap of neighbours is caught.
fn verhoeff_fits(digits: &str) -> bool {
    let mut sum = 0;
    for (place, digit) in digits.bytes().rev().enumerate() {
        let mut digit = digit - b'0';
        for _ in 0..place % 8 {
            digit = PERMUTATION[usize::from(digit)];
        }
        sum = PRODUCT[usize::from(sum)][usize::from(digit)];
    }
    sum == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The made-up number of these eleven digits. It begins with 0 or 1, as none that was ever given out does.
    fn made_up(eleven: &str) -> String {
        let fitting: Vec<String> =
            (0..10).map(|check| format!("{eleven}{check}")).filter(|all| verhoeff_fits(all)).collect();
        assert_eq!(fitting.len(), 1, "{eleven}");
        fitting[0].clone()
    }

    #[test]
    fn the_checksum_is_verhoeffs() {
        // The two samples that every account of the algorithm gives.
        assert!(verhoeff_fits("2363") && verhoeff_fits("123451"));
        assert!(!verhoeff_fits("2364") && !verhoeff_fits("132451"));
    }

    #[test]
    fn an_aadhaar_number_is_read_as_typed() {
        let whole = made_up("01234567890");
        let groups = format!(" {} {}-{} ", &whole[..4], &whole[4..8], &whole[8..]);
        let hindi: String =
            whole.chars().map(|digit| ('०'..='९').nth(digit as usize - '0' as usize).unwrap()).collect();
        for typed in [&whole, &groups, &hindi] {
            let read = Aadhaar::parse(typed).unwrap();
            assert_eq!(read.expose().expose_secret(), whole);
            assert_eq!(read.last_four(), &whole[8..]);
        }
    }

    #[test]
    fn what_is_no_aadhaar_number_says_why() {
        let whole = made_up("01234567890");
        assert_eq!(Aadhaar::parse("  ").err(), Some(IdentityProblem::Missing));
        for typed in ["0123", &format!("{whole}1"), "01234567890a", "०१२३", "0123.4567.8901", &format!("+{whole}")]
        {
            assert_eq!(Aadhaar::parse(typed).err(), Some(IdentityProblem::WrongForm), "{typed}");
        }
    }

    #[test]
    fn a_pan_is_five_letters_four_digits_and_a_letter() {
        for typed in ["ZZZXZ1234Q", " zzzxz1234q\n", "ZzZxZ1234q"] {
            assert_eq!(Pan::parse(typed).unwrap().expose().expose_secret(), "ZZZXZ1234Q");
        }
        for typed in ["ZZZXZ1234", "ZZZXZ12345", "ZZZX51234Q", "ZZZXZ1234QQ", "ZZZXZ 1234Q", "अZZZXZ1Q", "ÀBCPK123Q"]
        {
            assert_eq!(Pan::parse(typed).err(), Some(IdentityProblem::WrongForm), "{typed}");
        }
        assert_eq!(Pan::parse("").err(), Some(IdentityProblem::Missing));
        assert_ne!(Pan::parse("ZZZXZ1234Q"), Pan::parse("ZZZXZ1234R"));
    }

    #[test]
    fn neither_is_shown() {
        let whole = made_up("12345678901");
        let aadhaar = Aadhaar::parse(&whole).unwrap();
        let shown = format!("{aadhaar:?} {aadhaar:#?}");
        assert!(!shown.contains(|sign: char| sign.is_ascii_digit()), "{shown}");
        let pan = Pan::parse("ZZZXZ1234Q").unwrap();
        assert_eq!(format!("{pan:?}"), "Pan(•••••1234•)");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_or_a_swap_of_neighbours_is_caught(
            eleven in "[01][0-9]{10}", place in 0_usize..12, other in 0_u8..10
        ) {
            let whole = made_up(&eleven);
            let mut wrong = whole.clone().into_bytes();
            wrong[place] = b'0' + other;
            let mut swapped = whole.clone().into_bytes();
            swapped.swap(place, (place + 1) % 12);
            for changed in [String::from_utf8(wrong).unwrap(), String::from_utf8(swapped).unwrap()] {
                // First and last are no neighbours.
                if changed != whole && !(place == 11 && changed.as_bytes()[11] == whole.as_bytes()[0]) {
                    prop_assert_eq!(Aadhaar::parse(&changed).err(), Some(IdentityProblem::Mistyped));
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,16}") {
            if let Ok(pan) = Pan::parse(&text) {
                prop_assert_eq!(Pan::parse(pan.expose().expose_secret()), Ok(pan));
            }
            if let Ok(aadhaar) = Aadhaar::parse(&text) {
                prop_assert!(aadhaar.expose().expose_secret().bytes().all(|digit| digit.is_ascii_digit()));
            }
        }
    }
}
