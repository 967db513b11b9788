//! A provider is its folder and one line: nothing else names one. And the table of calls names what is there.

use std::collections::BTreeSet;

use providers::{Company, registry};

use super::words::{code_only, functions, names};
use super::{Source, about, none};

const HOME: &str = "src-tauri/crates/providers/src/";
const LIB: &str = "src-tauri/crates/providers/src/lib.rs";
/// Where providers may be named beside their own folders: its line, and the simulator, which plays them.
const NAMED: &[&str] = &[LIB, "src-tauri/crates/simulator/"];

/// Slug and name, in small letters.
fn own_words() -> Vec<String> {
    let both = |company: &dyn Company| [company.descriptor().slug.to_owned(), company.descriptor().name.to_lowercase()];
    let mut words: Vec<String> = registry().into_iter().flat_map(both).collect();
    words.sort();
    words.dedup();
    assert!(words.len() > registry().len(), "{words:?}");
    words
}

fn is_test(file: &Source) -> bool {
    let path = &file.path;
    let folders = path.starts_with("tests/") || path.contains("/tests/") || path.contains("/examples/");
    folders || path.ends_with("tests.rs") || path.ends_with(".test.ts")
}

/// Without comments and without what follows the first `#[cfg(test)]` that opens a module; strings stay.
fn shipped(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let opens_tests = line.trim() == "#[cfg(test)]"
            && text.lines().nth(at + 1).is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'));
        if opens_tests {
            break;
        }
        // `https://` is no comment.
        let comment = line.match_indices("//").map(|(start, _)| start).find(|start| !line[..*start].ends_with(':'));
        lines.push((at + 1, line[..comment.unwrap_or(line.len())].to_owned()));
    }
    lines
}

fn mentions(text: &str, words: &[String]) -> Vec<(usize, String)> {
    let mut findings = Vec::new();
    for (line, code) in shipped(text) {
        let lower = code.to_lowercase();
        findings.extend(words.iter().filter(|word| lower.contains(word.as_str())).map(|word| (line, word.clone())));
    }
    findings
}

#[test]
fn nothing_but_its_folder_and_one_line_names_a_provider() {
    let words = own_words();
    let own =
        |file: &Source| registry().iter().any(|one| file.is_within(&[&format!("{HOME}{}/", one.descriptor().slug)]));
    let code = about("what is shipped", |file| {
        file.is_within(&["src-tauri/", "ui/src/"]) && file.has_ending(&[".rs", ".ts", ".svelte"]) && !is_test(file)
    });
    let mut findings = Vec::new();
    for file in code.iter().filter(|file| !file.is_within(NAMED) && !own(file)) {
        let hits = mentions(&file.text, &words);
        findings.extend(hits.into_iter().map(|(line, word)| format!("{}:{line}: {word}", file.path)));
    }
    none("a provider is its folder and one line in lib.rs", findings);
}

#[test]
fn lib_rs_names_each_provider_exactly_once() {
    let lib = about(LIB, |file| file.path == LIB).remove(0);
    let mut findings = Vec::new();
    for company in registry() {
        let slug = company.descriptor().slug;
        let lines: Vec<usize> =
            names(&code_only(&lib.text)).filter(|(_, name)| *name == slug).map(|(line, _)| line).collect();
        if lines.len() != 1 {
            findings.push(format!("{slug} stands on the lines {lines:?}"));
        }
    }
    none("lib.rs has one line for each provider", findings);
    let folders = about("folders of providers", |file| file.is_within(&[HOME]) && file.path.ends_with("/wire.rs"));
    assert_eq!(folders.len(), registry().len(), "a folder that is in no registry, or there twice");
}

const CALLS: &str = "docs/calls.md";

/// A row of the table: provider, call, method and path, built by, tests, golden files.
struct Row {
    provider: String,
    call: String,
    built_by: Vec<String>,
    tests: Vec<String>,
    golden: Vec<String>,
}

/// What stands in backquotes.
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
fn the_readme_has_a_row_for_each_company() {
    let readme = about("README.md", |file| file.path == "README.md").remove(0);
    let has_row = |name: &str| readme.text.lines().any(|line| line.starts_with(&format!("| {name} |")));
    let names = registry().into_iter().map(|company| company.descriptor().name);
    none("README's table has every company", names.filter(|name| !has_row(name)).map(str::to_owned).collect());
}

#[test]
fn the_rules_find_sins() {
    let words = ["inspay".to_owned(), "recharge open api".to_owned()];
    let planted = "// INSPAY\nlet a = \"InsPay\";\nlet b = \"https://x.inspay.in\"; // inspay\nRecharge Open API\n#[cfg(test)]\nmod tests {\ninspay\n";
    assert_eq!(mentions(planted, &words).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4]);
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
