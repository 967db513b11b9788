//! Secrets found again in what a company sent back, in whatever writing it chose to repeat them.
//!
//! What is promised: a secret is found as it stands and in any case, escaped for an address, a form, JSON or HTML (also
//! twice over, and each sign in another way), and, from eight bytes on, inside of Base64. What is not: hexadecimal,
//! checksums, compressed bytes, another alphabet than UTF-8, a secret that was taken apart.

use secrecy::{ExposeSecret, SecretString};

/// Stands for a secret wherever something is shown.
pub(crate) const HIDDEN: &str = "•••";

/// The least length of a secret, in bytes, that is looked for inside of Base64: of a shorter one too little is certain.
const LEAST_BASE64: usize = 8;
/// The least part of a secret, in signs, that is known by itself where a text ends in the middle of it.
const LEAST_CUT: usize = 6;
/// Backslashes before a sign: what is quoted in JSON in JSON has three.
const MOST_BACKSLASHES: usize = 8;
/// Signs with which another writing of a sign begins.
const BEGIN_ESCAPES: [char; 4] = ['%', '&', '\\', '+'];
/// Escapes of escapes that are looked through.
const MOST_TWICE: usize = 3;

/// Secrets in every form in which they are looked for. Each call to a company looks through several texts for the same ones, so the
/// forms are made once.
#[derive(Clone)]
pub(crate) struct Forms {
    /// The longest first: one secret may be the beginning of another, of which nothing must be left.
    forms: Vec<SecretString>,
    /// Whether one of them may begin with this byte. Almost every byte of a text begins none.
    begins: [bool; 256],
}

impl std::fmt::Debug for Forms {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // With what a secret begins is a part of it.
        formatter.write_str(HIDDEN)
    }
}

impl Forms {
    /// Of these secrets.
    pub(crate) fn of(secrets: &[&str]) -> Forms {
        let mut forms: Vec<String> =
            secrets.iter().filter(|secret| !secret.is_empty()).map(|&s| s.to_owned()).collect();
        let in_base64: Vec<String> = forms.iter().flat_map(|secret| base64_of(secret.as_bytes())).collect();
        forms.extend(in_base64);
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        let mut begins = [false; 256];
        for byte in 0..=u8::MAX {
            let is_written_otherwise = !byte.is_ascii() || BEGIN_ESCAPES.contains(&char::from(byte));
            let is_first =
                |form: &String| form.as_bytes().first().is_some_and(|first| first.eq_ignore_ascii_case(&byte));
            begins[usize::from(byte)] = is_written_otherwise || forms.iter().any(is_first);
        }
        Forms { forms: forms.into_iter().map(SecretString::from).collect(), begins }
    }

    /// The text with every one of the secrets hidden. A PIN is hidden only where it is no part of a longer number.
    /// Where the text ends in the middle of a secret, the beginning of it is hidden too.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.hide_in(text, true)
    }

    fn hide_in(&self, text: &str, also_cut: bool) -> String {
        let (mut clean, mut kept, mut at) = (String::with_capacity(text.len()), 0, 0);
        let may_begin = |byte: &u8| self.begins[usize::from(*byte)];
        while let Some(next) = text.as_bytes()[at..].iter().position(may_begin) {
            at += next;
            let found = self.forms.iter().find_map(|form| {
                let form = form.expose_secret();
                let end = end_of(text, at, form, also_cut)?;
                (!is_pin(form) || stands_alone(&text[..at], &text[end..])).then_some(end)
            });
            match found {
                Some(end) => {
                    clean.push_str(&text[kept..at]);
                    clean.push_str(HIDDEN);
                    (kept, at) = (end, end);
                }
                None => at += text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        clean.push_str(&text[kept..]);
        clean
    }
}

/// The text with a number by which a person is known hidden wherever it stands.
pub(crate) fn without_number(text: &str, number: &str) -> String {
    Forms::of(&[number]).hide_in(text, false)
}

/// Where the secret ends if it begins at `at`. One sign may be written in several ways that begin alike, so all of the
/// ways are followed.
fn end_of(text: &str, at: usize, secret: &str, also_cut: bool) -> Option<usize> {
    // Almost everywhere it does not begin at all.
    let (here, begins) = (text[at..].chars().next()?, secret.chars().next()?);
    if !is_same(here, begins) && !BEGIN_ESCAPES.contains(&here) {
        return None;
    }
    let (mut ends, mut matched) = (vec![at], 0);
    for sign in secret.chars() {
        let mut next = Vec::new();
        for end in &ends {
            ways_of(text, *end, sign, &mut next);
        }
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            let is_most = matched >= LEAST_CUT && 4 * matched >= 3 * secret.chars().count();
            let cut = |end: &usize| also_cut && is_most && is_cut(&text[*end..]);
            return ends.into_iter().rev().find(cut);
        }
        (ends, matched) = (next, matched + 1);
    }
    ends.pop()
}

/// Whether a text was cut here.
fn is_cut(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['…', char::REPLACEMENT_CHARACTER]) || rest.starts_with("...")
}

/// Every place where this sign ends if it begins at `at`, in any writing.
fn ways_of(text: &str, at: usize, sign: char, ends: &mut Vec<usize>) {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return };
    if is_same(first, sign) || (first == '+' && sign == ' ') {
        ends.push(at + first.len_utf8());
    }
    let more = match first {
        '%' => percent(rest, sign),
        '&' => entity(rest, sign),
        '\\' => backslash(rest, sign, at, ends),
        _ => None,
    };
    ends.extend(more.map(|length| at + length));
}

