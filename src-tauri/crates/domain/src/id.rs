//! The id under which a provider knows one request.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest order id all five providers are known to take.
pub const ORDER_ID_MAX: usize = 20;

/// Signs in a terminal prefix.
pub const PREFIX_LENGTH: usize = 6;

/// Digits that a counter has at least.
const COUNTER_DIGITS: usize = 6;

/// Digits and capitals without I, L, O and U, because these are mistaken for others when read aloud.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Digits at the head of the alphabet.
const DIGITS: usize = 10;

/// The text is no order id: it is too long, or not made of digits and capitals.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an order id is 1 to {ORDER_ID_MAX} digits and capitals")]
pub struct IdError;

/// The first signs of every order id made since a ledger file was opened. A new prefix is drawn at every opening. So a
/// restored backup, a copied folder or a second installation never makes an id a second time, although its counter starts
/// from an old value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalPrefix {
    signs: String,
    /// The same random bits as digits: those before the counter, and those behind it.
    digits: (u32, u32),
}

impl TerminalPrefix {
    /// Made from 30 random bits. The first sign is a letter, so that an id never looks like a customer's number.
    pub fn from_random(bits: u32) -> TerminalPrefix {
        let signs = (0..PREFIX_LENGTH).map(|place| {
            let index = ((bits >> (5 * place)) & 31) as usize;
            let letter = DIGITS + index % (ALPHABET.len() - DIGITS);
            char::from(ALPHABET[if place == 0 { letter } else { index }])
        });
        // Neither begins with 0, because a company that reads the id as a number would drop the 0.
        let digits = (10_000 + bits / 9_000 % 90_000, 1_000 + bits % 9_000);
        TerminalPrefix { signs: signs.collect(), digits }
    }

    /// Its signs.
    pub fn signs(&self) -> &str {
        &self.signs
    }
}

/// Which signs an order id is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IdForm {
    /// Digits and capitals, the first a letter.
    #[default]
    Signs,
    /// Digits only, for a company that calls the id a number.
    Digits,
}

/// The id of one attempt, unique for ever: [`TerminalPrefix`] and a counter kept in the database. It has at most
/// [`ORDER_ID_MAX`] digits and capitals, because all five papers take these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderId(String);

impl OrderId {
    /// The id for the given value of the counter.
    pub fn new(prefix: &TerminalPrefix, counter: u64) -> Result<OrderId, IdError> {
        OrderId::formed(prefix, counter, IdForm::Signs)
    }

    /// The id for the given value of the counter, in a form. An id of digits has the counter in the middle, and at least 15
    /// digits. So it does not look like a customer's number, and does not end like a practice number.
    pub fn formed(prefix: &TerminalPrefix, counter: u64, form: IdForm) -> Result<OrderId, IdError> {
        let (before, behind) = prefix.digits;
        OrderId::parse(&match form {
            IdForm::Signs => format!("{}{counter:0COUNTER_DIGITS$}", prefix.signs),
            IdForm::Digits => format!("{before}{counter:0COUNTER_DIGITS$}{behind}"),
        })
    }

    /// Reads an id back.
    pub fn parse(text: &str) -> Result<OrderId, IdError> {
        let fits = (1..=ORDER_ID_MAX).contains(&text.len());
        let clean = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        if fits && clean { Ok(OrderId(text.to_owned())) } else { Err(IdError) }
    }

    /// Whether a text is formed as our ids are, wherever it was made: the prefix and the counter behind it. Ids of digits alone look
    /// like anybody's numbers.
    pub fn is_formed(text: &str) -> bool {
        let (prefix, counter) = text.split_at_checked(PREFIX_LENGTH).unwrap_or((text, ""));
        let is_prefix = prefix.bytes().all(|sign| ALPHABET.contains(&sign))
            && !prefix.starts_with(|sign: char| sign.is_ascii_digit());
        let is_counter = counter.len() >= COUNTER_DIGITS && counter.bytes().all(|sign| sign.is_ascii_digit());
        text.len() <= ORDER_ID_MAX && is_prefix && is_counter
    }

    /// The id as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for OrderId {
    type Error = IdError;
    fn try_from(text: String) -> Result<OrderId, IdError> {
        OrderId::parse(&text)
    }
}

impl From<OrderId> for String {
    fn from(id: OrderId) -> String {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ids_stay_inside_the_smallest_charset(bits: u32, counter in 0_u64..10_000_000_000_000) {
            let id = OrderId::new(&TerminalPrefix::from_random(bits), counter).expect("a valid id");
            prop_assert!(id.as_str().len() <= ORDER_ID_MAX);
            prop_assert!(id.as_str().starts_with(|sign: char| sign.is_ascii_uppercase()));
            prop_assert!(OrderId::is_formed(id.as_str()));
            prop_assert_eq!(OrderId::parse(id.as_str()), Ok(id));
        }

        #[test]
        fn different_counters_never_meet(bits: u32, one in 0_u64..1_000_000_000, other in 0_u64..1_000_000_000) {
            let prefix = TerminalPrefix::from_random(bits);
            prop_assume!(one != other);
            for form in [IdForm::Signs, IdForm::Digits] {
                prop_assert_ne!(OrderId::formed(&prefix, one, form), OrderId::formed(&prefix, other, form));
            }
        }

        #[test]
        fn ids_of_digits_are_numbers_that_nobody_is_called_by(bits: u32, counter in 0_u64..1_000_000_000) {
            let id = OrderId::formed(&TerminalPrefix::from_random(bits), counter, IdForm::Digits).expect("a valid id");
            let text = id.as_str();
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0'));
            // It is longer than any telephone number, and never ends like a practice number (`000…`).
            prop_assert!((15..=18).contains(&text.len()), "{}", text);
            prop_assert_ne!(&text[text.len() - 4..text.len() - 3], "0");
        }

        #[test]
        fn openings_that_drew_otherwise_never_meet_in_digits(
            one in 0_u32..810_000_000, other in 0_u32..810_000_000, counters in (0_u64..1_000_000, 0_u64..1_000_000),
        ) {
            prop_assume!(one != other);
            let id = |bits, counter| OrderId::formed(&TerminalPrefix::from_random(bits), counter, IdForm::Digits);
            prop_assert_ne!(id(one, counters.0), id(other, counters.1));
        }
    }

    #[test]
    fn an_id_of_ours_is_known_by_its_form() {
        for text in [
            "",
            "K7QX2M",
            "K7QX2M00017",
            "17QX2M000017",
            "K7QX2I000017",
            "K7QX2M00001X",
            "K7QX-2M00-0017",
            "987654321000017",
        ] {
            assert!(!OrderId::is_formed(text), "{text}");
        }
        assert!(OrderId::is_formed("K7QX2M000017") && OrderId::is_formed("K7QX2M1000017"));
    }

    #[test]
    fn other_signs_are_refused() {
        for text in ["", "abc", "A-1", "А1", "A 1", "012345678901234567890"] {
            assert_eq!(OrderId::parse(text), Err(IdError), "{text}");
        }
    }
}
