//! A desktop session of our own: an invisible screen, a bus, and where wanted an unlocked keyring and throw-away folders.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::display::Display;
use crate::place::{Place, Scratch};
use crate::shell::{Outcome, Running, mortal, read, start, until};

/// A bus that starts nothing by itself: portals and accessibility would come up with every window, and a second keyring with
/// the first question for one.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen/>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Everything ends when this is dropped: programs first, then the bus, then the screen, then the folders.
pub struct Session {
    keyring: Option<Running>,
    _bus: Running,
    /// The screen.
    pub display: Display,
    variables: Vec<(&'static str, OsString)>,
    scratch: Scratch,
}

impl Session {
    /// Screen and bus. The person's own folders stay theirs; only the runtime folder is ours, because a machine without a
    /// screen often has none.
    pub fn start(place: &Place, purpose: &str, screen: &str) -> Outcome<Session> {
        let scratch = Scratch::make(purpose)?;
        let display = Display::start(&place.root, screen)?;
        let mut variables = vec![
            ("DISPLAY", OsString::from(&display.name)),
            ("XDG_RUNTIME_DIR", scratch.private("run")?.into_os_string()),
            ("NO_AT_BRIDGE", "1".into()),
            ("GDK_BACKEND", "x11".into()),
        ];
        let config = scratch.path.join("bus.conf");
        let listen = format!("<listen>unix:path={}</listen>", scratch.path.join("run/bus").display());
        std::fs::write(&config, BUS.replace("<listen/>", &listen))
            .map_err(|e| format!("no room for the bus's file: {e}"))?;
        let mut command = mortal("dbus-daemon", &place.root);
        command.args(["--nofork", "--print-address=1"]).arg(format!("--config-file={}", config.display()));
        command.envs(variables.iter().cloned());
        let mut bus = start(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let mut address = String::new();
        let pipe = bus.child().stdout.take().ok_or("the bus has no output")?;
        let told = BufReader::new(pipe).read_line(&mut address);
        if told.is_err() || address.trim().is_empty() {
            return Err("the session's bus did not start; is dbus-daemon installed?".into());
        }
        variables.push(("DBUS_SESSION_BUS_ADDRESS", address.trim().into()));
        Ok(Session { keyring: None, _bus: bus, display, variables, scratch })
    }

    /// From here on, what runs in the session keeps its data in folders that go away with it, and speaks this locale.
    pub fn own_folders(&mut self, locale: &str) -> Outcome {
        let folders = [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")];
        for (variable, folder) in folders {
            self.variables.push((variable, self.scratch.private(folder)?.into_os_string()));
        }
        self.variables.extend([
            ("LC_ALL", locale.into()),
            ("LANG", locale.into()),
            ("GSETTINGS_BACKEND", "memory".into()),
        ]);
        Ok(())
    }

    /// Starts a keyring and waits until it keeps a secret and gives it back.
    pub fn unlock_keyring(&mut self, place: &Place) -> Outcome {
        let mut command = self.command(self.plain_keyring(place)?, place);
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        let mut keyring = start(command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()))?;
        // The password is what stands before the end of its input, so the pipe has to be closed after it.
        let told = keyring.child().stdin.take().map(|mut password| password.write_all(b"\n"));
        if !matches!(told, Some(Ok(()))) {
            return Err("the keyring did not take its password.".into());
        }
        until(Duration::from_secs(20), || (keyring.ended() || self.keyring_works(place)).then_some(()));
        if keyring.ended() || !self.keyring_works(place) {
            return Err("the keyring did not come up unlocked within 20 seconds.".into());
        }
        self.keyring = Some(keyring);
        Ok(())
    }

    /// A copy of the keyring's program. The installed one may lock memory, as an attribute of its file says, and a container
    /// that does not grant this refuses to start it at all; a copy has no such attribute.
    fn plain_keyring(&self, place: &Place) -> Outcome<PathBuf> {
        let mut ask = self.command("sh", place);
        let installed =
            read(ask.args(["-c", "command -v gnome-keyring-daemon"])).ok_or("gnome-keyring is not installed.")?;
        let copy = self.scratch.path.join("gnome-keyring-daemon");
        std::fs::copy(installed, &copy).map_err(|e| format!("the keyring's program could not be copied: {e}"))?;
        Ok(copy)
    }

    /// A program in this session, which dies when we do.
    pub fn command(&self, name: impl AsRef<std::ffi::OsStr>, place: &Place) -> Command {
        let mut command = mortal(name, &place.root);
        command.env_remove("WAYLAND_DISPLAY").env_remove("LANGUAGE").envs(self.variables.iter().cloned());
        command
    }

    /// Asked only once the name is taken on the bus: before that there is nobody to ask.
    fn keyring_works(&self, place: &Place) -> bool {
        let mut owned = self.command("dbus-send", place);
        owned.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]);
        owned.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
        if !read(&mut owned).is_some_and(|reply| reply.contains("boolean true")) {
            return false;
        }
        let mut keep = self.command("sh", place);
        keep.args(["-c", "printf works | secret-tool store --label=probe galla probe"]);
        let mut recall = self.command("secret-tool", place);
        recall.args(["lookup", "galla", "probe"]);
        read(&mut keep).is_some() && read(&mut recall).is_some_and(|secret| secret == "works")
    }
}
