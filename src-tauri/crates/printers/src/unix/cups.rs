//! A queue of CUPS, by its own commands `lp`, `lpstat` and `cancel`.
//!
//! Not by a library: libcups would have to be there for Galla to start at all, and a library of IPP brings a second HTTP
//! client and does not know where the system says its spooler is (`client.conf`, socket, login). The commands know all that.
//! They are asked in the language C, in which their words have been the same for decades.

use std::ffi::OsString;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::process::{Said, run};
use crate::{Bounds, Broken, Carrier, Condition, Found, Line, Trouble};

/// Between two looks at a job that is on its way.
const LOOK: Duration = Duration::from_millis(100);
/// What a queue says of its printer may be of the job before, until the printer was asked again.
const SETTLE: Duration = Duration::from_secs(2);

/// The spooler of this computer.
#[derive(Debug, Clone, Default)]
pub struct Cups {
    /// A spooler of its own for a test: its socket.
    pub server: Option<OsString>,
}

/// One queue as `lpstat -l -p` tells it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Queue {
    pub name: String,
    pub description: String,
    pub is_stopped: bool,
    /// The job that it is printing.
    pub printing: Option<String>,
    /// Reasons of the printer, such as `media-empty-error`.
    pub alerts: Vec<String>,
}

impl Queue {
    /// What a queue without a job says of its printer is old: only the next job finds out.
    fn trouble(&self) -> Option<Trouble> {
        if self.is_stopped {
            return Some(Trouble::Halted);
        }
        let has = |word: &str| self.printing.is_some() && self.alerts.iter().any(|alert| alert.starts_with(word));
        let first = [
            (has("cover-open") || has("door-open"), Trouble::CoverOpen),
            (has("media-empty") || has("media-needed"), Trouble::PaperOut),
            (has("offline"), Trouble::Offline),
            (has("connecting-to-device"), Trouble::NoAnswer),
        ];
        first.into_iter().find(|(is_so, _)| *is_so).map(|(_, trouble)| trouble)
    }

    /// The queue has not reached the printer yet, so that it has none of the job's bytes.
    fn is_connecting(&self) -> bool {
        self.alerts.iter().any(|alert| alert.starts_with("connecting-to-device"))
    }
}

impl Cups {
    fn ask(&self, program: &str, words: &[&str], input: Vec<u8>, bounds: &Bounds) -> Result<Said, Trouble> {
        let mut command = Command::new(program);
        command.args(words).env("LC_ALL", "C").env("LANGUAGE", "C").env_remove("SOFTWARE");
        if let Some(server) = &self.server {
            command.env("CUPS_SERVER", server);
        }
        run(command, input, bounds.spooler).ok_or(Trouble::NoSpooler)
    }

    pub fn found(&self, bounds: &Bounds) -> Vec<Found> {
        let Ok(said) = self.ask("lpstat", &["-l", "-p"], Vec::new(), bounds) else { return Vec::new() };
        let found = queues(&said.out).into_iter().map(|queue| Found {
            name: if queue.description.is_empty() { queue.name.clone() } else { queue.description },
            carrier: Carrier::Spooler { queue: queue.name },
        });
        found.collect()
    }

    fn queue(&self, name: &str, bounds: &Bounds) -> Result<Queue, Trouble> {
        // Asked for one queue, a spooler that is off says that there is no such queue.
        let said = self.ask("lpstat", &["-l", "-p"], Vec::new(), bounds)?;
        if said.err.contains("not running") || said.err.contains("nable to connect") {
            return Err(Trouble::NoSpooler);
        }
        queues(&said.out).into_iter().find(|queue| queue.name == name).ok_or(Trouble::NoSuchQueue)
    }

    /// # Errors
    /// There is no such queue, or it takes no jobs.
    pub fn open(&self, name: &str, bounds: &Bounds) -> Result<Spooled, Trouble> {
        if name.is_empty() || name.starts_with('-') {
            return Err(Trouble::NoSuchQueue);
        }
        self.queue(name, bounds)?;
        let said = self.ask("lpstat", &["-a", name], Vec::new(), bounds)?;
        if !said.out.starts_with(&format!("{name} accepting")) {
            return Err(if said.out.contains("not accepting") { Trouble::Halted } else { why(&said.err) });
        }
        Ok(Spooled { cups: self.clone(), bounds: bounds.clone(), queue: name.to_owned(), bytes: Vec::new() })
    }
}

/// A job for a queue, until it has all bytes.
pub struct Spooled {
    cups: Cups,
    bounds: Bounds,
    queue: String,
    bytes: Vec<u8>,
}

impl Spooled {
    /// The job's id in the spooler.
    fn hand_over(&mut self) -> Result<String, Broken> {
        let words = ["-d", &self.queue, "-o", "raw", "-t", "Galla", "-"];
        let bytes = std::mem::take(&mut self.bytes);
        // Without an answer nobody knows whether the spooler has the job.
        let said = self.cups.ask("lp", &words, bytes, &self.bounds);
        let said = said.map_err(|trouble| Broken { trouble, taken: true })?;
        let id = said.out.strip_prefix("request id is ").and_then(|rest| rest.split(' ').next());
        match id {
            Some(id) if said.is_good => Ok(id.to_owned()),
            _ => {
                let trouble = self.cups.queue(&self.queue, &self.bounds).err().unwrap_or_else(|| why(&said.err));
                Err(Broken { trouble, taken: said.is_good })
            }
        }
    }

