//! Looking for secrets in bytes. It undoes whatever writing it finds, and shares no code with what hides them.

use super::canary::{Canaries, Canary, Kind};

/// Escapes of escapes that are undone.
const ROUNDS: usize = 3;
/// A secret shorter than this, in bytes, is not looked for inside of Base64: that is not promised.
const LEAST_BASE64: usize = 8;

/// The first secret that stands in these bytes, and how; `None` when there is none.
pub fn find(bytes: &[u8], canaries: &Canaries) -> Option<String> {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for round in 0..=ROUNDS {
        if let Some(canary) = canaries.all.iter().find(|canary| stands_in(&text, canary)) {
            return Some(told(canary, &format!("after {round} rounds of undoing")));
        }
        if round < 2
            && let Some(canary) = in_base64(&text, canaries)
        {
            return Some(told(canary, "in Base64"));
        }
        let undone = undo(&text);
        if undone == text {
            break;
        }
        text = undone;
    }
    None
}

fn told(canary: &Canary, how: &str) -> String {
    format!("{} ({}) {how}", canary.name, canary.text)
}

fn stands_in(text: &str, canary: &Canary) -> bool {
    match canary.kind {
        Kind::Text => plain(text).contains(&plain(&canary.text)),
        Kind::Number => joined(text).contains(&canary.text),
        Kind::Pin => pin_in(text, &canary.text),
    }
}

/// What is left of a text when case, blanks and quoting are not looked at.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|sign| *sign != '\\')
        .map(|sign| if sign == '+' { ' ' } else { sign })
        .collect::<String>()
        .to_lowercase()
}

/// The text without what may stand between two digits.
fn joined(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut clean = String::with_capacity(text.len());
    let mut at = 0;
    while at < signs.len() {
        clean.push(signs[at]);
        at += 1;
        if signs[at - 1].is_ascii_digit() {
            let gap = signs[at..].iter().take(3).take_while(|sign| " -+._/\u{a0}".contains(**sign)).count();
            if signs.get(at + gap).is_some_and(char::is_ascii_digit) {
                at += gap;
            }
        }
    }
    clean
}

/// A PIN counts where no letter and no digit stands beside it. How many bytes were hidden may be any number.
fn pin_in(text: &str, pin: &str) -> bool {
    text.match_indices(pin).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + pin.len()..]);
        let touches = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        let is_money =
            after.strip_prefix('.').is_some_and(|paise| paise.starts_with(|sign: char| sign.is_ascii_digit()));
        let is_count = before.ends_with('(') && after.starts_with(" bytes");
        !(touches || is_money || is_count)
    })
}

/// One round of undoing: `%2F`, `\u002f`, `&quot;`, `&#x2f;`.
fn undo(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let (written, length) =
            percent(rest).or_else(|| unicode(rest)).or_else(|| entity(rest)).unwrap_or_else(|| (vec![bytes[at]], 1));
        out.extend(written);
        at += length;
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn ascii(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii())
}

fn percent(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let code = ascii(bytes.strip_prefix(b"%")?.get(..2)?)?;
    Some((vec![u8::from_str_radix(code, 16).ok()?], 3))
}

fn unit(bytes: &[u8]) -> Option<u16> {
    u16::from_str_radix(ascii(bytes.strip_prefix(b"\\u")?.get(..4)?)?, 16).ok()
}

fn unicode(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let first = unit(bytes)?;
    let pair: Vec<u16> = [Some(first), bytes.get(6..).and_then(unit)].into_iter().flatten().collect();
    match char::from_u32(u32::from(first)) {
        Some(sign) => Some((sign.to_string().into_bytes(), 6)),
        None => Some((String::from_utf16(&pair).ok()?.into_bytes(), 12)),
    }
}

fn entity(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let end = bytes.iter().take(12).position(|byte| *byte == b';')?;
    let name = ascii(bytes.get(1..end).filter(|_| bytes[0] == b'&')?)?;
    let sign = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((sign.to_string().into_bytes(), end + 1))
}

fn in_base64<'a>(text: &str, canaries: &'a Canaries) -> Option<&'a Canary> {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || "+/-_".contains(sign);
    let quoted = text.replace("\\/", "/");
    for run in quoted.split(|sign| !is_sign(sign)).filter(|run| run.len() >= LEAST_BASE64) {
        for skip in 0..4 {
            let decoded = String::from_utf8_lossy(&base64(&run.as_bytes()[skip..])).into_owned();
            let long = |canary: &&Canary| canary.text.len() >= LEAST_BASE64 && stands_in(&decoded, canary);
            if let Some(canary) = canaries.all.iter().find(long) {
                return Some(canary);
            }
        }
    }
    None
}

fn base64(run: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for sign in run {
        let six = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        held = held << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}
