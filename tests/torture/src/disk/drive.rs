//! A disk as SQLite uses it: its files and its directory.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::fault::{Done, Fault, Op, Orders, Trouble, Turn};
use super::locks::{Handle, Level, Region};
use super::node::{Chance, Node};

pub(super) type NodeId = u64;

pub(super) struct Drive {
    pub(super) id: u64,
    pub(super) state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) nodes: BTreeMap<NodeId, Node>,
    pub(super) opened: BTreeMap<Handle, NodeId>,
    /// The directory as it is seen, as it is for good, and the changes in between: a name and what it stood for.
    pub(super) names: BTreeMap<String, NodeId>,
    pub(super) durable_names: BTreeMap<String, NodeId>,
    pub(super) renamed: Vec<(String, Option<NodeId>)>,
    pub(super) orders: Orders,
    pub(super) newest: u64,
}

impl State {
    fn new_node(&mut self, node: Node) -> NodeId {
        self.newest += 1;
        self.nodes.insert(self.newest, node);
        self.newest
    }

    pub(super) fn put(&mut self, name: &str, image: Vec<u8>) {
        let id = self.new_node(Node::durable(image));
        self.names.insert(name.to_owned(), id);
        self.sync_names();
    }

    pub(super) fn used(&self) -> u64 {
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
    pub(super) fn names_after_power_cut(&self, chance: &mut Chance) -> BTreeMap<String, NodeId> {
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
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
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
            Turn::Right | Turn::Wrong(_) | Turn::Lost | Turn::Off => {}
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
