//! The file `settings.json`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::callbacks::CallbackSettings;
use super::company::CompanyNotes;
use super::desk::DeskSettings;
use super::information::InformationSettings;
use super::printing::{Printing, known_or_none};
use super::provider::ProviderSettings;
use super::statements::KnownColumns;
use super::tally::TallyNames;
use crate::{Mode, RoutesFile, Settings};

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SettingsFile {
    pub(crate) shop: Option<Settings>,
    #[serde(default)]
    pub(crate) providers: BTreeMap<String, ProviderSettings>,
    /// What the shop calls its companies, and whom it calls.
    #[serde(default, deserialize_with = "known_or_none")]
    pub(crate) companies: CompanyNotes,
    #[serde(default)]
    pub(crate) routes: RoutesFile,
    /// Below which balance a wallet is low, in paise, by provider.
    #[serde(default)]
    pub(crate) low_paise: BTreeMap<String, i64>,
    #[serde(default)]
    pub(crate) callbacks: CallbackSettings,
    #[serde(default)]
    pub(crate) desk: DeskSettings,
    #[serde(default, deserialize_with = "known_or_none")]
    pub(crate) printing: Printing,
    /// What the columns of a company's statements are, by its slug.
    #[serde(default, deserialize_with = "known_or_none")]
    pub(crate) statements: BTreeMap<String, KnownColumns>,
    #[serde(default, deserialize_with = "known_or_none")]
    pub(crate) tally: TallyNames,
    #[serde(default, deserialize_with = "known_or_none")]
    pub(crate) information: InformationSettings,
    #[serde(default)]
    pub(crate) backup: BackupSettings,
    /// Companies whose keychain entries of an older version, without a sign, were dealt with; `ledger` for the journal's key.
    #[serde(default)]
    pub(crate) logins_settled: BTreeSet<String>,
    /// The Monday of the week in which another order of the companies was put away, by mode.
    #[serde(default)]
    pub(crate) order_put_away: BTreeMap<String, String>,
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
    /// The ledgers whose waiting slips are asked about when they are opened next: the folder was copied or moved.
    #[serde(default)]
    pub(crate) asks_slips: Vec<Mode>,
}
