//! What a receipt is about: a sale, or an order of the services desk.

use std::fmt;

use domain::{Field, Gender, Paise, Service};
use serde::Serialize;

/// What was sold, and what only the slip of such a thing carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A recharge: a mobile number, satellite television, a data card.
    Recharge,
    /// A bill. The operator is the biller, and the number the one by which the biller knows the customer.
    Bill {
        /// Which service: it says what the number is called.
        service: Service,
        /// What the biller asked for beside the number, as it was sent.
        fields: Vec<(Field, String)>,
    },
    /// Anything else that is sold from the catalogues.
    Sale,
    /// An application for a PAN card; the number is the applicant's mobile number, the operator's reference the
    /// acknowledgement number.
    Pan,
    /// The opening of a bank account; the number is the customer's mobile number, the provider's reference its id for
    /// the opening.
    Account {
        /// The customer's name.
        customer: String,
    },
    /// A check of an Aadhaar number; of the number nothing but its last four digits is known.
    Aadhaar {
        /// Who it is, while that is known and the shopkeeper wants it on paper. Printed only when it was verified.
        person: Option<Person>,
    },
    /// Money that the shop loaded into its own wallet; the amount is the one it asked to load.
    Load {
        /// What was really paid, once it is known.
        paid: Option<Paise>,
    },
}

impl Subject {
    /// What a service from the catalogues makes of a sale: a recharge, a bill, or something else. `fields`: what the sale had
    /// beside its number.
    pub fn of_sold(service: Service, fields: impl IntoIterator<Item = (Field, String)>) -> Subject {
        match service {
            Service::Prepaid | Service::Dth | Service::DataCard => Subject::Recharge,
            Service::Postpaid
            | Service::Landline
            | Service::Electricity
            | Service::Gas
            | Service::Insurance
            | Service::Fastag => Subject::Bill { service, fields: fields.into_iter().collect() },
            Service::Voucher
            | Service::CashDrop
            | Service::MoneyTransfer
            | Service::PanCard
            | Service::BankAccount
            | Service::AadhaarCheck
            | Service::WalletLoad => Subject::Sale,
        }
    }

    /// Whether it is sold over the counter. All else is an order of the services desk.
    pub(crate) fn is_sold(&self) -> bool {
        match self {
            Subject::Recharge | Subject::Bill { .. } | Subject::Sale => true,
            Subject::Pan | Subject::Account { .. } | Subject::Aadhaar { .. } | Subject::Load { .. } => false,
        }
    }
}

/// A person, as the answer to an Aadhaar check has them. They go to the screen and to a slip, and are kept nowhere. What is
/// empty is not printed.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct Person {
    pub full_name: String,
    pub date_of_birth: String,
    pub gender: Gender,
    pub address: String,
}

/// Nothing of the person: what is shown once is in no log.
impl fmt::Debug for Person {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Person(•••)")
    }
}

/// Digits of an Aadhaar number.
const AADHAAR_DIGITS: usize = 12;

/// An Aadhaar number as it may be printed, whatever of it is given: never more than the last four digits.
pub(crate) fn masked_aadhaar(number: &str) -> String {
    let mut last: Vec<char> = number.chars().rev().take(4).collect();
    last.reverse();
    let is_known = last.len() == 4 && last.iter().all(char::is_ascii_digit);
    let four: String = if is_known { last.into_iter().collect() } else { "XXXX".to_owned() };
    format!("XXXX XXXX {four}")
}

/// A text with everything hidden in it that may be a PAN: five letters, four digits, a letter.
fn without_pan(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let is_pan = |at: usize| {
        signs.get(at..at + 10).is_some_and(|ten| {
            let is_letter = |place: &char| place.is_ascii_alphabetic();
            ten[..5].iter().all(is_letter) && ten[5..9].iter().all(char::is_ascii_digit) && is_letter(&ten[9])
        })
    };
    let mut shown = String::new();
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        if is_pan(at) {
            shown.push_str("XXXXXXXXXX");
            at += 10;
        } else {
            shown.push(*sign);
            at += 1;
        }
    }
    shown
}

/// What a company said or a person is called, with everything hidden in it that may be a PAN or an Aadhaar number: twelve digits
/// or more, with single blanks or hyphens between them or without.
pub(crate) fn veiled(text: &str) -> String {
    let text = &without_pan(text);
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| signs.get(at).is_some_and(|sign| sign.is_numeric());
    let mut shown = String::new();
    let mut at = 0;
    while at < signs.len() {
        let begin = at;
        let mut digits = 0;
        while is_digit(at) || digits > 0 && matches!(signs.get(at), Some(' ' | '-')) && is_digit(at + 1) {
            digits += usize::from(is_digit(at));
            at += 1;
        }
        if digits >= AADHAAR_DIGITS {
            shown.push_str("XXXX XXXX XXXX");
        } else {
            at = at.max(begin + 1);
            shown.extend(&signs[begin..at]);
        }
    }
    shown
}

/// A provider's id, in which a stamp may be as long as an Aadhaar number: hidden only when it may be nothing else.
pub(crate) fn veiled_id(id: &str) -> String {
    let digits = id.chars().filter(|sign| sign.is_numeric()).count();
    let is_number = id.chars().all(|sign| sign.is_numeric() || matches!(sign, ' ' | '-'));
    if is_number && digits == AADHAAR_DIGITS { veiled(id) } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_four_digits_of_an_aadhaar_number_are_printed() {
        for (number, masked) in [
            ("0016", "XXXX XXXX 0016"),
            ("999900000016", "XXXX XXXX 0016"),
            ("", "XXXX XXXX XXXX"),
            ("16", "XXXX XXXX XXXX"),
            ("•••", "XXXX XXXX XXXX"),
        ] {
            assert_eq!(masked_aadhaar(number), masked);
        }
    }

    #[test]
    fn twelve_digits_in_a_text_are_hidden() {
        for (text, shown) in [
            ("999900000016", "XXXX XXXX XXXX"),
            ("of 9999 0000 0016, Agra", "of XXXX XXXX XXXX, Agra"),
            ("9999-0000-0016", "XXXX XXXX XXXX"),
            ("Agra 283110 9999 0000 0016.", "Agra XXXX XXXX XXXX."),
            ("९९९९००००००१६", "XXXX XXXX XXXX"),
            ("12, Station Road - 283110", "12, Station Road - 283110"),
            ("99990000001", "99990000001"),
            ("mobile 9000000417 ", "mobile 9000000417 "),
            ("", ""),
            ("PAN ABCDE1234F is there already", "PAN XXXXXXXXXX is there already"),
            ("pan:abcde1234f,ABCDE12345", "pan:XXXXXXXXXX,ABCDE12345"),
        ] {
            assert_eq!(veiled(text), shown, "{text}");
        }
        assert_eq!(veiled_id("999900000016"), "XXXX XXXX XXXX");
        assert_eq!(veiled_id("REQ20261120104455_1e2d"), "REQ20261120104455_1e2d");
    }

    #[test]
    fn a_person_is_in_no_log() {
        let person = Person {
            full_name: "Sunita Sample".into(),
            date_of_birth: "05-11-1980".into(),
            gender: Gender::Female,
            address: "Station Road".into(),
        };
        let about = format!("{:?}", Subject::Aadhaar { person: Some(person) });
        for part in ["Sunita", "1980", "Female", "Station"] {
            assert!(!about.contains(part), "{about}");
        }
    }
}
