//! Reads facts about a person as they are typed at the counter, for an agent's company.
//!
//! The company, a bank and the income tax department each check them after us. Their refusal comes when the customer has
//! gone. So this file refuses at once what they are known to refuse, and leaves the rest to them.

use jiff::civil::Date;
use secrecy::SecretString;
use secrecy::zeroize::Zeroize;

use crate::day::typed_date;
use crate::field::{FIRST_YEAR, is_indic_mark};
use crate::typed::{is_blank, unwrapped};

/// Most letters of a name. A field of the income tax department's form 49A has room for as many.
const NAME_MOST: usize = 75;
/// Most signs of an address.
const ADDRESS_MOST: usize = 200;
/// Most signs of a city or a shop's name.
const PLACE_MOST: usize = 80;
/// Most signs of an e-mail address that a mail server has to take (RFC 5321, 4.5.3.1.3, less the two brackets).
const EMAIL_MOST: usize = 254;
/// Most signs before the `@` (RFC 5321, 4.5.3.1.1). A word of the domain has one less (RFC 1035, 2.3.4).
const LOCAL_MOST: usize = 64;
/// Digits of a PIN code.
const PINCODE_DIGITS: usize = 6;
/// Digits of a one-time password, by the provider's paper.
const OTP_DIGITS: usize = 6;
/// Years after which one is of age (Indian Majority Act 1875, section 3).
const OF_AGE: i16 = 18;
/// No customer is older than this, in years.
const OLDEST: i16 = 120;

/// Why something about a person as typed cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonProblem {
    /// Nothing was typed.
    #[error("missing")]
    Missing,
    /// Not of the form it must have. A name or an address may be written in other than Latin letters.
    #[error("not of its form")]
    WrongForm,
    /// More signs than there may be.
    #[error("too long")]
    TooLong,
    /// A name with dots. Initials are refused, because names are written in full.
    #[error("dots in a name")]
    HasDots,
    /// A full name of one word.
    #[error("one word where a first and a last name are needed")]
    OneWord,
    /// Blanks where there may be none.
    #[error("blanks inside")]
    HasSpaces,
    /// A sign that does not belong there.
    #[error("a strange sign")]
    StrangeSign,
    /// A date that no calendar has: 31-02-1990.
    #[error("no such day")]
    NoSuchDay,
    /// A date that has not come yet.
    #[error("a date in the future")]
    InFuture,
    /// Not of age.
    #[error("younger than eighteen")]
    TooYoung,
    /// Fewer signs than there must be.
    #[error("too short")]
    TooShort,
}

/// Replaces the hyphens and apostrophes of telephones and word processors by those of a keyboard.
fn plain_marks(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
            '\u{2010}'..='\u{2015}' => '-',
            other => other,
        })
        .collect()
}

