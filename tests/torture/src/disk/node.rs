//! One file on the disk: what a reader sees, what a power cut cannot take any more, and the changes in between.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::locks::{FileLocks, SharedMemory};

/// What a drive writes whole or not at all, in bytes.
pub const SECTOR: usize = 512;

/// How much of what was not synced a power cut takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// All of it.
    All,
    /// Nothing: everything happened to be written in time.
    Nothing,
    /// Chance decides for every sector, every length and every name.
    Some,
}

/// A change that is not synced.
#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut { len: usize },
}

impl Change {
    fn apply(&self, image: &mut Vec<u8>) {
        match self {
            Change::Write { at, bytes } => put(image, *at, bytes),
            Change::Cut { len } => image.resize(*len, 0),
        }
    }
}

/// Writes into an image, with zeros in what was left out before.
fn put(image: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if image.len() < end {
        image.resize(end, 0);
    }
    image[at..end].copy_from_slice(bytes);
}

/// A file.
#[derive(Default)]
pub(super) struct Node {
    seen: Vec<u8>,
    durable: Vec<u8>,
    unsynced: Vec<Change>,
    pub(super) locks: FileLocks,
    pub(super) memory: SharedMemory,
}

impl Node {
    /// A file that is on the disk for good.
    pub(super) fn durable(image: Vec<u8>) -> Node {
        Node { seen: image.clone(), durable: image, ..Node::default() }
    }

    /// The same file for another program: the changes that are not synced are not lost, and no surer than before.
    pub(super) fn left_behind(&self) -> Node {
        let Node { seen, durable, unsynced, .. } = self;
        Node { seen: seen.clone(), durable: durable.clone(), unsynced: unsynced.clone(), ..Node::default() }
    }

    pub(super) fn seen(&self) -> &[u8] {
        &self.seen
    }

    pub(super) fn write(&mut self, at: usize, bytes: &[u8]) {
        self.change(Change::Write { at, bytes: bytes.to_vec() });
    }

    pub(super) fn cut(&mut self, len: usize) {
        self.change(Change::Cut { len });
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.seen);
        self.unsynced.push(change);
    }

    /// Makes every change durable.
    pub(super) fn sync(&mut self) {
        for change in std::mem::take(&mut self.unsynced) {
            change.apply(&mut self.durable);
        }
    }

    /// What Linux does after a failed sync: readers still see the changes, the disk will never have them, and the next
    /// sync reports that all is well.
    pub(super) fn forget(&mut self) {
        self.unsynced.clear();
    }

    /// What the file is when the power comes back.
    pub(super) fn after_power_cut(&self, chance: &mut Chance, loss: Loss) -> Vec<u8> {
        match loss {
            Loss::All => self.durable.clone(),
            Loss::Nothing => self.seen.clone(),
            Loss::Some => self.torn(chance),
        }
    }

    /// Every sector holds what it held at some moment since the last sync, each at a moment of its own, and so has the
    /// length of the file: that is all that a page cache and a drive promise. How much is lost varies: with every second
    /// sector gone nothing that spans some of them would ever be whole, and such luck is what has to be tried too.
    fn torn(&self, chance: &mut Chance) -> Vec<u8> {
        let lost_of = [2, 16, 256, usize::MAX][chance.below(4)];
        let mut image = self.durable.clone();
        let mut pieces = Vec::new();
        // Now and then the changes arrive in order, up to one of them.
        let in_order = chance.below(4) == 0;
        let (whole, unsynced) = match in_order {
            true => self.unsynced.split_at(chance.below(self.unsynced.len() + 1)),
            false => self.unsynced.split_at(0),
        };
        whole.iter().for_each(|change| change.apply(&mut image));
        let mut lengths = vec![image.len()];
        let unsynced = if in_order { &unsynced[..unsynced.len().min(1)] } else { unsynced };
        for change in unsynced {
            let before = *lengths.last().unwrap_or(&0);
            let (at, bytes, after) = match change {
                Change::Write { at, bytes } => (*at, bytes.clone(), before.max(at + bytes.len())),
                Change::Cut { len } => (*len, vec![0; before.saturating_sub(*len)], *len),
            };
            lengths.push(after);
            pieces.extend(in_sectors(at, &bytes).map(|(at, piece)| (at, piece.to_vec())));
        }
        image.resize(lengths.iter().copied().max().unwrap_or(0), 0);
        let mut touched: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, _) in &pieces {
            *touched.entry(at / SECTOR).or_default() += 1;
        }
        let mut left: BTreeMap<usize, usize> =
            touched.into_iter().map(|(sector, times)| (sector, chance.arrived(times, lost_of))).collect();
        for (at, piece) in &pieces {
            let left = left.entry(at / SECTOR).or_default();
            if *left > 0 {
                *left -= 1;
                image[*at..at + piece.len()].copy_from_slice(piece);
            }
        }
        let newest = lengths.len() - 1;
        image.truncate(lengths[chance.arrived(newest, lost_of)]);
        image
    }
}

