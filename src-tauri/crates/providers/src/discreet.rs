//! Hides the facts about a person that must not be kept of a question or its answer.
//!
//! An answer is read as it came, because a password or a PAN may equal part of what must be matched. Everything that
//! outlives the call goes through here: the request as shown, the reply as evidence, and every text the reader took out of
//! it.

use secrecy::{ExposeSecret, SecretString};
use serde_json::value::RawValue;

use crate::access::Access;
use crate::http::Reply;
use crate::request::{HIDDEN, Request};
use crate::scrub;

mod skeleton;

/// How much of a reply is kept as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// All but the credentials: it is about nobody.
    Whole,
    /// It describes a person: the fields that are known to say nothing of them.
    Skeleton,
    /// The HTTP status.
    Status,
}

/// What one call must not leave behind.
pub(crate) struct Discreet<'a> {
    access: &'a Access,
    /// Numbers by which a person is known, hidden wherever they stand.
    numbers: &'a [SecretString],
    /// The other parameters that were sent as secrets: names and dates, hidden in words where they stand alone.
    told: Vec<SecretString>,
    /// Our own ids, which may look like somebody's number.
    own: Vec<String>,
    evidence: Evidence,
}

impl Discreet<'_> {
    pub(crate) fn new<'a>(
        access: &'a Access,
        request: &Request,
        numbers: &'a [SecretString],
        evidence: Evidence,
    ) -> Discreet<'a> {
        let is_mobile =
            |value: &str| value.len() == domain::MOBILE_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
        let open = request.plain_parameters().filter(|value| !is_mobile(value));
        let own = open.map(str::to_owned).collect();
        Discreet { access, numbers, told: request.secret_parameters().cloned().collect(), own, evidence }
    }

    /// The request as it is kept.
    pub(crate) fn sent(&self, request: &Request) -> String {
        self.exact(&request.to_string())
    }

    /// The reply as it is kept.
    pub(crate) fn received(&self, reply: &Reply) -> String {
        let status = reply.status;
        match self.evidence {
            Evidence::Whole => format!("HTTP {status}\n{}", self.exact(&reply.body)),
            Evidence::Status => format!("HTTP {status}"),
            Evidence::Skeleton => match skeleton::of(&reply.body, self) {
                Some(kept) => format!("HTTP {status}\n{kept}"),
                None => format!("HTTP {status}\n{HIDDEN} ({} bytes)", reply.body.len()),
            },
        }
    }

    /// The text without credentials and without the numbers by which the person is known.
    pub(crate) fn exact(&self, text: &str) -> String {
        self.numbers.iter().fold(self.access.scrub(text), |text, number| {
            hidden(&scrub::without_number(&text, number.expose_secret()), number.expose_secret())
        })
    }

    /// An id of the company's, or what stands in the place of one.
    pub(crate) fn id(&self, text: &str) -> String {
        let clean = self.exact(text);
        if self.evidence != Evidence::Whole && is_pan(clean.as_bytes()) { HIDDEN.to_owned() } else { clean }
    }

    /// An id that may be missing, and is missing where something in it had to be hidden: it would not be that id.
    pub(crate) fn optional_id(&self, id: Option<String>) -> Option<String> {
        id.filter(|id| self.id(id) == *id)
    }

    /// The company's words. Where they are about a person, whatever was sent of that person is hidden in them, and
    /// also what looks like a number of anybody's, an address of theirs or the link to a page.
    pub(crate) fn words(&self, text: &str) -> String {
        let clean = self.exact(text);
        if self.evidence == Evidence::Whole {
            return clean;
        }
        let clean = self.told.iter().fold(clean, |text, secret| {
            let secret = secret.expose_secret();
            let text = without_word(&text, secret);
            // A long one stands in no sentence by chance, nor does a number by itself: they are found in any writing.
            let is_number = secret.len() >= LEAST_NUMBER && secret.bytes().all(|byte| byte.is_ascii_digit());
            let anywhere = is_number || secret.chars().count() >= LEAST_ANYWHERE;
            if anywhere { scrub::without_number(&text, secret) } else { text }
        });
        without_person(&clean, &self.own)
    }

    /// As [`Discreet::words`].
    pub(crate) fn optional_words(&self, words: Option<String>) -> Option<String> {
        words.map(|words| self.words(&words))
    }
}

