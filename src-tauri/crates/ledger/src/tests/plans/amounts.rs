//! What the shop knows of amounts: which are sold here, what they buy, and when they are bought again.

use domain::{Paise, PlanSource, Service};

use super::super::{DAY, NOW};
use super::{Call, call};
use crate::{DueDismissed, PlanKey, PlanRow};

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
            ledger.keep_plans(
                &[PlanRow { key: key.clone(), days: None, data: None, words, source, told_by, at_ms: NOW }],
                std::slice::from_ref(&key),
            )?;
            ledger.drop_plans(&[key])
        }),
        call("numbers_of_day", |ledger| ledger.numbers_of_day(DAY, 0, 9)),
        call("sales_to_numbers", |ledger| ledger.sales_to_numbers(&["9876543210".to_owned()])),
        call("due_dismissed", |ledger| ledger.due_dismissed()),
        call("dismiss_due", |ledger| {
            let (number, due_day) = ("9876543210".to_owned(), DAY.to_owned());
            let row = DueDismissed { number, service: Service::Prepaid, due_day };
            ledger.dismiss_due(&row, "2026-10-20", NOW)?;
            ledger.heed_due(&row)
        }),
        call("keep_told_plans", |ledger| ledger.keep_told_plans("airtel", "mumbai", &[])),
    ]
}
