//! Writes the made-up ledgers by the program's own writer.

use std::path::{Path, PathBuf};

use domain::{Event, IdForm, Paise, Payment, Service, india_day};
use ledger::{EventDetail, Ledger, NO_FIELDS, NewAttempt, NewSale, Step};

use super::{Failure, NOW, opening};

/// A shop that sells 500 a day.
const BETWEEN_MS: i64 = 172_800;
/// The newest sales wait for an answer.
const OPEN: i64 = 8;

/// A number that seems drawn, the same in every run.
pub fn drawn(place: i64, most: i64) -> i64 {
    (place.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33).rem_euclid(most)
}

/// A sale of a place in the books.
pub fn sale(place: i64, at_ms: i64) -> Result<NewSale, Failure> {
    let customer = drawn(place, 60_000);
    let operator = ["jio", "airtel", "vi", "bsnl"][usize::try_from(customer % 4)?];
    Ok(NewSale {
        service: Service::Prepaid,
        operator: operator.to_owned(),
        number: format!("{}{:09}", 6 + customer % 4, drawn(customer, 1_000_000_000)),
        circle: "rajasthan".to_owned(),
        amount: Paise::from_rupees(11 + drawn(place * 7, 900)).ok_or("an amount")?,
        fields: NO_FIELDS.to_owned(),
        attempt: NewAttempt {
            provider: ["inspay", "paygrt"][usize::try_from(place % 2)?].to_owned(),
            code: "RC".to_owned(),
            account: "https://provider.example shop".to_owned(),
            earned: Paise::new(598),
            id_form: IdForm::Signs,
        },
        intent: format!("sale {place}"),
        ask_if_sold_since_ms: None,
        ask_if_open: false,
        day: india_day(at_ms),
        payment: if place % 5 == 0 { Payment::Upi } else { Payment::Cash },
        customer: None,
        charge: Paise::ZERO,
        instead_of: None,
        chit: None,
    })
}

fn sell(ledger: &Ledger, sales: i64) -> Result<(), Failure> {
    for place in 1..=sales {
        let at_ms = NOW - (sales - place) * BETWEEN_MS;
        let begun = ledger.begin_sale(&sale(place, at_ms)?, at_ms, at_ms + 5_000)?;
        let said = EventDetail { words: Some("Success".to_owned()), ..EventDetail::default() };
        let (event, next_ms) = if place > sales - OPEN {
            (Event::Accept, Some(at_ms + 60_000))
        } else if place % 40 == 0 {
            (Event::Reject, None)
        } else {
            (Event::Succeed, None)
        };
        let refs = (Some(format!("7788{place:08}")), Some(format!("RJ{:012}", place * 17)));
        let step = Step::of(&begun, event, at_ms + 4_000).evidence(said).refs(refs.0, refs.1);
        ledger.record_only(&step.ask_next(next_ms).flag(None))?;
        if place % 100_000 == 0 {
            println!("  {place} of {sales} sales are written");
        }
    }
    Ok(())
}

/// A ledger of so many sales. It takes its name only when it is whole.
pub fn ledger_of(folder: &Path, sales: i64) -> Result<PathBuf, Failure> {
    let path = folder.join(format!("{sales}.db"));
    if !path.is_file() {
        let draft = path.with_extension("db.new");
        ledger::remove_database(&draft)?;
        let ledger = Ledger::open(&draft, opening())?;
        ledger.write_without_waiting()?;
        sell(&ledger, sales)?;
        ledger.close();
        std::fs::rename(&draft, &path)?;
    }
    Ok(path)
}
