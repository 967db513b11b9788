//! The Reports screen, tab *Match*: a company's statement file held against the book.

use specta_typescript::Number;
use tauri::State;
use till::{MatchGroup, MatchPage, MatchProgress, MatchResult, Problem, StatementColumns, StatementPreview};

use crate::opened::Opened;

/// How many bytes a file has.
#[derive(Debug, Clone, Copy, serde::Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct FileSize(#[specta(type = Number)] usize);

/// Opens a statement file of a company; its parts follow.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn begin_statement(opened: State<'_, Opened>, slug: String, size: FileSize) -> Result<u32, Problem> {
    opened.shop().await?.begin_statement(&slug, size.0)
}

/// Takes the next part of it, in base64.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn add_statement_part(opened: State<'_, Opened>, id: u32, part: String) -> Result<(), Problem> {
    opened.shop().await?.add_statement_part(id, &part)
}

/// Reads it, once it has come whole.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn read_statement(opened: State<'_, Opened>, id: u32) -> Result<StatementPreview, Problem> {
    opened.shop().await?.read_statement(id).await
}

/// Holds it against the book, with its columns as the shopkeeper says.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn hold_statement(
    opened: State<'_, Opened>,
    id: u32,
    columns: StatementColumns,
) -> Result<MatchResult, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.hold_statement(id, columns).await
}

/// How far the work on it is.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn statement_progress(opened: State<'_, Opened>, id: u32) -> Result<MatchProgress, Problem> {
    opened.shop().await?.statement_progress(id)
}

/// A part of a list of what came of it.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn statement_rows(
    opened: State<'_, Opened>,
    id: u32,
    group: MatchGroup,
    after: u32,
    rows: u32,
) -> Result<MatchPage, Problem> {
    opened.shop().await?.statement_rows(id, group, after, rows)
}

/// Stops the work on it, and forgets it.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn close_statement(opened: State<'_, Opened>, id: u32) -> Result<(), Problem> {
    opened.shop().await?.close_statement(id);
    Ok(())
}

/// Puts a leftover aside with a reason.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn ignore_leftover(
    opened: State<'_, Opened>,
    id: u32,
    fingerprint: String,
    reason: String,
    by: String,
) -> Result<(), Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.ignore_leftover(id, &fingerprint, &reason, &by)
}

/// Takes a leftover out again.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn heed_leftover(opened: State<'_, Opened>, id: u32, fingerprint: String) -> Result<(), Problem> {
    opened.shop().await?.heed_leftover(id, &fingerprint)
}
