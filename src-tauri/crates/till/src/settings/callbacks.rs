//! Callbacks as they are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where the door is while nothing else was typed: this computer only.
const DEFAULT_ADDRESS: &str = "127.0.0.1:8790";

/// Callbacks as they are kept. The paths are no logins: whoever knows one can make the counter ask, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CallbackSettings {
    pub(crate) on: bool,
    pub(crate) address: String,
    /// The unguessable part of each provider's path.
    pub(crate) paths: BTreeMap<String, String>,
}

impl Default for CallbackSettings {
    fn default() -> CallbackSettings {
        CallbackSettings { on: false, address: DEFAULT_ADDRESS.to_owned(), paths: BTreeMap::new() }
    }
}
