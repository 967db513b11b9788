//! A disk: its files, its directory, and what it was told to get wrong.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};

use super::fault::{Done, Fault, Op, Operation, Orders, Trouble, Turn};
use super::locks::{Handle, Level, Region};
use super::node::{Chance, Loss, Node};

/// The folder below which the disks are. No file of a disk is ever there; but what the program writes beside its ledger by
/// the operating system is, for whoever makes the folder of a disk there.
static FOLDER: LazyLock<String> =
    LazyLock::new(|| format!("{}/disk-that-lies-{}/", std::env::temp_dir().display(), std::process::id()));

/// The disks of this process.
static DRIVES: Mutex<BTreeMap<u64, Weak<Drive>>> = Mutex::new(BTreeMap::new());
static IDS: AtomicU64 = AtomicU64::new(1);

type NodeId = u64;

/// A disk in memory under SQLite; see the module for what it can do. Clones are the same disk. It is gone when the last
/// clone and the last connection to it are.
#[derive(Clone)]
pub struct Disk(Arc<Drive>);

pub(super) struct Drive {
    id: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    nodes: BTreeMap<NodeId, Node>,
    opened: BTreeMap<Handle, NodeId>,
    /// The directory as it is seen, as it is for good, and the changes in between: a name and what it stood for.
    names: BTreeMap<String, NodeId>,
    durable_names: BTreeMap<String, NodeId>,
    renamed: Vec<(String, Option<NodeId>)>,
    orders: Orders,
    newest: u64,
}

impl Drop for Drive {
    fn drop(&mut self) {
        drives().remove(&self.id);
    }
}

fn drives() -> MutexGuard<'static, BTreeMap<u64, Weak<Drive>>> {
    DRIVES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disk of a path and the file's name on it; `None`: the path is of this computer.
pub(super) fn find(path: &str) -> Option<(Arc<Drive>, String)> {
    let (id, name) = path.strip_prefix(FOLDER.as_str())?.split_once('/')?;
    let drive = drives().get(&id.parse().ok()?)?.upgrade()?;
    Some((drive, name.to_owned()))
}

/// Takes away the folder below which the disks are. While something is there it stays.
pub fn forget_folder() {
    let _ = std::fs::remove_dir(FOLDER.as_str());
}

/// Whether a path is of some disk, be it gone.
pub(super) fn is_ours(path: &str) -> bool {
    path.starts_with(FOLDER.as_str())
}

impl Disk {
    /// An empty disk.
    pub fn new() -> Disk {
        super::vfs::register();
        Disk::of(State::default())
    }

    fn of(state: State) -> Disk {
        let id = IDS.fetch_add(1, Ordering::Relaxed);
        let drive = Arc::new(Drive { id, state: Mutex::new(state) });
        drives().insert(id, Arc::downgrade(&drive));
        Disk(drive)
    }

    /// A disk with these files, each there for good.
    fn with_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Disk {
        let mut state = State::default();
        for (name, image) in files {
            state.put(&name, image);
        }
        Disk::of(state)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state()
    }

