//! Double entry, `posting`, and the sums that follow from it, `balance` and `movement`. A debit is positive, and the entries of one
//! row of the journal sum to zero.

use std::collections::BTreeMap;

use domain::flaw::{self, Flaw};
use domain::{Account, Entry, Paise, SaleAccounts, business_day, day_start_of, india_day};
use rusqlite::Connection;

use crate::tds::note_commission;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// One side of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingRow {
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// The account.
    pub account: Account,
    /// Debit positive, credit negative.
    pub amount: Paise,
}

/// Where entries are posted.
pub(crate) struct Place {
    /// The row of the journal.
    pub(crate) seq: i64,
    /// The sale that the row is about.
    pub(crate) sale_id: Option<i64>,
    /// When, in ms since 1970. It decides the business day.
    pub(crate) at_ms: i64,
}

/// What moved in an account on a business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Movement {
    /// Debits.
    pub into: Paise,
    /// Credits, as a positive sum.
    pub out: Paise,
}

/// The rule that says when the shop's day starts, in minutes after midnight.
pub const DAY_START: &str = "day_start";

/// A rule that is in force. `None` if it was never set.
pub(crate) fn rule_of(connection: &Connection, name: &str) -> Result<Option<String>, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT value FROM rule WHERE name = ?1")?;
    Ok(statement.query_map([name], |row| row.get(0))?.next().transpose()?)
}

/// The business day of a moment, by the rule that is in force.
pub(crate) fn business_day_of(connection: &Connection, at_ms: i64) -> Result<String, LedgerError> {
    if flaw::is_on(Flaw::DayStartUnheard) {
        return Ok(india_day(at_ms));
    }
    Ok(business_day(at_ms, day_start_of(rule_of(connection, DAY_START)?.as_deref())))
}

/// What stands in every account that was ever moved.
pub(crate) fn balances_of(connection: &Connection) -> Result<BTreeMap<Account, Paise>, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT account, paise FROM balance")?;
    let mut rows = statement.query(())?;
    let mut balances = BTreeMap::new();
    while let Some(row) = rows.next()? {
        balances.insert(account_of(&row.get::<_, String>(0)?)?, Paise::new(row.get(1)?));
    }
    Ok(balances)
}

/// What stands in an account.
pub(crate) fn balance_of(connection: &Connection, account: &Account) -> Result<Paise, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT paise FROM balance WHERE account = ?1")?;
    let balance = statement.query_map([account.to_string()], |row| row.get(0))?.next().transpose()?;
    Ok(Paise::new(balance.unwrap_or_default()))
}

/// One entry for each account, without those that move nothing. Refuses entries that do not sum to zero.
pub(crate) fn settled(entries: impl IntoIterator<Item = Entry>) -> Result<Vec<Entry>, LedgerError> {
    let mut sums: BTreeMap<Account, Paise> = BTreeMap::new();
    let mut all = Paise::ZERO;
    for (account, amount) in entries {
        let sum = sums.entry(account).or_default();
        *sum = sum.checked_add(amount).ok_or(LedgerError::OutOfRange)?;
        all = all.checked_add(amount).ok_or(LedgerError::OutOfRange)?;
    }
    sums.retain(|_, amount| *amount != Paise::ZERO);
    if all == Paise::ZERO { Ok(sums.into_iter().collect()) } else { Err(LedgerError::OutOfRange) }
}

