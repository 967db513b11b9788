//! Files that leave the counter, read back.

mod broken;
mod complaints;
mod filtered;
mod lists;
pub mod month;
mod opened;
mod report;

use std::path::Path;
use std::sync::Arc;

use domain::{IdForm, Language, Mode, Paise, Payment, Period, Service, TerminalPrefix};
use journeys::month::Month;
use ledger::{ChainKey, Ledger, NO_FIELDS, NewAttempt, NewSale, Opening, SaleOrder, SaleRow};
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
    let key = practice_key();
    let print = Arc::new(PrintRules { shop: Some(settings()), ..PrintRules::default() });
    let rules = Rules { print, ..rules() };
    let till = Till::open(Parts { key, rules, ..parts(path, Vec::new(), clock, notice_board()) }).expect("a till");
    (till, folder, quick_folder())
}

fn practice_key() -> ChainKey {
    ChainKey { id: "practice".to_owned(), bytes: [0; 32] }
}

/// Books without a sale.
fn new_books(now_ms: i64, path: &Path) -> Ledger {
    let prefix = TerminalPrefix::from_random(7);
    Ledger::open(path, Opening { mode: Mode::Practice, key: practice_key(), prefix, now_ms }).expect("new books")
}

/// Begins a sale on credit, to a customer and a number.
fn begun_for(ledger: &Ledger, (customer, number): (i64, &str), amount: Paise, now_ms: i64) -> SaleRow {
    let attempt = NewAttempt {
        provider: "inspay".to_owned(),
        code: "AIRTEL".to_owned(),
        account: "shop".to_owned(),
        earned: Paise::ZERO,
        id_form: IdForm::Signs,
    };
    let new = NewSale {
        service: Service::Prepaid,
        operator: "airtel".to_owned(),
        number: number.to_owned(),
        circle: "delhi".to_owned(),
        amount,
        fields: NO_FIELDS.to_owned(),
        attempt,
        intent: format!("customer {customer}"),
        ask_if_sold_since_ms: None,
        ask_if_open: false,
        day: ledger.business_day(now_ms).expect("a day"),
        payment: Payment::Udhaar,
        customer: Some(customer),
        charge: Paise::ZERO,
        instead_of: None,
        chit: None,
    };
    ledger.begin_sale(&new, now_ms, now_ms).expect("a sale")
}

fn input(of: ExportOf, format: ExportFormat) -> ExportInput {
    ExportInput { id: "one".to_owned(), of, format, language: Language::EN }
}

fn all_sales() -> ExportOf {
    ExportOf::Sales { filter: SalesFilter::of(Period::Always), order: SaleOrder::Time, is_rising: true }
}
