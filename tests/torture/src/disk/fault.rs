//! The faults that a disk can be told to have, each with its moment.

/// What is asked of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Op {
    /// A file is opened, or made.
    Open,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// What was written is made durable.
    Sync,
    /// A file is cut.
    Truncate,
    /// A file is taken away.
    Delete,
    /// Whether a file is there.
    Access,
    /// How long a file is.
    Size,
    /// A region of shared memory.
    Map,
}

impl Op {
    /// Whether it changes what is on the disk, or what of it is sure.
    pub fn changes(self) -> bool {
        matches!(self, Op::Open | Op::Write | Op::Sync | Op::Truncate | Op::Delete)
    }
}

/// An operation that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// What.
    pub op: Op,
    /// Of which file.
    pub name: String,
    /// Where and how long, in bytes; a region's number and size for [`Op::Map`].
    pub at: (usize, usize),
}

/// How much of an operation is done before it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Nothing.
    Nothing,
    /// The first half of what was to be written or read; all of what has no halves.
    Half,
    /// All, and still it is said to have failed.
    All,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An I/O error, of any operation.
    Error(Done),
    /// No room, of what needs some: a write, a new file, more shared memory. Half of a write is done.
    Full,
    /// A read finds the end of the file where it is not.
    Short,
    /// A sync fails, and what it was to write is never written: later syncs say that all is well.
    Forget,
}

impl Fault {
    fn befalls(self, op: Op) -> bool {
        match self {
            Fault::Error(_) => true,
            Fault::Full => matches!(op, Op::Open | Op::Write | Op::Map),
            Fault::Short => op == Op::Read,
            Fault::Forget => op == Op::Sync,
        }
    }
}

/// Why an operation was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    Io,
    Full,
    /// There is no such file; or there is one, where none was wanted.
    Absent,
    /// The sector cannot be read any more.
    Lost,
}

/// How an operation is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Right,
    Wrong(Fault),
    /// It reads a sector that is lost.
    Lost,
    /// It is begun, and the power is cut.
    Last,
    Off,
}

impl Turn {
    /// How much of the operation is to be done. `needs_room`: whether it can fail for want of room.
    pub(super) fn done(self, needs_room: bool) -> Result<Done, Trouble> {
        match self {
            Turn::Off => Err(Trouble::Io),
            Turn::Lost => Err(Trouble::Lost),
            Turn::Wrong(Fault::Error(done)) => Ok(done),
            Turn::Wrong(Fault::Full) if needs_room => Ok(Done::Half),
            Turn::Wrong(Fault::Full | Fault::Short | Fault::Forget) | Turn::Right | Turn::Last => Ok(Done::All),
        }
    }

    /// What is said when it is done.
    pub(super) fn end(self, needs_room: bool) -> Result<(), Trouble> {
        match self {
            Turn::Lost => Err(Trouble::Lost),
            Turn::Off | Turn::Last | Turn::Wrong(Fault::Error(_) | Fault::Forget) => Err(Trouble::Io),
            Turn::Wrong(Fault::Full) if needs_room => Err(Trouble::Full),
            Turn::Wrong(Fault::Full | Fault::Short) | Turn::Right => Ok(()),
        }
    }
}

/// What a disk was told, and how far it has come.
#[derive(Debug, Default)]
pub(super) struct Orders {
    pub(super) operations: u64,
    pub(super) trace: Option<Vec<Operation>>,
    pub(super) room: Option<u64>,
    pub(super) cut_at: Option<u64>,
    pub(super) off: bool,
    /// How often something went wrong.
    pub(super) failures: u64,
    planned: Vec<(u64, u64, Fault)>,
    /// A file, and a place in it that cannot be read.
    pub(super) lost: Option<(String, usize)>,
}

impl Orders {
    pub(super) fn break_at(&mut self, first: u64, count: u64, fault: Fault) {
        self.planned.push((first, count, fault));
    }

    pub(super) fn mend(&mut self) {
        self.planned.clear();
        self.lost = None;
        self.room = None;
    }

    /// Counts an operation and tells how it is to go.
    pub(super) fn turn(&mut self, op: Op, name: &str, at: (usize, usize)) -> Turn {
        if self.off {
            return Turn::Off;
        }
        self.operations += 1;
        if let Some(trace) = &mut self.trace {
            trace.push(Operation { op, name: name.to_owned(), at });
        }
        let now = self.operations;
        if self.cut_at.is_some_and(|at| at <= now) {
            self.off = true;
            self.failures += 1;
            return Turn::Last;
        }
        let is_in = |(file, place): &(String, usize)| file == name && (at.0..at.0 + at.1).contains(place);
        if op == Op::Read && self.lost.as_ref().is_some_and(is_in) {
            self.failures += 1;
            return Turn::Lost;
        }
        let due = |(first, left, fault): &&mut (u64, u64, Fault)| *first <= now && *left > 0 && fault.befalls(op);
        match self.planned.iter_mut().find(due) {
            Some((_, left, fault)) => {
                *left -= 1;
                self.failures += 1;
                Turn::Wrong(*fault)
            }
            None => Turn::Right,
        }
    }
}
