//! A line over a wire: what network, device file and serial port have in common.

use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use crate::status::{Answers, Question, answer};
use crate::wire::Wire;
use crate::{Bounds, Broken, Condition, Line, Trouble};

/// How long the end of a job listens for a connection that was broken, when the printer is silent.
const LAST_LOOK: Duration = Duration::from_millis(20);
/// Between two looks at what the system cannot wait for.
const PAUSE: Duration = Duration::from_millis(2);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// It was not asked yet.
    Unheard,
    Answers,
    /// It did not answer once, so it is not asked again on this line.
    Silent,
}

pub struct Talk<W: Wire> {
    wire: W,
    bounds: Bounds,
    voice: Voice,
    /// It ended the connection.
    is_ended: bool,
    /// Whether any byte of the job was accepted.
    is_taken: bool,
    /// What is left of the time for the job's bytes.
    time: Duration,
    /// Waits one after another that brought nothing.
    idle_waits: u32,
}

impl<W: Wire> Talk<W> {
    pub fn new(wire: W, bounds: &Bounds) -> Talk<W> {
        let (bounds, time) = (bounds.clone(), bounds.stall);
        Talk { wire, bounds, voice: Voice::Unheard, is_ended: false, is_taken: false, time, idle_waits: 0 }
    }

    /// For a printer that cannot be heard on this wire.
    #[cfg(windows)]
    pub fn deaf(wire: W, bounds: &Bounds) -> Talk<W> {
        Talk { voice: Voice::Silent, ..Talk::new(wire, bounds) }
    }

    /// Reads what the printer says, so that it never waits for us. The last answer in it.
    fn listen(&mut self) -> io::Result<Option<u8>> {
        let (mut heard, mut bytes) = (None, [0; 256]);
        // A printer that never stops speaking is not listened to for ever.
        for _ in 0..64 {
            if self.is_ended {
                break;
            }
            match self.wire.read(&mut bytes) {
                Ok(0) => self.is_ended = true,
                Ok(count) => {
                    self.idle_waits = 0;
                    heard = answer(&bytes[..count]).or(heard);
                }
                Err(error) if is_later(&error) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(heard)
    }

    /// Waits until something can be read or, if `to_write`, written. A wire may say so and be wrong (a USB printer without
    /// paper does); then it is not asked again without a pause.
    fn rest(&mut self, to_write: bool, at_most: Duration) -> Result<(), Trouble> {
        if self.idle_waits > 0 {
            std::thread::sleep(PAUSE.min(at_most));
        }
        self.idle_waits += 1;
        self.wire.wait(to_write, at_most).map_err(|error| why(&error))
    }

    /// Hands bytes over until `end`. How many were accepted is in `accepted` also when it breaks.
    fn push(&mut self, bytes: &[u8], end: Instant, accepted: &mut usize) -> Result<(), Trouble> {
        let mut last = Instant::now();
        while *accepted < bytes.len() {
            if self.is_ended {
                return Err(Trouble::Lost);
            }
            match self.wire.write(&bytes[*accepted..]) {
                Ok(0) => {}
                Ok(count) => {
                    *accepted += count;
                    last = Instant::now();
                    self.idle_waits = 0;
                    continue;
                }
                Err(error) if is_later(&error) => {}
                Err(error) => return Err(why(&error)),
            }
            let end = end.min(last + self.bounds.stall);
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Trouble::Stalled);
            }
            self.rest(true, left)?;
            self.listen().map_err(|error| why(&error))?;
        }
        Ok(())
    }

