//! The smallest window Tauri can make: one field with the cursor in it. `cargo xtask bench` measures Galla beside it.
//!
//! Like Galla it creates its window hidden and shows it when the page says that the field has the cursor, so the two are
//! visible at the same point of their lives.

use tauri::WebviewWindow;

/// The page is there.
#[tauri::command]
fn window_ready(window: WebviewWindow) -> tauri::Result<()> {
    window.show()
}

#[expect(clippy::unwrap_used, reason = "the build script writes the context, and its version is one")]
fn main() -> tauri::Result<()> {
    tauri::Builder::default().invoke_handler(tauri::generate_handler![window_ready]).run(tauri::tauri_build_context!())
}
