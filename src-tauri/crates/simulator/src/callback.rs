//! Callbacks: what a provider sends to the shop by itself when an order changes its state.
//!
//! Architecture invariant: they go to the loopback address and nowhere else, whatever address the shop names.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use crate::application::{Application, Standing};
use crate::back_office::BackOffice;
use crate::calendar::wait_until;
use crate::desk::Load;
use crate::form::encode;
use crate::order::{Order, State};

/// A shop that takes longer than this to answer has not answered.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pause before the second try; it doubles with each one after.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// As much of an answer as holds its status.
const HEAD_BYTES: usize = 16;

/// How a callback is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// The fields are in the address.
    Get,
    /// The fields are a form.
    Post,
}

/// One callback in a provider's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Callback {
    pub(crate) verb: Verb,
    pub(crate) fields: Vec<(&'static str, String)>,
    /// A header that comes with it.
    pub(crate) header: Option<(&'static str, &'static str)>,
    /// How often it is sent while no answer says that it arrived.
    pub(crate) tries: u32,
}

/// A change of an order, with what the wallet held before and after it.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    pub(crate) order: &'a Order,
    pub(crate) state: State,
    pub(crate) before_paise: i64,
    pub(crate) after_paise: i64,
}

/// Where a shop listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    socket: SocketAddr,
    /// As it stood in the address, for the Host header.
    host: String,
    /// Path and query.
    path: String,
}

impl Address {
    /// Reads a plain http address of this computer.
    pub(crate) fn read(url: &str) -> io::Result<Address> {
        let refuse =
            || io::Error::new(io::ErrorKind::InvalidInput, "a callback goes to http on the loopback address only");
        let rest = url.strip_prefix("http://").ok_or_else(refuse)?;
        let (host, path) = rest.find(['/', '?']).map_or((rest, ""), |at| rest.split_at(at));
        let path = path.split('#').next().unwrap_or_default();
        if path.bytes().any(|b| b <= b' ' || b == 0x7f) {
            return Err(refuse());
        }
        let (name, port) = host.rsplit_once(':').ok_or_else(refuse)?;
        let ip = match name {
            "localhost" => IpAddr::V4(Ipv4Addr::LOCALHOST),
            "[::1]" => IpAddr::V6(Ipv6Addr::LOCALHOST),
            name => name.parse::<Ipv4Addr>().map(IpAddr::V4).map_err(|_| refuse())?,
        };
        let port = port.parse().map_err(|_| refuse())?;
        if !ip.is_loopback() || port == 0 {
            return Err(refuse());
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Address { socket: SocketAddr::new(ip, port), host: host.to_owned(), path: format!("{slash}{path}") })
    }

    /// The request as it goes over the line.
    fn request(&self, callback: &Callback) -> String {
        let fields: Vec<String> =
            callback.fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let fields = fields.join("&");
        let header = callback.header.map(|(name, value)| format!("{name}: {value}\r\n")).unwrap_or_default();
        let rest = format!("Host: {}\r\nAccept: */*\r\nConnection: close\r\n{header}", self.host);
        match callback.verb {
            Verb::Get => {
                let mark = if self.path.contains('?') { '&' } else { '?' };
                format!("GET {}{mark}{fields} HTTP/1.1\r\n{rest}\r\n", self.path)
            }
            Verb::Post => format!(
                "POST {} HTTP/1.1\r\n{rest}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{fields}",
                self.path,
                fields.len()
            ),
        }
    }
}

/// What changes.
#[derive(Debug)]
pub(crate) enum Subject {
    Order(Order),
    /// As it was when its changes were foreseen; the customer may press a button before they come.
    Application(Box<Application>),
    Load(Load),
}

/// Into what it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Order(State),
    Application(Standing),
    Load,
}

/// Something that will change by itself, or has just changed, and is to be told.
#[derive(Debug)]
pub(crate) struct Due {
    pub(crate) subject: Subject,
    /// Changes up to this moment are not told: nobody was there to tell them when they happened.
    pub(crate) after_ms: i64,
}

/// Tells what is due, each at its time, until the task is aborted.
pub(crate) async fn run(office: Arc<BackOffice>, mut dues: UnboundedReceiver<Due>) {
    let mut under_way = JoinSet::new();
    while let Some(due) = dues.recv().await {
        while under_way.try_join_next().is_some() {}
        under_way.spawn(tell(Arc::clone(&office), due));
    }
}

/// The changes of one subject, one after the other.
async fn tell(office: Arc<BackOffice>, due: Due) {
    for (at_ms, step) in office.changes_of(&due.subject) {
        if at_ms <= due.after_ms {
            continue;
        }
        wait_until(at_ms).await;
        if let Some((address, callback)) = office.callback(&due.subject, at_ms, step) {
            send(&address, &callback).await;
        }
    }
}

/// Sends a callback until it has arrived or the tries are used up. A shop that does not listen misses it, as in life.
pub(crate) async fn send(address: &Address, callback: &Callback) {
    let request = address.request(callback);
    let mut pause = FIRST_PAUSE;
    for left in (0..callback.tries).rev() {
        if matches!(tokio::time::timeout(PATIENCE, try_once(address, &request)).await, Ok(Ok(true))) || left == 0 {
            return;
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
}

/// Whether the shop said that it has understood: any status of the two hundreds.
async fn try_once(address: &Address, request: &str) -> io::Result<bool> {
    let mut stream = TcpStream::connect(address.socket).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    stream.take(HEAD_BYTES as u64).read_to_end(&mut head).await?;
    Ok(head.starts_with(b"HTTP/1.") && head.get(8..10) == Some(b" 2"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_called() {
        for url in ["http://127.0.0.1:80/a", "http://localhost:8080", "http://[::1]:9/x?y=1", "http://127.9.9.9:1"] {
            assert!(Address::read(url).is_ok(), "{url}");
        }
        for url in [
            "https://127.0.0.1:80/",
            "http://127.0.0.1/",
            "http://127.0.0.1:0/",
            "http://10.0.0.1:80/",
            "http://example.com:80/",
            "http://127.0.0.1.example.com:80/",
            "http://127.0.0.1:80@example.com/",
            "http://example.com#127.0.0.1:80/",
            "http://127.0.0.1:80/a b",
            "http://127.0.0.1:80/\r\nX: y",
            "127.0.0.1:80",
            "",
        ] {
            assert!(Address::read(url).is_err(), "{url}");
        }
    }

    #[test]
    fn fields_join_what_the_address_has_already() {
        let callback = Callback {
            verb: Verb::Get,
            fields: vec![("txid", "G1".to_owned()), ("opid", "a b&c".to_owned())],
            header: None,
            tries: 1,
        };
        let first_line = |url: &str| {
            let request = Address::read(url).unwrap().request(&callback);
            request.lines().next().unwrap().to_owned()
        };
        assert_eq!(first_line("http://127.0.0.1:80"), "GET /?txid=G1&opid=a+b%26c HTTP/1.1");
        assert_eq!(first_line("http://127.0.0.1:80/x?k=1#f"), "GET /x?k=1&txid=G1&opid=a+b%26c HTTP/1.1");
    }
}