/// The parts of a write that fall into one sector each.
fn in_sectors(at: usize, bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let here = at + done;
        let room = SECTOR - here % SECTOR;
        let piece = &bytes[done..bytes.len().min(done + room)];
        done += piece.len();
        (!piece.is_empty()).then_some((here, piece))
    })
}

/// Chance, from a seed.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn of(seed: u64) -> Chance {
        Chance(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below another, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end)
    }

    /// How many of so many changes of one sector arrived: all, but for one case in `lost_of`.
    fn arrived(&mut self, times: usize, lost_of: usize) -> usize {
        if self.below(lost_of) == 0 { self.below(times.max(1)) } else { times }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_falls_into_its_sectors() {
        let bytes = vec![7; 1_100];
        let pieces: Vec<(usize, usize)> = in_sectors(500, &bytes).map(|(at, piece)| (at, piece.len())).collect();
        assert_eq!(pieces, [(500, 12), (512, 512), (1_024, 512), (1_536, 64)]);
        assert_eq!(in_sectors(3, &[]).count(), 0);
    }

    #[test]
    fn only_what_was_synced_is_sure() {
        let mut node = Node::default();
        node.write(0, &[1; 2_000]);
        node.sync();
        node.write(512, &[2; 512]);
        node.write(512, &[3; 1_024]);
        node.cut(1_600);
        let (mut shorter, mut seen) = (0, std::collections::BTreeSet::new());
        for seed in 0..400 {
            let image = node.after_power_cut(&mut Chance::of(seed), Loss::Some);
            assert!(image[..512].iter().all(|byte| *byte == 1), "what was synced is gone");
            seen.insert((image[512], image[1_024]));
            assert!(image[512..1_024].windows(2).all(|two| two[0] == two[1]), "a sector is torn in itself");
            shorter += usize::from(image.len() == 1_600);
        }
        // Old and new beside each other, in both orders.
        assert_eq!(seen.len(), 6, "{seen:?}");
        assert!((1..400).contains(&shorter));
        let mut chance = Chance::of(1);
        assert_eq!(node.after_power_cut(&mut chance, Loss::All), vec![1; 2_000]);
        assert_eq!(node.after_power_cut(&mut chance, Loss::Nothing), node.seen());
    }

    #[test]
    fn what_a_failed_sync_forgot_never_comes() {
        let mut node = Node::default();
        node.write(0, b"first");
        node.forget();
        node.write(5, b" second");
        node.sync();
        assert_eq!(node.seen(), b"first second");
        assert_eq!(node.after_power_cut(&mut Chance::of(1), Loss::Nothing), b"first second");
        assert_eq!(node.after_power_cut(&mut Chance::of(1), Loss::Some), b"\0\0\0\0\0 second");
    }
}
