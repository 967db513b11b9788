//! The Pending screen.

use tauri::State;
use till::{Problem, SaleView};

use crate::commands::SaleId;
use crate::desk::Desk;

/// Every open sale.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pending_sales(desk: State<'_, Desk>) -> Result<Vec<SaleView>, Problem> {
    desk.shop().await?.till().pending_sales()
}

/// Asks the provider about a sale now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_now(desk: State<'_, Desk>, sale_id: SaleId) -> Result<SaleView, Problem> {
    desk.shop().await?.till().check_now(sale_id.0).await
}

/// A person's word that a sale of which the provider has no record failed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn declare_failed(desk: State<'_, Desk>, sale_id: SaleId) -> Result<SaleView, Problem> {
    desk.shop().await?.till().declare_failed(sale_id.0)
}
