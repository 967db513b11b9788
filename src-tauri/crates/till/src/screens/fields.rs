//! Fields beside number and amount.

use std::collections::BTreeMap;

use domain::Field;
use serde::{Deserialize, Serialize};

/// A field beside number and amount, as typed or as sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct FieldInput {
    pub field: Field,
    pub text: String,
}

/// JSON of the fields of a sale.
pub(crate) fn fields_json(fields: &BTreeMap<Field, String>) -> String {
    serde_json::to_string(fields).unwrap_or_else(|_| ledger::NO_FIELDS.to_owned())
}

pub(crate) fn fields_of(json: &str) -> Vec<FieldInput> {
    let fields: BTreeMap<Field, String> = serde_json::from_str(json).unwrap_or_default();
    fields.into_iter().map(|(field, text)| FieldInput { field, text }).collect()
}
