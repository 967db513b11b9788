//! A serial port, opened twice: by `serialport`, which sets it up and reads its wires, and as a file that never blocks,
//! because a write of `serialport` waits without a bound for a printer that holds it off.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use rustix::event::PollFd;
use rustix::termios::{ControlModes, OptionalActions, ioctl_tiocexcl, tcgetattr, tcsetattr};
use serialport::{ClearBuffer, FlowControl, SerialPort};

use super::device::open_file;
use crate::handshake::Handshake;
use crate::talk::Talk;
use crate::wire::{Wire, flags, wait_for};
use crate::{Bounds, Trouble, handshake};

/// Between two looks at Bluetooth while it connects.
const LOOK: Duration = Duration::from_millis(20);

pub struct Serial {
    file: File,
    port: Box<dyn SerialPort>,
    handshake: Handshake,
    /// Everything is with the printer.
    is_done: bool,
}

pub fn open(path: &str, baud: u32, bounds: &Bounds) -> Result<Talk<Serial>, Trouble> {
    let file = open_file(path)?;
    let builder = serialport::new(path, baud).exclusive(false).flow_control(FlowControl::Software);
    let port = builder.open().map_err(|error| handshake::why(&error))?;
    let mut serial = Serial { file, port, handshake: Handshake::default(), is_done: false };
    serial.handshake.look(&mut serial.port);
    if path.contains("rfcomm") {
        serial.wait_for_bluetooth(bounds.stall)?;
    }
    serial.prepare().map_err(|error| Trouble::Other(error.to_string()))?;
    Ok(Talk::new(serial, bounds))
}

impl Serial {
    /// A port of Bluetooth opens at once, and connects afterwards.
    fn wait_for_bluetooth(&mut self, at_most: Duration) -> Result<(), Trouble> {
        let end = Instant::now() + at_most;
        while !self.handshake.has_wires() && !self.port.read_carrier_detect().unwrap_or_default() {
            if Instant::now() >= end {
                return Err(Trouble::NoAnswer);
            }
            std::thread::sleep(LOOK);
            self.handshake.look(&mut self.port);
        }
        Ok(())
    }

    /// No other program opens it meanwhile. A printer that was seen to say "ready" on the wire CTS is held to it by the
    /// system, which is quicker than we are.
    fn prepare(&mut self) -> io::Result<()> {
        ioctl_tiocexcl(&self.file)?;
        if self.handshake.has_clear_to_send() {
            let mut settings = tcgetattr(&self.file)?;
            settings.control_modes |= ControlModes::CRTSCTS;
            tcsetattr(&self.file, OptionalActions::Now, &settings)?;
        }
        Ok(())
    }
}

impl Wire for Serial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.handshake.may_send(&mut self.port, bytes.len())?;
        self.file.write(&bytes[..count])
    }

    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.file.read(into) {
            Ok(0) => Err(ErrorKind::WouldBlock.into()),
            read => read,
        }
    }

    fn wait(&mut self, to_write: bool, at_most: Duration) -> io::Result<()> {
        wait_for(PollFd::new(&self.file, flags(to_write)), at_most)
    }

    fn left(&mut self) -> io::Result<Option<usize>> {
        Ok(self.port.bytes_to_write().ok().map(|bytes| bytes as usize))
    }

    fn close(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn let_go(mut self) {
        self.is_done = true;
    }

    fn throw_away(&mut self) {
        let _ = self.port.clear(ClearBuffer::Output);
    }
}

/// Linux waits half a minute in closing a port whose printer takes nothing.
impl Drop for Serial {
    fn drop(&mut self) {
        if !self.is_done {
            self.throw_away();
        }
    }
}
