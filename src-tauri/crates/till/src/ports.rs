//! What the till needs from outside.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use async_trait::async_trait;
use printers::Printers;
use providers::{Company, Http};
use secrecy::SecretString;
use serde::Serialize;
use url::Url;

use crate::{Connection, InformationConnection, Problem};

/// The time.
pub trait Clock: Send + Sync {
    /// Now by the computer's clock, which somebody may have set wrong, in ms since 1970 UTC.
    fn now_ms(&self) -> i64;
    /// A count of ms from any beginning that nobody can set, and that goes on while the computer sleeps.
    fn steady_ms(&self) -> i64;
}

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0)
    }

    /// On some systems this one stands still while the computer sleeps; the shell has one that does not.
    fn steady_ms(&self) -> i64 {
        static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
        i64::try_from(BEGAN.elapsed().as_millis()).unwrap_or(i64::MAX)
    }
}

/// Chance.
pub trait Random: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);

    /// 32 random bits.
    fn bits(&self) -> u32 {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }
}

/// The operating system's chance.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        // Without it no key and no order id may be made; there is no way to go on.
        #[expect(clippy::expect_used, reason = "an operating system without randomness cannot be sold on")]
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// Why the keychain gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is none on this computer.
    #[error("no keychain")]
    Missing,
    /// It is locked, or does not answer.
    #[error("the keychain is locked")]
    Locked,
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Problem {
        match error {
            VaultError::Missing => Problem::KeychainMissing,
            VaultError::Locked => Problem::KeychainLocked,
        }
    }
}

/// The keychain, as the screen knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Keychain {
    /// It keeps what it is given.
    Ok,
    /// Locked: what is typed is held in memory until the program closes.
    Locked,
    /// Not there: as above.
    Missing,
}

/// Keeps secrets. An entry has a two-part name.
#[async_trait]
pub trait Vault: Send + Sync {
    /// Reads an entry; `None` when there is none.
    async fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError>;
    /// Writes an entry.
    async fn set(&self, name: &str, secret: SecretString) -> Result<(), VaultError>;
    /// Takes an entry away; fine when there is none.
    async fn delete(&self, name: &str) -> Result<(), VaultError>;
}

/// Opens pages in the system's browser.
pub trait Browser: Send + Sync {
    /// Opens a page. `Err`: there is no browser.
    fn open(&self, page: &Url) -> Result<(), Problem>;
}

/// The practice counter's providers: real HTTP to programs on this computer.
#[async_trait]
pub trait Practice: Send + Sync {
    /// Starts them (once) and tells how to reach them, and over which line.
    async fn connect(&self) -> Result<(Vec<Connection>, Arc<dyn Http>), Problem>;
    /// The made-up information company; `None`: there is none.
    async fn information(&self) -> Option<InformationConnection>;
}

/// The way to the folders of backups, for tests in which one hangs or its disk is full.
pub trait Reach: Send + Sync {
    /// Called by whoever is about to look into the second folder; returns when the folder answers.
    fn enter(&self, folder: &Path);

    /// How many bytes may still be written to the disk of a folder; `None`: it does not say.
    fn free_bytes(&self, folder: &Path) -> Option<u64>;
}

/// The way as it is: the operating system makes one wait by itself.
pub struct Straight;

impl Reach for Straight {
    fn enter(&self, _folder: &Path) {}

    fn free_bytes(&self, folder: &Path) -> Option<u64> {
        ledger::free_bytes(folder)
    }
}

/// Everything from outside, handed in by the composition root.
#[derive(Clone)]
pub struct Ports {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn Random>,
    /// The keychain.
    pub vault: Arc<dyn Vault>,
    /// The system's browser.
    pub browser: Arc<dyn Browser>,
    /// The printers of the computer.
    pub printers: Arc<dyn Printers>,
    /// The line to the real providers.
    pub http: Arc<dyn Http>,
    /// The practice providers.
    pub practice: Arc<dyn Practice>,
    /// The way to the folders of backups.
    pub reach: Arc<dyn Reach>,
    /// Every provider there is.
    pub registry: Vec<&'static dyn Company>,
    /// Where the till's own tasks run.
    pub runtime: tokio::runtime::Handle,
}
