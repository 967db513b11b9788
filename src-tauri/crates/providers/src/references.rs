//! The operator's reference, the customer's proof. Some companies print a sentence in its place.

use crate::text::Text;
use crate::vocabulary::Vocabulary;

/// The longest reference that is one, in signs.
const LONGEST: usize = 64;

/// What stands in the place of the operator's reference, if it is one: it has a digit, and is neither a nought nor made of
/// words.
pub(crate) fn operator_ref(text: &Text, vocabulary: &Vocabulary) -> Option<String> {
    let printed = text.get()?;
    let plain = printed.len() <= LONGEST && printed.bytes().all(|sign| sign.is_ascii_graphic() || sign == b' ');
    let counts = printed.bytes().any(|sign| sign.is_ascii_digit() && sign != b'0')
        || printed.bytes().any(|sign| sign.is_ascii_alphabetic());
    let has_digit = printed.bytes().any(|sign| sign.is_ascii_digit());
    let words = printed.split(|sign: char| !sign.is_ascii_alphanumeric());
    let is_of_words =
        words.filter(|word| word.len() > 2 && word.bytes().all(|sign| sign.is_ascii_alphabetic())).count() > 0
            && printed.contains(' ');
    let says = vocabulary.said(printed).says_anything();
    (plain && counts && has_digit && !is_of_words && !says).then(|| printed.to_owned())
}

/// A sentence that stands in that place.
pub(crate) fn sentence(text: &Text, vocabulary: &Vocabulary) -> Option<String> {
    let printed = text.get()?;
    let is_sentence =
        printed.bytes().any(|sign| sign.is_ascii_alphabetic()) && operator_ref(text, vocabulary).is_none();
    is_sentence.then(|| printed.to_owned())
}
