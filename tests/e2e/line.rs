//! The simulator as a process of its own: the providers' side of the line, which goes on when the program is killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::app::program;

/// A running simulator, ended when dropped.
pub struct Line {
    child: Child,
    addresses: Value,
}

impl Line {
    /// Starts one that keeps its orders in this folder; pending lasts `pace_ms`.
    pub fn start(folder: &Path, pace_ms: u32) -> Line {
        Line::start_at(folder, pace_ms, 0)
    }

    /// The same at a port where one was before, so that whoever knows its addresses finds it again.
    pub fn start_at(folder: &Path, pace_ms: u32, port: u16) -> Line {
        let mut command = Command::new(program("simulator"));
        let (port, pace_ms) = (port.to_string(), pace_ms.to_string());
        command.args(["--port", &port, "--pace-ms", &pace_ms, "--book"]).arg(folder.join("orders.jsonl"));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("the simulator starts");
        let mut ready = String::new();
        let pipe = child.stdout.take().expect("it was asked for");
        BufReader::new(pipe).read_line(&mut ready).expect("the simulator says when it is ready");
        let addresses = serde_json::from_str(&ready).unwrap_or_else(|e| panic!("the simulator said {ready:?}: {e}"));
        Line { child, addresses }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        let authority = self.base_address("inspay").split('/').nth(2).expect("an address has a host");
        authority.rsplit(':').next().and_then(|port| port.parse().ok()).expect("an address has a port")
    }

    /// What a shopkeeper would type as this provider's base address.
    pub fn base_address(&self, slug: &str) -> &str {
        self.addresses[slug].as_str().unwrap_or_else(|| panic!("the simulator does not speak {slug}"))
    }

    /// The recharge requests that arrived for a number, as their order ids.
    pub fn order_ids(&self, number: &str) -> Vec<String> {
        let address = self.base_address("inspay").replace("/inspay", "/_requests");
        let text = ureq::get(&address).call().expect("the simulator answers").body_mut().read_to_string();
        let seen: Value = serde_json::from_str(&text.expect("it is text")).expect("it is JSON");
        let seen = seen.as_array().expect("a list of requests").clone();
        let ours = seen.iter().filter(|request| request["number"] == number);
        ours.map(|request| request["order_id"].as_str().expect("an order has an id").to_owned()).collect()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