/// An outcome as it may be kept.
pub(crate) trait Scrub: Sized {
    /// The same without anything that must not be kept.
    fn kept(self, discreet: &Discreet<'_>) -> Self;
}

/// The text with a number of a person hidden: in any case, and, if it is all digits, also in groups.
fn hidden(text: &str, secret: &str) -> String {
    let bytes = text.as_bytes();
    let (mut clean, mut kept_to, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        match match_at(bytes, at, secret.as_bytes()) {
            Some(end) => {
                clean.push_str(&text[kept_to..at]);
                clean.push_str(HIDDEN);
                (kept_to, at) = (end, end);
            }
            None => at += 1,
        }
    }
    clean.push_str(&text[kept_to..]);
    clean
}

/// Where the secret ends if it begins at `at`.
fn match_at(text: &[u8], mut at: usize, secret: &[u8]) -> Option<usize> {
    let in_groups = secret.iter().all(u8::is_ascii_digit);
    for (place, byte) in secret.iter().enumerate() {
        if in_groups && place > 0 {
            at += gap_at(&text[at..]);
        }
        if !text.get(at)?.eq_ignore_ascii_case(byte) {
            return None;
        }
        at += 1;
    }
    (!secret.is_empty()).then_some(at)
}

/// The length of what may stand between two digits of a number that is written in groups.
fn gap_at(text: &[u8]) -> usize {
    let is_gap = |byte: &&u8| matches!(byte, b' ' | b'-' | b'+' | b'.' | b'_' | b'/');
    match text {
        // A blank that does not break, in UTF-8.
        [0xC2, 0xA0, ..] => 2,
        _ => text.iter().take(3).take_while(is_gap).count(),
    }
}

/// The least length of what is hidden as a word: shorter ones stand in every sentence.
const LEAST_WORD: usize = 3;

/// From this length on, in letters, it is hidden in any writing and inside of other words too.
const LEAST_ANYWHERE: usize = 10;

/// The same of digits, which are hidden as a PIN is: an OTP, the number of a post office.
const LEAST_NUMBER: usize = 4;

/// The text with a word, or several in a row, hidden in any case where no letter or digit touches them.
fn without_word(text: &str, secret: &str) -> String {
    let secret = secret.trim();
    if secret.chars().count() < LEAST_WORD {
        return text.to_owned();
    }
    let (mut clean, mut rest, mut before) = (String::new(), text, None::<char>);
    while let Some(sign) = rest.chars().next() {
        let free = |sign: Option<char>| !sign.is_some_and(char::is_alphanumeric);
        let end = length_without_case(rest, secret).filter(|end| free(before) && free(rest[*end..].chars().next()));
        let length = match end {
            Some(end) => {
                clean.push_str(HIDDEN);
                end
            }
            None => {
                clean.push(sign);
                sign.len_utf8()
            }
        };
        before = rest[..length].chars().next_back();
        rest = &rest[length..];
    }
    clean
}

/// How many bytes of the text's beginning are the secret in any case.
fn length_without_case(text: &str, secret: &str) -> Option<usize> {
    let mut signs = text.chars();
    for wanted in secret.chars() {
        if !signs.next()?.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - signs.as_str().len())
}

/// Digits in a row that are taken for a number of somebody's: telephone, Aadhaar, account. Shorter ones are amounts.
const LEAST_DIGITS: usize = 10;

/// The lengths of the groups in which people write telephone and Aadhaar numbers and virtual ids.
const GROUPS: [&[usize]; 5] = [&[4, 4, 4, 4], &[4, 4, 4], &[5, 5], &[3, 3, 4], &[5, 6]];

/// The text without links, e-mail addresses, PANs and long numbers, but with our own ids.
fn without_person(text: &str, own: &[String]) -> String {
    let is_address = |word: &str| word.contains("://") || word.contains('@') || word.to_lowercase().contains("www.");
    let mut open = String::with_capacity(text.len());
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        open.push_str(if is_address(word) { HIDDEN } else { word });
        open.push_str(&part[word.len()..]);
    }
    let mut words = words_of(&open);
    let is_own = |word: &str| own.iter().any(|own| own == word);
    for at in 0..words.len() {
        if let Some(end) = group_at(&words, at) {
            words[at] = HIDDEN;
            words[at + 1..end].fill("");
        } else if !is_own(words[at]) && (has_pan(words[at]) || has_long_number(words[at])) {
            words[at] = HIDDEN;
        }
    }
    words.concat()
}

/// Words of letters and digits, and single signs between them.
fn words_of(text: &str) -> Vec<&str> {
    let (mut words, mut rest) = (Vec::new(), text);
    while let Some(sign) = rest.chars().next() {
        let length = match rest.find(|sign: char| !sign.is_alphanumeric()) {
            Some(0) => sign.len_utf8(),
            Some(end) => end,
            None => rest.len(),
        };
        words.push(&rest[..length]);
        rest = &rest[length..];
    }
    words
}

/// A digit in Latin or Devanagari writing.
fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit() || ('०'..='९').contains(&sign)
}

/// Where a number in groups ends that begins with the word at `at`.
fn group_at(words: &[&str], at: usize) -> Option<usize> {
    let is_group = |place: usize, length: usize| {
        let group = words.get(at + 2 * place).filter(|word| word.chars().all(is_digit));
        let joined = place == 0 || matches!(words.get(at + 2 * place - 1), Some(&(" " | "-" | "+" | "\u{a0}")));
        joined && group.is_some_and(|word| word.chars().count() == length)
    };
    let fitting =
        GROUPS.iter().find(|groups| groups.iter().enumerate().all(|(place, length)| is_group(place, *length)));
    fitting.map(|groups| at + 2 * groups.len() - 1)
}

fn has_long_number(word: &str) -> bool {
    let mut run = 0;
    word.chars().any(|sign| {
        run = if is_digit(sign) { run + 1 } else { 0 };
        run >= LEAST_DIGITS
    })
}

fn has_pan(word: &str) -> bool {
    word.as_bytes().windows(10).any(is_pan)
}

/// Five letters, four digits, a letter.
fn is_pan(signs: &[u8]) -> bool {
    let fits = |(place, sign): (usize, &u8)| match place {
        5..=8 => sign.is_ascii_digit(),
        _ => sign.is_ascii_alphabetic(),
    };
    signs.len() == 10 && signs.iter().enumerate().all(fits)
}

#[cfg(test)]
mod tests;
