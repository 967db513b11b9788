//! The rules by which companies pay commission, table `commission_rule`.

use std::sync::{Arc, PoisonError};

use domain::{BasisPoints, Commission, CommissionRule, Covers, Pays};
use rusqlite::Connection;

use crate::entry::CommissionChange;
use crate::event::EventDetail;
use crate::rebooking::{MOST_AGAIN, Rebooking, parting};
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// A row that sets rules of commission, as the database has it.
pub(crate) const COMMISSION: &str = "commission";

/// A rule as the books have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// The rule.
    pub rule: CommissionRule,
    /// When it was set, in ms since 1970.
    pub at_ms: i64,
    /// Who set it; empty where nobody said.
    pub by: String,
}

/// What becomes of sales that were booked by another rule than the one that is set now for their day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Nobody was asked: nothing is written while there are any.
    Unasked,
    /// They are booked again. A person agreed to exactly this.
    BookAgain(Rebooking),
    /// They stay as they are.
    FromNowOn,
}

impl Ledger {
    /// Every rule that was ever set, in the order in which they were.
    pub fn commission_rules(&self) -> Result<Vec<RuleRow>, LedgerError> {
        self.look_up(rules)
    }

    /// The same, ready to say what a sale earns. They are read anew when one was set since, because every sale asks for them.
    pub fn commission(&self) -> Result<Arc<Commission>, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection.prepare_cached("SELECT COALESCE(MAX(event_seq), 0) FROM commission_rule")?;
            let newest: i64 = statement.query_row((), |row| row.get(0))?;
            let mut kept = self.commission.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, commission)) = kept.as_ref().filter(|(seq, _)| *seq == newest) {
                return Ok(commission.clone());
            }
            let commission = Arc::new(Commission::new(rules(connection)?.into_iter().map(|row| row.rule)));
            *kept = Some((newest, commission.clone()));
            Ok(commission)
        })
    }

    /// Sets rules, and does with the sales that part from them as was agreed. Gives those sales where nobody agreed to exactly them:
    /// then nothing is written. Refused as [`LedgerError::TooManyAgain`] where there are more than [`crate::MOST_AGAIN`].
    pub fn set_commission(
        &self,
        change: &CommissionChange,
        again: Again,
        at_ms: i64,
    ) -> Result<Option<Rebooking>, LedgerError> {
        self.write(|transaction| {
            let before = rules(transaction)?.into_iter().map(|row| row.rule).collect();
            let parting = match again {
                Again::FromNowOn => Vec::new(),
                Again::Unasked | Again::BookAgain(_) => parting(transaction, before, change)?,
            };
            if parting.len() > MOST_AGAIN {
                return Err(LedgerError::TooManyAgain);
            }
            let all = Rebooking::of(&parting)?;
            if all.sales > 0 && again != Again::BookAgain(all) {
                return Ok(Some(all));
            }
            self.write_rules(transaction, change, at_ms)?;
            for part in &parting {
                self.book_again(transaction, part, &change.by, at_ms)?;
            }
            Ok(None)
        })
    }

    fn write_rules(
        &self,
        transaction: &Transaction<'_>,
        change: &CommissionChange,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let detail = EventDetail { commission: Some(change.clone()), ..EventDetail::default() };
        let seq = self.append_apart(transaction, COMMISSION, detail, at_ms)?;
        put_rules(transaction, change, seq, at_ms)
    }

    /// Turns the percentages of an earlier version into rules of the beginning of time. `at_ms`: now, in ms since 1970.
    pub(crate) fn carry_rates(&self, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let rates = rates(transaction)?;
            if rates.is_empty() {
                return Ok(());
            }
            self.write_rules(transaction, &CommissionChange { rules: rates, by: String::new() }, at_ms)?;
            transaction.execute("DELETE FROM rate", ())?;
            Ok(())
        })
    }
}

/// What an earlier version has in its table of percentages, as rules of the beginning of time.
pub(crate) fn rates(connection: &Connection) -> Result<Vec<CommissionRule>, LedgerError> {
    let mut statement = connection.prepare("SELECT provider, operator, basis_points FROM rate")?;
    let mut rows = statement.query(())?;
    let mut rates = Vec::new();
    while let Some(row) = rows.next()? {
        let pays = Pays::Percent(BasisPoints::new(row.get(2)?).ok_or(LedgerError::Corrupt)?);
        let covers = Covers::Operator(row.get(1)?);
        rates.push(CommissionRule { provider: row.get(0)?, covers, from: String::new(), pays: Some(pays) });
    }
    Ok(rates)
}

/// Writes the rules that a row of the journal set.
pub(crate) fn put_rules(
    transaction: &Transaction<'_>,
    change: &CommissionChange,
    seq: i64,
    at_ms: i64,
) -> Result<(), LedgerError> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO commission_rule (event_seq, provider, covers, from_day, pays, at_ms, set_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for rule in &change.rules {
        let pays = serde_json::to_string(&rule.pays).map_err(|error| LedgerError::Failed(error.to_string()))?;
        insert.execute((seq, &rule.provider, rule.covers.to_string(), &rule.from, pays, at_ms, &change.by))?;
    }
    Ok(())
}

pub(crate) fn rules(connection: &Connection) -> Result<Vec<RuleRow>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT provider, covers, from_day, pays, at_ms, set_by FROM commission_rule ORDER BY event_seq",
    )?;
    let mut rows = statement.query(())?;
    let mut rules = Vec::new();
    while let Some(row) = rows.next()? {
        let (covers, pays): (String, String) = (row.get(1)?, row.get(3)?);
        let rule = CommissionRule {
            provider: row.get(0)?,
            covers: Covers::parse(&covers).ok_or(LedgerError::Corrupt)?,
            from: row.get(2)?,
            pays: serde_json::from_str(&pays).map_err(|_| LedgerError::Corrupt)?,
        };
        rules.push(RuleRow { rule, at_ms: row.get(4)?, by: row.get(5)? });
    }
    Ok(rules)
}
