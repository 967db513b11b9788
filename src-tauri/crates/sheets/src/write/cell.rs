//! What a table is made of.

use std::borrow::Cow;

/// India's time is so many ms ahead of UTC.
const INDIA_MS: i64 = 19_800_000;
/// One day, in ms.
const DAY_MS: i64 = 86_400_000;
/// Signs with which a formula begins, in either width, and signs that some programs skip before one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// Signs that stand between the digits of a date, a time, an amount, a share, or a number with an exponent.
const OF_FIGURE: &str = "-/.:,%()₹$Ee";
/// A number of more digits is shown with an exponent by Excel, and saved so by it.
const WHOLE_DIGITS: usize = 11;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, and numbers of which nobody makes a sum: a mobile number, an order id.
    Text(String),
    /// An amount in paise.
    Amount(i64),
    /// How many.
    Count(i64),
    /// A moment, in ms since 1970. It is written in India's time.
    Moment(i64),
    /// The day of a moment, in ms since 1970. It is India's day.
    Day(i64),
}

/// What the cells of a column are, for how they look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the kinds of `Cell`")]
pub enum Kind {
    Text,
    Amount,
    Count,
    Moment,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// What its cells are.
    pub kind: Kind,
    /// How wide it is, in letters.
    pub width: u16,
}

/// Day and time in India: days since 1970, and ms of that day.
pub(super) fn india(at_ms: i64) -> (i64, i64) {
    let local = at_ms.saturating_add(INDIA_MS);
    (local.div_euclid(DAY_MS), local.rem_euclid(DAY_MS))
}

/// The day that is so many days after 1970, as year, month and day of the month.
pub(super) fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400, if month < 10 { month + 3 } else { month - 9 });
    (if month <= 2 { year + 1 } else { year }, month, date)
}

/// The day of a moment in India as all programs read it, whatever the order of a date is where they run: `2026-11-29`.
pub(super) fn written_day(at_ms: i64) -> String {
    let (year, month, date) = date_of(india(at_ms).0);
    format!("{year:04}-{month:02}-{date:02}")
}

/// Rupees with two decimals and nothing between the digits.
pub(super) fn rupees(paise: i64) -> String {
    let sign = if paise < 0 { "-" } else { "" };
    let paise = paise.unsigned_abs();
    format!("{sign}{}.{:02}", paise / 100, paise % 100)
}

/// Whether a program of tables might take a text for a formula.
pub(super) fn is_like_formula(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(FORMULA)
}

/// Whether a program of tables might take a text for a figure that is another one: `0987` for 987, `12345678901234` for 1.2E+13, `1-2` for
/// a day. A mobile number is a figure, too, and stays what it is.
pub(super) fn is_like_figure(text: &str) -> bool {
    let text = text.trim();
    if text.bytes().all(|sign| sign.is_ascii_digit()) {
        return text.len() > WHOLE_DIGITS || (text.len() > 1 && text.starts_with('0'));
    }
    // Digits with nothing but blanks between them are words: a number in two groups.
    let is_of_figure = |sign: char| sign == ' ' || sign.is_ascii_digit() || OF_FIGURE.contains(sign);
    text.contains(|sign: char| sign.is_ascii_digit())
        && text.contains(|sign: char| OF_FIGURE.contains(sign))
        && text.chars().all(is_of_figure)
}

/// A text without control signs, which no program of tables shows.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let is_kept = |sign: char| sign == '\n' || !sign.is_control();
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|sign| if sign == '\t' { ' ' } else { sign }).filter(|sign| is_kept(*sign)).collect()
}
