//! The web view of a window: how it draws on a computer without a graphics card, and what becomes of it when its process dies.

use tauri::WebviewWindow;

/// Has WebKitGTK draw by itself where no graphics card could. Otherwise it loads a card made of software: that takes some 95 MiB, has longer
/// frames when much changes, and its threads have crashed in the middle of a page. A key is painted some 20 ms later without it. To be called
/// before anything else: the web view's processes take it from the environment. Whoever has set the variable has decided it.
#[cfg(target_os = "linux")]
pub(crate) fn spare_a_missing_card() {
    const SPARE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SPARE).is_none() && !has_card(std::path::Path::new("/dev/dri")) {
        // SAFETY: the program has one thread still, so that nobody reads the environment meanwhile.
        #[expect(unsafe_code, reason = "the web view can be told in no other way before it is made")]
        unsafe {
            std::env::set_var(SPARE, "1");
        }
    }
}

/// The other systems decide it well.
#[cfg(not(target_os = "linux"))]
pub(crate) fn spare_a_missing_card() {}

/// Starts the process of a window's page again when it dies, with the same page. WebKitGTK would leave the window empty. What was sold is in
/// the books, and what was typed is as after any other loading of the page. macOS gets the same from Tauri, and Windows shows a page of
/// its own that offers it.
#[cfg(target_os = "linux")]
pub(crate) fn revive(window: &WebviewWindow) {
    use webkit2gtk::WebViewExt;

    let again = window.clone();
    // A window without its web view has no page.
    let _ = window.with_webview(move |view| {
        view.inner().connect_web_process_terminated(move |_, reason| {
            eprintln!("the process of the page ended ({reason:?}): the page is loaded again");
            load_again(&again);
        });
    });
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn revive(_window: &WebviewWindow) {}

/// A process that dies as soon as it is there must not keep the computer busy.
#[cfg(target_os = "linux")]
const BEFORE_LOADED_AGAIN: std::time::Duration = std::time::Duration::from_millis(500);

#[cfg(target_os = "linux")]
fn load_again(window: &WebviewWindow) {
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(BEFORE_LOADED_AGAIN).await;
        // A window that is gone meanwhile needs no page.
        let _ = window.reload();
    });
}

/// Whether a card can draw for programs. A folder that cannot be read tells of none.
#[cfg(target_os = "linux")]
fn has_card(devices: &std::path::Path) -> bool {
    std::fs::read_dir(devices).is_ok_and(|devices| {
        devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    })
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::has_card;

    #[test]
    fn a_card_is_one_that_draws_and_not_one_that_only_shows() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_card(&folder.path().join("dri")), "no folder, no card");
        std::fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_card(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(has_card(folder.path()));
    }
}
