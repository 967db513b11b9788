//! A story: what happens at a counter, in order, and what was promised to the shopkeeper on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use domain::SaleState;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use till::{Problem, SaleInput, SaleView, SlipOf, Till};

use super::counter::{Counter, input, wait};
use super::line::{Truth, lock};
use super::{Disk, Fate};
use crate::word::say_unrecorded;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A sale.
    Sell(Fate),
    /// The same click delivered twice at once.
    Click(Fate),
    /// So many seconds go by.
    Wait(u64),
    /// A slip of the newest sale is printed.
    Print,
    /// A person declares failed what may be declared failed.
    Declare,
    /// The program is closed and started again.
    Reopen,
}

/// The story whose every operation is tried.
pub const FULL: &[Act] = &[
    Act::Sell(Fate::Done),
    Act::Sell(Fate::Slow),
    Act::Sell(Fate::Lost),
    Act::Print,
    Act::Sell(Fate::Refused),
    Act::Sell(Fate::Unreachable),
    Act::Sell(Fate::Vanished),
    Act::Click(Fate::Done),
    Act::Sell(Fate::Reversed),
    Act::Wait(1_900),
    Act::Declare,
    Act::Reopen,
    Act::Sell(Fate::Slow),
    Act::Sell(Fate::Done),
];

/// The story of a shop's first day: the books are made.
pub const FIRST_DAY: &[Act] = &[Act::Sell(Fate::Done), Act::Sell(Fate::Lost), Act::Reopen, Act::Sell(Fate::Refused)];

/// A story by chance.
pub fn by_chance(chance: &mut ChaCha8Rng) -> Vec<Act> {
    let fate = |chance: &mut ChaCha8Rng| Fate::ALL[chance.random_range(0..Fate::ALL.len())];
    let act = |chance: &mut ChaCha8Rng| match chance.random_range(0..12) {
        0 => Act::Click(fate(chance)),
        1 => Act::Wait([3, 40, 700, 2_000][chance.random_range(0..4)]),
        2 => Act::Print,
        3 => Act::Declare,
        4 => Act::Reopen,
        _ => Act::Sell(fate(chance)),
    };
    (0..chance.random_range(4..14)).map(|_| act(chance)).collect()
}

/// What was promised: sales that were acknowledged, states that were shown.
#[derive(Debug, Default)]
pub struct Facts {
    /// Acknowledged sales, by deliberate act.
    pub sold: BTreeMap<String, i64>,
    /// The state in which a sale was shown last, by deliberate act.
    pub shown: BTreeMap<String, SaleState>,
    /// What the till said instead of selling.
    pub refusals: Vec<String>,
    /// How often the till did not open because of the disk.
    pub not_opened: u32,
    /// What was against the rules while the story was told.
    pub violation: Option<String>,
    /// Told aloud.
    aloud: bool,
    place: usize,
    /// Sales made since the program was started.
    fresh: BTreeSet<String>,
}

/// How often a sale is typed, and the till started, before it counts as one that never will be.
const TRIES: usize = 4;
/// After so many refusals somebody makes room, or pulls the plug out and in again.
const MENDED_AFTER: usize = 2;

impl Facts {
    /// A story about to be told.
    pub fn new(aloud: bool) -> Facts {
        Facts { aloud, ..Facts::default() }
    }

    fn say(&self, words: impl FnOnce() -> String) {
        if self.aloud {
            println!("    {}", words());
        }
    }

    fn violated(&mut self, words: String) {
        self.violation.get_or_insert(words);
    }

    /// Tells a story. It ends early when the disk is off. At the end the disk is mended, and everything must have come
    /// to an end that can; then the program is killed.
    pub fn tell(&mut self, counter: &mut Counter, acts: &[Act]) {
        let (disk, truth) = (counter.disk.clone(), counter.truth.clone());
        let mut parts = acts.split(|act| *act == Act::Reopen).peekable();
        while let Some(part) = parts.next() {
            let is_last = parts.peek().is_none();
            for again in 0.. {
                let before = disk.failures();
                self.fresh.clear();
                let opened = counter.run(async |till| {
                    for act in part {
                        self.act(till, &disk, *act).await;
                        if disk.is_off() || self.violation.is_some() {
                            return;
                        }
                    }
                    if is_last {
                        self.end(till, &disk, &truth).await;
                        disk.stop();
                    }
                });
                match opened {
                    Ok(()) => break,
                    Err(_) if disk.is_off() => return,
                    Err(problem) => self.not_open(&disk, &problem, before, again),
                }
                if self.violation.is_some() {
                    return;
                }
            }
            if disk.is_off() || self.violation.is_some() {
                return;
            }
        }
    }

