//! The printers of this computer.

use crate::{Bounds, Carrier, Found, Line, Printers, Trouble, network};

/// The printers of this computer, as the operating system has them.
#[derive(Debug, Clone, Default)]
pub struct SystemPrinters {
    /// How long they are waited for.
    pub bounds: Bounds,
}

impl Printers for SystemPrinters {
    fn found(&self) -> Vec<Found> {
        Vec::new()
    }

    fn open(&self, carrier: &Carrier) -> Result<Box<dyn Line>, Trouble> {
        match carrier {
            Carrier::Network { host, port } => Ok(Box::new(network::open(host, *port, &self.bounds)?)),
            Carrier::Spooler { .. } => Err(Trouble::NoSpooler),
            Carrier::Device { .. } | Carrier::Serial { .. } => Err(Trouble::NotThere),
        }
    }
}
