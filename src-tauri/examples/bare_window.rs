//! The smallest window Tauri can make: one field with the cursor in it. `cargo xtask bench` measures Galla beside it.
//!
//! Like Galla it creates its window hidden and shows it when the page says that the field has the cursor, so the two are
//! visible at the same point of their lives.

use tauri::http::{Response, header::CONTENT_TYPE};
use tauri::{WebviewUrl, WebviewWindow, WebviewWindowBuilder};

const PAGE: &str = r#"<!doctype html>
<meta charset="utf-8">
<title>Bare window</title>
<label>Number <input id="number"></label>
<script>
  const field = document.getElementById("number");
  field.addEventListener("focus", () => window.__TAURI_INTERNALS__.invoke("window_ready"));
  field.focus();
</script>
"#;

/// The page is there.
#[tauri::command]
fn window_ready(window: WebviewWindow) -> tauri::Result<()> {
    window.show()
}

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!();
    context.config_mut().app.windows.clear();
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            let mut page = Response::new(PAGE.as_bytes());
            page.headers_mut().insert(CONTENT_TYPE, tauri::http::HeaderValue::from_static("text/html; charset=utf-8"));
            page
        })
        .invoke_handler(tauri::generate_handler![window_ready])
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol("bare://localhost/".parse()?);
            // The label is Galla's, and so are the capabilities that come with it.
            let window = WebviewWindowBuilder::new(app, "main", page).title("Bare window");
            window.inner_size(1280.0, 800.0).visible(false).build()?;
            Ok(())
        })
        .run(context)
}
