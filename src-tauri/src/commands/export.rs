//! Files for other programs and for paper.

use tauri::{AppHandle, State};
use till::{
    ExportInput, ExportOf, ExportProgress, ExportedFile, Language, PrintedTable, Problem, TallyForm, TallyNames,
};

use crate::commands::slip::folder_of;
use crate::opened::Opened;

/// Makes a file in the user's own folder. It answers when the file is there.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn export(
    app: AppHandle,
    opened: State<'_, Opened>,
    input: ExportInput,
) -> Result<ExportedFile, Problem> {
    let (shop, folder) = (opened.shop().await?, folder_of(&app)?);
    apart(move || shop.export(&input, &folder)).await
}

/// The table of such a file, to be printed by the system's dialog.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn printed_table(
    opened: State<'_, Opened>,
    of: ExportOf,
    language: Language,
) -> Result<PrintedTable, Problem> {
    let till = opened.shop().await?.till();
    apart(move || till.printed_table(&of, language)).await
}

/// Work on a thread of its own, because it reads for seconds.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    let made = tauri::async_runtime::spawn_blocking(work).await;
    made.map_err(|error| Problem::CounterFault { words: error.to_string() })?
}

/// How far an export is; `None`: it is not at work.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn export_progress(opened: State<'_, Opened>, id: String) -> Result<Option<ExportProgress>, Problem> {
    Ok(opened.shop().await?.till().export_progress(&id))
}

/// Stops an export.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn cancel_export(opened: State<'_, Opened>, id: String) -> Result<(), Problem> {
    opened.shop().await?.till().cancel_export(&id);
    Ok(())
}

/// What the shop's accounts are called in Tally.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn tally(opened: State<'_, Opened>) -> Result<TallyForm, Problem> {
    Ok(opened.shop().await?.tally().await)
}

/// Sets that, as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_tally(opened: State<'_, Opened>, names: TallyNames) -> Result<TallyForm, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.save_tally(&names).await
}