    /// The path by which SQLite opens a file of this disk. The operating system has no such file.
    pub fn path(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("{}{}/{name}", *FOLDER, self.0.id))
    }

    /// The files as a program sees them.
    pub fn names(&self) -> Vec<String> {
        self.state().names.keys().cloned().collect()
    }

    /// A file as a program sees it.
    pub fn content(&self, name: &str) -> Option<Vec<u8>> {
        let state = self.state();
        state.names.get(name).map(|id| state.nodes[id].seen().to_vec())
    }

    /// Bytes of all files.
    pub fn used(&self) -> u64 {
        self.state().used()
    }

    /// How many operations there were.
    pub fn operations(&self) -> u64 {
        self.state().orders.operations
    }

    /// Writes every operation down from now on; [`Disk::trace`] tells them.
    pub fn keep_trace(&self) {
        self.state().orders.trace.get_or_insert_default();
    }

    /// The operations since [`Disk::keep_trace`].
    pub fn trace(&self) -> Vec<Operation> {
        self.state().orders.trace.clone().unwrap_or_default()
    }

    /// Makes `count` operations, of those that such a fault can befall, go wrong from the operation `first` on; the
    /// first operation ever has number 1.
    pub fn break_at(&self, first: u64, count: u64, fault: Fault) {
        self.state().orders.break_at(first, count, fault);
    }

    /// Lets the disk grow to so many bytes and no further; `None`: as it likes.
    pub fn set_room(&self, room: Option<u64>) {
        self.state().orders.room = room;
    }

    /// Nothing goes wrong any more, and there is room. What is off stays off.
    pub fn mend(&self) {
        self.state().orders.mend();
    }

    /// Cuts the power at an operation that is still to come: it is begun, and nothing works after it.
    pub fn cut_at(&self, operation: u64) {
        self.state().orders.cut_at = Some(operation);
    }

    /// Nothing works from now on: the power is cut, or the program was killed. Which of the two is told by how the disk
    /// is looked at afterwards: [`Disk::after_power_cut`] or [`Disk::after_kill`].
    pub fn stop(&self) {
        self.state().orders.off = true;
    }

    /// Whether the power was cut, or the program killed.
    pub fn is_off(&self) -> bool {
        self.state().orders.off
    }

    /// How many operations went wrong, as they were told to.
    pub fn failures(&self) -> u64 {
        self.state().orders.failures
    }

    /// A new disk as this one would be found if the program were killed now: every write is there, and what was not
    /// synced can still be lost to a later power cut. This one does not change.
    pub fn after_kill(&self) -> Disk {
        let state = self.state();
        Disk::of(State {
            nodes: state.nodes.iter().map(|(id, node)| (*id, node.left_behind())).collect(),
            names: state.names.clone(),
            durable_names: state.durable_names.clone(),
            renamed: state.renamed.clone(),
            newest: state.newest,
            ..State::default()
        })
    }

    /// A new disk as this one would be found if the power were cut now. This one does not change, so one moment can be
    /// looked at with many seeds.
    pub fn after_power_cut(&self, seed: u64, loss: Loss) -> Disk {
        let state = self.state();
        let mut chance = Chance::of(seed);
        let names = match loss {
            Loss::All => state.durable_names.clone(),
            Loss::Nothing => state.names.clone(),
            Loss::Some => state.names_after_power_cut(&mut chance),
        };
        let image = |id: &NodeId, chance: &mut Chance| state.nodes[id].after_power_cut(chance, loss);
        Disk::with_files(names.iter().map(|(name, id)| (name.clone(), image(id, &mut chance))).collect::<Vec<_>>())
    }
}

impl State {
    fn new_node(&mut self, node: Node) -> NodeId {
        self.newest += 1;
        self.nodes.insert(self.newest, node);
        self.newest
    }

    fn put(&mut self, name: &str, image: Vec<u8>) {
        let id = self.new_node(Node::durable(image));
        self.names.insert(name.to_owned(), id);
        self.sync_names();
    }

    fn used(&self) -> u64 {
        let of_node =
            |node: &Node| node.seen().len() + node.memory.regions.iter().map(|at| at.len() * 8).sum::<usize>();
        self.nodes.values().map(|node| of_node(node) as u64).sum()
    }

    /// `None`: as much as anybody likes.
    fn room_left(&self) -> Option<u64> {
        self.orders.room.map(|room| room.saturating_sub(self.used()))
    }

    fn rename(&mut self, name: &str, id: Option<NodeId>) {
        match id {
            Some(id) => self.names.insert(name.to_owned(), id),
            None => self.names.remove(name),
        };
        self.renamed.push((name.to_owned(), id));
    }

    fn sync_names(&mut self) {
        self.durable_names = self.names.clone();
        self.renamed.clear();
        self.collect();
    }

    /// A file without a name lives as long as somebody has it open, or a power cut can bring its name back.
    fn collect(&mut self) {
        let State { nodes, opened, names, durable_names, renamed, .. } = self;
        nodes.retain(|id, _| {
            let is = |other: &NodeId| other == id;
            names.values().any(is)
                || durable_names.values().any(is)
                || opened.values().any(is)
                || renamed.iter().any(|(_, renamed)| *renamed == Some(*id))
        });
    }