/// The words of a text with one blank between two.
fn one_blank(text: &str) -> String {
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a sign belongs to a word in other letters than a to z.
fn is_foreign(sign: char) -> bool {
    !sign.is_ascii() && (sign.is_alphabetic() || is_indic_mark(sign))
}

/// Reads one part of a person's name (first, middle, last) as on the PAN card: Latin letters, hyphen and apostrophe,
/// one blank between two words, at most 75 signs.
///
/// Dots are refused, because they stand in initials, and the instructions to form 49A ask for the first and the last name
/// in full. Letters of another script give [`PersonProblem::WrongForm`], because the form is filled in in English.
pub fn parse_name(typed: &str) -> Result<String, PersonProblem> {
    let name = one_blank(&plain_marks(&unwrapped(typed)));
    if name.is_empty() {
        return Err(PersonProblem::Missing);
    }
    if name.contains(is_foreign) {
        return Err(PersonProblem::WrongForm);
    }
    if name.contains('.') {
        return Err(PersonProblem::HasDots);
    }
    let belongs = |sign: char| sign.is_ascii_alphabetic() || matches!(sign, ' ' | '-' | '\'');
    if !name.chars().all(belongs) || !has_letter(&name) {
        return Err(PersonProblem::StrangeSign);
    }
    if name.len() > NAME_MOST {
        return Err(PersonProblem::TooLong);
    }
    Ok(name)
}

fn has_letter(text: &str) -> bool {
    text.contains(|sign: char| sign.is_ascii_alphabetic())
}

/// Reads a person's full name: like [`parse_name`], but with two words at least.
pub fn parse_full_name(typed: &str) -> Result<String, PersonProblem> {
    let name = parse_name(typed)?;
    let words = name.split(' ').filter(|word| has_letter(word)).count();
    if words < 2 { Err(PersonProblem::OneWord) } else { Ok(name) }
}

/// Reads an e-mail address: one `@`, a dot in the domain, ASCII, no blanks, at most 254 signs. It is sent as typed.
///
/// This catches what is mistyped at a counter. Only a mail that arrives proves an address. It is narrower than the RFCs on
/// purpose. They allow quoted blanks, comments and domains of one word, and no bank does.
pub fn parse_email(typed: &str) -> Result<String, PersonProblem> {
    let email = unwrapped(typed);
    if email.is_empty() {
        return Err(PersonProblem::Missing);
    }
    if email.contains(|sign: char| is_blank(sign) || sign.is_whitespace()) {
        return Err(PersonProblem::HasSpaces);
    }
    let belongs = |sign: char| sign.is_ascii_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(sign);
    if !email.chars().all(belongs) {
        return Err(PersonProblem::StrangeSign);
    }
    let (local, domain) = email.split_once('@').ok_or(PersonProblem::WrongForm)?;
    if email.len() > EMAIL_MOST || local.len() > LOCAL_MOST {
        return Err(PersonProblem::TooLong);
    }
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        (1..LOCAL_MOST).contains(&label.len())
            && label.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_top = |label: &&str| label.len() >= 2 && has_letter(label);
    let fits = local.split('.').all(|part| !part.is_empty())
        && labels.len() >= 2
        && labels.iter().all(is_label)
        && labels.last().is_some_and(is_top);
    if fits { Ok(email) } else { Err(PersonProblem::WrongForm) }
}

/// Reads a PIN code as typed (`282001`, `282 001`, `२८२ ००१`). It has six digits. The first is the postal zone, 1 to 9.
pub fn parse_pincode(typed: &str) -> Result<String, PersonProblem> {
    let code: String = unwrapped(typed).chars().filter(|sign| !is_blank(*sign) && *sign != '-').collect();
    if code.is_empty() {
        return Err(PersonProblem::Missing);
    }
    if !code.bytes().all(|sign| sign.is_ascii_digit()) {
        return Err(PersonProblem::WrongForm);
    }
    match code.len() {
        ..PINCODE_DIGITS => Err(PersonProblem::TooShort),
        PINCODE_DIGITS if code.starts_with('0') => Err(PersonProblem::WrongForm),
        PINCODE_DIGITS => Ok(code),
        _ => Err(PersonProblem::TooLong),
    }
}

/// Reads the date of birth of somebody who is of age, and gives it as `YYYY-MM-DD`. It is typed with the day first, as in
/// India, or with the year first. `today` is the day in India, `2026-11-20`.
pub fn parse_birth_date(typed: &str, today: &str) -> Result<String, PersonProblem> {
    let text = unwrapped(typed);
    if text.is_empty() {
        return Err(PersonProblem::Missing);
    }
    let born = typed_date(&text).ok_or(PersonProblem::WrongForm)?;
    let (year, month, day) = born;
    Date::new(year, month, day).map_err(|_| PersonProblem::NoSuchDay)?;
    match today.parse::<Date>() {
        Ok(today) => {
            let now = (today.year(), today.month(), today.day());
            // Whoever was born on 29 February is of age on the day after 28 February.
            let of_age = (year.saturating_add(OF_AGE), month, day);
            let too_old = (year.saturating_add(OLDEST + 1), month, day);
            if born > now {
                return Err(PersonProblem::InFuture);
            }
            if of_age > now {
                return Err(PersonProblem::TooYoung);
            }
            if too_old <= now {
                return Err(PersonProblem::WrongForm);
            }
        }
        // If `today` cannot be read, that is a fault of ours, and no reason to send the customer away.
        Err(_) if year < FIRST_YEAR => return Err(PersonProblem::WrongForm),
        Err(_) => {}
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}

/// Reads a text for a system that may take no other letters: ASCII letters, digits and the usual marks.
fn latin_text(typed: &str, most: usize) -> Result<String, PersonProblem> {
    // The lines of a pasted address become one line.
    let lines: String = typed.chars().map(|sign| if matches!(sign, '\r' | '\n') { ' ' } else { sign }).collect();
    let text = one_blank(&plain_marks(&unwrapped(&lines)));
    if text.is_empty() {
        return Err(PersonProblem::Missing);
    }
    let belongs = |sign: char| sign.is_ascii_alphanumeric() || " ,.-/#&()':;+".contains(sign);
    if !text.chars().all(belongs) {
        return Err(PersonProblem::StrangeSign);
    }
    if text.len() > most { Err(PersonProblem::TooLong) } else { Ok(text) }
}

/// Reads an address: Latin letters, digits and the marks of an address, in one line, at most 200 signs.
pub fn parse_address(typed: &str) -> Result<String, PersonProblem> {
    let address = latin_text(typed, ADDRESS_MOST)?;
    let says_something = address.contains(|sign: char| sign.is_ascii_alphanumeric());
    if says_something { Ok(address) } else { Err(PersonProblem::StrangeSign) }
}

/// Reads the name of a city or a shop: like [`parse_address`], but with at most 80 signs, and at least one letter.
pub fn parse_place(typed: &str) -> Result<String, PersonProblem> {
    let place = latin_text(typed, PLACE_MOST)?;
    if has_letter(&place) { Ok(place) } else { Err(PersonProblem::WrongForm) }
}

/// Reads a one-time password as typed: six digits. Blanks and hyphens between them are left out.
pub fn parse_otp(typed: &str) -> Result<SecretString, PersonProblem> {
    if typed.trim().is_empty() {
        return Err(PersonProblem::Missing);
    }
    // The text has its full size from the start, because a text that grows leaves copies behind that nobody wipes.
    let mut digits = String::with_capacity(OTP_DIGITS);
    let mut is_otp = true;
    for sign in typed.trim().chars() {
        match sign {
            '-' => {}
            _ if is_blank(sign) => {}
            '0'..='9' | '०'..='९' if digits.len() == OTP_DIGITS => is_otp = false,
            '0'..='9' => digits.push(sign),
            '०'..='९' => digits.push(char::from(b'0' + (u32::from(sign) - u32::from('०')) as u8)),
            _ => is_otp = false,
        }
    }
    if is_otp && digits.len() == OTP_DIGITS {
        return Ok(digits.into());
    }
    digits.zeroize();
    Err(PersonProblem::WrongForm)
}

#[cfg(test)]
mod tests;
