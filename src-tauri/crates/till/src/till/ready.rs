//! Which providers may be given new sales: those whose wallet was read at that address with that login, as long as nothing
//! has shown since that every sale would run into the same wall.

use std::collections::BTreeMap;
use std::hash::RandomState;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use providers::Trouble;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::settings::store::Store;
use crate::{Closing, Connection};

/// How often the wallet of a closed provider is tried by itself.
pub(crate) const TRY_AGAIN: Duration = Duration::from_secs(60);

/// How soon after the last time it may be tried because somebody wants to sell.
const TRY_FOR_SALE: Duration = Duration::from_secs(10);

/// The longest that a provider stays closed by itself whose wallet can be read and whose sales are turned away.
const LONGEST_PAUSE: Duration = Duration::from_secs(30 * 60);

/// Who has a wallet read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// A person, by a button: a good reading opens the provider at once.
    Person,
    /// The till.
    Itself,
}

/// A provider as the file has it. Its login is not in it: a login that is changed makes the entry go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// Address and open names, as `Access::account` gives them.
    account: String,
    closed: Option<Closing>,
    /// The head of an answer that is no balance. It is told by the next reading again, and not kept.
    #[serde(skip)]
    said: Option<String>,
}

/// The file, by provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct ReadyFile {
    #[serde(default)]
    providers: BTreeMap<String, Kept>,
}

/// A provider as it is known now.
struct Entry {
    kept: Kept,
    /// Of address and login; `None` until the connection of the file is seen for the first time.
    fingerprint: Option<u64>,
    /// When its wallet was tried last, or since when it is closed.
    tried_at: Instant,
    /// How often sales have closed it since a sale got the company's own answer.
    walls: u32,
    /// Before then no reading by itself opens it: such a wall does not stand before the wallet's call.
    held_until: Option<Instant>,
    /// It was closed by a wall that an enquiry met, and nothing else has shown one since.
    by_enquiry: bool,
}

impl Entry {
    fn new(kept: Kept, fingerprint: Option<u64>) -> Entry {
        Entry { kept, fingerprint, tried_at: Instant::now(), walls: 0, held_until: None, by_enquiry: false }
    }

    /// How long readings by itself open nothing yet.
    fn held_for(&self) -> Duration {
        self.held_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()))
    }
}

/// How long a provider stays closed that has turned so many sales away in a row: 1, 2, 4, … minutes.
fn pause(walls: u32) -> Duration {
    TRY_AGAIN.saturating_mul(1 << walls.saturating_sub(1).min(10)).min(LONGEST_PAUSE)
}

#[derive(Default)]
struct Known {
    entries: BTreeMap<String, Entry>,
    by: RandomState,
}

/// What is known of all providers.
#[derive(Default)]
pub struct Readiness {
    known: Mutex<Known>,
    store: Option<Store<ReadyFile>>,
}

impl Readiness {
    /// One that is kept in a folder, so that a shop that was ready yesterday sells at once today.
    pub fn kept_in(folder: &Path) -> Readiness {
        let store = Store::<ReadyFile>::new(folder, "ready.json");
        // One that cannot be read costs a reading of the wallets.
        let file = store.load().ok().flatten().unwrap_or_default();
        let entry = |(slug, kept)| (slug, Entry::new(kept, None));
        let entries = file.providers.into_iter().map(entry).collect();
        Readiness { known: Mutex::new(Known { entries, by: RandomState::new() }), store: Some(store) }
    }

    /// Why a provider takes no new sales as it is connected now; `None`: it takes them.
    pub fn closed(&self, connection: &Connection) -> Option<Closing> {
        self.with(|known| known.entry(connection).map_or(Some(Closing::NeverRead), |entry| entry.kept.closed))
    }

    /// What it answers instead of a balance, where it is closed for that.
    pub fn said(&self, connection: &Connection) -> Option<String> {
        self.with(|known| known.entry(connection).and_then(|entry| entry.kept.said.clone()))
    }

    /// Its wallet was read. Tells whether that has opened it.
    pub(crate) fn was_read(&self, connection: &Connection, by: By) -> bool {
        let held_for = self.with(|known| known.entry(connection).map_or(Duration::ZERO, |entry| entry.held_for()));
        (by == By::Person || held_for.is_zero()) && self.set(connection, None, None)
    }

    /// The reading of its wallet ended in a trouble. Tells whether that has closed it, or changed why it is.
    pub(crate) fn ran_into(&self, connection: &Connection, trouble: &Trouble) -> bool {
        match (Closing::of(trouble), trouble) {
            // Who was ready goes on selling: one odd balance is not in the way of a sale.
            (Some(Closing::BalanceUnreadable), _) if self.closed(connection).is_none() => false,
            (closing @ Some(_), Trouble::BalanceUnreadable { words }) => {
                self.set(connection, closing, Some(words.clone()))
            }
            (closing @ Some(_), _) => self.set(connection, closing, None),
            (None, _) => false,
        }
    }

