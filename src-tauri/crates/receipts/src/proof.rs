//! A slip that proves itself: a code with its facts and a signature, and twelve signs of it for typing.
//!
//! The code is for a scanner: who edits a fact of it cannot sign it again, because the key never leaves the shop. The signs are
//! for fingers. They name the sale and prove that its facts are those of the slip; a slip of the finger is found without the books.

use std::fmt;

use domain::Paise;
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::{Digest, Sha256};

mod signs;

pub use signs::{SignsFault, SlipSigns};

/// What stands before the facts. Another form of the code will have another number.
pub const CODE_HEAD: &str = "GALLA1";
const BETWEEN: char = '*';
/// Crockford's letters: no I, L, O and U, so that nothing is taken for something else.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// So many letters name a key in the code.
const KEY_NAME: usize = 6;
/// Letters of a signature: 64 bytes, five bits a letter.
const SIGNATURE_LETTERS: usize = 103;

/// What a slip says of its sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SlipSays {
    /// It succeeded.
    Done,
    /// It is not settled.
    Waiting,
    /// It failed.
    Failed,
    /// It was taken back.
    TakenBack,
    /// Its money was given back.
    GivenBack,
}

impl SlipSays {
    /// Everything that a slip may say, with its word in the code.
    pub const ALL: [(SlipSays, &'static str); 5] = [
        (SlipSays::Done, "DONE"),
        (SlipSays::Waiting, "WAITING"),
        (SlipSays::Failed, "FAILED"),
        (SlipSays::TakenBack, "TAKENBACK"),
        (SlipSays::GivenBack, "GIVENBACK"),
    ];

    fn word(self) -> &'static str {
        SlipSays::ALL.iter().find(|(says, _)| *says == self).map_or("", |(_, word)| word)
    }

    fn parse(word: &str) -> Option<SlipSays> {
        SlipSays::ALL.iter().find(|(_, known)| *known == word).map(|(says, _)| *says)
    }
}

/// The facts that a slip proves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SlipFacts {
    /// The order id on the slip.
    pub order_id: String,
    /// What the customer paid in all, or got back.
    pub amount: Paise,
    /// What it says of the sale.
    pub says: SlipSays,
    /// When it was sold, in s since 1970: the slip shows no more.
    pub sold_at_s: i64,
}

impl SlipFacts {
    /// As they are signed, and as they stand in the code.
    fn told(&self) -> String {
        let SlipFacts { order_id, amount, says, sold_at_s } = self;
        format!("{CODE_HEAD}{BETWEEN}{order_id}{BETWEEN}{}{BETWEEN}{}{BETWEEN}{sold_at_s}", amount.get(), says.word())
    }
}

/// The key that signs slips.
pub struct SlipKey(SigningKey);

impl SlipKey {
    /// The key of a secret.
    pub fn of_secret(secret: &[u8; 32]) -> SlipKey {
        SlipKey(SigningKey::from_bytes(secret))
    }

    /// What proves its signatures.
    pub fn public(&self) -> SlipPublic {
        SlipPublic(self.0.verifying_key())
    }

    /// The text of the code: the facts, the key's name, the signature. Capitals, digits, `*` and `-` alone, so that the code is
    /// small.
    pub fn code(&self, facts: &SlipFacts) -> String {
        let told = format!("{}{BETWEEN}{}", facts.told(), self.public().name());
        let signature = letters(&self.0.sign(told.as_bytes()).to_bytes());
        format!("{told}{BETWEEN}{signature}")
    }
}

/// Nothing of a secret key.
impl fmt::Debug for SlipKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SlipKey({})", self.public().name())
    }
}

/// The half of a key that proves its signatures. It stands in the books and on no slip: the twelve signs are keyed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipPublic(VerifyingKey);

impl SlipPublic {
    /// As the books keep it.
    pub fn to_text(self) -> String {
        letters(self.0.as_bytes())
    }

    /// Reads what [`SlipPublic::to_text`] wrote.
    pub fn parse(text: &str) -> Option<SlipPublic> {
        VerifyingKey::from_bytes(&bytes(text)?).ok().map(SlipPublic)
    }

    /// The name of the key in a code.
    pub fn name(self) -> String {
        letters(&Sha256::digest(self.0.as_bytes())).chars().take(KEY_NAME).collect()
    }

    /// Whether a code was signed by this key, and nothing of it was changed since.
    pub fn has_signed(self, code: &SlipCode) -> bool {
        let Some(signature) = bytes::<64>(&code.signature) else { return false };
        let told = format!("{}{BETWEEN}{}", code.facts.told(), code.key);
        self.0.verify(told.as_bytes(), &Signature::from_bytes(&signature)).is_ok()
    }

