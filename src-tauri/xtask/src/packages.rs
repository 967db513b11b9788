//! Installs the packages that the machine must have before Galla can be built.

use std::path::Path;
use std::process::Command;

use crate::shell::{Outcome, program, read, run};

const BUILD: &[&str] = &[
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
    "libxdo-dev",
    "libssl-dev",
    "build-essential",
    "pkg-config",
    // It reads what the window says aloud.
    "espeak-ng",
];
const SCREEN: &[&str] = &["xvfb", "dbus-x11", "dbus", "imagemagick", "xdotool"];
const TEST: &[&str] = &[
    "webkit2gtk-driver",
    "gnome-keyring",
    "libsecret-tools",
    "sqlite3",
    "locales",
    "openssl",
    "nginx-light",
    // A queue of the system's own.
    "cups",
    // These read the slips: their words, their codes, and the text of the PDF.
    "tesseract-ocr",
    "tesseract-ocr-eng",
    "tesseract-ocr-hin",
    "zbar-tools",
    "poppler-utils",
    // It reads workbooks.
    "python3-openpyxl",
    // It opens CSV as a shop's computer does: 86 MB to fetch.
    "libreoffice-calc-nogui",
];

/// What a command is about to do, and so what it needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Building, and a person's own screen.
    Build,
    /// Building, and an invisible screen.
    Screen,
    /// All of it, and the programs the tests drive the window with.
    Test,
}

/// Checks, and installs what is missing where that can be done.
pub fn ensure(need: Need, folder: &Path) -> Outcome {
    node_is_recent(folder)?;
    if !cfg!(target_os = "linux") {
        println!("{}", elsewhere());
        return Ok(());
    }
    if read(Command::new("dpkg-query").arg("--version")).is_none() {
        println!(
            "This Linux has no dpkg. Please see to it that the likes of these are installed: {}.",
            wanted(need).join(", ")
        );
        return Ok(());
    }
    install(&missing(&wanted(need)), folder)
}

/// The locale the window tests run in: India's where it exists or can be made, a plain one otherwise.
pub fn indian_locale(folder: &Path) -> &'static str {
    if !has_indian_locale() && cfg!(target_os = "linux") {
        let made = run(as_root("localedef", folder).args(["-i", "en_IN", "-f", "UTF-8", "en_IN.UTF-8"]));
        if made.is_err() || !has_indian_locale() {
            println!("The locale en_IN.UTF-8 is not here and could not be made; C.UTF-8 takes its place.");
            return "C.UTF-8";
        }
    }
    "en_IN.UTF-8"
}

fn has_indian_locale() -> bool {
    read(Command::new("locale").arg("-a")).is_some_and(|all| {
        all.lines().any(|line| line.eq_ignore_ascii_case("en_IN.utf8") || line.eq_ignore_ascii_case("en_IN.UTF-8"))
    })
}

fn wanted(need: Need) -> Vec<&'static str> {
    let mut all = BUILD.to_vec();
    if need != Need::Build {
        all.extend(SCREEN);
    }
    if need == Need::Test {
        all.extend(TEST);
    }
    all
}

fn missing(wanted: &[&'static str]) -> Vec<&'static str> {
    // One question per package: dpkg-query answers a list with an error as soon as one name is unknown to it.
    let installed = |name: &&str| {
        read(Command::new("dpkg-query").args(["-W", "-f", "${db:Status-Status}", name]))
            .is_some_and(|s| s.starts_with("installed"))
    };
    wanted.iter().copied().filter(|name| !installed(name)).collect()
}

fn install(missing: &[&str], folder: &Path) -> Outcome {
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing: {}. Installing with apt-get.", missing.join(", "));
    // A mirror that cannot be reached is no reason to stop: the lists may be fresh enough.
    if let Err(words) = run(as_root("apt-get", folder).args(["update", "--quiet"])) {
        println!("{words}");
    }
    run(as_root("apt-get", folder).args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(missing))
        .map_err(|words| format!("{words}.\nPlease install by hand: sudo apt-get install {}", missing.join(" ")))
}

fn as_root(name: &str, folder: &Path) -> Command {
    if read(Command::new("id").arg("-u")).is_some_and(|id| id == "0") {
        let mut command = program(name, folder);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return command;
    }
    let mut command = Command::new("sudo");
    command.current_dir(folder);
    // On a build server nobody can type a password.
    if std::env::var_os("CI").is_some() {
        command.arg("-n").stdin(std::process::Stdio::null());
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", name]);
    command
}

fn node_is_recent(folder: &Path) -> Outcome {
    let found = read(program("node", folder).arg("--version"));
    match found.as_deref().map(version) {
        Some(Some(version)) if version >= (20, 19) => Ok(()),
        Some(_) => Err(format!(
            "Node 20.19 or newer is needed to build the screen, and this is {}. Please install a newer one from nodejs.org.",
            found.unwrap_or_default()
        )),
        None => {
            Err("Node is needed to build the screen, and there is none. Please install 20.19 or newer from nodejs.org."
                .into())
        }
    }
}

fn version(words: &str) -> Option<(u32, u32)> {
    let mut parts = words.trim_start_matches('v').split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

fn elsewhere() -> &'static str {
    if cfg!(windows) {
        "Needed on Windows: the C++ build tools of Visual Studio, and the WebView2 runtime (Windows 11 has it)."
    } else {
        "Needed on macOS: the command line tools (xcode-select --install)."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert!(version("v20.9.0") < Some((20, 19)));
        assert_eq!(version("later"), None);
    }

    #[test]
    fn tests_need_more_than_a_build() {
        assert!(wanted(Need::Test).len() > wanted(Need::Screen).len());
        assert!(wanted(Need::Screen).len() > wanted(Need::Build).len());
    }
}
