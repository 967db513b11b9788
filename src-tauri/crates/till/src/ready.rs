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

use crate::Connection;
use crate::settings::Store;

/// How often the wallet of a closed provider is tried by itself.
pub(crate) const TRY_AGAIN: Duration = Duration::from_secs(60);

/// Why a provider takes no new sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// Its wallet was never read at this address with this login.
    NeverRead,
    /// A web page stands where an answer should be.
    WebPage,
    /// There is nothing at the address.
    NoSuchAddress,
    /// Something in between turns the calls away.
    WallBetween,
    /// It refuses the login.
    LoginRefused,
    /// It does not list the shop's internet address.
    AddressNotListed,
    /// Its encryption is older than what may carry money.
    EncryptionTooOld,
    /// Its certificate is not its own.
    CertificateWrong,
    /// Nobody vouches for its certificate.
    IssuerUnknown,
    /// The address says https, and plain http is spoken there.
    SpeaksPlainHttp,
    /// The address says http, and https is spoken there.
    SpeaksTls,
    /// A proxy on the way wants a login.
    ProxyLogin,
    /// The answer leads to another place.
    LedElsewhere,
}

impl Closing {
    /// What a trouble closes for: only what meets the next call as well. A line that is down, a wallet that is empty and
    /// a sale that was refused close nothing.
    pub(crate) fn of(trouble: &Trouble) -> Option<Closing> {
        match trouble {
            Trouble::CredentialsRefused { .. } => Some(Closing::LoginRefused),
            Trouble::AddressNotListed { .. } => Some(Closing::AddressNotListed),
            Trouble::EncryptionTooOld => Some(Closing::EncryptionTooOld),
            Trouble::CertificateWrong => Some(Closing::CertificateWrong),
            Trouble::IssuerUnknown => Some(Closing::IssuerUnknown),
            Trouble::SpeaksPlainHttp => Some(Closing::SpeaksPlainHttp),
            Trouble::SpeaksTls => Some(Closing::SpeaksTls),
            Trouble::WebPageAtAddress => Some(Closing::WebPage),
            Trouble::HostUnknown | Trouble::NothingAtAddress { .. } => Some(Closing::NoSuchAddress),
            Trouble::WallBetween { .. } => Some(Closing::WallBetween),
            Trouble::ProxyLogin => Some(Closing::ProxyLogin),
            Trouble::LedElsewhere { .. } => Some(Closing::LedElsewhere),
            Trouble::NoNetwork
            | Trouble::ConnectionRefused
            | Trouble::ClockWrong
            | Trouble::TimedOut
            | Trouble::LineBroke
            | Trouble::ProviderError { .. }
            | Trouble::AnswerUnreadable
            | Trouble::AnswerNotOurs
            | Trouble::AnswerContradictsItself
            | Trouble::AnswerWordUnknown { .. }
            | Trouble::DuplicateOrder
            | Trouble::WalletEmpty { .. }
            | Trouble::ProviderSays { .. }
            | Trouble::LinkExpired { .. }
            | Trouble::AlreadyOnboarded { .. }
            | Trouble::FieldRefused { .. } => None,
        }
    }
}

/// A provider as the file has it. Its login is not in it: a login that is changed makes the entry go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// Address and open names, as `Access::account` gives them.
    account: String,
    closed: Option<Closing>,
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
        let entry = |(slug, kept)| (slug, Entry { kept, fingerprint: None, tried_at: Instant::now() });
        let entries = file.providers.into_iter().map(entry).collect();
        Readiness { known: Mutex::new(Known { entries, by: RandomState::new() }), store: Some(store) }
    }

    /// Why a provider takes no new sales as it is connected now; `None`: it takes them.
    pub fn closed(&self, connection: &Connection) -> Option<Closing> {
        self.with(|known| known.entry(connection).map_or(Some(Closing::NeverRead), |entry| entry.kept.closed))
    }

    /// Its wallet was read. Tells whether it was closed until now.
    pub(crate) fn was_read(&self, connection: &Connection) -> bool {
        self.set(connection, None)
    }

    /// A call to it ended in a trouble. Tells whether that has closed it, or changed why it is.
    pub(crate) fn ran_into(&self, connection: &Connection, trouble: &Trouble) -> bool {
        match Closing::of(trouble) {
            Some(closing) => self.set(connection, Some(closing)),
            None => false,
        }
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
            Some(entry) => Some(TRY_AGAIN.saturating_sub(entry.tried_at.elapsed())),
            None => Some(Duration::ZERO),
        })
    }

    /// Its wallet is about to be tried.
    pub(crate) fn trying(&self, connection: &Connection) {
        self.with(|known| match known.entry(connection) {
            Some(entry) => entry.tried_at = Instant::now(),
            None => known.put(connection, Some(Closing::NeverRead)),
        });
    }

    fn set(&self, connection: &Connection, closed: Option<Closing>) -> bool {
        let is_changed = self.with(|known| {
            let before = known.entry(connection).map(|entry| entry.kept.closed);
            let is_changed = before != Some(closed);
            if is_changed {
                known.put(connection, closed);
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

    fn put(&mut self, connection: &Connection, closed: Option<Closing>) {
        let kept = Kept { account: connection.access.account(), closed };
        let fingerprint = Some(connection.access.fingerprint(&self.by));
        let entry = Entry { kept, fingerprint, tried_at: Instant::now() };
        self.entries.insert(connection.slug().to_owned(), entry);
    }
}
