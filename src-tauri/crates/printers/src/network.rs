//! A printer in the shop's network.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use crate::talk::Talk;
use crate::within::within;
use crate::{Bounds, Trouble};

/// What the system keeps for a printer that does not read. Small, so that a printer which stops reading is noticed soon.
const SEND_BUFFER: usize = 8 * 1024;

pub fn open(host: &str, port: u16, bounds: &Bounds) -> Result<Talk<TcpStream>, Trouble> {
    let end = Instant::now() + bounds.connect;
    let mut trouble = Trouble::NotThere;
    for address in addresses(host, port, bounds.connect)? {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Trouble::NoAnswer);
        }
        match TcpStream::connect_timeout(&address, left) {
            Ok(stream) => return prepare(stream, bounds),
            Err(error) => trouble = why(&error),
        }
    }
    Err(trouble)
}

/// The system's resolver has no bound of its own.
fn addresses(host: &str, port: u16, at_most: Duration) -> Result<Vec<SocketAddr>, Trouble> {
    let host = host.trim().to_owned();
    if let Ok(address) = host.parse() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let resolved = within(at_most, move || (host.as_str(), port).to_socket_addrs().map(Iterator::collect));
    resolved.ok_or(Trouble::NoAnswer)?.map_err(|_| Trouble::NotThere)
}

fn prepare(stream: TcpStream, bounds: &Bounds) -> Result<Talk<TcpStream>, Trouble> {
    let set_up = || {
        socket2::SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)
    };
    set_up().map_err(|error| why(&error))?;
    Ok(Talk::new(stream, bounds))
}

fn why(error: &std::io::Error) -> Trouble {
    let table = [
        (ErrorKind::ConnectionRefused, Trouble::Refused),
        (ErrorKind::ConnectionReset, Trouble::Refused),
        (ErrorKind::TimedOut, Trouble::NoAnswer),
        (ErrorKind::HostUnreachable, Trouble::NoAnswer),
        (ErrorKind::NetworkUnreachable, Trouble::NoAnswer),
        (ErrorKind::NetworkDown, Trouble::NoAnswer),
    ];
    Trouble::of(error, &table)
}
