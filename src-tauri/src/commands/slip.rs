//! How slips look, and how they leave the counter without paper.

use std::path::PathBuf;

use tauri::{AppHandle, Manager, State};
use till::{Design, Language, Logo, Printing, Problem, SavedSlip, SharedSlip, SlipFormat, SlipOf, SlipPreview};

use crate::opened::Opened;

/// A made-up sale in a design that is being chosen.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn design_preview(
    opened: State<'_, Opened>,
    design: Design,
    languages: Vec<Language>,
    dots: Option<u16>,
) -> Result<SlipPreview, Problem> {
    opened.shop().await?.till().design_preview(&design, &languages, dots)
}

/// Makes it the design of the shop's slips.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_design(opened: State<'_, Opened>, design: Design) -> Result<Printing, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.save_design(&design).await
}

/// Makes a logo of a PNG file that somebody chose. `file`: its bytes in base64.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn read_logo(file: String) -> Result<Logo, Problem> {
    till::read_logo(&file)
}

/// The folder for what a person saves.
pub(crate) fn folder_of(app: &AppHandle) -> Result<PathBuf, Problem> {
    let known = app.path();
    let folders = [known.download_dir(), known.document_dir(), known.home_dir()];
    let folder = folders.into_iter().flatten().find(|folder| folder.is_dir());
    folder.ok_or(Problem::SlipNotSaved { folder: String::new() })
}

/// Saves a slip in the user's own folder.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_slip(
    app: AppHandle,
    opened: State<'_, Opened>,
    slip: SlipOf,
    languages: Vec<Language>,
    format: SlipFormat,
) -> Result<SavedSlip, Problem> {
    opened.shop().await?.till().save_slip(&slip, &languages, format, &folder_of(&app)?)
}

/// Opens that folder.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_slips_folder(app: AppHandle, opened: State<'_, Opened>) -> Result<(), Problem> {
    opened.shop().await?.till().open_folder(&folder_of(&app)?)
}

/// A slip as a picture for the clipboard.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn slip_picture(
    opened: State<'_, Opened>,
    slip: SlipOf,
    languages: Vec<Language>,
) -> Result<String, Problem> {
    opened.shop().await?.till().slip_picture(&slip, &languages)
}

/// Begins a message to the customer in WhatsApp.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn share_slip(
    opened: State<'_, Opened>,
    slip: SlipOf,
    languages: Vec<Language>,
) -> Result<SharedSlip, Problem> {
    opened.shop().await?.till().share_slip(&slip, &languages)
}
