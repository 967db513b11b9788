//! A whole list of sales for a file. Which sales it has is asked once, and then they are read part by part, so that a sale that begins
//! meanwhile moves none of them to another part, and no part is long.

use crate::filter::{ids, sales_of};
use crate::row::SaleRow;
use crate::{Ledger, LedgerError, SaleFilter, SaleOrder};

impl Ledger {
    /// The ids of all sales of a filter, in the order of its list.
    pub fn listed_sales(
        &self,
        filter: &SaleFilter,
        order: SaleOrder,
        is_rising: bool,
    ) -> Result<Vec<i64>, LedgerError> {
        self.survey(|connection| ids(connection, filter, order, is_rising, None))
    }

    /// Some hundred of them, as they stand now.
    pub fn sales_of(&self, ids: &[i64]) -> Result<Vec<SaleRow>, LedgerError> {
        self.survey(|connection| sales_of(connection, ids))
    }
}
