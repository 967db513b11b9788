//! On which way bytes reach a printer.

use serde::{Deserialize, Serialize};

/// The way to one printer, as it is kept in the settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Carrier {
    /// A printer in the shop's network that takes bytes as they are; nearly all listen at port 9100.
    Network {
        /// Its name or address.
        host: String,
        /// Its TCP port.
        port: u16,
    },
    /// A printer that the system knows: a queue of CUPS, a printer of Windows. It gets the bytes as they are.
    Spooler {
        /// The queue's name.
        queue: String,
    },
    /// A printer on a USB cable, by the file that the system made for it.
    Device {
        /// `/dev/usb/lp0`; with Windows the path of a `usbprint` device.
        path: String,
    },
    /// A printer on a serial cable, or one that Bluetooth shows as a serial port.
    Serial {
        /// `/dev/ttyUSB0`, `/dev/rfcomm0`, `COM3`.
        port: String,
        /// Bits a second. Bluetooth does not care.
        baud: u32,
    },
}

/// A printer that was found on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Found {
    /// The way to it.
    pub carrier: Carrier,
    /// What its maker or the shop calls it, else its port. The window says the kind of way beside it.
    pub name: String,
}
