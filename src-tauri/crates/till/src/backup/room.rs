//! Room for a backup: where the disk is nearly full, the oldest backups go before it is written.

use super::view::Thinned;
use crate::{BackupPlace, Problem};

/// So many good ones stay whatever the room is, because the new one is not verified yet.
const STAY: usize = 3;
/// This much more than the backup is to be free, in bytes: for its verification, and for what is sold meanwhile.
const SPARE: u64 = 16 << 20;

/// What is asked of a folder of backups.
pub(super) trait Shelved {
    /// How many bytes may still be written there; `None`: the disk does not say.
    fn free_bytes(&self) -> Option<u64>;

    /// How long a backup is, in bytes.
    fn bytes_of(&self, name: &str) -> u64;

    /// Whether a backup is good.
    fn is_good(&self, name: &str) -> bool;

    /// Whether a backup is ours to throw away.
    fn may_go(&self, name: &str) -> bool;

    /// Throws a backup away. One that stays gives no room.
    fn throw_away(&self, name: &str);
}

/// Makes room for a backup of so many bytes. `names`: those of the same books in the order in which they were made, the last first. None
/// goes while there is room for the new one and half as much again, and none where all of them together would not be enough. The newest
/// good ones stay. Tells how many went, and in the problem how much is missing.
pub(super) fn make_room(shelved: &dyn Shelved, names: &[String], bytes: u64) -> Result<u32, Problem> {
    let wanted = bytes.saturating_add(bytes / 2).saturating_add(SPARE);
    let Some(mut free) = shelved.free_bytes().filter(|free| *free < wanted) else { return Ok(0) };
    let old: Vec<&String> = behind_the_good(shelved, names).iter().filter(|name| shelved.may_go(name)).collect();
    let could_be = old.iter().fold(free, |free, name| free.saturating_add(shelved.bytes_of(name)));
    let missing = |free: u64| Problem::BackupNoRoom { megabytes: (wanted - free).div_ceil(1_000_000) };
    if could_be < bytes {
        return Err(missing(could_be));
    }
    let mut gone = 0;
    for oldest in old.into_iter().rev() {
        if free >= wanted {
            break;
        }
        shelved.throw_away(oldest);
        gone += 1;
        free = shelved.free_bytes().unwrap_or(free);
    }
    if free < bytes { Err(missing(free)) } else { Ok(gone) }
}

/// Those that are older than the newest good ones.
fn behind_the_good<'a>(shelved: &dyn Shelved, names: &'a [String]) -> &'a [String] {
    let mut good = 0;
    for (place, name) in names.iter().enumerate() {
        good += usize::from(shelved.is_good(name));
        if good == STAY {
            return names.get(place + 1..).unwrap_or_default();
        }
    }
    &[]
}

impl Thinned {
    /// What is told when so many of so many went.
    pub(super) fn of(place: BackupPlace, gone: u32, of: usize) -> Option<Thinned> {
        let left = u32::try_from(of).unwrap_or(u32::MAX).saturating_sub(gone);
        (gone > 0).then_some(Thinned { place, gone, left })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    const MB: u64 = 1_000_000;
    /// Each backup is so long.
    const BYTES: u64 = 1_500 * MB;

    /// A disk of backups that all have the same length.
    struct Disk {
        free: RefCell<Option<u64>>,
        each: u64,
        bad: &'static [&'static str],
        theirs: &'static [&'static str],
        gone: RefCell<Vec<String>>,
    }

    impl Disk {
        fn with(free: u64) -> Disk {
            Disk { free: RefCell::new(Some(free)), each: BYTES, bad: &[], theirs: &[], gone: RefCell::default() }
        }
    }

    impl Shelved for Disk {
        fn free_bytes(&self) -> Option<u64> {
            *self.free.borrow()
        }

        fn bytes_of(&self, _name: &str) -> u64 {
            self.each
        }

        fn is_good(&self, name: &str) -> bool {
            !self.bad.contains(&name)
        }

        fn may_go(&self, name: &str) -> bool {
            !self.theirs.contains(&name)
        }

        fn throw_away(&self, name: &str) {
            self.gone.borrow_mut().push(name.to_owned());
            *self.free.borrow_mut() = self.free_bytes().map(|free| free + self.each);
        }
    }

    /// `14` was made last.
    fn names() -> Vec<String> {
        (1..=14).rev().map(|number| number.to_string()).collect()
    }

    #[test]
    fn nothing_goes_while_there_is_room_and_where_the_disk_does_not_say() {
        let disk = Disk::with(BYTES * 3 / 2 + SPARE);
        assert_eq!(make_room(&disk, &names(), BYTES), Ok(0));
        *disk.free.borrow_mut() = None;
        assert_eq!(make_room(&disk, &names(), BYTES), Ok(0));
        assert!(disk.gone.borrow().is_empty());
    }

    #[test]
    fn the_oldest_go_first_and_only_as_many_as_are_needed() {
        let disk = Disk::with(0);
        assert_eq!(make_room(&disk, &names(), BYTES), Ok(2));
        assert_eq!(*disk.gone.borrow(), ["1", "2"]);
    }

    #[test]
    fn the_newest_good_ones_stay_and_bad_ones_do_not_count_for_them() {
        let disk = Disk { bad: &["14", "12"], ..Disk::with(0) };
        // Each gives nothing back: the disk is full of something else.
        assert_eq!(make_room(&Stuck(&disk), &names(), BYTES), Err(Problem::BackupNoRoom { megabytes: 2_267 }));
        assert_eq!(*disk.gone.borrow(), (1..=9).map(|number| number.to_string()).collect::<Vec<_>>());
        let few = Disk { bad: &["14"], ..Disk::with(0) };
        assert!(make_room(&few, &names()[..3], BYTES).is_err());
        assert!(few.gone.borrow().is_empty(), "two good ones are too few to take one");
    }

    #[test]
    fn what_is_not_ours_stays() {
        let disk = Disk { theirs: &["1", "3"], ..Disk::with(0) };
        assert_eq!(make_room(&disk, &names(), BYTES), Ok(2));
        assert_eq!(*disk.gone.borrow(), ["2", "4"]);
    }

    #[test]
    fn a_backup_that_just_fits_is_tried_and_one_that_does_not_says_how_much_is_missing() {
        assert_eq!(make_room(&Disk::with(BYTES), &[], BYTES), Ok(0));
        let missing = Err(Problem::BackupNoRoom { megabytes: 1_267 });
        assert_eq!(make_room(&Disk::with(1_000 * MB), &[], BYTES), missing);
    }

    #[test]
    fn none_goes_where_all_of_them_would_not_be_enough() {
        let disk = Disk { each: BYTES / 20, ..Disk::with(100 * MB) };
        // Eleven of 75 MB.
        assert_eq!(make_room(&disk, &names(), BYTES), Err(Problem::BackupNoRoom { megabytes: 1_342 }));
        assert!(disk.gone.borrow().is_empty());
    }

    /// Nothing that is thrown away gives room.
    struct Stuck<'a>(&'a Disk);

    impl Shelved for Stuck<'_> {
        fn free_bytes(&self) -> Option<u64> {
            Some(0)
        }

        fn bytes_of(&self, name: &str) -> u64 {
            self.0.bytes_of(name)
        }

        fn is_good(&self, name: &str) -> bool {
            self.0.is_good(name)
        }

        fn may_go(&self, name: &str) -> bool {
            self.0.may_go(name)
        }

        fn throw_away(&self, name: &str) {
            self.0.throw_away(name);
        }
    }
}
