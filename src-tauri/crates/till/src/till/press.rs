//! The computer's printers, of which one prints one slip at a time, whoever asks.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::flaw::{self, Flaw};
use printers::{Broken, Carrier, Found, Line, Printers, Trouble};
use receipts::paper::escpos::Chunk;

/// The printers. All tills of a shop share one press, so that no two slips are mixed on one paper.
pub struct Press {
    printers: Arc<dyn Printers>,
    turn: Mutex<Turn>,
}

/// Whose turn it is knows how the one before ended.
#[derive(Default)]
struct Turn {
    /// The last job broke in the middle, so that the printer may still wait for the rest of it.
    is_within: bool,
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

    /// The program ended in the middle of a job.
    pub(crate) fn note_broken(&self) {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner).is_within = true;
    }

    /// Brings a job to a printer. `catch_up`: what goes before it where the job before broke in the middle. `mark` writes down that
    /// its first byte is about to leave; nothing leaves before that is durable. It blocks, and must be called on a thread of its
    /// own.
    pub(crate) fn print<Unmarked>(
        &self,
        carrier: &Carrier,
        (job, catch_up): (&[Chunk], &[u8]),
        mark: impl Fn() -> Result<(), Unmarked>,
    ) -> Result<(), Stopped<Unmarked>> {
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut line = self.printers.open(carrier).map_err(Stopped::Before)?;
        line.condition().map_err(Stopped::Before)?;
        let marks_late = flaw::is_on(Flaw::PrintNotMarked);
        if !marks_late {
            mark().map_err(Stopped::Unmarked)?;
        }
        let was_within = std::mem::replace(&mut turn.is_within, true);
        let sent = send_all(line, job, catch_up, was_within);
        turn.is_within = sent.as_ref().map_or_else(|broken| broken.taken || was_within, |()| false);
        if marks_late {
            mark().map_err(Stopped::Unmarked)?;
        }
        Ok(sent?)
    }
}

fn send_all(mut line: Box<dyn Line>, job: &[Chunk], catch_up: &[u8], catches_up: bool) -> Result<(), Broken> {
    if catches_up {
        line.send(catch_up)?;
    }
    for chunk in job {
        line.send(&chunk.bytes)?;
        std::thread::sleep(Duration::from_millis(chunk.pause_ms.into()));
    }
    line.finish()
}
