//! What belongs to the shop and not to the books: `settings.json` in the data folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use domain::{circle, parse_mobile};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::Problem;
use crate::callbacks::CallbackSettings;
use crate::choice::RoutesFile;
use crate::desk::DeskSettings;

/// The longest name, address and the like, in letters: what a slip can carry.
const TEXT_MAX: usize = 80;

/// The language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Hindi.
    Hi,
}

/// Whose money is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nobody's: the simulator answers.
    #[default]
    Practice,
    /// The shop's.
    Real,
}

/// The shop, as it is kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Settings {
    pub language: Language,
    #[serde(default)]
    pub mode: Mode,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    /// Id of a circle.
    pub home_circle: String,
    /// Minutes within which the same number and amount asks first.
    #[serde(default = "repeat_minutes")]
    #[specta(type = Number)]
    pub repeat_minutes: i64,
}

/// Minutes within which the same number and amount asks first, unless the shopkeeper says otherwise.
pub(crate) const REPEAT_MINUTES: i64 = 10;

fn repeat_minutes() -> i64 {
    REPEAT_MINUTES
}

/// The shop as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ShopInput {
    pub language: Language,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    pub home_circle: String,
}

impl ShopInput {
    /// Every problem of every field, or the settings with these fields in place of the old.
    pub(crate) fn check(&self, old: Option<&Settings>) -> Result<Settings, Vec<Problem>> {
        let mut problems = Vec::new();
        let name = self.shop_name.trim();
        if name.is_empty() {
            problems.push(Problem::ShopNameMissing);
        }
        for (field, text) in [("shop_name", name), ("shop_address", self.shop_address.trim())] {
            if text.chars().count() > TEXT_MAX {
                problems.push(Problem::ShopTextTooLong { field: field.to_owned(), max: TEXT_MAX });
            }
        }
        let phone = self.shop_phone.trim();
        // A shop may also have a landline; it is only printed.
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let strange = phone.chars().any(|sign| !sign.is_ascii_digit() && !" +-()/,".contains(sign));
        if !phone.is_empty() && parse_mobile(phone).is_err() && (strange || !(6..=15).contains(&digits)) {
            problems.push(Problem::ShopPhoneWrong);
        }
        if circle(&self.home_circle).is_none() {
            problems.push(Problem::ShopCircleMissing);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Settings {
            language: self.language,
            mode: old.map(|old| old.mode).unwrap_or_default(),
            shop_name: name.to_owned(),
            shop_phone: phone.to_owned(),
            shop_address: self.shop_address.trim().to_owned(),
            home_circle: self.home_circle.clone(),
            repeat_minutes: old.map_or(REPEAT_MINUTES, |old| old.repeat_minutes),
        })
    }
}

/// Where a provider is. Its credentials are in the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProviderSettings {
    pub(crate) base_address: String,
    #[serde(default)]
    pub(crate) plain_http: bool,
    /// Paths that differ from their defaults, by call.
    #[serde(default)]
    pub(crate) paths: BTreeMap<String, String>,
    /// Parameters go in the address instead of the body.
    #[serde(default)]
    pub(crate) in_address: bool,
    /// Whether order ids are of digits only; `None`: as its paper has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) digits_only: Option<bool>,
}

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SettingsFile {
    pub(crate) shop: Option<Settings>,
    #[serde(default)]
    pub(crate) providers: BTreeMap<String, ProviderSettings>,
    #[serde(default)]
    pub(crate) routes: RoutesFile,
    /// Below which balance a wallet is low, in paise, by provider.
    #[serde(default)]
    pub(crate) low_paise: BTreeMap<String, i64>,
    #[serde(default)]
    pub(crate) callbacks: CallbackSettings,
    #[serde(default)]
    pub(crate) desk: DeskSettings,
    #[serde(default)]
    pub(crate) backup: BackupSettings,
    /// Companies whose keychain entries of an older version, without a sign, were dealt with; `ledger` for the journal's key.
    #[serde(default)]
    pub(crate) logins_settled: BTreeSet<String>,
}

/// Where backups go beside the data folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupSettings {
    /// The second folder as typed; empty: none.
    #[serde(default)]
    pub(crate) folder: String,
    /// The sign of this installation in the names of its copies there, and of its entries in the keychain.
    #[serde(default)]
    pub(crate) sign: String,
    /// Where the data folder was when it was last opened: a folder that was copied whole finds the other one there.
    #[serde(default)]
    pub(crate) place: String,
    /// The sign of the folder that this one was copied from; empty: of none.
    #[serde(default)]
    pub(crate) copied_from: String,
}

/// Reads and writes one file of the data folder. A write replaces it whole or not at all.
pub(crate) struct Store<File> {
    path: PathBuf,
    file: PhantomData<fn() -> File>,
}

impl<File: Default + Serialize + DeserializeOwned> Store<File> {
    pub(crate) fn new(folder: &Path, name: &str) -> Store<File> {
        Store { path: folder.join(name), file: PhantomData }
    }

    /// The file; `None` when it is not there.
    pub(crate) fn load(&self) -> Result<Option<File>, Problem> {
        match fs::read_to_string(&self.path) {
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(|_| Problem::SettingsUnreadable),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(Problem::SettingsUnreadable),
        }
    }

    pub(crate) fn save(&self, file: &File) -> Result<(), Problem> {
        let text = serde_json::to_string_pretty(file).map_err(|_| Problem::SettingsUnreadable)?;
        let draft = self.path.with_extension("json.new");
        ledger::write_whole(&self.path, &draft, text.as_bytes()).map_err(|error| match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::DiskFull,
            _ => Problem::LedgerReadOnly,
        })
    }
}
