//! The Day book screen.

use tauri::State;
use till::{DayBook, DayQuery, Problem, SaleDetail};

use crate::commands::SaleId;
use crate::desk::Desk;

/// A day's sales, or those a search finds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn day_book(desk: State<'_, Desk>, query: DayQuery) -> Result<DayBook, Problem> {
    desk.shop().await?.till().day_book(&query)
}

/// One sale with its journal and entries.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sale(desk: State<'_, Desk>, sale_id: SaleId) -> Result<SaleDetail, Problem> {
    desk.shop().await?.till().sale(sale_id.0)
}