    /// Every name stands for what it stood for at some moment since the last sync of the directory.
    fn names_after_power_cut(&self, chance: &mut Chance) -> BTreeMap<String, NodeId> {
        let mut stood: BTreeMap<&String, Vec<Option<NodeId>>> = BTreeMap::new();
        for (name, id) in &self.renamed {
            stood.entry(name).or_insert_with(|| vec![self.durable_names.get(name).copied()]).push(*id);
        }
        let mut names = self.durable_names.clone();
        for (name, ids) in stood {
            match ids[chance.below(ids.len())] {
                Some(id) => names.insert(name.clone(), id),
                None => names.remove(name),
            };
        }
        names
    }
}

/// How a file is opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    pub(super) create: bool,
    pub(super) exclusive: bool,
    pub(super) delete_on_close: bool,
}

/// What SQLite's file system asks of the disk. Each counts as one operation, but for locks.
impl Drive {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn open(&self, name: &str, opening: Opening) -> Result<Handle, Trouble> {
        let mut state = self.state();
        let known = state.names.get(name).copied();
        let needs_room = known.is_none() && opening.create;
        let turn = state.orders.turn(Op::Open, name, (0, 0));
        let done = turn.done(needs_room)?;
        if done != Done::Nothing && known.is_none() && opening.create {
            let id = state.new_node(Node::default());
            state.rename(name, Some(id));
        }
        turn.end(needs_room)?;
        if known.is_some() && opening.exclusive {
            return Err(Trouble::Absent);
        }
        let id = state.names.get(name).copied().ok_or(Trouble::Absent)?;
        if opening.delete_on_close {
            state.rename(name, None);
        }
        state.newest += 1;
        let handle = state.newest;
        state.opened.insert(handle, id);
        Ok(handle)
    }

    pub(super) fn close(&self, handle: Handle) {
        let mut state = self.state();
        if let Some(node) = state.node(handle) {
            node.locks.set(handle, Level::None);
            node.memory.leave(handle);
        }
        state.opened.remove(&handle);
        state.collect();
    }

