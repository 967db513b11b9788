//! Logins: what the keychain keeps for this installation, under its sign.
//!
//! Two data folders on one computer have one keychain, and two sets of logins in it: the name of every entry begins with the
//! installation's sign. Versions before this one had no sign in their names; such entries are taken over once, by the first
//! folder that has their company connected, and whoever comes after it is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use providers::{Company, Descriptor};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use super::desk::pan_entries;
use super::file::SettingsFile;
use crate::{Keychain, Ports, Vault, VaultError};

/// So long the start waits for the keychain. One that is slower is asked again, beside the window that is open by then.
pub(crate) const FIRST_TRY: Duration = Duration::from_secs(1);

/// Name of the key that seals the real ledger's journal.
const LEDGER_KEY: &str = "ledger/journal-key";

/// Bytes that name a key, and bytes of the key itself.
const KEY_NAME: usize = 4;
const KEY: usize = 32;

/// A key of the journal as it is kept: its name and itself, so that a key that was lost and made anew is not taken for the
/// old one.
pub(crate) type JournalKey = [u8; KEY_NAME + KEY];

/// Entries by their names without a sign, `inspay/token`.
pub(crate) type Entries = BTreeMap<String, SecretString>;

/// What is known of the logins.
pub(crate) struct Logins {
    /// As the keychain gave or took them.
    kept: Entries,
    /// Those that no keychain would take: in memory until the program closes.
    held: Entries,
    /// How the keychain is.
    pub(crate) keychain: Keychain,
    /// The key that this session's rows are sealed with while the keychain has not given or taken one.
    pub(crate) session_key: Option<JournalKey>,
    /// Companies whose logins of an older version, or of another folder, may be meant for this one: somebody is asked.
    pub(crate) asked: BTreeSet<String>,
    /// Grows with every change by a person: what was read from the keychain meanwhile is old.
    changes: u64,
}

