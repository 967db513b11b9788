//! Money in paise. No float anywhere, not even to format.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::typed::{is_gap, to_ascii_digits, unwrapped};

/// An amount of money in paise (1 ₹ = 100 paise). May be negative: a posting has two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paise(i64);

impl Paise {
    /// Nothing.
    pub const ZERO: Paise = Paise(0);

    /// From a number of paise.
    pub const fn new(paise: i64) -> Paise {
        Paise(paise)
    }

    /// From whole rupees; `None` when it does not fit.
    pub const fn from_rupees(rupees: i64) -> Option<Paise> {
        match rupees.checked_mul(100) {
            Some(paise) => Some(Paise(paise)),
            None => None,
        }
    }

    /// The number of paise.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Sum; `None` on overflow.
    pub const fn checked_add(self, other: Paise) -> Option<Paise> {
        match self.0.checked_add(other.0) {
            Some(paise) => Some(Paise(paise)),
            None => None,
        }
    }

    /// Difference; `None` on overflow.
    pub const fn checked_sub(self, other: Paise) -> Option<Paise> {
        match self.0.checked_sub(other.0) {
            Some(paise) => Some(Paise(paise)),
            None => None,
        }
    }

    /// The opposite side of a posting; `None` on overflow.
    pub const fn checked_neg(self) -> Option<Paise> {
        match self.0.checked_neg() {
            Some(paise) => Some(Paise(paise)),
            None => None,
        }
    }

    /// The commission on this amount at a rate, rounded down to a whole paisa as the providers do.
    pub fn commission(self, rate: BasisPoints) -> Option<Paise> {
        let product = i128::from(self.0).checked_mul(i128::from(rate.0))?;
        i64::try_from(product.div_euclid(10_000)).ok().map(Paise)
    }

    /// As the providers' forms want it: `299` for whole rupees, else two decimals, `299.50`.
    pub fn to_wire(self) -> String {
        let text = self.to_decimal();
        text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
    }

    /// Always two decimals, no grouping: `299.00`.
    pub fn to_decimal(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let paise = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", paise / 100, paise % 100)
    }

    /// Reads an amount a provider printed: `10`, `10.5`, `29.31`, `0.0000`. More than two decimals are allowed only
    /// when the rest are zeros (Paygrt prints four). `None` for anything else.
    pub fn from_wire(text: &str) -> Option<Paise> {
        read_wire(text).filter(|(_, is_whole)| *is_whole).map(|(floor, _)| floor)
    }

    /// Reads a balance a provider printed, rounded down to the paisa. Some providers keep more decimals, and some print the
    /// rests of their floats, `1234.4999999998`. A balance is only information, so the rounding does no harm. An amount
    /// must be read by [`Paise::from_wire`].
    pub fn floor_from_wire(text: &str) -> Option<Paise> {
        if is_dust(text.trim()) { Some(Paise::ZERO) } else { read_wire(text).map(|(floor, _)| floor) }
    }
}

/// Decimal rupees, rounded down to the paisa, and whether nothing was lost by that.
fn read_wire(text: &str) -> Option<(Paise, bool)> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let (kept, rest) = fraction.split_at(fraction.len().min(2));
    let is_whole = rest.bytes().all(|byte| byte == b'0');
    let cents: i64 = format!("{kept:0<2}").parse().ok()?;
    let paise = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?;
    let floor = match (negative, is_whole) {
        (false, _) => paise,
        (true, true) => -paise,
        (true, false) => -paise - 1,
    };
    Some((Paise(floor), is_whole))
}

/// Whether it is the rest that a float leaves of a wallet that was used up, `7.105E-15`: less than a paisa, above zero or
/// below. No other number with an exponent is read.
fn is_dust(text: &str) -> bool {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((mantissa, exponent)) = text.strip_prefix('-').unwrap_or(text).split_once(['e', 'E']) else {
        return false;
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let places =
        exponent.strip_prefix('-').filter(|places| all_digits(places)).and_then(|text| text.parse::<u32>().ok());
    whole.len() == 1 && all_digits(whole) && all_digits(fraction) && places.is_some_and(|places| places >= 3)
}

/// Rupees with the sign and Indian grouping, `₹ 1,23,456.50`; whole rupees without decimals. For slips and messages
/// in text; the screen formats by itself.
impl fmt::Display for Paise {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.to_wire();
        let (sign, digits) = match decimal.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", decimal.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (mut head, tail) = whole.split_at(whole.len().saturating_sub(3));
        let mut groups = vec![tail];
        while !head.is_empty() {
            let (rest, group) = head.split_at(head.len().saturating_sub(2));
            groups.insert(0, group);
            head = rest;
        }
        write!(formatter, "{sign}₹ {}", groups.join(","))?;
        if fraction.is_empty() { Ok(()) } else { write!(formatter, ".{fraction}") }
    }
}

