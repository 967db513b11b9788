//! Which provider sells what, as the shopkeeper set it.

use std::collections::BTreeMap;

use domain::Service;
use serde::{Deserialize, Serialize};

/// How the provider of a sale is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Choice {
    /// By margin and recent success.
    #[default]
    Auto,
    /// These first, in this order; others after them, as the till would choose.
    Order(Vec<String>),
}

/// The shopkeeper's choices, as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoutesFile {
    /// Orders of providers by service.
    pub services: BTreeMap<Service, Vec<String>>,
    /// Orders by operator, where they differ from the service's; an empty one leaves the choice to the till.
    pub operators: BTreeMap<String, Vec<String>>,
    /// Whether another provider is tried when one refuses.
    pub try_next: bool,
}

impl Default for RoutesFile {
    fn default() -> RoutesFile {
        RoutesFile { services: BTreeMap::new(), operators: BTreeMap::new(), try_next: true }
    }
}

impl RoutesFile {
    /// The order for an operator: its own, else its service's; `None`: the till chooses.
    pub(crate) fn order(&self, operator: &str, service: Service) -> Option<&[String]> {
        self.operators.get(operator).or_else(|| self.services.get(&service)).map(Vec::as_slice)
    }
}
