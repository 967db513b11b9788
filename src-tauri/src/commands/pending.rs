//! The Pending screen.

use tauri::State;
use till::{DealtInput, Problem, SaleView, ToldInput, WordInput};

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

/// A person's word of what the company's portal or helpline says: it ends a sale that asking has not ended.
#[tauri::command]
#[specta::specta]
pub(crate) async fn say_word(
    desk: State<'_, Desk>,
    sale_id: SaleId,
    input: WordInput,
) -> Result<SaleView, Vec<Problem>> {
    desk.shop().await.map_err(|problem| vec![problem])?.till().say(sale_id.0, &input)
}

/// A person has complained to the company about a sale.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dispute_sale(
    desk: State<'_, Desk>,
    sale_id: SaleId,
    input: ToldInput,
) -> Result<SaleView, Vec<Problem>> {
    desk.shop().await.map_err(|problem| vec![problem])?.till().dispute(sale_id.0, &input)
}

/// A person has dealt with a sale that contradicts itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn deal_with_sale(
    desk: State<'_, Desk>,
    sale_id: SaleId,
    input: DealtInput,
) -> Result<SaleView, Vec<Problem>> {
    desk.shop().await.map_err(|problem| vec![problem])?.till().deal_with(sale_id.0, &input)
}
