//! Other programs, from start to end.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::processes;

/// What every command comes to: nothing, or a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// A program in a folder. It gets no standard input, because a build server has none.
pub fn program(name: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// The cargo that runs us.
pub fn cargo(folder: &Path) -> Command {
    own_call(program(cargo_name(), folder))
}

/// The same, for work beside other work: it dies with us, and on Linux it takes only what others leave of the processors.
pub fn patient_cargo(folder: &Path) -> Command {
    if !cfg!(target_os = "linux") {
        return cargo(folder);
    }
    let mut command = mortal("nice", folder);
    command.args(["-n", "19"]).arg(cargo_name());
    own_call(command)
}

fn cargo_name() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A call of cargo, as a person's own from a shell: what the cargo that runs us told us of ourselves is taken away, because build scripts
/// that look at it would run again, and what stands on them be built again, each time the two take turns. A build server builds once,
/// so there cargo keeps nothing for a second build.
pub fn own_call(mut command: Command) -> Command {
    let told = |name: &str| ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|start| name.starts_with(start));
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(told) {
            command.env_remove(name);
        }
    }
    if std::env::var_os("CI").is_some() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// A program of Node's, which on Windows is a script.
pub fn npm(folder: &Path) -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" }, folder)
}

/// Runs to the end; anything but success is an error that shows the command.
pub fn run(command: &mut Command) -> Outcome {
    let words = words(command);
    println!("$ {words}");
    let status = command.status().map_err(|e| format!("`{words}` could not be started: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{words}` ended with {status}")) }
}

/// The same, line by line: what runs beside it may print too, and each line stays whole. Each is shown to `heard`, too.
pub fn run_by_line(command: &mut Command, mut heard: impl FnMut(&str)) -> Outcome {
    let mut running = start(command.stdout(Stdio::piped()))?;
    if let Some(output) = running.child().stdout.take() {
        // A test may print what is no text, and the lines after it count, too.
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            heard(&line);
        }
    }
    running.wait()
}

/// Runs quietly to the end and returns what it printed; `None` when it is missing or failed.
pub fn read(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Starts a program that dies with us.
pub fn start(command: &mut Command) -> Outcome<Running> {
    let words = words(command);
    let child = command.spawn().map_err(|e| format!("`{words}` could not be started: {e}"))?;
    Ok(Running { child })
}

/// A program that is to die when we do, even when we are killed: util-linux's `setpriv` asks the kernel for it.
pub fn mortal(name: impl AsRef<OsStr>, folder: &Path) -> Command {
    if !cfg!(target_os = "linux") || read(Command::new("setpriv").arg("--version")).is_none() {
        return program(name, folder);
    }
    let mut command = program("setpriv", folder);
    command.args(["--pdeathsig", "TERM", "--"]).arg(name);
    command
}

/// A started program, ended when dropped.
pub struct Running {
    child: Child,
}

impl Running {
    /// Its process number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The child itself, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether it has already ended.
    pub fn ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits for its own end.
    pub fn wait(&mut self) -> Outcome {
        let status = self.child.wait().map_err(|e| format!("a program could not be waited for: {e}"))?;
        if status.success() { Ok(()) } else { Err(format!("it ended with {status}")) }
    }

    /// Asks it and all it started to end, and ends what has not within three seconds.
    pub fn end(&mut self) {
        if self.ended() {
            return;
        }
        if cfg!(unix) {
            let family = processes::tree(self.id());
            signal("-TERM", &family);
            until(Duration::from_secs(3), || self.ended().then_some(()));
            signal("-KILL", &family.into_iter().filter(|id| *id != self.id()).collect::<Vec<_>>());
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Asks again and again until there is an answer or the time is over.
pub fn until<T>(limit: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if Instant::now() >= end {
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Numbers that are gone by now make `kill` complain, which is no news.
fn signal(which: &str, ids: &[u32]) {
    read(Command::new("kill").arg(which).args(ids.iter().map(u32::to_string)));
}

fn words(command: &Command) -> String {
    let parts: Vec<_> = std::iter::once(command.get_program()).chain(command.get_args()).collect();
    parts.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
