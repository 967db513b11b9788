//! The operating system's keychain.
//!
//! A locked Secret Service waits for a person without end, so every call runs on a thread of its own and is given up
//! after a while. A store that could not be reached is not remembered: the next call tries anew.

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

/// After a call was given up, others are not even tried for so long: a counter with eight entries must not wait eight
/// times.
const REST: Duration = Duration::from_secs(15);

/// The keychain of this computer.
#[derive(Default)]
pub(crate) struct OsKeychain {
    store: Arc<Mutex<Option<Arc<CredentialStore>>>>,
    given_up: Mutex<Option<Instant>>,
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

impl OsKeychain {
    /// Runs one call on a thread of its own.
    async fn run<T: Send + 'static>(
        &self,
        name: &str,
        call: impl FnOnce(Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        let given_up = *self.given_up.lock().unwrap_or_else(PoisonError::into_inner);
        if given_up.is_some_and(|at| at.elapsed() < REST) {
            return Err(VaultError::Locked);
        }
        let (done, result) = tokio::sync::oneshot::channel();
        let (store, name) = (self.store.clone(), name.to_owned());
        let work = move || {
            let known = store.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let outcome = known.map_or_else(new_store, Ok).and_then(|open| {
                let value = call(open.build(SERVICE, &name, None)?)?;
                Ok((open, value))
            });
            let mut kept = store.lock().unwrap_or_else(PoisonError::into_inner);
            *kept = outcome.as_ref().ok().map(|(open, _)| open.clone());
            // Nobody waits any more when the call took too long.
            let _ = done.send(outcome.map(|(_, value)| value));
        };
        std::thread::Builder::new().name("keychain".to_owned()).spawn(work).map_err(|_| VaultError::Missing)?;
        match tokio::time::timeout(PATIENCE, result).await {
            Ok(Ok(Ok(value))) => Ok(value),
            Ok(Ok(Err(Error::NoStorageAccess(_)))) => Err(VaultError::Locked),
            Ok(Ok(Err(_)) | Err(_)) => Err(VaultError::Missing),
            Err(_) => {
                *self.given_up.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
                Err(VaultError::Locked)
            }
        }
    }
}

#[async_trait]
impl Vault for OsKeychain {
    async fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        let read = |entry: Entry| match entry.get_password() {
            Ok(text) => Ok(Some(SecretString::from(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        };
        self.run(name, read).await
    }

    async fn set(&self, name: &str, secret: SecretString) -> Result<(), VaultError> {
        self.run(name, move |entry| entry.set_password(secret.expose_secret())).await
    }

    async fn delete(&self, name: &str) -> Result<(), VaultError> {
        let forget = |entry: Entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        };
        self.run(name, forget).await
    }
}