/// Writes entries that are [`settled`], and the sums with them.
pub(crate) fn post(transaction: &Transaction<'_>, place: &Place, entries: &[Entry]) -> Result<(), LedgerError> {
    if entries.is_empty() {
        return Ok(());
    }
    let day = business_day_of(transaction, place.at_ms)?;
    for (account, amount) in entries {
        let (name, paise) = (account.to_string(), amount.get());
        transaction
            .prepare_cached("INSERT INTO posting (event_seq, account, amount_paise) VALUES (?1, ?2, ?3)")?
            .execute((place.seq, &name, paise))?;
        transaction
            .prepare_cached(
                "INSERT INTO balance (account, paise) VALUES (?1, ?2)
                 ON CONFLICT (account) DO UPDATE SET paise = paise + excluded.paise",
            )?
            .execute((&name, paise))?;
        transaction
            .prepare_cached(
                "INSERT INTO movement (account, day, in_paise, out_paise, first_seq, last_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                 ON CONFLICT (account, day) DO UPDATE
                 SET in_paise = in_paise + excluded.in_paise, out_paise = out_paise + excluded.out_paise,
                     first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq)",
            )?
            .execute((
                &name,
                &day,
                paise.max(0),
                paise.min(0).checked_neg().ok_or(LedgerError::OutOfRange)?,
                place.seq,
            ))?;
        if let (Account::Owed, Some(sale_id)) = (account, place.sale_id) {
            transaction
                .prepare_cached("UPDATE sale SET owed_paise = owed_paise - ?2 WHERE id = ?1")?
                .execute((sale_id, paise))?;
        }
        if *account == Account::Commission && place.sale_id.is_some() {
            note_commission(transaction, place.seq, place.at_ms, *amount)?;
        }
    }
    Ok(())
}

pub(crate) fn account_of(word: &str) -> Result<Account, LedgerError> {
    Account::parse(word).ok_or(LedgerError::Corrupt)
}

/// What is booked of a sale so far.
pub(crate) fn booked_of(connection: &Connection, sale_id: i64) -> Result<SaleAccounts, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT posting.account, posting.amount_paise FROM posting
         JOIN sale_event ON sale_event.seq = posting.event_seq WHERE sale_event.sale_id = ?1",
    )?;
    let mut rows = statement.query([sale_id])?;
    let mut booked = SaleAccounts::default();
    while let Some(row) = rows.next()? {
        let account = account_of(&row.get::<_, String>(0)?)?;
        booked.add([(account, Paise::new(row.get(1)?))]).ok_or(LedgerError::OutOfRange)?;
    }
    Ok(booked)
}

impl Ledger {
    /// The entries of one sale, oldest first.
    pub fn postings(&self, sale_id: i64) -> Result<Vec<PostingRow>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT sale_event.at_ms, posting.account, posting.amount_paise FROM posting
                 JOIN sale_event ON sale_event.seq = posting.event_seq
                 WHERE sale_event.sale_id = ?1 ORDER BY posting.event_seq, posting.account",
            )?;
            let mut rows = statement.query([sale_id])?;
            let mut postings = Vec::new();
            while let Some(row) = rows.next()? {
                let account = account_of(&row.get::<_, String>(1)?)?;
                postings.push(PostingRow { at_ms: row.get(0)?, account, amount: Paise::new(row.get(2)?) });
            }
            Ok(postings)
        })
    }

    /// What stands in an account.
    pub fn account_balance(&self, account: &Account) -> Result<Paise, LedgerError> {
        self.read(|connection| balance_of(connection, account))
    }

    /// What stands in every account that was ever moved.
    pub fn balances(&self) -> Result<BTreeMap<Account, Paise>, LedgerError> {
        self.read(balances_of)
    }

    /// Whether anything ever went out of an account.
    pub fn has_gone_out(&self, account: &Account) -> Result<bool, LedgerError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT 1 FROM movement WHERE account = ?1 AND out_paise > 0")?;
            Ok(statement.exists([account.to_string()])?)
        })
    }

    /// What moved in an account on a business day, `2026-11-20`.
    pub fn movement(&self, account: &Account, day: &str) -> Result<Movement, LedgerError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT in_paise, out_paise FROM movement WHERE account = ?1 AND day = ?2")?;
            let mut rows = statement.query((account.to_string(), day))?;
            match rows.next()? {
                Some(row) => Ok(Movement { into: Paise::new(row.get(0)?), out: Paise::new(row.get(1)?) }),
                None => Ok(Movement::default()),
            }
        })
    }
}
