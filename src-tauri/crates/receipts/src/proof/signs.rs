//! The twelve signs of a slip.

use std::fmt;

use super::{LETTERS, value_of};

/// Signs in all: five of them name the sale, six prove the facts, the last one checks the others.
const SIGNS: usize = 12;
/// Bits that name the sale. The lowest of them marks practice.
const NAMING: u32 = 25;
/// Bits that prove its facts.
const PROVING: u32 = 30;
/// How a number of the field with 32 members is doubled: by this where a bit falls out (x⁵ + x² + 1).
const FIELD: u8 = 0b10_0101;

/// The signs below a slip's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SlipSigns {
    /// Which sale.
    pub sale_id: i64,
    /// Whether it is of practice.
    pub practice: bool,
    tag: u32,
}

/// Why they are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignsFault {
    /// There are not twelve of them.
    Length,
    /// One that none has.
    Letter,
    /// They do not fit each other.
    Typo,
}

fn doubled(value: u8) -> u8 {
    if value & 0b1_0000 == 0 { value << 1 } else { (value << 1) ^ FIELD }
}

/// Nothing where all signs fit each other. Each place counts by another power of a number that has 31 of them, so that one wrong
/// sign, or two neighbours that were swapped, never give nothing.
fn check(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| doubled(sum) ^ value)
}

impl SlipSigns {
    /// The signs of a sale, with a digest of its facts.
    pub(super) fn of(sale_id: i64, practice: bool, digest: &[u8]) -> Option<SlipSigns> {
        let is_fit = (0..1 << (NAMING - 1)).contains(&sale_id);
        let tag = digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) >> (32 - PROVING);
        is_fit.then_some(SlipSigns { sale_id, practice, tag })
    }

    /// Reads them in any case, with any gaps, and with the letters that are taken for one another.
    pub(super) fn parse(text: &str) -> Result<SlipSigns, SignsFault> {
        let is_gap = |sign: &char| sign.is_whitespace() || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '.' | '_');
        let signs: Vec<char> = text.chars().filter(|sign| !is_gap(sign)).collect();
        if signs.len() != SIGNS {
            return Err(SignsFault::Length);
        }
        let values: Vec<u8> = signs.into_iter().map(value_of).collect::<Option<_>>().ok_or(SignsFault::Letter)?;
        if check(&values) != 0 {
            return Err(SignsFault::Typo);
        }
        let number = values.iter().take(SIGNS - 1).fold(0_u64, |number, value| number << 5 | u64::from(*value));
        let (name, tag) = (number >> PROVING, number & ((1 << PROVING) - 1));
        let sale_id = i64::try_from(name >> 1).map_err(|_| SignsFault::Letter)?;
        let tag = u32::try_from(tag).map_err(|_| SignsFault::Letter)?;
        Ok(SlipSigns { sale_id, practice: name & 1 == 1, tag })
    }

    fn values(self) -> [u8; SIGNS] {
        let name = u64::try_from(self.sale_id).unwrap_or_default() << 1 | u64::from(self.practice);
        let number = name << PROVING | u64::from(self.tag);
        let mut values = [0; SIGNS];
        for (place, value) in values.iter_mut().take(SIGNS - 1).enumerate() {
            *value = u8::try_from(number >> (5 * (SIGNS - 2 - place)) & 31).unwrap_or_default();
        }
        // The last sign is what is missing: it stands at the place that is not doubled any more.
        values[SIGNS - 1] = check(&values);
        values
    }
}

/// Three groups of four.
impl fmt::Display for SlipSigns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, value) in self.values().into_iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{}", LETTERS.get(usize::from(value)).map_or('?', |letter| char::from(*letter)))?;
        }
        Ok(())
    }
}
