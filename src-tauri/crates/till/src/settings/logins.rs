//! Logins: what the keychain keeps for this installation, under its sign.
//!
//! Two data folders on one computer have one keychain, and two sets of logins in it: the name of every entry begins with the
//! installation's sign (`drawer.rs`). Versions before this one had no sign in their names; such entries are taken over once, by
//! the first folder that has their company connected, and whoever comes after it is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use providers::{Company, Descriptor};
use secrecy::SecretString;
use serde::Serialize;

use super::desk::pan_entries;
use super::drawer::Drawer;
use super::entries::{Entries, JournalKey, KEY, KEY_NAME, Told, WantedEntries, Wish, to_hex};
use super::file::SettingsFile;
use super::pen::{Moment, Pen};
use crate::{Keychain, Ports, VaultError};

const GONE: Wish = Wish { secret: None, claims: false };

/// What is known of the logins.
pub(crate) struct Logins {
    /// As the keychain gave or took them.
    kept: Entries,
    /// What no keychain would do: in memory until the program closes.
    held: BTreeMap<String, Wish>,
    /// Who writes into the keychain.
    pub(crate) pen: Arc<Pen>,
    /// How the keychain is.
    pub(crate) keychain: Keychain,
    /// The key that this session's rows are sealed with while the keychain has not given or taken one.
    pub(crate) session_key: Option<JournalKey>,
    /// Companies whose logins of an older version, or of another folder, may be meant for this one: somebody is asked.
    pub(crate) asked: BTreeSet<String>,
}

impl Default for Logins {
    fn default() -> Logins {
        Logins {
            kept: Entries::new(),
            held: BTreeMap::new(),
            pen: Arc::default(),
            keychain: Keychain::Ok,
            session_key: None,
            asked: BTreeSet::new(),
        }
    }
}

/// A company whose login is not at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LoginMissing {
    /// The company's slug.
    pub provider: String,
    /// Its name on the screen.
    pub name: String,
    /// Open sales that nobody can be asked about before it is typed.
    #[specta(type = specta_typescript::Number)]
    pub waiting: usize,
}

/// A login that another data folder, or an older version, has left in the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LoginFound {
    /// The company's slug.
    pub provider: String,
    /// Its name on the screen.
    pub name: String,
}

/// The logins as the screens see them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Logins")]
pub struct LoginsView {
    /// Of companies that are connected, or that open sales wait for.
    pub missing: Vec<LoginMissing>,
    /// What somebody has to decide: use it here, or not.
    pub found: Vec<LoginFound>,
}

/// Name of a credential without the sign.
fn name_of(slug: &str, key: &str) -> String {
    format!("{slug}/{key}")
}

