//! A client without manners for a running simulator: it reports everything that came over the wire, with all faults.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use simulator::{Config, Simulator};
use tokio::runtime::Runtime;

/// So long that nothing settles while a test looks at it.
pub const NEVER: Duration = Duration::from_secs(3_600);
/// Everything has settled as soon as it has happened.
pub const AT_ONCE: Duration = Duration::ZERO;
/// No answer takes so long, unless it never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A simulator and the runtime it lives in.
pub struct Line {
    pub simulator: Simulator,
    pub _runtime: Runtime,
}

impl Line {
    /// Starts a simulator without a book.
    pub fn open(pace: Duration) -> Line {
        Line::start(Config { pace, ..Config::default() })
    }

    /// Starts a simulator that goes on where the book ends.
    pub fn open_book(book: &Path, pace: Duration) -> Line {
        Line::start(Config { book: Some(book.to_owned()), pace, ..Config::default() })
    }

    fn start(config: Config) -> Line {
        let runtime = Runtime::new().unwrap();
        let simulator = runtime.block_on(Simulator::start(config)).unwrap();
        Line { simulator, _runtime: runtime }
    }

    /// Sends a form by POST to a path below the provider's base address.
    pub fn post(&self, slug: &str, path: &str, headers: &str, form: &str) -> Heard {
        send(&self.simulator.base_address(slug), "POST", path, headers, form)
    }

    /// Asks by GET.
    pub fn get(&self, slug: &str, path: &str, headers: &str) -> Heard {
        send(&self.simulator.base_address(slug), "GET", path, headers, "")
    }
}

/// What came back before the connection was closed.
#[derive(Debug)]
pub struct Heard {
    /// Nothing when not a single byte came.
    pub status: Option<u16>,
    /// The length the answer promised.
    pub declared: usize,
    /// The body as far as it came.
    pub body: String,
}

impl Heard {
    /// Whether the connection was closed without an answer.
    pub fn is_silence(&self) -> bool {
        self.status.is_none()
    }

    /// The answer as JSON; it must have come whole.
    pub fn json(&self) -> Value {
        assert_eq!(self.status, Some(200), "{self:?}");
        assert_eq!(self.declared, self.body.len(), "{self:?}");
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Sends one request on a connection of its own and reads until the server closes it.
pub fn send(base: &str, method: &str, path: &str, headers: &str, form: &str) -> Heard {
    let (host, prefix) = split(base);
    let text = format!(
        "{method} {prefix}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    send_raw(base, &text)
}

/// Sends these very bytes and reads until the server closes the connection.
pub fn send_raw(base: &str, text: &str) -> Heard {
    let mut stream = TcpStream::connect(split(base).0).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        assert!(text.is_empty(), "half a head: {text}");
        return Heard { status: None, declared: 0, body: text };
    };
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let declared = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(|n| n.parse().unwrap()))
        .unwrap();
    Heard { status: Some(status), declared, body: body.to_owned() }
}

/// Host with port, and the path after it.
pub fn split(base: &str) -> (&str, &str) {
    let rest = base.strip_prefix("http://").unwrap();
    rest.find('/').map_or((rest, ""), |at| rest.split_at(at))
}
