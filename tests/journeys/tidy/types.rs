//! One fact, one type: what `domain`, `ledger`, `receipts` and `providers` know is not written a second time.

use std::collections::BTreeSet;

use syn::{Fields, Item};

use super::{Source, about, none};

/// Where types stand that others would copy, and who would.
const FOLDERS: &[&str] = &[
    "src-tauri/crates/domain/src/",
    "src-tauri/crates/ledger/src/",
    "src-tauri/crates/providers/src/",
    "src-tauri/crates/receipts/src/",
    "src-tauri/crates/till/src/",
    "src-tauri/src/",
];
/// Two types with the same parts that are two facts, and why.
const APART: &[(&str, &str, &str)] = &[
    ("AadhaarPerson", "Person", "what came is a secret that is wiped, what is shown is text"),
    ("PersonsWord", "WordView", "the stored one leaves out what is empty"),
    ("Pays", "PaysView", "what is worked out with, and the plain numbers that the window shows"),
    ("Again", "AgainInput", "what the books do, and what the window asks for in plain numbers"),
    ("TakenBack", "SaleOfOtherDay", "a sale as the books have it, and as the screen shows it"),
    ("SealFound", "SealView", "the whole close, and its line in the list"),
    ("CircleRow", "CircleCode", "the paper's code, and the code that is gone by after corrections"),
];
/// Two parts in common are chance.
const FEWEST_FIELDS: usize = 3;

/// A type by the names of its parts: the cases of an enum, or the fields of a struct.
struct Shape {
    is_enum: bool,
    name: String,
    crate_name: String,
    parts: BTreeSet<String>,
}

fn shapes(file: &Source) -> Vec<Shape> {
    let Ok(parsed) = syn::parse_file(&file.text) else { return Vec::new() };
    let crate_name = file.path.split("/src/").next().unwrap_or_default().to_owned();
    let shape = |is_enum, name: &syn::Ident, parts: BTreeSet<String>| Shape {
        is_enum,
        name: name.to_string(),
        crate_name: crate_name.clone(),
        parts,
    };
    let shape_of = |item: &Item| match item {
        Item::Enum(found) => {
            Some(shape(true, &found.ident, found.variants.iter().map(|case| case.ident.to_string()).collect()))
        }
        Item::Struct(found) => {
            let Fields::Named(fields) = &found.fields else { return None };
            let names = fields.named.iter().filter_map(|field| field.ident.as_ref().map(ToString::to_string)).collect();
            Some(shape(false, &found.ident, names))
        }
        _ => None,
    };
    parsed.items.iter().filter_map(shape_of).collect()
}

fn is_known(one: &Shape, other: &Shape) -> bool {
    APART.iter().any(|(first, second, _)| {
        (one.name == *first && other.name == *second) || (one.name == *second && other.name == *first)
    })
}

/// Types of two crates with the same parts.
fn copies(files: &[Source]) -> Vec<String> {
    let shapes: Vec<Shape> = files.iter().flat_map(shapes).collect();
    let mut findings = Vec::new();
    for (at, one) in shapes.iter().enumerate() {
        let fewest = if one.is_enum { 2 } else { FEWEST_FIELDS };
        let alike = shapes[at + 1..].iter().filter(|other| {
            other.crate_name != one.crate_name && other.is_enum == one.is_enum && other.parts == one.parts
        });
        for other in alike.filter(|other| one.parts.len() >= fewest && !is_known(one, other)) {
            findings.push(format!("{} of {} is {} of {}", other.name, other.crate_name, one.name, one.crate_name));
        }
    }
    findings
}

#[test]
fn no_type_is_written_a_second_time() {
    let files = about("the crates that know something", |file| {
        file.is_rust() && file.is_within(FOLDERS) && !file.path.contains("/tests") && !file.path.contains("_tests")
    });
    none("types of the rooms below cross to the window as they are", copies(&files));
    let known: Vec<Shape> = files.iter().flat_map(shapes).collect();
    for name in APART.iter().flat_map(|(one, other, _)| [one, other]) {
        assert!(known.iter().any(|shape| shape.name == *name), "APART tells of {name}, which is not there");
    }
}

#[test]
fn a_copy_is_seen() {
    let file = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let own = file("src-tauri/crates/ledger/src/a.rs", "pub enum Attention { Contradicted, NeedsPerson }");
    let copied = file("src-tauri/crates/till/src/b.rs", "enum AttentionView { NeedsPerson, Contradicted }");
    let other = file("src-tauri/crates/till/src/c.rs", "enum AttentionView { NeedsPerson, Contradicted, Other }");
    let rest = file("src-tauri/crates/ledger/src/d.rs", "struct Rest { bytes: usize, sha256: String, at_ms: i64 }");
    let view = file("src-tauri/crates/till/src/e.rs", "struct RestView { at_ms: i64, bytes: usize, sha256: String }");
    let found = copies(&[own, copied, other, rest, view]);
    let expected = [
        "AttentionView of src-tauri/crates/till is Attention of src-tauri/crates/ledger",
        "RestView of src-tauri/crates/till is Rest of src-tauri/crates/ledger",
    ];
    assert_eq!(found, expected);
}
