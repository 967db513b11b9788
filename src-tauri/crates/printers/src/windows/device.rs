//! A printer on a USB cable with the driver `usbprint`. A write waits for the printer without a bound, so that a thread of
//! its own does it, and is left alone when it does not come back. The printer is not read: a read that waits would hold up
//! every write.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, channel, sync_channel};
use std::time::Duration;

use super::win32;
use crate::system::{is_unplugged, model};
use crate::talk::Talk;
use crate::wire::Wire;
use crate::within::within;
use crate::{Bounds, Carrier, Found, Trouble};

/// So much is written at once.
const PIECE: usize = 4096;
/// "No paper" in the status of the port.
const NO_PAPER: u8 = 0x20;

pub struct Device {
    file: Arc<File>,
    give: SyncSender<Vec<u8>>,
    written: Receiver<io::Result<()>>,
    is_writing: bool,
}

pub fn open(path: &str, bounds: &Bounds) -> Result<Talk<Device>, Trouble> {
    let name = path.to_owned();
    let opened = within(bounds.connect, move || {
        let file = OpenOptions::new().read(true).write(true).open(name)?;
        let status = win32::port_status(&file).unwrap_or_default();
        Ok((file, status))
    });
    let (file, status) = opened.ok_or(Trouble::NoAnswer)?.map_err(|error| why(&error))?;
    if status & NO_PAPER != 0 {
        return Err(Trouble::PaperOut);
    }
    let device = Device::new(file).map_err(|error| why(&error))?;
    Ok(Talk::deaf(device, bounds))
}

fn why(error: &io::Error) -> Trouble {
    if is_unplugged(error) {
        return Trouble::NotThere;
    }
    let table = [
        (ErrorKind::NotFound, Trouble::NotThere),
        (ErrorKind::PermissionDenied, Trouble::Busy),
        (ErrorKind::ResourceBusy, Trouble::Busy),
    ];
    Trouble::of(error, &table)
}

impl Device {
    fn new(file: File) -> io::Result<Device> {
        let file = Arc::new(file);
        let ((give, take), (tell, written)) = (sync_channel::<Vec<u8>>(1), channel());
        let written_to = Arc::clone(&file);
        std::thread::Builder::new().name("usb-printer".into()).spawn(move || {
            for bytes in take {
                if tell.send((&*written_to).write_all(&bytes)).is_err() {
                    break;
                }
            }
        })?;
        Ok(Device { file, give, written, is_writing: false })
    }

    fn hear(&mut self, told: io::Result<()>) -> io::Result<()> {
        self.is_writing = false;
        told
    }
}

impl Wire for Device {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left()? != Some(0) {
            return Err(ErrorKind::WouldBlock.into());
        }
        let piece = &bytes[..bytes.len().min(PIECE)];
        self.give.send(piece.to_vec()).map_err(|_| io::Error::from(ErrorKind::BrokenPipe))?;
        self.is_writing = true;
        Ok(piece.len())
    }

    fn read(&mut self, _into: &mut [u8]) -> io::Result<usize> {
        Err(ErrorKind::WouldBlock.into())
    }

    fn wait(&mut self, _to_write: bool, at_most: Duration) -> io::Result<()> {
        if !self.is_writing {
            return Ok(());
        }
        match self.written.recv_timeout(at_most) {
            Ok(told) => self.hear(told),
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => Err(ErrorKind::BrokenPipe.into()),
        }
    }

    /// Whether the piece before is still on its way.
    fn left(&mut self) -> io::Result<Option<usize>> {
        if self.is_writing {
            match self.written.try_recv() {
                Ok(told) => self.hear(told)?,
                Err(TryRecvError::Empty) => return Ok(Some(1)),
                Err(TryRecvError::Disconnected) => return Err(ErrorKind::BrokenPipe.into()),
            }
        }
        Ok(Some(0))
    }

    fn close(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn let_go(self) {}

    fn throw_away(&mut self) {
        win32::cancel(&self.file);
    }
}

/// The printers on USB cables, by what they say of themselves.
pub fn found() -> Vec<Found> {
    let named = |path: String| {
        let said = OpenOptions::new().read(true).write(true).open(&path).and_then(|file| win32::who(&file));
        let name = said.ok().and_then(|said| model(&said)).unwrap_or_else(|| "USB".to_owned());
        Found { carrier: Carrier::Device { path }, name }
    };
    win32::usb_printers().into_iter().map(named).collect()
}
