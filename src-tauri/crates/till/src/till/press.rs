//! The computer's printers, of which one prints one slip at a time, whoever asks.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::flaw::{self, Flaw};
use printers::{Broken, Carrier, Found, Printers, Trouble};
use receipts::paper::escpos::Chunk;

/// The printers. All tills of a shop share one press, so that no two slips are mixed on one paper.
pub struct Press {
    printers: Arc<dyn Printers>,
    turn: Mutex<()>,
}

/// Why a job is not on paper, as far as anybody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stopped<Unmarked> {
    /// It could not be written down that the first byte leaves. None left.
    Unmarked(Unmarked),
    /// Nothing of it left.
    Before(Trouble),
    /// Some of it left.
    Within(Trouble),
}

impl<Unmarked> From<Broken> for Stopped<Unmarked> {
    fn from(broken: Broken) -> Stopped<Unmarked> {
        if broken.taken { Stopped::Within(broken.trouble) } else { Stopped::Before(broken.trouble) }
    }
}

impl Press {
    /// A press of these printers.
    pub fn of(printers: Arc<dyn Printers>) -> Arc<Press> {
        Arc::new(Press { printers, turn: Mutex::default() })
    }

    /// What is connected here.
    pub(crate) fn found(&self) -> Vec<Found> {
        self.printers.found()
    }

    /// Brings a job to a printer. `mark` writes down that its first byte is about to leave; nothing leaves before that is
    /// durable. It blocks, and must be called on a thread of its own.
    pub(crate) fn print<Unmarked>(
        &self,
        carrier: &Carrier,
        job: &[Chunk],
        mark: impl Fn() -> Result<(), Unmarked>,
    ) -> Result<(), Stopped<Unmarked>> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut line = self.printers.open(carrier).map_err(Stopped::Before)?;
        line.condition().map_err(Stopped::Before)?;
        let marks_late = flaw::is_on(Flaw::PrintNotMarked);
        if !marks_late {
            mark().map_err(Stopped::Unmarked)?;
        }
        for chunk in job {
            line.send(&chunk.bytes)?;
            std::thread::sleep(Duration::from_millis(chunk.pause_ms.into()));
        }
        if marks_late {
            mark().map_err(Stopped::Unmarked)?;
        }
        Ok(line.finish()?)
    }
}