impl Default for Logins {
    fn default() -> Logins {
        Logins {
            kept: Entries::new(),
            held: Entries::new(),
            keychain: Keychain::Ok,
            session_key: None,
            asked: BTreeSet::new(),
            changes: 0,
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

/// The names of what the shop keeps in the keychain, by company.
pub(crate) type Wanted = BTreeMap<String, Vec<String>>;

/// What this shop has in the keychain by its settings.
pub(crate) fn wanted(registry: &[&'static dyn Company], file: &SettingsFile) -> Wanted {
    let mut wanted = Wanted::new();
    for descriptor in registry.iter().map(|company| company.descriptor()) {
        let is_connected = file.providers.contains_key(descriptor.slug);
        let credentials = descriptor.credentials.iter().filter(|_| is_connected);
        let mut names: Vec<String> = credentials.map(|field| name_of(descriptor.slug, field.key)).collect();
        names.extend(pan_entries(&file.desk, descriptor.slug));
        if !names.is_empty() {
            wanted.insert(descriptor.slug.to_owned(), names);
        }
    }
    wanted
}

/// What the keychain told.
#[derive(Default)]
pub(crate) struct Told {
    entries: Entries,
    /// Companies whose old entries need no more looking for.
    pub(crate) settled: BTreeSet<String>,
    asked: BTreeSet<String>,
}

impl Logins {
    /// The credentials of a company: what is held in memory first, then what the keychain has.
    pub(crate) fn of(&self, descriptor: &Descriptor) -> Entries {
        let found = |key: &str| Some((key.to_owned(), self.get(&name_of(descriptor.slug, key))?.clone()));
        descriptor.credentials.iter().filter_map(|field| found(field.key)).collect()
    }

    /// One entry.
    pub(crate) fn get(&self, name: &str) -> Option<&SecretString> {
        self.held.get(name).or_else(|| self.kept.get(name))
    }

    /// What waits for the keychain to take it.
    pub(crate) fn waiting(&self) -> Entries {
        self.held.clone()
    }

    /// Counts the changes that people made.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether the keychain owes something: what it was asked for, or to take what is held.
    pub(crate) fn is_owed(&self) -> bool {
        self.keychain != Keychain::Ok || self.session_key.is_some() || !self.held.is_empty()
    }

    /// Takes what the keychain told.
    pub(crate) fn take(&mut self, told: Told) {
        self.kept.extend(told.entries);
        self.asked = told.asked;
    }

    /// Notes that the keychain has taken what was held.
    pub(crate) fn was_kept(&mut self, name: &str) {
        if let Some(secret) = self.held.remove(name) {
            self.kept.insert(name.to_owned(), secret);
        }
    }

    /// Writes an entry to the keychain, and reads there what was written. Where that fails it is held in memory and never on
    /// disk.
    pub(crate) async fn save(&mut self, vault: &dyn Vault, sign: &str, name: String, secret: SecretString) {
        self.changes += 1;
        match keep(vault, sign, &name, &secret).await {
            Ok(()) => {
                self.held.remove(&name);
                self.kept.insert(name, secret);
            }
            Err(error) => {
                self.keychain = keychain_of(error);
                self.held.insert(name, secret);
            }
        }
    }

    /// Writes a company's credentials as typed.
    pub(crate) async fn save_all(&mut self, vault: &dyn Vault, sign: &str, slug: &str, typed: &Entries) {
        for (key, secret) in typed {
            self.save(vault, sign, name_of(slug, key), secret.clone()).await;
        }
    }

    /// Takes an entry out of keychain and memory. What was only held in memory is gone whatever the keychain says.
    pub(crate) async fn forget(&mut self, vault: &dyn Vault, sign: &str, name: &str) -> Result<(), VaultError> {
        self.changes += 1;
        let was_held = self.held.remove(name).is_some();
        match vault.delete(&signed(sign, name)).await {
            Err(error) if !was_held => Err(error),
            _ => {
                self.kept.remove(name);
                Ok(())
            }
        }
    }

    /// Takes a company's credentials out of keychain and memory. Those of another installation stay.
    pub(crate) async fn forget_all(
        &mut self,
        vault: &dyn Vault,
        sign: &str,
        descriptor: &Descriptor,
    ) -> Result<(), VaultError> {
        for field in descriptor.credentials {
            self.forget(vault, sign, &name_of(descriptor.slug, field.key)).await?;
        }
        Ok(())
    }
}

fn signed(sign: &str, name: &str) -> String {
    format!("{sign}/{name}")
}

/// The entry that says which installation has taken a company's old entries over.
fn taken_by(slug: &str) -> String {
    format!("{slug}/taken-by")
}

pub(crate) fn keychain_of(error: VaultError) -> Keychain {
    match error {
        VaultError::Missing => Keychain::Missing,
        VaultError::Locked => Keychain::Locked,
    }
}

/// Writes an entry and reads it back: a keychain may say yes and keep nothing.
pub(crate) async fn keep(vault: &dyn Vault, sign: &str, name: &str, secret: &SecretString) -> Result<(), VaultError> {
    let name = signed(sign, name);
    vault.set(&name, secret.clone()).await?;
    match vault.get(&name).await? {
        Some(kept) if is_same(&kept, secret) => Ok(()),
        _ => Err(VaultError::Locked),
    }
}

fn is_same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}

async fn read_entries(
    vault: &dyn Vault,
    names: &[String],
    full: impl Fn(&str) -> String,
) -> Result<Entries, VaultError> {
    let mut found = Entries::new();
    for name in names {
        if let Some(secret) = vault.get(&full(name)).await? {
            found.insert(name.clone(), secret);
        }
    }
    Ok(found)
}

/// Reads everything that is wanted. `settled`: the companies whose old entries were dealt with before.
pub(crate) async fn read(
    vault: &dyn Vault,
    sign: &str,
    wanted: &Wanted,
    settled: &BTreeSet<String>,
) -> Result<Told, VaultError> {
    let mut told = Told { settled: settled.clone(), ..Told::default() };
    for (slug, names) in wanted {
        let own = read_entries(vault, names, |name| signed(sign, name)).await?;
        if settled.contains(slug) {
            told.entries.extend(own);
            continue;
        }
        match found_before(vault, sign, slug, names, &own).await? {
            Before::Nothing => {
                told.settled.insert(slug.clone());
                told.entries.extend(own);
            }
            Before::Ours(old) => {
                take_over(vault, sign, slug, &old).await?;
                told.settled.insert(slug.clone());
                told.entries.extend(old);
            }
            Before::Somebodys(_) => {
                told.asked.insert(slug.clone());
                told.entries.extend(own);
            }
        }
    }
    Ok(told)
}

/// What the keychain has of a company beside our own entries.
enum Before {
    Nothing,
    /// An older version's, and nobody else has a claim.
    Ours(Entries),
    /// An older version's or another folder's, and there are two sets.
    Somebodys(Entries),
}

async fn found_before(
    vault: &dyn Vault,
    sign: &str,
    slug: &str,
    names: &[String],
    own: &Entries,
) -> Result<Before, VaultError> {
    let old = read_entries(vault, names, str::to_owned).await?;
    let taken_by = vault.get(&taken_by(slug)).await?;
    let other = taken_by.as_ref().map(ExposeSecret::expose_secret).filter(|other| *other != sign);
    if old.is_empty() {
        let Some(other) = other.filter(|_| own.is_empty()) else { return Ok(Before::Nothing) };
        let theirs = read_entries(vault, names, |name| signed(other, name)).await?;
        return Ok(if theirs.is_empty() { Before::Nothing } else { Before::Somebodys(theirs) });
    }
    // Equal entries are those of a take-over that was cut short.
    let is_ours = old.iter().all(|(name, secret)| own.get(name).is_none_or(|mine| is_same(mine, secret)));
    Ok(if is_ours && other.is_none() { Before::Ours(old) } else { Before::Somebodys(old) })
}

/// Moves old entries under the sign: first the copies, then whose they are, and only then the old ones go. A kill in between
/// is brought to its end at the next start.
async fn take_over(vault: &dyn Vault, sign: &str, slug: &str, old: &Entries) -> Result<(), VaultError> {
    for (name, secret) in old {
        keep(vault, sign, name, secret).await?;
    }
    vault.set(&taken_by(slug), sign.into()).await?;
    for name in old.keys() {
        vault.delete(name).await?;
    }
    Ok(())
}

/// Copies what was found of a company for this installation, because somebody said so. What another folder has stays its own.
pub(crate) async fn use_found(vault: &dyn Vault, sign: &str, slug: &str, names: &[String]) -> Result<(), VaultError> {
    let own = read_entries(vault, names, |name| signed(sign, name)).await?;
    let Before::Somebodys(found) = found_before(vault, sign, slug, names, &own).await? else { return Ok(()) };
    for (name, secret) in &found {
        keep(vault, sign, name, secret).await?;
    }
    Ok(())
}

/// A key for the journal.
pub(crate) fn new_key(ports: &Ports) -> JournalKey {
    let mut bytes = [0_u8; KEY_NAME + KEY];
    ports.random.fill(&mut bytes);
    bytes
}

/// A key as the ledger wants it.
pub(crate) fn chain_key(bytes: &JournalKey) -> ledger::ChainKey {
    let mut key = [0_u8; KEY];
    key.copy_from_slice(&bytes[KEY_NAME..]);
    ledger::ChainKey { id: to_hex(&bytes[..KEY_NAME]), bytes: key }
}

/// The key that seals the real journal: this installation's; else, where there was a ledger before there were signs, the one
/// that every folder of an older version shared, which stays where it is because another folder may need it too; else
/// `fresh`, which is kept from now on.
pub(crate) async fn journal_key(
    vault: &dyn Vault,
    sign: &str,
    had_ledger: bool,
    fresh: &JournalKey,
) -> Result<JournalKey, VaultError> {
    let read = |secret: SecretString| from_hex(secret.expose_secret());
    if let Some(own) = vault.get(&signed(sign, LEDGER_KEY)).await?.and_then(read) {
        return Ok(own);
    }
    let shared = if had_ledger { vault.get(LEDGER_KEY).await?.and_then(read) } else { None };
    let key = shared.unwrap_or(*fresh);
    keep(vault, sign, LEDGER_KEY, &to_hex(&key).into()).await?;
    Ok(key)
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<JournalKey> {
    let byte = |place: usize| u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..text.len() / 2).map(byte).collect::<Option<_>>()?;
    bytes.try_into().ok()
}
