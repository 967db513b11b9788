//! The table of every call of every paper names only functions, tests or files that are there.

use std::collections::BTreeSet;

use providers::registry;

use super::words::{code_only, functions};
use super::{Source, about, none};

const CALLS: &str = "docs/calls.md";

/// A row of the table: provider, call, method and path, built by, tests, golden files.
struct Row {
    provider: String,
    call: String,
    built_by: Vec<String>,
    tests: Vec<String>,
    golden: Vec<String>,
}

/// The parts in backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn rows(paper: &str) -> Vec<Row> {
    let cells =
        |line: &str| -> Vec<String> { line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect() };
    let table = paper.lines().filter(|line| line.starts_with('|')).skip(2).map(cells);
    let row = |cells: Vec<String>| {
        let [provider, call, _, built_by, tests, golden] =
            cells.try_into().unwrap_or_else(|cells| panic!("six cells, and not {cells:?}"));
        Row { provider, call, built_by: quoted(&built_by), tests: quoted(&tests), golden: quoted(&golden) }
    };
    table.map(row).collect()
}

/// Whether `file::function` is there, the file below the crate of the providers.
fn is_there(files: &[Source], named: &str, is_test: bool) -> bool {
    let Some((path, function)) = named.split_once("::") else { return false };
    let path = format!("src-tauri/crates/providers/{path}");
    let Some(file) = files.iter().find(|file| file.path == path) else { return false };
    let Some((_, line, _)) = functions(&code_only(&file.text)).into_iter().find(|(name, ..)| name == function) else {
        return false;
    };
    let before: Vec<&str> = file.text.lines().take(line - 1).collect();
    let attribute = before.iter().rev().take(3).any(|line| matches!(line.trim(), "#[test]" | "#[tokio::test]"));
    !is_test || attribute
}

fn lies(rows: &[Row], files: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    for Row { provider, call, built_by, tests, golden } in rows {
        let mut say = |what: String| findings.push(format!("{provider}, {call}: {what}"));
        if built_by.is_empty() || tests.is_empty() {
            say("it says neither who builds it nor what proves it".to_owned());
        }
        let missing = |named: &&String, is_test| !is_there(files, named, is_test);
        built_by.iter().filter(|named| missing(named, false)).for_each(|named| say(format!("no function {named}")));
        tests.iter().filter(|named| missing(named, true)).for_each(|named| say(format!("no test {named}")));
        let lost =
            |named: &&String| !files.iter().any(|file| file.path == format!("src-tauri/crates/providers/{named}"));
        golden.iter().filter(lost).for_each(|named| say(format!("no file {named}")));
    }
    findings
}

#[test]
fn the_table_of_calls_names_what_is_there() {
    let files = about("the providers' crate", |file| file.is_within(&["src-tauri/crates/providers/"]));
    let paper = about(CALLS, |file| file.path == CALLS).remove(0);
    let rows = rows(&paper.text);
    none("every function, test and file in the table of calls exists", lies(&rows, &files));
    let mut missing = Vec::new();
    for company in registry() {
        let name = company.descriptor().name;
        let calls: BTreeSet<&str> =
            rows.iter().filter(|row| row.provider == name).map(|row| row.call.as_str()).collect();
        // Four at least: what is sold or begun, how it stands, the wallet, the callback.
        if calls.len() < 4 || !calls.contains("callback") || !calls.contains("balance") {
            missing.push(format!("{name} has the calls {calls:?}"));
        }
    }
    let told: BTreeSet<&String> = rows.iter().flat_map(|row| &row.golden).collect();
    let golden = files.iter().filter(|file| file.path.ends_with(".http"));
    let untold = golden.filter(|file| !told.iter().any(|named| file.path.ends_with(named.as_str())));
    missing.extend(untold.map(|file| format!("{} proves a call that is not in the table", file.path)));
    none("the table has every call", missing);
}

#[test]
fn planted_lies_in_the_table_of_calls_are_found() {
    let source =
        |path: &str, text: &str| Source { path: format!("src-tauri/crates/providers/{path}"), text: text.into() };
    let files = [source("src/a.rs", "fn build() {}\n#[test]\nfn proof() {}\n"), source("src/a.http", "")];
    let head = "x\n\n| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n";
    let good = "| A | balance | GET | `src/a.rs::build` | `src/a.rs::proof` | `src/a.http` |\nno row\n";
    assert!(lies(&rows(&format!("{head}{good}")), &files).is_empty());
    for wrong in [
        "| A | balance | GET | `src/a.rs::built` | `src/a.rs::proof` | `src/a.http` |",
        "| A | balance | GET | `src/a.rs::build` | `src/a.rs::build` | `src/a.http` |",
        "| A | balance | GET | `src/a.rs::build` | `src/b.rs::proof` | `src/a.http` |",
        "| A | balance | GET | `src/a.rs::build` | `src/a.rs::proof` | `src/b.http` |",
        "| A | balance | GET | `src/a.rs::build` | | |",
    ] {
        assert_eq!(lies(&rows(&format!("{head}{wrong}\n")), &files).len(), 1, "{wrong}");
    }
}
