//! The prices of the services desk's products, table `price`.

use domain::Paise;

use crate::{Ledger, LedgerError};

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
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT product, fee_paise, charge_paise FROM price ORDER BY product")?;
            let rows = statement.query_map((), |row| {
                Ok(PriceRow {
                    product: row.get(0)?,
                    fee: Paise::new(row.get(1)?),
                    charge: row.get::<_, Option<i64>>(2)?.map(Paise::new),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Sets prices. Orders already begun keep theirs.
    pub fn set_prices(&self, prices: &[PriceRow]) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO price (product, fee_paise, charge_paise) VALUES (?1, ?2, ?3) ON CONFLICT (product)
                 DO UPDATE SET fee_paise = excluded.fee_paise, charge_paise = excluded.charge_paise",
            )?;
            for row in prices {
                insert.execute((&row.product, row.fee.get(), row.charge.map(Paise::get)))?;
            }
            Ok(())
        })
    }
}
