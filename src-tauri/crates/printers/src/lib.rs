//! The only crate that opens printers. It knows nothing of slips: bytes go in, and what became of them comes out.
//!
//! ```text
//! Printers::open(carrier) ─→ Line: condition()? ─→ send(bytes)* ─→ finish()
//! ```
//!
//! A [`Line`] carries one job. Its calls block, so that they belong on a thread of their own; each of them ends within [`Bounds`].
//! When a job breaks, [`Broken::taken`] answers the one question that a queue of jobs lives by: may any byte of it be with the
//! printer?
//!
//! Nothing is searched for in the network: a network printer has an address that somebody types, because a shop's router
//! often keeps the counter from hearing what printers call out (mDNS).

mod bounds;
mod carrier;
mod handshake;
mod line;
mod network;
mod ports;
#[cfg(unix)]
mod process;
mod status;
mod system;
mod talk;
#[cfg(test)]
mod tests;
mod trouble;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;
mod wire;
mod within;

pub use bounds::Bounds;
pub use carrier::{Carrier, Found};
pub use line::{Condition, Line, Printers};
pub use system::SystemPrinters;
pub use trouble::{Broken, Trouble};
