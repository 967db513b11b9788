//! A made-up month of a shop: 6,000 sales over five companies with all that goes wrong in one, written into real books by the ledger's
//! own writer. The same seed and end give the same month.

mod chance;
mod companies;
mod day;
mod plan;
mod write;

use std::error::Error;
use std::path::Path;

use domain::{DAY_MS, Language, Mode, TerminalPrefix, india_day, india_day_start_ms};
use ledger::{ChainKey, Ledger, Opening};
use till::Settings;

/// So many sales has a month of thirty days.
pub const SALES: usize = 6_000;
/// So many of them waited, and failed on a later day.
pub const LATE_FAILURES: usize = 40;
/// So many were done, and taken back on a later day.
pub const TAKEN_BACK: usize = 12;
/// Of so many the company says both.
pub const CONTRADICTED: usize = 5;
/// So many were asked about until the schedule ended.
pub const NEED_PERSON: usize = 3;
/// So many of the newest still wait.
pub const WAITING: usize = 4;

/// Which month.
#[derive(Debug, Clone, Copy)]
pub struct Month {
    /// Its last moment, in ms since 1970.
    pub end_ms: i64,
    /// How many business days it has. The last one is the newest on which the shop has sold for an hour by the last moment:
    /// before that, the day of the last moment has no sales yet.
    pub days: i64,
    /// How many sales it has, without the orders of the services desk.
    pub sales: usize,
    /// What chance begins at.
    pub seed: u64,
}

/// What was written, for whoever looks for it.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Sales that waited, and failed on a later day.
    pub late_failures: Vec<i64>,
    /// Sales that were done, and taken back on a later day.
    pub taken_back: Vec<i64>,
    /// Sales of which the company says both.
    pub contradicted: Vec<i64>,
    /// Sales that were asked about until the schedule ended.
    pub need_person: Vec<i64>,
    /// Sales that wait.
    pub waiting: Vec<i64>,
    /// Orders of the services desk without loads of the wallet.
    pub desk: usize,
    /// Loads of the wallet through the services desk.
    pub loads: usize,
}

/// Practice books in a new file, opened at a moment in ms since 1970.
pub(crate) fn new_practice_books(path: &Path, now_ms: i64) -> Result<Ledger, Box<dyn Error>> {
    let key = ChainKey { id: "practice".to_owned(), bytes: [0; 32] };
    let opening = Opening { mode: Mode::Practice, key, prefix: TerminalPrefix::from_random(7), now_ms };
    Ok(Ledger::open(path, opening)?)
}

/// The settings of a shop that practises, as its file has them.
pub(crate) fn practice_settings(language: Language) -> String {
    let shop = Settings {
        language,
        mode: Mode::Practice,
        shop_name: "Sharma Telecom".to_owned(),
        shop_phone: "9876543210".to_owned(),
        shop_address: "12 Station Road, Jaipur".to_owned(),
        home_circle: "rajasthan".to_owned(),
        ..Settings::default()
    };
    serde_json::json!({ "shop": shop }).to_string()
}

impl Month {
    /// Thirty days with 6,000 sales, up to a moment.
    pub fn up_to(end_ms: i64) -> Month {
        Month { end_ms, days: 30, sales: SALES, seed: 20_261_129 }
    }

    /// As many days as wanted, with as many sales a day as that month has.
    pub fn of_days(end_ms: i64, days: i64) -> Month {
        let sales = SALES * usize::try_from(days).unwrap_or(0) / 30;
        Month { days, sales, ..Month::up_to(end_ms) }
    }

    /// When its last business day starts, in ms.
    fn last_day_ms(&self) -> Option<i64> {
        india_day_start_ms(&india_day(self.end_ms - plan::first_sales_ms()))
    }

    fn first_ms(&self) -> i64 {
        self.end_ms - (self.days + 1) * DAY_MS
    }

    /// Writes it into books in which nothing stands yet.
    pub fn write(&self, ledger: &Ledger) -> Result<Written, Box<dyn Error>> {
        write::write(self, ledger)
    }

    /// Opens practice books in a new file, and writes it into them.
    pub fn in_new_file(&self, path: &Path) -> Result<(Ledger, Written), Box<dyn Error>> {
        let ledger = new_practice_books(path, self.first_ms())?;
        let written = self.write(&ledger)?;
        Ok((ledger, written))
    }

    /// Makes a data folder that practises with it, and that the program opens without a first start.
    pub fn make_practice_folder(&self, folder: &Path, language: Language) -> Result<Written, Box<dyn Error>> {
        std::fs::create_dir_all(folder)?;
        let settings = folder.join("settings.json");
        if settings.exists() || folder.join("practice.db").exists() {
            return Err("there is a shop in this folder".into());
        }
        let (ledger, written) = self.in_new_file(&folder.join("practice.db"))?;
        ledger.close();
        std::fs::write(settings, practice_settings(language))?;
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One minute past an Indian midnight, in ms.
    const PAST_MIDNIGHT_MS: i64 = 1_795_890_660_000;

    #[test]
    fn a_day_is_made_up_at_every_hour_also_before_the_shop_opens() {
        assert_eq!(india_day(PAST_MIDNIGHT_MS - 2 * 60_000), "2026-11-28");
        assert_eq!(india_day(PAST_MIDNIGHT_MS), "2026-11-29");
        for hour in 0..24 {
            let month = Month::of_days(PAST_MIDNIGHT_MS + hour * 3_600_000, 1);
            let sales = plan::sales(&month).expect("a day");
            assert_eq!(sales.len(), month.sales, "{hour}");
            assert!(sales.iter().all(|sale| month.first_ms() < sale.at_ms && sale.at_ms < month.end_ms), "{hour}");
        }
    }
}
