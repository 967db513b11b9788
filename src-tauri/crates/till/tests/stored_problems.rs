//! Problems that earlier versions wrote into the books are still read. A line of `stored_problems.jsonl` never changes: a
//! kind that gets another shape gets another line.

use std::collections::BTreeSet;

use serde_json::Value;
use till::Problem;

const STORED: &str = include_str!("stored_problems.jsonl");

/// Every kind there is, as the reader of a kind that there is not names them.
fn kinds() -> BTreeSet<String> {
    let error = serde_json::from_str::<Problem>(r#"{"kind":"none"}"#).expect_err("there is no such kind").to_string();
    let (_, expected) = error.split_once("expected one of").expect("the kinds are named");
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn what_is_stored_is_read_and_written_as_it_was() {
    for line in STORED.lines() {
        let problem: Problem = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let mut written = serde_json::to_value(&problem).expect("a problem is JSON");
        let stored: Value = serde_json::from_str(line).expect("a line is JSON");
        // A later version may have added something that the line does not have.
        if let Some(data) = written.get_mut("data").and_then(Value::as_object_mut) {
            data.retain(|name, _| stored["data"].get(name).is_some());
        }
        assert_eq!(written, stored);
    }
}

#[test]
fn every_kind_has_a_stored_line() {
    let kind =
        |line: &str| serde_json::from_str::<Value>(line).expect("a line is JSON")["kind"].as_str().map(str::to_owned);
    let stored: BTreeSet<String> = STORED.lines().filter_map(kind).collect();
    let missing: Vec<_> = kinds().difference(&stored).cloned().collect();
    assert!(missing.is_empty(), "new kinds want a line each: {missing:?}");
    assert!(stored.len() > 100, "only {} lines", stored.len());
}
