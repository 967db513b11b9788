//! The runs: every operation with every kind of fault, then runs by chance.

use std::fmt;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::checker::check;
use super::counter::{Counter, seasoned};
use super::story::{Act, FIRST_DAY, FULL, Facts, by_chance};
use super::{Disk, Done, Fault, Loss, Op, Operation};

/// How the operation goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The power is cut there.
    Cut(Loss),
    /// So many operations fail from there on.
    Break(Fault, u64),
}

/// Until somebody mends the disk.
const LONG: u64 = u64::MAX;

/// Every kind. A kill is a power cut that loses nothing.
pub const KINDS: [What; 13] = [
    What::Cut(Loss::Some),
    What::Cut(Loss::All),
    What::Cut(Loss::Nothing),
    What::Break(Fault::Error(Done::Nothing), 1),
    What::Break(Fault::Error(Done::Half), 1),
    What::Break(Fault::Error(Done::All), 1),
    What::Break(Fault::Error(Done::Nothing), 3),
    What::Break(Fault::Error(Done::Nothing), LONG),
    What::Break(Fault::Full, 1),
    What::Break(Fault::Full, LONG),
    What::Break(Fault::Forget, 1),
    What::Break(Fault::Forget, LONG),
    What::Break(Fault::Short, 1),
];

impl What {
    /// Whether it is another thing than the kinds before when it befalls that operation.
    fn fits(self, op: Op) -> bool {
        match self {
            What::Cut(_) => op.changes(),
            What::Break(Fault::Error(Done::Half), _) => matches!(op, Op::Write | Op::Read),
            What::Break(Fault::Error(Done::All), _) => op.changes(),
            What::Break(Fault::Error(Done::Nothing), count) => count == 1 || op.changes(),
            What::Break(Fault::Full, _) => matches!(op, Op::Open | Op::Write | Op::Map),
            What::Break(Fault::Forget, _) => op == Op::Sync,
            What::Break(Fault::Short, _) => op == Op::Read,
        }
    }

    fn order(self, disk: &Disk, operation: u64) {
        match self {
            What::Cut(_) => disk.cut_at(operation),
            What::Break(fault, count) => disk.break_at(operation, count, fault),
        }
    }

    /// Whether the power is cut in it.
    pub fn is_cut(self) -> bool {
        matches!(self, What::Cut(_))
    }
}

/// Which story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The long one, on books that are in use.
    Full,
    /// The first day of a shop.
    FirstDay,
    /// One by chance, with faults by chance.
    Chance,
}

/// One story with what goes wrong in it. It fits into a number, which replays it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    pub which: Which,
    pub kind: usize,
    pub operation: u64,
    pub draw: u64,
}

const WHICH: [Which; 3] = [Which::Chance, Which::Full, Which::FirstDay];
const KIND_BITS: u32 = 6;
const OPERATION_BITS: u32 = 24;

impl Case {
    /// The number of a case. Of one by chance, all but two bits are the draw.
    pub fn seed(self) -> u64 {
        let which = WHICH.iter().position(|which| *which == self.which).unwrap_or(0) as u64;
        let rest = match self.which {
            Which::Chance => self.draw,
            Which::Full | Which::FirstDay => {
                (self.draw << OPERATION_BITS | self.operation) << KIND_BITS | self.kind as u64
            }
        };
        rest << 2 | which
    }

    /// The case of a number; `None`: there is none of that number.
    pub fn of(seed: u64) -> Option<Case> {
        let which = *WHICH.get((seed & 3) as usize)?;
        let rest = seed >> 2;
        if which == Which::Chance {
            return Some(Case { which, kind: 0, operation: 0, draw: rest });
        }
        let kind = (rest & ((1 << KIND_BITS) - 1)) as usize;
        let operation = rest >> KIND_BITS & ((1 << OPERATION_BITS) - 1);
        KINDS.get(kind).map(|_| Case { which, kind, operation, draw: rest >> (KIND_BITS + OPERATION_BITS) })
    }
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.which {
            Which::Chance => write!(formatter, "a story by chance"),
            which => write!(formatter, "{which:?}, {:?} at operation {}", KINDS[self.kind], self.operation),
        }
    }
}

/// What came of a case that went well.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    /// Operations of the disk while the story was told.
    pub operations: u64,
    /// Operations that went wrong as they were told to.
    pub faults: u64,
    /// Sales that were acknowledged.
    pub sales: u64,
    /// Requests for a recharge that left.
    pub requests: u64,
    /// Times the till told the shopkeeper that the books cannot be written.
    pub refusals: u64,
    /// Sales that nobody was told of, and for which nothing was sent.
    pub ghosts: u64,
}

