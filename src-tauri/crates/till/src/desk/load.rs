//! Loads of the wallet: the code to pay by, and what came of it.

use domain::{Paise, SaleState, Service};
use ledger::{EventKind, LedgerError, SaleRow};
use receipts::{Qr, qr_code};

use crate::{LoadTold, LoadView, Problem, Till};

/// How long a code is shown, in ms. The paper names no end; a code that lies about is paid by mistake.
const SHOWN_MS: i64 = 300_000;

fn told_of(order: &SaleRow, paid: Paise, was_unpaid_at_the_end: bool) -> LoadTold {
    if paid != order.amount {
        let twice = order.amount.checked_add(order.amount);
        return if Some(paid) == twice { LoadTold::PaidTwice } else { LoadTold::OtherAmount };
    }
    // A load that was closed and paid all the same was paid late, however quickly.
    if was_unpaid_at_the_end || order.doubt.declared_failed { LoadTold::PaidLate } else { LoadTold::Paid }
}

impl Till {
    pub(crate) fn load_view(&self, order: &SaleRow) -> Result<Option<LoadView>, LedgerError> {
        if order.service != Service::WalletLoad {
            return Ok(None);
        }
        let expires_at_ms = order.submitted_at_ms + SHOWN_MS;
        let is_shown = (order.submitted_at_ms..expires_at_ms).contains(&self.clock.now_ms());
        let is_done = order.state == SaleState::Succeeded;
        // When the counter hears of a payment says little of when it was made: late is what the company did not have when
        // the code was gone already.
        let unpaid = |row: &ledger::EventRow| row.kind == EventKind::Accepted && row.at_ms >= expires_at_ms;
        let was_unpaid = is_done && self.ledger.events(order.sale_id)?.iter().any(unpaid);
        let paid = is_done.then(|| order.paid.unwrap_or(order.amount));
        let left = if is_done { self.available(&order.provider)? } else { None };
        Ok(Some(LoadView {
            qr: order.state == SaleState::Pending && !order.link.is_empty() && is_shown,
            payee: payee_of(&order.link),
            expires_at_ms,
            paid_paise: paid.map(Paise::get),
            new_balance_paise: left.map(Paise::get),
            told: paid.map(|paid| told_of(order, paid, was_unpaid)),
        }))
    }

    /// The code of a load, while it may be paid.
    pub fn upi_qr(&self, sale_id: i64) -> Result<Qr, Problem> {
        let order = self.order_of(sale_id)?;
        if !self.load_view(&order)?.is_some_and(|load| load.qr) {
            return Err(Problem::NotAllowedNow);
        }
        qr_code(&order.link).ok_or(Problem::QrMissing)
    }
}

/// The `pa` of a UPI link, which was checked when it came.
fn payee_of(link: &str) -> String {
    let url = url::Url::parse(link).ok();
    let payee =
        url.and_then(|url| url.query_pairs().find(|(name, _)| name == "pa").map(|(_, payee)| payee.into_owned()));
    payee.unwrap_or_default()
}
