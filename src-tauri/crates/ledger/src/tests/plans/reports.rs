//! What reports ask of the books.

use domain::Days;

use super::super::DAY;
use super::{Call, call};
use crate::{ReportBy, SaleFilter};

pub(super) fn reads() -> Vec<Call<'static>> {
    vec![
        call("report", |ledger| {
            let filter = SaleFilter::of(Days::one(DAY));
            ReportBy::ALL.iter().try_for_each(|by| ledger.report(&filter, *by, 9).map(drop))
        }),
        call("first_day", |ledger| ledger.first_day()),
        call("company_sums", |ledger| ledger.company_sums(&SaleFilter::of(Days::one(DAY)))),
        call("sold_sums", |ledger| ledger.sold_sums(&Days::one(DAY))),
        call("usual_times", |ledger| ledger.usual_times(&Days::one(DAY))),
        call("usual_waits", |ledger| ledger.usual_waits(&Days::one(DAY))),
        call("asked_on", |ledger| ledger.asked_on("airtel", DAY)),
    ]
}
