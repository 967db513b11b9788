//! Sales of earlier days, written into real books by the ledger's own writer: numbers that come again after some days.

use std::error::Error;
use std::path::Path;

use domain::{DAY_MS, Event, IdForm, Language, Paise, Payment, Service};
use ledger::{CustomerFacts, Ledger, NO_FIELDS, NewAttempt, NewSale, Step};

use crate::month::{new_practice_books, practice_settings};

/// What was sold to a number.
#[derive(Debug, Clone, Copy)]
pub struct Earlier {
    /// The number.
    pub number: &'static str,
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: &'static str,
    /// The amount.
    pub rupees: i64,
    /// How many days ago, each time.
    pub days_ago: &'static [i64],
}

impl Earlier {
    /// Prepaid of Airtel.
    pub const fn airtel(number: &'static str, rupees: i64, days_ago: &'static [i64]) -> Earlier {
        Earlier { number, service: Service::Prepaid, operator: "airtel", rupees, days_ago }
    }
}

/// Opens practice books in a new file, and writes what was sold before a moment, in ms since 1970. Every sale is done.
/// `names`: customers who were known before all of it, by number.
pub fn earlier_books(
    path: &Path,
    now_ms: i64,
    sold: &[Earlier],
    names: &[(&str, &str)],
) -> Result<Ledger, Box<dyn Error>> {
    let first = sold.iter().flat_map(|each| each.days_ago).max().copied().unwrap_or_default() + 1;
    let first_ms = now_ms - first * DAY_MS;
    let ledger = new_practice_books(path, first_ms)?;
    for (number, name) in names {
        let facts =
            CustomerFacts { name: (*name).to_owned(), numbers: vec![(*number).to_owned()], ..CustomerFacts::default() };
        ledger.add_customer(&facts, "Meena", first_ms)?;
    }
    let mut all: Vec<(i64, &Earlier)> =
        sold.iter().flat_map(|each| each.days_ago.iter().map(move |ago| (*ago, each))).collect();
    all.sort_by_key(|(ago, _)| -ago);
    for (place, (ago, each)) in all.into_iter().enumerate() {
        let at_ms = now_ms - ago * DAY_MS;
        let attempt = NewAttempt {
            provider: "inspay".to_owned(),
            code: each.operator.to_uppercase(),
            account: "https://provider.example shop".to_owned(),
            earned: Paise::ZERO,
            id_form: IdForm::Signs,
        };
        let new = NewSale {
            service: each.service,
            operator: each.operator.to_owned(),
            number: each.number.to_owned(),
            circle: if each.service == Service::Prepaid { "delhi".to_owned() } else { String::new() },
            amount: Paise::from_rupees(each.rupees).ok_or("an amount")?,
            fields: NO_FIELDS.to_owned(),
            attempt,
            intent: format!("earlier {place}"),
            ask_if_sold_since_ms: None,
            ask_if_open: false,
            day: ledger.business_day(at_ms)?,
            payment: Payment::Cash,
            customer: ledger.customer_of_number(each.number)?.map(|known| known.id),
            charge: Paise::ZERO,
            instead_of: None,
            chit: None,
        };
        let begun = ledger.begin_sale(&new, at_ms, at_ms + 5_000)?;
        ledger.record(&Step::of(&begun, Event::Succeed, at_ms + 1_000).ask_next(None).flag(None))?;
    }
    Ok(ledger)
}

/// Makes a data folder that practises over such books, and that the program opens without a first start.
pub fn earlier_folder(
    folder: &Path,
    language: Language,
    now_ms: i64,
    sold: &[Earlier],
    names: &[(&str, &str)],
) -> Result<(), Box<dyn Error>> {
    let ledger = earlier_books(&folder.join("practice.db"), now_ms, sold, names)?;
    ledger.close();
    std::fs::write(folder.join("settings.json"), practice_settings(language))?;
    Ok(())
}
