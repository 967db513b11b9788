//! Tables that are compiled in.

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::Names;

/// Rows of a table that is compiled in, each with its names. A row that cannot be read is skipped, because it must not stop
/// a counter. The tests of the table find it.
pub(crate) fn read_named<Row: DeserializeOwned>(text: &'static str) -> impl Iterator<Item = (Row, Names)> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    reader.into_records().filter_map(Result::ok).filter_map(move |record| {
        let row = record.deserialize(Some(&head)).ok()?;
        Some((row, Names::of_columns(head.iter().zip(record.iter()))))
    })
}

/// A table of names alone.
pub(crate) fn read_names(text: &'static str) -> impl Iterator<Item = Names> {
    read_named::<IgnoredAny>(text).map(|(_, names)| names)
}

/// A table of words: each key with its words in every language. The key stands in the column `key`.
pub fn read_words(text: &'static str) -> impl Iterator<Item = (String, Names)> {
    #[derive(serde::Deserialize)]
    struct Key {
        key: String,
    }
    read_named::<Key>(text).map(|(row, words)| (row.key, words))
}
