//! One shop on a folder: the child processes that run it one after the other, and what it was asked for and promised.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use super::check::{self, Promise, Wish};
use super::child::{ARGUMENT, LEDGER};
use super::cut::Cut;
use super::provider::{Fate, Manner, Provider};
use super::sin::Sin;
use crate::mouth::SLUGS;

/// No step of a child takes longer, on any machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What became of a step that the child was to die at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fell {
    /// It died there.
    Killed,
    /// There was no such step: it lives, and everything it was told is done. Counts of what there was.
    Survived(Counts),
}

/// How much there was to be cut.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations on the ledger's files.
    pub disk: u64,
    /// Syncs among them.
    pub syncs: u64,
    /// Bytes of recharge calls.
    pub out: u64,
    /// Bytes of their answers.
    pub read: u64,
}

/// What the child says.
enum Said {
    /// That a sale is taken.
    Sold,
    /// Anything else.
    Other(String),
}

/// A running child.
struct Running {
    process: Child,
    line: Option<ChildStdin>,
    told: Receiver<String>,
}

/// A shop.
pub struct Bench<'a> {
    /// Its providers.
    pub provider: &'a Provider,
    /// Which of the sellers is asked first; the next one is asked after it.
    pub seller: usize,
    folder: TempDir,
    sin: Option<Sin>,
    running: Option<Running>,
    /// Where its clock was put last.
    forward_ms: i64,
    /// What it was asked to sell.
    wishes: Vec<Wish>,
    /// What it said it had taken.
    promises: Vec<Promise>,
    /// How often it was killed.
    pub kills: u64,
    /// How long its starts took until the ledger was open, all together.
    pub starting: Duration,
    /// How many there were.
    pub starts: u32,
}

/// Every fourth shop lies on the disk, the others in memory where the system has a file system there: what a process had
/// handed to the kernel survives its kill on either, and the disk takes its time for every sync.
fn folder() -> std::io::Result<TempDir> {
    static SHOPS: AtomicU32 = AtomicU32::new(0);
    let memory = Path::new("/dev/shm");
    let in_memory = SHOPS.fetch_add(1, Ordering::Relaxed) % 4 != 3 && memory.is_dir();
    if in_memory { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }
}

