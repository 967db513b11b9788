//! Spans of business days, by words or by dates.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// Which days a view is of. A word moves on with the days, so that a view that is remembered as *this week* is of the present week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "kind", content = "data")]
pub enum Period {
    /// The present business day.
    Today,
    /// The day before.
    Yesterday,
    /// From Monday on, up to today.
    ThisWeek,
    /// The seven days before this week's Monday.
    LastWeek,
    /// From the first of the month on, up to today.
    ThisMonth,
    /// The whole month before.
    LastMonth,
    /// From 1 April on, up to today.
    ThisYear,
    /// The twelve months before this 1 April.
    LastYear,
    /// Everything.
    Always,
    /// These days, both included.
    Days(Days),
}

/// Business days from one to another, both included. Each is `2026-11-20`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
pub struct Days {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

impl Days {
    /// One day.
    pub fn one(day: &str) -> Days {
        Days { from: day.to_owned(), to: day.to_owned() }
    }
}

/// Every day that there can be.
const ALWAYS: (&str, &str) = ("0000-01-01", "9999-12-31");

fn moved(day: Date, by: Span) -> Option<Date> {
    day.checked_add(by).ok()
}

/// The 1 April on which the financial year of a day began.
fn year_start(day: Date) -> Option<Date> {
    let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
    Date::new(year, 4, 1).ok()
}

impl Period {
    /// Its days, for a shop whose present business day is `today`. `None`: a date is none, or the last day is before the first.
    pub fn days(&self, today: &str) -> Option<Days> {
        let now: Date = today.parse().ok()?;
        let monday = moved(now, -i64::from(now.weekday().since(Weekday::Monday)).days())?;
        let first = now.first_of_month();
        let (from, to) = match self {
            Period::Today => (now, now),
            Period::Yesterday => (moved(now, (-1).days())?, moved(now, (-1).days())?),
            Period::ThisWeek => (monday, now),
            Period::LastWeek => (moved(monday, (-7).days())?, moved(monday, (-1).days())?),
            Period::ThisMonth => (first, now),
            Period::LastMonth => (moved(first, (-1).months())?, moved(first, (-1).days())?),
            Period::ThisYear => (year_start(now)?, now),
            Period::LastYear => {
                let start = year_start(now)?;
                (moved(start, (-1).years())?, moved(start, (-1).days())?)
            }
            Period::Always => return Some(Days { from: ALWAYS.0.to_owned(), to: ALWAYS.1.to_owned() }),
            Period::Days(days) => (days.from.parse().ok()?, days.to.parse().ok()?),
        };
        (from <= to).then(|| Days { from: from.to_string(), to: to.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_days() {
        let days = |period: Period, today: &str| period.days(today).map(|days| format!("{} {}", days.from, days.to));
        // A Sunday.
        let today = "2026-11-29";
        for (period, expected) in [
            (Period::Today, "2026-11-29 2026-11-29"),
            (Period::Yesterday, "2026-11-28 2026-11-28"),
            (Period::ThisWeek, "2026-11-23 2026-11-29"),
            (Period::LastWeek, "2026-11-16 2026-11-22"),
            (Period::ThisMonth, "2026-11-01 2026-11-29"),
            (Period::LastMonth, "2026-10-01 2026-10-31"),
            (Period::ThisYear, "2026-04-01 2026-11-29"),
            (Period::LastYear, "2025-04-01 2026-03-31"),
        ] {
            assert_eq!(days(period.clone(), today).as_deref(), Some(expected), "{period:?}");
        }
        assert_eq!(days(Period::LastMonth, "2027-01-31").as_deref(), Some("2026-12-01 2026-12-31"));
        assert_eq!(days(Period::ThisYear, "2027-03-31").as_deref(), Some("2026-04-01 2027-03-31"));
    }

    #[test]
    fn days_that_are_none_are_refused() {
        let of =
            |from: &str, to: &str| Period::Days(Days { from: from.to_owned(), to: to.to_owned() }).days("2026-11-29");
        assert_eq!(of("2026-11-02", "2026-11-01"), None);
        assert_eq!(of("2026-02-30", "2026-11-01"), None);
        assert_eq!(of("", "2026-11-01"), None);
        assert_eq!(of("2016-11-01", "2026-11-01").unwrap().from, "2016-11-01");
    }
}
