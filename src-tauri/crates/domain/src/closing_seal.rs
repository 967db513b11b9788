//! The closing seal: the head of the journal at a close, as sixteen signs that a person can copy from paper.

use std::fmt;

use serde::Serialize;

/// The signs, without those that are taken for one another (0 and O, 1 and I, U and V). Their number is a prime, so that the last
/// sign finds every single wrong sign and every two that were swapped.
const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTVWXYZ";
const BASE: u128 = 31;
/// Signs that say something. One more checks them.
const TELLING: usize = 15;
/// What stands before the signs in the code that a telephone reads.
const HEAD: &str = "GALLA-Z";

/// A closing seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClosingSeal([u8; TELLING + 1]);

/// What is wrong with a typed seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SealFault {
    /// There are not sixteen signs.
    #[error("not sixteen signs")]
    Length,
    /// A sign that no seal has.
    #[error("a sign that no seal has")]
    Sign,
    /// The last sign does not fit the others.
    #[error("a sign is wrong, or two are swapped")]
    Check,
}

fn check_of(values: &[u8]) -> u8 {
    let sum: usize = values.iter().zip(1_usize..).map(|(value, place)| usize::from(*value) * place).sum();
    u8::try_from(sum % SIGNS.len()).unwrap_or_default()
}

impl ClosingSeal {
    /// The seal of a digest.
    pub fn of(digest: &[u8]) -> ClosingSeal {
        let head = digest.iter().take(16).fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
        let mut rest = head;
        let mut values = [0; TELLING + 1];
        for value in &mut values[..TELLING] {
            *value = u8::try_from(rest % BASE).unwrap_or_default();
            rest /= BASE;
        }
        values[TELLING] = check_of(&values[..TELLING]);
        ClosingSeal(values)
    }

    /// Reads a seal as it is typed, in any case and with any gaps, or as its code says it.
    pub fn parse(text: &str) -> Result<ClosingSeal, SealFault> {
        let text = text.trim().to_uppercase();
        let signs = match text.strip_prefix(HEAD) {
            Some(rest) => rest.split_once(':').map_or(rest, |(_, signs)| signs),
            None => text.as_str(),
        };
        let signs =
            signs.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '\u{2010}'..='\u{2014}' | '.'));
        let mut values = Vec::new();
        for sign in signs {
            let place = SIGNS.iter().position(|known| char::from(*known) == sign).ok_or(SealFault::Sign)?;
            values.push(u8::try_from(place).map_err(|_| SealFault::Sign)?);
        }
        let values: [u8; TELLING + 1] = values.try_into().map_err(|_| SealFault::Length)?;
        let is_right = check_of(&values[..TELLING]) == values[TELLING];
        if is_right { Ok(ClosingSeal(values)) } else { Err(SealFault::Check) }
    }

    /// What the code on the slip says: the name of the close with its seal.
    pub fn code(&self, name: &str) -> String {
        format!("{HEAD}{name}:{self}")
    }
}

/// Four groups of four signs.
impl fmt::Display for ClosingSeal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, value) in self.0.iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                formatter.write_str("-")?;
            }
            let sign = SIGNS.get(usize::from(*value)).copied().unwrap_or(b'?');
            write!(formatter, "{}", char::from(sign))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_seal_is_read_as_it_is_written_and_a_slip_of_the_hand_is_found(
            digest in proptest::collection::vec(any::<u8>(), 32), place in 0..16_usize, other in 0..31_usize, swapped in 0..15_usize,
        ) {
            let seal = ClosingSeal::of(&digest);
            prop_assert_eq!(ClosingSeal::parse(&seal.to_string()), Ok(seal));
            prop_assert_eq!(ClosingSeal::parse(&format!("  {} ", seal.to_string().to_lowercase().replace('-', " "))), Ok(seal));
            prop_assert_eq!(ClosingSeal::parse(&seal.code("12-K7Q")), Ok(seal));
            let signs: Vec<u8> = seal.to_string().bytes().filter(|sign| *sign != b'-').collect();
            prop_assert_eq!(signs.len(), 16);
            let typed = |signs: &[u8]| ClosingSeal::parse(&String::from_utf8_lossy(signs));
            let mut wrong = signs.clone();
            wrong[place] = SIGNS[other];
            prop_assert_eq!(typed(&wrong).is_ok(), wrong == signs);
            let mut wrong = signs.clone();
            wrong.swap(swapped, swapped + 1);
            prop_assert_eq!(typed(&wrong).is_ok(), wrong == signs);
        }
    }

    #[test]
    fn what_is_no_seal_says_why() {
        let seal = ClosingSeal::of(&[7; 32]).to_string();
        assert_eq!(ClosingSeal::parse(""), Err(SealFault::Length));
        assert_eq!(ClosingSeal::parse(&seal[1..]), Err(SealFault::Length));
        assert_eq!(ClosingSeal::parse(&seal.replacen(&seal[..1], "0", 1)), Err(SealFault::Sign));
        assert_ne!(ClosingSeal::of(&[7; 32]), ClosingSeal::of(&[8; 32]));
    }
}
