//! What the shop knows of amounts: which are sold here, and what they buy.

use domain::{Paise, PlanSource, Service};

use super::super::NOW;
use super::{Call, call};
use crate::{PlanKey, PlanRow};

pub(super) fn calls<'a>() -> Vec<Call<'a>> {
    vec![
        call("amounts_of_number", |ledger| ledger.amounts_of_number(Service::Prepaid, "9876543210")),
        call("amounts_sold", |ledger| ledger.amounts_sold()),
        call("plans", |ledger| ledger.plans()),
        call("plans_of", |ledger| ledger.plans_of("airtel", "mumbai")),
        call("keep_plans", |ledger| {
            let (operator, circle) = ("airtel".to_owned(), String::new());
            let key = PlanKey { operator, circle, amount_paise: Paise::new(100) };
            let (words, source, told_by) = ([].into(), PlanSource::Typed, String::new());
            ledger.keep_plans(&[PlanRow {
                key: key.clone(),
                days: None,
                data: None,
                words,
                source,
                told_by,
                at_ms: NOW,
            }])?;
            ledger.drop_plans(&[key])
        }),
        call("keep_told_plans", |ledger| ledger.keep_told_plans("airtel", "mumbai", &[])),
    ]
}
