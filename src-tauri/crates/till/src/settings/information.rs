//! The information company: how it is reached, and whether it is asked.

use serde::{Deserialize, Serialize};

use super::provider::ProviderSettings;

/// What is kept of it. Its login is in the keychain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InformationSettings {
    /// What the shop calls it.
    #[serde(default)]
    pub(crate) name: String,
    /// Where it is; `None`: the shop has none.
    #[serde(default)]
    pub(crate) reached: Option<ProviderSettings>,
    /// Whether it is asked.
    #[serde(default)]
    pub(crate) on: bool,
    /// Whether the made-up one is asked while the shop practises.
    #[serde(default)]
    pub(crate) practice: bool,
}
