//! Deliberate bugs stay where they are harmless: in a build that only the proof asks for.

use domain::flaw::Flaw;

use super::{about, none};

const LIST: &str = "src-tauri/crates/domain/src/flaw.rs";

#[test]
fn only_the_proof_can_switch_a_flaw_on() {
    let manifests = about("manifests", |file| file.path.ends_with("Cargo.toml"));
    let asks = |text: &str| text.lines().any(|line| line.contains("flaws\""));
    let asking: Vec<_> = manifests.iter().filter(|file| asks(&file.text)).map(|file| file.path.as_str()).collect();
    assert_eq!(asking, ["tests/torture/Cargo.toml"]);
    let code = about("Rust", |file| file.is_rust() && file.path != LIST && !file.is_within(&["tests/"]));
    let switching = code.iter().filter(|file| file.text.contains("switch_on"));
    none("nothing shipped switches a flaw on", switching.map(|file| file.path.clone()).collect());
}

#[test]
fn every_flaw_has_a_site() {
    let code =
        about("shipped Rust", |file| file.is_rust() && file.path != LIST && file.is_within(&["src-tauri/crates/"]));
    let sites = |flaw: &Flaw| {
        let site = format!("Flaw::{flaw:?})");
        code.iter().map(|file| file.text.matches(&site).count()).sum::<usize>()
    };
    let all: Vec<Flaw> = Flaw::ALL.into_iter().chain(Flaw::READERS).chain(Flaw::PRINTERS).collect();
    let without: Vec<_> = all.iter().filter(|flaw| sites(flaw) == 0).map(|flaw| format!("{flaw:?}")).collect();
    none("each flaw of the list stands in the code", without);
    assert!(all.iter().map(sites).sum::<usize>() <= 2 * all.len(), "a flaw is a line, not a second program");
}
