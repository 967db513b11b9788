//! A keyring of a test's own, on a bus of its own. It can be locked while the program is away, or opened while it runs.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::app::until;

/// A bus that starts nothing by itself: a second keyring would come up with the first question for one.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen/>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"#;
/// How long a keyring may take to come up.
const START: Duration = Duration::from_secs(20);

/// Bus and keyring; both end when this is dropped.
pub struct Keyring {
    /// The bus's address.
    pub address: String,
    folder: tempfile::TempDir,
    daemon: Option<Child>,
    bus: Child,
}

impl Keyring {
    /// Starts both, the keyring unlocked.
    pub fn unlocked() -> Keyring {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("bus.conf");
        let listen = format!("<listen>unix:path={}</listen>", folder.path().join("bus").display());
        std::fs::write(&config, BUS.replace("<listen/>", &listen)).expect("written");
        let mut command = Command::new("dbus-daemon");
        command.args(["--nofork", "--print-address=1"]).arg(format!("--config-file={}", config.display()));
        let mut bus = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon starts");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().expect("it was asked for")).read_line(&mut address).expect("an address");
        let mut keyring = Keyring { address: address.trim().to_owned(), folder, daemon: None, bus };
        keyring.unlock();
        keyring
    }

    /// The keyring as it is after somebody's login without a password: there, and locked.
    pub fn lock(&mut self) {
        self.restart(&[]);
    }

    /// Somebody has typed its password.
    pub fn unlock(&mut self) {
        self.restart(&["--unlock"]);
        let is_open = || {
            self.asks("ReadAlias", "string:default")
                .filter(|reply| reply.contains("/org/freedesktop/secrets/collection/"))
        };
        assert!(until(START, is_open).is_some(), "the keyring has no collection");
    }

    fn restart(&mut self, how: &[&str]) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().expect("it is ours");
            daemon.wait().expect("it was killed");
        }
        let gone = || (!self.is_there()).then_some(());
        assert!(until(START, gone).is_some(), "the old keyring stays");
        let mut command = Command::new(self.program());
        command.args(["--foreground", "--components=secrets"]).args(how);
        for (variable, name) in [("XDG_DATA_HOME", "data"), ("XDG_RUNTIME_DIR", "run")] {
            std::fs::create_dir_all(self.folder.path().join(name)).expect("a folder");
            command.env(variable, self.folder.path().join(name));
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut daemon = command.stderr(Stdio::null()).spawn().expect("the keyring starts");
        // The password is what stands before the end of its input.
        daemon.stdin.take().expect("it was asked for").write_all(b"\n").ok();
        self.daemon = Some(daemon);
        assert!(until(START, || self.is_there().then_some(())).is_some(), "the keyring does not come up");
    }

    /// A copy of the program: the installed one may lock memory, which a container does not grant.
    fn program(&self) -> PathBuf {
        let copy = self.folder.path().join("gnome-keyring-daemon");
        if !copy.exists() {
            let found = Command::new("sh").args(["-c", "command -v gnome-keyring-daemon"]).output().expect("a shell");
            let installed = String::from_utf8(found.stdout).expect("a path");
            std::fs::copy(installed.trim(), &copy).expect("gnome-keyring is installed");
        }
        copy
    }

    fn is_there(&self) -> bool {
        self.send(
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        )
        .is_some_and(|reply| reply.contains("boolean true"))
    }

    fn asks(&self, method: &str, argument: &str) -> Option<String> {
        let method = format!("org.freedesktop.Secret.Service.{method}");
        self.send("org.freedesktop.secrets", "/org/freedesktop/secrets", &method, argument)
    }

    fn send(&self, to: &str, path: &str, method: &str, argument: &str) -> Option<String> {
        let mut command = Command::new("dbus-send");
        command.args([
            &format!("--bus={}", self.address),
            "--print-reply",
            &format!("--dest={to}"),
            path,
            method,
            argument,
        ]);
        let output = command.output().ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        for child in self.daemon.iter_mut().chain([&mut self.bus]) {
            child.kill().ok();
            child.wait().ok();
        }
    }
}
