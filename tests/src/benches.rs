//! What several benches measure over: a made-up sale, and a till that practises.

use std::path::PathBuf;
use std::sync::Arc;

use domain::{IdForm, Mode, Paise, Payment, Service, india_day};
use ledger::{ChainKey, NO_FIELDS, NewAttempt, NewSale};
use printers::SystemPrinters;
use providers::Http;
use till::{Connection, Lists, Parts, Press, Rules, SystemClock, SystemRandom, notice_board};

use crate::NoBrowser;

/// A number below `most` that seems drawn, the same in every run.
pub fn drawn(place: i64, most: i64) -> i64 {
    (place.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33).rem_euclid(most)
}

/// The sale of a place in made-up books, at a moment in ms since 1970: one of 60,000 customers, every fifth pays by UPI.
pub fn sale(place: i64, at_ms: i64) -> NewSale {
    let customer = drawn(place, 60_000);
    let one_of = |names: &[&str], place: i64| {
        let at = usize::try_from(place).map_or(0, |place| place % names.len());
        names.get(at).copied().unwrap_or_default().to_owned()
    };
    NewSale {
        service: Service::Prepaid,
        operator: one_of(&["jio", "airtel", "vi", "bsnl"], customer),
        number: format!("{}{:09}", 6 + customer % 4, drawn(customer, 1_000_000_000)),
        circle: "rajasthan".to_owned(),
        amount: Paise::new(1_100 + drawn(place * 7, 900) * 100),
        fields: NO_FIELDS.to_owned(),
        attempt: NewAttempt {
            provider: one_of(&["inspay", "paygrt"], place),
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
    }
}

/// A till that practises over the ledger at `path`, with these companies. To be called within its runtime.
pub fn parts(path: PathBuf, key: ChainKey, connections: Vec<Connection>, http: Arc<dyn Http>) -> Parts {
    Parts {
        browser: Arc::new(NoBrowser),
        press: Press::of(Arc::new(SystemPrinters::default())),
        mode: Mode::Practice,
        path,
        is_elsewhere: false,
        key,
        connections,
        lists: Arc::new(Lists::of_papers(&providers::sellers())),
        http,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        runtime: tokio::runtime::Handle::current(),
        settling_ms: 0,
        rules: Rules::default(),
        ready: Arc::default(),
        notices: notice_board(),
    }
}
