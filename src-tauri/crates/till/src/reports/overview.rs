//! The sums of many sales, as charts and tables show them.

use domain::{Days, Period};
use ledger::{ReportBy, ReportLine, SaleFilter};
use serde::{Deserialize, Serialize};

use crate::screens::filter::SalesFilter;
use crate::{Problem, Till};

/// Lines that a screen shows at most. A file has all of them.
const MOST_LINES: u32 = 240;
/// More days than this are told by month: nobody reads so many bars.
const MOST_DAYS: i64 = 93;

/// Which sums.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ReportQuery {
    /// Of which sales.
    pub filter: SalesFilter,
    /// What they are put together by. Many days are put together by month.
    pub by: ReportBy,
}

/// The sums of many sales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Report {
    /// The days that the filter's words mean now.
    pub days: Days,
    /// The present business day.
    pub today: String,
    /// What the lines are put together by.
    pub by: ReportBy,
    /// The lines. A key without sales has none.
    pub lines: Vec<ReportLine>,
    /// Whether there are more. Then these are the largest.
    pub is_cut: bool,
}

/// This month beside the last one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MonthsCompared {
    /// This month, up to today.
    pub present: DaysSum,
    /// As many days of the last one.
    pub same_days: DaysSum,
    /// The whole of the last one.
    pub whole: DaysSum,
    /// The business day of the first sale that the books have; `None` while they have none.
    pub begun: Option<String>,
}

/// The sum of some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DaysSum {
    /// The days.
    pub days: Days,
    /// The sum of their sales.
    pub sum: ReportLine,
}

/// Whether there are more days than can be told one by one.
fn is_long(days: &Days) -> bool {
    let start_ms = |day: &str| domain::india_day_start_ms(day);
    start_ms(&days.from).zip(start_ms(&days.to)).is_none_or(|(from, to)| (to - from) / domain::DAY_MS >= MOST_DAYS)
}

/// As many days of the last month as this one has had; fewer where it was shorter.
fn same_days(last_month: &Days, today: &str) -> Days {
    let day_of = |day: &str| day.get(8..).unwrap_or_default().to_owned();
    let last = day_of(today).min(day_of(&last_month.to));
    let to = format!("{}-{last}", last_month.from.get(..7).unwrap_or_default());
    Days { from: last_month.from.clone(), to }
}

impl Till {
    /// The sums of the sales of a filter, as many lines as a screen shows. Loads of a wallet are no sales.
    pub fn report(&self, query: &ReportQuery) -> Result<Report, Problem> {
        self.report_lines(query, MOST_LINES)
    }

    /// The same with at most so many lines.
    pub(crate) fn report_lines(&self, query: &ReportQuery, most: u32) -> Result<Report, Problem> {
        let filter = self.filter(&query.filter)?;
        let by = if query.by == ReportBy::Day && is_long(&filter.days) { ReportBy::Month } else { query.by };
        // One line more tells whether there are more.
        let mut lines = self.ledger.report(&filter, by, most.saturating_add(1))?;
        let is_cut = lines.len() > most as usize;
        lines.truncate(most as usize);
        Ok(Report { days: filter.days, today: self.ledger.business_day(self.clock.now_ms())?, by, lines, is_cut })
    }

    /// This month beside the last one, of the sales that the rest of a filter asks for.
    pub fn compare_months(&self, asked: &SalesFilter) -> Result<MonthsCompared, Problem> {
        let filter = self.filter(asked)?;
        let today = self.ledger.business_day(self.clock.now_ms())?;
        let (present, whole) = (self.days(&Period::ThisMonth)?, self.days(&Period::LastMonth)?);
        let same_days = same_days(&whole, &today);
        Ok(MonthsCompared {
            present: self.sum_of(&filter, present)?,
            same_days: self.sum_of(&filter, same_days)?,
            whole: self.sum_of(&filter, whole)?,
            begun: self.ledger.first_day()?,
        })
    }

    fn sum_of(&self, filter: &SaleFilter, days: Days) -> Result<DaysSum, Problem> {
        let filter = SaleFilter { days, ..filter.clone() };
        let sum = self.ledger.report(&filter, ReportBy::All, 1)?.pop().unwrap_or_default();
        Ok(DaysSum { days: filter.days, sum })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Days {
        Days { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn a_month_is_held_against_as_many_days_of_the_last() {
        let october = days("2026-10-01", "2026-10-31");
        assert_eq!(same_days(&october, "2026-11-29"), days("2026-10-01", "2026-10-29"));
        let february = days("2027-02-01", "2027-02-28");
        assert_eq!(same_days(&february, "2027-03-31"), february, "it had no more days");
        assert_eq!(same_days(&days("2026-12-01", "2026-12-31"), "2027-01-01"), Days::one("2026-12-01"));
    }

    #[test]
    fn many_days_are_told_by_month() {
        assert!(!is_long(&days("2026-10-01", "2026-12-31")), "a quarter is told by day");
        assert!(is_long(&days("2026-08-01", "2026-12-31")));
        assert!(is_long(&days("0000-01-01", "9999-12-31")));
    }
}
