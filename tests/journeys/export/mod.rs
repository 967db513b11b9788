//! Files that leave the counter, read back.

mod broken;
mod complaints;
mod filtered;
pub mod month;
mod report;

use std::path::Path;
use std::sync::Arc;

use domain::{Language, Period};
use journeys::month::Month;
use ledger::{ChainKey, Ledger, SaleOrder};
use tempfile::TempDir;
use till::{Clock, ExportFormat, ExportInput, ExportOf, Parts, PrintRules, Rules, SalesFilter, Till, notice_board};

use crate::reports::quick_folder;
use crate::sales::stall::{TestClock, parts, rules, settings};

/// A till over a made-up month of so many days. The second folder is the user's.
fn till_of(days: i64) -> (Arc<Till>, TempDir, TempDir) {
    till_over(|now_ms, path| Month::of_days(now_ms, days).in_new_file(path).expect("a month").0)
}

/// A till over books that are written so, up to a moment.
fn till_over(write: impl FnOnce(i64, &Path) -> Ledger) -> (Arc<Till>, TempDir, TempDir) {
    let folder = quick_folder();
    let path = folder.path().join("practice.db");
    let clock = Arc::new(TestClock::default());
    write(clock.now_ms(), &path).close();
    let key = ChainKey { id: "practice".to_owned(), bytes: [0; 32] };
    let print = Arc::new(PrintRules { shop: Some(settings()), ..PrintRules::default() });
    let rules = Rules { print, ..rules() };
    let till = Till::open(Parts { key, rules, ..parts(path, Vec::new(), clock, notice_board()) }).expect("a till");
    (till, folder, quick_folder())
}

fn input(of: ExportOf, format: ExportFormat) -> ExportInput {
    ExportInput { id: "one".to_owned(), of, format, language: Language::EN }
}

fn all_sales() -> ExportOf {
    ExportOf::Sales { filter: SalesFilter::of(Period::Always), order: SaleOrder::Time, is_rising: true }
}
