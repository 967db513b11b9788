//! The Day book screen.

use tauri::State;
use till::{DayBook, Problem, SaleDetail, SalesFacets, SalesFilter, SalesPage, SalesQuery, SearchGroup, SearchQuery};

use crate::commands::SaleId;
use crate::opened::Opened;

/// What the sales of a filter come to.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn day_book(opened: State<'_, Opened>, filter: SalesFilter) -> Result<DayBook, Problem> {
    opened.shop().await?.till().day_book(&filter)
}

/// What a filter can ask for.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn sales_facets(opened: State<'_, Opened>, filter: SalesFilter) -> Result<SalesFacets, Problem> {
    opened.shop().await?.till().sales_facets(&filter)
}

/// A part of a list of sales.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn sales_page(opened: State<'_, Opened>, query: SalesQuery) -> Result<SalesPage, Problem> {
    opened.shop().await?.till().sales_page(&query)
}

/// Sales of any day that what was typed may mean.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn search(opened: State<'_, Opened>, query: SearchQuery) -> Result<Vec<SearchGroup>, Problem> {
    opened.shop().await?.till().search(&query)
}

/// One sale with its journal and entries.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn sale(opened: State<'_, Opened>, sale_id: SaleId) -> Result<SaleDetail, Problem> {
    opened.shop().await?.till().sale(sale_id.0)
}