impl<'a> Bench<'a> {
    /// A new shop in an empty folder.
    pub fn new(provider: &'a Provider, seller: usize, sin: Option<Sin>) -> Result<Bench<'a>, String> {
        provider.forget();
        let folder = folder().map_err(|error| error.to_string())?;
        Ok(Bench {
            provider,
            seller,
            folder,
            sin,
            running: None,
            forward_ms: 0,
            wishes: Vec::new(),
            promises: Vec::new(),
            kills: 0,
            starting: Duration::ZERO,
            starts: 0,
        })
    }

    /// Whether a child runs.
    pub fn is_open(&self) -> bool {
        self.running.is_some()
    }

    /// How many sales it was asked for.
    pub fn sales(&self) -> usize {
        self.wishes.len()
    }

    /// Starts a child, which is to die at the cut while it opens the ledger; gives what it counted otherwise.
    pub fn start(&mut self, cut: Cut) -> Result<Fell, String> {
        self.spawn(cut)?;
        let began = Instant::now();
        let Some(line) = self.hear()? else { return self.died().map(|()| Fell::Killed) };
        let disk = line.strip_prefix("open ").and_then(|rest| rest.split(' ').nth(1)?.parse().ok());
        let disk = disk.ok_or_else(|| format!("the ledger does not open: {line}"))?;
        self.tell("arm none");
        let Some(_) = self.counts()? else { return self.died().map(|()| Fell::Killed) };
        self.starting += began.elapsed();
        self.starts += 1;
        Ok(Fell::Survived(Counts { disk, ..Counts::default() }))
    }

    /// Starts a child and does not wait for it.
    pub fn spawn(&mut self, cut: Cut) -> Result<(), String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new(program);
        command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut process = command.spawn().map_err(|error| format!("the child does not start: {error}"))?;
        let (tell, told) = channel();
        if let Some(output) = process.stdout.take() {
            std::thread::spawn(move || {
                // Ends with the child.
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    if tell.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        let line = process.stdin.take();
        self.running = Some(Running { process, line, told });
        let base = self.provider.base_address("");
        let sellers = format!("{} {}", SLUGS[self.seller % SLUGS.len()], SLUGS[(self.seller + 1) % SLUGS.len()]);
        let first = json!({
            "folder": self.folder.path(), "base": base.trim_end_matches('/'), "cut": cut.to_string(),
            "sellers": sellers, "forward_ms": self.forward_ms, "sin": self.sin.map(Sin::number),
        });
        self.tell(&first.to_string());
        Ok(())
    }

    /// Tells the child something. A child that is dead by now hears nothing, and is found out when it is listened to.
    fn tell(&mut self, words: &str) {
        if let Some(line) = self.running.as_mut().and_then(|running| running.line.as_mut()) {
            let _ = writeln!(line, "{words}").and_then(|()| line.flush());
        }
    }

    /// One line of the child's: `None` when it has ended.
    fn listen(&mut self) -> Result<Option<Said>, String> {
        let Some(running) = &self.running else { return Ok(None) };
        let line = match running.told.recv_timeout(PATIENCE) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) => return Err("the child says nothing any more".to_owned()),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        };
        match line.split_once(' ') {
            Some(("sold", rest)) => {
                let (intent, order_id) = rest.split_once(' ').unwrap_or((rest, ""));
                self.promises.push(Promise { intent: intent.to_owned(), order_id: order_id.to_owned() });
                Ok(Some(Said::Sold))
            }
            Some(("refused", rest)) => Err(format!("a sale was refused: {rest}")),
            Some(("broken", rest)) => Err(format!("the till broke: {rest}")),
            _ => Ok(Some(Said::Other(line))),
        }
    }

    /// The next thing it says that is not about a sale; `None` when it has ended.
    fn hear(&mut self) -> Result<Option<String>, String> {
        loop {
            match self.listen()? {
                Some(Said::Sold) => {}
                Some(Said::Other(line)) => return Ok(Some(line)),
                None => return Ok(None),
            }
        }
    }

    /// The child is dead: by kill -9, and by nothing else. Whatever it had sent is dealt with when this returns.
    fn died(&mut self) -> Result<(), String> {
        let Some(mut running) = self.running.take() else { return Ok(()) };
        let status = running.process.wait().map_err(|error| error.to_string())?;
        if status.signal() != Some(libc::SIGKILL) {
            return Err(format!("the child ended by itself: {status}"));
        }
        self.kills += 1;
        self.provider.quiet()
    }

    /// Kills the child from outside, wherever it is.
    pub fn kill(&mut self) -> Result<(), String> {
        let Some(running) = &mut self.running else { return Ok(()) };
        running.process.kill().map_err(|error| error.to_string())?;
        // What it had said before is heard.
        while self.hear()?.is_some() {}
        self.died()
    }

    /// A new wish, for a number nobody has had before.
    fn wish(&mut self, fate: Fate) -> Wish {
        let serial = self.wishes.len() + 1;
        let wish = Wish {
            intent: format!("intent-{serial}"),
            number: format!("98{:07}{}", serial, fate.digit()),
            rupees: 10 + (serial % 400) as i64,
        };
        self.wishes.push(wish.clone());
        wish
    }

    /// Asks for a sale and does not wait for it.
    pub fn ask_for(&mut self, fate: Fate) {
        let wish = self.wish(fate);
        let amount = wish.rupees.to_string();
        let words = json!({ "intent": wish.intent, "number": wish.number, "amount": amount }).to_string();
        self.tell(&format!("sell {words}"));
    }

    /// Asks for a sale, in which the child is to die at the cut.
    pub fn sell(&mut self, fate: Fate, manner: Manner, cut: Cut) -> Result<Fell, String> {
        self.provider.behave(manner);
        self.tell(&format!("arm {cut}"));
        self.ask_for(fate);
        self.rest()
    }

    /// Waits until nothing is on the line any more, or the child is dead.
    fn rest(&mut self) -> Result<Fell, String> {
        // Before it was acknowledged nothing may be on the line yet.
        let due = format!("intent-{}", self.wishes.len());
        while self.promises.last().is_none_or(|last| last.intent != due) {
            match self.listen()? {
                Some(Said::Sold) => {}
                Some(Said::Other(line)) => return Err(format!("instead of a sale: {line}")),
                None => return self.died().map(|()| Fell::Killed),
            }
        }
        let Some(counts) = self.counts()? else { return self.died().map(|()| Fell::Killed) };
        // What the till writes beside the sale may still come to the cut, until there is none.
        self.tell("arm none");
        let Some(_) = self.counts()? else { return self.died().map(|()| Fell::Killed) };
        Ok(Fell::Survived(counts))
    }

    /// Waits until nothing is on the line; `None` when the child dies before.
    fn counts(&mut self) -> Result<Option<Counts>, String> {
        self.tell("rest");
        let Some(line) = self.hear()? else { return Ok(None) };
        let counts: Option<[u64; 4]> =
            line.strip_prefix("rested ").and_then(|counts| serde_json::from_str(counts).ok());
        let [disk, syncs, out, read] = counts.ok_or_else(|| format!("instead of counts: {line}"))?;
        Ok(Some(Counts { disk, syncs, out, read }))
    }

    /// Has everything settled by an honest provider, and holds the books against what the provider did. The child runs
    /// on afterwards. The watcher takes its time between two enquiries to one provider, and it asks about what a person
    /// declared failed too; so it is waited for at some places, and at the others everything is asked about by hand.
    pub fn settle_and_check(&mut self, by_watcher: bool) -> Result<(), String> {
        self.provider.behave(Manner::default());
        self.tell("arm none");
        self.tell(if by_watcher { "settle watcher" } else { "settle" });
        let line = self.hear()?.ok_or("the child ended while it settled")?;
        let forward = line.strip_prefix("settled ").and_then(|forward| forward.parse().ok());
        self.forward_ms = forward.ok_or_else(|| format!("instead of a settled shop: {line}"))?;
        self.provider.quiet()?;
        let path = self.folder.path().join(LEDGER);
        check::books(&path, &self.provider.book(), &self.wishes, &self.promises)
    }

    /// Says goodbye, and walks along the journal's chain.
    pub fn close(mut self) -> Result<(), String> {
        if let Some(mut running) = self.running.take() {
            drop(running.line.take());
            running.process.wait().map_err(|error| error.to_string())?;
        }
        check::chain(&self.folder.path().join(LEDGER))
    }
}

impl Drop for Bench<'_> {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.process.kill();
            let _ = running.process.wait();
        }
    }
}
