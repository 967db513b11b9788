//! What a company's statement is held against, and what of it was put aside.

use super::super::{DAY, NOW};
use super::{Call, call};
use crate::IgnoredRow;

pub(super) fn calls<'a>() -> Vec<Call<'a>> {
    vec![
        call("attempts_of_day", |ledger| ledger.attempts_of_day("inspay", DAY)),
        call("attempts_of_orders", |ledger| ledger.attempts_of_orders(&["AAAAAA000001".to_owned()])),
        call("ignored_of", |ledger| ledger.ignored_of("inspay")),
        call("ignore", |ledger| {
            let row =
                IgnoredRow { fingerprint: "a".to_owned(), reason: "b".to_owned(), by: "c".to_owned(), at_ms: NOW };
            ledger.ignore("inspay", &row)?;
            ledger.heed_again("inspay", "a")
        }),
    ]
}