impl Outcome {
    /// Both together.
    pub fn add(&mut self, other: Outcome) {
        self.operations += other.operations;
        self.faults += other.faults;
        self.sales += other.sales;
        self.requests += other.requests;
        self.refusals += other.refusals;
        self.ghosts += other.ghosts;
    }
}

/// Where every story begins.
pub struct Stage {
    seasoned: Disk,
}

impl Stage {
    /// Makes the books that are in use already.
    pub fn set() -> Result<Stage, String> {
        Ok(Stage { seasoned: seasoned()? })
    }

    fn disk(&self, which: Which) -> Disk {
        if which == Which::FirstDay { Disk::new() } else { self.seasoned.after_kill() }
    }

    /// The operations of a story in which nothing goes wrong.
    pub fn operations(&self, which: Which) -> Result<Vec<Operation>, String> {
        let disk = self.disk(which);
        disk.keep_trace();
        let mut counter = Counter::new(disk.clone(), 1);
        let mut facts = Facts::new(false);
        facts.tell(&mut counter, acts(which));
        match facts.violation {
            Some(words) => Err(format!("nothing was to go wrong, and still: {words}")),
            None => {
                check(&counter, &disk.after_kill(), &facts, 1)?;
                Ok(disk.trace())
            }
        }
    }

    /// Every operation of a story with every kind of fault that can befall it.
    pub fn cases(&self, which: Which, draws: u64) -> Result<Vec<Case>, String> {
        let mut cases = Vec::new();
        for (place, operation) in (1..).zip(self.operations(which)?) {
            for (kind, what) in KINDS.iter().enumerate().filter(|(_, what)| what.fits(operation.op)) {
                // Only where chance decides is there more than one end.
                let draws = if matches!(what, What::Cut(Loss::Some)) { draws } else { 1 };
                cases.extend((0..draws).map(|draw| Case { which, kind, operation: place, draw }));
            }
        }
        Ok(cases)
    }

    /// Tells one story, and checks what it left.
    pub fn tell(&self, case: Case, aloud: bool) -> Result<Outcome, String> {
        let mut chance = ChaCha8Rng::seed_from_u64(case.seed());
        let disk = self.disk(if chance.random_bool(0.1) && case.which == Which::Chance {
            Which::FirstDay
        } else {
            case.which
        });
        let mut loss = Loss::Some;
        let acts = match case.which {
            Which::Chance => {
                plan_by_chance(&disk, &mut chance);
                by_chance(&mut chance)
            }
            Which::Full | Which::FirstDay => {
                KINDS[case.kind].order(&disk, case.operation);
                if let What::Cut(how) = KINDS[case.kind] {
                    loss = how;
                }
                acts(case.which).to_vec()
            }
        };
        if aloud {
            println!("    {case}: {acts:?}");
            disk.keep_trace();
        }
        let mut counter = Counter::new(disk.clone(), case.seed());
        let mut facts = Facts::new(aloud);
        facts.tell(&mut counter, &acts);
        if aloud {
            tell_operations(&disk);
        }
        if let Some(words) = facts.violation.take() {
            return Err(words);
        }
        let ghosts = check(&counter, &disk.after_power_cut(chance.random(), loss), &facts, case.seed())?;
        let requests = u64::from(super::line::lock(&counter.truth).requests);
        Ok(Outcome {
            operations: disk.operations(),
            faults: disk.failures(),
            sales: facts.sold.len() as u64,
            requests,
            refusals: facts.refusals.len() as u64 + u64::from(facts.not_opened),
            ghosts: ghosts as u64,
        })
    }
}

fn acts(which: Which) -> &'static [Act] {
    if which == Which::FirstDay { FIRST_DAY } else { FULL }
}

/// Some faults, and in most stories a cut in the middle of them.
fn plan_by_chance(disk: &Disk, chance: &mut ChaCha8Rng) {
    let far = 4_000;
    let cut = chance.random_bool(0.7);
    for _ in 0..chance.random_range(0..4) {
        let what = KINDS[chance.random_range(3..KINDS.len())];
        let operation = chance.random_range(1..far);
        // What a failed sync forgot is written anew at the next start of the program. A power cut in the second in which
        // that is done is one catastrophe more than the books survive, and is not held against them.
        if !(cut && matches!(what, What::Break(Fault::Forget, _))) {
            what.order(disk, operation);
        }
    }
    if cut {
        disk.cut_at(chance.random_range(1..far));
    }
    if chance.random_bool(0.1) {
        disk.set_room(Some(disk.used() + chance.random_range(0..400_000)));
    }
}

/// The last operations, as far as they say where it was.
fn tell_operations(disk: &Disk) {
    const SHOWN: usize = 30;
    let trace = disk.trace();
    let first = trace.len().saturating_sub(SHOWN);
    for (place, Operation { op, name, at }) in trace.iter().enumerate().skip(first) {
        println!("    operation {}: {op:?} {name} {at:?}", place + 1);
    }
}
