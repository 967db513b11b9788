//! The slip.

use tauri::{State, WebviewWindow};
use till::{Language, Problem, ReceiptView, SlipOf};

use crate::commands::SaleId;
use crate::opened::Opened;

/// The slip of a sale.
#[tauri::command]
#[specta::specta]
pub(crate) async fn receipt(
    opened: State<'_, Opened>,
    sale_id: SaleId,
    language: Language,
) -> Result<ReceiptView, Problem> {
    let shop = opened.shop().await?;
    let settings = shop.settings().await.ok_or(Problem::ShopNameMissing)?;
    shop.till().receipt(&settings, sale_id.0, language)
}

/// Opens the system's print dialog on the page, and writes that the slip was printed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_receipt(
    opened: State<'_, Opened>,
    window: WebviewWindow,
    sale_id: SaleId,
) -> Result<(), Problem> {
    opened.shop().await?.till().note_printed(&SlipOf::Sale { sale_id: sale_id.0 })?;
    window.print().map_err(|error| Problem::PrintNotOpened { words: error.to_string() })
}