fn is_same(one: char, other: char) -> bool {
    one.eq_ignore_ascii_case(&other) || (!one.is_ascii() && one.to_lowercase().eq(other.to_lowercase()))
}

/// The length of `%2F`, or of `%252F`.
fn percent(text: &str, sign: char) -> Option<usize> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(mut code) = rest.strip_prefix('%') {
        for _ in 0..MOST_TWICE {
            code = code.strip_prefix("25").filter(|code| hex(code, 2).is_some()).unwrap_or(code);
        }
        bytes.push(u8::try_from(hex(code, 2)?).ok()?);
        rest = &code[2..];
        if let Ok(written) = std::str::from_utf8(&bytes) {
            return written.chars().next().filter(|&one| is_same(one, sign)).map(|_| text.len() - rest.len());
        }
        if bytes.len() == 4 {
            return None;
        }
    }
    None
}

/// The length of `&amp;`, `&#38;` or `&#x26;`, or of `&amp;amp;`.
fn entity(text: &str, sign: char) -> Option<usize> {
    let mut body = text.strip_prefix('&')?;
    for _ in 0..MOST_TWICE {
        body = body.strip_prefix("amp;").filter(|body| !body.is_empty() && named(body).is_some()).unwrap_or(body);
    }
    let (one, length) = named(body)?;
    is_same(one, sign).then(|| text.len() - body.len() + length)
}

/// What stands between `&` and `;`, and the length of it with the `;`.
fn named(body: &str) -> Option<(char, usize)> {
    const NAMES: [(&str, char); 6] =
        [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' ')];
    let (name, _) = body.split_once(';').filter(|(name, _)| name.len() <= 10 && name.is_ascii())?;
    let code = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
    Some((known.or(code.and_then(char::from_u32))?, name.len() + 1))
}

/// The length of `\/`, `\"` or `\u002f`, behind any number of backslashes. Backslashes that are the sign itself are
/// added to `ends`.
fn backslash(text: &str, sign: char, at: usize, ends: &mut Vec<usize>) -> Option<usize> {
    let count = text.bytes().take(MOST_BACKSLASHES).take_while(|byte| *byte == b'\\').count();
    if sign == '\\' {
        ends.extend((2..=count).map(|count| at + count));
    }
    let rest = &text[count..];
    if let Some(length) = rest.strip_prefix('u').and_then(|code| unicode(code, sign)) {
        return Some(count + 1 + length);
    }
    let next = rest.chars().next().filter(|&one| one == sign)?;
    Some(count + next.len_utf8())
}

/// The length of `002f`, or of `d83d\ude00`.
fn unicode(code: &str, sign: char) -> Option<usize> {
    let first = hex(code, 4)?;
    if let Some(one) = char::from_u32(first) {
        return is_same(one, sign).then_some(4);
    }
    let rest = code[4..].trim_start_matches('\\');
    let second = hex(rest.strip_prefix('u')?, 4)?;
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let one = char::decode_utf16(pair).next()?.ok()?;
    (one == sign).then(|| code.len() - rest.len() + 5)
}

fn hex(text: &str, digits: usize) -> Option<u32> {
    let code = text.get(..digits).filter(|code| code.bytes().all(|sign| sign.is_ascii_hexdigit()))?;
    u32::from_str_radix(code, 16).ok()
}

/// What stands in Base64 wherever these bytes are encoded, whatever is before and behind them: there are three ways to
/// divide them, each in the common alphabet and in that of addresses.
fn base64_of(secret: &[u8]) -> Vec<String> {
    if secret.len() < LEAST_BASE64 {
        return Vec::new();
    }
    let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').collect();
    let signs = |before: usize, last: [char; 2]| -> String {
        let bit = |place: usize| {
            let byte = place / 8;
            let byte = if byte < before { 0 } else { secret[byte - before] };
            usize::from(byte >> (7 - place % 8) & 1)
        };
        let certain = (8 * before).div_ceil(6)..8 * (before + secret.len()) / 6;
        let six = |sign: usize| (0..6).fold(0, |six, place| six << 1 | bit(6 * sign + place));
        certain.map(|sign| alphabet.get(six(sign)).copied().unwrap_or(last[six(sign) & 1])).collect()
    };
    let mut forms: Vec<String> =
        (0..3).flat_map(|before| [['+', '/'], ['-', '_']].map(|last| signs(before, last))).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Whether a secret is a PIN: four to six digits, which stand by chance in numbers, amounts and order ids as well.
fn is_pin(secret: &str) -> bool {
    (4..=6).contains(&secret.len()) && secret.bytes().all(|sign| sign.is_ascii_digit())
}

/// Whether the digits between these two texts are a number of their own. Inside of a longer one a PIN is somebody's
/// telephone number or an order id, which the shopkeeper's evidence must keep: with the PIN 0000 no order id would be
/// left whole. The end of an escape (`%24`, `\u0024`) is a sign, not digits; paise after a point make the digits money.
fn stands_alone(before: &str, after: &str) -> bool {
    let is_escape = |mark: &str, digits: usize| {
        let end = before.len().checked_sub(digits).filter(|end| before.is_char_boundary(*end));
        end.map(|end| before.split_at(end)).is_some_and(|(before, code)| {
            let is_marked = before.ends_with(mark) || (mark == "%" && before.trim_end_matches("25").ends_with(mark));
            is_marked && code.bytes().all(|sign| sign.is_ascii_hexdigit())
        })
    };
    let digit = |sign: char| sign.is_ascii_digit();
    let begins = !before.ends_with(digit) || is_escape("%", 2) || is_escape("\\u", 4);
    begins && !after.strip_prefix('.').unwrap_or(after).starts_with(digit)
}

#[cfg(test)]
mod tests;
