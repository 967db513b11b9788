//! Chits, at *Sell*.

use serde::Deserialize;
use specta_typescript::Number;
use tauri::State;
use till::{ChitInput, ChitView, Problem};

use crate::opened::Opened;

/// A chit's id as the window holds it.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct ChitId(#[specta(type = Number)] i64);

/// Writes a chit of what stands in the form.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn write_chit(opened: State<'_, Opened>, input: ChitInput) -> Result<ChitView, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().write_chit(&input)
}

/// Takes a chit of a backup as one that waits.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn keep_chit(opened: State<'_, Opened>, chit: ChitId) -> Result<(), Problem> {
    opened.shop().await?.till().keep_chit(chit.0)
}

/// Throws a chit away.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn throw_chit_away(opened: State<'_, Opened>, chit: ChitId) -> Result<(), Problem> {
    opened.shop().await?.till().throw_chit_away(chit.0)
}
