//! Who may know whom.

use toml::{Table, Value};

use super::{about, none};

/// Which of our crates each of our crates may depend on; imports run only downwards.
const ARROWS: &[(&str, &[&str])] = &[
    ("galla", &["domain", "ledger", "printers", "providers", "receipts", "sheets", "simulator", "till"]),
    ("till", &["domain", "ledger", "printers", "providers", "receipts", "sheets"]),
    ("ledger", &["domain"]),
    ("receipts", &["domain"]),
    ("printers", &[]),
    ("sheets", &[]),
    ("providers", &["domain"]),
    ("simulator", &["domain"]),
    ("domain", &[]),
];
/// Tools and tests: nothing depends on them, so they may know everybody.
const FREE: &[&str] = &["bare-window", "journeys", "torture", "xtask"];
/// Who alone may name an outside crate, by the beginning of its name.
const OWNERS: &[(&str, &str)] = &[("tauri", "galla"), ("rusqlite", "ledger"), ("reqwest", "providers")];

struct Member {
    name: String,
    manifest: Table,
}

impl Member {
    /// What it is built with. Tests may look where they like, so `dev-dependencies` do not count.
    fn dependencies(&self) -> Vec<String> {
        let mut tables = vec![self.manifest.get("dependencies"), self.manifest.get("build-dependencies")];
        let targets = self.manifest.get("target").and_then(Value::as_table);
        for target in targets.into_iter().flat_map(Table::values) {
            tables.extend([target.get("dependencies"), target.get("build-dependencies")]);
        }
        tables.into_iter().flatten().filter_map(Value::as_table).flat_map(Table::keys).cloned().collect()
    }
}

fn members() -> Vec<Member> {
    let root = journeys::root();
    let workspace = parse(&std::fs::read_to_string(root.join("Cargo.toml")).expect("the workspace has a Cargo.toml"));
    let folders = workspace["workspace"]["members"].as_array().expect("members is a list").clone();
    assert!(folders.len() > 2, "a house of {} crates", folders.len());
    let member = |folder: &Value| {
        let file = root.join(folder.as_str().expect("a member is a path")).join("Cargo.toml");
        let manifest = parse(&std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display())));
        let name = manifest["package"]["name"].as_str().expect("a name is words").to_owned();
        Member { name, manifest }
    };
    folders.iter().map(member).collect()
}

fn parse(text: &str) -> Table {
    text.parse().expect("a manifest is TOML")
}

fn wrong_arrows(members: &[Member]) -> Vec<String> {
    let mut findings = Vec::new();
    let ours = |name: &str| members.iter().any(|member| member.name == name);
    for member in members.iter().filter(|member| !FREE.contains(&member.name.as_str())) {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == member.name) else {
            findings.push(format!("{} is a new room: say in ARROWS whom it may know", member.name));
            continue;
        };
        let known = member.dependencies().into_iter().filter(|name| ours(name));
        let wrong = known.filter(|name| !allowed.contains(&name.as_str()));
        findings.extend(wrong.map(|name| format!("{} must not know {name}", member.name)));
    }
    findings
}

fn wrong_owners(members: &[Member]) -> Vec<String> {
    let mut findings = Vec::new();
    for member in members.iter().filter(|member| !FREE.contains(&member.name.as_str())) {
        for name in member.dependencies() {
            let owner = OWNERS.iter().find(|(start, _)| name.starts_with(start)).map(|(_, owner)| *owner);
            if owner.is_some_and(|owner| owner != member.name) {
                findings.push(format!("{} names {name}", member.name));
            }
        }
    }
    findings
}

#[test]
fn imports_run_only_downwards() {
    let members = members();
    none("our crates know whom the design lets them know", wrong_arrows(&members));
    for (name, _) in ARROWS {
        assert!(members.iter().any(|member| member.name == *name), "ARROWS tells of {name}, which is not there");
    }
}

#[test]
fn outside_crates_have_one_owner() {
    let members = members();
    none("one crate each for the window, the database and HTTP", wrong_owners(&members));
    for (start, owner) in OWNERS {
        let owner = members.iter().find(|member| member.name == *owner).expect("the owner is a member");
        assert!(
            owner.dependencies().iter().any(|name| name.starts_with(start)),
            "{} no longer names {start}",
            owner.name
        );
    }
}

#[test]
fn every_crate_has_a_caption_and_keeps_the_house_lints() {
    let mut findings = Vec::new();
    for member in members() {
        let caption = member.manifest["package"].get("description").and_then(Value::as_str).unwrap_or_default();
        if caption.trim().len() < 10 || caption.contains('\n') {
            findings.push(format!("{}: its description is not one line that says what it is", member.name));
        }
        if member.manifest.get("lints").and_then(|lints| lints.get("workspace")) != Some(&Value::Boolean(true)) {
            findings.push(format!("{}: it has lints of its own", member.name));
        }
    }
    none("captions and lints", findings);
}

#[test]
fn only_the_platform_folder_talks_to_the_shell() {
    let screen = about("the screen's code", |f| f.is_within(&["ui/src/"]) && f.has_ending(&[".ts", ".svelte", ".js"]));
    let imports: Vec<_> = screen.iter().filter(|file| file.text.contains("@tauri-apps")).collect();
    assert!(!imports.is_empty(), "nothing imports @tauri-apps: did the platform folder move?");
    let strangers = imports.iter().filter(|f| !f.is_within(&["ui/src/platform/"]) && f.path != "ui/src/bindings.ts");
    none("only ui/src/platform and the bindings import @tauri-apps", strangers.map(|f| f.path.clone()).collect());
}

#[test]
fn a_wrong_arrow_is_found() {
    let member = |name: &str, toml: &str| Member { name: name.into(), manifest: parse(toml) };
    let house = [
        member("ledger", "[target.'cfg(unix)'.dependencies]\ntill.workspace = true"),
        member(
            "till",
            "[dependencies]\nledger.workspace = true\nrusqlite = \"1\"\n[dev-dependencies]\nreqwest = \"1\"",
        ),
        member("attic", "[dependencies]"),
    ];
    assert_eq!(
        wrong_arrows(&house),
        ["ledger must not know till", "attic is a new room: say in ARROWS whom it may know"]
    );
    assert_eq!(wrong_owners(&house), ["till names rusqlite"]);
}
