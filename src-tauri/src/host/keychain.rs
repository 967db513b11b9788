//! The operating system's keychain.
//!
//! A locked Secret Service waits for a person without end, so every call runs on a thread of its own and is given up
//! after a while. A store that could not be reached is not remembered: the next call tries anew.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use till::{Vault, VaultError};

const SERVICE: &str = "in.galla.counter";
/// Long enough for a slow session bus, short enough for a customer who waits.
const PATIENCE: Duration = Duration::from_secs(8);

/// After a call was given up, others are not even tried for so long, unless it comes back before: a counter with eight
/// entries must not wait eight times.
const REST: Duration = Duration::from_secs(15);
/// So many calls may be out at once. One that was given up may never come back.
const MOST_CALLS: usize = 8;

/// Writes go out one at a time. One that was given up may still be done when somebody has unlocked the keychain: it must not
/// come after another of the same entry, so that one is not begun before it is back.
#[derive(Default)]
struct Writes(Arc<AtomicBool>);

/// A write that is out; dropped when it is back.
struct Write(Arc<AtomicBool>);

impl Writes {
    /// `None`: another one is out.
    fn begin(&self) -> Option<Write> {
        (!self.0.swap(true, Ordering::AcqRel)).then(|| Write(self.0.clone()))
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// The keychain of this computer.
#[derive(Default)]
pub(crate) struct OsKeychain {
    store: Arc<Mutex<Option<Arc<CredentialStore>>>>,
    /// Calls that are out, those among them that nobody waits for any more.
    calls: Arc<AtomicUsize>,
    given_up: Mutex<Option<Instant>>,
    writes: Writes,
    /// The last call went well, so nobody asks whether it is locked.
    is_well: Arc<AtomicBool>,
    /// A person was asked to unlock it. Reading by itself asks once and no more: nobody wants that question every second.
    was_asked: Arc<AtomicBool>,
}

#[cfg(target_os = "linux")]
fn new_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "windows")]
fn new_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn new_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Whether the keychain says that it is locked. Asking that opens no question on the screen; reading an entry does.
#[cfg(target_os = "linux")]
fn is_locked() -> bool {
    use secret_service::EncryptionType;
    use secret_service::blocking::SecretService;
    let Ok(service) = SecretService::connect(EncryptionType::Plain) else { return false };
    let Ok(collection) = service.get_default_collection() else { return false };
    collection.is_locked().unwrap_or(false)
}

/// Those of the other systems are open while their person is logged in.
#[cfg(not(target_os = "linux"))]
fn is_locked() -> bool {
    false
}

/// Notes that a call was given up when the one who waited for it goes away.
struct Waiting<'a> {
    given_up: &'a Mutex<Option<Instant>>,
    is_done: bool,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let now = if self.is_done { None } else { Some(Instant::now()) };
        *self.given_up.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl OsKeychain {
    /// Runs one call on a thread of its own. One that writes may have a person asked to unlock the keychain.
    async fn run<T: Send + 'static>(
        &self,
        name: &str,
        is_write: bool,
        call: impl FnOnce(Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        let out = self.calls.load(Ordering::Acquire);
        let given_up = *self.given_up.lock().unwrap_or_else(PoisonError::into_inner);
        let is_resting = out > 0 && given_up.is_some_and(|at| at.elapsed() < REST);
        if is_resting || out >= MOST_CALLS {
            return Err(VaultError::Locked);
        }
        let write = if is_write { Some(self.writes.begin().ok_or(VaultError::Locked)?) } else { None };
        let (done, result) = tokio::sync::oneshot::channel();
        let (store, name, calls) = (self.store.clone(), name.to_owned(), self.calls.clone());
        let (was_asked, is_well) = (self.was_asked.clone(), self.is_well.clone());
        let work = move || {
            let would_ask = !is_well.load(Ordering::Acquire) && is_locked();
            let outcome = if would_ask && was_asked.swap(true, Ordering::AcqRel) && !is_write {
                Err(VaultError::Locked)
            } else {
                perform(&store, &name, call)
            };
            is_well.store(outcome.is_ok(), Ordering::Release);
            calls.fetch_sub(1, Ordering::AcqRel);
            drop(write);
            // Nobody waits any more when the call took too long.
            let _ = done.send(outcome);
        };
        self.calls.fetch_add(1, Ordering::AcqRel);
        if std::thread::Builder::new().name("keychain".to_owned()).spawn(work).is_err() {
            self.calls.fetch_sub(1, Ordering::AcqRel);
            return Err(VaultError::Missing);
        }
        let mut waiting = Waiting { given_up: &self.given_up, is_done: false };
        match tokio::time::timeout(PATIENCE, result).await {
            Ok(outcome) => {
                waiting.is_done = true;
                outcome.unwrap_or(Err(VaultError::Missing))
            }
            Err(_) => Err(VaultError::Locked),
        }
    }
}

/// The call itself, over the store that is open or a new one.
fn perform<T>(
    store: &Mutex<Option<Arc<CredentialStore>>>,
    name: &str,
    call: impl FnOnce(Entry) -> keyring_core::Result<T>,
) -> Result<T, VaultError> {
    let known = store.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let outcome = known.map_or_else(new_store, Ok).and_then(|open| {
        let value = call(open.build(SERVICE, name, None)?)?;
        Ok((open, value))
    });
    let mut kept = store.lock().unwrap_or_else(PoisonError::into_inner);
    *kept = outcome.as_ref().ok().map(|(open, _)| open.clone());
    outcome.map(|(_, value)| value).map_err(|error| {
        let is_shut = matches!(error, Error::NoStorageAccess(_)) || is_locked();
        if is_shut { VaultError::Locked } else { VaultError::Missing }
    })
}

#[async_trait]
impl Vault for OsKeychain {
    async fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        let read = |entry: Entry| match entry.get_password() {
            Ok(text) => Ok(Some(SecretString::from(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        };
        self.run(name, false, read).await
    }

    async fn set(&self, name: &str, secret: SecretString) -> Result<(), VaultError> {
        self.run(name, true, move |entry| entry.set_password(secret.expose_secret())).await
    }

    async fn delete(&self, name: &str) -> Result<(), VaultError> {
        let forget = |entry: Entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        };
        self.run(name, true, forget).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_write_begins_before_the_one_that_was_given_up_is_back() {
        let writes = Writes::default();
        let given_up = writes.begin();
        assert!(given_up.is_some() && writes.begin().is_none());
        drop(given_up);
        assert!(writes.begin().is_some());
    }
}
