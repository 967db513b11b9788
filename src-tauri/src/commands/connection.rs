//! Commands about the connection to the companies.

use tauri::State;
use till::{AccessView, CallbackView, CheckUp, Problem};

use crate::opened::Opened;

/// Callbacks in Settings.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn callbacks(opened: State<'_, Opened>) -> Result<CallbackView, Problem> {
    Ok(opened.shop().await?.callbacks().await)
}

/// Turns callbacks on or off, at an address as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_callbacks(
    opened: State<'_, Opened>,
    on: bool,
    address: String,
) -> Result<CallbackView, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.save_callbacks(on, &address).await
}

/// Gives a provider a new callback path.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn renew_callback(opened: State<'_, Opened>, slug: String) -> Result<CallbackView, Problem> {
    opened.shop().await?.renew_callback(&slug).await
}

/// Checks a provider's connection from the keychain to the balance.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_up(opened: State<'_, Opened>, slug: String) -> Result<CheckUp, Problem> {
    opened.shop().await?.check_up(&slug).await
}

/// Asks an agent's provider about plan and addresses.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn api_status(opened: State<'_, Opened>, slug: String) -> Result<AccessView, Problem> {
    opened.shop().await?.api_status(&slug).await
}
