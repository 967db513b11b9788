//! What every carrier can do.

use serde::{Deserialize, Serialize};

use crate::{Broken, Carrier, Found, Trouble};

/// How a printer is that can print. What keeps it from printing is a [`Trouble`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// It says that it is ready.
    Ready,
    /// It is ready, and the roll is near its end.
    PaperLow,
    /// It does not say, as most cheap printers: it may be ready.
    Silent,
}

/// The way to a printer, open for one job.
pub trait Line: Send {
    /// Asks the printer how it is. Asking is no byte of a job.
    ///
    /// # Errors
    /// What keeps it from printing. Nothing of a job was taken by the asking.
    fn condition(&mut self) -> Result<Condition, Trouble>;

    /// Hands over the next bytes of the job. Answers when the carrier has taken them all.
    ///
    /// **Taken** means: the byte left this program for something that may bring it to the printer without us. That is the
    /// system's send buffer for a network printer, a device file or a serial port, because from there the system sends on
    /// by itself. So `taken` in the error is
    /// - `false` when not one byte of this job was accepted: the connection was refused or broken before, the buffer was full
    ///   from the beginning. The job can be sent again, and comes out once.
    /// - `true` as soon as one byte was accepted, whatever became of it. After a reset nobody can know how many of the
    ///   accepted bytes the printer had: none, or all.
    ///
    /// The system's spooler is given the whole job in [`finish`](Line::finish). So here nothing is taken yet.
    ///
    /// `Ok` does not mean that it is on paper. The send buffer for a network printer is kept small, so that a printer which
    /// stops reading is noticed after few kilobytes, and not after the slip.
    ///
    /// # Errors
    /// Why it broke, and whether anything was taken by this call or an earlier one. The line is of no more use then.
    fn send(&mut self, bytes: &[u8]) -> Result<(), Broken>;

    /// The job has no more bytes. A spooler gets it now. Waits until what was accepted has left the computer, as far as the
    /// system tells, and asks a printer that talks how it is.
    ///
    /// A printer whose paper ended in the middle keeps the rest, and may print it when a new roll is in. So its trouble is
    /// told with `taken: true`: a person has to look. A printer that answers after the last byte has received the whole job,
    /// because it hears the question behind it.
    ///
    /// # Errors
    /// Why it broke, and whether anything of the job may be with the printer.
    fn finish(self: Box<Self>) -> Result<(), Broken>;
}

/// The printers of a computer.
pub trait Printers: Send + Sync {
    /// What is connected here, or known to the system. Network printers are not looked for.
    fn found(&self) -> Vec<Found>;

    /// Opens the way to a printer, for one job.
    ///
    /// # Errors
    /// Why it cannot be opened. No byte went to the printer.
    fn open(&self, carrier: &Carrier) -> Result<Box<dyn Line>, Trouble>;
}
