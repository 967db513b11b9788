//! The parts of a close and their lines, which have their figures beside their words.

use domain::Paise;
use serde::Serialize;

use crate::slip::Row;

/// Some figures under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct ClosePart {
    pub title: String,
    #[specta(type = Vec<Row>)]
    pub rows: Vec<CloseRow>,
    /// The sum below them; empty where there is none.
    #[specta(type = Option<Row>)]
    pub sum: Option<CloseRow>,
    /// Below the sum: what somebody else says of it. It is in no sum.
    #[specta(type = Vec<Row>)]
    pub beside: Vec<CloseRow>,
}

/// One labelled line of a close. The window and the paper show its words; a table takes its figures, so that a program can add them up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CloseRow {
    /// The label, in the slip's language.
    pub label: String,
    /// The value in words.
    pub value: String,
    /// How many it is, where it says so.
    #[serde(skip)]
    pub count: Option<i64>,
    /// The amount that it says.
    #[serde(skip)]
    pub amount: Option<Paise>,
}

impl CloseRow {
    pub(super) fn amount(label: String, amount: Paise) -> CloseRow {
        CloseRow { label, value: amount.to_string(), count: None, amount: Some(amount) }
    }
}

/// What is no figure stays words.
impl From<Row> for CloseRow {
    fn from(row: Row) -> CloseRow {
        CloseRow { label: row.label, value: row.value, count: None, amount: None }
    }
}

impl From<&CloseRow> for Row {
    fn from(row: &CloseRow) -> Row {
        Row { label: row.label.clone(), value: row.value.clone() }
    }
}
