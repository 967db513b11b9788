//! A spooler of the test's own: CUPS from Debian, with its own folder, and printers that are scripts.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::job;
use crate::unix::cups::{Cups, Queue, Spooled, queues};
use crate::{Bounds, Broken, Carrier, Condition, Found, Line, Trouble};

/// What stands between CUPS and a printer: a queue's name, and what becomes of the job in `$job`.
const PRINTERS: &[(&str, &str)] = &[
    ("good", "cat \"$job\" >> \"${DEVICE_URI#good:}\""),
    ("off", "echo 'STATE: +connecting-to-device' >&2; exec sleep 1000"),
    ("empty", "echo 'STATE: +media-empty-error' >&2; exec sleep 1000"),
    ("hanging", "exec sleep 1000"),
];

struct Spooler {
    folder: tempfile::TempDir,
    server: Child,
}

impl Spooler {
    fn start() -> Spooler {
        let folder = tempfile::tempdir().unwrap();
        set_up(folder.path());
        let at = |name: &str| folder.path().join(name);
        let mut command = Command::new("/usr/sbin/cupsd");
        command.arg("-f").arg("-c").arg(at("cupsd.conf")).arg("-s").arg(at("cups-files.conf"));
        let server =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the package cups is installed");
        let end = Instant::now() + Duration::from_secs(30);
        while UnixStream::connect(at("sock")).is_err() {
            assert!(Instant::now() < end, "CUPS did not start: {:?}", std::fs::read_to_string(at("error_log")));
            std::thread::yield_now();
        }
        Spooler { folder, server }
    }

    fn cups(&self) -> Cups {
        Cups { server: Some(self.folder.path().join("sock").into_os_string()) }
    }

    fn open(&self, queue: &str, wait: Duration) -> Result<Spooled, Trouble> {
        self.cups().open(queue, &bounds(wait))
    }

    fn print(&self, queue: &str, wait: Duration) -> Result<(), Broken> {
        let mut line = Box::new(self.open(queue, wait).unwrap());
        assert_eq!(line.condition(), Ok(Condition::Silent));
        job(70_000).chunks(6000).for_each(|band| line.send(band).unwrap());
        line.finish()
    }

    /// What lies in the queues.
    fn waiting(&self) -> String {
        let mut command = Command::new("lpstat");
        command.arg("-o").env("CUPS_SERVER", self.folder.path().join("sock"));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }
}

