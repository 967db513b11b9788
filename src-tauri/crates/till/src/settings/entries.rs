//! What this shop keeps in the keychain, as data.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::SecretString;

/// Bytes that name a key, and bytes of the key itself.
pub(crate) const KEY_NAME: usize = 4;
pub(crate) const KEY: usize = 32;

/// What stands in the place of a company's slug for the key that seals the real ledger's journal.
pub(crate) const LEDGER: &str = "ledger";

/// Entries by their names without a sign, `inspay/token`.
pub(crate) type Entries = BTreeMap<String, SecretString>;

/// What a person has said of an entry and the keychain has not done yet.
#[derive(Clone)]
pub(crate) struct Wish {
    /// What it should be; `None`: gone.
    pub(crate) secret: Option<SecretString>,
    /// Nobody has decided yet whose entries of an older version are: who types a login over them has a claim.
    pub(crate) claims: bool,
}

/// The names of what the shop keeps in the keychain, by company.
pub(crate) type WantedEntries = BTreeMap<String, Vec<String>>;

/// What the keychain told.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) entries: Entries,
    /// Companies whose old entries need no more looking for.
    pub(crate) settled: BTreeSet<String>,
    pub(crate) asked: BTreeSet<String>,
}

/// A key of the journal as it is kept: its name and itself, so that a key that was lost and made anew is not taken for the
/// old one.
pub(crate) type JournalKey = [u8; KEY_NAME + KEY];

pub(crate) fn from_hex(text: &str) -> Option<JournalKey> {
    let byte = |place: usize| u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..text.len() / 2).map(byte).collect::<Option<_>>()?;
    bytes.try_into().ok()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
