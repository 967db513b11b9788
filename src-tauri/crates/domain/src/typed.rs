//! Signs as people type and paste them: digits of India's scripts, signs that look like blanks, marks that nobody sees.

/// The zero of every script in which numbers are written in India; the other nine follow it.
const ZEROS: [char; 16] = [
    '०',  // Devanagari
    '০',  // Bengali and Assamese
    '੦',  // Gurmukhi
    '૦',  // Gujarati
    '୦',  // Odia
    '௦',  // Tamil
    '౦',  // Telugu
    '೦',  // Kannada
    '൦',  // Malayalam
    '٠',  // Arabic
    '۰',  // Urdu, Kashmiri, Sindhi
    '᱐',  // Santali
    '꯰',  // Manipuri
    '෦',  // Sinhala, as keyboards of the south offer it
    '༠',  // Tibetan, in Ladakh and Sikkim
    '０', // full width, as an input method leaves it
];

/// Digits of every such script as ASCII: a Hindi keyboard types ९, not 9.
pub(crate) fn to_ascii_digits(text: &str) -> String {
    text.chars().map(|sign| ascii_digit(sign).unwrap_or(sign)).collect()
}

fn ascii_digit(sign: char) -> Option<char> {
    let distance = |zero: &char| u32::from(sign).checked_sub(u32::from(*zero)).filter(|distance| *distance < 10);
    let value = ZEROS.iter().find_map(distance)?;
    char::from_digit(value, 10)
}

/// Whether nobody sees a sign and it means nothing here. Such are the marks of direction that contact apps put around a
/// number, joins of words, the mark at the beginning of a file. The two joiners of India's scripts are not among them,
/// because names need those.
fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Text as typed or pasted, with ASCII digits and without the signs that nobody sees.
pub(crate) fn unwrapped(text: &str) -> String {
    let seen: String = text.chars().filter(|sign| !is_invisible(*sign)).collect();
    to_ascii_digits(seen.trim_matches(|sign: char| sign.is_whitespace() || is_blank(sign)))
}

/// Signs that a keyboard gives nobody, and that are no part of any word: controls, tags, and anchors of notes.
fn is_stray(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What a person wrote in one line, a name or a reason: without signs that nobody sees, because a mark of direction would turn around
/// what is shown after it, and with one blank between words.
pub fn typed_line(text: &str) -> String {
    let words = text.split(|sign: char| sign.is_whitespace() || is_blank(sign));
    let seen = |word: &str| word.chars().filter(|sign| !is_invisible(*sign) && !is_stray(*sign)).collect::<String>();
    words.map(seen).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same of what was written in several lines, without empty ones around it.
pub fn typed_lines(text: &str) -> String {
    text.lines().map(typed_line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Whether a sign is a blank, as somebody types or pastes it between the parts of a number.
pub(crate) fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '\t' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether a sign between the signs of a number means nothing: a blank, or a joiner, because there is nothing to join.
pub(crate) fn is_gap(sign: char) -> bool {
    is_blank(sign) || matches!(sign, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_are_digits() {
        for zero in ZEROS {
            let digits: String = (0..10).filter_map(|value| char::from_u32(u32::from(zero) + value)).collect();
            assert!(digits.chars().all(char::is_numeric), "{digits}");
            assert_eq!(to_ascii_digits(&digits), "0123456789", "{digits}");
        }
        assert_eq!(to_ascii_digits("a-½ क"), "a-½ क");
    }

    #[test]
    fn what_a_person_writes_has_no_sign_that_nobody_sees() {
        for (typed, line) in [
            ("  Ramesh \u{202e}Kumar\u{202c}\t ", "Ramesh Kumar"),
            ("\u{202e}", ""),
            ("a \u{2067} b", "a b"),
            ("A\u{200b}B\u{a0}C\u{3000}D", "A B C D"),
            ("\u{feff}x\u{7}\u{e0041}\u{fff9}", "x"),
            // The joiners of India's scripts are a part of words.
            ("क्\u{200d}ष श्री\u{200c}", "क्\u{200d}ष श्री\u{200c}"),
        ] {
            assert_eq!(typed_line(typed), line, "{typed:?}");
        }
        assert_eq!(typed_lines("\n one \u{202e}\n\n  two\r\n\u{200f}\n"), "one\n\ntwo");
    }
}
