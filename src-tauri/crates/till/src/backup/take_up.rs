//! Putting back what the books lack: from the log of orders, and from a ledger that was set aside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::OrderId;
use ledger::{FoundIn, LedgerError, LogRead, LoggedOrder, LostOrder, PutBack, Salvage, salvage};

use super::report::plan_of;
use super::swap::{Plan, Swap};
use crate::{CannotAsk, OrderLeft, RepairReport, Till};

/// So many of the newest orders of the log are looked up in the ledger at every start.
const LOOKED_AT: usize = 64;

impl Till {
    /// Puts back what the log of orders knows and the ledger does not: somebody has put an older file in its place, or
    /// the write-ahead log beside it was lost. Gives `None` when nothing was missing.
    pub(crate) fn take_up_log(&self, swap: &Swap) -> Result<Option<RepairReport>, LedgerError> {
        // A log that cannot be read must not keep the shop shut: the counter shows it, and the next start looks again.
        let Some(log) = self.heed_books(self.orders.read()) else { return Ok(None) };
        let newest = self.ledger.newest_attempt()?;
        // The numbers alone would not notice another counter's ledger, which may have higher ones.
        let is_known = |order: &LoggedOrder| Ok(self.ledger.state_of_order(&order.order_id)?.is_some());
        let recent = log.orders.iter().rev().take(LOOKED_AT);
        let all_known = recent.map(is_known).collect::<Result<Vec<_>, LedgerError>>()?.into_iter().all(|known| known);
        let is_behind = log.orders.iter().any(|order| order.attempt_id > newest);
        // It may be about an older order than these.
        let lacks_words = |order: &LoggedOrder| self.ledger.lacks_words_of(order);
        let lacks = log.orders.iter().map(lacks_words).collect::<Result<Vec<_>, LedgerError>>()?.contains(&true);
        if all_known && !is_behind && !lacks {
            return Ok(None);
        }
        let told = self.told(&log, &Salvage::default(), newest)?;
        let mut plan = plan_of(swap, None, newest, true, self.clock.now_ms());
        plan.report.words_unsure = told.lines_unreadable > 0 || !told.orders_missing.is_empty();
        plan.report.lines_unreadable = told.lines_unreadable;
        plan.report.orders_missing = told.orders_missing;
        plan.report.ledger_stayed = true;
        let newest_row = self.ledger.newest_row()?;
        (plan.newest_row, plan.has_looked) = (Some(newest_row), true);
        // Only so that a start after a kill tells of it; where it cannot be written, nothing else is wrong.
        let _ = swap.decide(&plan);
        let found = self.put_back(&log, &Salvage::default(), newest, newest_row)?;
        let has_words = found.words_put_back + found.disputes_put_back > 0;
        if found.orders_from_log == 0 && !has_words && (!is_behind || found.orders_refused.is_empty()) {
            let _ = swap.forget_plan();
            return Ok(None);
        }
        Ok(Some(whole(&plan, found)))
    }

