//! The Open API's answers as they stand on the wire: one line, its parts divided by `=`.

/// The longest answer, in bytes. The paper's are of some twenty.
const LONGEST_LINE: usize = 400;

/// An answer. Codes are as printed: a blank, a sign or a zero before one makes it another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// `Status=Status Description`: the answer to a recharge or balance call, and of every call that failed.
    Pair { code: &'a str, words: &'a str },
    /// `Status=Status Description=API Trn No=Operator ID`: the answer to an enquiry.
    Standing { code: &'a str, words: &'a str, provider_ref: &'a str, operator_ref: Option<&'a str> },
}

impl Line<'_> {
    /// Reads a body; `None` when it is not one such line, or a part is empty that must stand. Only an operator's id may
    /// be missing: there is none before the operator has answered. A standing is so short that what it is made of is
    /// looked at too: a description in letters, and a number of the provider's that is one.
    pub(super) fn read(body: &str) -> Option<Line<'_>> {
        let line = body.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
        if line.len() > LONGEST_LINE || line.chars().any(char::is_control) {
            return None;
        }
        let mut parts = line.split('=');
        // A page of HTML has an equals sign somewhere too.
        let code = parts.next().filter(|code| !code.is_empty() && !code.starts_with('<'))?;
        let words = parts.next().map(str::trim).filter(|words| !words.is_empty())?;
        match (parts.next().map(str::trim), parts.next().map(str::trim), parts.next()) {
            (None, None, None) => Some(Line::Pair { code, words }),
            (Some(provider_ref), Some(operator_ref), None) => {
                let is_ref = |text: &str| text.bytes().all(|sign| sign.is_ascii_graphic() || sign == b' ');
                let numbered = is_ref(provider_ref) && provider_ref.bytes().any(|sign| sign.is_ascii_digit());
                let operator_ref = Some(operator_ref).filter(|id| !id.is_empty());
                let whole = in_letters(words) && numbered && operator_ref.is_none_or(is_ref);
                whole.then_some(Line::Standing { code, words, provider_ref, operator_ref })
            }
            _ => None,
        }
    }
}

/// Whether a description has letters, of any script.
pub(super) fn in_letters(words: &str) -> bool {
    words.chars().filter(|sign| sign.is_alphabetic()).count() > 1
}
