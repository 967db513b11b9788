//! Rules about files.

use super::{Source, about, none};

/// Lines of code, comments and all.
const LONGEST_CODE: usize = 350;
const CODE: &[&str] = &[".rs", ".ts", ".svelte"];
/// Lines of any other file that people write.
const LONGEST_FILE: usize = 500;
const WRITTEN: &[&str] = &[".rs", ".ts", ".svelte", ".css", ".sql", ".html", ".js", ".mjs", ".sh", ".yml"];
/// Made by a program, out of something that is itself looked at.
const GENERATED: &[&str] = &["ui/src/bindings.ts"];

fn paths_of_a_machine(text: &str) -> Vec<(usize, String)> {
    // In pieces, or this file would be its own first finding.
    let homes = [["/ho", "me/"].concat(), ["/ro", "ot/"].concat(), ["/wo", "rk/"].concat(), ["/Use", "rs/"].concat()];
    let mut findings = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for home in &homes {
            let starts = line.match_indices(home.as_str()).map(|(start, _)| line[..start].chars().next_back());
            // After a letter, a dot or a tilde it is the middle of some other path or address.
            let absolute =
                starts.into_iter().any(|before| before.is_none_or(|c| !c.is_alphanumeric() && !"._-~/}*".contains(c)));
            findings.extend(absolute.then(|| (at + 1, line.trim().chars().take(100).collect())));
        }
    }
    findings
}

fn too_long(files: &[Source]) -> Vec<String> {
    let most = |file: &Source| if file.has_ending(CODE) { LONGEST_CODE } else { LONGEST_FILE };
    let long = files.iter().filter(|file| file.text.lines().count() > most(file));
    long.map(|file| format!("{}: {}", file.path, file.text.lines().count())).collect()
}

fn is_plain_code(code: &str) -> bool {
    !code.is_empty() && code.chars().all(|c| c.is_ascii_graphic())
}

#[test]
fn files_are_one_thing_each() {
    let files = about("what people write", |f| f.has_ending(WRITTEN) && !GENERATED.contains(&f.path.as_str()));
    none("no code is longer than 350 lines, and no other file longer than 500", too_long(&files));
}

#[test]
fn no_file_knows_whose_machine_it_was_written_on() {
    // The reports of real companies' answers have the paths of those companies' servers.
    let is_ours = |path: &str| !path.ends_with(".svg") && !path.ends_with("field/answers.jsonl");
    let files = about("text", |file| is_ours(&file.path));
    let mut findings = Vec::new();
    for file in &files {
        findings.extend(
            paths_of_a_machine(&file.text).into_iter().map(|(line, words)| format!("{}:{line}: {words}", file.path)),
        );
    }
    none("no absolute path of somebody's machine", findings);
}

#[test]
fn catalogue_codes_are_plain_characters() {
    let catalogues = about("catalogues", |f: &Source| {
        f.is_within(&["src-tauri/crates/providers/src/"]) && f.path.ends_with("/catalogue.csv")
    });
    for file in catalogues {
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        let headers = reader.headers().unwrap_or_else(|e| panic!("{}: {e}", file.path)).clone();
        let column = |name: &str| headers.iter().position(|header| header == name);
        let code = column("code").unwrap_or_else(|| panic!("{} has no column named code", file.path));
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a catalogue is CSV")).collect();
        assert!(!rows.is_empty(), "{} lists nothing", file.path);
        // A Cyrillic А in a provider's code looks like a Latin one and sells nothing.
        let strange = rows.iter().map(|row| row[code].to_owned()).filter(|code| !is_plain_code(code));
        none("codes are ASCII without spaces", strange.map(|code| format!("{}: {code:?}", file.path)).collect());
    }
}

#[test]
fn the_rules_find_sins() {
    let planted = ["see /ho", "me/me/x\nhttps://a.b/ho", "me/x\n\"/wo", "rk/x\"\nhomework/ro", "ot/\n"].concat();
    assert_eq!(paths_of_a_machine(&planted).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3]);
    let file = |path: &str, lines: usize| Source { path: path.to_owned(), text: "x\n".repeat(lines) };
    let files = [("a.rs", 350), ("b.rs", 351), ("c.svelte", 351), ("d.test.ts", 351), ("e.css", 500), ("f.css", 501)];
    let files = files.map(|(path, lines)| file(path, lines));
    assert_eq!(too_long(&files), ["b.rs: 351", "c.svelte: 351", "d.test.ts: 351", "f.css: 501"]);
    assert!(is_plain_code("VF") && !is_plain_code("А") && !is_plain_code("V F") && !is_plain_code(""));
}
