//! The slip.

use tauri::State;
use till::{Language, Problem, ReceiptView};

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
