//! Tables that are compiled in.

use serde::de::DeserializeOwned;

/// Rows of a table that is compiled in. A row that cannot be read is a fault of the build, found by the tests of
/// the table; it must not stop a counter.
pub(crate) fn read_table<Row: DeserializeOwned>(text: &'static str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}
