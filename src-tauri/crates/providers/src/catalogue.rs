//! A provider's catalogue, `catalogue.csv` in its folder: everything it sells, by code.

use domain::{Field, Service};
use serde::{Deserialize, Deserializer};

#[cfg(test)]
mod tests;

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
    /// What the paper wants beside number and amount. Written `value1:std_code|value2:account_number`.
    #[serde(default, deserialize_with = "extras")]
    pub extras: Vec<Extra>,
    /// Whether the special (STV) recharge is this code with a flag; written `stv` (Open API).
    #[serde(default, deserialize_with = "flag")]
    pub special: bool,
}

/// A parameter of the paper and the field that goes into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// `value1` or `value2`.
    pub parameter: String,
    /// The field.
    pub field: Field,
}

fn extras<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Extra>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let one = |pair: &str| {
        let (parameter, field) = pair.split_once(':')?;
        Some(Extra { parameter: parameter.to_owned(), field: Field::parse(field)? })
    };
    let pairs = text.split('|').filter(|pair| !pair.is_empty());
    pairs.map(|pair| one(pair).ok_or_else(|| serde::de::Error::custom(format!("no field: {pair}")))).collect()
}

fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "" => Ok(false),
        "stv" => Ok(true),
        other => Err(serde::de::Error::custom(format!("no flag: {other}"))),
    }
}

/// A provider's code for one circle.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CircleRow {
    /// Id in the list of circles.
    pub circle: String,
    /// The provider's code for it.
    pub code: String,
    /// Where the code comes from.
    pub provenance: Provenance,
}

/// Reads a compiled-in catalogue. A row that cannot be read is found by the conformance suite; at the counter it is
/// an operator not sold, never one sold under a wrong code.
pub(crate) fn read<Row: serde::de::DeserializeOwned>(text: &'static str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}
