//! A disk as the proof holds it: it makes things go wrong, cuts the power, and looks at what is left.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};

use super::drive::{Drive, NodeId, State};
use super::fault::{Fault, Operation};
use super::node::{Chance, Loss};

/// The folder below which the disks are. No file of a disk is ever there; but what the program writes beside its ledger by
/// the operating system is, for whoever makes the folder of a disk there.
static FOLDER: LazyLock<String> =
    LazyLock::new(|| format!("{}/disk-that-lies-{}/", std::env::temp_dir().display(), std::process::id()));

/// The disks of this process.
static DRIVES: Mutex<BTreeMap<u64, Weak<Drive>>> = Mutex::new(BTreeMap::new());
static IDS: AtomicU64 = AtomicU64::new(1);

/// A disk in memory under SQLite; see the module for what it can do. Clones are the same disk. It is gone when the last
/// clone and the last connection to it are.
#[derive(Clone)]
pub struct Disk(Arc<Drive>);

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

    /// Every read of that byte of a file fails from now on, until `mend`: the sector cannot be read any more.
    #[cfg(test)]
    pub fn lose(&self, name: &str, place: usize) {
        self.state().orders.lost = Some((name.to_owned(), place));
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
