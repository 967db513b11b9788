//! The Open API's answers as they stand on the wire: one line, its parts divided by `=`.

use std::borrow::Cow;

use crate::{Trouble, noise};

/// The longest answer, in bytes. The paper's are of some twenty.
const LONGEST_LINE: usize = 400;

/// The line in a body, without the noise around it.
pub(super) fn line(body: &str) -> Result<Cow<'_, str>, Trouble> {
    let line = noise::answer(body)?;
    let is_line =
        line.len() <= LONGEST_LINE && !line.starts_with(['<', '{', '[']) && !line.chars().any(char::is_control);
    if is_line { Ok(line) } else { Err(Trouble::AnswerUnreadable) }
}

/// An answer. Codes are as printed: a sign or a zero before one makes it another. Blanks around the sign say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// `Status=Status Description`: the answer to a recharge or balance call, and of every call that failed.
    Pair { code: &'a str, words: &'a str },
    /// `Status=Status Description=API Trn No`: what some resellers leave of the next.
    Three { code: &'a str, words: &'a str, provider_ref: &'a str },
    /// `Status=Status Description=API Trn No=Operator ID`: the answer to an enquiry.
    Standing { code: &'a str, words: &'a str, provider_ref: &'a str, operator_ref: &'a str },
    /// No parts at all.
    Text(&'a str),
}

impl Line<'_> {
    /// Takes a line apart; `None` when it has other parts, or no code, or no words.
    pub(super) fn read(line: &str) -> Option<Line<'_>> {
        let parts: Vec<&str> = line.split('=').map(str::trim).collect();
        if let [text] = parts.as_slice() {
            return Some(Line::Text(text)).filter(|_| in_letters(text));
        }
        let (code, words) = (parts.first()?, parts.get(1)?);
        if code.is_empty() || words.is_empty() {
            return None;
        }
        match parts.as_slice() {
            [code, words] => Some(Line::Pair { code, words }),
            [code, words, provider_ref] => Some(Line::Three { code, words, provider_ref }),
            [code, words, provider_ref, operator_ref] => {
                Some(Line::Standing { code, words, provider_ref, operator_ref })
            }
            _ => None,
        }
    }
}

/// Whether a text may be a reference: plain signs.
pub(super) fn is_ref(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_graphic() || sign == b' ')
}

/// Whether a text is a number of the provider's: plain signs, and one of them a digit that counts.
pub(super) fn is_number(text: &str) -> bool {
    is_number_or_none(text) && text.bytes().any(|sign| matches!(sign, b'1'..=b'9'))
}

/// The same, or nothing, or a nought in its place.
pub(super) fn is_number_or_none(text: &str) -> bool {
    text.is_empty()
        || (text.bytes().all(|sign| sign.is_ascii_graphic()) && text.bytes().any(|sign| sign.is_ascii_digit()))
}

/// Whether a text is a code: a whole number that is none of the ways to write a nought.
pub(super) fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|sign| sign.is_ascii_digit()) && digits.bytes().any(|sign| sign != b'0')
}

/// Whether a description has letters, of any script.
pub(super) fn in_letters(words: &str) -> bool {
    words.chars().filter(|sign| sign.is_alphabetic()).count() > 1
}
