//! The simulator's time, by the computer's clock, in India.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY_MS: i64 = 86_400_000;
/// India is five and a half hours ahead of UTC all year round.
const INDIA_MS: i64 = 19_800_000;

/// Milliseconds since 1970, UTC.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Waits until the book's clock has reached a moment, so that whoever looks afterwards finds it past.
pub(crate) async fn wait_until(until_ms: i64) {
    while let Ok(left @ 1..) = u64::try_from(until_ms.saturating_sub(now_ms())) {
        tokio::time::sleep(Duration::from_millis(left)).await;
    }
}

/// The date in India at this moment, as `yyyy-mm-dd`.
pub(crate) fn india_date(at_ms: i64) -> String {
    date_of(at_ms.saturating_add(INDIA_MS))
}

/// Date and time in India, as `yyyy-mm-dd hh:mm:ss`.
pub(crate) fn india_stamp(at_ms: i64) -> String {
    let local_ms = at_ms.saturating_add(INDIA_MS);
    format!("{} {}", date_of(local_ms), time_of(local_ms))
}

/// Date and time in UTC, as `yyyy-mm-ddThh:mm:ss`.
pub(crate) fn utc_stamp(at_ms: i64) -> String {
    format!("{}T{}", date_of(at_ms), time_of(at_ms))
}

fn time_of(local_ms: i64) -> String {
    let seconds = local_ms.rem_euclid(DAY_MS) / 1_000;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

fn date_of(local_ms: i64) -> String {
    let days = local_ms.div_euclid(DAY_MS);
    // Counts years from March, so that the leap day is a year's last, and eras of 400 years, which are all equally long.
    let from_march = days + 719_468;
    let era = from_march.div_euclid(146_097);
    let day_of_era = from_march.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_begins_at_half_past_six_in_the_evening_utc() {
        // 2026-02-28 18:29:59.999 and 18:30:00.000 UTC
        assert_eq!(india_date(1_772_303_399_999), "2026-02-28");
        assert_eq!(india_date(1_772_303_400_000), "2026-03-01");
    }

    #[test]
    fn stamps_differ_by_five_hours_and_a_half() {
        // 2026-02-28 18:30:05 UTC
        assert_eq!(india_stamp(1_772_303_405_678), "2026-03-01 00:00:05");
        assert_eq!(utc_stamp(1_772_303_405_678), "2026-02-28T18:30:05");
    }

    #[test]
    fn leap_day_and_new_year_are_known() {
        assert_eq!(india_date(0), "1970-01-01");
        // 2024-02-28 18:30 and 2025-12-31 18:30 UTC
        assert_eq!(india_date(1_709_145_000_000), "2024-02-29");
        assert_eq!(india_date(1_767_205_800_000), "2026-01-01");
    }
}
