use std::fs;
use std::path::{Path, PathBuf};

use specta_typescript::Typescript;
use tauri::ipc::Origin;

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

/// What the bindings call, as the window does.
fn called() -> Vec<String> {
    let generated = generated();
    let called = generated.split("__TAURI_INVOKE(\"").skip(1).filter_map(|rest| rest.split('"').next());
    called.map(str::to_owned).collect()
}

/// Asked of the embedded list itself, which tauri goes by.
#[test]
fn the_window_may_call_every_command_and_no_other() {
    let mut context = crate::context();
    let authority = context.runtime_authority_mut();
    let elsewhere = Origin::Remote { url: "https://example.com".parse().expect("an address") };
    let called = called();
    assert!(called.len() > 15, "found only {called:?}");
    for command in &called {
        assert!(authority.resolve_access(command, "main", "main", &Origin::Local).is_some(), "{command} is refused");
        assert!(
            authority.resolve_access(command, "other", "other", &Origin::Local).is_none(),
            "{command} in any window"
        );
        assert!(authority.resolve_access(command, "main", "main", &elsewhere).is_none(), "{command} from a web page");
    }
    for allowed in ["plugin:event|listen", "plugin:event|unlisten"] {
        assert!(authority.resolve_access(allowed, "main", "main", &Origin::Local).is_some(), "{allowed} is refused");
    }
    let others = ["plugin:event|emit", "plugin:window|close", "plugin:webview|print", "plugin:path|resolve", "no_such"];
    for other in others {
        assert!(authority.resolve_access(other, "main", "main", &Origin::Local).is_none(), "{other} is allowed");
    }
}

/// A capability that named a command by itself would be a second list.
#[test]
fn capabilities_name_no_command() {
    let files = fs::read_dir(here().join("capabilities")).expect("the capabilities can be listed");
    for file in files {
        let path = file.expect("a file").path();
        let capability = fs::read_to_string(&path).expect("a capability can be read");
        let permissions = capability.split_once("\"permissions\"").expect("a capability has permissions").1;
        let permissions = permissions.split_once(']').expect("the list ends").0;
        let given: Vec<&str> = permissions.split('"').skip(1).step_by(2).collect();
        let known = ["core:event:allow-listen", "core:event:allow-unlisten", "every-command"];
        assert_eq!(given, known, "{}", path.display());
    }
}
