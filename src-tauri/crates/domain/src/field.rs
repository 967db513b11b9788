//! The further fields of the sale form, which some operators need beside number and amount.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::day::typed_date;
use crate::number::parse_vehicle;
use crate::typed::{is_blank, is_gap, unwrapped};

/// A field. The papers call all of them `value1` and `value2`; a shopkeeper calls them this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// STD code of a landline.
    StdCode,
    /// Account number of a landline.
    AccountNumber,
    /// CA number of a landline.
    CaNumber,
    /// Bill group number of a gas connection.
    BillGroup,
    /// Billing unit of an electricity connection.
    BillingUnit,
    /// Processing cycle of an electricity connection.
    ProcessingCycle,
    /// Cycle number of an electricity connection.
    CycleNumber,
    /// Date of birth of the insured; sent as `DD-MM-YYYY`.
    DateOfBirth,
    /// Registration number of a vehicle.
    VehicleNumber,
    /// The customer's name.
    CustomerName,
}

/// Why a field as typed cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// Nothing was typed.
    #[error("missing")]
    Missing,
    /// Fewer signs than there must be.
    #[error("shorter than {least}")]
    TooShort {
        /// Least signs.
        least: usize,
    },
    /// More signs than there may be.
    #[error("longer than {most}")]
    TooLong {
        /// Most signs.
        most: usize,
    },
    /// Something other than digits where only digits may stand.
    #[error("not digits")]
    NotDigits,
    /// A sign that does not belong there.
    #[error("a strange sign")]
    StrangeSign,
    /// No date.
    #[error("not a date")]
    DateWrong,
    /// A date that is not in the past.
    #[error("a date in the future")]
    DateInFuture,
    /// Not the registration number of a vehicle.
    #[error("not a vehicle number")]
    VehicleWrong,
}

impl Field {
    /// Every field, with the word the catalogues and the database use for it.
    pub const ALL: [(Field, &'static str); 10] = [
        (Field::StdCode, "std_code"),
        (Field::AccountNumber, "account_number"),
        (Field::CaNumber, "ca_number"),
        (Field::BillGroup, "bill_group"),
        (Field::BillingUnit, "billing_unit"),
        (Field::ProcessingCycle, "processing_cycle"),
        (Field::CycleNumber, "cycle_number"),
        (Field::DateOfBirth, "date_of_birth"),
        (Field::VehicleNumber, "vehicle_number"),
        (Field::CustomerName, "customer_name"),
    ];

    /// The word for it in catalogues and database.
    pub fn as_str(self) -> &'static str {
        Field::ALL.iter().find(|(field, _)| *field == self).map_or("", |(_, word)| word)
    }

    /// The field of that word.
    pub fn parse(word: &str) -> Option<Field> {
        Field::ALL.iter().find(|(_, known)| *known == word).map(|(field, _)| *field)
    }

    /// Reads the field as typed and gives it as it is sent. `today` is the day in India, `2026-11-20`.
    ///
    /// No paper says how long these are. So the lengths are wide, and the provider judges. A text that this function gave
    /// is accepted by it again, unchanged.
    pub fn check(self, typed: &str, today: &str) -> Result<String, FieldProblem> {
        let text = unwrapped(typed);
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        match self {
            // Sent as typed, with its leading 0 or without it, because the papers show neither.
            Field::StdCode => digits(&text, 2, 6),
            Field::ProcessingCycle | Field::CycleNumber => digits(&text, 1, 4),
            Field::AccountNumber | Field::CaNumber => reference(&text, 4, 20),
            Field::BillGroup | Field::BillingUnit => reference(&text, 1, 12),
            Field::DateOfBirth => birth(&text, today),
            Field::VehicleNumber => parse_vehicle(&text).ok_or(FieldProblem::VehicleWrong),
            Field::CustomerName => name(&text),
        }
    }
}

/// Nobody who buys anything was born before this year.
pub(crate) const FIRST_YEAR: i16 = 1900;
const NAME_LEAST: usize = 2;
const NAME_MOST: usize = 50;

fn fits(text: String, least: usize, most: usize) -> Result<String, FieldProblem> {
    match text.chars().count() {
        0 => Err(FieldProblem::Missing),
        signs if signs < least => Err(FieldProblem::TooShort { least }),
        signs if signs > most => Err(FieldProblem::TooLong { most }),
        _ => Ok(text),
    }
}

/// Reads digits. Blanks and hyphens between them are left out.
fn digits(text: &str, least: usize, most: usize) -> Result<String, FieldProblem> {
    let plain: String = text.chars().filter(|sign| !is_gap(*sign) && *sign != '-').collect();
    if !plain.bytes().all(|sign| sign.is_ascii_digit()) {
        return Err(FieldProblem::NotDigits);
    }
    fits(plain, least, most)
}

