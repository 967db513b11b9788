//! The slip.

use tauri::{State, WebviewWindow};
use till::{Language, Problem, ReceiptView};

use crate::commands::SaleId;
use crate::desk::Desk;

/// The slip of a sale.
#[tauri::command]
#[specta::specta]
pub(crate) async fn receipt(
    desk: State<'_, Desk>,
    sale_id: SaleId,
    language: Language,
) -> Result<ReceiptView, Problem> {
    let shop = desk.shop().await?;
    let settings = shop.settings().await.ok_or(Problem::NotAllowedNow)?;
    shop.till().receipt(&settings, sale_id.0, language)
}

/// Opens the system's print dialog on the page, and writes that the slip was printed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_receipt(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    sale_id: SaleId,
) -> Result<(), Problem> {
    desk.shop().await?.till().note_print(sale_id.0)?;
    window.print().map_err(|error| Problem::LedgerFailed { words: error.to_string() })
}