    fn not_open(&mut self, disk: &Disk, problem: &Problem, before: u64, again: usize) {
        self.say(|| format!("the till does not open: {problem:?}"));
        self.not_opened += 1;
        if !is_of_the_disk(problem) || disk.failures() == before || again >= TRIES {
            self.violated(format!("the till does not open, and it is not the disk's fault: {problem:?}"));
        }
        if again + 1 >= MENDED_AFTER {
            disk.mend();
        }
    }

    async fn act(&mut self, till: &Arc<Till>, disk: &Disk, act: Act) {
        self.say(|| format!("{act:?}, operation {}", disk.operations()));
        match act {
            Act::Sell(fate) => self.sell(till, disk, fate, false).await,
            Act::Click(fate) => self.sell(till, disk, fate, true).await,
            Act::Wait(seconds) => wait(seconds).await,
            Act::Print => {
                // What is not noted is printed all the same.
                let newest = self.sold.values().max().copied().unwrap_or(0);
                let _ = till.noted_printed(&SlipOf::Sale { sale_id: newest }, &[]);
            }
            Act::Declare => {
                for id in self.sold.values() {
                    // Most may not be; what may is looked at like everything else.
                    let _ = say_unrecorded(till, *id);
                }
            }
            Act::Reopen => {}
        }
        self.look(till, disk);
    }

    async fn sell(&mut self, till: &Arc<Till>, disk: &Disk, fate: Fate, doubled: bool) {
        self.place += 1;
        for again in 0..TRIES {
            let before = disk.failures();
            let input = input(fate, self.place, again);
            let sold = match doubled {
                true => self.sell_twice(till, &input).await,
                false => till.sell(&input).await,
            };
            match sold {
                Ok(view) => {
                    self.say(|| format!("sold {} as {}", input.intent, view.order_id));
                    self.fresh.insert(input.intent.clone());
                    self.sold.insert(input.intent, view.id);
                    wait(7).await;
                    return;
                }
                Err(_) if disk.is_off() => return,
                Err(problems) => self.refused(disk, &problems, before),
            }
            if again + 1 >= MENDED_AFTER {
                disk.mend();
            }
            wait(1).await;
        }
        self.violated(format!("sale {} was refused {TRIES} times, and the disk is mended", self.place));
    }

    async fn sell_twice(&mut self, till: &Arc<Till>, input: &SaleInput) -> Result<SaleView, Vec<Problem>> {
        match tokio::join!(till.sell(input), till.sell(input)) {
            (Ok(one), Ok(other)) if one.id != other.id => {
                self.violated(format!("one click became the sales {} and {}", one.id, other.id));
                Ok(one)
            }
            (Ok(one), _) | (_, Ok(one)) => Ok(one),
            (Err(problems), Err(_)) => Err(problems),
        }
    }

    fn refused(&mut self, disk: &Disk, problems: &[Problem], before: u64) {
        self.say(|| format!("refused: {problems:?}"));
        let is_clear = problems.iter().all(is_of_the_disk);
        if !is_clear || problems.is_empty() || disk.failures() == before {
            self.violated(format!("refused, and it is not the disk's fault: {problems:?}"));
        }
        self.refusals.extend(problems.iter().map(|problem| format!("{problem:?}")));
    }

    /// Looks at every sale, as the screen does. What is seen on a computer that is off was not seen.
    fn look(&mut self, till: &Till, disk: &Disk) {
        for (intent, id) in &self.sold {
            let Ok(detail) = till.sale(*id) else { continue };
            if disk.is_off() {
                return;
            }
            self.shown.insert(intent.clone(), detail.sale.state);
        }
    }

    async fn end(&mut self, till: &Till, disk: &Disk, truth: &Mutex<Truth>) {
        disk.mend();
        wait(60).await;
        if disk.is_off() {
            return;
        }
        self.look(till, disk);
        for (intent, id) in &self.sold {
            let state = self.shown.get(intent).copied();
            let number = till.sale(*id).map(|detail| detail.sale.number).unwrap_or_default();
            let is_done = lock(truth).orders.values().any(|order| order.number == number && order.executed > 0);
            // Nobody can be asked what became of a request that never arrived: its own answer tells, as long as the
            // program runs that got it. After that a person decides.
            let may_stay_open = !is_done && (Fate::of(&number) == Fate::Vanished || !self.fresh.contains(intent));
            if !may_stay_open && state.is_none_or(SaleState::is_open) {
                let words = format!("{intent} (number {number}) is {state:?} although the disk is well again");
                self.violation.get_or_insert(words);
            }
        }
    }
}

/// Whether a problem tells the shopkeeper that the books cannot be written or read.
fn is_of_the_disk(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::DiskFull
            | Problem::LedgerReadOnly
            | Problem::LedgerCorrupt
            | Problem::LedgerNotGiven { .. }
            | Problem::LedgerUnread { .. }
            | Problem::LedgerFailed { .. }
    )
}
