//! The counter as a whole.

use tauri::{AppHandle, State, WebviewWindow};
use till::{Counter, CounterNow, Problem};

use crate::host::window;
use crate::opened::Opened;

/// Everything the screens need to begin; opens the counter when it is not open.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_counter(app: AppHandle, opened: State<'_, Opened>) -> Result<Counter, Problem> {
    opened.open(&app).await?.counter().await
}

/// The page can be used: show the window. It is made hidden, so that nobody sees an empty one.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn window_ready(app: AppHandle) -> Result<(), Problem> {
    window::show_unless_closed(&app);
    Ok(())
}

/// Draws the page of the window that asks in another size: `percent` of the usual one, on paper of this colour (red, green, blue).
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn draw_page(window: WebviewWindow, percent: u16, paper: [u8; 3]) -> Result<(), Problem> {
    window::draw(&window, percent, paper);
    Ok(())
}

/// The right-hand column and the header.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn counter_now(opened: State<'_, Opened>) -> Result<CounterNow, Problem> {
    opened.shop().await?.counter_now()
}
