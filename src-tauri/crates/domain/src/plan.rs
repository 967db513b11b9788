//! What an amount buys at an operator: for how many days it is good, and how much data comes with it.

use serde::{Deserialize, Serialize};

use crate::typed::unwrapped;

/// Longer than any plan, in days.
const MOST_DAYS: u32 = 3_700;
/// More than any plan, in MB.
const MOST_MB: u64 = 100_000_000;
const MB_OF_GB: u64 = 1_024;
/// How people write that it is so much on each day, without blanks.
const PER_DAY: [&str; 12] =
    ["/day", "/d", "perday", "aday", "daily", "/दिन", "प्रतिदिन", "हरदिन", "रोज", "रोज़", "रोज़ाना", "रोजाना"];
/// How people write that it is so much in all.
const IN_ALL: [&str; 4] = ["", "total", "intotal", "कुल"];

/// For what time data is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DataPer {
    /// So much on each day.
    Day,
    /// So much in all.
    Total,
}

impl DataPer {
    /// The word for it in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            DataPer::Day => "day",
            DataPer::Total => "total",
        }
    }

    /// The one of that word.
    pub fn parse(word: &str) -> Option<DataPer> {
        [DataPer::Day, DataPer::Total].into_iter().find(|per| per.as_str() == word)
    }
}

/// Data that comes with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PlanData {
    /// How much, in MB. A GB has 1,024 of them.
    pub mb: u32,
    /// For what time.
    pub per: DataPer,
}

/// Who said what a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanSource {
    /// The amount is sold here often; the shopkeeper filled in the rest.
    Learned,
    /// The shopkeeper typed it.
    Typed,
    /// It stood in a file.
    File,
    /// An information company told it.
    Told,
}

impl PlanSource {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            PlanSource::Learned => "learned",
            PlanSource::Typed => "typed",
            PlanSource::File => "file",
            PlanSource::Told => "told",
        }
    }

    /// The one of that word.
    pub fn parse(word: &str) -> Option<PlanSource> {
        let all = [PlanSource::Learned, PlanSource::Typed, PlanSource::File, PlanSource::Told];
        all.into_iter().find(|source| source.as_str() == word)
    }
}

/// Small letters and ASCII digits, without blanks.
fn squeezed(text: &str) -> String {
    let plain = unwrapped(text).to_lowercase();
    plain.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// Days as people write them: `28`, `28 days`, `28 दिन`. A month is no number of days, so it is not taken for one. `None`: it cannot be
/// read.
pub fn parse_plan_days(text: &str) -> Option<u32> {
    let text = squeezed(text);
    let digits = text.trim_end_matches(|sign: char| !sign.is_ascii_digit());
    let rest = &text[digits.len()..];
    // A sheet of a spreadsheet program may hold 28.0.
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let is_days = matches!(rest, "" | "d" | "day" | "days" | "day(s)" | "दिन" | "दिनों");
    let is_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let days = digits.parse().ok().filter(|_| is_days && is_digits)?;
    (1..=MOST_DAYS).contains(&days).then_some(days)
}

/// A number of at most three decimals, in thousandths.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || decimals.len() > 3 || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    format!("{whole}{decimals:0<3}").parse().ok()
}

/// Data as people write it: `1.5 GB/day`, `1.5GB per day`, `500 MB`, `2 जीबी रोज`. `None`: it cannot be read.
pub fn parse_plan_data(text: &str) -> Option<PlanData> {
    let text = squeezed(text);
    let begin = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.')?;
    let (amount, rest) = text.split_at(begin);
    let units = [("gb", MB_OF_GB), ("mb", 1), ("जीबी", MB_OF_GB), ("एमबी", 1)];
    let (rest, times) = units.into_iter().find_map(|(unit, times)| Some((rest.strip_prefix(unit)?, times)))?;
    let per = match rest {
        rest if PER_DAY.contains(&rest) => DataPer::Day,
        rest if IN_ALL.contains(&rest) => DataPer::Total,
        _ => return None,
    };
    let mb = thousandths(amount)?.checked_mul(times)? / 1_000;
    if mb == 0 || mb > MOST_MB {
        return None;
    }
    Some(PlanData { mb: u32::try_from(mb).ok()?, per })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, days) in [
            ("28", Some(28)),
            (" 28 days ", Some(28)),
            ("28Days", Some(28)),
            ("28.0", Some(28)),
            ("२८ दिन", Some(28)),
            ("365 Day(s)", Some(365)),
            ("1", Some(1)),
            ("0", None),
            ("", None),
            ("1 month", None),
            ("28-56", None),
            ("-28", None),
            ("2.5 days", None),
            ("99999", None),
            ("NA", None),
        ] {
            assert_eq!(parse_plan_days(text), days, "{text}");
        }
    }

    #[test]
    fn data_is_read_as_people_write_it() {
        let day = |mb| Some(PlanData { mb, per: DataPer::Day });
        let total = |mb| Some(PlanData { mb, per: DataPer::Total });
        for (text, data) in [
            ("1.5 GB/day", day(1_536)),
            ("1.5GB per day", day(1_536)),
            ("2gb daily", day(2_048)),
            ("२ जीबी रोज़", day(2_048)),
            ("100 MB / day", day(100)),
            ("6 GB", total(6_144)),
            ("500mb", total(500)),
            ("24 GB total", total(24_576)),
            ("0.5 GB", total(512)),
            ("unlimited", None),
            ("1.5", None),
            ("GB", None),
            ("0 GB", None),
            ("1,5 GB", None),
            ("1.5 GB/week", None),
            ("99999999999 GB", None),
            ("", None),
        ] {
            assert_eq!(parse_plan_data(text), data, "{text}");
        }
    }

    #[test]
    fn every_word_of_the_database_is_read_again() {
        for per in [DataPer::Day, DataPer::Total] {
            assert_eq!(DataPer::parse(per.as_str()), Some(per));
        }
        for source in [PlanSource::Learned, PlanSource::Typed, PlanSource::File, PlanSource::Told] {
            assert_eq!(PlanSource::parse(source.as_str()), Some(source));
        }
        assert_eq!((DataPer::parse("week"), PlanSource::parse("")), (None, None));
    }
}
