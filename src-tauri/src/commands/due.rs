//! Who is likely due again.

use domain::Service;
use tauri::State;
use till::{DueDismissed, DuePage, Problem};

use crate::opened::Opened;

/// Who is likely due: today, tomorrow, or some days ago.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn due_again(opened: State<'_, Opened>) -> Result<DuePage, Problem> {
    let shop = opened.shop().await?;
    let settings = shop.settings().await.ok_or(Problem::ShopNameMissing)?;
    let till = shop.till();
    // A thread of its own, because in a large shop the first list of a day is read for a second.
    let listed = tauri::async_runtime::spawn_blocking(move || till.due_again(&settings)).await;
    listed.map_err(|error| Problem::CounterFault { words: error.to_string() })?
}

/// Puts a line away.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn dismiss_due(opened: State<'_, Opened>, line: DueDismissed) -> Result<(), Problem> {
    opened.shop().await?.till().dismiss_due(&line)
}

/// Puts a line back that was put away.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn heed_due(opened: State<'_, Opened>, line: DueDismissed) -> Result<(), Problem> {
    opened.shop().await?.till().heed_due(&line)
}

/// Hands the message of a line to WhatsApp, in the system's browser.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_due_message(
    opened: State<'_, Opened>,
    number: String,
    service: Service,
) -> Result<(), Problem> {
    let shop = opened.shop().await?;
    let settings = shop.settings().await.ok_or(Problem::ShopNameMissing)?;
    shop.till().open_due_message(&settings, &number, service)
}
