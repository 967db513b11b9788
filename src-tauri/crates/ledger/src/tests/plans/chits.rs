//! What is asked of chits, and what is written of them.

use domain::Paise;

use super::super::{DAY, NOW, airtel, chit::chit_for};
use super::{Call, call};
use crate::NewSale;

pub(super) fn calls<'a>() -> Vec<Call<'a>> {
    vec![
        call("a chit", |ledger| {
            let sold = ledger.write_chit(&chit_for("9000000010", DAY), NOW)?;
            let new = NewSale { chit: Some(sold.chit_id), ..airtel("9000000010") };
            ledger.begin_sale(&new, NOW, NOW)?;
            let thrown = ledger.write_chit(&chit_for("9000000011", DAY), NOW)?;
            ledger.keep_chit(thrown.chit_id)?;
            ledger.throw_chit_away(thrown.chit_id)?;
            ledger.chit(sold.chit_id)
        }),
        call("sold_chit", |ledger| ledger.sold_chit("9000000010", Paise::new(29_900), NOW)),
        call("waiting_chits", |ledger| ledger.waiting_chits(NOW)),
    ]
}
