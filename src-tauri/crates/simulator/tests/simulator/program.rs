//! The simulator as a program of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::line::{Heard, send};

const FORM: &str =
    "username=practice&token=practice-token&format=json&opcode=RC&amount=100&number=9876500006&orderid=G1";

/// A child process that does not outlive its test.
struct Program {
    child: Child,
    addresses: Value,
}

impl Program {
    fn start(book: &Path) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_simulator"))
            .args(["--port", "0", "--pace-ms", "1000", "--book"])
            .arg(book)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        Program { child, addresses: serde_json::from_str(&ready).unwrap() }
    }

    fn post(&self, path: &str) -> Heard {
        send(self.addresses["inspay"].as_str().unwrap(), "POST", path, "", FORM)
    }

    fn requests(&self) -> Value {
        let base = self.addresses["inspay"].as_str().unwrap().strip_suffix("/inspay").unwrap();
        send(base, "GET", "/_requests", "", "").json()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn killed_program_remembers_what_it_executed() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let first = Program::start(&book);
    assert!(first.addresses["paygrt"].as_str().unwrap().ends_with("/paygrt"));
    assert!(first.post("/v3/recharge/api").is_silence());
    drop(first);

    let second = Program::start(&book);
    assert_eq!(second.post("/v3/recharge/status").json()["status"], "Success");
    let requests = second.requests();
    assert_eq!(requests.as_array().unwrap().len(), 1);
    assert_eq!((&requests[0]["slug"], &requests[0]["order_id"]), (&"inspay".into(), &"G1".into()));
}

#[test]
fn unknown_argument_is_refused_with_the_usage() {
    let output = Command::new(env!("CARGO_BIN_EXE_simulator")).args(["--speed", "9"]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("usage:"));
}
