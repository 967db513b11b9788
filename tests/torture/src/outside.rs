//! Stand-ins for the outside of a counter.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::SecretString;
use till::{Browser, Clock, Problem, SystemClock, Vault, VaultError};
use url::Url;

/// Opens nothing and says that it did. The address of a page is meant to leave the program, so nobody looks at it.
pub struct NoBrowser;

impl Browser for NoBrowser {
    fn open(&self, _page: &Url) -> Result<(), Problem> {
        Ok(())
    }
}

/// The computer's clock, put forward by hand.
#[derive(Default)]
pub struct ForwardClock(AtomicI64);

impl ForwardClock {
    /// Puts it forward, by so many ms.
    pub fn forward(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// How far it was put forward, in ms.
    pub fn forwarded_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Clock for ForwardClock {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.forwarded_ms()
    }

    fn steady_ms(&self) -> i64 {
        self.now_ms()
    }
}

/// A keychain in memory. When it is locked, it neither gives nor takes.
#[derive(Default)]
pub struct Pocket {
    entries: Mutex<BTreeMap<String, SecretString>>,
    is_locked: bool,
}

impl Pocket {
    /// A keychain with these entries.
    pub fn with(entries: BTreeMap<String, SecretString>, is_locked: bool) -> Pocket {
        Pocket { entries: Mutex::new(entries), is_locked }
    }

    fn open<T>(&self, act: impl FnOnce(&mut BTreeMap<String, SecretString>) -> T) -> Result<T, VaultError> {
        if self.is_locked {
            return Err(VaultError::Locked);
        }
        Ok(act(&mut self.entries.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[async_trait]
impl Vault for Pocket {
    async fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        self.open(|entries| entries.get(name).cloned())
    }

    async fn set(&self, name: &str, secret: SecretString) -> Result<(), VaultError> {
        self.open(|entries| drop(entries.insert(name.to_owned(), secret)))
    }

    async fn delete(&self, name: &str) -> Result<(), VaultError> {
        self.open(|entries| drop(entries.remove(name)))
    }
}
