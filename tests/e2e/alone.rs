//! The program without a driver, as a shopkeeper has it: pressed, closed, and left by the process of its page.

use std::path::Path;
use std::process::{Child, Command};

use rusqlite::{Connection, OpenFlags};
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt as _, EventMask};

use crate::app::{galla, until};
use crate::shop::{FIRST_WORD, SETTLED};
use crate::typing::{ledger, press, take_keyboard, windows_on_screen};

const SETTINGS: &str = include_str!("../../src-tauri/xtask/src/bench/settings.json");

/// How many are sold; a ledger that is only being made has no tables yet.
fn sold(data: &Path) -> i64 {
    let file = data.join("practice.db");
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY);
    connection.and_then(|open| open.query_row("SELECT count(*) FROM sale", (), |row| row.get(0))).unwrap_or(0)
}

/// Waits until there is none: the one of the test before may still be closing.
fn wait_no_window() {
    assert!(until(FIRST_WORD, || windows_on_screen().is_empty().then_some(())).is_some(), "a window does not close");
}

/// Asks a window to close, as the cross in its corner does.
fn close(window: &str) -> Result<(), Box<dyn std::error::Error>> {
    let (screen, _) = x11rb::connect(None)?;
    let window = window.parse()?;
    let protocols = screen.intern_atom(false, b"WM_PROTOCOLS")?.reply()?.atom;
    let delete = screen.intern_atom(false, b"WM_DELETE_WINDOW")?.reply()?.atom;
    let message = ClientMessageEvent::new(32, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
    // A message is lost when its sender is gone before the screen has read it.
    Ok(screen.send_event(false, window, EventMask::NO_EVENT, message)?.check()?)
}

/// The program alone, without a driver, in front of a company that thinks for twelve seconds.
struct Alone {
    program: Child,
    window: String,
}

impl Alone {
    fn start(data: &Path) -> Alone {
        std::fs::write(data.join("settings.json"), SETTINGS).expect("the folder can be written to");
        wait_no_window();
        let mut command = Command::new(galla());
        command.env("GALLA_PRACTICE_PACE_MS", "12000").arg("--data-dir").arg(data);
        let program = command.spawn().expect("the program starts");
        Alone { program, window: take_keyboard() }
    }

    /// Keys pressed before the screen is there go nowhere: a new sale is begun until it stands in the books as number `count`.
    fn sell(data: &Path, keys: &str, count: i64) {
        let begun = until(FIRST_WORD, || {
            press(&format!("\x1b{keys}"), 5);
            (sold(data) == count).then_some(())
        });
        assert!(begun.is_some(), "{keys:?} is not sold");
    }

    /// The processes that draw its page.
    fn pages(&self) -> Vec<String> {
        let found =
            Command::new("pgrep").args(["--parent", &self.program.id().to_string(), "WebKitWebProces"]).output();
        let ids = String::from_utf8(found.expect("pgrep is everywhere").stdout).expect("numbers");
        ids.lines().map(str::to_owned).collect()
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.program.kill().ok();
        self.program.wait().ok();
    }
}

/// Closed before the rule of the first six seconds has looked, while a provider still thinks: it stays closed, and the
/// program ends when the answer is there.
#[test]
fn a_window_closed_early_stays_closed_and_the_program_ends() {
    let data = tempfile::tempdir().expect("a folder");
    let mut alone = Alone::start(data.path());
    Alone::sell(data.path(), "98115 00011\n11\n\n", 1);
    close(&alone.window).expect("the window can be asked to close");
    wait_no_window();
    let ended = until(SETTLED, || {
        assert!(windows_on_screen().is_empty(), "the window came back by itself");
        alone.program.try_wait().expect("it is ours")
    });
    assert!(ended.is_some_and(|status| status.success()), "the program goes on without a window");
}

/// What draws the page dies while a provider still thinks: the page comes back by itself, and each sale is in the books once.
#[test]
fn a_page_whose_process_dies_comes_back_and_sells() {
    let data = tempfile::tempdir().expect("a folder");
    let alone = Alone::start(data.path());
    Alone::sell(data.path(), "98115 00011\n11\n\n", 1);
    let died = alone.pages();
    assert!(!died.is_empty(), "the page has no process");
    assert!(Command::new("kill").arg("-KILL").args(&died).status().expect("kill is everywhere").success());
    let other = || alone.pages().iter().any(|page| !died.contains(page)).then_some(());
    assert!(until(FIRST_WORD, other).is_some(), "the page does not come back");
    Alone::sell(data.path(), "98115 00012\n12\n\n", 2);
    assert_eq!(ledger(data.path()), [("9811500011".to_owned(), 1_100), ("9811500012".to_owned(), 1_200)]);
}
