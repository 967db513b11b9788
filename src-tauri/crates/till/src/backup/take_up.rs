//! Putting back what the books lack: from the log of orders, and from a ledger that was set aside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::{OrderId, Service};
use ledger::{EventDetail, LedgerError, LogRead, LoggedOrder, LostOrder, Salvage, salvage};

use super::view::{CannotAsk, OrderLeft, RepairReport};
use crate::till::Till;

/// So many of the newest orders of the log are looked up in the ledger at every start.
const LOOKED_AT: usize = 64;

/// Lets a company be asked whose order was put back. An identity check it does not speak of again, and a load goes by
/// the company's own id.
fn can_be_asked(order: &LoggedOrder) -> bool {
    match order.service() {
        Some(Service::AadhaarCheck) | None => false,
        Some(Service::WalletLoad) => !order.provider_ref.is_empty(),
        Some(_) => true,
    }
}

impl Till {
    /// Puts back what the log of orders knows and the ledger does not: somebody has put an older file in its place, or
    /// the write-ahead log beside it was lost. Gives `None` when nothing was missing.
    pub(crate) fn take_up_log(&self) -> Result<Option<RepairReport>, LedgerError> {
        // A log that cannot be read must not keep the shop shut; a repair tells of it.
        let Ok(log) = self.orders.read() else { return Ok(None) };
        let newest = self.ledger.newest_attempt()?;
        // The numbers alone would not notice another counter's ledger, which may have higher ones.
        let is_known = |order: &LoggedOrder| Ok(self.ledger.state_of_order(&order.order_id)?.is_some());
        let recent = log.orders.iter().rev().take(LOOKED_AT);
        let all_known = recent.map(is_known).collect::<Result<Vec<_>, LedgerError>>()?.into_iter().all(|known| known);
        let is_behind = log.orders.iter().any(|order| order.attempt_id > newest);
        if all_known && !is_behind {
            return Ok(None);
        }
        let report = self.put_back(&log, &Salvage::default(), newest)?;
        let found = report.orders_from_log > 0 || (is_behind && !report.orders_refused.is_empty());
        Ok(found.then_some(RepairReport { damaged: true, ..report }))
    }

    /// After a restore: puts back everything that anything here still knows, and has the companies asked about what may
    /// have changed since the backup.
    pub(crate) fn take_up_all(&self, set_aside: Option<&Path>) -> Result<RepairReport, LedgerError> {
        let (log, log_is_lost) = match self.orders.read() {
            Ok(log) => (log, false),
            Err(_) => (LogRead::default(), true),
        };
        let salvaged = set_aside.map(salvage).unwrap_or_default();
        let newest = self.ledger.newest_attempt()?;
        let mut report = self.put_back(&log, &salvaged, newest)?;
        report.lines_unreadable += usize::from(log_is_lost);
        report.later_unknown = log.attempt_ids.is_empty() && salvaged.orders.is_empty();
        report.changes_lost = set_aside.is_some_and(|aside| !self.ledger.has_terms_of(aside));
        self.ledger.ask_settled_now(self.clock.now_ms())?;
        Ok(report)
    }

    /// `newest` is the newest attempt that the ledger had of itself.
    fn put_back(&self, log: &LogRead, salvaged: &Salvage, newest: i64) -> Result<RepairReport, LedgerError> {
        let now_ms = self.clock.now_ms();
        let mut orders: BTreeMap<&OrderId, &LoggedOrder> = BTreeMap::new();
        for order in log.orders.iter().chain(salvaged.orders.iter().map(|(order, _)| order)) {
            let known = orders.entry(&order.order_id).or_insert(order);
            // The ledger knows the company's own id, which came after the line was written.
            if known.provider_ref.is_empty() {
                *known = order;
            }
        }
        let mut settled_again = 0;
        for (order, state) in &salvaged.orders {
            if let Some((attempt_id, known)) = self.ledger.state_of_order(&order.order_id)?
                && known != *state
            {
                settled_again += 1;
                if !known.is_open() && can_be_asked(order) {
                    self.ledger.put_off(attempt_id, now_ms)?;
                }
            }
        }
        let lost = |order: &&LoggedOrder| LostOrder { order: (*order).clone(), can_be_asked: can_be_asked(order) };
        let lost: Vec<LostOrder> = orders.values().map(lost).collect();
        let recovered = self.ledger.put_back(&lost, now_ms, &EventDetail::default())?;
        let added: Vec<LoggedOrder> = recovered.added.iter().map(|(_, order)| order.clone()).collect();
        // Under their new numbers, so that the next repair does not miss these numbers.
        let _ = self.orders.note(&added);
        let logged: BTreeSet<&OrderId> = log.orders.iter().map(|order| &order.order_id).collect();
        let from_log = added.iter().filter(|order| logged.contains(&order.order_id)).count();
        let left = |(sale_id, order): &(i64, LoggedOrder)| {
            let why = match (can_be_asked(order), self.connection(&order.provider)) {
                (false, _) => CannotAsk::NoEnquiry,
                (true, None) => CannotAsk::NotConnected,
                (true, Some(_)) => return None,
            };
            let (order_id, provider) = (order.order_id.to_string(), order.provider.clone());
            Some(OrderLeft { sale_id: *sale_id, order_id, provider, why })
        };
        let orders_left: Vec<OrderLeft> = recovered.added.iter().filter_map(left).collect();
        Ok(RepairReport {
            mode: self.mode,
            at_ms: now_ms,
            orders_from_log: from_log,
            orders_from_ledger: added.len() - from_log,
            orders_asked: added.len() - orders_left.len(),
            orders_left,
            lines_unreadable: log.unreadable,
            rows_unreadable: salvaged.unreadable,
            orders_refused: recovered.refused.iter().map(OrderId::to_string).collect(),
            orders_missing: missing(newest, log, salvaged),
            settled_again,
            ..RepairReport::default()
        })
    }
}

/// The numbers between the ledger's newest and the newest that anything knows of, of which nothing tells: ranges, as the
/// order ids end in them.
fn missing(newest: i64, log: &LogRead, salvaged: &Salvage) -> Vec<String> {
    let ids = log.attempt_ids.iter().copied().chain(salvaged.orders.iter().map(|(order, _)| order.attempt_id));
    let known: BTreeSet<i64> = ids.filter(|id| *id > newest).collect();
    let mut ranges = Vec::new();
    let mut before = newest;
    for id in known {
        match id - before {
            ..=1 => {}
            2 => ranges.push(format!("{:06}", before + 1)),
            _ => ranges.push(format!("{:06}…{:06}", before + 1, id - 1)),
        }
        before = id;
    }
    ranges
}
