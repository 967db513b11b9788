//! The Pending screen.

use tauri::State;
use till::{DealtInput, Problem, SaleView, WordInput};

use crate::commands::SaleId;
use crate::opened::Opened;

/// Every open sale.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn pending_sales(opened: State<'_, Opened>) -> Result<Vec<SaleView>, Problem> {
    opened.shop().await?.till().pending_sales()
}

/// Asks the provider about a sale now.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_now(opened: State<'_, Opened>, sale_id: SaleId) -> Result<SaleView, Problem> {
    opened.shop().await?.till().check_now(sale_id.0).await
}

/// A person's word of what the company's portal or helpline says: it ends a sale that asking has not ended.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn say_word(
    opened: State<'_, Opened>,
    sale_id: SaleId,
    input: WordInput,
) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().say(sale_id.0, &input)
}

/// A person has dealt with a sale that contradicts itself.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn deal_with_sale(
    opened: State<'_, Opened>,
    sale_id: SaleId,
    input: DealtInput,
) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().deal_with(sale_id.0, &input)
}
