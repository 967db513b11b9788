//! The printers of this computer.

use std::io;

use crate::{Bounds, Carrier, Found, Line, Printers, Trouble, network, ports};

#[cfg(unix)]
use crate::unix::{cups::Cups, device, serial};
#[cfg(windows)]
use crate::windows::{device, serial, spooler};

/// The printers of this computer, as the operating system has them.
#[derive(Debug, Clone, Default)]
pub struct SystemPrinters {
    /// How long they are waited for.
    pub bounds: Bounds,
}

#[cfg(unix)]
impl Printers for SystemPrinters {
    fn found(&self) -> Vec<Found> {
        let mut found = Cups::default().found(&self.bounds);
        found.extend(device::found("/dev/usb".as_ref(), "/sys/class/usbmisc".as_ref()));
        found.extend(ports::found());
        found
    }

    fn open(&self, carrier: &Carrier) -> Result<Box<dyn Line>, Trouble> {
        Ok(match carrier {
            Carrier::Network { host, port } => Box::new(network::open(host, *port, &self.bounds)?),
            Carrier::Spooler { queue } => Box::new(Cups::default().open(queue, &self.bounds)?),
            Carrier::Device { path } => Box::new(device::open(path, &self.bounds)?),
            Carrier::Serial { port, baud } => Box::new(serial::open(port, *baud, &self.bounds)?),
        })
    }
}

#[cfg(windows)]
impl Printers for SystemPrinters {
    fn found(&self) -> Vec<Found> {
        let mut found = spooler::found(&self.bounds);
        found.extend(device::found());
        found.extend(ports::found());
        found
    }

    fn open(&self, carrier: &Carrier) -> Result<Box<dyn Line>, Trouble> {
        Ok(match carrier {
            Carrier::Network { host, port } => Box::new(network::open(host, *port, &self.bounds)?),
            Carrier::Spooler { queue } => Box::new(spooler::open(queue, &self.bounds)?),
            Carrier::Device { path } => Box::new(device::open(path, &self.bounds)?),
            Carrier::Serial { port, baud } => Box::new(serial::open(port, *baud, &self.bounds)?),
        })
    }
}

/// Whether the system says that a device is gone. It has no kind of its own in Rust.
#[cfg(unix)]
pub fn is_unplugged(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let gone = [Errno::NODEV, Errno::NXIO, Errno::IO];
    Errno::from_io_error(error).is_some_and(|errno| gone.contains(&errno))
}

/// Whether the system says that a device is gone. It has no kind of its own in Rust.
#[cfg(windows)]
pub fn is_unplugged(error: &io::Error) -> bool {
    // ERROR_GEN_FAILURE, ERROR_BAD_COMMAND, ERROR_DEVICE_NOT_CONNECTED, ERROR_DEVICE_REMOVED, ERROR_NO_SUCH_DEVICE
    error.raw_os_error().is_some_and(|code| [22, 31, 433, 1167, 1617].contains(&code))
}

/// Maker and model in what a printer says of itself (IEEE 1284): `MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;`.
pub fn model(said: &str) -> Option<String> {
    let value = |keys: [&str; 2]| {
        let mut parts = said.split(';').filter_map(|part| part.split_once(':'));
        parts.find(|(key, _)| keys.contains(&key.trim())).map(|(_, value)| value.trim().to_owned())
    };
    let model = value(["MDL", "MODEL"]).filter(|model| !model.is_empty())?;
    let maker = value(["MFG", "MANUFACTURER"]).filter(|maker| !maker.is_empty() && !model.starts_with(maker.as_str()));
    Some(maker.map_or(model.clone(), |maker| format!("{maker} {model}")))
}
