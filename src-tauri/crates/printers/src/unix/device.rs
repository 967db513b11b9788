//! The file that Linux makes for a printer on a USB cable, `/dev/usb/lp0`.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rustix::event::PollFd;
use rustix::fs::OFlags;

use crate::system::is_unplugged;
use crate::talk::Talk;
use crate::wire::{Wire, flags, wait_for};
use crate::{Bounds, Carrier, Found, Trouble};

pub struct Device {
    file: File,
}

pub fn open(path: &str, bounds: &Bounds) -> Result<Talk<Device>, Trouble> {
    Ok(Talk::new(Device { file: open_file(path)? }, bounds))
}

/// For reading and writing, without waiting for anything.
pub fn open_file(path: &str) -> Result<File, Trouble> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let opened = OpenOptions::new().read(true).write(true).custom_flags(flags.bits() as i32).open(path);
    opened.map_err(|error| why(&error))
}

fn why(error: &io::Error) -> Trouble {
    if is_unplugged(error) {
        return Trouble::NotThere;
    }
    let table = [
        (ErrorKind::NotFound, Trouble::NotThere),
        (ErrorKind::PermissionDenied, Trouble::NotAllowed),
        (ErrorKind::ResourceBusy, Trouble::Busy),
    ];
    Trouble::of(error, &table)
}

impl Wire for Device {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    /// No bytes is no end: a USB printer that has nothing to say says it so. One that cannot be read at all has nothing
    /// to say either.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.file.read(into) {
            Ok(0) => Err(ErrorKind::WouldBlock.into()),
            Err(error) if error.kind() == ErrorKind::InvalidInput => Err(ErrorKind::WouldBlock.into()),
            read => read,
        }
    }

    fn wait(&mut self, to_write: bool, at_most: Duration) -> io::Result<()> {
        wait_for(PollFd::new(&self.file, flags(to_write)), at_most)
    }

    /// The driver takes a write of nothing only when the write before it has reached the printer. Closing the file earlier
    /// would throw the end of the slip away.
    fn left(&mut self) -> io::Result<Option<usize>> {
        match self.file.write(&[]) {
            Ok(_) => Ok(Some(0)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(Some(1)),
            Err(error) => Err(error),
        }
    }

    fn close(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn let_go(self) {}

    /// The driver does it when the file is closed.
    fn throw_away(&mut self) {}
}

/// The printers on USB cables. `devices`: `/dev/usb`; `classes`: `/sys/class/usbmisc`.
pub fn found(devices: &Path, classes: &Path) -> Vec<Found> {
    let Ok(entries) = std::fs::read_dir(devices) else { return Vec::new() };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("lp")).collect();
    names.sort();
    let found = names.into_iter().map(|name| {
        let said = std::fs::read_to_string(classes.join(&name).join("device/ieee1284_id")).unwrap_or_default();
        let path = devices.join(&name).display().to_string();
        Found { carrier: Carrier::Device { path }, name: crate::system::model(&said).unwrap_or(name) }
    });
    found.collect()
}
