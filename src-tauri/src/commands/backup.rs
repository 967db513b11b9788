//! Backups, restoring one, and repairing a damaged ledger.

use tauri::State;
use till::{BackupsView, Problem, RepairReport, RestoreInput, RestorePlan};

use crate::desk::Desk;

/// Everything that Settings shows of backups.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backups(desk: State<'_, Desk>) -> Result<BackupsView, Problem> {
    desk.shop().await?.backups().await
}

/// Backs up every open ledger now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn back_up_now(desk: State<'_, Desk>) -> Result<BackupsView, Problem> {
    desk.shop().await?.back_up_now().await
}

/// Sets the second folder as typed; empty: none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_backup_folder(desk: State<'_, Desk>, folder: String) -> Result<BackupsView, Problem> {
    desk.shop().await?.save_backup_folder(&folder).await
}

/// What a restore would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_plan(desk: State<'_, Desk>, input: RestoreInput) -> Result<RestorePlan, Problem> {
    desk.shop().await?.restore_plan(&input).await
}

/// Restores a backup. The screens read everything anew afterwards.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore(desk: State<'_, Desk>, input: RestoreInput) -> Result<RepairReport, Problem> {
    desk.shop().await?.restore(&input).await
}

/// Repairs the damaged ledger of the shown till. The screens read everything anew afterwards.
#[tauri::command]
#[specta::specta]
pub(crate) async fn repair(desk: State<'_, Desk>) -> Result<RepairReport, Problem> {
    desk.shop().await?.repair().await
}

/// Takes a report of a restore or a repair from the screen; its file stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_report(desk: State<'_, Desk>, name: String) -> Result<BackupsView, Problem> {
    desk.shop().await?.dismiss_report(&name).await
}
