//! A proxy that the surroundings name: nothing that is meant for this computer goes to it, and what it refuses to pass on
//! has not left.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Verdict;
use crate::args::Args;

use super::cell::Cell;
use super::column;
use super::fault::{How, Over};
use super::faults;
use super::table::{self, mix};

/// The only thing that may be asked of it. (The name is that of the cells' fault.)
const ASKED: &str = "CONNECT no-such-provider.galla.invalid:443 HTTP/1.1\r\n";

/// What the proxy says, in turn.
const SAYS: &[&str] = &[
    "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "",
    "HTTP/1.1 200 OK\r\n\r\nand this is no TLS",
    "HTTP/1.1 200 OK\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "garbage\r\n\r\n",
];

/// The proxy. It stays until the program ends.
pub struct Proxy {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Starts it.
    pub fn start() -> std::io::Result<Proxy> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = asked.clone();
        std::thread::spawn(move || {
            for (turn, stream) in listener.incoming().enumerate() {
                let Ok(stream) = stream else { continue };
                let text = serve(stream, SAYS[turn % SAYS.len()]);
                seen.lock().unwrap_or_else(PoisonError::into_inner).push(text);
            }
        });
        Ok(Proxy { address, asked })
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether it was asked nothing but to lead to the name; how often.
    pub fn was_asked(&self) -> Result<usize, String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match asked.iter().find(|text| !text.starts_with(ASKED)) {
            Some(text) => Err(format!("the proxy was asked {text:?}")),
            None if asked.is_empty() => Err("nobody heard of the proxy: this proves nothing".to_owned()),
            None => Ok(asked.len()),
        }
    }
}

/// Hears one request to its end, says its word, and hangs up.
fn serve(mut stream: TcpStream, says: &str) -> String {
    let mut heard = Vec::new();
    let mut more = [0; 4_096];
    while !heard.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut more) {
            Ok(read @ 1..) => heard.extend_from_slice(&more[..read]),
            Ok(0) | Err(_) => break,
        }
    }
    // Whoever has gone is told nothing.
    let _ = stream.write_all(says.as_bytes());
    String::from_utf8_lossy(&heard).into_owned()
}

/// The child's work: what is meant for this computer, and a name that only the proxy could know.
pub fn run(args: &Args, folder: &Path) -> Verdict {
    let lab = table::lab(folder)?;
    let mut cells = Vec::new();
    for (place, column) in column::all().into_iter().enumerate() {
        let truths = column.truths();
        let truth = truths[(mix(args.seed, place as u64) % truths.len() as u64) as usize];
        let fault = |name| faults::named(name);
        let of = |fault, over| Cell { fault, column, truth, over };
        cells.extend([of(faults::NONE, Over::Plain), of(faults::NONE, Over::Tls)]);
        cells.push(of(fault("closed after the request")?, Over::Plain));
        cells.push(of(fault("407")?, Over::Plain));
        for _ in 0..SAYS.len() {
            let no_name = fault("the name is unknown")?;
            debug_assert!(matches!(no_name.how, How::NoName));
            cells.push(of(no_name, Over::Plain));
        }
    }
    let rows = table::play_all(cells, 2, &lab)?;
    Ok(format!("{} cells beside a proxy", rows.len()))
}
