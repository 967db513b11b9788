//! The slip of a chit.

use domain::{shown_number, spaced_mobile};
use ledger::ChitState;
use receipts::ChitReceipt;

use crate::problem::chit::ChitFault;
use crate::{Problem, Settings, Till};

impl Till {
    /// A chit as it goes on paper. One that was sold has none any more: the slip of its sale says how that stands.
    pub(super) fn chit_receipt(&self, settings: &Settings, chit: i64, duplicate: u32) -> Result<ChitReceipt, Problem> {
        let gone = Problem::Chit { fault: ChitFault::Gone };
        let row = self.ledger.chit(chit)?.ok_or(gone.clone())?;
        match row.state {
            ChitState::Open | ChitState::Unsure => {}
            ChitState::Sold => return Err(Problem::Chit { fault: ChitFault::Sold }),
            ChitState::ThrownAway => return Err(gone),
        }
        let is_over = row.is_over(self.clock.now_ms());
        Ok(ChitReceipt {
            practice: self.is_practice(),
            duplicate,
            shop_name: settings.shop_name.clone(),
            shop_phone: settings.shop_phone.clone(),
            shop_address: settings.shop_address.clone(),
            day_number: row.day_number,
            made_at_ms: row.made_at_ms,
            expires_at_ms: row.chit.expires_at_ms,
            is_over,
            service: row.chit.service,
            operator: self.names_of_sold(&row.chit.operator),
            number: shown_number(row.chit.service, &row.chit.number),
            phone: spaced_mobile(&row.chit.phone),
            amount: row.chit.amount,
            taken: row.chit.taken,
        })
    }
}
