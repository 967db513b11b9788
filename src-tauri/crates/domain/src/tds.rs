//! Tax that payers of commission keep back for the government (TDS): the financial year, and the sum above which they must.
//! Nothing here works a tax out: what was kept back is what a payer's statement says.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The first month of India's financial year: April.
const FIRST_MONTH: i32 = 4;
/// The years that a voucher may be about.
const YEARS: std::ops::RangeInclusive<i32> = 2016..=2100;

/// A financial year in India, April to March, by the year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FinancialYear(i32);

impl FinancialYear {
    /// The one that begins in April of a year.
    pub fn new(begins: i32) -> Option<FinancialYear> {
        YEARS.contains(&begins).then_some(FinancialYear(begins))
    }

    /// The one in which a day lies, `2026-11-20`.
    pub fn of_day(day: &str) -> Option<FinancialYear> {
        let (year, rest) = day.split_once('-')?;
        let (year, month): (i32, i32) = (year.parse().ok()?, rest.get(..2)?.parse().ok()?);
        FinancialYear::new(if month < FIRST_MONTH { year - 1 } else { year })
    }

    /// The year in which it begins.
    pub fn begins(self) -> i32 {
        self.0
    }

    /// Its first and its last month, `2026-04` and `2027-03`.
    pub fn months(self) -> (String, String) {
        (format!("{}-04", self.0), format!("{}-03", self.0 + 1))
    }
}

/// The sum of commission in a financial year above which a payer keeps tax back. It is data: laws change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TdsThreshold {
    /// The first financial year for which it holds.
    pub from_year: i32,
    /// In rupees.
    pub threshold_rupees: i64,
    /// The section of the law.
    pub section: String,
    /// Where it stands.
    pub source: String,
}

static THRESHOLDS: LazyLock<Vec<TdsThreshold>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_bytes!("../data/tds.csv").as_slice());
    reader.deserialize().filter_map(Result::ok).collect()
});

/// What holds in a financial year; `None` before the first that is known.
pub fn tds_threshold(year: FinancialYear) -> Option<&'static TdsThreshold> {
    THRESHOLDS.iter().filter(|row| row.from_year <= year.begins()).max_by_key(|row| row.from_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_financial_year_begins_in_april() {
        for (day, begins) in [("2026-03-31", 2025), ("2026-04-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)] {
            assert_eq!(FinancialYear::of_day(day).map(FinancialYear::begins), Some(begins), "{day}");
        }
        for day in ["", "2026", "x-04-01", "2026-x", "2001-05-01"] {
            assert_eq!(FinancialYear::of_day(day), None, "{day:?}");
        }
        let months = FinancialYear::new(2026).unwrap().months();
        assert_eq!(months, ("2026-04".to_owned(), "2027-03".to_owned()));
    }

    #[test]
    fn every_threshold_is_read_and_has_a_source() {
        let rows = include_str!("../data/tds.csv").lines().count() - 1;
        assert_eq!(THRESHOLDS.len(), rows);
        for row in THRESHOLDS.iter() {
            assert!(row.threshold_rupees > 0 && !row.section.is_empty() && row.source.len() > 40, "{row:?}");
        }
        let of = |year| tds_threshold(FinancialYear::new(year).unwrap()).map(|row| row.threshold_rupees);
        assert_eq!((of(2024), of(2025), of(2030)), (Some(15_000), Some(20_000), Some(20_000)));
    }
}
