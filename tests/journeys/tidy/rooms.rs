//! The rooms inside a crate: each stands on a floor, and a file imports only from its own room and from floors below.

use super::imports::{Import, circles, imports};
use super::{Source, about, none};

/// The rooms of `till`, from the top. A room is a folder; the files at the bottom are the ground, one room.
const TILL: &[&[&str]] = &[
    &["shop"],
    &["watch"],
    &["complaints", "desk"],
    &["backup", "sale"],
    &["export", "plans"],
    &["print"],
    &["matching", "rehearse", "reports"],
    &["screens"],
    &["books"],
    &["till"],
    &["settings"],
    &GROUND,
];
/// The files at the bottom of `till`.
const GROUND: [&str; 4] = ["connection.rs", "panics.rs", "ports.rs", "problem.rs"];

/// The floors of `ledger`, from the top. Each file is a room; those of one floor may look into each other.
const LEDGER: &[&[&str]] = &[
    &["upgrade.rs"],
    &["backup.rs", "check.rs", "put_back.rs", "salvage.rs", "take_up.rs", "vouchers_back.rs", "words_back.rs"],
    &["closing_seal.rs"],
    &["verify.rs"],
    &["rebuild.rs"],
    &["shift.rs"],
    &[
        "begin.rs",
        "commission.rs",
        "complain.rs",
        "money_back.rs",
        "print_job.rs",
        "rebooking.rs",
        "record.rs",
        "voucher.rs",
    ],
    &["day_facts.rs"],
    &["figures.rs"],
    &[
        "backup_file.rs",
        "chit.rs",
        "companies.rs",
        "complaint.rs",
        "company_attempts.rs",
        "customer.rs",
        "due.rs",
        "due_again.rs",
        "dues.rs",
        "entered.rs",
        "expected.rs",
        "filter.rs",
        "facets.rs",
        "taken_back.rs",
        "ignored.rs",
        "listed.rs",
        "numbers.rs",
        "opened.rs",
        "order.rs",
        "order_log.rs",
        "outcomes.rs",
        "pace.rs",
        "price.rs",
        "read.rs",
        "recharge_plan.rs",
        "report.rs",
        "replay.rs",
        "search.rs",
        "slip_secret.rs",
        "sold.rs",
        "statement.rs",
        "told.rs",
        "twin.rs",
        "usual.rs",
        "spent.rs",
        "wallet.rs",
        "word.rs",
    ],
    &["attempt.rs", "carry.rs", "journal.rs", "open.rs", "pacing.rs", "posting.rs", "row.rs", "step.rs"],
    &["tds.rs"],
    &["handle.rs"],
    &["given.rs", "spent_kept.rs"],
    &["check_mark.rs"],
    &[
        "carried.rs",
        "chain.rs",
        "compare.rs",
        "entry.rs",
        "error.rs",
        "event.rs",
        "lock.rs",
        "own_file.rs",
        "reading.rs",
        "sql.rs",
        "time_mark.rs",
        "transaction.rs",
    ],
];

/// Which floor a file stands on, counted from the top, and its room there. A file `problem.rs` and the folder `problem/` are
/// one thing; the files of one floor are one room.
fn place<'a>(floors: &[&[&'a str]], file: &str) -> Option<(usize, &'a str)> {
    let first = file.split('/').next().unwrap_or(file);
    floors.iter().enumerate().find_map(|(floor, rooms)| {
        let room = rooms.iter().find(|room| **room == first || room.strip_suffix(".rs") == Some(first))?;
        Some((floor, if room.ends_with(".rs") { "" } else { *room }))
    })
}

fn climbing(floors: &[&[&str]], imports: &[Import]) -> Vec<String> {
    let mut findings = Vec::new();
    for Import { from, to, name } in imports {
        let (Some((from_floor, from_room)), Some((to_floor, to_room))) = (place(floors, from), place(floors, to))
        else {
            findings.push(format!("{from} or {to} is in no room"));
            continue;
        };
        let is_same_room = from_floor == to_floor && from_room == to_room;
        if !is_same_room && from_floor >= to_floor {
            findings.push(format!("{from} imports {name} from {to}, which is not below"));
        }
    }
    findings
}

fn shipped(src: &str) -> Vec<Source> {
    about(src, |file| file.is_rust() && file.is_within(&[src]))
}

fn in_circles(imports: &[Import]) -> Vec<String> {
    circles(imports).into_iter().map(|circle| circle.join(", ")).collect()
}

