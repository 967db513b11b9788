//! Problems that earlier versions wrote into the books are still read, whatever the screens call them now. A line of
//! `stored_problems.jsonl` never changes: a kind that gets another shape gets another line. Only what a request can run into,
//! and how the shop itself ends one, was ever written; the other lines are what a row of another version may hold.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use till::{Problem, StoredProblem, problem_in};

const STORED: &str = include_str!("stored_problems.jsonl");

/// Every kind that is written, as the reader of a kind that there is not names them.
fn kinds() -> BTreeSet<String> {
    let error =
        serde_json::from_str::<StoredProblem>(r#"{"kind":"none"}"#).expect_err("there is no such kind").to_string();
    let (_, expected) = error.split_once("expected one of").expect("the kinds are named");
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn kind_of(row: &Value) -> String {
    row["kind"].as_str().expect("a kind").to_owned()
}

fn lines() -> Vec<Value> {
    STORED.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn what_is_stored_is_read_and_written_as_it_was() {
    let mut read = 0;
    for stored in lines().into_iter().filter(|line| kinds().contains(&kind_of(line))) {
        let problem: StoredProblem =
            serde_json::from_value(stored.clone()).unwrap_or_else(|error| panic!("{stored}: {error}"));
        let mut written = serde_json::to_value(&problem).expect("a problem is JSON");
        // A later version may have added something that the line does not have.
        if let Some(data) = written.get_mut("data").and_then(Value::as_object_mut) {
            data.retain(|name, _| stored["data"].get(name).is_some());
        }
        assert_eq!(written, stored);
        // The screen says it with all that the row has, under whatever name.
        let shown = serde_json::to_value(problem_in(&stored)).expect("a problem is JSON");
        assert_eq!(shown["data"], stored["data"], "{shown}");
        assert_ne!(shown["kind"], "of_another_version", "{stored}");
        read += 1;
    }
    assert!(read > 35, "only {read} lines");
}

#[test]
fn every_kind_has_a_stored_line() {
    let stored: BTreeSet<String> = lines().iter().map(kind_of).collect();
    let missing: Vec<_> = kinds().difference(&stored).cloned().collect();
    assert!(missing.is_empty(), "new kinds want a line each: {missing:?}");
    assert!(stored.len() > 100, "only {} lines", stored.len());
}

#[test]
fn what_another_version_wrote_keeps_nobody_from_reading_the_row() {
    for foreign in lines().into_iter().filter(|line| !kinds().contains(&kind_of(line))) {
        assert_eq!(problem_in(&foreign), Problem::OfAnotherVersion { kind: kind_of(&foreign) });
    }
    let of_kind = |kind: &str| Problem::OfAnotherVersion { kind: kind.to_owned() };
    let newer = [
        (json!({ "kind": "from_next_year" }), of_kind("from_next_year")),
        (json!({ "kind": "from_next_year", "data": { "since": [1, 2] } }), of_kind("from_next_year")),
        // Known by name, and without what it had, or with something else in its place.
        (json!({ "kind": "provider_error" }), of_kind("provider_error")),
        (json!({ "kind": "provider_error", "data": { "status": "many" } }), of_kind("provider_error")),
        // Something was added that this version does not know.
        (json!({ "kind": "timed_out" }), Problem::TimedOut),
        (
            json!({ "kind": "provider_error", "data": { "status": 503, "since": 7 } }),
            Problem::ProviderError { status: 503 },
        ),
        (json!("timed_out"), of_kind("")),
        (json!(7), of_kind("")),
        (Value::Null, of_kind("")),
    ];
    for (row, shown) in newer {
        assert_eq!(problem_in(&row), shown, "{row}");
    }
}