    /// After a restore: puts back everything that anything here still knows, and has the companies asked about what may
    /// have changed since the backup. A start that was killed before its report was written has done some or all of it; the
    /// report tells of that too.
    pub(crate) fn take_up_all(&self, swap: &Swap, plan: &mut Plan) -> Result<RepairReport, LedgerError> {
        // What was set aside first are the books that were sold into last.
        let set_aside: Vec<PathBuf> = swap.aside_before(plan).chain(swap.aside(plan)).collect();
        let (log, log_is_lost) = match self.orders.read() {
            Ok(log) => (log, false),
            Err(_) => (LogRead::default(), true),
        };
        let salvaged = salvage_all(&set_aside);
        let newest = match plan.newest_attempt {
            Some(newest) => newest,
            None => self.ledger.newest_attempt()?,
        };
        let newest_row = match plan.newest_row {
            Some(newest_row) => newest_row,
            None => self.ledger.newest_row()?,
        };
        if !plan.has_looked {
            let told = self.told(&log, &salvaged, newest)?;
            let is_set_aside_whole = !set_aside.is_empty() && is_whole(&salvaged);
            let tells_all = !log_is_lost && told.orders_missing.is_empty() && log_reaches(&log, plan, newest);
            plan.report = RepairReport {
                lines_unreadable: told.lines_unreadable + usize::from(log_is_lost),
                rows_unreadable: told.rows_unreadable,
                orders_missing: told.orders_missing,
                settled_again: told.settled_again,
                words_unsure: !is_set_aside_whole && !tells_all,
                later_unknown: plan.report.later_unknown || (log.attempt_ids.is_empty() && salvaged.orders.is_empty()),
                changes_lost: set_aside.iter().any(|aside| self.lacks_something_of(aside)),
                ..plan.report.clone()
            };
            (plan.newest_attempt, plan.newest_row, plan.has_looked) = (Some(newest), Some(newest_row), true);
            // Where it cannot be written, the start after a kill looks again, and sees what is left to be seen.
            let _ = swap.decide(plan);
        }
        let found = self.put_back(&log, &salvaged, newest, newest_row)?;
        let now_ms = self.clock.now_ms();
        let mut all_back = true;
        for aside in &set_aside {
            all_back &= self.ledger.put_vouchers_back(aside, now_ms)?;
        }
        self.ledger.ask_settled_now(now_ms)?;
        Ok(whole(plan, RepairReport { changes_lost: !all_back, ..found }))
    }

    /// Whether a ledger that was set aside has what a person must type again.
    fn lacks_something_of(&self, aside: &Path) -> bool {
        !self.ledger.has_terms_of(aside) || self.ledger.lacks_rows_of(aside)
    }

    /// What log and salvage tell only as long as nothing was put back: afterwards the log has the new numbers too.
    /// `newest` is the newest attempt that the ledger had of itself.
    fn told(&self, log: &LogRead, salvaged: &Salvage, newest: i64) -> Result<RepairReport, LedgerError> {
        let mut settled_again = 0;
        for (order, state) in &salvaged.orders {
            let known = self.ledger.state_of_order(&order.order_id)?;
            let differs = known.is_some_and(|(attempt_id, known)| attempt_id <= newest && known != *state);
            settled_again += usize::from(differs && !order.is_ended_by_word(*state));
        }
        Ok(RepairReport {
            lines_unreadable: log.unreadable,
            rows_unreadable: salvaged.unreadable,
            orders_missing: missing(newest, log, salvaged),
            settled_again,
            ..RepairReport::default()
        })
    }

    /// `newest` and `newest_row` are the newest attempt and row of the journal that the ledger had of itself: what is beyond
    /// them was put back, whenever that was.
    fn put_back(
        &self,
        log: &LogRead,
        salvaged: &Salvage,
        newest: i64,
        newest_row: i64,
    ) -> Result<RepairReport, LedgerError> {
        let now_ms = self.clock.now_ms();
        let orders = orders_of(log, salvaged);
        for (order, state) in &salvaged.orders {
            if let Some((attempt_id, known)) = self.ledger.state_of_order(&order.order_id)?
                && known != *state
                && !known.is_open()
                && order.can_be_asked()
            {
                self.ledger.put_off(attempt_id, now_ms)?;
            }
        }
        let logged: BTreeMap<&OrderId, i64> =
            log.orders.iter().map(|order| (&order.order_id, order.attempt_id)).collect();
        let lost = |order: LoggedOrder| LostOrder {
            can_be_asked: order.can_be_asked(),
            found_in: if logged.contains_key(&order.order_id) { FoundIn::Log } else { FoundIn::Ledger },
            order,
        };
        let lost: Vec<LostOrder> = orders.into_values().map(lost).collect();
        let recovered = self.ledger.put_back(&lost, newest, now_ms)?;
        // Under their new numbers, so that the next repair does not miss these numbers.
        let is_new = |order: &&LoggedOrder| logged.get(&order.order_id) != Some(&order.attempt_id);
        let renamed: Vec<_> = recovered.put_back.iter().map(|back| &back.order).filter(is_new).cloned().collect();
        let _ = self.orders.note(&renamed);
        let (words_put_back, disputes_put_back) = self.ledger.words_put_back(newest_row)?;
        let from_log = recovered.put_back.iter().filter(|back| back.found_in == FoundIn::Log).count();
        let left = |back: &PutBack| {
            let order = &back.order;
            let why = match (order.can_be_asked(), self.connection(&order.provider)) {
                (false, _) => CannotAsk::NoEnquiry,
                (true, None) => CannotAsk::NotConnected,
                (true, Some(_)) => return None,
            };
            let (order_id, provider) = (order.order_id.to_string(), order.provider.clone());
            Some(OrderLeft { sale_id: back.sale_id, order_id, provider, why })
        };
        let orders_left: Vec<OrderLeft> = recovered.put_back.iter().filter_map(left).collect();
        Ok(RepairReport {
            orders_from_log: from_log,
            orders_from_ledger: recovered.put_back.len() - from_log,
            orders_asked: recovered.put_back.len() - orders_left.len(),
            orders_left,
            words_put_back,
            disputes_put_back,
            orders_refused: recovered.refused.iter().map(OrderId::to_string).collect(),
            ..RepairReport::default()
        })
    }
}