/// Reads letters and digits, also `-` and `/`. Blanks are left out.
fn reference(text: &str, least: usize, most: usize) -> Result<String, FieldProblem> {
    let plain: String = text.chars().filter(|sign| !is_gap(*sign)).collect();
    let is_plain = plain.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '/'));
    if !is_plain || !plain.contains(|sign: char| sign.is_ascii_alphanumeric()) {
        return Err(FieldProblem::StrangeSign);
    }
    fits(plain, least, most)
}

/// Reads a date of birth, and gives it as `DD-MM-YYYY`. It is typed with the day first, as in India, or with the year
/// first.
fn birth(text: &str, today: &str) -> Result<String, FieldProblem> {
    let (year, month, day) = typed_date(text).ok_or(FieldProblem::DateWrong)?;
    let date = Date::new(year, month, day).map_err(|_| FieldProblem::DateWrong)?;
    if year < FIRST_YEAR {
        return Err(FieldProblem::DateWrong);
    }
    // If `today` cannot be read, that is a fault of ours, and no reason to send the customer away.
    if today.parse::<Date>().is_ok_and(|today| date >= today) {
        return Err(FieldProblem::DateInFuture);
    }
    Ok(format!("{day:02}-{month:02}-{year:04}"))
}

/// Reads a name in any script, with dots and apostrophes. One blank is left between two words.
fn name(text: &str) -> Result<String, FieldProblem> {
    let plain: String = text.chars().map(|sign| if sign == '\u{2019}' { '\'' } else { sign }).collect();
    let belongs =
        |sign: char| sign.is_alphabetic() || is_indic_mark(sign) || is_blank(sign) || matches!(sign, '.' | '\'');
    if !plain.chars().all(belongs) || !plain.contains(char::is_alphabetic) {
        return Err(FieldProblem::StrangeSign);
    }
    let words: Vec<&str> = plain.split(is_blank).filter(|word| !word.is_empty()).collect();
    fits(words.join(" "), NAME_LEAST, NAME_MOST)
}

