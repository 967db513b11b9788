//! The two numbers by which the state knows a person. Neither is ever shown whole, kept or printed. So the types have no
//! `Display` and cannot be serialised.

use std::fmt;

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};

/// Signs of a PAN.
const PAN_LENGTH: usize = 10;

/// Place of the letter that tells the kind of holder of a PAN.
const PAN_HOLDER: usize = 3;

/// Digits of an Aadhaar number.
const AADHAAR_DIGITS: usize = 12;

/// Why a PAN or an Aadhaar number as typed cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityProblem {
    /// Nothing was typed.
    #[error("missing")]
    Missing,
    /// A PAN that is not five letters, four digits and a letter. An Aadhaar number that is not digits, or begins with a
    /// digit that none begins with.
    #[error("not of its form")]
    WrongForm,
    /// Fewer signs than there must be.
    #[error("only {digits} signs")]
    TooShort {
        /// How many digits were typed, never which. Of a PAN, letters count, too.
        digits: usize,
    },
    /// More signs than there may be.
    #[error("too many signs")]
    TooLong {
        /// How many digits were typed. Of a PAN, letters count, too.
        digits: usize,
    },
    /// The check digit does not fit, so at least one of the twelve digits is mistyped.
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
        if !typed.bytes().all(|sign| sign.is_ascii_alphanumeric()) {
            return Err(IdentityProblem::WrongForm);
        }
        match typed.len() {
            digits @ ..PAN_LENGTH => Err(IdentityProblem::TooShort { digits }),
            PAN_LENGTH if typed.bytes().enumerate().all(fits) => Ok(Pan(typed.to_ascii_uppercase().into())),
            PAN_LENGTH => Err(IdentityProblem::WrongForm),
            digits => Err(IdentityProblem::TooLong { digits }),
        }
    }

    /// Whether it belongs to a person. By the structure that the income tax department publishes, the fourth letter tells
    /// the kind of holder: P a person, C a company, H an undivided family, F a firm, A, B, G, J, L and T other bodies.
    /// [`Pan::parse`] does not refuse any other letter, because the department may add one, and because made-up numbers
    /// need one.
    pub fn is_person(&self) -> bool {
        self.0.expose_secret().as_bytes()[PAN_HOLDER] == b'P'
    }

    /// The part that may be shown: the four digits.
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
    /// Reads a number as typed: in groups, with hyphens, in Devanagari digits. One that begins with 0 or 1 is refused,
    /// because UIDAI gives none of these out.
    pub fn parse(typed: &str) -> Result<Aadhaar, IdentityProblem> {
        if typed.trim().is_empty() {
            return Err(IdentityProblem::Missing);
        }
        // The text has its full size from the start, because a text that grows leaves copies behind that nobody wipes.
        let mut digits = String::with_capacity(AADHAAR_DIGITS);
        let mut count = 0;
        let mut is_number = true;
        for sign in typed.trim().chars() {
            let digit = match sign {
                '0'..='9' => sign,
                '०'..='९' => char::from(b'0' + (u32::from(sign) - u32::from('०')) as u8),
                ' ' | '-' | '\u{a0}' => continue,
                _ => {
                    is_number = false;
                    continue;
                }
            };
            count += 1;
            if count <= AADHAAR_DIGITS {
                digits.push(digit);
            }
        }
        let problem = match count {
            _ if !is_number => Some(IdentityProblem::WrongForm),
            ..AADHAAR_DIGITS => Some(IdentityProblem::TooShort { digits: count }),
            AADHAAR_DIGITS if digits.starts_with(['0', '1']) => Some(IdentityProblem::WrongForm),
            AADHAAR_DIGITS if !verhoeff_fits(&digits) => Some(IdentityProblem::Mistyped),
            AADHAAR_DIGITS => None,
            _ => Some(IdentityProblem::TooLong { digits: count }),
        };
        match problem {
            None => Ok(Aadhaar(digits.into())),
            Some(problem) => {
                digits.zeroize();
                Err(problem)
            }
        }
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

/// It does not show even the last four digits. Whoever wants to show them has to ask for them.
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

/// The checksum of Verhoeff (1969). It catches every single wrong digit, and every swap of neighbours.
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

    /// The made-up number of these eleven digits. Tests use those that begin with 9999, as the simulator does.
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
        let whole = made_up("99990123456");
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
        let whole = made_up("99990123456");
        assert_eq!(Aadhaar::parse("  ").err(), Some(IdentityProblem::Missing));
        for typed in ["99990123456a", "9999.0123.4567", &format!("+{whole}"), "nine", &made_up("09990123456")] {
            assert_eq!(Aadhaar::parse(typed).err(), Some(IdentityProblem::WrongForm), "{typed}");
        }
        assert_eq!(Aadhaar::parse(&made_up("19990123456")).err(), Some(IdentityProblem::WrongForm));
        for (typed, digits) in
            [("9999", 4), ("९९९९", 4), (&whole[1..], 11), ("9999 0123-456", 11), ("0123", 4), ("-", 0)]
        {
            assert_eq!(Aadhaar::parse(typed).err(), Some(IdentityProblem::TooShort { digits }), "{typed}");
        }
        for (typed, digits) in [(format!("{whole}1"), 13), (format!("{whole} {whole}"), 24)] {
            assert_eq!(Aadhaar::parse(&typed).err(), Some(IdentityProblem::TooLong { digits }), "{typed}");
        }
    }

    #[test]
    fn a_pan_is_five_letters_four_digits_and_a_letter() {
        for typed in ["ZZZXZ1234Q", " zzzxz1234q\n", "ZzZxZ1234q"] {
            assert_eq!(Pan::parse(typed).unwrap().expose().expose_secret(), "ZZZXZ1234Q");
        }
        for typed in ["ZZZXZ12345", "ZZZX51234Q", "ZZZXZ 1234Q", "ZZZXZ-123Q", "अZZZXZ1Q", "ÀBCPK123Q"] {
            assert_eq!(Pan::parse(typed).err(), Some(IdentityProblem::WrongForm), "{typed}");
        }
        for (typed, digits) in [("ZZZXZ1234", 9), ("abcde1234", 9), ("Z", 1)] {
            assert_eq!(Pan::parse(typed).err(), Some(IdentityProblem::TooShort { digits }), "{typed}");
        }
        assert_eq!(Pan::parse("ZZZXZ1234QQ").err(), Some(IdentityProblem::TooLong { digits: 11 }));
        assert_eq!(Pan::parse("").err(), Some(IdentityProblem::Missing));
        assert_ne!(Pan::parse("ZZZXZ1234Q"), Pan::parse("ZZZXZ1234R"));
    }

    #[test]
    fn the_fourth_letter_of_a_pan_tells_a_person() {
        assert!(Pan::parse("zzzpz1234q").unwrap().is_person());
        for other in ["ZZZCZ1234Q", "ZZPHZ1234P", "ZZZXZ1234Q"] {
            assert!(!Pan::parse(other).unwrap().is_person(), "{other}");
        }
    }

    #[test]
    fn a_problem_tells_how_many_digits_and_never_which() {
        let problem = Aadhaar::parse("98765432").err().unwrap();
        assert_eq!(format!("{problem} {problem:?}"), "only 8 signs TooShort { digits: 8 }");
    }

    #[test]
    fn neither_is_shown() {
        let whole = made_up("99991234567");
        let aadhaar = Aadhaar::parse(&whole).unwrap();
        let shown = format!("{aadhaar:?} {aadhaar:#?}");
        assert!(!shown.contains(|sign: char| sign.is_ascii_digit()), "{shown}");
        let pan = Pan::parse("ZZZXZ1234Q").unwrap();
        assert_eq!(format!("{pan:?}"), "Pan(•••••1234•)");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_or_a_swap_of_neighbours_is_caught(
            eleven in "9999[0-9]{7}", place in 0_usize..12, other in 0_u8..10
        ) {
            let whole = made_up(&eleven);
            let mut wrong = whole.clone().into_bytes();
            wrong[place] = b'0' + other;
            let mut swapped = whole.clone().into_bytes();
            swapped.swap(place, (place + 1) % 12);
            for changed in [String::from_utf8(wrong).unwrap(), String::from_utf8(swapped).unwrap()] {
                // First and last are no neighbours.
                if changed != whole && !(place == 11 && changed.as_bytes()[11] == whole.as_bytes()[0]) {
                    let begins_wrong = changed.starts_with(['0', '1']);
                    let problem = if begins_wrong { IdentityProblem::WrongForm } else { IdentityProblem::Mistyped };
                    prop_assert_eq!(Aadhaar::parse(&changed).err(), Some(problem));
                    prop_assert!(!verhoeff_fits(&changed));
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