impl Drop for Spooler {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn bounds(queue: Duration) -> Bounds {
    Bounds { queue, spooler: Duration::from_secs(20), ..Bounds::default() }
}

fn set_up(folder: &Path) {
    let here = folder.display();
    for name in ["cache", "spool", "state", "tmp", "doc", "bin/backend"] {
        std::fs::create_dir_all(folder.join(name)).unwrap();
    }
    for name in ["filter", "daemon", "monitor", "notifier", "cgi-bin", "driver"] {
        symlink(Path::new("/usr/lib/cups").join(name), folder.join("bin").join(name)).unwrap();
    }
    let files = format!(
        "ServerRoot {here}\nCacheDir {here}/cache\nDocumentRoot {here}/doc\nRequestRoot {here}/spool\n\
         ServerBin {here}/bin\nStateDir {here}/state\nTempDir {here}/tmp\nAccessLog {here}/access_log\n\
         ErrorLog {here}/error_log\nPageLog {here}/page_log\n"
    );
    let server = format!(
        "Listen {here}/sock\nBrowsing No\nWebInterface No\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n\
         <Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
    );
    let mut printers = String::new();
    for (name, life) in PRINTERS {
        let script = folder.join("bin/backend").join(name);
        std::fs::write(&script, format!("#!/bin/sh\n[ $# = 0 ] && exit 0\njob=${{6:-/dev/stdin}}\n{life}\n")).unwrap();
        // CUPS runs it as root, so that it may write into the test's folder.
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
        printers += &queue(name, &format!("{name}:{here}/paper"), "Idle", "Yes");
    }
    printers += &queue("stopped", &format!("good:{here}/paper"), "Stopped", "Yes");
    printers += &queue("closed", &format!("good:{here}/paper"), "Idle", "No");
    for (name, text) in [("cups-files.conf", files), ("cupsd.conf", server), ("printers.conf", printers)] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

fn queue(name: &str, device: &str, state: &str, accepting: &str) -> String {
    format!(
        "<Printer {name}>\nInfo The {name} one\nDeviceURI {device}\nState {state}\nAccepting {accepting}\n\
         ErrorPolicy retry-job\n</Printer>\n"
    )
}

#[test]
fn a_spooler_prints_or_says_why_not() {
    let spooler = Spooler::start();
    let (long, short) = (Duration::from_secs(60), Duration::from_millis(500));

    let found = spooler.cups().found(&bounds(long));
    let good = Found { carrier: Carrier::Spooler { queue: "good".into() }, name: "The good one".into() };
    assert!(found.contains(&good) && found.len() == PRINTERS.len() + 2, "{found:?}");

    spooler.print("good", long).unwrap();
    assert!(std::fs::read(spooler.folder.path().join("paper")).unwrap() == job(70_000), "the bytes as they are");

    assert_eq!(spooler.open("nowhere", long).err(), Some(Trouble::NoSuchQueue));
    assert_eq!(spooler.open("closed", long).err(), Some(Trouble::Halted));
    let mut stopped = spooler.open("stopped", long).unwrap();
    assert_eq!(stopped.condition(), Err(Trouble::Halted));
    stopped.send(b"slip").unwrap();
    assert_eq!(Box::new(stopped).finish(), Err(Broken { trouble: Trouble::Halted, taken: false }));

    assert_eq!(spooler.print("off", short), Err(Broken { trouble: Trouble::NoAnswer, taken: false }));
    assert_eq!(spooler.print("hanging", short), Err(Broken { trouble: Trouble::Stuck, taken: true }));
    assert_eq!(spooler.print("empty", long), Err(Broken { trouble: Trouble::PaperOut, taken: true }));
    assert_eq!(spooler.waiting(), "", "what did not get on was taken back");
    assert!(std::fs::read(spooler.folder.path().join("paper")).unwrap() == job(70_000), "nothing came out besides");

    let mut late = spooler.open("good", long).unwrap();
    let cups = spooler.cups();
    drop(spooler);
    assert_eq!(cups.open("good", &bounds(long)).err(), Some(Trouble::NoSpooler));
    assert_eq!(late.condition(), Err(Trouble::NoSpooler));
    late.send(b"slip").unwrap();
    assert_eq!(Box::new(late).finish(), Err(Broken { trouble: Trouble::NoSpooler, taken: false }));
}

#[test]
fn a_job_without_bytes_is_no_job() {
    let spooler = Spooler::start();
    Box::new(spooler.open("good", Duration::from_secs(60)).unwrap()).finish().unwrap();
    assert!(!spooler.folder.path().join("paper").exists());
}

#[test]
fn what_lpstat_says_is_read() {
    let said = "printer slip now printing slip-12.  enabled since Sun Nov 29 08:37:54 2026\n\tReady to print.\n\
                \tDescription: Counter: left\n\tAlerts: connecting-to-device media-low-report\n\tUsers allowed:\n\t\t(all)\n\
                printer old disabled since Sun Nov 29 08:37:51 2026 -\n\treason unknown\n\tAlerts: paused\n";
    let slip = Queue {
        name: "slip".into(),
        description: "Counter: left".into(),
        is_stopped: false,
        printing: Some("slip-12".into()),
        alerts: vec!["connecting-to-device".into(), "media-low-report".into()],
    };
    let old = Queue { name: "old".into(), is_stopped: true, alerts: vec!["paused".into()], ..Queue::default() };
    assert_eq!(queues(said), [slip, old]);
}