    /// The jobs of the queue, each with the lines that tell more of it.
    fn jobs(&self, which: &str) -> Result<String, Trouble> {
        let words = ["-l", "-W", which, "-o", &self.queue];
        let said = self.cups.ask("lpstat", &words, Vec::new(), &self.bounds)?;
        if said.is_good { Ok(said.out) } else { Err(why(&said.err)) }
    }

    fn is_waiting(&self, id: &str) -> Result<bool, Trouble> {
        Ok(job(&self.jobs("not-completed")?, id).is_some())
    }

    /// Until the queue has given the job to the printer. A job that does not get on is taken back, so that it does not come
    /// out later, when the shop has printed it again.
    fn follow(&self, id: &str) -> Result<(), Broken> {
        let begin = Instant::now();
        let unclear = |trouble| Broken { trouble, taken: true };
        while self.is_waiting(id).map_err(unclear)? {
            let queue = self.cups.queue(&self.queue, &self.bounds).map_err(unclear)?;
            let trouble = queue.trouble();
            let is_late = begin.elapsed() >= self.bounds.queue;
            let is_sure = match &trouble {
                Some(Trouble::Halted) => true,
                Some(Trouble::PaperOut | Trouble::CoverOpen) => begin.elapsed() >= SETTLE,
                _ => false,
            };
            if is_late || is_sure {
                return Err(self.take_back(id, &queue, trouble.unwrap_or(Trouble::Stuck)));
            }
            std::thread::sleep(LOOK);
        }
        // The commands do not tell a job that the queue gave up from one that it printed; only what somebody cancelled.
        let ended = self.jobs("completed").map_err(unclear)?;
        match job(&ended, id) {
            Some(told) if told.contains("canceled") => Err(Broken { trouble: Trouble::Stuck, taken: true }),
            _ => Ok(()),
        }
    }

    /// Nothing was taken if the job stood behind another, if the queue was stopped before it began, or if the queue had not
    /// reached the printer.
    fn take_back(&self, id: &str, queue: &Queue, trouble: Trouble) -> Broken {
        let prints = |queue: &Queue| queue.printing.as_deref() == Some(id);
        let cancelled = self.cups.ask("cancel", &[id], Vec::new(), &self.bounds);
        let is_gone = cancelled.is_ok_and(|said| said.is_good) && self.is_waiting(id) == Ok(false);
        let has_not_begun = if prints(queue) {
            queue.is_connecting()
        } else {
            // It may have begun since it was looked at.
            self.cups.queue(&self.queue, &self.bounds).is_ok_and(|now| !prints(&now))
        };
        Broken { trouble, taken: !(has_not_begun && is_gone) }
    }
}

impl Line for Spooled {
    /// A spooler tells only what the queue noticed at its last job.
    fn condition(&mut self) -> Result<Condition, Trouble> {
        let queue = self.cups.queue(&self.queue, &self.bounds)?;
        queue.trouble().map_or(Ok(Condition::Silent), Err)
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        self.bytes.extend(bytes);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Broken> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let id = self.hand_over()?;
        self.follow(&id)
    }
}

/// What is told of one job: its line, and the indented lines below it.
fn job<'a>(said: &'a str, id: &str) -> Option<&'a str> {
    let starts = |line: &str| line.split(' ').next() == Some(id);
    let mut at = 0;
    for line in said.split_inclusive('\n') {
        if starts(line) {
            let rest = &said[at..];
            let end = rest.match_indices('\n').find(|(end, _)| !rest[end + 1..].starts_with(['\t', ' ']));
            return Some(end.map_or(rest, |(end, _)| &rest[..end]));
        }
        at += line.len();
    }
    None
}

/// The answer of `lpstat -l -p`: a line that begins with `printer` for each queue, and indented lines below it.
pub fn queues(said: &str) -> Vec<Queue> {
    let mut found: Vec<Queue> = Vec::new();
    for line in said.lines() {
        if let Some(rest) = line.strip_prefix("printer ") {
            let (name, state) = rest.split_once(' ').unwrap_or((rest, ""));
            let printing = state.strip_prefix("now printing ").and_then(|rest| rest.split(". ").next());
            found.push(Queue {
                name: name.to_owned(),
                is_stopped: state.starts_with("disabled"),
                printing: printing.map(|id| id.trim_end_matches('.').to_owned()),
                ..Queue::default()
            });
        } else if let (Some((key, value)), Some(queue)) = (line.trim().split_once(": "), found.last_mut()) {
            match key {
                "Description" => queue.description = value.trim().to_owned(),
                "Alerts" => queue.alerts = value.split([' ', ',']).map(str::to_owned).collect(),
                _ => {}
            }
        }
    }
    found
}

/// What the commands say when they cannot.
fn why(words: &str) -> Trouble {
    let has = |part: &str| words.contains(part);
    if has("does not exist") || has("Invalid destination") || has("Unknown destination") || has("not-found") {
        Trouble::NoSuchQueue
    } else if has("not accepting") {
        Trouble::Halted
    } else if has("Forbidden") || has("not-authorized") || has("Unauthorized") {
        Trouble::NotAllowed
    } else if words.trim().is_empty()
        || has("No such file")
        || has("Bad file descriptor")
        || has("connect to server")
        || has("onnection refused")
    {
        Trouble::NoSpooler
    } else {
        Trouble::Other(words.trim().lines().next().unwrap_or_default().to_owned())
    }
}
