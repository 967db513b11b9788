//! Whether every file is formatted, those too where `cargo fmt` does not look.

use std::fs;
use std::path::PathBuf;

use crate::place::Place;
use crate::shell::{Outcome, cargo, program, run};

/// Folders whose modules are declared by the list of all companies. rustfmt does not follow a declaration that a macro makes.
const LISTED: [&str; 5] = [
    "src-tauri/crates/providers/src",
    "src-tauri/crates/providers/tests/line/dialects",
    "src-tauri/crates/simulator/src/dialect",
    "tests/torture/src/mouth",
    "tests/torture/src/parsers/oracle",
];

/// The step.
pub fn check(place: &Place) -> Outcome {
    run(cargo(&place.root).args(["fmt", "--all", "--check"]))?;
    let mut files = Vec::new();
    for folder in LISTED {
        let entries = fs::read_dir(place.root.join(folder)).map_err(|e| format!("{folder} could not be read: {e}"))?;
        for entry in entries.filter_map(Result::ok) {
            let file = PathBuf::from(folder).join(entry.file_name());
            let file = if entry.path().is_dir() { file.join("mod.rs") } else { file };
            if file.extension().is_some_and(|ending| ending == "rs") && place.root.join(&file).is_file() {
                files.push(file);
            }
        }
    }
    files.sort();
    run(program("rustfmt", &place.root).args(["--edition", "2024", "--check"]).args(files))
}

/// Formats the folder of a company.
pub fn company(place: &Place, slug: &str) -> Outcome {
    let module = PathBuf::from(LISTED[0]).join(slug).join("mod.rs");
    run(program("rustfmt", &place.root).args(["--edition", "2024"]).arg(module))
}