/// A rate in hundredths of a percent: 200 is 2 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(i32);

impl BasisPoints {
    /// From hundredths of a percent, 0 to 10 000 (100 %).
    pub const fn new(points: i32) -> Option<BasisPoints> {
        if points >= 0 && points <= 10_000 { Some(BasisPoints(points)) } else { None }
    }

    /// Hundredths of a percent.
    pub const fn get(self) -> i32 {
        self.0
    }

    /// Reads a percentage as a shopkeeper types it: `2`, `2.5`, `2.25 %`.
    pub fn parse_percent(text: &str) -> Option<BasisPoints> {
        let text = to_ascii_digits(text);
        let paise = Paise::from_wire(text.trim().trim_end_matches('%'))?;
        BasisPoints::new(i32::try_from(paise.get()).ok()?)
    }
}

/// Why an amount as typed cannot be sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountProblem {
    /// Nothing was typed.
    #[error("no amount")]
    Missing,
    /// Letters, an exponent, a sign, two dots.
    #[error("not a number")]
    NotANumber,
    /// Zero rupees.
    #[error("zero")]
    Zero,
    /// More than two decimals: there is nothing smaller than a paisa.
    #[error("more than two decimals")]
    TooFine,
    /// Less than the operator takes.
    #[error("below the least the operator takes")]
    Below(Paise),
    /// More than the operator takes.
    #[error("above the most the operator takes")]
    Above(Paise),
}

/// What stands behind a mark of rupees (`₹`, `Rs.`, `rs`); `None` where there is no mark.
fn behind_mark(text: &str) -> Option<&str> {
    let after_letters = || {
        let rest = text.get(..2).filter(|mark| mark.eq_ignore_ascii_case("rs")).and_then(|_| text.get(2..))?;
        Some(rest.strip_prefix('.').unwrap_or(rest))
    };
    text.strip_prefix('₹').or_else(after_letters).map(str::trim)
}

/// Reads an amount as typed (`299`, `₹ 1,299.50`, `rs 299`, `२९९`) and checks it against the operator's limits.
pub fn parse_amount(text: &str, least: Paise, most: Paise) -> Result<Paise, AmountProblem> {
    let text = unwrapped(text);
    let text = text.trim();
    let text = behind_mark(text).unwrap_or(text);
    if text.is_empty() {
        return Err(AmountProblem::Missing);
    }
    let plain: String = text.chars().filter(|sign| !is_gap(*sign)).collect();
    let plain = without_groups(&plain).ok_or(AmountProblem::NotANumber)?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(AmountProblem::NotANumber);
    }
    if fraction.len() > 2 {
        return Err(AmountProblem::TooFine);
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    // Only a number too long for 64 bits fails here. It is more than any operator takes.
    let amount = Paise::from_wire(&format!("{whole}.{fraction}")).ok_or(AmountProblem::Above(most))?;
    match amount {
        Paise::ZERO => Err(AmountProblem::Zero),
        amount if amount < least => Err(AmountProblem::Below(least)),
        amount if amount > most => Err(AmountProblem::Above(most)),
        amount => Ok(amount),
    }
}

/// The number without the commas that group its digits, `1,07,500` or `107,500`. `None` if a comma groups nothing: `107,50`
/// may mean 107.50, and must not become a hundred times as much.
fn without_groups(number: &str) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut groups = whole.split(',').rev();
    let (last, before) = (groups.next()?, groups.collect::<Vec<_>>());
    let fits = before.is_empty() || last.len() == 3 && before.iter().all(|group| (1..=3).contains(&group.len()));
    (fits && !fraction.contains(',')).then(|| number.replace(',', ""))
}

#[cfg(test)]
mod tests;
