//! Files for other programs and for paper.

use tauri::{AppHandle, State};
use till::{ExportInput, ExportProgress, ExportedFile, Problem, TallyForm, TallyNames};

use crate::commands::slip::folder_of;
use crate::opened::Opened;

/// Makes a file in the user's own folder. It answers when the file is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export(
    app: AppHandle,
    opened: State<'_, Opened>,
    input: ExportInput,
) -> Result<ExportedFile, Problem> {
    let (till, folder) = (opened.shop().await?.till(), folder_of(&app)?);
    // A thread of its own, because it reads for seconds.
    let made = tauri::async_runtime::spawn_blocking(move || till.export(&input, &folder)).await;
    made.map_err(|error| Problem::CounterFault { words: error.to_string() })?
}

/// How far an export is; `None`: it is not at work.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_progress(opened: State<'_, Opened>, id: String) -> Result<Option<ExportProgress>, Problem> {
    Ok(opened.shop().await?.till().export_progress(&id))
}

/// Stops an export.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_export(opened: State<'_, Opened>, id: String) -> Result<(), Problem> {
    opened.shop().await?.till().cancel_export(&id);
    Ok(())
}

/// What the shop's accounts are called in Tally.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tally(opened: State<'_, Opened>) -> Result<TallyForm, Problem> {
    Ok(opened.shop().await?.tally().await)
}

/// Sets that, as typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_tally(opened: State<'_, Opened>, names: TallyNames) -> Result<TallyForm, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.save_tally(&names).await
}
