//! A printer of Windows, given bytes as they are.

use std::io;
use std::time::{Duration, Instant};

use windows_sys::Win32::Foundation::{ERROR_ACCESS_DENIED, ERROR_INVALID_PRINTER_NAME, ERROR_PRINTER_DELETED};
use windows_sys::Win32::Graphics::Printing as win;

use super::win32::{self, Printer};
use crate::within::within;
use crate::{Bounds, Broken, Carrier, Condition, Found, Line, Trouble};

/// `RPC_S_SERVER_UNAVAILABLE`: the service of the spooler does not run.
const NO_SERVICE: u32 = 1722;
/// Between two looks at a job that is on its way.
const LOOK: Duration = Duration::from_millis(100);

pub fn found(bounds: &Bounds) -> Vec<Found> {
    let names = within(bounds.spooler, win32::printer_names).unwrap_or_default();
    names.into_iter().map(|name| Found { carrier: Carrier::Spooler { queue: name.clone() }, name }).collect()
}

pub fn open(queue: &str, bounds: &Bounds) -> Result<Spooled, Trouble> {
    let name = queue.to_owned();
    let opened = within(bounds.spooler, move || Printer::open(&name)).ok_or(Trouble::NoSpooler)?;
    let printer = opened.map_err(|error| why(&error))?;
    Ok(Spooled { printer, bounds: bounds.clone(), bytes: Vec::new() })
}

/// A job, until it has all bytes.
pub struct Spooled {
    printer: Printer,
    bounds: Bounds,
    bytes: Vec<u8>,
}

impl Line for Spooled {
    fn condition(&mut self) -> Result<Condition, Trouble> {
        let status = self.printer.status().map_err(|error| why(&error))?;
        printer_trouble(status).map_or(Ok(Condition::Silent), Err)
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        self.bytes.extend(bytes);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Broken> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let Spooled { mut printer, bounds, bytes } = *self;
        let handed = within(bounds.spooler, move || hand_over(&mut printer, &bytes).map(|id| (printer, id)));
        // Without an answer nobody knows whether the spooler has the job.
        let (printer, id) = handed.ok_or(Broken { trouble: Trouble::NoSpooler, taken: true })??;
        follow(&printer, id, &bounds)
    }
}

/// Windows may begin to print before it has the whole job, so that the first byte counts.
fn hand_over(printer: &mut Printer, bytes: &[u8]) -> Result<u32, Broken> {
    let id = printer.begin("Galla").map_err(|error| Broken { trouble: why(&error), taken: false })?;
    let mut left = bytes;
    let mut write_all = || {
        while !left.is_empty() {
            match printer.write(left)? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                count => left = &left[count..],
            }
        }
        printer.end()
    };
    if let Err(error) = write_all() {
        let taken = left.len() < bytes.len();
        printer.abort();
        return Err(Broken { trouble: why(&error), taken });
    }
    Ok(id)
}

/// Until the queue has given the job to the printer. A job that does not get on is taken back, so that it does not come out
/// later, when the shop has printed it again.
fn follow(printer: &Printer, id: u32, bounds: &Bounds) -> Result<(), Broken> {
    let end = Instant::now() + bounds.queue;
    let mut has_begun = false;
    loop {
        let unclear = |error: io::Error| Broken { trouble: why(&error), taken: true };
        let Some(job) = printer.job(id).map_err(unclear)? else { return Ok(()) };
        if job & (win::JOB_STATUS_PRINTED | win::JOB_STATUS_COMPLETE | win::JOB_STATUS_RETAINED) != 0 {
            return Ok(());
        }
        has_begun |= job & win::JOB_STATUS_PRINTING != 0;
        let trouble = job_trouble(job).or(printer.status().ok().and_then(printer_trouble));
        if trouble.is_some() || Instant::now() >= end {
            let is_gone = printer.delete(id).is_ok() && matches!(printer.job(id), Ok(None));
            return Err(Broken { trouble: trouble.unwrap_or(Trouble::Stuck), taken: has_begun || !is_gone });
        }
        std::thread::sleep(LOOK);
    }
}

fn job_trouble(status: u32) -> Option<Trouble> {
    let first = [
        (win::JOB_STATUS_PAPEROUT, Trouble::PaperOut),
        (win::JOB_STATUS_OFFLINE, Trouble::NoAnswer),
        (win::JOB_STATUS_PAUSED, Trouble::Halted),
        (win::JOB_STATUS_BLOCKED_DEVQ | win::JOB_STATUS_ERROR, Trouble::Fault),
        (win::JOB_STATUS_DELETING | win::JOB_STATUS_DELETED, Trouble::Stuck),
    ];
    first.into_iter().find(|(bits, _)| status & bits != 0).map(|(_, trouble)| trouble)
}

fn printer_trouble(status: u32) -> Option<Trouble> {
    let first = [
        (win::PRINTER_STATUS_DOOR_OPEN, Trouble::CoverOpen),
        (win::PRINTER_STATUS_PAPER_OUT | win::PRINTER_STATUS_PAPER_PROBLEM, Trouble::PaperOut),
        (win::PRINTER_STATUS_OFFLINE | win::PRINTER_STATUS_NOT_AVAILABLE, Trouble::NoAnswer),
        (win::PRINTER_STATUS_PAUSED, Trouble::Halted),
        (win::PRINTER_STATUS_PENDING_DELETION, Trouble::NoSuchQueue),
        (win::PRINTER_STATUS_ERROR | win::PRINTER_STATUS_PAPER_JAM, Trouble::Fault),
    ];
    first.into_iter().find(|(bits, _)| status & bits != 0).map(|(_, trouble)| trouble)
}

fn why(error: &io::Error) -> Trouble {
    let code = error.raw_os_error().unwrap_or_default() as u32;
    match code {
        ERROR_INVALID_PRINTER_NAME | ERROR_PRINTER_DELETED => Trouble::NoSuchQueue,
        ERROR_ACCESS_DENIED => Trouble::NotAllowed,
        NO_SERVICE => Trouble::NoSpooler,
        _ => Trouble::Other(error.to_string()),
    }
}
