//! The shop's clock: India's, +05:30 all year, whatever the computer's time zone is.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::typed::is_blank;

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;
const MINUTES_OF_DAY: i64 = 1_440;
const INDIA_OFFSET_S: i32 = 19_800;

fn india() -> Offset {
    Offset::from_seconds(INDIA_OFFSET_S).unwrap_or(Offset::UTC)
}

/// Date and time in India of a moment in ms since 1970. A moment outside every calendar becomes 1 January 1970.
pub fn india_time(at_ms: i64) -> DateTime {
    let moment = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    india().to_datetime(moment)
}

/// The date in India, `2026-11-20`. The day book uses it as its day, and Paygrt as its `txn_date`.
pub fn india_day(at_ms: i64) -> String {
    india_time(at_ms).date().to_string()
}

/// The business day of a moment, for a shop whose day starts so many minutes after midnight: the date in India on which that day
/// started.
pub fn business_day(at_ms: i64, start_min: i64) -> String {
    india_day(at_ms.saturating_sub(start_min.rem_euclid(MINUTES_OF_DAY) * 60_000))
}

/// When the business day of a moment ends, in ms since 1970, for a shop whose day starts so many minutes after midnight.
pub fn business_day_end_ms(at_ms: i64, start_min: i64) -> i64 {
    let start_min = start_min.rem_euclid(MINUTES_OF_DAY);
    let midnight_ms = india_day_start_ms(&business_day(at_ms, start_min)).unwrap_or(at_ms);
    midnight_ms.saturating_add(DAY_MS + start_min * 60_000)
}

/// Reads the rule that says when the shop's day starts, in minutes after midnight. A rule that nobody set, or that cannot be
/// read, is midnight.
pub fn day_start_of(rule: Option<&str>) -> i64 {
    let minutes = rule.and_then(|text| text.parse().ok());
    minutes.filter(|minutes| (0..MINUTES_OF_DAY).contains(minutes)).unwrap_or_default()
}

/// The first millisecond of a day in India, given as `2026-11-20`; `None` when it is no date.
pub fn india_day_start_ms(day: &str) -> Option<i64> {
    let date: Date = day.parse().ok()?;
    let zone = TimeZone::fixed(india());
    Some(date.to_zoned(zone).ok()?.timestamp().as_millisecond())
}

/// Counts days: the number of a day, `2026-11-20`, is one more than that of the day before. `None` when it is no date.
pub fn day_number(day: &str) -> Option<i64> {
    Some(india_day_start_ms(day)?.div_euclid(DAY_MS))
}

/// The day of a number that [`day_number`] gave.
pub fn numbered_day(number: i64) -> String {
    // The last moment of that day in UTC is a morning in India, of the day whose midnight came before it.
    india_day(number.saturating_add(1).saturating_mul(DAY_MS) - 1)
}

/// Year, month and day of a date as it is typed. The day comes first, as in India, or the year. Between them stand hyphens,
/// strokes, dots or blanks. `None` when the text does not have this form. It is not checked whether there is such a day.
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

/// Reads a day as it is typed, and gives it as `2026-11-20`. `None` when there is no such day.
pub fn parse_day(text: &str) -> Option<String> {
    let (year, month, day) = typed_date(text.trim())?;
    Some(Date::new(year, month, day).ok()?.to_string())
}

/// Reads a time of the day as it is typed: `17:42`, `5.42 pm`. Gives it in ms since midnight. `None` when there is no such
/// time.
pub fn parse_time(text: &str) -> Option<i64> {
    let text = text.trim().to_ascii_lowercase();
    let (clock, is_afternoon) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(clock), _) => (clock, Some(true)),
        (None, Some(clock)) => (clock, Some(false)),
        (None, None) => (text.as_str(), None),
    };
    let (hour, minute) = clock.trim().split_once([':', '.'])?;
    let is_number =
        |part: &str, least: usize| (least..=2).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_digit());
    if !is_number(hour, 1) || !is_number(minute, 2) {
        return None;
    }
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match is_afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
    };
    (hour < 24 && minute < 60).then_some((hour * 60 + minute) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_typed() {
        let minutes = |text: &str| parse_time(text).map(|at_ms| at_ms / 60_000);
        for (text, expected) in [("17:42", 1_062), (" 5.42 pm ", 1_062), ("12:05 AM", 5), ("12.30pm", 750), ("0:00", 0)]
        {
            assert_eq!(minutes(text), Some(expected), "{text:?}");
        }
        for text in ["", "17", "24:00", "17:60", "13:00 pm", "0:10 am", "5:4", "a:bc", "17:42:10"] {
            assert_eq!(minutes(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_day_changes_at_midnight_in_india() {
        // 2026-11-20T18:29:59.999Z and one ms later.
        let before = 1_795_199_399_999;
        assert_eq!(india_day(before), "2026-11-20");
        assert_eq!(india_day(before + 1), "2026-11-21");
        assert_eq!(india_day_start_ms("2026-11-21"), Some(before + 1));
        assert_eq!(india_day_start_ms("21-11-2026"), None);
    }

    #[test]
    fn days_are_counted_and_found_again() {
        for (day, next) in [("2026-11-20", "2026-11-21"), ("2026-12-31", "2027-01-01"), ("2028-02-28", "2028-02-29")] {
            let number = day_number(day).unwrap();
            assert_eq!((numbered_day(number).as_str(), day_number(next)), (day, Some(number + 1)));
        }
        assert_eq!(day_number("20-11-2026"), None);
    }

    #[test]
    fn a_business_day_starts_when_the_shop_says() {
        let midnight = india_day_start_ms("2026-11-21").unwrap();
        let four = midnight + 4 * 3_600_000;
        for (at_ms, start_min, day) in [
            (midnight, 0, "2026-11-21"),
            (midnight - 1, 0, "2026-11-20"),
            (four - 1, 240, "2026-11-20"),
            (four, 240, "2026-11-21"),
            (midnight - 1, 1_439, "2026-11-20"),
            (midnight - 60_001, 1_439, "2026-11-19"),
        ] {
            assert_eq!(business_day(at_ms, start_min), day, "{at_ms} {start_min}");
            let end_ms = business_day_end_ms(at_ms, start_min);
            assert!(at_ms < end_ms && end_ms - at_ms <= DAY_MS, "{at_ms} {start_min}");
            assert_eq!(business_day(end_ms - 1, start_min), day, "the last moment of {day}");
            assert_ne!(business_day(end_ms, start_min), day, "{day} is over");
        }
        for (rule, minutes) in [(None, 0), (Some("240"), 240), (Some("1440"), 0), (Some("-1"), 0), (Some("4 am"), 0)] {
            assert_eq!(day_start_of(rule), minutes, "{rule:?}");
        }
    }
}
