//! Why a job did not get through.

use std::io::{self, ErrorKind};

use serde::{Deserialize, Serialize};

/// What is wrong with a printer. Each kind is one that a shopkeeper mends in another way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[serde(rename = "PrinterTrouble", tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Trouble {
    /// Unplugged, or its port or address does not exist here.
    #[error("the printer is not there")]
    NotThere,
    /// Nothing answers at its address: it is off, asleep, or not in this network.
    #[error("the printer does not answer")]
    NoAnswer,
    /// Something is at the address, and wants no bytes at this port.
    #[error("nothing prints at this address and port")]
    Refused,
    /// This program may not open it: on Linux the user is not in the group of printers (`lp`) or serial ports (`dialout`).
    #[error("the system does not let this program open the printer")]
    NotAllowed,
    /// Another program prints on it, or holds its port.
    #[error("another program has the printer")]
    Busy,
    /// The paper is at its end.
    #[error("the printer is out of paper")]
    PaperOut,
    /// Its cover is open.
    #[error("the printer's cover is open")]
    CoverOpen,
    /// Its knife is stuck.
    #[error("the printer's knife is stuck")]
    Knife,
    /// It is there, and says that it does not print: its feed button is held, or it was switched to offline.
    #[error("the printer is switched to offline")]
    Offline,
    /// It says that it is broken, or too hot.
    #[error("the printer has a fault")]
    Fault,
    /// It stopped taking bytes, or takes them too slowly.
    #[error("the printer takes no more")]
    Stalled,
    /// The connection broke: it was switched off or unplugged.
    #[error("the connection to the printer broke")]
    Lost,
    /// The system knows no printer of this name.
    #[error("the system has no such printer")]
    NoSuchQueue,
    /// The system's queue is stopped, or takes no jobs.
    #[error("the system's queue is stopped")]
    Halted,
    /// The system has no spooler, or it does not answer.
    #[error("the system's spooler does not answer")]
    NoSpooler,
    /// The job stands in the system's queue, and does not get on.
    #[error("the job is stuck in the system's queue")]
    Stuck,
    /// Whatever else the system says, in its words.
    #[error("{0}")]
    Other(String),
}

impl Trouble {
    /// What a table has for an error of the system, else the system's words.
    pub(crate) fn of(error: &io::Error, table: &[(ErrorKind, Trouble)]) -> Trouble {
        let told = table.iter().find(|(kind, _)| *kind == error.kind());
        told.map_or_else(|| Trouble::Other(error.to_string()), |(_, trouble)| trouble.clone())
    }
}

/// A job that did not get through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{trouble} (taken: {taken})")]
pub struct Broken {
    /// Why.
    pub trouble: Trouble,
    /// Whether any byte of the job may be with the printer. If not, it can be sent again and is on paper once; see
    /// [`Line::send`](crate::Line::send).
    pub taken: bool,
}
