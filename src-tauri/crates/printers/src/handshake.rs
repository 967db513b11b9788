//! How a printer on a serial cable says "wait".
//!
//! By a sign in what it says (XOFF): the system heeds it always, because no answer of a printer looks like one. Or by a
//! wire (CTS, DSR), whichever its cable connects. Nobody in a shop knows that, so it is seen: a wire that once said "ready"
//! on this line is believed when it says "wait".

use std::io::{self, ErrorKind};

use serialport::SerialPort;

use crate::Trouble;

/// So many bytes go out between two looks at the wires. Each printer has room for them after it said "wait".
const PIECE: usize = 64;

/// The wires of a port.
pub trait Wires {
    /// CTS; `None`: the port has no wires.
    fn clear_to_send(&mut self) -> Option<bool>;
    /// DSR.
    fn data_set_ready(&mut self) -> Option<bool>;
    /// Bytes that the system has not sent yet.
    fn waiting(&mut self) -> usize;
}

impl Wires for Box<dyn SerialPort> {
    fn clear_to_send(&mut self) -> Option<bool> {
        self.read_clear_to_send().ok()
    }

    fn data_set_ready(&mut self) -> Option<bool> {
        self.read_data_set_ready().ok()
    }

    fn waiting(&mut self) -> usize {
        self.bytes_to_write().map_or(0, |bytes| bytes as usize)
    }
}

/// Which wires were seen to say "ready".
#[derive(Debug, Default)]
pub struct Handshake {
    cts: bool,
    dsr: bool,
}

impl Handshake {
    /// Whether all wires that are known to say something say "ready".
    pub fn look(&mut self, wires: &mut impl Wires) -> bool {
        let (cts, dsr) = (wires.clear_to_send() == Some(true), wires.data_set_ready() == Some(true));
        self.cts |= cts;
        self.dsr |= dsr;
        self.cts == cts && self.dsr == dsr
    }

    /// Whether the printer holds us off by CTS, which the system can heed by itself.
    #[cfg(unix)]
    pub fn has_clear_to_send(&self) -> bool {
        self.cts
    }

    /// Whether any wire was seen to say "ready".
    #[cfg(unix)]
    pub fn has_wires(&self) -> bool {
        self.cts || self.dsr
    }

    /// How many of so many bytes may go now.
    ///
    /// # Errors
    /// `WouldBlock`: none.
    pub fn may_send(&mut self, wires: &mut impl Wires, bytes: usize) -> io::Result<usize> {
        let is_ready = self.look(wires);
        if !self.cts && !self.dsr {
            return Ok(bytes);
        }
        if !is_ready || wires.waiting() > PIECE {
            return Err(ErrorKind::WouldBlock.into());
        }
        Ok(bytes.min(PIECE))
    }
}

/// Why a port could not be opened.
pub fn why(error: &serialport::Error) -> Trouble {
    use serialport::ErrorKind as Kind;
    match error.kind {
        Kind::NoDevice => Trouble::Busy,
        Kind::Io(ErrorKind::NotFound) => Trouble::NotThere,
        Kind::Io(ErrorKind::PermissionDenied) => Trouble::NotAllowed,
        Kind::Io(ErrorKind::TimedOut | ErrorKind::NotConnected) => Trouble::NoAnswer,
        Kind::InvalidInput | Kind::Unknown | Kind::Io(_) => Trouble::Other(error.to_string()),
    }
}
