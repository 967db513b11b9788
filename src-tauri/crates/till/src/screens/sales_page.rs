//! A part of a list of sales, however long it is.

use std::collections::BTreeSet;

use domain::Days;
use ledger::{Page, SaleOrder};
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
    /// The customers in it who have a name.
    pub customers: Vec<NamedCustomer>,
}

/// A customer, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct NamedCustomer {
    /// The id.
    #[specta(type = Number)]
    pub id: i64,
    /// The name.
    pub name: String,
}

impl SalesQuery {
    /// The newest sales of a filter, as many as are given at once.
    pub fn newest(filter: SalesFilter) -> SalesQuery {
        SalesQuery { filter, order: SaleOrder::Time, is_rising: false, after: 0, rows: MOST_ROWS }
    }
}

impl Till {
    /// A part of the sales of a filter.
    pub fn sales_page(&self, query: &SalesQuery) -> Result<SalesPage, Problem> {
        let filter = self.filter(&query.filter)?;
        let part = Page { after: query.after, rows: query.rows.min(MOST_ROWS) };
        let rows = self.ledger.filtered_sales(&filter, query.order, query.is_rising, part)?;
        let all_rows = self.ledger.count_filtered(&filter)?;
        let customers: BTreeSet<i64> = rows.iter().filter_map(|row| row.customer).collect();
        let customers = self.named_customers(&customers.into_iter().collect::<Vec<_>>())?;
        Ok(SalesPage { days: filter.days, all_rows, rows: self.views(&rows)?, customers })
    }

    /// Those of these customers who have a name.
    pub(crate) fn named_customers(&self, ids: &[i64]) -> Result<Vec<NamedCustomer>, Problem> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.ledger.customer_names(ids)?;
        Ok(names.into_iter().map(|(id, name)| NamedCustomer { id, name }).collect())
    }
}
