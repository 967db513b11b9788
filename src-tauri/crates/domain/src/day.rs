//! The shop's clock: India's, +05:30 all year, whatever the computer's time zone is.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::typed::is_blank;

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;
const INDIA_OFFSET_S: i32 = 19_800;

fn india() -> Offset {
    Offset::from_seconds(INDIA_OFFSET_S).unwrap_or(Offset::UTC)
}

/// Date and time in India of a moment in ms since 1970. A moment that no calendar has becomes the first one.
pub fn india_time(at_ms: i64) -> DateTime {
    let moment = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    india().to_datetime(moment)
}

/// The date in India, `2026-11-20`: the day-book's day and Paygrt's `txn_date`.
pub fn india_day(at_ms: i64) -> String {
    india_time(at_ms).date().to_string()
}

/// The first millisecond of a day in India, given as `2026-11-20`; `None` when it is no date.
pub fn india_day_start_ms(day: &str) -> Option<i64> {
    let date: Date = day.parse().ok()?;
    let zone = TimeZone::fixed(india());
    Some(date.to_zoned(zone).ok()?.timestamp().as_millisecond())
}

/// Year, month and day of a date as it is typed: the day first, as in India, or the year first, with hyphens,
/// strokes, dots or blanks between them. `None` when the text has not this form; whether there is such a day is
/// another question.
pub(crate) fn typed_date(text: &str) -> Option<(i16, i8, i8)> {
    let parts: Vec<&str> = text
        .split(|sign: char| is_blank(sign) || matches!(sign, '-' | '/' | '.' | '\u{2010}'..='\u{2013}'))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (*last, *first) } else { (*first, *last) };
    let is_number = |part: &str, lengths: RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_digit())
    };
    let is_date = is_number(year, 4..=4) && is_number(month, 1..=2) && is_number(day, 1..=2);
    if is_date { Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)) } else { None }
}

/// Reads a day as it is typed and gives it as `2026-11-20`; `None` when there is no such day.
pub fn parse_day(text: &str) -> Option<String> {
    let (year, month, day) = typed_date(text.trim())?;
    Some(Date::new(year, month, day).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_india() {
        // 2026-11-20T18:29:59.999Z and one ms later.
        let before = 1_795_199_399_999;
        assert_eq!(india_day(before), "2026-11-20");
        assert_eq!(india_day(before + 1), "2026-11-21");
        assert_eq!(india_day_start_ms("2026-11-21"), Some(before + 1));
        assert_eq!(india_day_start_ms("21-11-2026"), None);
    }
}
