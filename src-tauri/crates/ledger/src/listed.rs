//! A whole list of sales for a file. Which sales it has is asked once, and then they are read part by part, so that a sale that begins
//! meanwhile moves none of them to another part, and no part is long.

use rusqlite::{Connection, params_from_iter};

use crate::filter::FILTERED;
use crate::row::{NEWEST, SaleRow, sales};
use crate::{Ledger, LedgerError, SaleFilter, SaleOrder};

/// The ids of the sales of a filter, in its order.
fn ids(
    connection: &Connection,
    filter: &SaleFilter,
    order: SaleOrder,
    is_rising: bool,
) -> Result<Vec<i64>, LedgerError> {
    let (column, direction) = (order.column(), if is_rising { "ASC" } else { "DESC" });
    let mut statement = connection.prepare_cached(&format!(
        "SELECT sale.id FROM sale JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST} WHERE {FILTERED}
         ORDER BY {column} {direction}, sale.id DESC"
    ))?;
    let ids = statement.query_map(params_from_iter(filter.parameters()), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The sales of these ids, in their order.
fn of_ids(connection: &Connection, ids: &[i64]) -> Result<Vec<SaleRow>, LedgerError> {
    let wanted = serde_json::Value::from(ids).to_string();
    let mut rows = sales(connection, "WHERE sale.id IN (SELECT value FROM json_each(?1))", [wanted])?;
    let place = |sale: &SaleRow| ids.iter().position(|id| *id == sale.sale_id);
    rows.sort_by_key(place);
    Ok(rows)
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
        self.read(|connection| of_ids(connection, ids))
    }
}
