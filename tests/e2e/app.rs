//! The program under test, with the two drivers in front of it.

use std::fs::File;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::driver::{self, Driver};

/// A program that finds the bus name of one just killed still taken steps back, as a second copy should, and the
/// driver waits for it in vain: then it is started again.
const STARTS: usize = 3;
/// How long a person would wait for the window on a slow machine.
const START: Duration = Duration::from_secs(60);

/// Galla, running on a data folder. Dropping it ends it and everything around it.
pub struct App {
    /// Its page.
    pub page: Driver,
    data: PathBuf,
    drivers: Drivers,
}

/// tauri-driver, WebKit's own driver and the program: one process group, so that they go together.
struct Drivers {
    child: Child,
}

/// Another program than the debug build's, to be driven in its place.
const PROGRAM: &str = "GALLA_PROGRAM";

/// Where the counter's program is.
pub fn galla() -> PathBuf {
    std::env::var_os(PROGRAM).map_or_else(|| program("galla"), PathBuf::from)
}

/// Where a built program of ours is.
pub fn program(name: &str) -> PathBuf {
    let ours = std::env::current_exe().expect("a test has a path");
    // target/debug/deps/window-0123456789abcdef
    let folder = ours.ancestors().nth(2).expect("a test lies in target/debug/deps");
    let program = folder.join(name);
    assert!(program.is_file(), "{} is not built: run `cargo xtask test --only build`", program.display());
    program
}

fn tauri_driver() -> PathBuf {
    if let Some(path) = std::env::var_os("TAURI_DRIVER") {
        return path.into();
    }
    let ours = std::env::current_exe().expect("a test has a path");
    ours.ancestors().nth(3).expect("a test lies in target/debug/deps").join("tools/bin/tauri-driver")
}

/// Where the programs complain, of a missing sound card for one: kept, but not between the names of the tests.
pub fn programs_log() -> PathBuf {
    journeys::root().join("tests/e2e/out/programs.log")
}

fn log() -> File {
    let path = programs_log();
    std::fs::create_dir_all(path.parent().expect("the log has a folder")).expect("the folder can be made");
    File::options().create(true).append(true).open(path).expect("the log can be written")
}

/// What the programs complained of last.
pub fn last_words() -> String {
    let log = std::fs::read(programs_log()).unwrap_or_default();
    String::from_utf8_lossy(&log[log.len().saturating_sub(3_000)..]).into_owned()
}

/// A port nobody uses. It is free again when this returns: should somebody take it in that moment, the program does not open and is
/// started again.
fn free_port() -> u16 {
    let socket = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
    socket.local_addr().expect("a bound socket has an address").port()
}

impl Drivers {
    fn start(variables: &[(&str, &str)]) -> (Drivers, String) {
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(tauri_driver());
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        command.envs(variables.iter().copied()).process_group(0).stdin(Stdio::null()).stdout(log()).stderr(log());
        let child = command.spawn().expect("tauri-driver starts: run `cargo xtask test --only driver`");
        let drivers = Drivers { child };
        let base = format!("http://127.0.0.1:{port}");
        assert!(until(START, || driver::is_up(&base).then_some(())).is_some(), "the drivers do not answer");
        (drivers, base)
    }
}

impl Drop for Drivers {
    fn drop(&mut self) {
        Command::new("kill").args(["-KILL", "--", &format!("-{}", self.child.id())]).status().ok();
        self.child.wait().ok();
    }
}

impl App {
    /// Starts it on this data folder, with variables of the environment.
    pub fn start(data: &Path, variables: &[(&str, &str)]) -> App {
        App::start_program(&galla(), data, variables)
    }

    fn start_program(program: &Path, data: &Path, variables: &[(&str, &str)]) -> App {
        let args = ["--data-dir".to_owned(), data.display().to_string()];
        // What the window keeps for its computer (language, look, screens) is forgotten with the folder: no test begins with the choices
        // of the one before it.
        let memory = data.join("computer").display().to_string();
        let variables = &[&[("XDG_DATA_HOME", memory.as_str())], variables].concat();
        let mut faults = Vec::new();
        for _ in 0..STARTS {
            let (drivers, base) = Drivers::start(variables);
            match Driver::open(&base, &program.display().to_string(), &args) {
                Ok(page) => return App { page, data: data.to_path_buf(), drivers },
                Err(fault) => faults.push(fault.to_string()),
            }
        }
        panic!("{} does not open: {faults:?}", program.display())
    }

    /// Kills the program and everything around it at once: window, web view and drivers are one process group.
    pub fn killer(&self) -> impl FnOnce() + Send + use<> {
        let group = format!("-{}", self.drivers.child.id());
        move || drop(Command::new("kill").args(["-KILL", "--", &group]).status())
    }

    /// Waits until a program that was killed is gone.
    pub fn gone(self) {
        let gone = until(Duration::from_secs(10), || self.process_ids().is_empty().then_some(()));
        assert!(gone.is_some(), "the program outlived kill -9");
    }

    /// The power fails: no goodbye, nothing flushed. Ends the drivers too, and returns the data folder.
    pub fn pull_the_plug(self) -> PathBuf {
        let ids = self.process_ids();
        assert_eq!(ids.len(), 1, "one program runs on this data folder: {ids:?}");
        Command::new("kill").args(["-KILL", &ids[0].to_string()]).status().expect("kill is everywhere");
        let gone = until(Duration::from_secs(10), || self.process_ids().is_empty().then_some(()));
        assert!(gone.is_some(), "the program outlived kill -9");
        drop(self.drivers);
        self.data
    }

    /// When the program began, in ms since 1970, to a hundredth of a second: by the system's own clock of its processes.
    pub fn began_ms(&self) -> f64 {
        let id = *self.process_ids().first().expect("the program runs");
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("this is Linux");
        // The twenty-second word, the second of which is a name in brackets.
        let words = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let hundredths: f64 = words.skip(19).map_while(|word| word.parse().ok()).next().expect("it has a beginning");
        let up = std::fs::read_to_string("/proc/uptime").expect("this is Linux");
        let up: f64 = up.split_whitespace().next().and_then(|word| word.parse().ok()).expect("seconds");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("it is later than 1970");
        (now.as_secs_f64() - up) * 1000.0 + hundredths * 10.0
    }

    /// The programs that run on this data folder.
    fn process_ids(&self) -> Vec<u32> {
        let wanted = self.data.display().to_string();
        let on_it = |id: &u32| {
            let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            let words: Vec<_> = line.split(|byte| *byte == 0).collect();
            words.first().is_some_and(|name| name.ends_with(b"/galla")) && words.contains(&wanted.as_bytes())
        };
        let entries = std::fs::read_dir("/proc").expect("this is Linux").flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(on_it).collect()
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
        std::thread::sleep(Duration::from_millis(50));
    }
}
