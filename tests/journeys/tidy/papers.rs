//! Rules about the papers: no paragraph that is read twice, and no path that leads nowhere.

use std::collections::BTreeSet;

use super::{Source, about, none};

/// The longest paragraph, in lines of so many signs.
const LINES: usize = 6;
const SIGNS: usize = 120;
/// How paths of ours begin.
const OURS: &[&str] = &["docs/", "src-tauri/", "tests/", "ui/"];
/// Its paths begin in the providers' crate, and it has a rule of its own.
const APART: &str = "docs/calls.md";
/// What stands for something else inside of a path.
const STANDS_FOR: &[char] = &['<', '*', '…', '{'];

fn papers() -> Vec<Source> {
    let is_ours = |path: &str| path.starts_with("docs/") || !path.contains('/');
    about("papers", |file| file.path.ends_with(".md") && file.path != APART && is_ours(&file.path))
}

fn begins_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    line.starts_with("- ") || (rest.len() < line.len() && rest.starts_with(". "))
}

/// Paragraphs, and each item of a list, with the line they begin on. Tables, headings and code are none.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let (mut is_code, mut goes_on) = (false, false);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        let is_fence = line.starts_with("```");
        is_code = is_code != is_fence;
        if is_code || is_fence || line.is_empty() || line.starts_with(['|', '#']) {
            goes_on = false;
            continue;
        }
        if !goes_on || begins_item(line) {
            found.push((at + 1, String::new()));
        }
        goes_on = true;
        if let Some((_, paragraph)) = found.last_mut() {
            paragraph.push_str(line);
            paragraph.push(' ');
        }
    }
    found
}

fn long_paragraphs(text: &str) -> Vec<(usize, String)> {
    let signs = |words: &str| words.trim_end().chars().count();
    let long = paragraphs(text).into_iter().filter(|(_, words)| signs(words) > LINES * SIGNS);
    long.map(|(line, words)| (line, format!("a paragraph of {} signs", signs(&words)))).collect()
}

/// Paths of ours in backquotes that are not there; `file::function` is its file.
fn lost_paths(text: &str, is_there: impl Fn(&str) -> bool) -> Vec<(usize, String)> {
    let mut lost = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let quoted = line.split('`').skip(1).step_by(2);
        let paths = quoted.filter(|words| OURS.iter().any(|start| words.starts_with(start)));
        let paths = paths.filter(|path| !path.contains(STANDS_FOR)).map(|path| path.split("::").next().unwrap_or(path));
        lost.extend(paths.filter(|path| !is_there(path)).map(|path| (at + 1, path.to_owned())));
    }
    lost
}

/// Rows named as another row: a word in bold twice in the paper, or code twice in one table.
fn twice_named(text: &str) -> Vec<(usize, String)> {
    let (mut seen, mut found, mut table) = (BTreeSet::new(), Vec::new(), 1);
    for (at, line) in (1..).zip(text.lines()) {
        table += usize::from(!line.starts_with('|'));
        let name = line.strip_prefix("| ").and_then(|row| row.split(" | ").next()).unwrap_or_default();
        let within = if name.starts_with('*') { 0 } else { table };
        if name.starts_with(['`', '*']) && !seen.insert((within, name)) {
            found.push((at, format!("{name} stands twice")));
        }
    }
    found
}

fn told(papers: &[Source], rule: impl Fn(&str) -> Vec<(usize, String)>) -> Vec<String> {
    let findings = |paper: &Source| -> Vec<String> {
        rule(&paper.text).into_iter().map(|(line, what)| format!("{}:{line}: {what}", paper.path)).collect()
    };
    papers.iter().flat_map(findings).collect()
}

#[test]
fn papers_read_at_the_first_time_and_lead_somewhere() {
    let (papers, root) = (papers(), journeys::root());
    assert!(papers.iter().map(|paper| paragraphs(&paper.text).len()).sum::<usize>() > 100, "where are the paragraphs?");
    none("no paragraph is longer than six lines", told(&papers, long_paragraphs));
    none("no row of a paper is named as another", told(&papers, twice_named));
    none("every path in a paper is there", told(&papers, |text| lost_paths(text, |path| root.join(path).exists())));
}

#[test]
fn a_long_paragraph_and_a_lost_path_are_found() {
    let line = "word ".repeat(24);
    let long = format!("{line}\n").repeat(7);
    let items = format!("- {line}\n").repeat(7);
    let papers = format!("# Head\n\n{items}\n{long}\n```\n{long}```\n\n1. {long}| {long}");
    let lines: Vec<usize> = long_paragraphs(&papers).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [11, 29], "{papers}");
    let table = "| word | meaning |\n|---|---|\n| **a** | one |\n| `b`, `c` | two |\n\n| **a** | three |\n| `b`, `c` | four |\n| `b`, `c` | five |\n";
    let found: Vec<usize> = twice_named(table).into_iter().map(|(line, _)| line).collect();
    assert_eq!(found, [6, 8]);
    let text = "`docs/a.md`, `ui/b.ts::c`, docs/d.md,\n`src/e.rs` and `ui/src/<screen>/f`: `tests/g`, `docs/h.md::i`";
    let lost = lost_paths(text, |path| ["docs/a.md", "ui/b.ts"].contains(&path));
    assert_eq!(lost, [(2, "tests/g".to_owned()), (2, "docs/h.md".to_owned())]);
}
