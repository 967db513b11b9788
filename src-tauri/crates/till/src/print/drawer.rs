//! Which slips open the drawer.

use domain::{Account, Payment, SaleState};
use ledger::EventKind;

use super::queue::STANDS_THERE_MS;
use super::slip_of::SlipOf;
use crate::{Problem, Till};

impl Till {
    /// Whether cash was just taken or given back for a slip that was not printed yet: then its job opens the drawer.
    pub(super) fn opens_drawer(&self, slip: &SlipOf, now_ms: i64) -> Result<bool, Problem> {
        let is_now = |at_ms: i64| (0..STANDS_THERE_MS).contains(&(now_ms - at_ms));
        Ok(match slip {
            SlipOf::Sale { sale_id } => {
                let sale = self.ledger.sale(*sale_id)?;
                let keeps_money = sale.state.is_open() || sale.state == SaleState::Succeeded;
                let is_cash = sale.payment == Payment::Cash && keeps_money && is_now(sale.created_at_ms);
                is_cash && !self.ledger.was_printed(*sale_id)?
            }
            SlipOf::MoneyBack { sale_id } => {
                let given = self.ledger.events(*sale_id)?.into_iter().rfind(|event| event.kind == EventKind::GivenBack);
                let is_cash = given.is_some_and(|event| {
                    is_now(event.at_ms) && event.detail.posted.iter().any(|(account, _)| *account == Account::Cash)
                });
                is_cash && self.ledger.times_slip_printed(&slip.stored())? == 0
            }
            SlipOf::Voucher { row } => {
                let moved = self.ledger.voucher(*row)?;
                let is_cash = moved.is_some_and(|moved| {
                    is_now(moved.at_ms) && [&moved.voucher.from, &moved.voucher.to].contains(&&Account::Cash)
                });
                is_cash && self.ledger.times_slip_printed(&slip.stored())? == 0
            }
            SlipOf::Chit { chit } => {
                let chit = self.ledger.chit(*chit)?;
                let is_cash =
                    chit.is_some_and(|chit| is_now(chit.made_at_ms) && chit.chit.taken == Some(Payment::Cash));
                is_cash && self.ledger.times_slip_printed(&slip.stored())? == 0
            }
            SlipOf::Close { .. } | SlipOf::Count { .. } | SlipOf::Statement { .. } | SlipOf::Test => false,
        })
    }
}
