//! The serial ports of this computer.

use serialport::{SerialPortInfo, SerialPortType};

use crate::{Carrier, Found};

/// What nearly all receipt printers on a serial cable are set to.
const USUAL_BAUD: u32 = 9600;

pub fn found() -> Vec<Found> {
    let mut ports = serialport::available_ports().unwrap_or_default();
    ports.sort_by(|a, b| a.port_name.cmp(&b.port_name));
    ports.into_iter().filter(is_real).map(named).collect()
}

/// Linux lists ports of a chip that is not there. macOS has each port twice, and `tty.` waits for a call.
fn is_real(port: &SerialPortInfo) -> bool {
    let name = port.port_name.rsplit('/').next().unwrap_or_default();
    let chip = std::fs::read_to_string(format!("/sys/class/tty/{name}/type"));
    let is_missing = name.starts_with("ttyS") && chip.is_ok_and(|chip| chip.trim() == "0");
    !is_missing && !name.starts_with("tty.")
}

fn named(port: SerialPortInfo) -> Found {
    let short = port.port_name.rsplit('/').next().unwrap_or_default().to_owned();
    let said = match port.port_type {
        SerialPortType::UsbPort(usb) => usb.product.or(usb.manufacturer),
        SerialPortType::BluetoothPort => Some("Bluetooth".to_owned()),
        SerialPortType::PciPort | SerialPortType::Unknown => None,
    };
    let said = said.map(|said| said.trim().replace('_', " ")).filter(|said| !said.is_empty());
    let name = said.map_or(short.clone(), |said| format!("{said} ({short})"));
    Found { carrier: Carrier::Serial { port: port.port_name, baud: USUAL_BAUD }, name }
}