/// What log and salvage know of each order. What persons wrote of it may be in either.
fn orders_of<'a>(log: &'a LogRead, salvaged: &'a Salvage) -> BTreeMap<&'a OrderId, LoggedOrder> {
    let mut orders: BTreeMap<&OrderId, LoggedOrder> = BTreeMap::new();
    for order in log.orders.iter().chain(salvaged.orders.iter().map(|(order, _)| order)) {
        let known = orders.entry(&order.order_id).or_insert_with(|| order.clone());
        // The ledger knows the company's own id, which came after the line was written.
        if known.provider_ref.is_empty() {
            let said = std::mem::take(&mut known.said);
            *known = LoggedOrder { said, ..order.clone() };
        }
        known.add_said(&order.said);
    }
    orders
}

/// Whether everything could be read that a ledger that was set aside has.
fn is_whole(salvaged: &Salvage) -> bool {
    salvaged.sales.is_some() && salvaged.unreadable == 0 && salvaged.words_unreadable == 0
}

/// Whether the log is whole and begins before the backup was made, so that it has what persons wrote since. `newest` is the
/// newest attempt of the backup: before the first there was nothing to write of.
fn log_reaches(log: &LogRead, plan: &Plan, newest: i64) -> bool {
    let first_ms = log.orders.iter().map(|order| order.submitted_at_ms).min();
    let made_at_ms = plan.report.backup_made_at_ms;
    let begins_before = newest == 0 || first_ms.is_some_and(|first_ms| made_at_ms.is_none_or(|made| first_ms <= made));
    log.unreadable == 0 && first_ms.is_some() && begins_before
}

/// What several ledgers still give; of an order, what the first of them says. The first are the books that were sold into
/// last: how many sales there were is theirs.
fn salvage_all(paths: &[PathBuf]) -> Salvage {
    let (mut all, mut known) = (Salvage::default(), BTreeSet::new());
    for (place, found) in paths.iter().map(|path| salvage(path)).enumerate() {
        if place == 0 {
            all.sales = found.sales;
        }
        all.unreadable += found.unreadable;
        all.words_unreadable += found.words_unreadable;
        all.orders.extend(found.orders.into_iter().filter(|(order, _)| known.insert(order.order_id.clone())));
    }
    all
}

/// What the plan knows, and what was put back.
fn whole(plan: &Plan, found: RepairReport) -> RepairReport {
    RepairReport {
        orders_from_log: found.orders_from_log,
        orders_from_ledger: found.orders_from_ledger,
        orders_asked: found.orders_asked,
        orders_left: found.orders_left,
        words_put_back: found.words_put_back,
        disputes_put_back: found.disputes_put_back,
        orders_refused: found.orders_refused,
        changes_lost: plan.report.changes_lost || found.changes_lost,
        ..plan.report.clone()
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
