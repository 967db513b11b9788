//! A provider is its folder, with one line elsewhere: nothing else names one.

use providers::{Company, registry};

use super::words::{code_only, names};
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

#[test]
fn the_readme_has_a_row_for_each_company() {
    let readme = about("README.md", |file| file.path == "README.md").remove(0);
    let has_row = |name: &str| readme.text.lines().any(|line| line.starts_with(&format!("| {name} |")));
    let names = registry().into_iter().map(|company| company.descriptor().name);
    none("README's table has every company", names.filter(|name| !has_row(name)).map(str::to_owned).collect());
}

#[test]
fn a_planted_name_of_a_provider_is_found() {
    let words = ["inspay".to_owned(), "recharge open api".to_owned()];
    let planted = "// INSPAY\nlet a = \"InsPay\";\nlet b = \"https://x.inspay.in\"; // inspay\nRecharge Open API\n#[cfg(test)]\nmod tests {\ninspay\n";
    assert_eq!(mentions(planted, &words).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4]);
}
