use std::fs;
use std::path::{Path, PathBuf};

use specta_typescript::Typescript;
use tauri::ipc::Origin;

use super::builder;
use super::customer_screen::{CustomerSight, SightPhase, SightSale};
use crate::host::customer_screen::LABEL;

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

/// It hears what it shows, and can ask, change and tell nothing.
#[test]
fn the_customers_window_can_listen_and_nothing_else() {
    let mut context = crate::context();
    let authority = context.runtime_authority_mut();
    let may = |command: &str| authority.resolve_access(command, LABEL, LABEL, &Origin::Local).is_some();
    for command in called() {
        assert!(!may(&command), "{command} from the customer's window");
    }
    assert!(may("plugin:event|listen") && may("plugin:event|unlisten"));
    let others =
        ["plugin:event|emit", "plugin:event|emit_to", "plugin:window|close", "plugin:webview|print", "no_such"];
    for other in others {
        assert!(!may(other), "{other} from the customer's window");
    }
}

/// What a customer may see of a counter, name by name: a field more is looked at twice.
#[test]
fn what_the_customer_sees_has_these_fields_and_no_other() {
    let sale = SightSale { number: "98765 43210".into(), operator: "Airtel".into(), amount_paise: Some(29_900) };
    let sight = CustomerSight {
        shop: "Sharma".into(),
        language: "en".into(),
        dark: false,
        practice: true,
        phase: SightPhase::Asked,
        sale: Some(sale),
        pay_paise: None,
        code: Some(till::Qr { size: 29, path: String::new() }),
        reference: None,
    };
    let value = serde_json::to_value(&sight).expect("it is data");
    let names = |value: &serde_json::Value| -> Vec<String> {
        value
            .as_object()
            .expect("fields")
            .keys()
            .cloned()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect()
    };
    let fields = ["code", "dark", "language", "pay_paise", "phase", "practice", "reference", "sale", "shop"];
    assert_eq!(names(&value), fields);
    assert_eq!(names(&value["sale"]), ["amount_paise", "number", "operator"]);
    assert_eq!(names(&value["code"]), ["path", "size"]);
    let mut with_more = value;
    with_more["wallet_after_paise"] = 1.into();
    assert!(serde_json::from_value::<CustomerSight>(with_more).is_err(), "what has no field is refused");
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
        let mut known = vec!["core:event:allow-listen", "core:event:allow-unlisten"];
        known.extend(path.ends_with("counter.json").then_some("every-command"));
        assert_eq!(given, known, "{}", path.display());
    }
}
