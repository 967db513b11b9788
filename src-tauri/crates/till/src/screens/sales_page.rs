//! A part of a list of sales, however long it is.

use domain::Days;
use ledger::{FilterSum, Page, SaleOrder};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::screens::filter::SalesFilter;
use crate::{Problem, SaleView, Till};

/// Rows that are given at once at most.
const MOST_ROWS: u32 = 200;

/// Which part of which list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct SalesQuery {
    /// Which sales.
    pub filter: SalesFilter,
    /// By which column they are sorted.
    pub order: SaleOrder,
    /// Whether the least stands first.
    pub is_rising: bool,
    /// How many rows stand before the part.
    pub after: u32,
    /// How many rows are wanted.
    pub rows: u32,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SalesPage {
    /// The days that the filter's words mean now.
    pub days: Days,
    /// How many rows the whole list has.
    #[specta(type = Number)]
    pub all_rows: i64,
    /// The part.
    pub rows: Vec<SaleView>,
}

impl Till {
    /// A part of the sales of a filter.
    pub fn sales_page(&self, query: &SalesQuery) -> Result<SalesPage, Problem> {
        let filter = self.filter(&query.filter)?;
        let part = Page { after: query.after, rows: query.rows.min(MOST_ROWS) };
        let rows = self.ledger.filtered_sales(&filter, query.order, query.is_rising, part)?;
        let sums: Vec<FilterSum> = self.ledger.filter_sums(&filter)?;
        Ok(SalesPage { days: filter.days, all_rows: sums.iter().map(|sum| sum.sales).sum(), rows: self.views(&rows)? })
    }
}
