//! A whole list of sales for a file. Which sales it has is asked once, and then they are read part by part, so that a sale that begins
//! meanwhile moves none of them to another part, and no part is long.

use rusqlite::{Connection, params_from_iter};

use crate::filter::{FILTERED, sales_of};
use crate::row::{NEWEST, SaleRow};
use crate::{Ledger, LedgerError, SaleFilter, SaleOrder};

/// The ids of the sales of a filter, in its order.
fn ids(
    connection: &Connection,
    filter: &SaleFilter,
    order: SaleOrder,
    is_rising: bool,
) -> Result<Vec<i64>, LedgerError> {
    let columns = order.columns(is_rising);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT sale.id FROM sale JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST} WHERE {FILTERED}
         ORDER BY {columns}"
    ))?;
    let ids = statement.query_map(params_from_iter(filter.parameters()), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

impl Ledger {
    /// The ids of all sales of a filter, in the order of its list.
    pub fn listed_sales(
        &self,
        filter: &SaleFilter,
        order: SaleOrder,
        is_rising: bool,
    ) -> Result<Vec<i64>, LedgerError> {
        self.read(|connection| ids(connection, filter, order, is_rising))
    }

    /// Some hundred of them, as they stand now.
    pub fn sales_of(&self, ids: &[i64]) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| sales_of(connection, ids))
    }
}
