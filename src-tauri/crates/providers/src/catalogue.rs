//! What a provider sells, and under which codes: `catalogue.csv` of its folder.

use domain::Service;
use serde::Deserialize;

/// How far a code can be trusted, as our copy of the paper says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// As printed.
    Seed,
    /// The scan was damaged, and the repair agrees with public uses of the same API.
    Repaired,
    /// Lost from the scan, taken from public uses of the same API.
    Public,
    /// Doubtful: not to be sold until the shopkeeper confirms the code.
    Unsure,
}

/// One operator at one provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CatalogueRow {
    /// Id in the one list of operators.
    pub operator: String,
    /// The provider's code for it.
    pub code: String,
    /// The service.
    pub service: Service,
    /// The provider's own name for it.
    pub name: String,
    /// Where the code comes from.
    pub provenance: Provenance,
}

/// Reads a compiled-in catalogue. A row that cannot be read is found by the conformance suite; at the counter it is
/// an operator not sold, never one sold under a wrong code.
pub(crate) fn read(text: &'static str) -> Vec<CatalogueRow> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}
