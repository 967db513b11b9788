use std::fs;
use std::path::{Path, PathBuf};

use specta_typescript::Typescript;

use super::builder;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn bindings() -> PathBuf {
    here().join("../ui/src/bindings.ts")
}

fn generated() -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("bindings.ts");
    let header = "// Generated from Rust (`cargo xtask bindings`). Do not edit.\n";
    builder().export(Typescript::default().header(header), &path).expect("the bindings can be written");
    fs::read_to_string(path).expect("the bindings can be read")
}

/// With `GALLA_WRITE_BINDINGS` set it writes the file instead of holding it against the code.
#[test]
fn bindings_do_not_drift() {
    let generated = generated();
    if std::env::var_os("GALLA_WRITE_BINDINGS").is_some() {
        fs::write(bindings(), &generated).expect("the bindings can be written");
    }
    let committed = fs::read_to_string(bindings()).expect("the committed bindings can be read");
    assert!(committed == generated, "ui/src/bindings.ts is not what the commands say; run `cargo xtask bindings`");
}

#[test]
fn the_window_may_call_every_command_and_no_other() {
    let generated = generated();
    let capability = fs::read_to_string(here().join("capabilities/counter.json")).expect("the capability can be read");
    let declared = fs::read_to_string(here().join("build.rs")).expect("build.rs can be read");
    let called: Vec<&str> =
        generated.split("__TAURI_INVOKE(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(called.len() > 15, "found only {called:?}");
    for command in &called {
        assert!(declared.contains(&format!("\"{command}\"")), "{command} is missing in build.rs");
        assert!(
            capability.contains(&format!("\"allow-{}\"", command.replace('_', "-"))),
            "{command} is missing in the capability"
        );
    }
    assert_eq!(capability.matches("\"allow-").count(), called.len(), "the capability allows more than there is");
}
