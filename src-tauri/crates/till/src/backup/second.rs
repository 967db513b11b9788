//! The way to the second folder. It may be on a stick or a share, and one that was unplugged answers nothing, neither yes nor
//! no, for minutes: whoever looks there does it on a thread of its own and is given up.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::{Problem, Reach};

/// So long a person waits for a look into the folder.
pub(crate) const LOOK: Duration = Duration::from_secs(3);
/// So long a backup is read there: all of its bytes are.
pub(crate) const READ: Duration = Duration::from_secs(60);
/// So long the daily task waits for a copy to be written: a slow stick takes minutes for a large ledger.
pub(crate) const COPY: Duration = Duration::from_secs(600);

/// One that goes beside the sales takes so many times as long.
pub(crate) const BESIDE: u32 = 3;
/// How often it is asked whether anybody still wants what is done there.
const ASK_EACH: Duration = Duration::from_secs(1);

/// How a look stands.
const LOOKING: u8 = 0;
const GIVEN_UP: u8 = 1;
const DONE: u8 = 2;

/// The way there.
pub(crate) struct Second {
    pub(super) reach: Arc<dyn Reach>,
    /// Looks that were given up and have not come back: while there are any, no other is begun.
    lost: Arc<AtomicUsize>,
}

impl Second {
    pub(crate) fn new(reach: Arc<dyn Reach>) -> Second {
        Second { reach, lost: Arc::default() }
    }

    /// Does something in the folder, or tells that it does not answer.
    pub(crate) fn within<T: Send + 'static>(
        &self,
        folder: &Path,
        patience: Duration,
        work: impl FnOnce(&Path) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.within_while(folder, patience, &|| true, work)
    }

    /// The same. It is given up before its time when nobody wants it any more.
    pub(crate) fn within_while<T: Send + 'static>(
        &self,
        folder: &Path,
        patience: Duration,
        is_wanted: &dyn Fn() -> bool,
        work: impl FnOnce(&Path) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        if self.lost.load(Ordering::Acquire) > 0 {
            return Err(Problem::BackupFolderSilent);
        }
        let (done, result) = mpsc::channel();
        let (reach, lost, stage) = (self.reach.clone(), self.lost.clone(), Arc::new(AtomicU8::new(LOOKING)));
        let (theirs, folder) = (stage.clone(), folder.to_owned());
        let look = move || {
            reach.enter(&folder);
            let found = work(&folder);
            if theirs.swap(DONE, Ordering::AcqRel) == GIVEN_UP {
                lost.fetch_sub(1, Ordering::AcqRel);
            }
            // Nobody waits any more when it took too long.
            let _ = done.send(found);
        };
        let begun = std::thread::Builder::new().name("second folder".to_owned()).spawn(look);
        begun.map_err(|_| Problem::BackupFolderSilent)?;
        let end = Instant::now() + patience;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match result.recv_timeout(left.min(ASK_EACH)) {
                Ok(found) => return Ok(found),
                Err(RecvTimeoutError::Timeout) if left > ASK_EACH && is_wanted() => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        // Counted before it is told, so that one that comes back just now takes itself off again.
        self.lost.fetch_add(1, Ordering::AcqRel);
        if stage.compare_exchange(LOOKING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire).is_err() {
            self.lost.fetch_sub(1, Ordering::AcqRel);
        }
        Err(Problem::BackupFolderSilent)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// A folder that lets nobody in while the lock is held.
    struct Gate(Mutex<()>);

    impl Reach for Gate {
        fn enter(&self, _folder: &Path) {
            drop(self.0.lock());
        }

        fn free_bytes(&self, _folder: &Path) -> Option<u64> {
            None
        }
    }

    #[test]
    fn a_folder_that_hangs_is_given_up_and_asked_again_once_it_has_come_back() {
        let gate = Arc::new(Gate(Mutex::new(())));
        let second = Second::new(gate.clone());
        let look = |patience| second.within(Path::new("/"), patience, |folder| folder.is_dir());
        assert_eq!(look(LOOK), Ok(true));
        let shut = gate.0.lock().unwrap();
        assert_eq!(look(Duration::from_millis(20)), Err(Problem::BackupFolderSilent));
        let began = std::time::Instant::now();
        assert_eq!(look(COPY), Err(Problem::BackupFolderSilent), "no second one is sent after the first");
        assert!(began.elapsed() < COPY / 2);
        drop(shut);
        while second.lost.load(Ordering::Acquire) > 0 {
            std::thread::yield_now();
        }
        assert_eq!(look(LOOK), Ok(true));
    }
}
