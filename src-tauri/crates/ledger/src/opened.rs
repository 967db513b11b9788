//! Which accounts were opened: whether anybody said what was in them before the books began.

use std::collections::BTreeSet;

use domain::Account;
use rusqlite::Connection;

use crate::entry::RuleChange;
use crate::posting::rule_of;
use crate::{Ledger, LedgerError};

/// The rule that says of an account that nothing was in it before the books began; a colon and the account follow.
const NOTHING_THERE: &str = "nothing_there";

fn rule_name(account: &Account) -> String {
    format!("{NOTHING_THERE}:{account}")
}

/// The accounts with an opening balance that stands.
fn with_balance(connection: &Connection) -> Result<BTreeSet<String>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT detail ->> '$.voucher.to' FROM sale_event WHERE sale_id IS NULL AND kind = 'voucher'
            AND detail ->> '$.voucher.kind' = 'opening' AND NOT EXISTS (SELECT 1 FROM sale_event AS mend
                WHERE mend.sale_id IS NULL AND mend.detail ->> '$.mends' = sale_event.seq)",
    )?;
    Ok(statement.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Whether a shift was ever opened or closed: then the drawer was counted.
fn is_counted(connection: &Connection) -> Result<bool, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM sale_event WHERE kind IN ('shift_opened', 'shift_closed') AND seq > 0)",
    )?;
    Ok(statement.query_row((), |row| row.get(0))?)
}

/// Those of the accounts of which nobody said what was in them before the books began.
pub(crate) fn unopened(connection: &Connection, accounts: Vec<Account>) -> Result<Vec<Account>, LedgerError> {
    let mut unopened = Vec::new();
    for account in accounts {
        let is_counted = account == Account::Cash && is_counted(connection)?;
        if !is_counted && rule_of(connection, &rule_name(&account))?.is_none() {
            unopened.push(account);
        }
    }
    if !unopened.is_empty() {
        let opened = with_balance(connection)?;
        unopened.retain(|account| !opened.contains(&account.to_string()));
    }
    Ok(unopened)
}

impl Ledger {
    /// Those of the accounts of which nobody said what was in them before the books began.
    pub fn unopened(&self, accounts: Vec<Account>) -> Result<Vec<Account>, LedgerError> {
        self.read(|connection| unopened(connection, accounts))
    }

    /// Writes down that nothing was in an account before the books began.
    pub fn say_nothing_was_there(&self, account: &Account, by: &str, at_ms: i64) -> Result<(), LedgerError> {
        let change = RuleChange { name: rule_name(account), value: "true".to_owned(), by: by.to_owned() };
        self.set_rule(&change, at_ms)
    }
}