/// What this shop has in the keychain by its settings.
pub(crate) fn wanted(registry: &[&'static dyn Company], file: &SettingsFile) -> WantedEntries {
    let mut wanted = WantedEntries::new();
    let companies = registry.iter().map(|company| company.descriptor());
    let companies = companies.map(|descriptor| (descriptor, file.providers.contains_key(descriptor.slug)));
    let informant = (providers::informant().descriptor(), file.information.reached.is_some());
    for (descriptor, is_connected) in companies.chain([informant]) {
        let credentials = descriptor.credentials.iter().filter(|_| is_connected);
        let mut names: Vec<String> = credentials.map(|field| name_of(descriptor.slug, field.key)).collect();
        names.extend(pan_entries(&file.desk, descriptor.slug));
        if !names.is_empty() {
            wanted.insert(descriptor.slug.to_owned(), names);
        }
    }
    wanted
}

impl Logins {
    /// The credentials of a company: what is held in memory first, then what the keychain has.
    pub(crate) fn of(&self, descriptor: &Descriptor) -> Entries {
        let found = |key: &str| Some((key.to_owned(), self.get(&name_of(descriptor.slug, key))?.clone()));
        descriptor.credentials.iter().filter_map(|field| found(field.key)).collect()
    }

    /// One entry.
    pub(crate) fn get(&self, name: &str) -> Option<&SecretString> {
        match self.held.get(name) {
            Some(wish) => wish.secret.as_ref(),
            None => self.kept.get(name),
        }
    }

    /// What waits for the keychain to do it.
    pub(crate) fn waiting(&self) -> BTreeMap<String, Wish> {
        self.held.clone()
    }

    /// Whether the keychain owes something: what it was asked for, or to do what is held.
    pub(crate) fn is_owed(&self) -> bool {
        self.keychain != Keychain::Ok || self.session_key.is_some() || !self.held.is_empty()
    }

    /// Takes what the keychain told since a moment, but for what a person has spoken of after it.
    pub(crate) fn take(&mut self, told: Told, since: Moment, wanted: &WantedEntries) {
        let pen = self.pen.clone();
        let is_new = |name: &String| pen.is_silent_since(name, since);
        self.kept.extend(told.entries.into_iter().filter(|(name, _)| is_new(name)));
        let is_open = |slug: &String| wanted.get(slug).is_some_and(|names| names.iter().all(is_new));
        self.asked = told.asked.into_iter().filter(is_open).collect();
    }

    /// Notes that the keychain has done what was held since a moment, unless a person has said something else after it.
    pub(crate) fn was_done(&mut self, name: &str, since: Moment) {
        if !self.pen.is_silent_since(name, since) {
            return;
        }
        if let Some(secret) = self.held.remove(name).and_then(|wish| wish.secret) {
            self.kept.insert(name.to_owned(), secret);
        }
    }

    /// Writes an entry to the keychain, and reads there what was written. Where that fails it is held in memory and never on
    /// disk.
    pub(crate) async fn save(&mut self, drawer: &Drawer, name: String, secret: SecretString, claims: bool) {
        let wish = Wish { secret: Some(secret.clone()), claims };
        match say(drawer, &name, &wish).await {
            Ok(()) => {
                self.held.remove(&name);
                self.kept.insert(name, secret);
            }
            Err(error) => {
                self.keychain = keychain_of(error);
                self.held.insert(name, wish);
            }
        }
    }

    /// Writes a company's credentials as typed.
    pub(crate) async fn save_all(&mut self, drawer: &Drawer, slug: &str, typed: &Entries, claims: bool) {
        for (key, secret) in typed {
            self.save(drawer, name_of(slug, key), secret.clone(), claims).await;
        }
    }

    /// Takes an entry out of keychain and memory. What was held in memory is gone whatever the keychain says, and is taken out
    /// there as soon as it answers: some of it may have been written.
    pub(crate) async fn forget(&mut self, drawer: &Drawer, name: &str) -> Result<(), VaultError> {
        let was_held = self.held.contains_key(name);
        match say(drawer, name, &GONE).await {
            Ok(()) => drop(self.held.remove(name)),
            Err(_) if was_held => drop(self.held.insert(name.to_owned(), GONE)),
            Err(error) => return Err(error),
        }
        self.kept.remove(name);
        Ok(())
    }

    /// Takes a company's credentials out of keychain and memory. Those of another installation stay.
    pub(crate) async fn forget_all(&mut self, drawer: &Drawer, descriptor: &Descriptor) -> Result<(), VaultError> {
        for field in descriptor.credentials {
            self.forget(drawer, &name_of(descriptor.slug, field.key)).await?;
        }
        Ok(())
    }
}

/// What a person says of an entry now.
async fn say(drawer: &Drawer, name: &str, wish: &Wish) -> Result<(), VaultError> {
    let turn = drawer.pen.say(name).await?;
    drawer.fulfil(&turn, name, wish).await
}

pub(crate) fn keychain_of(error: VaultError) -> Keychain {
    match error {
        VaultError::Missing => Keychain::Missing,
        VaultError::Locked => Keychain::Locked,
    }
}

/// A key for the journal.
pub(crate) fn new_key(ports: &Ports) -> JournalKey {
    let mut bytes = [0_u8; KEY_NAME + KEY];
    ports.random.fill(&mut bytes);
    bytes
}

/// The key of practice. Practice money needs no secret seal, and must work without a keychain.
pub(crate) fn practice_key() -> ledger::ChainKey {
    ledger::ChainKey { id: "practice".to_owned(), bytes: [0; KEY] }
}

/// A key as the ledger wants it.
pub(crate) fn chain_key(bytes: &JournalKey) -> ledger::ChainKey {
    let mut key = [0_u8; KEY];
    key.copy_from_slice(&bytes[KEY_NAME..]);
    ledger::ChainKey { id: to_hex(&bytes[..KEY_NAME]), bytes: key }
}
