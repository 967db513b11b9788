//! An invisible screen for machines without one.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::shell::{Outcome, Running, mortal, read, start};

/// Whether this machine has a screen of its own.
pub fn is_here() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// As large as a small shop's screen, with its depth of colour.
pub const SCREEN: &str = "1280x800x24";

/// A running Xvfb. It ends when dropped.
pub struct Display {
    /// What `DISPLAY` has to be, `:7` for one.
    pub name: String,
    _server: Running,
}

impl Display {
    /// Starts one with a screen like [`SCREEN`] on a free number, which the server itself picks and tells.
    pub fn start(folder: &Path, screen: &str) -> Outcome<Display> {
        let mut command = mortal("Xvfb", folder);
        command.args(["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]);
        let mut server = start(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let pipe = server.child().stdout.take().ok_or("Xvfb has no output")?;
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let number = BufReader::new(pipe).read_line(&mut line).map(|_| line.trim().to_owned());
            tell.send(number).ok();
        });
        match told.recv_timeout(Duration::from_secs(20)) {
            Ok(Ok(number)) if !number.is_empty() => Ok(Display { name: format!(":{number}"), _server: server }),
            _ => Err("Xvfb did not start within 20 seconds.".into()),
        }
    }

    /// Whether a window whose title begins so is on the screen.
    pub fn shows(&self, title: &str) -> bool {
        let mut ask = Command::new("xdotool");
        ask.env("DISPLAY", &self.name).args(["search", "--onlyvisible", "--name", &format!("^{title}")]);
        read(&mut ask).is_some_and(|ids| !ids.is_empty())
    }

    /// Types into the window whose title is this, as a keyboard would; a line's end is Enter.
    pub fn type_into(&self, title: &str, text: &str) -> Outcome {
        let ask = |args: &[&str]| read(Command::new("xdotool").env("DISPLAY", &self.name).args(args));
        let found = ask(&["search", "--onlyvisible", "--name", &format!("^{title}$")]).unwrap_or_default();
        let window = found.lines().next().ok_or_else(|| format!("the window '{title}' is not on the screen."))?;
        ask(&["windowfocus", "--sync", window]).ok_or_else(|| format!("the window '{title}' takes no keyboard."))?;
        let key = |sign: char| match sign {
            '\n' => "Return".to_owned(),
            ' ' => "space".to_owned(),
            sign => sign.to_string(),
        };
        let keys: Vec<String> = text.chars().map(key).collect();
        let mut press = vec!["key", "--delay", "20"];
        press.extend(keys.iter().map(String::as_str));
        ask(&press).map(drop).ok_or_else(|| "the keys could not be sent.".to_owned())
    }

    /// Takes a picture; says whether there was more on it than an empty window has.
    pub fn picture(&self, file: &Path) -> Outcome<bool> {
        let mut take = Command::new("import");
        take.env("DISPLAY", &self.name).args(["-window", "root"]).arg(file);
        read(&mut take).ok_or_else(|| format!("the picture {} could not be taken.", file.display()))?;
        let colours = read(Command::new("identify").args(["-format", "%k"]).arg(file));
        Ok(colours.and_then(|count| count.parse::<u64>().ok()).is_some_and(|count| count > 32))
    }
}
