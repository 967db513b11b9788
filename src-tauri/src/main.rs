//! Galla's desktop shell. This file is the composition root: it chooses the real clock, keychain and line, and hands
//! them to the counter. It decides nothing else.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod host;
#[cfg(not(test))]
mod ipc;
/// A test asks tauri's own for the types of the commands, and calls none.
#[cfg(test)]
mod ipc {
    pub(crate) use tauri::ipc::*;

    pub(crate) fn handler<H: Fn(Invoke<tauri::Wry>) -> bool>(of_commands: H) -> H {
        of_commands
    }
}
mod opened;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use host::practice::PracticeLine;
use opened::Opened;
use printers::SystemPrinters;
use providers::ReqwestHttp;
use till::{Ports, SystemRandom};

/// What the command line may say.
struct Arguments {
    data_dir: Option<PathBuf>,
    rebuild: bool,
}

/// Reads `--data-dir FOLDER` and `--rebuild`; what a desktop adds of its own is passed over.
fn arguments() -> Result<Arguments, String> {
    let (mut data_dir, mut rebuild) = (None, false);
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        if text == "--data-dir" {
            data_dir = Some(words.next().ok_or("--data-dir needs a folder")?.into());
        } else if let Some(folder) = text.strip_prefix("--data-dir=") {
            data_dir = Some(folder.into());
        } else if text == "--rebuild" {
            rebuild = true;
        } else if text == "--help" || text == "-h" {
            return Err("galla [--data-dir FOLDER] [--rebuild]".to_owned());
        }
    }
    Ok(Arguments { data_dir, rebuild })
}

fn opened(folder: PathBuf) -> Opened {
    let http = Arc::new(ReqwestHttp::when_wanted());
    let practice = Arc::new(PracticeLine::new(&folder, http.clone()));
    let ports = Ports {
        clock: Arc::new(host::clock::ComputerClock),
        random: Arc::new(SystemRandom),
        vault: Arc::new(host::keychain::OsKeychain::default()),
        browser: Arc::new(host::browser::SystemBrowser),
        printers: Arc::new(SystemPrinters::default()),
        practice: practice.clone(),
        http,
        registry: providers::registry(),
        reach: Arc::new(till::Straight),
        runtime: tauri::async_runtime::block_on(async { tokio::runtime::Handle::current() }),
    };
    Opened::new(folder, ports, practice)
}

/// The page and the settings of the shell, as the build script embedded them.
#[expect(clippy::unwrap_used, reason = "the build script writes it, and it was read there")]
fn context() -> tauri::Context {
    tauri::tauri_build_context!()
}

fn main() -> ExitCode {
    host::web_view::spare_a_missing_card();
    host::memory::forbid_dumps();
    till::hush_panics();
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    #[cfg_attr(not(debug_assertions), expect(unused_mut, reason = "only a debug build may show another page"))]
    let mut context = context();
    let identifier = context.config().identifier.clone();
    let default = host::folders::default_data_dir(&identifier);
    let folder = arguments.data_dir.unwrap_or_else(|| default.clone());
    if arguments.rebuild {
        return host::rebuild::run(&folder);
    }
    if let Err(words) = host::display::check() {
        eprintln!("{words}");
        return ExitCode::FAILURE;
    }
    #[cfg(debug_assertions)]
    host::page::speak_long_if_asked(&mut context);
    let name = host::folders::instance_name(&identifier, &folder, folder == default);
    match host::window::run(context, opened(folder), &name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("galla cannot open its window: {error}");
            ExitCode::FAILURE
        }
    }
}
