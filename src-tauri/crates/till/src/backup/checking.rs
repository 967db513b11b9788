//! The check of the ledgers' whole files: it begins some minutes after the start, works while nobody sells, and gives way to every write.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use ledger::{LedgerError, Slice};

use super::aside;
use super::keep::Backups;
use super::pace::Pace;
use crate::{About, Mode, Till};

/// The start belongs to the customer who waits, and then to the backup.
const FIRST_LOOK: Duration = Duration::from_secs(180);
/// How often it is looked whether anybody wrote. Who did not write since the last look does not sell.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// A little between two goes.
const BREATH: Duration = Duration::from_secs(1);
/// So long one go takes, if its slices are short.
const GO: Duration = Duration::from_secs(20);
/// After so many looks and goes that a sale ended, one go is made beside the sales: a shop that never rests is checked, too. They do
/// not wait for it.
const PUT_OFF_MOST: u32 = 30;

/// What is known of a till since the last look.
#[derive(Debug, Default)]
struct Known {
    writes: u64,
    put_off: u32,
}

impl Known {
    /// Whether a till may be checked now, and whether that gives way. `None`: somebody is selling. By how many writes began so far, and
    /// how many requests are on the line.
    fn gives_way(&mut self, writes: u64, requests: usize) -> Option<bool> {
        let is_quiet = std::mem::replace(&mut self.writes, writes) == writes && requests == 0;
        if self.put_off >= PUT_OFF_MOST {
            return Some(false);
        }
        if !is_quiet {
            self.put_off += 1;
        }
        is_quiet.then_some(true)
    }

    /// A go ended.
    fn note(&mut self, gives_way: bool, slice: Slice) {
        self.put_off = match slice {
            Slice::GaveWay if gives_way => self.put_off.saturating_add(1),
            Slice::More if gives_way => self.put_off,
            // A go beside the sales was made, also where the log grew too long for it.
            Slice::GaveWay | Slice::More | Slice::Whole | Slice::Damaged | Slice::Unread => 0,
        };
    }
}

/// What is known of the tills.
#[derive(Default)]
pub(crate) struct Looks {
    practice: Known,
    real: Known,
}

impl Looks {
    fn of(&mut self, mode: Mode) -> &mut Known {
        match mode {
            Mode::Practice => &mut self.practice,
            Mode::Real => &mut self.real,
        }
    }
}

impl Backups {
    /// The task.
    pub(crate) async fn check_files(backups: Weak<Backups>) {
        let (mut looks, mut wait) = (Looks::default(), FIRST_LOOK);
        loop {
            tokio::time::sleep(wait).await;
            // The shop was closed.
            let Some(backups) = backups.upgrade() else { return };
            wait = if backups.check_some(&mut looks).await { BREATH } else { LOOK_EVERY };
        }
    }

    /// Makes one go, at the first till that may be checked now. Tells whether there is more to do at once.
    async fn check_some(&self, looks: &mut Looks) -> bool {
        // A backup reads the same disk.
        if self.work.try_lock().is_err() {
            return false;
        }
        for till in self.tills() {
            if till.is_closed() || !till.ledger.check_due(till.clock.now_ms()) {
                continue;
            }
            let known = looks.of(till.mode());
            let gives_way = known.gives_way(till.ledger.writes_begun(), till.requests_on_the_line());
            let Some(gives_way) = gives_way else { continue };
            // A file that cannot be read now is tried again at the next look.
            let Some(slice) = checked(&till, move |till| go(till, gives_way, GO, resting())).await else { continue };
            known.note(gives_way, slice);
            match slice {
                Slice::GaveWay | Slice::Unread => {}
                Slice::More | Slice::Whole | Slice::Damaged => return slice == Slice::More,
            }
        }
        false
    }

    /// Checks the files of all open tills to the end, whoever sells meanwhile.
    pub(crate) async fn check_files_now(&self) {
        for till in self.tills() {
            checked(&till, |till| go(till, false, Duration::MAX, || ())).await;
        }
    }
}

/// Makes a go beside what the program does, and tells how it ended. The window is told when something else is known of the file now.
async fn checked(
    till: &Arc<Till>,
    go: impl FnOnce(&Till) -> Result<Slice, LedgerError> + Send + 'static,
) -> Option<Slice> {
    let (before, held) = (till.ledger.file_check(), till.clone());
    let went = aside(move || go(&held)).await;
    let slice = went.ok().and_then(|went| till.heed_books(went));
    if till.ledger.file_check() != before {
        till.tell(About::Books);
    }
    slice
}

/// Checks slice after slice for so long. Tells how the last one ended.
fn go(
    till: &Till,
    gives_way: bool,
    most: Duration,
    rest: impl FnMut() + Send + Clone + 'static,
) -> Result<Slice, LedgerError> {
    let began = Instant::now();
    loop {
        let slice = till.ledger.check_slice(till.clock.now_ms(), gives_way, rest.clone())?;
        if slice != Slice::More || began.elapsed() >= most {
            return Ok(slice);
        }
    }
}

/// Rests again and again, so that it never has a core of the computer for itself. It need not stand still, because it gives way.
fn resting() -> impl FnMut() + Send + Clone + 'static {
    let mut pace = Pace::new();
    move || pace.keep(|| false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_checked_while_somebody_sells() {
        let mut known = Known::default();
        assert_eq!(known.gives_way(7, 0), None, "something was written since the last look");
        assert_eq!(known.gives_way(7, 1), None, "a request is on the line");
        assert_eq!(known.gives_way(7, 0), Some(true));
        assert_eq!(known.gives_way(8, 0), None);
    }

    #[test]
    fn a_shop_that_never_rests_is_checked_beside_its_sales_now_and_then() {
        let mut known = Known::default();
        let mut goes = Vec::new();
        for look in 1..=100 {
            if let Some(gives_way) = known.gives_way(look, 0) {
                known.note(gives_way, Slice::More);
                goes.push((look, gives_way));
            }
        }
        assert_eq!(goes, [(31, false), (62, false), (93, false)]);
        // And one whose goes all end in a sale.
        let mut known = Known::default();
        let mut looks = 0;
        while known.gives_way(0, 0) == Some(true) {
            known.note(true, Slice::GaveWay);
            looks += 1;
        }
        assert_eq!(looks, PUT_OFF_MOST);
    }
}