/// Holds a crate to its floors. `least`: so many imports there are at least, or they were not read.
fn hold(src: &str, floors: &[&[&str]], least: usize) {
    let files = shipped(src);
    let imports = imports(&files, src);
    assert!(imports.len() > least, "only {} imports", imports.len());
    let homeless = files.iter().filter_map(|file| file.path.strip_prefix(src));
    let is_test = |file: &str| file.split('/').any(|part| part == "tests");
    let homeless = homeless.filter(|file| *file != "lib.rs" && !is_test(file) && place(floors, file).is_none());
    none(&format!("every file of {src} is in a room"), homeless.map(str::to_owned).collect());
    none(&format!("imports run only downwards inside {src}"), climbing(floors, &imports));
    none(&format!("no circle of files in {src}"), in_circles(&imports));
}

#[test]
fn rooms_of_the_till_know_only_what_is_below() {
    hold("src-tauri/crates/till/src/", TILL, 100);
}

#[test]
fn files_of_the_ledger_know_only_what_is_below() {
    hold("src-tauri/crates/ledger/src/", LEDGER, 60);
}

#[test]
fn no_files_of_the_domain_know_each_other_in_a_circle() {
    let src = "src-tauri/crates/domain/src/";
    let imports = imports(&shipped(src), src);
    assert!(imports.len() > 20, "only {} imports", imports.len());
    none("no circle of files in the domain", in_circles(&imports));
}

#[test]
fn a_climbing_import_and_a_circle_are_found() {
    let file = |path: &str, text: &str| Source { path: format!("a/src/{path}"), text: text.to_owned() };
    let house = [
        file("lib.rs", "mod shop; mod sale; mod problem; pub use sale::Sale;"),
        file("problem.rs", "pub enum Problem { Of(Box<crate::shop::Shop>) }"),
        file("shop/mod.rs", "use crate::sale::Sale; pub struct Shop(Sale);"),
        file(
            "sale/mod.rs",
            "mod send; mod check; pub use send::Sale; #[cfg(test)] mod tests { use crate::shop::Shop; }",
        ),
        file("sale/send.rs", "use super::check::{Checked as C}; pub struct Sale(C); fn a() { crate::problem::tell() }"),
        file("sale/check.rs", "use crate::{Sale}; pub struct Checked(Option<Box<Sale>>);"),
        file("sale/tests.rs", "use crate::shop::Shop;"),
    ];
    let floors: &[&[&str]] = &[&["shop"], &["sale"], &["problem.rs"]];
    let imports = imports(&house, "a/src/");
    assert_eq!(climbing(floors, &imports), ["problem.rs imports Shop from shop/mod.rs, which is not below"]);
    assert_eq!(in_circles(&imports), [["problem.rs", "sale/check.rs", "sale/send.rs", "shop/mod.rs"].join(", ")]);
    let within: Vec<Import> = imports.into_iter().filter(|import| !import.from.starts_with("problem")).collect();
    assert_eq!(in_circles(&within), ["sale/check.rs, sale/send.rs"]);
    assert_eq!(climbing(&[&["shop"], &["problem.rs"]], &within).len(), 4, "sale is in no room");
}

#[test]
fn a_file_that_looks_up_and_two_that_look_into_each_other_are_found() {
    let file = |path: &str, text: &str| Source { path: format!("a/src/{path}"), text: text.to_owned() };
    let house = [
        file("lib.rs", "mod begin; mod handle; mod row; mod step; pub use handle::Ledger; pub use step::Step;"),
        file("begin.rs", "use crate::{Ledger, Step}; impl Ledger { fn begin(_: Step) {} }"),
        file("handle.rs", "use crate::row::Row; pub struct Ledger(Row);"),
        file("row.rs", "use crate::{Step}; pub struct Row(Step); pub fn of() { crate::begin::begin() }"),
        file("step.rs", "pub struct Step(Option<Box<crate::row::Row>>);"),
    ];
    let floors: &[&[&str]] = &[&["begin.rs"], &["handle.rs"], &["row.rs", "step.rs"]];
    let imports = imports(&house, "a/src/");
    assert_eq!(climbing(floors, &imports), ["row.rs imports begin from begin.rs, which is not below"]);
    assert_eq!(in_circles(&imports), ["begin.rs, handle.rs, row.rs, step.rs"]);
    let within: Vec<Import> = imports.into_iter().filter(|import| import.to != "begin.rs").collect();
    assert_eq!(climbing(floors, &within), [""; 0]);
    assert_eq!(in_circles(&within), ["row.rs, step.rs"]);
}
