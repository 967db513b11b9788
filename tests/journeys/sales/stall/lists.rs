//! Sales as lists show them.

use domain::Period;
use till::{SaleView, SalesFilter, SalesQuery, SearchQuery, Till};

/// The newest sales of a period, as the day book lists them.
pub fn sales_of(period: Period) -> SalesQuery {
    SalesQuery::newest(SalesFilter::of(period))
}

/// The newest sales of the present day.
pub fn todays() -> SalesQuery {
    sales_of(Period::Today)
}

/// What the beginning of each group of a search finds, each sale once.
pub fn found(till: &Till, text: &str) -> Vec<SaleView> {
    let groups = till.search(&SearchQuery { text: text.to_owned(), more_of: None }).expect("a search");
    let mut sales: Vec<SaleView> = groups.into_iter().flat_map(|group| group.rows).collect();
    sales.sort_by_key(|sale| -sale.id);
    sales.dedup_by_key(|sale| sale.id);
    sales
}
