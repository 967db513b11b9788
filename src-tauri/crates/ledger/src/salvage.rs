//! Reads attempts from a damaged ledger, one by one. An attempt is believed only if the journal row that began it says the
//! same.

use std::path::Path;

use domain::{CommissionRule, SaleState};
use rusqlite::Connection;

use crate::commission::{rates, rules};
use crate::event::EventDetail;
use crate::open::migrate;
use crate::order::{LoggedOrder, order_alone};
use crate::reading::open_to_read;
use crate::row::one_attempt;
use crate::word::{said_in_columns, said_of};
use crate::{Ledger, LedgerError};

/// If the file does not say which attempt is the newest: the search ends after this many numbers in a row without an
/// attempt.
const GIVE_UP_AFTER: i64 = 500;
/// The same if it does say so. That number may be damaged, too, and then the search would not end.
const GIVE_UP_AT_LAST: i64 = 100_000;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvage {
    /// The attempts, with the state they had.
    pub orders: Vec<(LoggedOrder, SaleState)>,
    /// Attempts that are in the file, or must have been, and that could not be read or believed.
    pub unreadable: usize,
    /// Attempts whose rows with persons' words could not be read. The words come from the attempts' own columns instead.
    pub words_unreadable: usize,
    /// How many sales the file says it has. `None` if it does not say.
    pub sales: Option<i64>,
}

/// Reads what can be read. A file that is no database gives nothing.
pub fn salvage(path: &Path) -> Salvage {
    let mut found = Salvage::default();
    let Ok(connection) = open_to_read(path) else { return found };
    // Where it fails, the file's own columns are all there is.
    let _ = show_missing_columns(&connection);
    let number = |query: &str| connection.query_row(query, (), |row| row.get::<_, Option<i64>>(0)).ok().flatten();
    found.sales = number("SELECT COUNT(*) FROM sale");
    let newest = number("SELECT MAX(id) FROM attempt").or_else(|| number("SELECT MAX(attempt_id) FROM sale_event"));
    let (mut next, mut in_vain) = (1, 0);
    while newest.map_or(in_vain < GIVE_UP_AFTER, |newest| next <= newest && in_vain < GIVE_UP_AT_LAST) {
        match believed(&connection, next) {
            Ok((order, state, has_words)) => {
                in_vain = 0;
                found.words_unreadable += usize::from(!has_words);
                found.orders.push((order, state));
            }
            Err(_) => {
                in_vain += 1;
                found.unreadable += usize::from(newest.is_some());
            }
        }
        next += 1;
    }
    found
}

impl Ledger {
    /// Whether another ledger has the same rules of commission and the same prices. `false` if one of the two cannot be read, because it may have
    /// had others.
    pub fn has_terms_of(&self, other: &Path) -> bool {
        let theirs = open_to_read(other).and_then(|connection| terms(&connection));
        matches!((self.read(terms), theirs), (Ok(ours), Ok(theirs)) if ours == theirs)
    }
}

/// The settings that a shopkeeper types and that stand in the ledger: every rule of commission, and every price, a line each.
fn terms(connection: &Connection) -> Result<(Vec<CommissionRule>, Vec<String>), LedgerError> {
    let has_rules = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'commission_rule'";
    let has_rules: bool = connection.query_row(has_rules, (), |row| row.get(0))?;
    let mut terms = rates(connection)?;
    if has_rules {
        terms.extend(rules(connection)?.into_iter().map(|row| row.rule));
    }
    terms.sort_by_key(|rule| (rule.provider.clone(), rule.covers.clone(), rule.from.clone()));
    let mut statement =
        connection.prepare("SELECT format('%s %d %s', product, fee_paise, charge_paise) FROM price ORDER BY 1")?;
    Ok((terms, statement.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?))
}

/// Shows the columns that a file of an earlier version lacks, with the value that the upgrade would give them. The file stays as it
/// is: it may be damaged, and what is damaged is never upgraded.
fn show_missing_columns(connection: &Connection) -> Result<(), LedgerError> {
    let mut newest = Connection::open_in_memory()?;
    migrate(&mut newest)?;
    for table in ["sale", "attempt"] {
        let mut known = connection.prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2")?;
        let mut columns = newest.prepare("SELECT name, COALESCE(dflt_value, 'NULL') FROM pragma_table_info(?1)")?;
        let mut rows = columns.query([table])?;
        let mut missing = String::new();
        while let Some(row) = rows.next()? {
            let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
            if !known.exists((table, &name))? {
                missing += &format!(", {value} AS {name}");
            }
        }
        if !missing.is_empty() {
            connection.execute_batch(&format!("CREATE TEMP VIEW {table} AS SELECT *{missing} FROM main.{table}"))?;
        }
    }
    Ok(())
}

/// An attempt, if the journal says the same of it. The last value: whether the journal still has the persons' words about
/// it.
fn believed(connection: &Connection, attempt_id: i64) -> Result<(LoggedOrder, SaleState, bool), LedgerError> {
    let row = one_attempt(connection, attempt_id)?;
    let mut statement = connection.prepare_cached(
        "SELECT detail FROM sale_event WHERE sale_id = ?1 AND attempt_id = ?2 AND kind = 'intended' LIMIT 1",
    )?;
    let detail: String = statement.query_row((row.sale_id, attempt_id), |row| row.get(0))?;
    let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
    if detail.facts != Some(row.facts()) {
        return Err(LedgerError::Corrupt);
    }
    let alone = order_alone(connection, attempt_id)?;
    let said = said_of(connection, &row);
    let has_words = said.is_ok();
    let said = said.unwrap_or_else(|_| said_in_columns(&row));
    Ok((LoggedOrder { said, ..alone }, row.state, has_words))
}
