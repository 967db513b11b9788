//! Customers whom the shop knows, tables `customer` and `customer_number`.

use crate::{Ledger, LedgerError};

impl Ledger {
    /// Whose number it is: the customer's id, with the name.
    pub fn customer_of_number(&self, number: &str) -> Result<Option<(i64, String)>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT customer.id, name FROM customer_number JOIN customer ON customer.id = customer_id WHERE number = ?1",
            )?;
            Ok(statement.query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?.next().transpose()?)
        })
    }
}
