//! A serial port of Windows, also one of Bluetooth.

use std::io::{self, ErrorKind, Read, Write};
use std::time::Duration;

use serialport::{ClearBuffer, FlowControl, SerialPort};

use crate::handshake::{Handshake, why};
use crate::talk::Talk;
use crate::wire::Wire;
use crate::within::within;
use crate::{Bounds, Trouble};

/// A read or a write comes back after so long with what it could do.
const TURN: Duration = Duration::from_millis(10);

pub struct Serial {
    port: Box<dyn SerialPort>,
    handshake: Handshake,
}

/// A port of Bluetooth connects while it is opened.
pub fn open(path: &str, baud: u32, bounds: &Bounds) -> Result<Talk<Serial>, Trouble> {
    let builder = serialport::new(path, baud).flow_control(FlowControl::Software).timeout(TURN).dtr_on_open(true);
    let opened = within(bounds.stall, move || builder.open()).ok_or(Trouble::NoAnswer)?;
    let mut port = opened.map_err(|error| why(&error))?;
    // A port without wires is a port all the same.
    let _ = port.write_request_to_send(true);
    let mut handshake = Handshake::default();
    handshake.look(&mut port);
    Ok(Talk::new(Serial { port, handshake }, bounds))
}

impl Wire for Serial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.handshake.may_send(&mut self.port, bytes.len())?;
        self.port.write(&bytes[..count])
    }

    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.port.bytes_to_read()? == 0 {
            return Err(ErrorKind::WouldBlock.into());
        }
        self.port.read(into)
    }

    /// Windows has nothing to wait with for both; the line looks again after a pause.
    fn wait(&mut self, _to_write: bool, _at_most: Duration) -> io::Result<()> {
        Ok(())
    }

    fn left(&mut self) -> io::Result<Option<usize>> {
        Ok(Some(self.port.bytes_to_write()? as usize))
    }

    fn close(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn let_go(self) {}

    fn throw_away(&mut self) {
        let _ = self.port.clear(ClearBuffer::Output);
    }
}
