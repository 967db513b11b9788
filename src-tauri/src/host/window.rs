//! The counter's window, from its making to its end.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tauri::window::Color;
use tauri::{AppHandle, Context, Manager, RunEvent, WebviewWindow, WindowEvent};

use crate::commands;
use crate::host::{customer_screen, web_view};
use crate::opened::Opened;

/// Should the page never say that it is ready, the window is shown all the same, with whatever went wrong in it.
const SHOW_AT_LAST: Duration = Duration::from_secs(6);
/// How often the end looks whether a request is still on the line, or a slip at the printer.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// Below and above these a page could be made unusable.
const SMALLEST_PERCENT: u16 = 50;
const LARGEST_PERCENT: u16 = 250;

/// Brings the one window to the front, for somebody who asks for it.
pub(crate) fn show(app: &AppHandle) {
    app.state::<Opened>().ending.store(false, Ordering::Release);
    bring_up(app);
}

/// The page can be used, or never will be: the window is shown, unless somebody has closed it meanwhile.
pub(crate) fn show_unless_closed(app: &AppHandle) {
    let shown = app.clone();
    // Closing is heard on the main thread too: it comes before or after, and not in between.
    let asked = app.run_on_main_thread(move || {
        if !shown.state::<Opened>().ending.load(Ordering::Acquire) {
            bring_up(&shown);
        }
    });
    // Without a main thread there is no window.
    drop(asked);
}

fn bring_up(app: &AppHandle) {
    customer_screen::show_again(app);
    if let Some(window) = app.get_webview_window("main") {
        // What cannot be shown cannot be helped from here.
        let _ = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    }
}

/// Draws the page of a window at `percent` of its usual size. Where the page has not been painted yet, the window shows
/// `paper` (red, green, blue).
pub(crate) fn draw(window: &WebviewWindow, percent: u16, [red, green, blue]: [u8; 3]) {
    let scale = f64::from(percent.clamp(SMALLEST_PERCENT, LARGEST_PERCENT)) / 100.0;
    // A window that cannot do it still sells.
    let _ = window.set_zoom(scale).and_then(|()| window.set_background_color(Some(Color(red, green, blue, 255))));
}

/// Runs the program until its window is closed and nothing is on the line.
///
/// `name` is that of the data folder: a second program over the same folder shows this window and ends, one over another
/// folder opens its own.
pub(crate) fn run(mut context: Context, opened: Opened, name: &str) -> tauri::Result<()> {
    if cfg!(not(target_os = "linux")) {
        // There a program is known among others by its identifier alone. The data folder is chosen by now, so that only the web
        // view's own things follow it. On Linux it is known by the name below.
        name.clone_into(&mut context.config_mut().identifier);
    }
    let events = commands::events();
    let single = tauri_plugin_single_instance::Builder::new().dbus_id(name).callback(|app, _, _| show(app));
    let app = tauri::Builder::default()
        .plugin(single.build())
        .manage(opened)
        .manage(customer_screen::Chosen::default())
        .invoke_handler(commands::handler())
        .setup(move |app| {
            events.mount_events(app);
            if let Some(window) = app.get_webview_window("main") {
                web_view::revive(&window);
            }
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move {
                // The screen asks for the same thing and says what went wrong.
                let _ = handle.state::<Opened>().open(&handle).await;
                tokio::time::sleep(SHOW_AT_LAST).await;
                if let Some(window) = handle.get_webview_window("main")
                    && !window.is_visible().unwrap_or(true)
                {
                    show_unless_closed(&handle);
                }
            });
            Ok(())
        })
        .build(context)?;
    app.run(|app, event| {
        let RunEvent::WindowEvent { label, event, .. } = event else { return };
        if label == customer_screen::LABEL {
            // The counter goes on without it.
            if let WindowEvent::Destroyed = event {
                customer_screen::gone(app);
            }
        } else if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            end(app);
        }
    });
    Ok(())
}

/// Hides the window and ends the program when the last request is answered and written, and no slip is half printed. What is still on the line
/// when the computer is switched off is unknown at the next start, and is asked about.
fn end(app: &AppHandle) {
    app.state::<Opened>().ending.store(true, Ordering::Release);
    customer_screen::hide(app);
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.hide();
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        while app.state::<Opened>().is_busy().await {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        // Somebody may have started the program again meanwhile, and works in this window.
        if app.state::<Opened>().ending.load(Ordering::Acquire) {
            app.exit(0);
        }
    });
}
