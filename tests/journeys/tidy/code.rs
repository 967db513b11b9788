//! Rules about Rust code.

use super::words::{code_only, functions, is_word, names};
use super::{Source, about, none};

const LONGEST_FUNCTION: usize = 70;
/// Where money is: no floating point, whatever for.
const EXACT: &[&str] = &[
    "src-tauri/crates/domain/",
    "src-tauri/crates/ledger/",
    "src-tauri/crates/till/",
    "src-tauri/crates/providers/",
    "src-tauri/crates/receipts/",
];
/// Where letters get their places: the libraries count in parts of a dot, and of money there is only the text.
const PLACES: &[&str] = &["src-tauri/crates/receipts/src/paper/"];
/// What is shipped to shopkeepers; tests and tools are not.
const SHIPPED: &[&str] = &["src-tauri/crates/", "src-tauri/src/"];

/// Findings of one rule over one kind of file: `path:line: what`.
fn look(files: &[Source], rule: impl Fn(&Source, &str) -> Vec<(usize, String)>) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        let hits = rule(file, &code_only(&file.text));
        findings.extend(hits.into_iter().map(|(line, what)| format!("{}:{line}: {what}", file.path)));
    }
    findings
}

fn long_functions(code: &str) -> Vec<(usize, String)> {
    let long = functions(code).into_iter().filter(|(_, _, lines)| *lines > LONGEST_FUNCTION);
    long.map(|(name, line, lines)| (line, format!("fn {name} has {lines} lines"))).collect()
}

fn floats(code: &str) -> Vec<(usize, String)> {
    let floating = names(code).filter(|(_, name)| matches!(*name, "f32" | "f64") || is_float_literal(name));
    floating.map(|(line, name)| (line, name.to_owned())).collect()
}

/// `1f64` is one name to the scanner.
fn is_float_literal(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit())
        && !name.starts_with("0x")
        && (name.ends_with("f32") || name.ends_with("f64"))
}

fn unfinished(code: &str) -> Vec<(usize, String)> {
    let dense: Vec<String> = code.lines().map(|line| line.split_whitespace().collect()).collect();
    let mut findings = Vec::new();
    for (at, line) in dense.iter().enumerate() {
        for sin in ["todo!", "unimplemented!", "dbg!", "#[ignore"] {
            let found = line.match_indices(sin).any(|(start, _)| !line[..start].ends_with(is_word));
            findings.extend(found.then(|| (at + 1, sin.to_owned())));
        }
    }
    findings
}

fn own_clients(code: &str) -> Vec<(usize, String)> {
    let mut findings = Vec::new();
    for (at, line) in code.lines().enumerate() {
        for sin in ["reqwest::get", "Client::new", "Client::builder", "ClientBuilder::new", "Client::default"] {
            let found = line.match_indices(sin).any(|(start, _)| !line[..start].ends_with(is_word));
            findings.extend(found.then(|| (at + 1, sin.to_owned())));
        }
    }
    findings
}

/// Each target that embeds the page writes the same files, at the same time as the others: the build script does it once.
fn embeds_the_page(code: &str) -> Vec<(usize, String)> {
    let lines = code.lines().enumerate().filter(|(_, line)| line.contains("generate_context!"));
    lines.map(|(at, line)| (at + 1, line.trim().to_owned())).collect()
}

fn vague_types(code: &str) -> Vec<(usize, String)> {
    let mut findings = Vec::new();
    let words: Vec<(usize, &str)> = names(code).collect();
    for pair in words.windows(2) {
        let declares = matches!(pair[0].1, "struct" | "enum" | "trait" | "type" | "union" | "class" | "interface");
        if declares && is_vague(pair[1].1) {
            findings.push((pair[1].0, format!("the name {}", pair[1].1)));
        }
    }
    findings
}

/// A *service* alone is the field's own word: what a shop sells.
fn is_vague(name: &str) -> bool {
    let parts = parts(name);
    let vague =
        |part: &String| matches!(part.as_str(), "manager" | "managers" | "helper" | "helpers" | "util" | "utils");
    parts.iter().any(vague) || (parts.len() > 1 && parts.last().is_some_and(|last| last == "service"))
}

