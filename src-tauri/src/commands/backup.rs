//! Commands about backups.

use tauri::State;
use till::{BackupPlace, BackupsView, Problem, RepairReport, RestoreInput, RestorePlan};

use crate::opened::Opened;

/// Everything that Settings shows of backups.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn backups(opened: State<'_, Opened>) -> Result<BackupsView, Problem> {
    opened.shop().await?.backups().await
}

/// Backs up every open ledger now.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn back_up_now(opened: State<'_, Opened>) -> Result<BackupsView, Problem> {
    opened.shop().await?.back_up_now().await
}

/// Sets the second folder as typed; empty: none.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_backup_folder(opened: State<'_, Opened>, folder: String) -> Result<BackupsView, Problem> {
    opened.shop().await?.save_backup_folder(&folder).await
}

/// Reads a backup from beginning to end, beside the sales, and tells whether it is good.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_backup(
    opened: State<'_, Opened>,
    place: BackupPlace,
    name: String,
) -> Result<BackupsView, Problem> {
    opened.shop().await?.check_backup(place, &name).await
}

/// What a restore would do.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn restore_plan(opened: State<'_, Opened>, input: RestoreInput) -> Result<RestorePlan, Problem> {
    opened.shop().await?.restore_plan(&input).await
}

/// Restores a backup. The screens read everything anew afterwards.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn restore(opened: State<'_, Opened>, input: RestoreInput) -> Result<RepairReport, Problem> {
    opened.shop().await?.restore(&input).await
}

/// Repairs the damaged ledger of the shown till. The screens read everything anew afterwards.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn repair(opened: State<'_, Opened>) -> Result<RepairReport, Problem> {
    opened.shop().await?.repair().await
}

/// Opens the books of the shown till anew, where the disk did not give them. The screens read everything anew afterwards.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_books_again(opened: State<'_, Opened>) -> Result<(), Problem> {
    opened.shop().await?.open_books_again().await
}

/// Takes a report of a restore or a repair from the screen; its file stays.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn dismiss_report(opened: State<'_, Opened>, name: String) -> Result<BackupsView, Problem> {
    opened.shop().await?.dismiss_report(&name).await
}
