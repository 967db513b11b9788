//! Callbacks, the check-up, and what an agent's provider says of the shop's access.

use tauri::State;
use till::{ApiStatusView, CallbackView, CheckUp, Problem};

use crate::desk::Desk;

/// Callbacks in Settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn callbacks(desk: State<'_, Desk>) -> Result<CallbackView, Problem> {
    Ok(desk.shop().await?.callbacks().await)
}

/// Turns callbacks on or off, at an address as typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_callbacks(
    desk: State<'_, Desk>,
    on: bool,
    address: String,
) -> Result<CallbackView, Vec<Problem>> {
    desk.shop().await.map_err(|problem| vec![problem])?.save_callbacks(on, &address).await
}

/// Gives a provider a new callback path.
#[tauri::command]
#[specta::specta]
pub(crate) async fn renew_callback(desk: State<'_, Desk>, slug: String) -> Result<CallbackView, Problem> {
    desk.shop().await?.renew_callback(&slug).await
}

/// Checks a provider's connection from the keychain to the balance.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_up(desk: State<'_, Desk>, slug: String) -> Result<CheckUp, Problem> {
    desk.shop().await?.check_up(&slug).await
}

/// Asks an agent's provider about plan and addresses.
#[tauri::command]
#[specta::specta]
pub(crate) async fn api_status(desk: State<'_, Desk>, slug: String) -> Result<ApiStatusView, Problem> {
    desk.shop().await?.api_status(&slug).await
}