    /// The answer to one question; `None` when there is none until `end`.
    fn ask(&mut self, question: Question, end: Instant) -> Result<Option<u8>, Trouble> {
        self.listen().map_err(|error| why(&error))?;
        match self.push(&question.bytes(), end, &mut 0) {
            Ok(()) => {}
            Err(Trouble::Stalled) => return Ok(None),
            Err(trouble) => return Err(trouble),
        }
        loop {
            if let Some(answer) = self.listen().map_err(|error| why(&error))? {
                return Ok(Some(answer));
            }
            if self.is_ended {
                return Err(Trouble::Lost);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            self.rest(false, left)?;
        }
    }

    /// All questions, until `end`. `None`: it did not answer.
    fn ask_all(&mut self, end: Instant) -> Result<Option<Condition>, Trouble> {
        let printer = self.ask(Question::Printer, end)?;
        if printer.is_none() {
            return Ok(None);
        }
        let mut answers = Answers { printer, ..Answers::default() };
        answers.offline = self.ask(Question::Offline, end)?;
        answers.paper = self.ask(Question::Paper, end)?;
        if answers.has_fault() {
            answers.fault = self.ask(Question::Fault, end)?;
        }
        answers.condition().map(Some)
    }

    /// Until what was accepted has left the computer.
    fn drain(&mut self) -> Result<(), Trouble> {
        let (mut last, mut least) = (Instant::now(), usize::MAX);
        while let Some(left @ 1..) = self.wire.left().map_err(|error| why(&error))? {
            if left < least {
                (last, least) = (Instant::now(), left);
            }
            if last.elapsed() > self.bounds.stall {
                return Err(Trouble::Stalled);
            }
            std::thread::sleep(PAUSE);
            self.listen().map_err(|error| why(&error))?;
        }
        Ok(())
    }

    /// What is known after the last byte.
    fn look_back(&mut self) -> Result<(), Trouble> {
        self.drain()?;
        if self.voice == Voice::Answers {
            // The question waits behind the job while the printer's buffer is full.
            let end = Instant::now() + self.bounds.stall;
            self.ask_all(end)?.ok_or(Trouble::Stalled)?;
        }
        self.wire.close().map_err(|error| why(&error))?;
        if self.voice != Voice::Answers && !self.is_ended {
            self.rest(false, LAST_LOOK)?;
        }
        self.listen().map_err(|error| why(&error)).map(|_| ())
    }

    fn broken(&mut self, trouble: Trouble) -> Broken {
        self.wire.throw_away();
        Broken { trouble, taken: self.is_taken }
    }
}

impl<W: Wire> Line for Talk<W> {
    fn condition(&mut self) -> Result<Condition, Trouble> {
        if self.voice == Voice::Silent {
            return Ok(Condition::Silent);
        }
        let answered = self.ask_all(Instant::now() + self.bounds.answer)?;
        self.voice = if answered.is_some() { Voice::Answers } else { Voice::Silent };
        Ok(answered.unwrap_or(Condition::Silent))
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let begin = Instant::now();
        self.time += Duration::from_secs(bytes.len() as u64) / self.bounds.pace.max(1);
        let mut accepted = 0;
        // A connection that broke meanwhile is noticed before it swallows a byte.
        let heard = self.listen().map_err(|error| why(&error));
        let sent = heard.and_then(|_| self.push(bytes, begin + self.time, &mut accepted));
        self.time = self.time.saturating_sub(begin.elapsed());
        self.is_taken |= accepted > 0;
        sent.map_err(|trouble| self.broken(trouble))
    }

    fn finish(mut self: Box<Self>) -> Result<(), Broken> {
        self.look_back().map_err(|trouble| self.broken(trouble))?;
        let Talk { wire, .. } = *self;
        wire.let_go();
        Ok(())
    }
}

fn is_later(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// Of an open wire. Whatever the system calls it, the printer is no longer there.
fn why(error: &io::Error) -> Trouble {
    if crate::system::is_unplugged(error) {
        return Trouble::Lost;
    }
    let table = [
        (ErrorKind::ConnectionReset, Trouble::Lost),
        (ErrorKind::ConnectionAborted, Trouble::Lost),
        (ErrorKind::BrokenPipe, Trouble::Lost),
        (ErrorKind::NotConnected, Trouble::Lost),
        (ErrorKind::UnexpectedEof, Trouble::Lost),
        (ErrorKind::HostUnreachable, Trouble::Lost),
        (ErrorKind::NetworkUnreachable, Trouble::Lost),
        (ErrorKind::NetworkDown, Trouble::Lost),
        (ErrorKind::TimedOut, Trouble::Lost),
        // The kernel's driver of USB printers says it so.
        (ErrorKind::StorageFull, Trouble::PaperOut),
    ];
    Trouble::of(error, &table)
}
