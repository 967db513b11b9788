//! Days and times of a statement. Whether the day or the month comes first is decided by the whole column.

use std::ops::Range;

use domain::{DAY_MS, india_day, india_day_start_ms};

use crate::settings::statements::DateOrder;

/// When a line was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct When {
    /// In ms since 1970: the moment, or the first of the day in India.
    pub(crate) at_ms: i64,
    /// Only the day is told.
    pub(crate) is_day: bool,
}

impl When {
    /// The last moment that it may mean.
    pub(crate) fn last_ms(self) -> i64 {
        if self.is_day { self.at_ms + DAY_MS - 1 } else { self.at_ms }
    }
}

/// A day as a cell tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    /// Year, month, day: there is one way to read it.
    Sure(i64, i64, i64),
    /// Two numbers of which either may be the day, and the year.
    Either(i64, i64, i64),
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Days since 1900 as Excel counts them, of the years 1982 to 2119.
const SERIALS: Range<i64> = 30_000..80_000;
/// The day in ms since 1970 that Excel counts from, without the hours that India is ahead.
const SERIAL_START_DAY: i64 = -25_569;

/// The order that a column of dates has. `Err`: both fit, and somebody must say.
pub(crate) fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> Result<DateOrder, ()> {
    let (mut day_first, mut month_first, mut differ) = (true, true, false);
    for cell in cells {
        if let Some((Day::Either(first, second, _), _)) = parts(cell) {
            day_first &= second <= 12;
            month_first &= first <= 12;
            differ |= first != second;
        }
    }
    match (day_first, month_first) {
        (true, true) if differ => Err(()),
        (false, true) => Ok(DateOrder::MonthFirst),
        // Where neither fits some cells are no dates, and the shop's own way of writing is the likelier.
        (true, _) | (false, false) => Ok(DateOrder::DayFirst),
    }
}

/// Whether a cell looks like a day.
pub(crate) fn is_date(cell: &str) -> bool {
    parts(cell).is_some()
}

/// A cell with a day, and another with the time where the time stands apart.
pub(crate) fn when(cell: &str, time: &str, order: DateOrder) -> Option<When> {
    let (day, time_ms) = parts(cell)?;
    let (year, month, day) = match (day, order) {
        (Day::Sure(year, month, day), _) => (year, month, day),
        (Day::Either(day, month, year), DateOrder::DayFirst)
        | (Day::Either(month, day, year), DateOrder::MonthFirst) => (year, month, day),
    };
    let start_ms = india_day_start_ms(&format!("{year:04}-{month:02}-{day:02}"))?;
    let time_ms = time_ms.or_else(|| time_of(time));
    Some(When { at_ms: start_ms + time_ms.unwrap_or_default(), is_day: time_ms.is_none() })
}

/// The day of a cell, and the time of day in ms where it has one.
fn parts(cell: &str) -> Option<(Day, Option<i64>)> {
    let cell = cell.trim().to_ascii_lowercase();
    if let Some(found) = serial(&cell) {
        return Some(found);
    }
    // The time begins at the digits before the first colon.
    let (date, time) = match cell.find(':') {
        None => (cell.as_str(), ""),
        Some(colon) => cell.split_at(cell[..colon].trim_end_matches(|sign: char| sign.is_ascii_digit()).len()),
    };
    let date = date.trim_end_matches(['t', ' ', ',', '-']);
    let words: Vec<&str> = date.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = match words.as_slice() {
        // The name of the weekday says nothing.
        [first, rest @ ..]
            if rest.len() == 3 && month(first).is_none() && first.bytes().all(|byte| byte.is_ascii_alphabetic()) =>
        {
            rest.to_vec()
        }
        all => all.to_vec(),
    };
    let [one, two, three] = words.as_slice() else { return compact(date, time) };
    let number = |word: &str| word.parse::<i64>().ok().filter(|_| word.len() <= 4);
    let day = match (month(one), month(two)) {
        (Some(month), None) => Day::Sure(year(three)?, month, number(two)?),
        (None, Some(month)) => Day::Sure(year(three)?, month, number(one)?),
        (None, None) if one.len() == 4 => Day::Sure(number(one)?, number(two)?, number(three)?),
        (None, None) => Day::Either(number(one)?, number(two)?, year(three)?),
        (Some(_), Some(_)) => return None,
    };
    let fits = match day {
        Day::Sure(year, month, day) => is_day(year, month, day),
        Day::Either(one, two, year) => is_day(year, two, one) || is_day(year, one, two),
    };
    fits.then(|| (day, time_of(time)))
}

fn is_day(year: i64, month: i64, day: i64) -> bool {
    (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn month(word: &str) -> Option<i64> {
    let place =
        MONTHS.iter().position(|name| word.starts_with(name) && word.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    i64::try_from(place + 1).ok()
}

fn year(word: &str) -> Option<i64> {
    let year: i64 = word.parse().ok()?;
    match word.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// `20261128`, `20261128174210`.
fn compact(date: &str, time: &str) -> Option<(Day, Option<i64>)> {
    let digits = date.trim();
    if !matches!(digits.len(), 8 | 14) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let time_ms = match digits.len() {
        14 => Some(((part(8, 10)? * 60 + part(10, 12)?) * 60 + part(12, 14)?) * 1_000).filter(|ms| *ms < DAY_MS),
        _ => time_of(time),
    };
    is_day(year, month, day).then_some((Day::Sure(year, month, day), time_ms))
}

/// A moment as Excel counts it, `46354.7377`.
fn serial(cell: &str) -> Option<(Day, Option<i64>)> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
    if whole.len() != 5 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let whole: i64 = whole.parse().ok().filter(|whole| SERIALS.contains(whole))?;
    // Days are counted in India: the morning in UTC is the same day there.
    let day = india_day((whole + SERIAL_START_DAY) * DAY_MS + DAY_MS / 4);
    let mut numbers = day.split('-').filter_map(|part| part.parse::<i64>().ok());
    let (year, month, date) = (numbers.next()?, numbers.next()?, numbers.next()?);
    // A billionth of a day is enough.
    let billionths: i64 = format!("{part:0<9.9}").parse().ok()?;
    let into_s = (billionths * 86_400 + 500_000_000) / 1_000_000_000;
    let time_ms = (into_s > 0).then_some((into_s * 1_000).min(DAY_MS - 1));
    Some((Day::Sure(year, month, date), time_ms))
}

/// A time of day in ms: `17:42`, `5:42:10 pm`, `17:42:10.123`.
fn time_of(text: &str) -> Option<i64> {
    let text = text.trim().to_ascii_lowercase();
    let end = text.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, ':' | '.')).unwrap_or(text.len());
    let (clock, behind) = text.split_at(end);
    let mut parts = clock.split(':');
    let (hour, minute) = (parts.next()?.parse::<i64>().ok()?, parts.next()?.parse::<i64>().ok()?);
    let second =
        parts.next().and_then(|part| part.split('.').next()).map_or(Some(0), |part| part.parse::<i64>().ok())?;
    let behind = behind.trim_start();
    let hour = match (
        behind.starts_with("pm") || behind.starts_with("p.m"),
        behind.starts_with("am") || behind.starts_with("a.m"),
    ) {
        (true, _) if hour <= 12 => hour % 12 + 12,
        (_, true) if hour <= 12 => hour % 12,
        _ => hour,
    };
    (hour < 24 && minute < 60 && second < 60).then(|| ((hour * 60 + minute) * 60 + second) * 1_000)
}