/// `SaleView`, `sale_view` and `sale-view` all are `sale`, `view`.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in name.chars() {
        if !is_word(c) || c == '_' || (c.is_uppercase() && !parts.last().is_some_and(String::is_empty)) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| is_word(c) && c != '_') {
            part.extend(c.to_lowercase());
        }
    }
    parts
}

#[test]
fn functions_fit_on_a_screen() {
    let files = about("Rust", Source::is_rust);
    assert!(
        files.iter().map(|file| functions(&code_only(&file.text)).len()).sum::<usize>() > 50,
        "where are the functions?"
    );
    none("no function is longer than 70 lines", look(&files, |_, code| long_functions(code)));
}

#[test]
fn money_never_floats() {
    for folder in EXACT {
        let files = about(folder, |file| file.is_rust() && file.is_within(&[folder]) && !file.is_within(PLACES));
        none("no floating point near money", look(&files, |_, code| floats(code)));
    }
}

#[test]
fn nothing_is_left_unfinished() {
    let files = about("Rust", Source::is_rust);
    none("no todo!, unimplemented!, dbg! or #[ignore]", look(&files, |_, code| unfinished(code)));
}

#[test]
fn names_say_what_a_thing_is() {
    let files = about("Rust and TypeScript", |file| file.has_ending(&[".rs", ".ts", ".svelte"]));
    let mut findings = look(&files, |file, code| {
        // A single quote opens a string in TypeScript and a lifetime in Rust; names of types are clear enough in the plain text.
        vague_types(if file.is_rust() { code } else { &file.text })
    });
    findings.extend(files.iter().filter(|file| is_vague(file.stem())).map(|file| file.path.clone()));
    none("no Manager, Service, Helper, Util", findings);
}

#[test]
fn one_place_builds_the_http_client() {
    let is_test = |file: &Source| {
        file.path.contains("/tests/") || file.path.contains("/examples/") || file.path.ends_with("/tests.rs")
    };
    let shipped = about("what is shipped", |file| file.is_rust() && file.is_within(SHIPPED) && !is_test(file));
    let builders: Vec<_> = shipped
        .iter()
        .filter(|file| !own_clients(&code_only(&file.text)).is_empty())
        .map(|f| f.path.as_str())
        .collect();
    let [only] = builders[..] else { panic!("exactly one file may build an HTTP client, and these do: {builders:?}") };
    assert!(only.starts_with("src-tauri/crates/providers/"), "{only} builds HTTP clients");
}

#[test]
fn the_page_is_embedded_by_build_scripts_alone() {
    let files = about("Rust", Source::is_rust);
    none("nothing but a build script embeds the page", look(&files, |_, code| embeds_the_page(code)));
    let scripts = about("build scripts", |file| file.path.ends_with("/build.rs"));
    let embedding = scripts.iter().filter(|file| file.text.contains("CodegenContext::new()")).count();
    assert_eq!(embedding, 2, "the counter's window and the bare one");
}

#[test]
fn the_rules_find_sins() {
    assert_eq!(embeds_the_page("fn main() {\n    let context = tauri::generate_context!();\n}").len(), 1);
    let long = format!("fn long() {{\n{}}}", "x();\n".repeat(69));
    assert_eq!(long_functions(&long), [(1, "fn long has 71 lines".to_owned())]);
    assert!(long_functions("fn short() {\n}").is_empty());
    assert_eq!(floats("let a: f32 = b;\nlet c = 1f64 + 0xaf32;"), [(1, "f32".to_owned()), (2, "1f64".to_owned())]);
    assert_eq!(unfinished("# [ignore]\nfn a() { todo!() } my_dbg!()").len(), 2);
    assert_eq!(own_clients("let a = reqwest::Client::new();\nHttpClient::new()").len(), 1);
    assert_eq!(vague_types("pub struct SaleManager; enum Service {} struct PrintService; type Utils = u8;").len(), 3);
    assert!(is_vague("print-helper") && is_vague("utils") && !is_vague("services") && !is_vague("utility-bill"));
}
