//! Sales that were booked by another rule of commission than the one of their day, and are booked again.

use domain::flaw::{self, Flaw};
use domain::{Account, Commission, CommissionRule, Paise, SaleState, Service, Sold, india_day, india_day_start_ms};

use crate::entry::CommissionChange;
use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::posting::{Place, post, settled};
use crate::row::one_attempt;
use crate::sql::AT_DESK;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// How many sales are to be booked again, and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebooking {
    /// How many.
    pub sales: usize,
    /// By how much more they earn; below nothing: by how much less.
    pub difference: Paise,
}

/// At most so many attempts are booked again at once. It is one transaction of some seconds, and sales wait for its end.
pub const MOST_AGAIN: usize = 100_000;

/// An attempt that is to be booked again.
pub(crate) struct Part {
    attempt_id: i64,
    /// It is done, or may come to be. What came to nothing is not counted: it earns only if it turns out done after all.
    counts: bool,
    was: Paise,
    earns: Paise,
}

impl Part {
    fn more(&self) -> Result<Paise, LedgerError> {
        self.earns.checked_sub(self.was).ok_or(LedgerError::OutOfRange)
    }
}

impl Rebooking {
    pub(crate) fn of(parts: &[Part]) -> Result<Rebooking, LedgerError> {
        let mut all = Rebooking { sales: 0, difference: Paise::ZERO };
        for part in parts.iter().filter(|part| part.counts) {
            all.difference = all.difference.checked_add(part.more()?).ok_or(LedgerError::OutOfRange)?;
            all.sales += 1;
        }
        Ok(all)
    }
}

/// The attempts about which a rule of the change decides, and that were booked otherwise.
pub(crate) fn parting(
    transaction: &Transaction<'_>,
    before: Vec<CommissionRule>,
    change: &CommissionChange,
) -> Result<Vec<Part>, LedgerError> {
    let Some(from) = change.rules.iter().map(|rule| rule.from.as_str()).min() else { return Ok(Vec::new()) };
    let commission = Commission::new(before.into_iter().chain(change.rules.iter().cloned()));
    // A sale of the evening before may have its attempt after midnight.
    let evening = india_day_start_ms(from).map_or_else(String::new, |start_ms| india_day(start_ms - 1));
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT attempt.id, provider, operator, service, amount_paise, earned_paise, submitted_at_ms, attempt.state
         FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id
         WHERE sale.day >= ?1 AND service NOT IN {AT_DESK}
         ORDER BY attempt.id"
    ))?;
    let mut rows = statement.query([evening])?;
    let mut parts = Vec::new();
    while let Some(row) = rows.next()? {
        let (provider, operator, service): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let day = india_day(row.get(6)?);
        let sold = Sold {
            provider: &provider,
            operator: &operator,
            service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
            amount: Paise::new(row.get(4)?),
            day: &day,
        };
        let deciding = commission.deciding(&sold);
        let is_decided = deciding.iter().any(|rule| change.rules.contains(rule));
        let pays = deciding.last().and_then(|rule| rule.pays.as_ref());
        let earns = pays.map_or(Paise::ZERO, |pays| pays.earned(sold.amount));
        let was = Paise::new(row.get(5)?);
        if is_decided && earns != was {
            let state: String = row.get(7)?;
            let state = SaleState::parse(&state).ok_or(LedgerError::Corrupt)?;
            let counts = state.is_open() || state == SaleState::Succeeded;
            parts.push(Part { attempt_id: row.get(0)?, counts, was, earns });
        }
    }
    Ok(parts)
}

impl Ledger {
    /// Books one again: its wallet has what the company really left in it, and a later reversal takes back what was really earned.
    /// What is not done yet moves nothing now, and is booked so once it is.
    pub(crate) fn book_again(
        &self,
        transaction: &Transaction<'_>,
        part: &Part,
        by: &str,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        earn(transaction, part.attempt_id, part.earns)?;
        let attempt = one_attempt(transaction, part.attempt_id)?;
        let mut entries = Vec::new();
        if attempt.state == SaleState::Succeeded {
            let more = if flaw::is_on(Flaw::RebookedWhole) { part.earns } else { part.more()? };
            let less = more.checked_neg().ok_or(LedgerError::OutOfRange)?;
            entries = settled([(Account::Wallet(attempt.provider.clone()), more), (Account::Commission, less)])?;
        }
        let person = PersonsWord { by: by.to_owned(), ..PersonsWord::default() };
        let detail = EventDetail {
            earned: Some(part.earns),
            posted: entries.clone(),
            person: Some(person).filter(|person| !person.by.is_empty()),
            ..EventDetail::default()
        };
        let seq = self.append_aside(transaction, &attempt, EventKind::CommissionCorrected, detail, at_ms)?;
        post(transaction, &Place { seq, sale_id: Some(attempt.sale_id), at_ms }, &entries)
    }
}

/// Writes what an attempt earns from now on.
pub(crate) fn earn(transaction: &Transaction<'_>, attempt_id: i64, earned: Paise) -> Result<(), LedgerError> {
    transaction
        .prepare_cached("UPDATE attempt SET earned_paise = ?2 WHERE id = ?1")?
        .execute((attempt_id, earned.get()))?;
    Ok(())
}