/// Whether a sign stands inside the words of India's scripts and is no letter by itself: virama, nukta, the joiners.
pub(crate) fn is_indic_mark(sign: char) -> bool {
    let is_of_a_script = ('\u{900}'..='\u{d7f}').contains(&sign);
    let is_written_apart = matches!(sign, '\u{964}' | '\u{965}' | '\u{970}') || sign.is_numeric();
    is_of_a_script && !is_written_apart || matches!(sign, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: &str = "2026-11-20";

    fn table(field: Field, rows: &[(&str, Result<&str, FieldProblem>)]) {
        for (typed, read) in rows {
            assert_eq!(field.check(typed, TODAY), (*read).map(str::to_owned), "{}: {typed}", field.as_str());
        }
    }

    #[test]
    fn every_field_has_one_word_and_may_not_be_empty() {
        for (field, word) in Field::ALL {
            assert_eq!((Field::parse(word), field.as_str()), (Some(field), word));
            for empty in ["", "  ", "\u{200e}", "\t"] {
                assert_eq!(field.check(empty, TODAY), Err(FieldProblem::Missing), "{word}: {empty:?}");
            }
        }
        assert_eq!(Field::parse("value1"), None);
    }

    #[test]
    fn std_codes_keep_their_zero() {
        table(
            Field::StdCode,
            &[
                ("0562", Ok("0562")),
                ("562", Ok("562")),
                (" 05 62-", Ok("0562")),
                ("०११", Ok("011")),
                ("11", Ok("11")),
                ("1", Err(FieldProblem::TooShort { least: 2 })),
                ("0123456", Err(FieldProblem::TooLong { most: 6 })),
                ("+91", Err(FieldProblem::NotDigits)),
                ("agra", Err(FieldProblem::NotDigits)),
                ("-", Err(FieldProblem::Missing)),
            ],
        );
    }

    #[test]
    fn accounts_units_and_cycles() {
        table(
            Field::AccountNumber,
            &[
                ("9012 3456 78", Ok("9012345678")),
                ("ab-12/34", Ok("ab-12/34")),
                ("123", Err(FieldProblem::TooShort { least: 4 })),
                ("123456789012345678901", Err(FieldProblem::TooLong { most: 20 })),
                ("1234$", Err(FieldProblem::StrangeSign)),
                ("1234&a=b", Err(FieldProblem::StrangeSign)),
            ],
        );
        table(Field::CaNumber, &[("१०००२", Ok("10002")), ("----", Err(FieldProblem::StrangeSign))]);
        table(Field::BillGroup, &[("7", Ok("7")), ("A 12", Ok("A12")), ("a.b", Err(FieldProblem::StrangeSign))]);
        table(Field::BillingUnit, &[("4321", Ok("4321")), ("1234567890123", Err(FieldProblem::TooLong { most: 12 }))]);
        for field in [Field::ProcessingCycle, Field::CycleNumber] {
            table(
                field,
                &[
                    ("3", Ok("3")),
                    ("05", Ok("05")),
                    ("1234", Ok("1234")),
                    ("12345", Err(FieldProblem::TooLong { most: 4 })),
                    ("B", Err(FieldProblem::NotDigits)),
                ],
            );
        }
    }

    #[test]
    fn dates_of_birth_as_people_type_them() {
        table(
            Field::DateOfBirth,
            &[
                ("05-11-1980", Ok("05-11-1980")),
                ("5/11/1980", Ok("05-11-1980")),
                ("05.11.1980", Ok("05-11-1980")),
                ("1980-11-05", Ok("05-11-1980")),
                ("1980/1/5", Ok("05-01-1980")),
                ("5 11 1980", Ok("05-11-1980")),
                ("०५-११-१९८०", Ok("05-11-1980")),
                ("29-02-2000", Ok("29-02-2000")),
                ("19-11-2026", Ok("19-11-2026")),
                ("01-01-1900", Ok("01-01-1900")),
                ("20-11-2026", Err(FieldProblem::DateInFuture)),
                ("01-01-2027", Err(FieldProblem::DateInFuture)),
                ("29-02-1900", Err(FieldProblem::DateWrong)),
                ("29-02-2023", Err(FieldProblem::DateWrong)),
                ("31-12-1899", Err(FieldProblem::DateWrong)),
                ("11-25-1980", Err(FieldProblem::DateWrong)),
                ("05-11-80", Err(FieldProblem::DateWrong)),
                ("05-11", Err(FieldProblem::DateWrong)),
                ("05-11-1980-1", Err(FieldProblem::DateWrong)),
                ("5 Nov 1980", Err(FieldProblem::DateWrong)),
                ("0-1-1980", Err(FieldProblem::DateWrong)),
                ("+5-11-1980", Err(FieldProblem::DateWrong)),
                ("005-11-1980", Err(FieldProblem::DateWrong)),
            ],
        );
    }

    #[test]
    fn vehicles_and_names() {
        table(
            Field::VehicleNumber,
            &[
                ("up 80-bt 4471", Ok("UP80BT4471")),
                ("22 bh 1234 aa", Ok("22BH1234AA")),
                ("9876543210", Err(FieldProblem::VehicleWrong)),
                ("UP80", Err(FieldProblem::VehicleWrong)),
            ],
        );
        table(
            Field::CustomerName,
            &[
                ("  Sunita   Devi ", Ok("Sunita Devi")),
                ("S. K. D\u{2019}Souza", Ok("S. K. D'Souza")),
                ("श्रीमती सुनीता", Ok("श्रीमती सुनीता")),
                ("ਗੁਰਪ੍ਰੀਤ", Ok("ਗੁਰਪ੍ਰੀਤ")),
                ("முருகன்", Ok("முருகன்")),
                ("A", Err(FieldProblem::TooShort { least: 2 })),
                ("Ravi 2", Err(FieldProblem::StrangeSign)),
                ("Ravi & Sons", Err(FieldProblem::StrangeSign)),
                ("राम।", Err(FieldProblem::StrangeSign)),
                ("रवि २", Err(FieldProblem::StrangeSign)),
                ("...", Err(FieldProblem::StrangeSign)),
                ("Ra\nvi", Err(FieldProblem::StrangeSign)),
            ],
        );
        let long = "ab ".repeat(20);
        assert_eq!(Field::CustomerName.check(&long, TODAY), Err(FieldProblem::TooLong { most: 50 }));
    }

    #[test]
    fn a_day_that_cannot_be_read_refuses_nobody() {
        assert_eq!(Field::DateOfBirth.check("05-11-1980", "").as_deref(), Ok("05-11-1980"));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_sent_as_it_is_accepted_again(
            at in 0..Field::ALL.len(),
            typed in "\\PC{0,24}|[0-9A-Za-z]{1,8}|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{4}|[A-Za-z. '\u{900}-\u{97f}]{1,24}|[A-Z]{2}[0-9]{1,2}[A-Z]{1,3}[0-9]{4}",
        ) {
            let (field, word) = Field::ALL[at];
            if let Ok(sent) = field.check(&typed, TODAY) {
                prop_assert!(!sent.is_empty() && sent.trim() == sent, "{}", word);
                prop_assert!(!sent.contains(|sign: char| sign.is_control() || matches!(sign, '$' | '&' | '=')));
                prop_assert_eq!(field.check(&sent, TODAY), Ok(sent), "{}", word);
            }
        }
    }
}