    /// The signs of a slip; `None` of a sale beyond the sixteen millionth.
    pub fn signs(self, sale_id: i64, practice: bool, facts: &SlipFacts) -> Option<SlipSigns> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.as_bytes()).ok()?;
        mac.update(facts.told().as_bytes());
        SlipSigns::of(sale_id, practice, &mac.finalize().into_bytes())
    }
}

/// A code as it was read, whoever made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipCode {
    /// What it claims.
    pub facts: SlipFacts,
    /// By which key.
    pub key: String,
    signature: String,
}

/// What a person typed, pasted or scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipRead {
    /// The code of a slip.
    Code(SlipCode),
    /// The signs below it.
    Signs(SlipSigns),
}

/// Why a text is no slip's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SlipFault {
    /// Nothing was typed.
    Nothing,
    /// A code that was cut off, or lost a part.
    CodeBroken,
    /// There are not twelve signs.
    SignsLength,
    /// A sign that none has.
    SignsLetter,
    /// The signs do not fit each other: one was mistyped.
    SignsTypo,
}

/// Reads the code of a slip, alone or within a text, or its twelve signs as typed.
pub fn read_slip(text: &str) -> Result<SlipRead, SlipFault> {
    let plain: String = text.chars().map(plain_digit).collect::<String>().to_uppercase();
    if plain.trim().is_empty() {
        return Err(SlipFault::Nothing);
    }
    if let Some(at) = plain.find(CODE_HEAD) {
        return read_code(&plain[at..]).map(SlipRead::Code).ok_or(SlipFault::CodeBroken);
    }
    let signs = SlipSigns::parse(&plain).or_else(|fault| signs_within(&plain).ok_or(fault));
    signs.map(SlipRead::Signs).map_err(|fault| match fault {
        SignsFault::Length => SlipFault::SignsLength,
        SignsFault::Letter => SlipFault::SignsLetter,
        SignsFault::Typo => SlipFault::SignsTypo,
    })
}

/// What may be an order id in a text: all of it without its gaps, and each of its words.
pub fn order_ids_in(text: &str) -> (String, Vec<String>) {
    let plain: String = text.chars().map(plain_digit).collect::<String>().to_uppercase();
    let words = plain.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    (plain.split_whitespace().collect(), words.map(str::to_owned).collect())
}

/// The signs in the text of a whole slip, as it was copied or sent on.
fn signs_within(text: &str) -> Option<SlipSigns> {
    let is_grouped = |word: &&str| word.len() == 14 && word.is_ascii() && word.split('-').all(|group| group.len() == 4);
    text.split_whitespace().filter(is_grouped).find_map(|word| SlipSigns::parse(word).ok())
}

/// A digit of the Devanagari script is the digit.
fn plain_digit(sign: char) -> char {
    let value = u32::from(sign).checked_sub(0x0966).filter(|value| *value < 10);
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(sign)
}

/// A code may be wrapped over several lines by whoever sent it on.
fn read_code(text: &str) -> Option<SlipCode> {
    let mut parts = text.splitn(7, BETWEEN).map(|part| part.split_whitespace().collect::<String>());
    let mut next = || parts.next().filter(|part| !part.is_empty());
    if next()? != CODE_HEAD {
        return None;
    }
    let order_id = next()?;
    let amount = Paise::new(next()?.parse().ok()?);
    let says = SlipSays::parse(&next()?)?;
    let facts = SlipFacts { order_id, amount, says, sold_at_s: next()?.parse().ok()? };
    let (key, rest) = (next()?, next()?);
    let signature: String = rest.chars().take(SIGNATURE_LETTERS).collect();
    (signature.len() == SIGNATURE_LETTERS).then_some(SlipCode { facts, key, signature })
}

/// Bytes as letters, five bits each.
fn letters(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    let mut put = |value: u32| text.push(LETTERS.get(value as usize & 31).map_or('?', |letter| char::from(*letter)));
    for byte in bytes {
        held = (held & 0xFF) << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            put(held >> bits);
        }
    }
    if bits > 0 {
        put(held << (5 - bits));
    }
    text
}

/// The value of a letter; what is taken for another one is that one.
fn value_of(letter: char) -> Option<u8> {
    let letter = match letter {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    LETTERS.iter().position(|known| char::from(*known) == letter).and_then(|place| u8::try_from(place).ok())
}

/// What [`letters`] wrote, of so many bytes. What was filled up must be empty, so that one text has one meaning.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut found = Vec::with_capacity(N);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.chars() {
        held = (held & 0xFF) << 5 | u32::from(value_of(letter)?);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            found.push(u8::try_from(held >> bits & 0xFF).ok()?);
        }
    }
    let is_filled_up = bits < 5 && held & ((1 << bits) - 1) == 0;
    found.try_into().ok().filter(|_| is_filled_up)
}

#[cfg(test)]
mod tests;