    /// A sale ended in a trouble. What closes it then does not stand before the wallet's call, most likely: each
    /// time it is closed for longer, so that not every minute a customer's sale runs into the same wall. Tells whether that has
    /// closed it, or changed why it is.
    pub(crate) fn turned_away(&self, connection: &Connection, trouble: &Trouble) -> bool {
        let Some(closing) = Closing::of(trouble) else { return false };
        self.with(|known| {
            let entry = known.entry(connection).filter(|entry| entry.kept.closed.is_none());
            if let Some(entry) = entry {
                entry.walls = entry.walls.saturating_add(1);
                entry.held_until = Some(Instant::now() + pause(entry.walls));
            }
        });
        self.set(connection, Some(closing), None)
    }

    /// An enquiry ended in a trouble. What stands before enquiries may stand before nothing else: it closes a provider no longer
    /// than until the wallet is read, which is not put off by it, and counts for nothing. Tells whether that has closed it.
    pub(crate) fn turned_enquiry_away(&self, connection: &Connection, trouble: &Trouble) -> bool {
        let Some(closing) = Closing::of(trouble) else { return false };
        let is_closed = self.with(|known| {
            let Some(entry) = known.entry(connection).filter(|entry| entry.kept.closed.is_none()) else { return false };
            (entry.kept.closed, entry.by_enquiry) = (Some(closing), true);
            true
        });
        if is_closed {
            self.save();
        }
        is_closed
    }

    /// An enquiry got the company's own answer: what an enquiry has closed is open. Of sales it says nothing, because another
    /// page answers them. Tells whether that has opened it.
    pub(crate) fn enquiry_was_answered(&self, connection: &Connection) -> bool {
        let by_enquiry = self.with(|known| known.entry(connection).is_some_and(|entry| entry.by_enquiry));
        by_enquiry && self.set(connection, None, None)
    }

    /// A sale got the company's own answer: no wall stands before it.
    pub(crate) fn was_answered(&self, connection: &Connection) {
        self.with(|known| {
            if let Some(entry) = known.entry(connection) {
                entry.walls = 0;
            }
        });
    }

    /// Forgets a provider: its login was changed, or it is gone.
    pub(crate) fn forget(&self, slug: &str) {
        let is_gone = self.with(|known| known.entries.remove(slug).is_some());
        if is_gone {
            self.save();
        }
    }

    /// How long until the wallet of a closed provider is to be tried; `None` when it is open.
    pub(crate) fn try_in(&self, connection: &Connection) -> Option<Duration> {
        self.with(|known| match known.entry(connection) {
            Some(entry) if entry.kept.closed.is_none() => None,
            Some(entry) => Some(TRY_AGAIN.saturating_sub(entry.tried_at.elapsed()).max(entry.held_for())),
            None => Some(Duration::ZERO),
        })
    }

    /// Whether the wallet of a closed provider may be tried at once, because somebody wants to sell.
    pub(crate) fn may_try_now(&self, connection: &Connection) -> bool {
        self.with(|known| match known.entry(connection) {
            Some(entry) if entry.kept.closed.is_none() => false,
            Some(entry) => entry.held_for().is_zero() && entry.tried_at.elapsed() >= TRY_FOR_SALE,
            None => true,
        })
    }

    /// Its wallet is about to be tried.
    pub(crate) fn trying(&self, connection: &Connection) {
        self.with(|known| match known.entry(connection) {
            Some(entry) => entry.tried_at = Instant::now(),
            None => known.put(connection, Some(Closing::NeverRead), None),
        });
    }

    fn set(&self, connection: &Connection, closed: Option<Closing>, said: Option<String>) -> bool {
        let is_changed = self.with(|known| {
            let Some(entry) = known.entry(connection) else {
                known.put(connection, closed, said);
                return true;
            };
            entry.by_enquiry = false;
            let is_changed = entry.kept.closed != closed || entry.kept.said != said;
            if is_changed {
                (entry.kept.closed, entry.kept.said, entry.tried_at) = (closed, said, Instant::now());
                entry.held_until = entry.held_until.filter(|_| closed.is_some());
            }
            is_changed
        });
        if is_changed {
            self.save();
        }
        is_changed
    }

    fn with<T>(&self, look: impl FnOnce(&mut Known) -> T) -> T {
        look(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn save(&self) {
        let Some(store) = &self.store else { return };
        // Under the lock, so that a later state is never overwritten by an earlier one. One that cannot be written costs a
        // reading of the wallets at the next start.
        self.with(|known| {
            let providers = known.entries.iter().map(|(slug, entry)| (slug.clone(), entry.kept.clone())).collect();
            drop(store.save(&ReadyFile { providers }));
        });
    }
}

impl Known {
    /// The entry of a connection, when it is about this address and this login.
    fn entry(&mut self, connection: &Connection) -> Option<&mut Entry> {
        let now = connection.access.fingerprint(&self.by);
        let entry = self.entries.get_mut(connection.slug())?;
        match entry.fingerprint {
            Some(known) => (known == now).then_some(entry),
            None if connection.access.is_account(&entry.kept.account) => {
                entry.fingerprint = Some(now);
                Some(entry)
            }
            None => None,
        }
    }

    fn put(&mut self, connection: &Connection, closed: Option<Closing>, said: Option<String>) {
        let kept = Kept { account: connection.access.account(), closed, said };
        let fingerprint = Some(connection.access.fingerprint(&self.by));
        self.entries.insert(connection.slug().to_owned(), Entry::new(kept, fingerprint));
    }
}
