//! What customers owe, by its age: what was paid is taken from the oldest.

use std::collections::BTreeMap;

use domain::{Account, DAY_MS, Paise};
use rusqlite::Connection;

use crate::customer::one_customer;
use crate::sql::OF_CUSTOMERS;
use crate::{Ledger, LedgerError};

/// From how many ms on something is of the next age.
const AGES_MS: [i64; 3] = [8 * DAY_MS, 31 * DAY_MS, 91 * DAY_MS];

/// What a customer owes, by its age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dues {
    /// Up to 7 days old, 8 to 30, 31 to 90, and older.
    pub by_age: [Paise; 4],
    /// When the oldest of it was sold, in ms since 1970.
    pub oldest_at_ms: Option<i64>,
}

/// What an entry belongs to, for whatever takes it back.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Sale(i64),
    Voucher(i64),
}

/// What is due, from the newest entry back until the balance is found. A sale or a voucher that was taken back is due no more,
/// whatever its age.
fn dues(connection: &Connection, id: i64, balance: Paise, now_ms: i64) -> Result<Dues, LedgerError> {
    let mut due = Dues::default();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT event_seq, amount_paise, at_ms, sale_id, CASE WHEN sale_id IS NULL THEN detail ->> '$.mends' END
         FROM posting JOIN sale_event ON seq = event_seq
         WHERE {OF_CUSTOMERS} AND account = ?1 ORDER BY event_seq DESC"
    ))?;
    let mut rows = statement.query([Account::Customer(id).to_string()])?;
    let mut left = balance.get();
    let mut taken_back: BTreeMap<About, i64> = BTreeMap::new();
    while left > 0 {
        let Some(row) = rows.next()? else { break };
        let (seq, amount, at_ms): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (sale_id, mends): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
        if amount < 0 {
            // What a customer paid takes nothing back: it covers the oldest.
            if let Some(about) = sale_id.map(About::Sale).or(mends.map(About::Voucher)) {
                let sum = taken_back.entry(about).or_default();
                *sum = sum.saturating_sub(amount);
            }
            continue;
        }
        if mends.is_some() {
            // It takes a payment back, and is no due of its own.
            continue;
        }
        let undone = taken_back.entry(sale_id.map_or(About::Voucher(seq), About::Sale)).or_default();
        let gone = amount.min(*undone);
        *undone -= gone;
        let part = (amount - gone).min(left);
        if part > 0 {
            left -= part;
            let age = AGES_MS.iter().filter(|age| now_ms.saturating_sub(at_ms) >= **age).count();
            if let Some(sum) = due.by_age.get_mut(age) {
                *sum = sum.checked_add(Paise::new(part)).ok_or(LedgerError::OutOfRange)?;
            }
            due.oldest_at_ms = Some(at_ms);
        }
    }
    Ok(due)
}

impl Ledger {
    /// What each customer owes, by its age at a moment (ms since 1970). Those who owe nothing are left out.
    pub fn dues(&self, now_ms: i64) -> Result<BTreeMap<i64, Dues>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, paise FROM balance WHERE account >= 'customer:' AND account < 'customer;' AND paise > 0",
            )?;
            let mut rows = statement.query(())?;
            let mut all = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let (account, paise): (String, i64) = (row.get(0)?, row.get(1)?);
                let Some(Account::Customer(id)) = Account::parse(&account) else { return Err(LedgerError::Corrupt) };
                all.insert(id, dues(connection, id, Paise::new(paise), now_ms)?);
            }
            Ok(all)
        })
    }

    /// What one customer owes, by its age at a moment (ms since 1970).
    pub fn dues_of(&self, id: i64, now_ms: i64) -> Result<Dues, LedgerError> {
        self.read(|connection| dues(connection, id, one_customer(connection, id)?.balance, now_ms))
    }
}
