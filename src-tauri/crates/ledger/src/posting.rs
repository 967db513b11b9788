//! Double entry, table `posting`. A debit is positive. So money in the drawer or in a wallet is positive, and earnings are
//! negative. The postings of one event sum to zero.

use domain::Paise;
use rusqlite::Transaction;

use crate::{Ledger, LedgerError};

/// The cash drawer.
pub const CASH: &str = "cash";
/// The shop's own bank, from which its wallets are loaded by UPI.
pub const BANK: &str = "bank";
/// Commission earned.
pub const COMMISSION: &str = "commission";

/// A provider's wallet.
pub fn wallet_account(provider: &str) -> String {
    format!("wallet:{provider}")
}

/// One line of an entry: an account with the amount that it gained or lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingRow {
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// The account.
    pub account: String,
    /// Debit positive, credit negative.
    pub amount: Paise,
}

/// The entries of a sale that succeeded. The customer's cash comes in, the wallet pays the amount less the earnings, and
/// the difference is earned. At the services desk the fee may be higher than the charge. Then the shop makes a loss.
pub(crate) fn of_success(provider: &str, amount: Paise, earned: Paise) -> Result<Vec<(String, Paise)>, LedgerError> {
    let cost = amount.checked_sub(earned).ok_or(LedgerError::OutOfRange)?;
    let negative = |paise: Paise| paise.checked_neg().ok_or(LedgerError::OutOfRange);
    Ok(vec![
        (CASH.to_owned(), amount),
        (wallet_account(provider), negative(cost)?),
        (COMMISSION.to_owned(), negative(earned)?),
    ])
}

/// The entries of a wallet that was loaded. The money paid leaves the bank.
pub(crate) fn of_load(provider: &str, paid: Paise) -> Result<Vec<(String, Paise)>, LedgerError> {
    let out = paid.checked_neg().ok_or(LedgerError::OutOfRange)?;
    Ok(vec![(wallet_account(provider), paid), (BANK.to_owned(), out)])
}

/// Writes the entries of one event. Refuses entries that do not sum to zero.
pub(crate) fn post(
    transaction: &Transaction<'_>,
    event_seq: i64,
    entries: &[(String, Paise)],
) -> Result<(), LedgerError> {
    let sum = entries.iter().try_fold(Paise::ZERO, |sum, (_, amount)| sum.checked_add(*amount));
    if sum != Some(Paise::ZERO) {
        return Err(LedgerError::OutOfRange);
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO posting (event_seq, account, amount_paise) VALUES (?1, ?2, ?3)")?;
    for (account, amount) in entries.iter().filter(|(_, amount)| *amount != Paise::ZERO) {
        insert.execute((event_seq, account, amount.get()))?;
    }
    Ok(())
}

/// Entries that undo everything posted for a sale.
pub(crate) fn opposite_of(transaction: &Transaction<'_>, sale_id: i64) -> Result<Vec<(String, Paise)>, LedgerError> {
    let mut statement = transaction.prepare_cached(
        "SELECT posting.account, -SUM(posting.amount_paise) FROM posting
         JOIN sale_event ON sale_event.seq = posting.event_seq
         WHERE sale_event.sale_id = ?1 GROUP BY posting.account",
    )?;
    let rows = statement.query_map([sale_id], |row| Ok((row.get(0)?, Paise::new(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
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
            let rows = statement.query_map([sale_id], |row| {
                Ok(PostingRow { at_ms: row.get(0)?, account: row.get(1)?, amount: Paise::new(row.get(2)?) })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The sum of an account.
    pub fn account_balance(&self, account: &str) -> Result<Paise, LedgerError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT COALESCE(SUM(amount_paise), 0) FROM posting WHERE account = ?1")?;
            Ok(Paise::new(statement.query_row([account], |row| row.get(0))?))
        })
    }
}
