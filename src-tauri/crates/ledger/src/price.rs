//! The prices of the services desk's products, table `price`.

use domain::Paise;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::entry::RuleChange;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// Prices are rules of money: each is one of this family, by its product.
const FAMILY: &str = "price:";

/// What a rule says of a price.
#[derive(Serialize, Deserialize)]
struct Terms {
    fee: Paise,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    charge: Option<Paise>,
}

/// The price of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRow {
    /// The product's id.
    pub product: String,
    /// What the company takes, as far as the shop knows.
    pub fee: Paise,
    /// What the shop asks of the customer; `None` while it has not said.
    pub charge: Option<Paise>,
}

impl Ledger {
    /// Every price that was set.
    pub fn prices(&self) -> Result<Vec<PriceRow>, LedgerError> {
        self.read(|connection| prices(connection, "TRUE"))
    }

    /// Sets prices. Orders already begun keep theirs. `at_ms`: now, in ms since 1970.
    pub fn set_prices(&self, prices: &[PriceRow], at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            prices.iter().try_for_each(|price| self.set_rule_in(transaction, &price.rule()?, at_ms).map(drop))
        })
    }

    /// Seals the prices of an earlier version, whose journal does not tell them. `at_ms`: now, in ms since 1970.
    pub(crate) fn carry_prices(&self, at_ms: i64) -> Result<(), LedgerError> {
        let untold = |connection: &Connection| prices(connection, "'price:' || product NOT IN (SELECT name FROM rule)");
        let untold = self.look_up(untold)?;
        if untold.is_empty() { Ok(()) } else { self.set_prices(&untold, at_ms) }
    }
}

fn prices(connection: &Connection, condition: &str) -> Result<Vec<PriceRow>, LedgerError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT product, fee_paise, charge_paise FROM price WHERE {condition} ORDER BY product"
    ))?;
    let rows = statement.query_map((), |row| {
        Ok(PriceRow {
            product: row.get(0)?,
            fee: Paise::new(row.get(1)?),
            charge: row.get::<_, Option<i64>>(2)?.map(Paise::new),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl PriceRow {
    fn rule(&self) -> Result<RuleChange, LedgerError> {
        let terms = Terms { fee: self.fee, charge: self.charge };
        let value = serde_json::to_string(&terms).map_err(|error| LedgerError::Failed(error.to_string()))?;
        Ok(RuleChange { name: format!("{FAMILY}{}", self.product), value, by: String::new() })
    }
}

/// Writes the price that a rule sets; nothing of any other rule.
pub(crate) fn put_price(transaction: &Transaction<'_>, change: &RuleChange) -> Result<(), LedgerError> {
    let Some(product) = change.name.strip_prefix(FAMILY) else { return Ok(()) };
    let terms: Terms = serde_json::from_str(&change.value).map_err(|_| LedgerError::Corrupt)?;
    transaction
        .prepare_cached(
            "INSERT INTO price (product, fee_paise, charge_paise) VALUES (?1, ?2, ?3) ON CONFLICT (product)
             DO UPDATE SET fee_paise = excluded.fee_paise, charge_paise = excluded.charge_paise",
        )?
        .execute((product, terms.fee.get(), terms.charge.map(Paise::get)))?;
    Ok(())
}
