//! The customer's screen: a second window on a second screen. It hears what to show, and can call nothing.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tauri::window::Color;
use tauri::{AppHandle, Manager, Monitor, PhysicalPosition, PhysicalSize, WebviewUrl, WebviewWindow, WindowEvent};
use tauri_specta::Event as _;

use crate::commands::CustomerScreenChanged;
use crate::host::web_view;

/// The window's name, by which its capability knows it.
pub(crate) const LABEL: &str = "customer";
/// Its page.
const PAGE: &str = "customer.html";
/// The page tells with its title how far it is, because it may call nothing: it hears now, and it has drawn what it heard.
const HEARS: &str = "Galla: hears";
const DRAWN: &str = "Galla: drawn";
/// The paper of the light look, which stands there until the page is drawn: red, green, blue, opacity.
const PAPER: Color = Color(247, 245, 239, 255);

/// A screen of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub(crate) struct ComputerScreen {
    /// Its name and size, with a count where two are alike: the same again after the computer was switched off.
    pub(crate) id: String,
    /// As the system calls it; empty where it has no name.
    pub(crate) name: String,
    /// In dots.
    pub(crate) width: u32,
    /// In dots.
    pub(crate) height: u32,
    /// The counter's own window is on it.
    pub(crate) has_counter: bool,
}

/// The id of the screen on which the window is to stand.
#[derive(Default)]
pub(crate) struct Chosen(Mutex<String>);

impl Chosen {
    fn set(&self, id: &str) {
        id.clone_into(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn id(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A screen with the place where it begins, in dots of all screens together.
struct Found {
    screen: ComputerScreen,
    at: PhysicalPosition<i32>,
}

/// The screens that there are now.
pub(crate) fn screens(app: &AppHandle) -> Vec<ComputerScreen> {
    found(app).into_iter().map(|each| each.screen).collect()
}

/// Whether the customer sees the window now.
pub(crate) fn is_open(app: &AppHandle) -> bool {
    app.get_webview_window(LABEL).is_some_and(|window| window.is_visible().unwrap_or(false))
}

/// Opens the window on the screen with this id, or brings it there. Where that screen is not there, or the counter is on it, nothing
/// opens, and a window that stood elsewhere is closed.
pub(crate) fn open(app: &AppHandle, id: &str) {
    app.state::<Chosen>().set(id);
    let Some(wanted) = chosen(app) else { return close(app) };
    match app.get_webview_window(LABEL) {
        Some(window) => place(&window, &wanted),
        // Without the second window the counter sells as it did.
        None => drop(build(app)),
    }
}

/// The chosen screen, where it is there and has no counter.
fn chosen(app: &AppHandle) -> Option<Found> {
    let id = app.state::<Chosen>().id();
    found(app).into_iter().find(|each| each.screen.id == id && !each.screen.has_counter)
}

/// Closes it.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window that cannot be closed is hidden at least.
        let _ = window.hide().and_then(|()| window.destroy());
    }
}

/// The counter's window was closed, and ends when nothing is on the line.
pub(crate) fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.hide();
    }
}

/// The counter's window came back before its end.
pub(crate) fn show_again(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.show();
    }
}

/// It is gone, whoever closed it.
pub(crate) fn gone(app: &AppHandle) {
    tell(app, false);
}

fn tell(app: &AppHandle, is_open: bool) {
    // A counter that is gone needs no news.
    let _ = CustomerScreenChanged { is_open }.emit_to(app, "main");
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let titled = |window: WebviewWindow, title: String| {
        let app = window.app_handle().clone();
        // Not within the call that tells of the title: the web view waits for that one.
        tauri::async_runtime::spawn(async move {
            if title == HEARS {
                tell(&app, true);
            } else if title == DRAWN
                && let Some(wanted) = chosen(&app)
            {
                place(&window, &wanted);
            }
        });
    };
    let window = tauri::WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(PAGE.into()))
        .title("Galla")
        .decorations(false)
        .skip_taskbar(true)
        // What is typed goes to the counter, always.
        .focused(false)
        .focusable(false)
        .visible(false)
        .background_color(PAPER)
        .general_autofill_enabled(false)
        .on_document_title_changed(titled)
        .build()?;
    web_view::revive(&window);
    let app = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::Moved(_) = event {
            close_if_lost(&app);
        }
    });
    Ok(())
}

/// Systems bring the windows of a screen that was pulled out to another one: there it would cover the counter.
fn close_if_lost(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let id = app.state::<Chosen>().id();
        if !screens(&app).iter().any(|screen| screen.id == id) {
            close(&app);
        }
    });
}

