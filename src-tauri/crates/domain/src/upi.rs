//! Paying by UPI: the address that is paid, and the link that a telephone reads off a code.

use crate::{Paise, typed::unwrapped};

/// The longest name before the @ and the longest handle behind it (National Payments Corporation of India).
const NAME_MAX: usize = 256;
const HANDLE_MAX: usize = 64;
/// The longest payee and the longest note that every app shows.
const TEXT_MAX: usize = 50;

/// An address that can be paid, `shop@bank`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpiAddress(String);

/// What is wrong with an address as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UpiProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// It has the dot of an e-mail address behind the @.
    #[error("it is an e-mail address")]
    IsEmail,
    /// No address at all.
    #[error("it is no UPI address")]
    Wrong,
}

impl UpiAddress {
    /// Reads an address as typed.
    pub fn parse(typed: &str) -> Result<UpiAddress, UpiProblem> {
        let typed = unwrapped(typed);
        if typed.is_empty() {
            return Err(UpiProblem::Missing);
        }
        let (name, handle) = typed.split_once('@').ok_or(UpiProblem::Wrong)?;
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
        if (2..=NAME_MAX).contains(&name.len()) && name.chars().all(is_name) && handle.contains('.') {
            return Err(UpiProblem::IsEmail);
        }
        let is_handle = handle.starts_with(|sign: char| sign.is_ascii_alphabetic())
            && handle.chars().all(|sign| sign.is_ascii_alphanumeric());
        let fits = (2..=NAME_MAX).contains(&name.len()) && (2..=HANDLE_MAX).contains(&handle.len());
        match fits && is_handle && name.chars().all(is_name) {
            true => Ok(UpiAddress(format!("{name}@{handle}"))),
            false => Err(UpiProblem::Wrong),
        }
    }

    /// As it is shown and kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link that asks for an exact amount. `payee` is the name that the payer reads, `note` comes back with the payment.
    pub fn link(&self, payee: &str, amount: Paise, note: &str) -> String {
        let UpiAddress(address) = self;
        let (payee, note) = (written(payee), written(note));
        format!("upi://pay?pa={address}&pn={payee}&am={}&cu=INR&tn={note}", amount.to_decimal())
    }
}

/// A text as it stands in a link, cut to what every app shows.
fn written(text: &str) -> String {
    let cut: String = text.trim().chars().take(TEXT_MAX).collect();
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    cut.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_typed() {
        for typed in ["verma.telecom@okaxis", " 7000000001@ybl ", "a-b_c@upi", "shop@ok1"] {
            assert_eq!(
                UpiAddress::parse(typed).map(|address| address.as_str().to_owned()),
                Ok(typed.trim().to_owned())
            );
        }
        for typed in [
            "shop",
            "@upi",
            "a@upi",
            "shop@",
            "shop@u",
            "shop @upi",
            "shop@up-i",
            "shop@@upi",
            "दुकान@upi",
            "shop@1ok",
            "s&p@upi",
        ] {
            assert_eq!(UpiAddress::parse(typed), Err(UpiProblem::Wrong), "{typed}");
        }
        assert_eq!(UpiAddress::parse("shop@gmail.com"), Err(UpiProblem::IsEmail));
        assert_eq!(UpiAddress::parse("  "), Err(UpiProblem::Missing));
    }

    #[test]
    fn a_link_asks_for_the_exact_amount_and_says_for_what() {
        let address = UpiAddress::parse("verma@okaxis").unwrap();
        let link = address.link("Verma & Sons", Paise::new(30_450), "7K3M9Q2D");
        assert_eq!(link, "upi://pay?pa=verma@okaxis&pn=Verma%20%26%20Sons&am=304.50&cu=INR&tn=7K3M9Q2D");
        assert!(address.link("वर्मा", Paise::new(100), "").contains("pn=%E0%A4%B5%E0%A4%B0"));
        assert!(address.link(&"x".repeat(80), Paise::new(100), "").contains(&format!("pn={}&", "x".repeat(50))));
    }
}