    pub(super) fn delete(&self, name: &str, sync_names: bool) -> Result<(), Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Delete, name, (0, 0));
        let done = turn.done(false)?;
        if !state.names.contains_key(name) {
            turn.end(false)?;
            return Err(Trouble::Absent);
        }
        if done != Done::Nothing {
            state.rename(name, None);
        }
        if done == Done::All && sync_names && turn != Turn::Last {
            state.sync_names();
        }
        turn.end(false)
    }

    /// Whether a file is there with something in it: an empty one counts as none, as SQLite's own file system has it.
    pub(super) fn is_there(&self, name: &str) -> Result<bool, Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Access, name, (0, 0));
        turn.end(false)?;
        Ok(state.names.get(name).is_some_and(|id| !state.nodes[id].seen().is_empty()))
    }

    /// Gives how much of the buffer was read; there was no more.
    pub(super) fn read(&self, handle: Handle, name: &str, at: usize, buffer: &mut [u8]) -> Result<usize, Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Read, name, (at, buffer.len()));
        turn.done(false)?;
        let node = state.node(handle).ok_or(Trouble::Io)?;
        let there = node.seen().get(at..).unwrap_or_default();
        let length = match turn {
            Turn::Wrong(Fault::Short | Fault::Error(Done::Half)) => there.len().min(buffer.len()) / 2,
            _ => there.len().min(buffer.len()),
        };
        buffer[..length].copy_from_slice(&there[..length]);
        turn.end(false)?;
        Ok(length)
    }

    pub(super) fn write(&self, handle: Handle, name: &str, at: usize, bytes: &[u8]) -> Result<(), Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Write, name, (at, bytes.len()));
        let left = state.room_left();
        let node = state.node(handle).ok_or(Trouble::Io)?;
        let growth = (at + bytes.len()).saturating_sub(node.seen().len()) as u64;
        let is_full = growth > 0 && left.is_some_and(|left| growth > left);
        let length = match turn.done(true)? {
            Done::Nothing => 0,
            Done::Half => bytes.len() / 2,
            Done::All if is_full => bytes.len() / 2,
            Done::All => bytes.len(),
        };
        if length > 0 {
            node.write(at, &bytes[..length]);
        }
        if is_full {
            state.orders.failures += 1;
            return Err(Trouble::Full);
        }
        turn.end(true)
    }

    pub(super) fn truncate(&self, handle: Handle, name: &str, length: usize) -> Result<(), Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Truncate, name, (length, 0));
        let done = turn.done(false)?;
        let node = state.node(handle).ok_or(Trouble::Io)?;
        if done != Done::Nothing {
            node.cut(length);
        }
        turn.end(false)
    }

    pub(super) fn sync(&self, handle: Handle, name: &str, names_too: bool) -> Result<(), Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Sync, name, (0, 0));
        let done = turn.done(false)?;
        let node = state.node(handle).ok_or(Trouble::Io)?;
        match turn {
            Turn::Wrong(Fault::Forget) => node.forget(),
            Turn::Last => {}
            Turn::Right | Turn::Wrong(_) if done == Done::All => {
                node.sync();
                if names_too {
                    state.sync_names();
                }
            }
            Turn::Right | Turn::Wrong(_) | Turn::Off => {}
        }
        turn.end(false)
    }

    pub(super) fn size(&self, handle: Handle, name: &str) -> Result<usize, Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Size, name, (0, 0));
        turn.end(false)?;
        Ok(state.node(handle).ok_or(Trouble::Io)?.seen().len())
    }

    /// A region of the shared memory; `None`: it is not there, and is not to be made.
    pub(super) fn map(
        &self,
        handle: Handle,
        name: &str,
        (place, size): (usize, usize),
        extend: bool,
    ) -> Result<Option<Region>, Trouble> {
        let mut state = self.state();
        let turn = state.orders.turn(Op::Map, name, (place, size));
        let left = state.room_left();
        let node = state.node(handle).ok_or(Trouble::Io)?;
        node.memory.join(handle);
        let is_new = node.memory.regions.len() <= place;
        turn.end(is_new && extend)?;
        if is_new && extend && left.is_some_and(|left| size as u64 > left) {
            state.orders.failures += 1;
            return Err(Trouble::Full);
        }
        let regions = &mut node.memory.regions;
        while extend && regions.len() <= place {
            regions.push((0..size / 8).map(|_| AtomicU64::new(0)).collect());
        }
        Ok(regions.get(place).cloned())
    }

    /// Gives up the shared memory.
    pub(super) fn unmap(&self, handle: Handle) {
        if let Some(node) = self.state().node(handle) {
            node.memory.leave(handle);
        }
    }

    pub(super) fn lock_memory(&self, handle: Handle, first: usize, count: usize, alone: bool) -> Result<bool, Trouble> {
        let mut state = self.state();
        if state.orders.off {
            return Err(Trouble::Io);
        }
        Ok(state.node(handle).ok_or(Trouble::Io)?.memory.lock(handle, first, count, alone))
    }

    pub(super) fn unlock_memory(&self, handle: Handle, first: usize, count: usize) {
        if let Some(node) = self.state().node(handle) {
            node.memory.unlock(handle, first, count);
        }
    }

    pub(super) fn lock(&self, handle: Handle, level: Level) -> Result<bool, Trouble> {
        let mut state = self.state();
        if state.orders.off {
            return Err(Trouble::Io);
        }
        Ok(state.node(handle).ok_or(Trouble::Io)?.locks.take(handle, level))
    }

    pub(super) fn unlock(&self, handle: Handle, level: Level) {
        if let Some(node) = self.state().node(handle) {
            node.locks.set(handle, level);
        }
    }

    pub(super) fn is_reserved(&self, handle: Handle) -> bool {
        self.state().node(handle).is_some_and(|node| node.locks.is_reserved())
    }
}

impl State {
    fn node(&mut self, handle: Handle) -> Option<&mut Node> {
        let id = self.opened.get(&handle)?;
        self.nodes.get_mut(id)
    }
}