/// Shows it over the whole of a screen. Place and size are set beside "full screen", because a desktop without a window manager knows
/// only those.
fn place(window: &WebviewWindow, wanted: &Found) {
    let (at, size) = (wanted.at, PhysicalSize::new(wanted.screen.width, wanted.screen.height));
    let _ = window
        .set_position(at)
        .and_then(|()| window.set_size(size))
        .and_then(|()| window.show())
        .and_then(|()| window.set_fullscreen_on_monitor(PhysicalPosition::new(f64::from(at.x), f64::from(at.y))));
}

fn found(app: &AppHandle) -> Vec<Found> {
    let Some(counter) = app.get_webview_window("main") else { return Vec::new() };
    let current = counter.current_monitor().ok().flatten();
    // A window that was never shown is on none; it will come up on the first of the system's choice.
    let own = current.or_else(|| counter.primary_monitor().ok().flatten()).map(|monitor| *monitor.position());
    let monitors = counter.available_monitors().unwrap_or_default();
    let mut found = listed(monitors.iter().map(seen).collect(), own);
    found.extend(pretended());
    found
}

/// A monitor as it is told: name, size and place.
fn seen(monitor: &Monitor) -> (String, PhysicalSize<u32>, PhysicalPosition<i32>) {
    (monitor.name().cloned().unwrap_or_default(), *monitor.size(), *monitor.position())
}

/// `own` is where the counter's screen begins.
fn listed(
    monitors: Vec<(String, PhysicalSize<u32>, PhysicalPosition<i32>)>,
    own: Option<PhysicalPosition<i32>>,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (name, size, at) in monitors {
        // Windows writes a path before the name.
        let name = name.trim_start_matches(r"\\.\").trim().to_owned();
        let alike = format!("{name} {}x{}", size.width, size.height);
        let before = found.iter().filter(|each| each.screen.id.starts_with(&alike)).count();
        let id = if before == 0 { alike } else { format!("{alike} #{}", before + 1) };
        // Where the system cannot say on which screen the counter is, it is the first.
        let has_counter = own.map_or(found.is_empty(), |own| own == at);
        found.push(Found {
            screen: ComputerScreen { id, name, width: size.width, height: size.height, has_counter },
            at,
        });
    }
    found
}

/// A second screen that is not there, for a test that has only one: `1024x600+0+0`. No release has it.
#[cfg(debug_assertions)]
fn pretended() -> Option<Found> {
    let text = std::env::var("GALLA_SECOND_SCREEN").ok()?;
    let parts: Vec<u32> = text.split(['x', '+']).filter_map(|part| part.parse().ok()).collect();
    let [width, height, x, y] = parts[..] else { return None };
    let id = format!("Second {width}x{height}");
    let screen = ComputerScreen { id, name: "Second".to_owned(), width, height, has_counter: false };
    Some(Found { screen, at: PhysicalPosition::new(i32::try_from(x).ok()?, i32::try_from(y).ok()?) })
}

#[cfg(not(debug_assertions))]
fn pretended() -> Option<Found> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monitor(name: &str, x: i32) -> (String, PhysicalSize<u32>, PhysicalPosition<i32>) {
        (name.to_owned(), PhysicalSize::new(1920, 1080), PhysicalPosition::new(x, 0))
    }

    #[test]
    fn each_screen_has_an_id_of_its_own_and_one_is_the_counters() {
        let own = Some(PhysicalPosition::new(1920, 0));
        let monitors = vec![monitor(r"\\.\DISPLAY1", 0), monitor(r"\\.\DISPLAY1", 1920), monitor("", 3840)];
        let screens: Vec<ComputerScreen> = listed(monitors, own).into_iter().map(|each| each.screen).collect();
        let ids: Vec<&str> = screens.iter().map(|screen| screen.id.as_str()).collect();
        assert_eq!(ids, ["DISPLAY1 1920x1080", "DISPLAY1 1920x1080 #2", " 1920x1080"]);
        assert_eq!(screens[0].name, "DISPLAY1");
        let counters: Vec<bool> = screens.iter().map(|screen| screen.has_counter).collect();
        assert_eq!(counters, [false, true, false]);
    }

    #[test]
    fn a_counter_that_nobody_can_find_is_on_the_first_screen() {
        let screens = listed(vec![monitor("one", 0), monitor("two", 1920)], None);
        assert_eq!(screens.iter().map(|each| each.screen.has_counter).collect::<Vec<_>>(), [true, false]);
    }
}
