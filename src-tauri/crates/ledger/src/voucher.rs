//! Rows of the journal that are about no sale: vouchers, and rules of money that change.

use domain::{Account, Voucher, india_day};
use rusqlite::Transaction;

use crate::entry::RuleChange;
use crate::event::EventDetail;
use crate::journal::NewEvent;
use crate::posting::{Place, post, settled};
use crate::{Ledger, LedgerError};

/// What a row that is about no sale tells, as the database has it.
pub(crate) const VOUCHER: &str = "voucher";
/// A rule that changed.
pub(crate) const RULE: &str = "rule";

/// A voucher as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherRow {
    /// Its place in the journal.
    pub seq: i64,
    /// When it was written, in ms since 1970.
    pub at_ms: i64,
    /// The voucher.
    pub voucher: Voucher,
}

impl Ledger {
    /// Writes a voucher. Gives its place in the journal.
    pub fn add_voucher(&self, voucher: &Voucher, at_ms: i64) -> Result<i64, LedgerError> {
        self.write(|transaction| self.add_voucher_in(transaction, voucher, at_ms))
    }

    pub(crate) fn add_voucher_in(
        &self,
        transaction: &Transaction<'_>,
        voucher: &Voucher,
        at_ms: i64,
    ) -> Result<i64, LedgerError> {
        voucher.check().map_err(|fault| LedgerError::Failed(fault.to_string()))?;
        let entries = settled(voucher.entries().ok_or(LedgerError::OutOfRange)?)?;
        let detail = EventDetail { voucher: Some(voucher.clone()), posted: entries.clone(), ..EventDetail::default() };
        let seq = self.append_apart(transaction, VOUCHER, detail, at_ms)?;
        post(transaction, &Place { seq, sale_id: None, day: &india_day(at_ms) }, &entries)?;
        Ok(seq)
    }

    /// Appends a row that is about no sale.
    pub(crate) fn append_apart(
        &self,
        transaction: &Transaction<'_>,
        kind: &'static str,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<i64, LedgerError> {
        self.append(transaction, NewEvent { about: None, at_ms, kind, from: None, to: None, detail })
    }

    /// Changes a rule of money from now on; `by`: who.
    pub fn set_rule(&self, change: &RuleChange, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO rule (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                )?
                .execute((&change.name, &change.value))?;
            let detail = EventDetail { rule: Some(change.clone()), ..EventDetail::default() };
            self.append_apart(transaction, RULE, detail, at_ms)?;
            Ok(())
        })
    }

    /// A rule that is in force; `None` while it was never set.
    pub fn rule(&self, name: &str) -> Result<Option<String>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT value FROM rule WHERE name = ?1")?;
            Ok(statement.query_map([name], |row| row.get(0))?.next().transpose()?)
        })
    }

    /// The rules of a family that are in force: the one of that name, and those of the name and a colon and more.
    pub fn rules(&self, family: &str) -> Result<Vec<(String, String)>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name, value FROM rule WHERE name = ?1 OR (name > ?1 || ':' AND name < ?1 || ';') ORDER BY name",
            )?;
            let rows = statement.query_map([family], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The vouchers with places below `before`, newest first; with `account`, those alone that move it.
    pub fn vouchers(&self, account: Option<&Account>, before: i64, limit: u32) -> Result<Vec<VoucherRow>, LedgerError> {
        let account = account.map(Account::to_string).unwrap_or_default();
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT seq, at_ms, detail FROM sale_event WHERE sale_id IS NULL AND kind = 'voucher' AND seq < ?1
                   AND (?2 = '' OR EXISTS (SELECT 1 FROM posting WHERE event_seq = seq AND account = ?2))
                 ORDER BY seq DESC LIMIT ?3",
            )?;
            let mut rows = statement.query((before, &account, limit))?;
            let mut vouchers = Vec::new();
            while let Some(row) = rows.next()? {
                let detail: String = row.get(2)?;
                let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
                let voucher = detail.voucher.ok_or(LedgerError::Corrupt)?;
                vouchers.push(VoucherRow { seq: row.get(0)?, at_ms: row.get(1)?, voucher });
            }
            Ok(vouchers)
        })
    }
}
